"""The roster in the database: units, and under which authority they stand on a day."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import TYPE_CHECKING

from cycle_engine.domain.roster import RosterChanges
from cycle_engine.domain.units import Unit, UnitKind
from cycle_engine.store.rows import Row, Rows, as_day_or_none, as_int

if TYPE_CHECKING:
    from cycle_engine.store.writing import Transaction

_UNITS = """
SELECT u.id, u.code, u.name, u.kind, u.email, u.head_name, u.head_email, u.officer_name, u.officer_email,
       u.phone, u.website, u.closed_on, u.merged_into, p.code AS parent
FROM units u
LEFT JOIN unit_parents up ON up.unit_id = u.id AND up.valid_from <= :day
                         AND (up.valid_until IS NULL OR up.valid_until > :day)
LEFT JOIN units p ON p.id = up.parent_id
ORDER BY u.code
"""

_COLUMNS = tuple(field.name for field in fields(Unit) if field.name != "parent")


@dataclass(frozen=True, slots=True)
class StoredUnit:
    """A unit as it is kept: with its number here, and since when it is closed or what it was merged into."""

    id: int
    unit: Unit
    closed_on: date | None
    merged_into: str

    def is_active_on(self, day: date) -> bool:
        """Whether the unit still exists on this day."""
        return self.closed_on is None or day < self.closed_on


def all_units(rows: Rows, *, day: date) -> tuple[StoredUnit, ...]:
    """Read every unit with its authority on this day, by code."""
    return tuple(_stored(row) for row in rows.rows(_UNITS, day=day))


def roster_begins_on(rows: Rows) -> date | None:
    """Name the first day on which any unit stands under an authority; None in an empty roster."""
    return as_day_or_none(rows.rows("SELECT MIN(valid_from) AS day FROM unit_parents")[0]["day"])


def assessed_units(rows: Rows, cycle_id: int) -> tuple[str, ...]:
    """Name the units with a case in a cycle in which somebody still has to move."""
    query = (
        "SELECT DISTINCT u.code FROM cases c JOIN units u ON u.id = c.unit_id "
        "WHERE c.cycle_id = :cycle AND c.owner <> '' ORDER BY u.code"
    )
    return tuple(str(row["code"]) for row in rows.rows(query, cycle=cycle_id))


def apply_roster(
    transaction: "Transaction", changes: RosterChanges, *, day: date, actor: str, recorded_at: datetime
) -> None:
    """Write what an incoming roster changes, and who changed it. A new authority holds from ``day``."""
    from cycle_engine.store.tables import UnitRow

    transaction.insert(UnitRow, [_row(unit) for unit in changes.added])
    for change in changes.changed:
        transaction.update(UnitRow, _row(change.unit), code=change.unit.code)
    stored = {held.unit.code: held for held in all_units(transaction, day=day)}
    for unit in (*changes.added, *(change.unit for change in changes.changed)):
        if stored[unit.code].unit.parent != unit.parent:
            set_parent(transaction, stored[unit.code].id, stored[unit.parent].id if unit.parent else None, day=day)
    lines = [(unit.code, "added", _row(unit)) for unit in changes.added]
    lines += [(c.unit.code, "changed", {f.field: [f.old, f.new] for f in c.fields}) for c in changes.changed]
    log_changes(transaction, lines, actor=actor, recorded_at=recorded_at)


def set_parent(transaction: "Transaction", unit_id: int, parent_id: int | None, *, day: date) -> None:
    """Put a unit under another authority from ``day`` on; the time before keeps its own."""
    from cycle_engine.store.tables import UnitParentRow

    transaction.execute("DELETE FROM unit_parents WHERE unit_id = :unit AND valid_from >= :day", unit=unit_id, day=day)
    transaction.execute(
        "UPDATE unit_parents SET valid_until = :day WHERE unit_id = :unit AND valid_until IS NULL",
        unit=unit_id,
        day=day,
    )
    if parent_id is not None:
        transaction.insert_one(UnitParentRow, unit_id=unit_id, parent_id=parent_id, valid_from=day)


def rename_unit(transaction: "Transaction", unit_id: int, name: str) -> None:
    """Give a unit another name."""
    transaction.execute("UPDATE units SET name = :name WHERE id = :unit", name=name, unit=unit_id)


def close_unit(transaction: "Transaction", unit_id: int, *, day: date, merged_into: str = "") -> None:
    """End a unit on ``day``, by itself or into another."""
    transaction.execute(
        "UPDATE units SET closed_on = :day, merged_into = :into WHERE id = :unit",
        day=day,
        into=merged_into,
        unit=unit_id,
    )


def log_changes(
    transaction: "Transaction",
    lines: Sequence[tuple[str, str, object]],
    *,
    actor: str,
    recorded_at: datetime,
) -> None:
    """Write down who changed what in the roster: code, what happened, the facts."""
    from cycle_engine.store.tables import RosterChangeRow

    transaction.insert(
        RosterChangeRow,
        [
            {
                "code": code,
                "change": change,
                "facts": json.dumps(facts, ensure_ascii=False, default=str),
                "actor": actor,
                "recorded_at": recorded_at,
            }
            for code, change, facts in lines
        ],
    )


def _row(unit: Unit) -> dict[str, object]:
    return {name: str(getattr(unit, name)) for name in _COLUMNS}


def _stored(row: Row) -> StoredUnit:
    texts = {name: str(row[name]) for name in _COLUMNS if name != "kind"}
    parent = row["parent"]
    return StoredUnit(
        id=as_int(row["id"]),
        unit=Unit(kind=UnitKind(str(row["kind"])), parent=None if parent is None else str(parent), **texts),
        closed_on=as_day_or_none(row["closed_on"]),
        merged_into=str(row["merged_into"]),
    )
