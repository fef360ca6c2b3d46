"""Who held the cases, and where they stayed: days by cause, by stage and holder, and whose delay the late days are."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from statistics import median

from cycle_engine.domain.bottlenecks import Cause, CauseDays
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


@dataclass(frozen=True, slots=True)
class CauseFigures:
    """What schools' working days went into: of how many, how many days together, at most, and after the deadline."""

    cause: Cause
    units: int
    days: int
    maximum: int
    after_deadline: int

    @property
    def average(self) -> Decimal:
        """The days of one of these schools, to a tenth."""
        return (Decimal(self.days) / self.units).quantize(Decimal("0.1"), ROUND_HALF_UP)


def sum_causes(
    causes: Mapping[int, Mapping[Cause, CauseDays]], standings: Sequence[CaseStanding], track: Track
) -> tuple[CauseFigures, ...]:
    """Add up what the days of all schools that are assessed went into; a cause of none is left out."""
    counted = [causes.get(one.case_id, {}) for one in standings if one.stage not in aside_stages(track)]
    found = ((cause, [days[cause] for days in counted if cause in days]) for cause in Cause)
    return tuple(
        CauseFigures(
            cause,
            units=len(days),
            days=sum(one.days for one in days),
            maximum=max(one.days for one in days),
            after_deadline=sum(one.after_deadline for one in days),
        )
        for cause, days in found
        if days
    )


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
