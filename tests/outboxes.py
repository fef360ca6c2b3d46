"""An outbox for the tests of delivery: in memory, or in a file that outlives the process; and letters to put in."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

from cycle_engine.domain.notices import ClaimedLetter, LetterState

MORNING = datetime(2025, 1, 10, 1, 0, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Kept:
    """A letter as the outbox keeps it."""

    letter: ClaimedLetter
    state: LetterState = LetterState.QUEUED
    at: datetime = MORNING
    words: str = ""


def a_letter(number: int = 1, *, to: tuple[str, ...] = ("mn@truong.example",), attempts: int = 0) -> ClaimedLetter:
    message_id = f"<thu-{number}@pgd.example>"
    message = f"Message-ID: {message_id}\r\nSubject: thu {number}\r\n\r\n.a line\r\n".encode()
    return ClaimedLetter(number, "", message_id, "pgd@pgd.example", to, message, attempts)


class Outbox:
    """The port ``notifications.delivery.Outbox`` without a database."""

    def __init__(self, *letters: ClaimedLetter) -> None:
        self.kept = {letter.id: Kept(letter) for letter in letters}
        self.claims: list[int] = []

    def states(self) -> dict[int, str]:
        return {number: kept.state.value for number, kept in self.kept.items()}

    def claim(self, limit: int, *, now: datetime, lease_for: timedelta) -> Sequence[ClaimedLetter]:
        due = [kept for kept in self.kept.values() if self._is_due(kept, now)]
        claimed = [
            replace(kept.letter, lease=uuid4().hex, attempts=kept.letter.attempts + 1)
            for kept in sorted(due, key=lambda kept: kept.at)[:limit]
        ]
        for letter in claimed:
            self.kept[letter.id] = Kept(letter, LetterState.SENDING, now + lease_for)
        self.claims.append(len(claimed))
        self.save()
        return claimed

    def mark_sent(self, letter_id: int, lease: str, *, at: datetime, answer: str) -> bool:
        return self._settle(letter_id, lease, LetterState.SENT, at, answer)

    def retry_later(self, letter_id: int, lease: str, *, at: datetime, error: str) -> bool:
        return self._settle(letter_id, lease, LetterState.QUEUED, at, error)

    def put_back(self, letter_id: int, lease: str, *, at: datetime, error: str) -> bool:
        return self._settle(letter_id, lease, LetterState.QUEUED, at, error, tried=0)

    def mark_failed(self, letter_id: int, lease: str, *, error: str) -> bool:
        return self._settle(letter_id, lease, LetterState.FAILED, MORNING, error)

    def mark_uncertain(self, letter_id: int, lease: str, *, at: datetime, error: str) -> bool:
        return self._settle(letter_id, lease, LetterState.UNCERTAIN, at, error)

    def save(self) -> None:
        """Nothing outlives the process."""

    def _is_due(self, kept: Kept, now: datetime) -> bool:
        return kept.state in {LetterState.QUEUED, LetterState.SENDING, LetterState.UNCERTAIN} and kept.at <= now

    def _settle(
        self, letter_id: int, lease: str, state: LetterState, at: datetime, words: str, *, tried: int = 1
    ) -> bool:
        letter = self.kept[letter_id].letter
        if letter.lease != lease:
            return False
        letter = replace(letter, lease="", attempts=letter.attempts - 1 + tried)
        self.kept[letter_id] = Kept(letter, state, at, words)
        self.save()
        return True


class FileOutbox(Outbox):
    """The same in a file: what a killed process leaves behind is what its last whole step wrote."""

    def __init__(self, file: Path, *letters: ClaimedLetter) -> None:
        super().__init__(*letters)
        self._file = file
        if file.exists():
            self.kept = {entry["letter"]["id"]: _read(entry) for entry in json.loads(file.read_text())}
        self.save()

    def save(self) -> None:
        beside = self._file.with_suffix(".beside")
        beside.write_text(json.dumps([_written(kept) for kept in self.kept.values()], default=str))
        beside.replace(self._file)


def _written(kept: Kept) -> dict[str, object]:
    return {**asdict(kept), "letter": {**asdict(kept.letter), "message": kept.letter.message.decode()}}


def _read(entry: dict) -> Kept:  # type: ignore[type-arg]
    written = entry["letter"]
    letter = ClaimedLetter(
        **{**written, "recipients": tuple(written["recipients"]), "message": written["message"].encode()}
    )
    return Kept(letter, LetterState(entry["state"]), datetime.fromisoformat(entry["at"]), entry["words"])
