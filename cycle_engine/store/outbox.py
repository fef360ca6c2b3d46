"""The outbox: letters queued in the transaction that causes them, claimed with a lease, settled once.

``queued → sending → sent | queued again | failed | uncertain``; ``cancelled`` when what it says no longer holds.
A letter whose lease ran out (its deliverer died) is claimed again, and so is an uncertain one after its pause; both
with the Message-ID they have had from the start. Who settles a letter names the lease it was claimed under; after
another has claimed it, that changes nothing.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING
from uuid import uuid4

from cycle_engine.domain.notices import ClaimedLetter, LetterKind, LetterState, NewLetter, Notice, notice_to_json
from cycle_engine.store.announcements import announcement_row
from cycle_engine.store.rows import Row, Rows, as_bytes, as_day, as_int, as_moment, chunked

if TYPE_CHECKING:
    from cycle_engine.store.database import Database
    from cycle_engine.store.writing import Transaction

_LETTERS = """
SELECT id, kind, recipient, recipient_name, cc, subject, day, state, attempts, available_at, queued_at, answer
FROM letters
"""

_CLAIMABLE = """
SELECT id, message_id, sender, recipient, cc, message, attempts FROM letters
WHERE (state IN ('queued', 'uncertain') AND available_at <= :now) OR (state = 'sending' AND lease_until <= :now)
ORDER BY available_at, id LIMIT :most
"""


@dataclass(frozen=True, slots=True)
class StoredLetter:
    """A letter as ``mail list`` shows it; ``answer`` is the server's last word."""

    id: int
    kind: LetterKind
    recipient: str
    recipient_name: str
    cc: tuple[str, ...]
    subject: str
    day: date
    state: LetterState
    attempts: int
    available_at: datetime
    queued_at: datetime
    answer: str


def queue_letters(transaction: "Transaction", letters_: Sequence[NewLetter], *, at: datetime) -> tuple[int, ...]:
    """Put letters into the outbox with what they say, as one set, and return their numbers in the same order."""
    from cycle_engine.store.announcement_tables import LetterAnnouncementRow
    from cycle_engine.store.tables import LetterNoticeRow, LetterRow

    transaction.insert(LetterRow, [_letter_row(letter, at) for letter in letters_])
    numbers = _numbers_of(transaction, [letter.message_id for letter in letters_])
    transaction.insert(
        LetterNoticeRow,
        [
            {"letter_id": numbers[letter.message_id], **_notice_row(notice)}
            for letter in letters_
            for notice in letter.notices
        ],
    )
    transaction.insert(
        LetterAnnouncementRow,
        [
            {"letter_id": numbers[letter.message_id], **announcement_row(announcement)}
            for letter in letters_
            for announcement in letter.announcements
        ],
    )
    return tuple(numbers[letter.message_id] for letter in letters_)


def cancel_queued(transaction: "Transaction", letter_id: int) -> bool:
    """Take a letter back that is not on its way yet; False when it is, or was sent, or cancelled."""
    statement = (
        "UPDATE letters SET state = 'cancelled' WHERE id = :letter AND state IN ('queued', 'failed', 'uncertain')"
    )
    return transaction.execute(statement, letter=letter_id) == 1


def has_abandoned(rows: Rows, *, now: datetime) -> bool:
    """Whether a letter is on its way with nobody behind it: its deliverer died, and the lease ran out."""
    found = rows.rows("SELECT 1 AS found FROM letters WHERE state = 'sending' AND lease_until <= :now LIMIT 1", now=now)
    return bool(found)


def release_abandoned(transaction: "Transaction", *, now: datetime) -> None:
    """Put back what nobody delivers any more, so that it can be taken back should it no longer hold."""
    statement = (
        "UPDATE letters SET state = 'queued', lease = '', lease_until = NULL "
        "WHERE state = 'sending' AND lease_until <= :now"
    )
    transaction.execute(statement, now=now)


def requeue(transaction: "Transaction", letter_id: int, *, at: datetime) -> bool:
    """Send a failed or uncertain letter again; False when it is neither."""
    statement = (
        "UPDATE letters SET state = 'queued', attempts = 0, available_at = :at "
        "WHERE id = :letter AND state IN ('failed', 'uncertain')"
    )
    return transaction.execute(statement, letter=letter_id, at=at) == 1


def letters(rows: Rows, *, state: str = "", limit: int = 1000) -> tuple[StoredLetter, ...]:
    """Read the newest letters, oldest first."""
    where, named = ("WHERE state = :state ", {"state": state}) if state else ("", {})
    found = rows.rows(f"{_LETTERS} {where}ORDER BY id DESC LIMIT :most", most=limit, **named)
    return tuple(_stored(row) for row in reversed(found))


def letter_with_message(rows: Rows, letter_id: int) -> tuple[StoredLetter, bytes] | None:
    """Read one letter whole, or None."""
    found = rows.rows(f"{_LETTERS.replace('answer', 'answer, message')} WHERE id = :letter", letter=letter_id)
    return (_stored(found[0]), as_bytes(found[0]["message"])) if found else None


def written_on(rows: Rows, day: date) -> frozenset[str]:
    """Name the mailboxes that a ladder letter of this day goes to, first-hand or as a copy."""
    query = "SELECT recipient, cc FROM letters WHERE day = :day AND kind = 'ladder' AND state <> 'cancelled'"
    found = rows.rows(query, day=day)
    return frozenset(
        address.strip() for row in found for address in (str(row["recipient"]), *str(row["cc"]).split(",")) if address
    )


def count_written_on(rows: Rows, day: date) -> int:
    """Count the ladder letters of a day."""
    query = "SELECT COUNT(*) AS found FROM letters WHERE day = :day AND kind = 'ladder' AND state <> 'cancelled'"
    return as_int(rows.rows(query, day=day)[0]["found"])


class StoredOutbox:
    """The outbox as a deliverer sees it; every call is a transaction of its own."""

    def __init__(self, database: "Database") -> None:
        self._database = database

    def claim(self, limit: int, *, now: datetime, lease_for: timedelta) -> Sequence[ClaimedLetter]:
        """Take up to ``limit`` letters that are due, for ``lease_for``; nobody else gets them meanwhile."""
        from cycle_engine.store.tables import LetterRow

        lease = uuid4().hex
        with self._database.write() as transaction:
            skip_taken = " FOR UPDATE SKIP LOCKED" if transaction.dialect == "postgresql" else ""
            found = transaction.rows(_CLAIMABLE + skip_taken, now=now, most=limit)
            for row in found:
                claimed = {"state": LetterState.SENDING.value, "lease": lease, "lease_until": now + lease_for}
                attempts = as_int(row["attempts"]) + 1
                transaction.update(LetterRow, {**claimed, "attempts": attempts}, id=as_int(row["id"]))
        return [_claimed(row, lease) for row in found]

    def mark_sent(self, letter_id: int, lease: str, *, at: datetime, answer: str) -> bool:
        """Settle a letter as sent."""
        return self._settle(letter_id, lease, LetterState.SENT, sent_at=at, answer=answer)

    def retry_later(self, letter_id: int, lease: str, *, at: datetime, error: str) -> bool:
        """Put a letter back until ``at``."""
        return self._settle(letter_id, lease, LetterState.QUEUED, available_at=at, answer=error)

    def put_back(self, letter_id: int, lease: str, *, at: datetime, error: str) -> bool:
        """Put a letter back until ``at`` as if it had not been claimed; an empty error leaves the old one."""
        from cycle_engine.store.tables import LetterRow
        from cycle_engine.store.writing import column

        said = {"answer": error} if error else {}
        attempts = column(LetterRow, "attempts") - 1
        return self._settle(letter_id, lease, LetterState.QUEUED, available_at=at, attempts=attempts, **said)

    def mark_failed(self, letter_id: int, lease: str, *, error: str) -> bool:
        """Park a letter with the server's own words, until a person decides."""
        return self._settle(letter_id, lease, LetterState.FAILED, answer=error)

    def mark_uncertain(self, letter_id: int, lease: str, *, at: datetime, error: str) -> bool:
        """Say that nobody can know whether the server took it; it goes again from ``at`` on, under its Message-ID."""
        return self._settle(letter_id, lease, LetterState.UNCERTAIN, available_at=at, answer=error)

    def _settle(self, letter_id: int, lease: str, state: LetterState, **columns: object) -> bool:
        from cycle_engine.store.tables import LetterRow

        values = {**columns, "state": state.value, "lease": "", "lease_until": None}
        with self._database.write() as transaction:
            return transaction.update(LetterRow, values, id=letter_id, lease=lease, state="sending") == 1


def _letter_row(letter: NewLetter, at: datetime) -> dict[str, object]:
    return {
        "message_id": letter.message_id,
        "kind": letter.kind.value,
        "sender": letter.sender,
        "recipient": letter.recipient.strip().casefold(),
        "recipient_name": letter.recipient_name,
        "cc": ", ".join(letter.cc),
        "subject": letter.subject,
        "message": letter.message,
        "day": letter.day,
        "state": LetterState.QUEUED.value,
        "attempts": 0,
        "available_at": at,
        "lease": "",
        "queued_at": at,
        "answer": "",
    }


def _notice_row(notice: Notice) -> dict[str, object]:
    return {
        "case_id": notice.key.case_id,
        "milestone": notice.key.milestone,
        "round": notice.key.round,
        "due": notice.key.due,
        "rung": notice.key.offset,
        "recipient": notice.key.recipient,
        "body": json.dumps(notice_to_json(notice), ensure_ascii=False),
    }


def _numbers_of(rows: Rows, message_ids: Sequence[str]) -> dict[str, int]:
    query = "SELECT id, message_id FROM letters WHERE message_id IN "
    found = (row for names, named in chunked(message_ids) for row in rows.rows(f"{query}({names})", **named))
    return {str(row["message_id"]): as_int(row["id"]) for row in found}


def _claimed(row: Row, lease: str) -> ClaimedLetter:
    return ClaimedLetter(
        id=as_int(row["id"]),
        lease=lease,
        message_id=str(row["message_id"]),
        sender=str(row["sender"]),
        recipients=(str(row["recipient"]), *_addresses(row["cc"])),
        message=as_bytes(row["message"]),
        attempts=as_int(row["attempts"]) + 1,
    )


def _stored(row: Row) -> StoredLetter:
    return StoredLetter(
        id=as_int(row["id"]),
        kind=LetterKind(str(row["kind"])),
        recipient=str(row["recipient"]),
        recipient_name=str(row["recipient_name"]),
        cc=_addresses(row["cc"]),
        subject=str(row["subject"]),
        day=as_day(row["day"]),
        state=LetterState(str(row["state"])),
        attempts=as_int(row["attempts"]),
        available_at=as_moment(row["available_at"]),
        queued_at=as_moment(row["queued_at"]),
        answer=str(row["answer"]),
    )


def _addresses(written: object) -> tuple[str, ...]:
    return tuple(address.strip() for address in str(written).split(",") if address.strip())
