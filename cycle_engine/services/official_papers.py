"""Official papers as files: which schools they are about, by whose template, into which files."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from cycle_engine.domain.definition import LevelKind
from cycle_engine.domain.units import code_key
from cycle_engine.errors import CycleError, FileInvalid, NotFound, OperationRefused, Problem, UsageProblem, not_writable
from cycle_engine.formatting import nearest, search_key
from cycle_engine.messages import text
from cycle_engine.reports.papers.facts import PaperFacts
from cycle_engine.reports.papers.fields import build_fields
from cycle_engine.reports.papers.files import PaperForm, render_from_template, render_paper
from cycle_engine.reports.papers.kinds import KINDS, PaperKind, find_kind
from cycle_engine.reports.word_templates import WordTemplate, read_template
from cycle_engine.services.board import is_out_of_the_running, unit_not_found
from cycle_engine.services.desk import Desk
from cycle_engine.services.paper_facts import PaperScene, SeenCase, facts_for, read_scene

FOLDER: Final = "papers"
"""The workspace's folder of papers that were made."""

TEMPLATES: Final = Path("templates") / "documents"
"""Where an office lays Word files of its own."""

_UNSAFE: Final = re.compile(r"[^A-Za-z0-9._-]+")


@dataclass(frozen=True, slots=True)
class WrittenPaper:
    """A paper as it was written: about which school (empty where it lists schools), to which file."""

    kind: PaperKind
    unit: str
    schools: int
    file: Path


@dataclass(frozen=True, slots=True)
class CheckedTemplate:
    """A template of the office's own, and what is wrong with it."""

    file: Path
    problems: tuple[Problem, ...]


def render_papers(
    desk: Desk, kind: str, units: Sequence[str] = (), *, into: Path | None = None, forms: Sequence[PaperForm] = ()
) -> tuple[WrittenPaper, ...]:
    """Write a kind of paper for these schools, or for all that it may be about; nothing is written unless all can be.

    ``into`` is a folder, or a file where there is one paper in one form. Without ``forms`` it is every form that the
    paper has: a template of the office's own is a Word file only. Raises ``NotFound`` for an unknown kind or school,
    ``OperationRefused`` where no school is ready, ``FileInvalid`` for a template that cannot be filled.
    """
    found = require_kind(kind)
    with desk.database.read() as rows:
        scene = read_scene(rows, desk)
    template = _template(desk, found)
    wanted = _forms(forms, template)
    papers = [(case, facts_for(scene, found, cases)) for case, cases in _papers(scene, found, units)]
    targets = _targets(into or desk.workspace / FOLDER, papers, wanted)
    contents = ((target, _render(facts, form, template)) for target, (_, facts), form in targets)
    _write(contents, checked=template is not None)
    return tuple(WrittenPaper(found, case, len(facts.schools), target) for target, (case, facts), _ in targets)


def check_templates(desk: Desk) -> tuple[CheckedTemplate, ...]:
    """Look at every template the office has laid down: its name, the file, and each of its fields."""
    folder = desk.workspace / TEMPLATES
    files = sorted(file for file in folder.glob("*") if file.is_file() and not file.name.startswith(("~$", ".")))
    return tuple(CheckedTemplate(file, tuple(_template_problems(file))) for file in files)


def own_template(desk: Desk, kind: PaperKind) -> Path | None:
    """The office's own template of a kind, or None."""
    file = desk.workspace / TEMPLATES / f"{kind.id}.docx"
    return file if file.is_file() else None


def require_kind(name: str) -> PaperKind:
    """The kind of this name. Raises ``NotFound`` that lists what there is."""
    if found := find_kind(name):
        return found
    known = [kind.id for kind in KINDS]
    meant = nearest(name, known)
    hints = [text("papers.kind_nearest", kind=meant)] if meant else []
    raise NotFound("paper_kind_unknown", hints=[*hints, text("papers.kind_unknown_hint")], kind=name, known=known)


def _papers(scene: PaperScene, kind: PaperKind, units: Sequence[str]) -> Iterator[tuple[str, Sequence[SeenCase]]]:
    """Which papers there will be: for each school one, or one for all."""
    schools = _schools(scene, kind, units)
    if not schools:
        raise OperationRefused("paper_without_schools", hints=[text("papers.without_schools_hint")], kind=kind.id)
    if kind.lists_schools:
        yield "", schools
    else:
        yield from ((school.unit, [school]) for school in schools)


def _schools(scene: PaperScene, kind: PaperKind, units: Sequence[str]) -> tuple[SeenCase, ...]:
    """Those that were named, in the order of their codes; else all who take part, in a proposal those reviewed."""
    by_code = {code_key(case.unit): case for case in scene.schools}
    if units:
        for unit in units:
            if code_key(unit) not in by_code:
                raise unit_not_found(unit, {case.unit: case.name for case in scene.schools})
        named = {code_key(unit) for unit in units}
        return tuple(case for code, case in by_code.items() if code in named)
    tracks = {track.name: track for track in scene.cycle.workflow.tracks}
    taking_part = (case for case in scene.schools if not is_out_of_the_running(tracks[case.track], case.state))
    if kind.id in _AFTER_REVIEW:
        return tuple(
            case for case in taking_part if {LevelKind.EXTERNAL, LevelKind.RECOGNIZED} & case.state.levels.keys()
        )
    return tuple(taking_part)


_AFTER_REVIEW: Final = ("proposal_list", "recognition_decision", "certificate")
"""Papers that, unless schools are named, are about those whose external review was concluded."""


def _template(desk: Desk, kind: PaperKind) -> WordTemplate | None:
    file = own_template(desk, kind)
    return read_template(file) if file else None


def _forms(asked: Sequence[PaperForm], template: WordTemplate | None) -> Sequence[PaperForm]:
    if template is None:
        return asked or tuple(PaperForm)
    if PaperForm.PDF in asked:
        hint = text("papers.template_has_no_pdf_hint", file=template.file)
        raise OperationRefused("template_has_no_pdf", hints=[hint], file=template.file)
    return (PaperForm.DOCX,)


def _render(facts: PaperFacts, form: PaperForm, template: WordTemplate | None) -> bytes:
    return render_from_template(facts, template) if template else render_paper(facts, form)


_Paper = tuple[str, PaperFacts]


def _targets(into: Path, papers: Sequence[_Paper], forms: Sequence[PaperForm]) -> list[tuple[Path, _Paper, PaperForm]]:
    """Name each file: never outside the folder, never two alike."""
    if into.suffix.lower() in {f".{form.value}" for form in PaperForm} and not into.is_dir():
        if len(papers) * len(forms) != 1 or into.suffix.lower() != f".{forms[0].value}":
            hint = text("papers.one_file_hint", folder=str(into.with_suffix("")))
            raise UsageProblem("paper_one_file", hints=[hint], file=str(into), count=len(papers) * len(forms))
        return [(into, papers[0], forms[0])]
    targets: list[tuple[Path, _Paper, PaperForm]] = []
    taken: set[str] = set()
    for case, facts in papers:
        stem = name = _file_name(facts.kind, case)
        number = 1
        while stem.lower() in taken:
            number += 1
            stem = f"{name}-{number}"
        taken.add(stem.lower())
        targets += [(into / f"{stem}.{form.value}", (case, facts), form) for form in forms]
    return targets


def _file_name(kind: PaperKind, unit: str) -> str:
    plain = _UNSAFE.sub("-", search_key(unit).upper()).strip("-.")
    return f"{kind.file}-{plain}" if unit else kind.file


def _write(contents: Iterator[tuple[Path, bytes]], *, checked: bool) -> None:
    """Write the files; where a template may refuse, all are made before the first is written."""
    for target, content in list(contents) if checked else contents:
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
        except OSError as error:
            raise not_writable(target, error) from error


def _template_problems(file: Path) -> list[Problem]:
    kind = find_kind(file.stem) if file.suffix.lower() == ".docx" else None
    if kind is None:
        known = [f"{one.id}.docx" for one in KINDS]
        return [
            Problem("", text("papers.template_name", name=file.name), text("papers.template_name_hint", names=known))
        ]
    from cycle_engine.services.paper_samples import sample_facts

    fields = build_fields(sample_facts(kind))
    try:
        read_template(file).check(fields.values, {name: rows[0] for name, rows in fields.lists.items()})
    except FileInvalid as invalid:
        return list(invalid.problems)
    except CycleError as error:
        return [Problem("", error.message)]
    return []
