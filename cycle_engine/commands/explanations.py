"""What was said for being late, as commands show it."""

from collections.abc import Iterable

from cycle_engine.commands.output import show_text
from cycle_engine.domain.milestones import MilestoneStanding


def show_explanations(unit: str, milestones: Iterable[MilestoneStanding]) -> None:
    """Show what was said of each milestone that came late, or the command that says it."""
    for milestone in milestones:
        said = milestone.explanation
        if said:
            facts = {"day": said.given_on, "actor": said.actor, "reason": said.reason}
            show_text("output.explanation_of", milestone=milestone.id, **facts)
        elif milestone.is_own_delay:
            show_text("output.explanation_wanted", milestone=milestone.id, unit=unit)


def explanation_as_json(milestone: MilestoneStanding) -> dict[str, object] | None:
    """What was said of a milestone, as programs read it."""
    said = milestone.explanation
    return {"reason": said.reason, "occurred_on": said.given_on, "actor": said.actor} if said else None
