"""What acts have to tell besides the ladder: due with the act, said in a letter, or cancelled because it lapsed."""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from cycle_engine.domain.announcements import (
    Announcement,
    AnnouncementKey,
    AnnouncementState,
    announcement_from_json,
    announcement_to_json,
)
from cycle_engine.store.rows import Row, Rows, as_int, chunked

if TYPE_CHECKING:
    from cycle_engine.store.writing import Transaction

_DUE = """
SELECT a.body FROM announcements a JOIN cases c ON c.id = a.case_id
WHERE c.cycle_id = :cycle AND a.state = 'due'
ORDER BY a.announced_on, a.case_id, a.cause, a.template, a.recipient
"""


def record_due(transaction: "Transaction", announcements: Iterable[Announcement], *, day: date) -> None:
    """Write down what is to be told with the next letters, in the transaction of the act that causes it."""
    _insert(transaction, [(announcement, None) for announcement in announcements], day)


def replace_due(transaction: "Transaction", announcement: Announcement) -> None:
    """Write anew what is to be told, where only a part of it holds."""
    from cycle_engine.store.announcement_tables import AnnouncementRow

    row = announcement_row(announcement)
    transaction.update(AnnouncementRow, {"body": row["body"]}, **_columns(announcement.key))


def record_announced(transaction: "Transaction", said: Mapping[AnnouncementKey, int]) -> None:
    """Write down which letter tells what was due."""
    from cycle_engine.store.announcement_tables import AnnouncementRow

    for key, letter_id in said.items():
        transaction.update(
            AnnouncementRow, {"state": AnnouncementState.SAID.value, "letter_id": letter_id}, **_columns(key)
        )


def due_announcements(rows: Rows, cycle_id: int) -> tuple[Announcement, ...]:
    """Read what waits to be told in a cycle, what happened first first."""
    return tuple(_announcement(row) for row in rows.rows(_DUE, cycle=cycle_id))


def due_about(rows: Rows, case_ids: Sequence[int]) -> tuple[Announcement, ...]:
    """Read what waits to be told about these cases."""
    query = "SELECT body FROM announcements WHERE state = 'due' AND case_id IN "
    return tuple(
        _announcement(row) for names, named in chunked(case_ids) for row in rows.rows(f"{query}({names})", **named)
    )


def announced(rows: Rows, cause: str) -> frozenset[AnnouncementKey]:
    """Name everything that was due or told for one cause, whatever became of it."""
    found = rows.rows("SELECT case_id, template, recipient FROM announcements WHERE cause = :cause", cause=cause)
    return frozenset(
        AnnouncementKey(as_int(row["case_id"]), cause, str(row["template"]), str(row["recipient"])) for row in found
    )


def queued_announcements(rows: Rows, letter_ids: Sequence[int]) -> Mapping[int, tuple[Announcement, ...]]:
    """Read what these letters tell, by letter."""
    found: dict[int, list[Announcement]] = defaultdict(list)
    query = "SELECT letter_id, body FROM letter_announcements WHERE letter_id IN "
    for names, named in chunked(letter_ids):
        for row in rows.rows(f"{query}({names}) ORDER BY letter_id, case_id, cause, template, recipient", **named):
            found[as_int(row["letter_id"])].append(_announcement(row))
    return {letter_id: tuple(announcements) for letter_id, announcements in found.items()}


def letters_of_weeks(rows: Rows, cycle_id: int) -> tuple[int, ...]:
    """Name the letters that may yet be sent and tell an officer's week, which names cases besides its own."""
    query = """
    SELECT a.letter_id FROM announcements a
    JOIN letters l ON l.id = a.letter_id JOIN cases c ON c.id = a.case_id
    WHERE a.template = 'weekly_digest' AND a.state = 'said' AND c.cycle_id = :cycle
      AND l.state IN ('queued', 'failed', 'uncertain')
    """
    return tuple(as_int(row["letter_id"]) for row in rows.rows(query, cycle=cycle_id))


def move_announcements(transaction: "Transaction", keys: Iterable[AnnouncementKey], letter_id: int) -> None:
    """Say that these are told by another letter, which took the place of theirs."""
    record_announced(transaction, dict.fromkeys(keys, letter_id))


def cancel_announcements(transaction: "Transaction", keys: Iterable[AnnouncementKey]) -> None:
    """Write down that these no longer held before they could be told; what caused them will not cause them again."""
    from cycle_engine.store.announcement_tables import AnnouncementRow

    for key in keys:
        transaction.update(
            AnnouncementRow, {"state": AnnouncementState.CANCELLED.value, "letter_id": None}, **_columns(key)
        )


def announcement_row(announcement: Announcement) -> dict[str, object]:
    """Write an announcement as the columns it has in a letter."""
    body = json.dumps(announcement_to_json(announcement), ensure_ascii=False)
    return {**_columns(announcement.key), "body": body}


def _insert(transaction: "Transaction", rows: Sequence[tuple[Announcement, int | None]], day: date) -> None:
    from cycle_engine.store.announcement_tables import AnnouncementRow

    transaction.insert(
        AnnouncementRow,
        [
            {
                **announcement_row(announcement),
                "state": (AnnouncementState.DUE if letter_id is None else AnnouncementState.SAID).value,
                "announced_on": day,
                "letter_id": letter_id,
            }
            for announcement, letter_id in rows
        ],
    )


def _columns(key: AnnouncementKey) -> dict[str, object]:
    return {"case_id": key.case_id, "cause": key.cause, "template": key.template, "recipient": key.recipient}


def _announcement(row: Row) -> Announcement:
    return announcement_from_json(json.loads(str(row["body"])))
