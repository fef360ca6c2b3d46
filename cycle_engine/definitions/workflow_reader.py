"""Workflow files: TOML into a ``Workflow``. The format is described key by key in ``docs/workflow-files.md``.

What a file's words mean together (stages that nobody reaches, guards that name no stage) is asked in ``checks``.
"""

from collections.abc import Mapping
from pathlib import Path

from cycle_engine.definitions.toml_tables import Table, parse_toml, read_toml, repeats
from cycle_engine.domain.definition import (
    Addressee,
    GuardCall,
    LevelKind,
    Party,
    Product,
    ProductForm,
    Role,
    Stage,
    Telling,
    Track,
    Transition,
    Workflow,
)
from cycle_engine.domain.guards import GUARDS
from cycle_engine.domain.units import UnitKind


def read_workflow(path: Path) -> Workflow:
    """Read a workflow file. Raises ``FileInvalid`` with all problems, ``NotFound``, ``Unavailable``."""
    return read_toml(path, _workflow)


def parse_workflow(content: str, *, file: str) -> Workflow:
    """Read a workflow from text; ``file`` is what problems call it. Raises ``FileInvalid``."""
    return parse_toml(content, _workflow, file=file)


def recognising_words(workflow: Workflow) -> Mapping[tuple[str, str], tuple[str, ...]]:
    """The words by which an official plan's row is known to speak of a step, by track and transition."""
    return {
        (track.name, transition.id): transition.recognised_by
        for track in workflow.tracks
        for transition in track.transitions
        if transition.recognised_by
    }


def _workflow(table: Table) -> Workflow:
    workflow = Workflow(
        id=table.file_name("id"),
        version=table.whole_number("version", least=1),
        label=table.label("label"),
        applies_to=_kinds(table),
        source=table.text("source"),
        indicators=table.text("indicators", default=""),
        tracks=tuple(_track(name, track) for name, track in table.named_tables("tracks").items()),
        products=tuple(_product(row) for row in table.rows("products", required=False)),
    )
    _report_repeats(table, "products", [product.id for product in workflow.products])
    return table.close(workflow)


def _kinds(table: Table) -> tuple[str, ...]:
    allowed = [kind.value for kind in UnitKind if kind.is_school]
    kinds = table.texts("applies_to", required=True)
    for kind in kinds:
        if kind not in allowed:
            table.report_word("applies_to", kind, allowed)
    return kinds


def _product(table: Table) -> Product:
    return table.close(
        Product(
            id=table.identifier("id"),
            label=table.label("label"),
            form=table.word("form", ProductForm),
            recognised_by=table.texts("recognised_by"),
        )
    )


def _track(name: str, table: Table) -> Track:
    track = Track(
        name=name,
        label=table.label("label"),
        initial=table.identifier("initial"),
        stages=tuple(_stage(row) for row in table.rows("stages")),
        transitions=tuple(_transition(row) for row in table.rows("transitions")),
    )
    _report_repeats(table, "stages", [stage.id for stage in track.stages])
    _report_repeats(table, "transitions", [transition.id for transition in track.transitions])
    return table.close(track)


def _stage(table: Table) -> Stage:
    return table.close(
        Stage(id=table.identifier("id"), label=table.label("label"), owner=table.find_word("owner", Party))
    )


def _transition(table: Table) -> Transition:
    return table.close(
        Transition(
            id=table.identifier("id"),
            label=table.label("label"),
            sources=table.texts("from", required=True),
            target=table.identifier("to"),
            roles=table.words("by", Role, required=True),
            products=table.texts("products"),
            guards=tuple(_guard(table, written) for written in table.texts("guards")),
            level=table.find_word("level", LevelKind),
            starts_round=table.yes_no("starts_round"),
            sets_deadline=table.yes_no("sets_deadline"),
            tells=tuple(_telling(row) for row in table.rows("tells", required=False)),
            recognised_by=table.texts("recognised_by"),
        )
    )


def _telling(table: Table) -> Telling:
    return table.close(
        Telling(
            letter=table.identifier("letter"),
            to=table.word("to", Addressee),
            cc=table.words("cc", Addressee),
            product=table.text("product", default=""),
        )
    )


def _guard(table: Table, written: str) -> GuardCall:
    name, _, argument = written.partition(":")
    if name not in GUARDS:
        table.report_word("guards", name, GUARDS)
    return GuardCall(name.strip(), argument.strip())


def _report_repeats(table: Table, key: str, ids: list[str]) -> None:
    for repeated in repeats(ids):
        if repeated:
            table.report(key, "id_twice", "id_twice_hint", value=repeated)
