"""Who held the cases, and where they stayed: days by stage and holder, and whose delay the late days are."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from statistics import median

from cycle_engine.domain.definition import Milestone, Party, Track
from cycle_engine.domain.holdings import DaysHeld
from cycle_engine.domain.milestones import CaseStanding
from cycle_engine.messages import Label
from cycle_engine.reports.monthly_figures import aside_stages


@dataclass(frozen=True, slots=True)
class StageDays:
    """How many working days units spent in a stage, all their stays together, those still there included.

    A median between two whole days is a half.
    """

    label: Label
    holder: Party
    units: int
    median: Decimal
    maximum: int


@dataclass(frozen=True, slots=True)
class MilestoneDelay:
    """The days after a milestone's deadline, of all units that ran over, by who held the case in them."""

    id: str
    title: str
    units: int
    days: DaysHeld


def count_stage_days(track: Track, standings: Sequence[CaseStanding]) -> tuple[StageDays, ...]:
    """Count the days spent in each stage that somebody holds and some unit came to, in the workflow's order."""
    stays = [_days_by_stage(standing) for standing in standings]
    found = ((stage, [days[stage.id] for days in stays if stage.id in days]) for stage in track.stages)
    return tuple(
        StageDays(stage.label, stage.owner, len(days), Decimal(median(days)), max(days))
        for stage, days in found
        if stage.owner and days
    )


def sum_delays(
    milestones: Sequence[Milestone], standings: Sequence[CaseStanding], track: Track
) -> tuple[MilestoneDelay, ...]:
    """Add up whose delay it is that milestones ran over; those that none did are left out."""
    owing = [standing for standing in standings if standing.stage not in aside_stages(track)]
    summed = (_sum_delay(milestone, owing) for milestone in milestones)
    return tuple(delay for delay in summed if delay.units)


def _days_by_stage(standing: CaseStanding) -> dict[str, int]:
    days: dict[str, int] = {}
    for holding in standing.holdings:
        days[holding.stage] = days.get(holding.stage, 0) + holding.working_days
    return days


def _sum_delay(milestone: Milestone, owing: Sequence[CaseStanding]) -> MilestoneDelay:
    found = [m.delay.by_holder for s in owing for m in s.milestones if m.id == milestone.id]
    over = [days for days in found if days.school or days.department]
    days = DaysHeld(sum(one.school for one in over), sum(one.department for one in over))
    return MilestoneDelay(milestone.id, milestone.title, len(over), days)
