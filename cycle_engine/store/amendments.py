"""Amended plans as they are kept, and what letters had said before: append-only, the hash beside the text."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import TYPE_CHECKING

from cycle_engine.domain.amendments import SentLetter
from cycle_engine.domain.announcements import announcement_from_json
from cycle_engine.domain.notices import notice_from_json
from cycle_engine.domain.recipients import Said
from cycle_engine.store.rows import Row, Rows, as_day, as_int, as_moment, chunked

if TYPE_CHECKING:
    from cycle_engine.store.writing import Transaction

_SAID = """
SELECT s.body, l.id, l.day, l.recipient, l.cc FROM {table} s JOIN letters l ON l.id = s.letter_id
WHERE l.state IN ('sent', 'sending', 'uncertain') AND s.case_id IN ({names}) ORDER BY l.id
"""


@dataclass(frozen=True, slots=True)
class StoredAmendment:
    """A revised plan as it is kept: its text (JSON), the hash it was given, by whom and when."""

    number: int
    plan: str
    sha256: str
    amended_by: str
    amended_at: datetime

    @property
    def is_whole(self) -> bool:
        """Whether the text still has its hash."""
        return hash_of_plan(self.plan) == self.sha256


def hash_of_plan(plan: str) -> str:
    """Name a plan's text by its SHA-256."""
    return sha256(plan.encode()).hexdigest()


def amendments_of(rows: Rows, cycle_id: int) -> tuple[StoredAmendment, ...]:
    """Read every amendment of a cycle, in order."""
    query = """
    SELECT number, plan, sha256, amended_by, amended_at FROM plan_amendments WHERE cycle_id = :cycle ORDER BY number
    """
    return tuple(_stored(row) for row in rows.rows(query, cycle=cycle_id))


def record_amendment(transaction: "Transaction", cycle_id: int, amendment: StoredAmendment) -> None:
    """Keep a revised plan. A second one of the same number the database refuses."""
    from cycle_engine.store.announcement_tables import PlanAmendmentRow

    columns = {name: getattr(amendment, name) for name in StoredAmendment.__slots__}
    transaction.insert(PlanAmendmentRow, [{"cycle_id": cycle_id, **columns}])


def plans_of(rows: Rows, cycle_id: int) -> tuple[tuple[datetime, str], ...]:
    """Read every plan a cycle has had, as text, each with the moment from which it held."""
    opened = rows.rows("SELECT opened_at, plan FROM cycles WHERE id = :cycle", cycle=cycle_id)[0]
    later = ((one.amended_at, one.plan) for one in amendments_of(rows, cycle_id))
    return ((as_moment(opened["opened_at"]), str(opened["plan"])), *later)


def said_about(rows: Rows, case_ids: Sequence[int]) -> tuple[tuple[SentLetter, Said], ...]:
    """Read what letters said of these cases that were sent, or may have been."""
    found: list[tuple[SentLetter, Said]] = []
    for table, read in (("letter_notices", notice_from_json), ("letter_announcements", announcement_from_json)):
        for names, named in chunked(case_ids):
            rows_found = rows.rows(_SAID.format(table=table, names=names), **named)
            found.extend((_letter(row), read(json.loads(str(row["body"])))) for row in rows_found)
    return tuple(found)


def _letter(row: Row) -> SentLetter:
    copies = tuple(address.strip() for address in str(row["cc"]).split(",") if address.strip())
    return SentLetter(as_int(row["id"]), as_day(row["day"]), str(row["recipient"]), copies)


def _stored(row: Row) -> StoredAmendment:
    return StoredAmendment(
        number=as_int(row["number"]),
        plan=str(row["plan"]),
        sha256=str(row["sha256"]),
        amended_by=str(row["amended_by"]),
        amended_at=as_moment(row["amended_at"]),
    )
