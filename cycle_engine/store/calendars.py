"""What calendar entries are made from besides the board: the marks of cases, and what mailboxes were sent before."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from cycle_engine.domain.announcements import Announcement, announcement_from_json
from cycle_engine.domain.notices import Notice, notice_from_json
from cycle_engine.store.rows import Rows, as_int

_HELD = """
SELECT l.recipient, s.body FROM {said} s
JOIN letters l ON l.id = s.letter_id
JOIN cases c ON c.id = s.case_id
JOIN events e ON e.case_id = c.id AND e.seq = c.seq
WHERE c.cycle_id = :cycle AND l.state NOT IN ('cancelled', 'failed')
  AND NOT EXISTS (
    SELECT 1 FROM letters later
    WHERE later.recipient = l.recipient AND later.kind = 'ladder' AND later.state NOT IN ('cancelled', 'failed')
      AND later.queued_at >= e.recorded_at
      AND NOT EXISTS (SELECT 1 FROM plan_amendments p WHERE p.cycle_id = c.cycle_id AND p.amended_at > later.queued_at))
ORDER BY s.letter_id
"""


@dataclass(frozen=True, slots=True)
class CaseMark:
    """What names a case for good, and how far its history has come."""

    key: str
    seq: int


def case_marks(rows: Rows, cycle_id: int) -> Mapping[int, CaseMark]:
    """Read the mark of every case of a cycle, by the case's number."""
    found = rows.rows("SELECT id, key, seq FROM cases WHERE cycle_id = :cycle", cycle=cycle_id)
    return {as_int(row["id"]): CaseMark(str(row["key"]), as_int(row["seq"])) for row in found}


def count_amendments(rows: Rows, cycle_id: int) -> int:
    """Count how often a cycle's plan was amended."""
    query = "SELECT COUNT(*) AS found FROM plan_amendments WHERE cycle_id = :cycle"
    return as_int(rows.rows(query, cycle=cycle_id)[0]["found"])


def said_before_a_change(rows: Rows, cycle_id: int) -> Sequence[tuple[str, Notice | Announcement]]:
    """Read what mailboxes were told of cases that moved, or whose plan was amended, since their last letter."""
    notices = rows.rows(_HELD.format(said="letter_notices"), cycle=cycle_id)
    announcements = rows.rows(_HELD.format(said="letter_announcements"), cycle=cycle_id)
    return [
        *((str(row["recipient"]), notice_from_json(json.loads(str(row["body"])))) for row in notices),
        *((str(row["recipient"]), announcement_from_json(json.loads(str(row["body"])))) for row in announcements),
    ]
