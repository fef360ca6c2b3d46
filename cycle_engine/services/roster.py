"""The roster: imported from a sheet, shown before it is applied, and changed unit by unit."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from cycle_engine.definitions.roster import read_roster
from cycle_engine.domain.roster import RosterChanges, compare_rosters
from cycle_engine.domain.units import Unit, code_key
from cycle_engine.errors import OperationRefused
from cycle_engine.formatting import normalised
from cycle_engine.messages import text
from cycle_engine.services.board import unit_not_found
from cycle_engine.services.desk import Desk
from cycle_engine.store.rows import Rows
from cycle_engine.store.units import (
    StoredUnit,
    all_units,
    apply_roster,
    close_unit,
    log_changes,
    rename_unit,
    set_parent,
)

if TYPE_CHECKING:
    from cycle_engine.store.writing import Transaction


@dataclass(frozen=True, slots=True)
class RosterImport:
    """What a sheet changes or would change, and its headings that nobody here knows."""

    changes: RosterChanges
    ignored: tuple[str, ...]


def import_roster(desk: Desk, file: Path, *, apply_it: bool) -> RosterImport:
    """Compare a sheet with the roster and, if so asked, apply it whole. Raises ``FileInvalid`` with every problem."""
    with desk.database.read() as rows:
        known = {stored.unit.code for stored in all_units(rows, day=desk.today)}
    sheet = read_roster(file, known_codes=known)
    with desk.database.write(alone=True) as transaction:
        actor = desk.require_staff(transaction)
        current = {stored.unit.code: stored.unit for stored in all_units(transaction, day=desk.today)}
        changes = compare_rosters(current, sheet.units, columns=sheet.columns)
        if apply_it and not changes.is_empty:
            apply_roster(transaction, changes, day=desk.today, actor=actor.login, recorded_at=desk.clock.now())
    return RosterImport(changes, sheet.ignored)


def list_units(desk: Desk) -> tuple[StoredUnit, ...]:
    """Read the roster of the day looked at."""
    with desk.database.read() as rows:
        return all_units(rows, day=desk.today)


def find_unit(desk: Desk, code: str) -> StoredUnit:
    """Read one unit. Raises ``NotFound`` that suggests the nearest."""
    with desk.database.read() as rows:
        return _require_unit(rows, desk, code)


def rename(desk: Desk, code: str, name: str) -> Unit:
    """Give a unit another name; its history keeps its key."""
    with desk.database.write() as transaction:
        unit = _require_unit(transaction, desk, code)
        rename_unit(transaction, unit.id, normalised(name))
        _log(transaction, desk, code, "renamed", {"old": unit.unit.name, "new": normalised(name)})
        return _require_unit(transaction, desk, code).unit


def close(desk: Desk, code: str, *, on: date | None = None) -> StoredUnit:
    """End a unit. Its open case stays: the head exempts it, with the reason."""
    with desk.database.write() as transaction:
        unit = _require_active(transaction, desk, code)
        close_unit(transaction, unit.id, day=on or desk.today)
        _log(transaction, desk, code, "closed", {"on": on or desk.today})
        return _require_unit(transaction, desk, code)


def merge(desk: Desk, code: str, into: str, *, on: date | None = None) -> StoredUnit:
    """End a unit by merging it into another."""
    with desk.database.write() as transaction:
        unit, target = _require_active(transaction, desk, code), _require_active(transaction, desk, into)
        if unit.id == target.id:
            raise OperationRefused("merge_into_itself", hints=[text("errors.merge_into_itself_hint")], unit=code)
        close_unit(transaction, unit.id, day=on or desk.today, merged_into=target.unit.code)
        _log(transaction, desk, code, "merged", {"into": target.unit.code, "on": on or desk.today})
        return _require_unit(transaction, desk, code)


def move(desk: Desk, code: str, under: str, *, since: date | None = None) -> StoredUnit:
    """Put a unit under another authority from a day on; what was before keeps its own."""
    with desk.database.write() as transaction:
        unit, parent = _require_active(transaction, desk, code), _require_active(transaction, desk, under)
        if unit.id == parent.id:
            raise OperationRefused("move_under_itself", hints=[text("errors.move_under_itself_hint")], unit=code)
        set_parent(transaction, unit.id, parent.id, day=since or desk.today)
        _log(transaction, desk, code, "moved", {"from": unit.unit.parent, "to": parent.unit.code})
        return _require_unit(transaction, desk, code)


def _require_unit(rows: Rows, desk: Desk, code: str) -> StoredUnit:
    units = {code_key(stored.unit.code): stored for stored in all_units(rows, day=desk.today)}
    if found := units.get(code_key(code)):
        return found
    raise unit_not_found(code, {stored.unit.code: stored.unit.name for stored in units.values()})


def _require_active(rows: Rows, desk: Desk, code: str) -> StoredUnit:
    unit = _require_unit(rows, desk, code)
    if not unit.is_active_on(desk.today):
        hint = text("errors.unit_closed_hint")
        raise OperationRefused("unit_closed", hints=[hint], unit=code, day=unit.closed_on)
    return unit


def _log(transaction: "Transaction", desk: Desk, code: str, change: str, facts: object) -> None:
    actor = desk.require_staff(transaction)
    log_changes(transaction, [(code, change, facts)], actor=actor.login, recorded_at=desk.clock.now())
