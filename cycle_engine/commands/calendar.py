"""``cycle calendar``: the working calendar, and the calendars that units subscribe to."""

import click

from cycle_engine.app import Asked, open_desk
from cycle_engine.commands.output import show, show_json, show_table, show_text
from cycle_engine.commands.speaking import argument, command, group, option
from cycle_engine.domain.working_days import DayOff, describe_year
from cycle_engine.messages import say
from cycle_engine.services.feeds import show_feeds


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


@command("calendar_feeds", "feeds")
@argument("unit", default="")
@option("--renew", default="", metavar="UNIT", help="renew")
@click.pass_obj
def feeds(asked: Asked, unit: str, renew: str) -> None:
    """Show where the units' calendars are, and bring them up to date."""
    made = show_feeds(open_desk(asked, writes=True), unit, renew=renew)
    if asked.json:
        shown = [{"unit": f.unit, "name": f.name, "file": str(f.file), "address": f.address} for f in made.feeds]
        show_json({"feeds": shown, "written": made.written, "removed": made.removed})
        return
    headings = [say(f"output.{name}") for name in ("code", "name", "feed")]
    show_table(headings, [(feed.unit, feed.name, feed.address or str(feed.file.resolve())) for feed in made.feeds])
    show_text("output.feeds_made", written=made.written, removed=made.removed)
    show_text("output.feeds_private")


calendar.add_command(show_)
calendar.add_command(feeds)
