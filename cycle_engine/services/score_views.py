"""Reading scores: the three sides beside each other, and why each comes to its level."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from cycle_engine.domain.case import CaseScores
from cycle_engine.domain.definition import LevelKind
from cycle_engine.domain.events import Event
from cycle_engine.domain.indicators import Group, IndicatorSet
from cycle_engine.domain.levels import Verdict, judge
from cycle_engine.domain.scoring import ScoreSheet, points_of
from cycle_engine.services.acting import find_case
from cycle_engine.services.desk import Desk
from cycle_engine.services.explaining import as_seen
from cycle_engine.services.indicator_sets import indicators_of_cycle
from cycle_engine.store.cases import events_of


@dataclass(frozen=True, slots=True)
class SideScores:
    """One side's scores: what they come to, the level the case records, and who entered them when."""

    kind: LevelKind
    sheet: ScoreSheet
    verdict: Verdict
    recorded_level: int | None
    round: int
    seq: int
    actor: str
    on_behalf_of: str
    recorded_at: datetime
    occurred_on: date


@dataclass(frozen=True, slots=True)
class ShownScores:
    """A unit's scores; ``levels`` are those the case records, with a sheet or without."""

    unit: str
    name: str
    stage: str
    indicators: IndicatorSet
    sides: Mapping[LevelKind, SideScores]
    levels: Mapping[LevelKind, int]

    def points(self, kind: LevelKind, group: Group) -> Decimal | None:
        """One side's points of a group."""
        side = self.sides.get(kind)
        return points_of(side.sheet, group) if side else None

    def groups(self) -> tuple[Group, ...]:
        """The set's groups; where it has none, those that totals were entered for."""
        if self.indicators.groups:
            return self.indicators.groups
        named = dict.fromkeys(total.group for side in self.sides.values() for total in side.sheet.group_totals)
        return tuple(Group(group, "", Decimal(0)) for group in sorted(named))


def show_scores(desk: Desk, unit: str) -> ShownScores:
    """Read a unit's scores as they stood at the moment looked at. Raises ``NotFound``."""
    with desk.database.read() as rows:
        cycle = desk.cycle(rows)
        case = as_seen(rows, desk, find_case(rows, cycle, unit))
        indicators = indicators_of_cycle(rows, cycle)
        events = {event.seq: event for event in events_of(rows, case.id)} if case.state.scores else {}
    state = case.state
    sides = {
        kind: _side(held, events[held.seq], indicators, state.levels.get(kind)) for kind, held in state.scores.items()
    }
    return ShownScores(case.unit, case.unit_name, state.stage, indicators, sides, state.levels)


def _side(held: CaseScores, event: Event, indicators: IndicatorSet, level: int | None) -> SideScores:
    return SideScores(
        kind=held.sheet.kind,
        sheet=held.sheet,
        verdict=judge(held.sheet, indicators),
        recorded_level=level,
        round=held.round,
        seq=held.seq,
        actor=event.actor,
        on_behalf_of=event.on_behalf_of,
        recorded_at=event.recorded_at,
        occurred_on=event.occurred_on,
    )
