"""How many: units per milestone, stage, level and transition, in the period and since the cycle was opened.

Units set aside (exempt, merged, closed) are counted in their stage and nowhere else: they owe nothing, so they are
neither done nor late. In-period figures compare two cut-offs, so whatever was undone in between is not counted as done.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from cycle_engine.domain.definition import PREVIOUS, LevelKind, Milestone, Track
from cycle_engine.domain.milestones import CaseStanding, MilestoneStanding, MilestoneState, party_of
from cycle_engine.domain.periods import Period
from cycle_engine.messages import Label
from cycle_engine.reports.monthly_facts import Move

LEVELS: Final = (1, 2, 3)


@dataclass(frozen=True, slots=True)
class Totals:
    """The units of one track at one cut-off. Late and waiting units are also in progress."""

    units: int
    in_progress: int
    late: int
    waiting: int
    finished: int
    aside: int


@dataclass(frozen=True, slots=True)
class MilestoneFigures:
    """One row of the plan's appendix over all units that owe it. ``done_late`` are among ``done``."""

    id: str
    title: str
    opens: date | None
    due: date | None
    units: int
    done_in_period: int
    done: int
    done_late: int
    late: int
    waiting: int
    open: int
    future: int

    @property
    def undone(self) -> int:
        """How many units still owe it."""
        return self.units - self.done


@dataclass(frozen=True, slots=True)
class StageFigures:
    """How many units stand in a stage at this cut-off and stood there at the one before."""

    label: Label
    before: int
    now: int


@dataclass(frozen=True, slots=True)
class LevelFigures:
    """How many units have each level of one kind, and how many have none entered."""

    kind: LevelKind
    counts: Mapping[int, int]
    missing: int


@dataclass(frozen=True, slots=True)
class TransitionFigures:
    """How often a transition was made in the period and since the cycle was opened."""

    label: Label
    in_period: int
    cumulative: int


def aside_stages(track: Track) -> frozenset[str]:
    """Name the stages in which a unit is set aside: nobody's move, and left for wherever the unit was before."""
    unowned = {stage.id for stage in track.stages if not stage.owner}
    resuming = {source for t in track.transitions if t.target == PREVIOUS for source in t.sources}
    return frozenset(unowned & resuming)


def is_waiting(standing: CaseStanding, track: Track) -> bool:
    """Whether it is another party's move than the unit's own."""
    return standing.owner is not None and standing.owner is not party_of(track)


def count_totals(standings: Sequence[CaseStanding], track: Track) -> Totals:
    """Count how the track's units stand."""
    aside = sum(standing.stage in aside_stages(track) for standing in standings)
    in_progress = [standing for standing in standings if standing.owner]
    return Totals(
        units=len(standings),
        in_progress=len(in_progress),
        late=sum(standing.is_late for standing in in_progress),
        waiting=sum(is_waiting(standing, track) for standing in in_progress),
        finished=len(standings) - len(in_progress) - aside,
        aside=aside,
    )


def count_milestone(
    milestone: Milestone, standings: Iterable[CaseStanding], previous: Iterable[CaseStanding], track: Track
) -> MilestoneFigures:
    """Count how the units that owe this milestone stand with it."""
    owing = _by_unit(milestone, standings, track)
    done = _done(owing)
    states = Counter(found.state for found in owing.values())
    return MilestoneFigures(
        id=milestone.id,
        title=milestone.title,
        opens=milestone.opens,
        due=milestone.due,
        units=len(owing),
        done_in_period=len(done - _done(_by_unit(milestone, previous, track))),
        done=len(done),
        done_late=sum(owing[unit].days_late > 0 for unit in done),
        late=states[MilestoneState.LATE],
        waiting=states[MilestoneState.WAITING],
        open=states[MilestoneState.OPEN],
        future=states[MilestoneState.FUTURE],
    )


def count_stages(
    track: Track, standings: Iterable[CaseStanding], previous: Iterable[CaseStanding]
) -> tuple[StageFigures, ...]:
    """Count the units in each stage, in the workflow's order."""
    now, before = Counter(s.stage for s in standings), Counter(s.stage for s in previous)
    return tuple(StageFigures(stage.label, before[stage.id], now[stage.id]) for stage in track.stages)


def count_levels(standings: Sequence[CaseStanding], track: Track) -> tuple[LevelFigures, ...]:
    """Count the three kinds of level, each for itself."""
    assessed = [standing for standing in standings if standing.stage not in aside_stages(track)]
    return tuple(_count_level(kind, assessed) for kind in LevelKind)


def count_transitions(track: Track, moves: Iterable[Move], period: Period) -> tuple[TransitionFigures, ...]:
    """Count the track's transitions, in the workflow's order; those never made are left out."""
    made = [move for move in moves if track.find_transition(move.transition)]
    cumulative = Counter(move.transition for move in made)
    in_period = Counter(move.transition for move in made if period.covers(move.recorded_on))
    return tuple(
        TransitionFigures(transition.label, in_period[transition.id], cumulative[transition.id])
        for transition in track.transitions
        if cumulative[transition.id]
    )


def _by_unit(milestone: Milestone, standings: Iterable[CaseStanding], track: Track) -> dict[str, MilestoneStanding]:
    aside = aside_stages(track)
    return {
        standing.unit: found
        for standing in standings
        if standing.stage not in aside
        for found in standing.milestones
        if found.id == milestone.id
    }


def _done(owing: Mapping[str, MilestoneStanding]) -> set[str]:
    return {unit for unit, found in owing.items() if found.state is MilestoneState.DONE}


def _count_level(kind: LevelKind, assessed: Sequence[CaseStanding]) -> LevelFigures:
    found = Counter(standing.levels.get(kind) for standing in assessed)
    return LevelFigures(kind, {level: found[level] for level in LEVELS}, missing=found[None])
