"""``cycle simulate``: every letter that days to come would send, without sending."""

from datetime import date
from pathlib import Path

import click

from cycle_engine.app import Asked, open_desk
from cycle_engine.commands.output import show_json, show_table, show_text
from cycle_engine.commands.parameters import DAY
from cycle_engine.commands.speaking import command, option
from cycle_engine.commands.tick import letter_as_json
from cycle_engine.messages import say
from cycle_engine.services.simulating import SimulatedDay, write_letter_calendar
from cycle_engine.services.simulating import simulate as play


@command("simulate")
@option("--from", "first", type=DAY, required=True, help="simulate_from")
@option("--to", "last", type=DAY, required=True, help="simulate_to")
@option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="simulate_output")
@click.pass_obj
def simulate(asked: Asked, first: date, last: date, output: Path | None) -> None:
    """Say which letters the days would send."""
    desk = open_desk(asked)
    days = play(desk, first, last)
    if output:
        write_letter_calendar(days, output)
    if asked.json:
        show_json({"days": [_as_json(day) for day in days], "letters": sum(len(day.letters) for day in days)})
        return
    headings = [say(f"output.{name}") for name in ("day", "recipient", "copy", "subject")]
    show_table(headings, [row for day in days for row in _rows(day)])
    show_text("output.simulated", days=len(days), letters=sum(len(day.letters) for day in days))
    if output:
        show_text("output.simulated_page", file=str(output))


def _rows(day: SimulatedDay) -> list[tuple[object, ...]]:
    return [
        (day.day, letter.plan.recipient.address, ", ".join(c.address for c in letter.plan.cc), letter.subject)
        for letter in day.letters
    ]


def _as_json(day: SimulatedDay) -> dict[str, object]:
    return {"day": day.day, "letters": [letter_as_json(letter) for letter in day.letters]}
