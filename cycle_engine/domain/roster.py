"""What an incoming roster would change in the one that is known. Units the file leaves out stay as they are."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from typing import Final

from cycle_engine.domain.units import Unit, code_key

ROSTER_COLUMNS: Final = tuple(field.name for field in fields(Unit))
"""The columns of a roster sheet are the fields of a unit."""


@dataclass(frozen=True, slots=True)
class Roster:
    """What a sheet says: its units in its own order, which columns it has, and the headings nobody here knows."""

    units: tuple[Unit, ...]
    columns: tuple[str, ...] = ROSTER_COLUMNS
    ignored: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field of one unit; an empty text means not given."""

    field: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class UnitChange:
    """A known unit as it would be, and what of it differs."""

    unit: Unit
    fields: tuple[FieldChange, ...]


@dataclass(frozen=True, slots=True)
class RosterChanges:
    """The comparison; ``absent`` are known units that the file does not mention and that stay as they are."""

    added: tuple[Unit, ...] = ()
    changed: tuple[UnitChange, ...] = ()
    unchanged: tuple[Unit, ...] = ()
    absent: tuple[Unit, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether applying them would change nothing."""
        return not (self.added or self.changed)


def compare_rosters(
    current: Mapping[str, Unit], incoming: Sequence[Unit], *, columns: Collection[str] = ROSTER_COLUMNS
) -> RosterChanges:
    """Compare by code, upper and lower case apart; a known unit keeps the spelling of its code.

    ``columns`` are those the sheet has: a column it lacks says nothing, an empty cell in one it has says "not given".
    """
    known = {code_key(code): unit for code, unit in current.items()}
    added, changed, unchanged = [], [], []
    for unit in incoming:
        old = known.get(code_key(unit.code))
        if old is None:
            added.append(unit)
        elif change := _changes_of(old, unit, columns):
            changed.append(UnitChange(_merged(old, unit, change), change))
        else:
            unchanged.append(old)
    mentioned = {code_key(unit.code) for unit in incoming}
    absent = tuple(unit for key, unit in known.items() if key not in mentioned)
    return RosterChanges(tuple(added), tuple(changed), tuple(unchanged), absent)


def _changes_of(old: Unit, new: Unit, columns: Collection[str]) -> tuple[FieldChange, ...]:
    compared = [name for name in ROSTER_COLUMNS if name in columns and name != "code"]
    changes = [FieldChange(name, getattr(old, name) or "", getattr(new, name) or "") for name in compared]
    return tuple(change for change in changes if not _says_the_same(change))


def _says_the_same(change: FieldChange) -> bool:
    if change.field == "parent":
        return code_key(change.old) == code_key(change.new)
    return change.old == change.new


def _merged(old: Unit, new: Unit, changes: Sequence[FieldChange]) -> Unit:
    return replace(old, **{change.field: getattr(new, change.field) for change in changes})
