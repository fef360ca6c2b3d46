"""Exports for other programs: every school's result, every event, the roster, as of the moment looked at."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Final
from uuid import uuid4

from cycle_engine.domain.units import Unit
from cycle_engine.errors import not_writable
from cycle_engine.reports.export_columns import CONTACTS, EVENTS, RESULTS, ROSTER, points_column
from cycle_engine.reports.exports import Export, ExportColumn
from cycle_engine.services.desk import Desk, OpenCycle
from cycle_engine.services.school_results import POINTS_KINDS, results_of_cycle
from cycle_engine.store.event_lines import event_lines
from cycle_engine.store.rows import Rows
from cycle_engine.store.units import all_units

_OF_THE_UNIT: Final = tuple(column.name for column in (*ROSTER, *CONTACTS) if column.name in Unit.__slots__)


def export_results(desk: Desk, *, every_cycle: bool = False) -> Export:
    """Gather how every school of the cycle at work stands, or of every cycle. Raises ``NotFound`` where none is open.

    The groups of criteria are those of the cycles' indicator sets, in their order, then others by name.
    """
    with desk.database.read() as rows:
        found = [result for cycle in _cycles(rows, desk, every_cycle) for result in results_of_cycle(rows, desk, cycle)]
    groups = dict.fromkeys(group for result in found for group in result.groups)
    groups |= dict.fromkeys(sorted({group for result in found for _, group in result.points} - groups.keys()))
    points = {(kind, group): points_column(kind, group) for group in groups for kind in POINTS_KINDS}
    rows_ = tuple(
        {**result.facts, **{column.name: result.points.get(key) for key, column in points.items()}} for result in found
    )
    return Export("results", desk.today, (*RESULTS, *points.values()), rows_)


def export_events(desk: Desk, *, every_cycle: bool = False) -> Export:
    """Gather every event of the cycle at work, or of every cycle. Raises ``NotFound`` where none is open."""
    with desk.database.read() as rows:
        cycles = _cycles(rows, desk, every_cycle)
        lines = tuple(line for cycle in cycles for line in event_lines(rows, cycle.stored.id, until=desk.until))
    return Export("events", desk.today, EVENTS, lines)


def export_roster(desk: Desk, *, with_contacts: bool = False) -> Export:
    """Gather the roster of the day looked at; people and addresses only where they are asked for."""
    columns: Sequence[ExportColumn] = (*ROSTER, *CONTACTS) if with_contacts else ROSTER
    with desk.database.read() as rows:
        stored = sorted(all_units(rows, day=desk.today), key=lambda one: one.unit.code)
    every = (
        {
            **{name: getattr(one.unit, name) or None for name in _OF_THE_UNIT},
            "closed_on": one.closed_on,
            "merged_into": one.merged_into or None,
        }
        for one in stored
    )
    return Export("roster", desk.today, tuple(columns), tuple(_only(columns, facts) for facts in every))


def write_export(content: bytes, target: Path) -> None:
    """Write an export, whole or not at all, over one that stands there. Raises ``Unavailable``."""
    try:
        if target.exists() and not target.is_file():
            target.write_bytes(content)  # a pipe or a device takes what is written, and is not replaced
        else:
            _replace(target.resolve(), content)
    except OSError as error:
        raise not_writable(target, error) from error


def _cycles(rows: Rows, desk: Desk, every_cycle: bool) -> Sequence[OpenCycle]:  # noqa: FBT001 - the flag as it came
    latest = desk.cycle(rows)
    return desk.cycles(rows) if every_cycle else [latest]


def _only(columns: Iterable[ExportColumn], facts: Mapping[str, object]) -> Mapping[str, object]:
    return {column.name: facts[column.name] for column in columns}


def _replace(target: Path, content: bytes) -> None:
    partial = target.with_name(f".{uuid4().hex}.part")
    try:
        partial.write_bytes(content)
        partial.replace(target)
    finally:
        partial.unlink(missing_ok=True)
