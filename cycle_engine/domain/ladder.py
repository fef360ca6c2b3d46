"""When each rung of the ladder falls due, and which one is said.

Rungs at or before the deadline count back from ``remind_by``, rungs after it count on from ``late_after``, both in
working days, so a rung never falls on a day off.

Which rung is said: of the rungs that fell due and were not yet decided, only the latest; the earlier ones are
superseded. What fell due before the case came to its present holder (or before its round began) could not be said to
anybody, and nobody is complained of on the day he is first told: of those rungs, and of the other posts' rungs of that
very day, only the latest that speaks to the owner is said, if nothing was said to him before; the rest are superseded.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from cycle_engine.domain.definition import Addressee, Milestone, Plan, Rung
from cycle_engine.domain.milestones import Deadline
from cycle_engine.domain.working_days import WorkingCalendar


@dataclass(frozen=True, slots=True)
class DatedRung:
    """A rung and the working day it falls due on."""

    rung: Rung
    falls_on: date


@dataclass(frozen=True, slots=True)
class Decision:
    """What becomes of the rungs that fell due: said now, or superseded by a later one."""

    said: tuple[Rung, ...]
    superseded: tuple[Rung, ...]


def dated_rungs(plan: Plan, deadline: Deadline, calendar: WorkingCalendar) -> tuple[DatedRung, ...]:
    """Date every rung of the plan's ladder for one deadline, in the order they fall due."""
    dated = [DatedRung(rung, _falls_on(rung, deadline, calendar)) for rung in plan.ladder]
    return tuple(sorted(dated, key=lambda item: item.falls_on))


def rungs_of(milestone: Milestone, plan: Plan, deadline: Deadline, calendar: WorkingCalendar) -> tuple[DatedRung, ...]:
    """Date the rungs that may be said of a milestone; one that no transition can fulfil only reminds."""
    dated = dated_rungs(plan, deadline, calendar)
    return dated if milestone.completes else tuple(item for item in dated if item.rung.offset <= 0)


def decide(
    rungs: Sequence[DatedRung],
    *,
    today: date,
    armed_on: date,
    decided: Collection[Rung] = (),
    said_before: Collection[Rung] = (),
) -> Decision:
    """Decide the rungs that have fallen due by ``today`` and were not ``decided`` before.

    ``armed_on`` is the day from which the present holder could have been told. A rung to the owner counts as decided
    only when it was decided for the present one. ``said_before`` are those of ``decided`` that were said.
    """
    due = [item for item in rungs if item.falls_on <= today and item.rung not in decided]
    while_armed = [item for item in due if _could_be_said(item, armed_on)]
    owner_was_told = any(rung.to is Addressee.OWNER for rung in said_before)
    if while_armed:
        said = _latest(while_armed)
    elif owner_was_told:
        said = ()
    else:
        said = _latest([item for item in due if item.rung.to is Addressee.OWNER])
    return Decision(said=said, superseded=tuple(item.rung for item in due if item.rung not in said))


def _falls_on(rung: Rung, deadline: Deadline, calendar: WorkingCalendar) -> date:
    base = deadline.remind_by if rung.offset <= 0 else deadline.late_after
    return calendar.add(base, rung.offset)


def _could_be_said(item: DatedRung, armed_on: date) -> bool:
    return item.falls_on >= armed_on if item.rung.to is Addressee.OWNER else item.falls_on > armed_on


def _latest(items: Sequence[DatedRung]) -> tuple[Rung, ...]:
    last = max((item.falls_on for item in items), default=None)
    return tuple(item.rung for item in items if item.falls_on == last)
