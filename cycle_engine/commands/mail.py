"""``cycle mail``: the outbox."""

from email import message_from_bytes, policy

import click

from cycle_engine.app import Asked, Delivered, open_desk
from cycle_engine.commands.output import show, show_json, show_table, show_text
from cycle_engine.commands.pauses import pause, pauses, resume
from cycle_engine.commands.speaking import argument, command, group, option
from cycle_engine.domain.case import ZONE
from cycle_engine.domain.notices import LetterState
from cycle_engine.errors import FileInvalid
from cycle_engine.messages import say
from cycle_engine.services import mailing
from cycle_engine.store.outbox import StoredLetter


@group("mail")
def mail() -> None:
    """The outbox."""


@command("mail_deliver", "deliver")
@click.pass_obj
def deliver(asked: Asked) -> None:
    """Send what is due."""
    delivered = asked.post_office.deliver(open_desk(asked, writes=True))
    if asked.json:
        show_json(delivered_as_json(delivered))
    else:
        show_text("output.delivered", **delivered_as_json(delivered))
    delivered.require_service()


@command("mail_list", "list")
@option("--state", type=click.Choice([state.value for state in LetterState]), help="letter_state")
@click.pass_obj
def list_(asked: Asked, state: str | None) -> None:
    """List letters."""
    found = mailing.list_letters(open_desk(asked), state=LetterState(state) if state else None)
    if asked.json:
        show_json({"letters": [_as_json(letter) for letter in found]})
        return
    headings = [say(f"output.{name}") for name in ("id", "state", "recipient", "subject", "attempts", "error")]
    show_table(headings, [_row(letter) for letter in found])


@command("mail_show", "show")
@argument("letter", type=int)
@click.pass_obj
def show_(asked: Asked, letter: int) -> None:
    """Show a letter as its reader sees it."""
    whole = mailing.show_letter(open_desk(asked), letter)
    message = message_from_bytes(whole.message, policy=policy.default)
    body = message.get_body(("plain",))
    words = body.get_content() if body else ""
    if asked.json:
        attachments = [part.get_filename() for part in message.iter_attachments()]
        headers = {name: str(value) for name, value in message.items()}
        show_json({**_as_json(whole.letter), "headers": headers, "text": words, "attachments": attachments})
        return
    for name in ("From", "To", "Cc", "Subject", "Date"):
        if message[name]:
            show(f"{name}: {message[name]}")
    show()
    show(words)


@command("mail_preview", "preview")
@argument("letter", type=int)
@click.pass_obj
def preview(asked: Asked, letter: int) -> None:
    """Write a letter's page into the workspace, to open in a browser."""
    desk = open_desk(asked)
    file = mailing.write_preview(desk, letter)
    if asked.json:
        show_json({"id": letter, "file": str(file)})
    else:
        show_text("output.preview_written", file=str(file))


@command("mail_check", "check")
@click.pass_obj
def check(asked: Asked) -> None:
    """Try the workspace's own letter templates on samples."""
    workspace = open_desk(asked).workspace
    problems = asked.post_office.check_templates(workspace)
    if problems:
        raise FileInvalid(file=str(workspace / "templates" / "email"), problems=problems)
    if asked.json:
        show_json({"problems": []})
    else:
        show_text("output.templates_usable")


@command("mail_retry", "retry")
@argument("letter", type=int)
@click.pass_obj
def retry(asked: Asked, letter: int) -> None:
    """Send a failed or uncertain letter again."""
    _tell(asked, mailing.retry_letter(open_desk(asked, writes=True), letter), "output.letter_again")


@command("mail_cancel", "cancel")
@argument("letter", type=int)
@click.pass_obj
def cancel(asked: Asked, letter: int) -> None:
    """Take a letter back."""
    _tell(asked, mailing.cancel_letter(open_desk(asked, writes=True), letter), "output.letter_cancelled")


for one in (deliver, list_, show_, preview, check, retry, cancel, pause, resume, pauses):
    mail.add_command(one)


def delivered_as_json(delivered: Delivered) -> dict[str, object]:
    """What became of the letters of one delivery."""
    names = ("sent", "retried", "failed", "uncertain")
    return {name: getattr(delivered, name) for name in names}


def _tell(asked: Asked, letter: StoredLetter, key: str) -> None:
    if asked.json:
        show_json(_as_json(letter))
    else:
        show_text(key, letter=letter.id, recipient=letter.recipient)


def _row(letter: StoredLetter) -> tuple[object, ...]:
    word = say(f"terms.letter_{letter.state.value}")
    return (letter.id, word, letter.recipient, letter.subject, letter.attempts, _error(letter))


def _error(letter: StoredLetter) -> str:
    return "" if letter.state is LetterState.SENT else letter.answer


def _as_json(letter: StoredLetter) -> dict[str, object]:
    return {
        "id": letter.id,
        "state": letter.state.value,
        "to": letter.recipient,
        "cc": list(letter.cc),
        "subject": letter.subject,
        "attempts": letter.attempts,
        "error": _error(letter) or None,
        "queued_at": letter.queued_at.astimezone(ZONE),
    }
