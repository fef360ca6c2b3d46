"""Acts for many schools from a sheet: tried whole, made all or none; what is wrong comes back marked in a copy."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from cycle_engine.definitions.batch_sheet import BatchSheet, CellProblem, read_batch
from cycle_engine.domain.units import code_key
from cycle_engine.errors import FileInvalid, OperationRefused, Problem, not_writable
from cycle_engine.messages import say, text
from cycle_engine.reports.batch_workbook import BatchTemplate, MarkedSheet, render_batch_template, render_marked_sheet
from cycle_engine.services.acting import ActRequest, ActsDone, perform_together
from cycle_engine.services.batch_acts import BatchAct, BatchActs, Known, acts_of, problem_of
from cycle_engine.services.desk import Desk
from cycle_engine.store.cases import cases_of

ERROR_SUFFIX: Final = "-loi"
"""What the name of a marked copy ends in: its readers are Vietnamese."""

Along = Callable[[Sequence[ActRequest]], Iterable[ActRequest]]


@dataclass(frozen=True, slots=True)
class BatchDone:
    """The acts of a sheet with what became of each, in the sheet's order, and which columns were not looked at."""

    acts: tuple[BatchAct, ...]
    done: ActsDone
    left_blank: int
    ignored: tuple[str, ...]


def run_batch(desk: Desk, file: Path, *, apply_it: bool, along: Along = iter) -> BatchDone:
    """Try the acts of a sheet and, if so asked, make them, all or none.

    Raises ``FileInvalid`` with every cell that is wrong, once a copy of the sheet with those cells marked stands beside
    it; ``NotFound``; ``Conflict`` when a case moved meanwhile.
    """
    sheet = read_batch(file)
    with desk.database.read() as rows:
        cycle = desk.cycle(rows)
        cases = {code_key(case.unit): case for case in cases_of(rows, cycle.stored.id)}
    found = acts_of(sheet, Known(cycle, cases, file.parent))
    if not (found.acts or found.problems):
        problem = Problem(sheet.sheet.where_row(sheet.headings.row.number), text("batch.no_acts"))
        raise FileInvalid(file=str(file), problems=[problem], hints=[text("batch.no_acts_hint")])
    requests = [act.request for act in found.acts]
    done = perform_together(desk, requests, apply_it=apply_it and not found.problems, along=along)
    found = _with_refusals(found, done)
    if found.problems:
        raise _refused(file, sheet, found)
    return BatchDone(found.acts, done, sheet.left_blank, sheet.headings.unknown)


def write_template(desk: Desk, target: Path) -> int:
    """Write an empty sheet with a row for every case. Raises ``OperationRefused`` where a file stands already."""
    if target.exists():
        raise OperationRefused("file_exists", hints=[text("batch.template_exists_hint")], file=str(target))
    with desk.database.read() as rows:
        cycle = desk.cycle(rows)
        cases = cases_of(rows, cycle.stored.id)
    steps = [step.label.vi for track in cycle.workflow.tracks for step in track.transitions]
    template = BatchTemplate(
        units=tuple((case.unit, case.unit_name) for case in cases),
        steps=tuple(dict.fromkeys(steps)),
        kinds=tuple(product.label.vi for product in cycle.workflow.products),
    )
    _write(target, render_batch_template(template))
    return len(cases)


def _with_refusals(found: BatchActs, done: ActsDone) -> BatchActs:
    """Turn refusals into problems of cells; a unit's acts after one that is refused wait for it."""
    problems, waiting = list(found.problems), dict(found.waiting)
    stopped: dict[str, int] = {}
    for act, outcome in zip(found.acts, done.outcomes, strict=True):
        first = act.rows[0]
        if outcome.unit in stopped:
            waiting |= dict.fromkeys(act.rows, stopped[outcome.unit])
        elif outcome.refusals:
            stopped[outcome.unit] = first
            problems += [problem_of(refusal, first) for refusal in outcome.refusals]
    return BatchActs(found.acts, tuple(problems), waiting)


def _refused(file: Path, sheet: BatchSheet, found: BatchActs) -> FileInvalid:
    problems = sorted(found.problems, key=lambda problem: (problem.row, sheet.place(problem.column)))
    told = [Problem(sheet.where(p.row, p.column), p.message, p.hint) for p in problems]
    target = _free_name(file)
    try:
        target.write_bytes(render_marked_sheet(_marked(sheet, problems, found.waiting)))
    except OSError as error:
        hint = text("batch.not_marked", file=str(target), detail=error.strerror or str(error))
        return FileInvalid(file=str(file), problems=told, hints=[hint])
    hints = [text("batch.marked", file=str(target))]
    return FileInvalid(file=str(file), problems=told, hints=hints, error_sheet=str(target))


def _marked(sheet: BatchSheet, problems: Sequence[CellProblem], waiting: Mapping[int, int]) -> MarkedSheet:
    marks: dict[tuple[int, int], list[str]] = {}
    for problem in problems:
        words = f"{problem.message}; {problem.hint}"
        marks.setdefault((problem.row, sheet.place(problem.column)), []).append(words)
    return MarkedSheet(
        name=sheet.sheet.name,
        heading=sheet.headings.row.number,
        rows=tuple((row.number, row.texts) for row in sheet.sheet.rows),
        marks=marks,
        notes={row: say("batch.waits", row=first) for row, first in waiting.items()},
    )


def _free_name(file: Path) -> Path:
    """Name the marked copy; what stands beside the sheet already, perhaps half mended, is left alone."""
    stem, number = file.stem, 1
    while _stands(target := file.with_name(f"{stem}{ERROR_SUFFIX}{'' if number == 1 else f'-{number}'}.xlsx")):
        number += 1
    return target


def _stands(target: Path) -> bool:
    try:
        return target.exists()
    except OSError:  # a name that the disk does not even take is told of when it is written
        return False


def _write(target: Path, content: bytes) -> None:
    try:
        target.write_bytes(content)
    except OSError as error:
        raise not_writable(target, error) from error
