"""The outbox as the office sees it: what waits, what failed and why; take one back, or send it again."""

from base64 import b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

from cycle_engine.domain.notices import LetterState
from cycle_engine.errors import NotFound, OperationRefused, not_writable
from cycle_engine.messages import text
from cycle_engine.services.desk import Desk
from cycle_engine.services.withdrawing import withdraw_overtaken
from cycle_engine.store.notices import overtaken_cases
from cycle_engine.store.outbox import (
    StoredLetter,
    StoredOutbox,
    cancel_queued,
    has_abandoned,
    letter_with_message,
    letters,
    release_abandoned,
    requeue,
)


@dataclass(frozen=True, slots=True)
class WholeLetter:
    """A letter with its message as it goes out."""

    letter: StoredLetter
    message: bytes


def outbox(desk: Desk) -> StoredOutbox:
    """Hand the outbox to whoever delivers, without what was overtaken while it was on its way before."""
    now = desk.clock.now()
    with desk.database.read() as rows:
        may_be_overtaken = has_abandoned(rows, now=now) or bool(overtaken_cases(rows))
    if may_be_overtaken:
        with desk.database.write() as transaction:
            release_abandoned(transaction, now=now)
            withdraw_overtaken(transaction, desk)
    return StoredOutbox(desk.database)


def list_letters(desk: Desk, *, state: LetterState | None = None) -> Sequence[StoredLetter]:
    """Read the letters of the outbox, oldest first."""
    with desk.database.read() as rows:
        return letters(rows, state=state.value if state else "")


def show_letter(desk: Desk, letter_id: int) -> WholeLetter:
    """Read one letter whole. Raises ``NotFound``."""
    with desk.database.read() as rows:
        found = letter_with_message(rows, letter_id)
    if found is None:
        raise NotFound("letter_unknown", hints=[text("errors.letter_unknown_hint")], letter=letter_id)
    return WholeLetter(*found)


def write_preview(desk: Desk, letter_id: int) -> Path:
    """Write a letter's page into the workspace, as a browser shows it. Raises ``NotFound``, ``Unavailable``."""
    message = message_from_bytes(show_letter(desk, letter_id).message, policy=policy.default)
    body = message.get_body(("html", "plain"))
    target = desk.workspace / "previews" / f"letter-{letter_id}.html"
    try:
        target.parent.mkdir(exist_ok=True)
        target.write_text(_with_pictures(message, body.get_content() if body else ""), "utf-8")
    except OSError as error:
        raise not_writable(target, error) from error
    return target


def _with_pictures(message: EmailMessage, page: str) -> str:
    """The page with the letter's pictures in it, which a browser cannot find by their identifiers."""
    for part in message.walk():
        identifier, content = str(part.get("Content-ID", "")).strip("<> "), part.get_payload(decode=True)
        if identifier and isinstance(content, bytes):
            source = f"data:{part.get_content_type()};base64,{b64encode(content).decode('ascii')}"
            page = page.replace(f"cid:{identifier}", source)
    return page


def retry_letter(desk: Desk, letter_id: int) -> StoredLetter:
    """Send a failed or uncertain letter again, under its own Message-ID. Raises ``OperationRefused`` for another."""
    return _change(desk, letter_id, "retry")


def cancel_letter(desk: Desk, letter_id: int) -> StoredLetter:
    """Take a letter back that has not left. Raises ``OperationRefused`` when it has."""
    return _change(desk, letter_id, "cancel")


def _change(desk: Desk, letter_id: int, verb: str) -> StoredLetter:
    before = show_letter(desk, letter_id).letter
    with desk.database.write() as transaction:
        desk.require_staff(transaction)
        changed = (
            requeue(transaction, letter_id, at=desk.clock.now())
            if verb == "retry"
            else cancel_queued(transaction, letter_id)
        )
    if not changed:
        hint, state = text(f"errors.letter_{verb}_hint"), before.state.value
        word = text(f"terms.letter_{state}")
        raise OperationRefused(f"letter_{verb}", hints=[hint], letter=letter_id, state=state, word=word)
    return show_letter(desk, letter_id).letter
