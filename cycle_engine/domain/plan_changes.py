"""What a revised plan changes: its own lines, the rows of the appendix, the ladder.

A milestone is known by its id. Where it was read from (``source``) is no change: the same row stands elsewhere in a new
document.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from cycle_engine.domain.definition import Milestone, Plan, Rung

_OWN_LINES: Final = ("number", "issued", "title", "late_policy", "handover_days", "supplement_days")
_ROW: Final = ("title", "opens", "due", "products", "completes", "track")


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field that says something else than before."""

    name: str
    before: object
    after: object


@dataclass(frozen=True, slots=True)
class MilestoneChange:
    """A milestone that stays, with what is said of it otherwise."""

    milestone: Milestone
    fields: tuple[FieldChange, ...]


@dataclass(frozen=True, slots=True)
class LadderChange:
    """The rungs that go and those that come."""

    removed: tuple[Rung, ...]
    added: tuple[Rung, ...]


@dataclass(frozen=True, slots=True)
class PlanChanges:
    """Everything in which a revised plan differs; ``ladder`` is None where the ladder stays."""

    fields: tuple[FieldChange, ...]
    added: tuple[Milestone, ...]
    removed: tuple[Milestone, ...]
    changed: tuple[MilestoneChange, ...]
    ladder: LadderChange | None

    @property
    def is_empty(self) -> bool:
        """Whether the plan says what it said before."""
        return not (self.fields or self.added or self.removed or self.changed or self.ladder)


def compare_plans(before: Plan, after: Plan) -> PlanChanges:
    """Say what a revised plan changes."""
    known = {milestone.id for milestone in before.milestones}
    kept = [(old, new) for old in before.milestones if (new := after.find_milestone(old.id))]
    changed = (MilestoneChange(new, tuple(_differences(_ROW, old, new))) for old, new in kept)
    return PlanChanges(
        fields=tuple(_differences(_OWN_LINES, before, after)),
        added=tuple(milestone for milestone in after.milestones if milestone.id not in known),
        removed=tuple(milestone for milestone in before.milestones if after.find_milestone(milestone.id) is None),
        changed=tuple(change for change in changed if change.fields),
        ladder=_ladder_change(before, after),
    )


def renamed_milestones(before: Plan, after: Plan) -> tuple[tuple[Milestone, Milestone], ...]:
    """Find the rows that ask for the same step under another id than before, each with the row it was."""
    steps = {(new.track, new.completes): new for new in after.milestones if new.completes}
    pairs = [(old, steps.get((old.track, old.completes))) for old in before.milestones if old.completes]
    return tuple((old, new) for old, new in pairs if new and new.id != old.id)


def dated_since(plans: Sequence[tuple[date, Plan]]) -> Mapping[str, date]:
    """Say since when each milestone has the last day it has now, for those that had another or none before.

    ``plans`` are the plan as it was opened and as it was amended, each with the day from which it held.
    """
    (_, first), *amended = plans
    dues = {milestone.id: milestone.due for milestone in first.milestones}
    since: dict[str, date] = {}
    for day, plan in amended:
        since |= {one.id: day for one in plan.milestones if one.due != dues.get(one.id)}
        dues = {milestone.id: milestone.due for milestone in plan.milestones}
    return since


def _differences(names: Sequence[str], before: object, after: object) -> Iterator[FieldChange]:
    for name in names:
        old, new = getattr(before, name), getattr(after, name)
        if old != new:
            yield FieldChange(name, old, new)


def _ladder_change(before: Plan, after: Plan) -> LadderChange | None:
    change = LadderChange(
        removed=tuple(rung for rung in before.ladder if rung not in after.ladder),
        added=tuple(rung for rung in after.ladder if rung not in before.ladder),
    )
    return change if change.removed or change.added else None
