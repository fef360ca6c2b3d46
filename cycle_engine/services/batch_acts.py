"""Rows of a sheet become acts: the words in the cells are looked up among the units, steps and documents there are.

Rows of one unit and step that follow one another are one act with several documents. What cannot be looked up is a
problem of its cell; acts of a unit after a row with a problem are not looked at, for they may build on it.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

from cycle_engine.definitions.batch_sheet import BatchRow, BatchSheet, CellProblem
from cycle_engine.definitions.heading_rows import letters_of
from cycle_engine.domain.definition import Product, Track, Transition
from cycle_engine.domain.units import code_key
from cycle_engine.errors import Refusal
from cycle_engine.formatting import nearest
from cycle_engine.messages import Label, has_text, text
from cycle_engine.services.acting import ActRequest
from cycle_engine.services.desk import OpenCycle
from cycle_engine.services.handing_in import is_link
from cycle_engine.store.cases import StoredCase

_COLUMNS: Final[Mapping[str, str]] = {
    "product_missing": "document_kind",
    "unknown_product": "document_kind",
    "link_unusable": "document",
    "link_wanted": "document",
    "file_wanted": "document",
    "level_not_asked": "level",
    "level_unknown": "level",
    "level_contradicts": "level",
    "level_missing": "level",
    "scores_undecided": "level",
    "overruled_without_reason": "reason",
    "reason_missing": "reason",
    "date_in_future": "dated",
}
"""In which column a refusal is mended; what is not named here is about the step itself."""


_UNKNOWN: Final = {"transition": "batch.unknown_step", "document_kind": "batch.unknown_kind"}


@dataclass(frozen=True, slots=True)
class BatchAct:
    """An act with the numbers of the rows that ask for it."""

    rows: tuple[int, ...]
    request: ActRequest


@dataclass(frozen=True, slots=True)
class Known:
    """What the words in a sheet can name: the cases by unit, and the folder that documents are taken from."""

    cycle: OpenCycle
    cases: Mapping[str, StoredCase]
    folder: Path


@dataclass(frozen=True, slots=True)
class BatchActs:
    """The acts that can be tried, what is wrong with cells, and which rows wait until which other one is mended."""

    acts: tuple[BatchAct, ...]
    problems: tuple[CellProblem, ...]
    waiting: Mapping[int, int] = field(default_factory=dict)


def acts_of(sheet: BatchSheet, known: Known) -> BatchActs:
    """Look up every row."""
    faulty = {problem.row for problem in sheet.problems}
    acts: dict[str, list[BatchAct]] = {}
    order: list[tuple[str, int]] = []
    problems, waiting, stopped = list(sheet.problems), {}, dict[str, int]()
    for row in sheet.rows:
        key = code_key(row.unit)
        request, found = _look_up(row, known)
        before = acts.setdefault(key, [])
        if request and before and before[-1].request.transition == request.transition:
            found = [*found, *_differences(row, before[-1].request)]
        problems += found
        if found or row.number in faulty:
            stopped.setdefault(key, row.number)
        elif key in stopped:
            waiting[row.number] = stopped[key]
        elif request and before and before[-1].request.transition == request.transition:
            before[-1] = _continued(before[-1], row, request)
        elif request:
            order.append((key, len(before)))
            before.append(BatchAct((row.number,), request))
    return BatchActs(tuple(acts[key][number] for key, number in order), tuple(problems), waiting)


def problem_of(refusal: Refusal, row: int) -> CellProblem:
    """Say at which cell a refusal is mended, and how in a sheet rather than on the command line."""
    name = f"batch.{refusal.code}_hint"
    hint = text(name, **refusal.message.facts) if has_text(name) else refusal.hint
    return CellProblem(row, _COLUMNS.get(refusal.code, "transition"), refusal.message, hint)


def _look_up(row: BatchRow, known: Known) -> tuple[ActRequest | None, list[CellProblem]]:
    case, problems = known.cases.get(code_key(row.unit)), list[CellProblem]()
    step = None
    if case is None and row.unit:
        problems.append(_unknown_unit(row, known))
    if case:
        track = known.cycle.workflow.track(case.track)
        step = _find_step(row.transition, track)
        if step is None and row.transition:
            problems.append(
                _unknown_word(row.number, "transition", row.transition, {s.id: s.label for s in track.transitions})
            )
    products = known.cycle.workflow.products
    product = _find_product(row.document_kind, products)
    if row.document_kind and product is None:
        problems.append(
            _unknown_word(row.number, "document_kind", row.document_kind, {p.id: p.label for p in products})
        )
    where, against = _document(row, known.folder)
    problems += against
    if case is None or step is None or problems:
        return None, problems
    documents = ((product.id, where),) if product and where else ()
    return _request(row, case, step, documents), []


def _request(row: BatchRow, case: StoredCase, step: Transition, documents: tuple[tuple[str, str], ...]) -> ActRequest:
    return ActRequest(
        unit=case.unit,
        transition=step.id,
        documents=documents,
        number=row.document_number,
        dated=row.dated,
        level=row.level,
        reason=row.reason,
    )


def _document(row: BatchRow, folder: Path) -> tuple[str, list[CellProblem]]:
    """Find the file in the sheet's folder or below it; a sheet from somebody else takes nothing from elsewhere."""
    if not row.document or is_link(row.document):
        return row.document, []
    try:
        file = (folder / row.document.replace("\\", "/")).resolve()
        is_inside, exists = file.is_relative_to(folder.resolve()), file.is_file()
    except (OSError, ValueError):
        is_inside, exists = True, False
    if is_inside and exists:
        return str(file), []
    name = "file_missing" if is_inside else "file_outside"
    return "", [_problem(row.number, "document", name, file=row.document, folder=str(folder))]


def _differences(row: BatchRow, act: ActRequest) -> Iterator[CellProblem]:
    """Find cells that say something else than the rows above them of the same act."""
    said = {
        "number": (row.document_number, act.number),
        "dated": (row.dated, act.dated),
        "level": (row.level, act.level),
        "reason": (row.reason, act.reason),
    }
    for column, (here, above) in said.items():
        if here and above and here != above:
            yield _problem(row.number, column, "differs", here=here, above=above)
    if not row.document:
        yield _problem(row.number, "transition", "same_act_twice", unit=row.unit)


def _continued(act: BatchAct, row: BatchRow, request: ActRequest) -> BatchAct:
    before = act.request
    together = replace(
        before,
        documents=(*before.documents, *request.documents),
        number=before.number or request.number,
        dated=before.dated or request.dated,
        level=before.level or request.level,
        reason=before.reason or request.reason,
    )
    return BatchAct((*act.rows, row.number), together)


def _find_step(words: str, track: Track) -> Transition | None:
    """Find a step by its id or by its label in either language."""
    key = letters_of(words)
    by_id = next((step for step in track.transitions if letters_of(step.id) == key), None)
    labelled = [step for step in track.transitions if key in {letters_of(step.label.vi), letters_of(step.label.en)}]
    return by_id or (labelled[0] if len(labelled) == 1 else None)


def _find_product(words: str, products: Sequence[Product]) -> Product | None:
    key = letters_of(words)
    named = [p for p in products if key in {letters_of(p.id), letters_of(p.label.vi), letters_of(p.label.en)}]
    return named[0] if key and named else None


def _unknown_unit(row: BatchRow, known: Known) -> CellProblem:
    near = nearest(row.unit, [case.unit for case in known.cases.values()])
    message = text("batch.unknown_unit", value=row.unit)
    hint = text("batch.near_unit_hint", near=near) if near else text("batch.unknown_unit_hint")
    return CellProblem(row.number, "unit", message, hint)


def _unknown_word(row: int, column: str, words: str, known: Mapping[str, Label]) -> CellProblem:
    allowed = list(known.values())
    by_word = {word: label for name, label in known.items() for word in (name, label.vi, label.en)}
    found = nearest(words, by_word)
    near = by_word[found] if found else None
    hint = (
        text("batch.near_word_hint", near=near, allowed=allowed) if near else text("batch.word_hint", allowed=allowed)
    )
    return CellProblem(row, column, text(_UNKNOWN[column], value=words), hint)


def _problem(row: int, column: str, name: str, **facts: object) -> CellProblem:
    return CellProblem(row, column, text(f"batch.{name}", **facts), text(f"batch.{name}_hint", **facts))
