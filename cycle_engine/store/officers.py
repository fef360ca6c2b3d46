"""Who may act, and as what."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cycle_engine.domain.definition import Role
from cycle_engine.store.rows import Row, Rows

if TYPE_CHECKING:
    from cycle_engine.store.writing import Transaction


@dataclass(frozen=True, slots=True)
class Officer:
    """A login's role, within a unit; an empty unit means within all of them."""

    login: str
    role: Role
    unit: str


def all_officers(rows: Rows) -> tuple[Officer, ...]:
    """Read everybody who may act, by login."""
    return _officers(rows.rows("SELECT login, role, unit FROM officers ORDER BY login, role, unit"))


def officers_of(rows: Rows, login: str) -> tuple[Officer, ...]:
    """Read what one login may act as."""
    return _officers(rows.rows("SELECT login, role, unit FROM officers WHERE login = :login", login=login))


def add_officer(transaction: "Transaction", officer: Officer) -> bool:
    """Let a login act; False when it already may."""
    from cycle_engine.store.tables import OfficerRow

    if officer in officers_of(transaction, officer.login):
        return False
    transaction.insert_one(OfficerRow, login=officer.login, role=officer.role.value, unit=officer.unit)
    return True


def remove_officer(transaction: "Transaction", login: str) -> int:
    """Take all roles from a login; return how many it had."""
    return transaction.execute("DELETE FROM officers WHERE login = :login", login=login)


def _officers(rows: Sequence[Row]) -> tuple[Officer, ...]:
    return tuple(Officer(str(row["login"]), Role(str(row["role"])), str(row["unit"])) for row in rows)
