"""Opened cycles: each keeps its own frozen copy of workflow and plan, as text, so that later files cannot change it."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from cycle_engine.store.rows import Row, Rows, as_int, as_moment

if TYPE_CHECKING:
    from cycle_engine.store.writing import Transaction

_CYCLES = """
SELECT c.id, c.authority, c.plan_number, c.school_year, c.workflow, COALESCE(a.plan, c.plan) AS plan, c.opened_by,
       c.opened_at, COALESCE(a.number, 0) AS amendment
FROM cycles c
LEFT JOIN plan_amendments a ON a.cycle_id = c.id
  AND a.number = (SELECT MAX(l.number) FROM plan_amendments l WHERE l.cycle_id = c.id{limit})
ORDER BY c.id
"""


@dataclass(frozen=True, slots=True)
class StoredCycle:
    """A cycle as it is kept; ``workflow`` and ``plan`` are the JSON of its frozen copies.

    ``plan`` is the one that held at the moment looked at, ``amendment`` how often it had been amended until then.
    ``plan_number`` stays the one it was opened with: histories are named by it.
    """

    id: int
    authority: str
    plan_number: str
    school_year: str
    workflow: str
    plan: str
    opened_by: str
    opened_at: datetime
    amendment: int = 0

    def key_of(self, unit: str, track: str) -> str:
        """Name a unit's case for good: the hashes of its history begin with this."""
        return f"{self.authority}/{self.plan_number}/{self.school_year}/{unit}/{track}"


def all_cycles(rows: Rows, *, until: datetime | None = None) -> tuple[StoredCycle, ...]:
    """Read every cycle, in the order they were opened, with the plan that held at a moment, or holds now."""
    if until is None:
        return tuple(_stored(row) for row in rows.rows(_CYCLES.format(limit="")))
    return tuple(_stored(row) for row in rows.rows(_CYCLES.format(limit=" AND l.amended_at <= :until"), until=until))


def add_cycle(transaction: "Transaction", cycle: StoredCycle) -> int:
    """Keep a new cycle (its ``id`` is given here) and return its number."""
    from cycle_engine.store.tables import CycleRow

    return transaction.insert_one(
        CycleRow,
        authority=cycle.authority,
        plan_number=cycle.plan_number,
        school_year=cycle.school_year,
        workflow=cycle.workflow,
        plan=cycle.plan,
        opened_by=cycle.opened_by,
        opened_at=cycle.opened_at,
    )


def _stored(row: Row) -> StoredCycle:
    return StoredCycle(
        id=as_int(row["id"]),
        authority=str(row["authority"]),
        plan_number=str(row["plan_number"]),
        school_year=str(row["school_year"]),
        workflow=str(row["workflow"]),
        plan=str(row["plan"]),
        opened_by=str(row["opened_by"]),
        opened_at=as_moment(row["opened_at"]),
        amendment=as_int(row["amendment"]),
    )
