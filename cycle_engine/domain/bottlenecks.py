"""Where a school's working days went, by cause: each day has one, so the days of all causes are those somebody held it.

A day counts for whoever held the case when it began, as in ``holdings``. Days off are no working days and so nobody's.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from cycle_engine.domain.definition import Party, Plan, Track
from cycle_engine.domain.explanations import Setback, SetbackKind
from cycle_engine.domain.holdings import Holding
from cycle_engine.domain.milestones import CaseStanding, deadline_for, next_milestones, open_stages
from cycle_engine.domain.working_days import WorkingCalendar

_DAY: Final = timedelta(days=1)


class Cause(StrEnum):
    """What a day went into."""

    SCHOOL = "school"
    EXTENDED = "extended"
    SUPPLEMENT = "supplement"
    GATE = "gate"
    DEPARTMENT = "department"


@dataclass(frozen=True, slots=True)
class CauseDays:
    """Working days of one cause; ``after_deadline`` of them came after the last day of what was to be done."""

    days: int
    after_deadline: int


@dataclass(frozen=True, slots=True)
class Scene:
    """What the cases of one track are seen against.

    ``gates`` name the stages that cannot be left before another track has come far enough, each with the day it had
    (None: it has not yet). ``stages`` are those in which each milestone is open, by its id; ``nearest`` the milestones
    that each stage leads to first.
    """

    plan: Plan
    calendar: WorkingCalendar
    gates: Mapping[str, date | None]
    stages: Mapping[str, frozenset[str]]
    nearest: Mapping[str, frozenset[str]]


@dataclass(frozen=True, slots=True)
class _Part:
    """The days after one day up to another, that one included, and what they went into."""

    cause: Cause
    after: date
    upto: date


def scene_of(track: Track, plan: Plan, calendar: WorkingCalendar, standings: Sequence[CaseStanding]) -> Scene:
    """Gather what a track's cases are seen against, from the standings of all tracks."""
    milestones = plan.milestones_of(track.name)
    stages = {milestone.id: open_stages(track, milestone) for milestone in milestones}
    nearest = {s.id: frozenset(m.id for m in next_milestones(track, milestones, s.id)) for s in track.stages}
    return Scene(plan, calendar, _gates(track, standings), stages, nearest)


def days_by_cause(standing: CaseStanding, setbacks: Sequence[Setback], scene: Scene) -> Mapping[Cause, CauseDays]:
    """Divide the days since a case was opened by what they went into; causes without a day are left out."""
    days: Counter[Cause] = Counter()
    late: Counter[Cause] = Counter()
    count = scene.calendar.count_between
    limits = _limits(standing, scene)
    for holding, is_supplement in _spells(standing.holdings):
        limit = limits.get(holding.stage, date.max)
        for part in _parts(holding, setbacks, scene, is_supplement=is_supplement):
            days[part.cause] += count(part.after, part.upto)
            late[part.cause] += count(max(part.after, limit), part.upto) if limit < part.upto else 0
    return {cause: CauseDays(days[cause], late[cause]) for cause in Cause if days[cause]}


def _gates(track: Track, standings: Sequence[CaseStanding]) -> Mapping[str, date | None]:
    """Say of each gated stage of a track since when the way on has been open."""
    found: dict[str, date | None] = {}
    for transition in track.transitions:
        for call in transition.guards:
            if call.name == "track_has_reached":
                other, _, stage = call.argument.partition(".")
                came = [h.came_on for s in standings if s.track == other for h in s.holdings if h.stage == stage]
                found |= dict.fromkeys(transition.sources, min(came, default=None))
    return found


def _spells(holdings: Sequence[Holding]) -> Iterator[tuple[Holding, bool]]:
    """Each holding, and whether it is what a return gave a school to supplement, until that hands the case over."""
    before: Holding | None = None
    is_supplement = False
    for holding in holdings:
        if before is None or holding.party is not before.party:
            is_supplement = before is not None and holding.party is Party.SCHOOL and holding.round > before.round
        yield holding, is_supplement
        before = holding


def _parts(holding: Holding, setbacks: Sequence[Setback], scene: Scene, *, is_supplement: bool) -> Iterator[_Part]:
    after, upto = holding.came_on, holding.until - _DAY
    if holding.party is Party.DEPARTMENT:
        opened = scene.gates.get(holding.stage, date.min)
        cut = min(max(opened or upto, after), upto)
        yield from (_Part(Cause.GATE, after, cut), _Part(Cause.DEPARTMENT, cut, upto))
    elif holding.party is Party.SCHOOL and is_supplement:
        yield _Part(Cause.SUPPLEMENT, after, upto)
    elif holding.party is Party.SCHOOL:
        first, last = (min(max(day, after), upto) for day in _extension(holding, setbacks, scene))
        yield from (
            _Part(Cause.SCHOOL, after, first),
            _Part(Cause.EXTENDED, first, last),
            _Part(Cause.SCHOOL, last, upto),
        )


def _extension(holding: Holding, setbacks: Sequence[Setback], scene: Scene) -> tuple[date, date]:
    """The plan's last day and the extended one, of what is to be done in this stage and round; the same: none."""
    found = [
        (planned.due, setback.until)
        for setback in setbacks
        if setback.kind is SetbackKind.EXTENDED and setback.round == holding.round and setback.until
        for milestone in setback.milestones
        if milestone in scene.nearest[holding.stage]
        if (planned := scene.plan.find_milestone(milestone)) and planned.due
    ]
    if not found:
        return date.min, date.min
    first = min(due for due, _ in found)
    return first, max(first, *(until for _, until in found))


def _limits(standing: CaseStanding, scene: Scene) -> Mapping[str, date]:
    """The day after which each stage is late: the earliest one of the milestones that are open in it."""
    limits: dict[str, date] = {}
    for found in standing.milestones:
        milestone = scene.plan.find_milestone(found.id)
        if milestone and milestone.completes and found.deadline:
            late_after = deadline_for(found.deadline.nominal, scene.plan, scene.calendar).late_after
            for stage in scene.stages[found.id]:
                limits[stage] = min(limits.get(stage, date.max), late_after)
    return limits
