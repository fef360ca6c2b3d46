"""``cycle doctor``: whether everything an office needs works."""

import click

from cycle_engine.app import Asked, open_desk
from cycle_engine.commands.output import show, show_json
from cycle_engine.commands.speaking import command
from cycle_engine.errors import OperationRefused
from cycle_engine.messages import say, text
from cycle_engine.services.upkeep import Health, examine


@command("doctor")
@click.pass_obj
def doctor(asked: Asked) -> None:
    """Look at everything and say how it is."""
    found = examine(open_desk(asked))
    bad = [one for one in found if one.health is Health.BAD]
    if asked.json:
        show_json(
            {
                "healthy": not bad,
                "examined": [{"health": o.health.value, "what": str(o.what), "hint": str(o.hint or "")} for o in found],
            }
        )
    else:
        for one in found:
            show(f"{say(f'doctor.{one.health.value}')} {one.what}")
            if one.hint:
                show(f"  → {one.hint}")
    if bad:
        raise OperationRefused("not_healthy", hints=[text("errors.not_healthy_hint")], count=len(bad))
