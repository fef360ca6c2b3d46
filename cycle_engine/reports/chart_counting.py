"""From how cases stand to what the charts show. The work grows with the schools by a count for each, and no more."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from itertools import accumulate, pairwise
from typing import Final

from cycle_engine.domain.definition import LEVELS, LevelKind, Milestone, Party, Plan, Track
from cycle_engine.domain.holdings import DaysHeld
from cycle_engine.domain.milestones import CaseStanding, next_milestones
from cycle_engine.messages import Label
from cycle_engine.reports.chart_figures import (
    Charts,
    DeadlineMark,
    HolderBar,
    HolderChart,
    LevelBars,
    LevelChart,
    LevelCounts,
    ProgressChart,
    StageBand,
)
from cycle_engine.reports.monthly_facts import EarlierYear
from cycle_engine.reports.monthly_figures import aside_stages

_FEW_DAYS: Final = 35
"""A time so short is shown day by day, a longer one week by week."""

_MOST_POINTS: Final = 200
"""More points than this no chart shows apart."""

_AHEAD: Final = timedelta(days=45)
"""How far ahead a deadline may lie that a chart of the past still shows."""


def count_charts(
    standings: Sequence[CaseStanding], track: Track, plan: Plan, *, as_of: date, earlier: EarlierYear | None
) -> Charts:
    """Count what the charts of the schools' ``track`` show at the end of ``as_of``."""
    assessed = [standing for standing in standings if standing.stage not in aside_stages(track)]
    milestones = plan.milestones_of(track.name)
    return Charts(
        progress=_progress(assessed, track, milestones, as_of, aside=len(standings) - len(assessed)),
        levels=_levels(assessed, plan.school_year, earlier),
        holders=_holders(assessed, track, milestones),
    )


def _progress(
    assessed: Sequence[CaseStanding], track: Track, milestones: Sequence[Milestone], as_of: date, *, aside: int
) -> ProgressChart:
    opened = min((s.holdings[0].came_on for s in assessed if s.holdings), default=as_of)
    days = _days(min(opened, as_of), as_of, [milestone.due for milestone in milestones if milestone.due])
    aside_now = aside_stages(track)
    counts, nobody = _counts(assessed, days), (0,) * len(days)
    stages = (stage for stage in track.stages if stage.id not in aside_now)
    bands = (StageBand(stage.label, counts.get(stage.id, nobody)) for stage in stages)
    return ProgressChart(days, tuple(band for band in bands if any(band.counts)), _marks(milestones, days), aside)


def _days(first: date, last: date, deadlines: Iterable[date]) -> tuple[date, ...]:
    """The first day, from the last one backwards every day or week, or whatever keeps the points few, and deadlines.

    How many schools were through by a deadline is what one looks for, so it is no guess between two weeks.
    """
    span = (last - first).days
    step = 1 if span <= _FEW_DAYS else max(7, -(-span // _MOST_POINTS))
    back = range(0, span, step) if span else (0,)
    met = (day for day in deadlines if first <= day <= last)
    return tuple(sorted({first, *(last - timedelta(days=far) for far in back), *met}))


def _counts(assessed: Iterable[CaseStanding], days: Sequence[date]) -> Mapping[str, tuple[int, ...]]:
    """Count the schools of each stage at the end of each day.

    A stay begins on the day the case came and ends before the day it left; each is two changes of a running sum.
    """
    changes: Counter[tuple[str, int]] = Counter()
    for standing in assessed:
        came = [bisect_left(days, holding.came_on) for holding in standing.holdings]
        for holding, (at, left) in zip(standing.holdings, pairwise([*came, len(days)]), strict=True):
            changes[holding.stage, at] += 1
            changes[holding.stage, left] -= 1
    stages = {stage for stage, _ in changes}
    return {stage: tuple(accumulate(changes[stage, at] for at in range(len(days)))) for stage in stages}


def _marks(milestones: Sequence[Milestone], days: Sequence[date]) -> tuple[DeadlineMark, ...]:
    dated = sorted((milestone.due, milestone.id) for milestone in milestones if milestone.due)
    past = [(due, id_) for due, id_ in dated if days[0] <= due <= days[-1]]
    ahead = [due for due, _ in dated if days[-1] < due <= days[-1] + _AHEAD][:1]
    following = [(due, id_) for due, id_ in dated if due in ahead]
    return tuple(DeadlineMark(id_, due) for due, id_ in (*past, *following))


def _levels(assessed: Sequence[CaseStanding], year: str, earlier: EarlierYear | None) -> LevelChart:
    now = {standing.unit: standing.levels for standing in assessed}
    before = earlier.levels if earlier else {}
    bars = (
        LevelBars(kind, _count_levels(kind, now), _count_levels(kind, before) if earlier else None)
        for kind in LevelKind
    )
    return LevelChart(
        year=year,
        year_before=earlier.school_year if earlier else "",
        kinds=tuple(bar for bar in bars if bar.now.entered or (bar.before and bar.before.entered)),
        only_now=len(now.keys() - before.keys()) if earlier else 0,
        only_before=len(before.keys() - now.keys()),
    )


def _count_levels(kind: LevelKind, levels: Mapping[str, Mapping[LevelKind, int]]) -> LevelCounts:
    found = Counter(of_unit.get(kind) for of_unit in levels.values())
    first, second, third = (found[level] for level in LEVELS)
    return LevelCounts((first, second, third), missing=len(levels) - first - second - third)


def _holders(assessed: Sequence[CaseStanding], track: Track, milestones: Sequence[Milestone]) -> HolderChart:
    goals = {stage.id: _goal(track, milestones, stage.id) for stage in track.stages if stage.owner}
    days: Counter[tuple[str, Party]] = Counter()
    units: Counter[str] = Counter()
    for standing in assessed:
        held = [(goals[h.stage], h) for h in standing.holdings if h.stage in goals and h.party]
        units.update({goal for goal, _ in held})
        for goal, holding in held:
            if holding.party:
                days[goal, holding.party] += holding.working_days
    bars = (
        HolderBar(goal, _title(track, milestones, goal), units[goal], DaysHeld(*(days[goal, party] for party in Party)))
        for goal in dict.fromkeys((*(milestone.id for milestone in milestones), *goals.values()))
        if units[goal]
    )
    return HolderChart(tuple(bars), len(assessed))


def _goal(track: Track, milestones: Sequence[Milestone], stage: str) -> str:
    """Name the milestone that a stage leads to: the nearest one ahead; where there is none, the stage itself."""
    return next((milestone.id for milestone in next_milestones(track, milestones, stage)), stage)


def _title(track: Track, milestones: Sequence[Milestone], goal: str) -> str | Label:
    titles: dict[str, str | Label] = {stage.id: stage.label for stage in track.stages}
    return (titles | {milestone.id: milestone.title for milestone in milestones})[goal]
