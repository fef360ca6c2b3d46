"""``cycle tick``: decide and queue what is due to be said today."""

import click

from cycle_engine.app import Asked, open_desk
from cycle_engine.commands.output import show, show_json, show_table, show_text
from cycle_engine.commands.speaking import command, option
from cycle_engine.domain.notices import Contact
from cycle_engine.errors import CycleError
from cycle_engine.messages import say
from cycle_engine.services.desk import Desk
from cycle_engine.services.feeds import FeedsMade, tick_and_publish
from cycle_engine.services.letters import QueuedLetter
from cycle_engine.services.ticking import Ticked
from cycle_engine.services.ticking import tick as decide_and_queue


@command("tick")
@option("--dry-run", is_flag=True, help="dry_run")
@click.pass_obj
def tick(asked: Asked, *, dry_run: bool) -> None:
    """Queue the day's reminders and escalations."""
    desk = open_desk(asked, writes=True)
    ticked, made = (decide_and_queue(desk, dry_run=True), FeedsMade()) if dry_run else tick_and_publish(desk)
    board_problem = None if dry_run else _rebuild_board(desk)
    for problem in filter(None, (made.problem, board_problem)):
        show(f"{say('errors.warning')} {problem}", as_problem=True)
    if asked.json:
        board = {"problem": str(board_problem) if board_problem else None}
        show_json({**ticked_as_json(ticked), "feeds": feeds_as_json(made), "board": board})
        return
    if ticked.letters:
        headings = [say(f"output.{name}") for name in ("recipient", "copy", "subject")]
        show_table(
            headings, [(one.plan.recipient.address, _copies(one.plan.cc), one.subject) for one in ticked.letters]
        )
    for alarm in ticked.alarms:
        show_text("output.alarm", alarm=alarm)
    if ticked.quiet:
        is_chosen = desk.today in desk.settings.mail.quiet_days
        show_text("output.tick_quiet_day" if is_chosen else "output.tick_quiet")
        return
    counts = {"queued": len(ticked.letters), "superseded": ticked.superseded, "waiting": ticked.waiting}
    show_text("output.tick_dry" if dry_run else "output.ticked", **counts)


def _rebuild_board(desk: Desk) -> CycleError | None:
    from cycle_engine.services.board_page import rebuild_board  # a dry run has no need of it

    return rebuild_board(desk)


def feeds_as_json(made: FeedsMade) -> dict[str, object]:
    """What became of the calendars, as programs read it."""
    problem = str(made.problem) if made.problem else None
    return {"written": made.written, "removed": made.removed, "problem": problem}


def ticked_as_json(ticked: Ticked) -> dict[str, object]:
    """What a tick did, as programs read it."""
    return {
        "queued": len(ticked.letters),
        "superseded": ticked.superseded,
        "cancelled": 0,
        "waiting": ticked.waiting,
        "quiet": ticked.quiet,
        "letters": [letter_as_json(letter) for letter in ticked.letters],
        "alarms": [str(alarm) for alarm in ticked.alarms],
    }


def letter_as_json(letter: QueuedLetter) -> dict[str, object]:
    """A letter and what it says, as programs read it."""
    return {
        "to": letter.plan.recipient.address,
        "cc": [contact.address for contact in letter.plan.cc],
        "subject": letter.subject,
        "notices": [
            {"unit": notice.unit, "milestone": notice.key.milestone, "rung": notice.key.offset}
            for notice in letter.plan.notices
        ],
        "announcements": [
            {"unit": announcement.unit, "letter": announcement.template, "cause": announcement.key.cause}
            for announcement in letter.plan.announcements
        ],
    }


def _copies(contacts: tuple[Contact, ...]) -> str:
    return ", ".join(contact.address for contact in contacts)
