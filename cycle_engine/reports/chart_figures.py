"""What the three charts show, as values: plain counts, made without drawing and kept with the report's facts.

Schools that are set aside (exempt, merged, closed) stand in none of them. Each school is counted once a day, once a
kind of level, and each of its working days once.
"""

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from cycle_engine.domain.definition import LevelKind
from cycle_engine.domain.holdings import DaysHeld
from cycle_engine.messages import Label

_TENTH: Final = Decimal("0.1")


@dataclass(frozen=True, slots=True)
class StageBand:
    """How many schools stood in one stage at the end of each of the chart's days."""

    label: Label
    counts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class DeadlineMark:
    """The last day of one of the schools' milestones, as the plan has it."""

    id: str
    due: date


@dataclass(frozen=True, slots=True)
class ProgressChart:
    """Schools by stage over time: ``bands`` in the workflow's order, those in which a school ever stood.

    ``days`` run from the opening to the day looked at, both included. ``marks`` are the deadlines up to then and the
    first one after it. ``aside`` are schools that are set aside now.
    """

    days: tuple[date, ...]
    bands: tuple[StageBand, ...]
    marks: tuple[DeadlineMark, ...]
    aside: int

    @property
    def schools(self) -> int:
        """How many schools are in the chart on its last day."""
        return sum(band.counts[-1] for band in self.bands)


@dataclass(frozen=True, slots=True)
class LevelCounts:
    """How many schools have level 1, 2 and 3, and how many have none."""

    levels: tuple[int, int, int]
    missing: int

    @property
    def entered(self) -> int:
        """How many have a level."""
        return sum(self.levels)


@dataclass(frozen=True, slots=True)
class LevelBars:
    """One kind of level this year and in the year before; ``before`` is None without an earlier year."""

    kind: LevelKind
    now: LevelCounts
    before: LevelCounts | None


@dataclass(frozen=True, slots=True)
class LevelChart:
    """Schools by level this year and the year before, the kinds of which some school has a level.

    ``year_before`` is empty without an earlier year. ``only_now`` and ``only_before`` are the schools that were
    assessed in one of the two years alone.
    """

    year: str
    year_before: str
    kinds: tuple[LevelBars, ...]
    only_now: int = 0
    only_before: int = 0


@dataclass(frozen=True, slots=True)
class HolderBar:
    """The working days that lead to one milestone: of ``units`` schools that came so far, by who held their cases."""

    id: str
    title: str | Label
    units: int
    days: DaysHeld

    @property
    def school(self) -> Decimal:
        """The days that a school held its case, on the average of these schools."""
        return average(self.days.school, self.units)

    @property
    def department(self) -> Decimal:
        """The days that the office held a school's case, on the average of these schools."""
        return average(self.days.department, self.units)


@dataclass(frozen=True, slots=True)
class HolderChart:
    """Days held by whom, milestone by milestone; ``units`` are all schools in it."""

    bars: tuple[HolderBar, ...]
    units: int

    @property
    def days(self) -> DaysHeld:
        """The days of all milestones together."""
        held = [bar.days for bar in self.bars]
        return DaysHeld(sum(days.school for days in held), sum(days.department for days in held))


Chart = ProgressChart | LevelChart | HolderChart


@dataclass(frozen=True, slots=True)
class Charts:
    """The charts of one moment."""

    progress: ProgressChart
    levels: LevelChart
    holders: HolderChart


def average(days: int, units: int) -> Decimal:
    """Days per unit with one decimal; of no unit it is 0."""
    return (Decimal(days) / units).quantize(_TENTH, ROUND_HALF_UP) if units else Decimal(0)


def is_empty(chart: Chart) -> bool:
    """Whether there is nothing to draw."""
    match chart:
        case ProgressChart():
            return not chart.bands
        case LevelChart():
            return not chart.kinds
        case HolderChart():
            return not any(bar.days.school or bar.days.department for bar in chart.bars)
