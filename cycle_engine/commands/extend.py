"""``cycle extend``: another last day for one case's milestone."""

from datetime import date

import click

from cycle_engine.app import Asked, open_desk
from cycle_engine.commands.output import show_json, show_text
from cycle_engine.commands.parameters import DAY
from cycle_engine.commands.speaking import argument, command, option
from cycle_engine.services import extending


@command("extend")
@argument("unit")
@argument("milestone")
@option("--until", type=DAY, required=True, help="extend_until")
@option("--reason", required=True, help="reason")
@click.pass_obj
def extend(asked: Asked, unit: str, milestone: str, until: date, reason: str) -> None:
    """Extend one school's milestone."""
    extended = extending.extend(open_desk(asked, writes=True), unit, milestone, until=until, reason=reason)
    after = extended.after
    if asked.json:
        dates = {"nominal": after.nominal, "remind_by": after.remind_by, "late_after": after.late_after}
        show_json({"unit": extended.unit, "milestone": extended.milestone, **dates})
        return
    show_text(
        "output.extended",
        unit=extended.unit,
        name=extended.name,
        milestone=extended.milestone,
        until=after.nominal,
        remind_by=after.remind_by,
    )
