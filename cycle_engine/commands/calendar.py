"""``cycle calendar``: the working calendar."""

import click

from cycle_engine.app import Asked, open_desk
from cycle_engine.commands.output import show, show_json, show_text
from cycle_engine.commands.speaking import argument, command, group
from cycle_engine.domain.working_days import DayOff, describe_year


@group("calendar")
def calendar() -> None:
    """The working calendar."""


@command("calendar_show", "show")
@argument("year", type=click.IntRange(2000, 2100))
@click.pass_obj
def show_(asked: Asked, year: int) -> None:
    """List a year's days off and worked weekends."""
    found = open_desk(asked).calendar(year, year)
    days, confirmed = describe_year(found, year), found.is_confirmed(year)
    if asked.json:
        show_json(
            {
                "year": year,
                "confirmed": confirmed,
                "days": [
                    {"day": d.day, "kind": d.kind.value if isinstance(d, DayOff) else "worked", "name": d.name}
                    for d in days
                ],
            }
        )
        return
    for day in days:
        show(f"{day.label}")
    show_text("output.year_confirmed" if confirmed else "output.year_unconfirmed", year=year)


calendar.add_command(show_)
