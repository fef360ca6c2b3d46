"""``cycle open``: open a plan."""

import click

from cycle_engine.app import Asked, open_desk
from cycle_engine.commands.findings import findings_as_json, show_findings
from cycle_engine.commands.output import show_json, show_text
from cycle_engine.commands.speaking import argument, command
from cycle_engine.services.opening import open_plan


@command("open")
@argument("plan")
@click.pass_obj
def open_(asked: Asked, plan: str) -> None:
    """Open a plan: a case for every school and for the office."""
    opened = open_plan(open_desk(asked, writes=True), plan)
    if asked.json:
        show_json(
            {
                "cycle": opened.plan.number,
                "school_year": opened.plan.school_year,
                "authority": opened.authority.code,
                "schools": opened.schools,
                "findings": findings_as_json(opened.warnings),
            }
        )
        return
    show_findings(opened.warnings)
    show_text("output.opened", number=opened.plan.number, schools=opened.schools, authority=opened.authority.name)
