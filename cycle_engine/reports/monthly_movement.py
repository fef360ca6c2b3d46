"""What changed since the last cut-off, school by school: its stage, its levels, and the steps it made."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from cycle_engine.domain.definition import LevelKind, Track
from cycle_engine.domain.milestones import CaseStanding
from cycle_engine.domain.periods import Period
from cycle_engine.formatting import vietnamese_sort_key
from cycle_engine.messages import Label
from cycle_engine.reports.monthly_facts import Move


@dataclass(frozen=True, slots=True)
class LevelChange:
    """One kind of level that was entered or became another; None where there was none."""

    kind: LevelKind
    before: int | None
    now: int | None


@dataclass(frozen=True, slots=True)
class SchoolChange:
    """A school that moved since the last cut-off. ``before`` is None where it was not in the assessment yet."""

    unit: str
    name: str
    before: Label | None
    now: Label
    steps: tuple[Label, ...]
    levels: tuple[LevelChange, ...]


def list_changes_by_school(
    standings: Sequence[CaseStanding],
    previous: Sequence[CaseStanding],
    moves: Sequence[Move],
    *,
    track: Track,
    period: Period,
) -> tuple[SchoolChange, ...]:
    """Name every school that made a step, came to another stage or has another level, in the order of names.

    A school that is only new in the assessment has not moved.
    """
    old = {standing.unit: standing for standing in previous}
    steps = _steps(moves, track, period)
    found = [_change(standing, old.get(standing.unit), steps.get(standing.unit, ()), track) for standing in standings]
    moved = [one for one in found if one.steps or one.levels or one.before not in {None, one.now}]
    return tuple(sorted(moved, key=lambda one: (vietnamese_sort_key(one.name), one.unit)))


def _steps(moves: Sequence[Move], track: Track, period: Period) -> Mapping[str, tuple[Label, ...]]:
    found: dict[str, tuple[Label, ...]] = {}
    order = {transition.id: number for number, transition in enumerate(track.transitions)}
    for move in sorted(moves, key=lambda move: (move.recorded_on, move.seq, order.get(move.transition, -1))):
        transition = track.find_transition(move.transition)
        if transition and period.covers(move.recorded_on):
            found[move.unit] = (*found.get(move.unit, ()), transition.label)
    return found


def _change(now: CaseStanding, before: CaseStanding | None, steps: tuple[Label, ...], track: Track) -> SchoolChange:
    had = before.levels if before else {}
    levels = [LevelChange(kind, had.get(kind), now.levels.get(kind)) for kind in LevelKind]
    return SchoolChange(
        unit=now.unit,
        name=now.name,
        before=track.stage(before.stage).label if before else None,
        now=track.stage(now.stage).label,
        steps=steps,
        levels=tuple(change for change in levels if change.before != change.now),
    )
