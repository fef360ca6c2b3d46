"""``cycle explain``: why one unit's milestone came late."""

from datetime import date

import click

from cycle_engine.app import Asked, open_desk
from cycle_engine.commands.output import show_json, show_text
from cycle_engine.commands.parameters import DAY
from cycle_engine.commands.speaking import argument, command, option
from cycle_engine.services.explanations import Explained, explain_delay


@command("explain")
@argument("unit")
@argument("milestone")
@option("--reason", required=True, help="explain_reason")
@option("--dated", type=DAY, help="explain_dated")
@click.pass_obj
def explain(asked: Asked, unit: str, milestone: str, reason: str, dated: date | None) -> None:
    """Explain why a milestone came late."""
    explained = explain_delay(open_desk(asked, writes=True), unit, milestone, reason=reason, dated=dated)
    if asked.json:
        show_json(_as_json(explained))
        return
    found = explained.milestone
    show_text(
        "output.explained", unit=explained.unit, name=explained.name, milestone=found.id, days=_days_late(explained)
    )
    if explained.before:
        show_text("output.explained_before", day=explained.before.given_on, reason=explained.before.reason)


def _days_late(explained: Explained) -> int:
    found = explained.milestone
    return found.days_late or found.delay.own_days


def _as_json(explained: Explained) -> dict[str, object]:
    found, before = explained.milestone, explained.before
    return {
        "unit": explained.unit,
        "milestone": found.id,
        "round": explained.round,
        "state": found.state.value,
        "days_late": _days_late(explained),
        "reason": explained.explanation.reason,
        "occurred_on": explained.explanation.given_on,
        "replaces": {"reason": before.reason, "occurred_on": before.given_on} if before else None,
    }
