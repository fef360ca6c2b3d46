"""``cycle mail pause``, ``resume`` and ``pauses``: mailboxes that are not written to for some days."""

from datetime import date, timedelta

import click

from cycle_engine.app import Asked, open_desk
from cycle_engine.commands.output import show_json, show_table, show_text
from cycle_engine.commands.parameters import DAY
from cycle_engine.commands.speaking import argument, command, option
from cycle_engine.domain.pauses import Pause
from cycle_engine.messages import say
from cycle_engine.services import pausing


@command("mail_pause", "pause")
@argument("address")
@option("--until", "last", type=DAY, required=True, help="pause_until")
@option("--reason", required=True, help="reason")
@click.pass_obj
def pause(asked: Asked, address: str, last: date, reason: str) -> None:
    """Write nothing to a mailbox for some days."""
    made = pausing.pause(open_desk(asked, writes=True), address, last=last, reason=reason)
    if asked.json:
        show_json(_as_json(made))
    else:
        show_text("output.mail_paused", address=made.address, last=_last_day(made))


@command("mail_resume", "resume")
@argument("address")
@click.pass_obj
def resume(asked: Asked, address: str) -> None:
    """Write to a mailbox again."""
    pausing.resume(open_desk(asked, writes=True), address)
    if asked.json:
        show_json({"address": address, "paused": False})
    else:
        show_text("output.mail_resumed", address=address)


@command("mail_pauses", "pauses")
@click.pass_obj
def pauses(asked: Asked) -> None:
    """List the mailboxes that are paused."""
    found = pausing.list_pauses(open_desk(asked))
    if asked.json:
        show_json({"pauses": [_as_json(one) for one in found]})
        return
    names = ("email", "first_day", "last_day", "reason")
    show_table(
        [say(f"output.{name}") for name in names],
        [(one.address, one.paused_from, _last_day(one), one.reason) for one in found],
    )


def _last_day(paused: Pause) -> date:
    return paused.paused_until - timedelta(days=1)


def _as_json(paused: Pause) -> dict[str, object]:
    return {
        "address": paused.address,
        "paused": True,
        "from": paused.paused_from,
        "to": _last_day(paused),
        "reason": paused.reason,
    }
