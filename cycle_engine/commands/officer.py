"""``cycle officer``: who may act."""

import click

from cycle_engine.app import Asked, open_desk
from cycle_engine.commands.output import show_json, show_table, show_text
from cycle_engine.commands.speaking import argument, command, group, option
from cycle_engine.domain.definition import Role
from cycle_engine.messages import say
from cycle_engine.services import officers


@group("officer")
def officer() -> None:
    """Who may act."""


@command("officer_add", "add")
@argument("login")
@option("--role", type=click.Choice([role.value for role in Role]), required=True, help="role")
@option("--unit", default="", help="officer_unit")
@click.pass_obj
def add(asked: Asked, login: str, role: str, unit: str) -> None:
    """Let a login act."""
    added = officers.add(open_desk(asked, writes=True), login, Role(role), unit=unit)
    if asked.json:
        show_json({"login": login, "role": role, "unit": unit or None, "added": added})
    else:
        word = say(f"terms.role_{role}")
        show_text("output.officer_added" if added else "output.officer_there", login=login, role=word)


@command("officer_list", "list")
@click.pass_obj
def list_(asked: Asked) -> None:
    """List who may act."""
    listed = officers.listed(open_desk(asked))
    if asked.json:
        show_json({"officers": [{"login": o.login, "role": o.role.value, "unit": o.unit or None} for o in listed]})
        return
    headings = [say(f"output.{name}") for name in ("login", "role", "unit")]
    show_table(headings, [(o.login, say(f"terms.role_{o.role.value}"), o.unit) for o in listed])


@command("officer_remove", "remove")
@argument("login")
@click.pass_obj
def remove(asked: Asked, login: str) -> None:
    """Take a login's roles."""
    removed = officers.remove(open_desk(asked, writes=True), login)
    if asked.json:
        show_json({"login": login, "removed": removed})
    else:
        show_text("output.officer_removed", login=login)


for one in (add, list_, remove):
    officer.add_command(one)
