"""Which days an office works, and counting in them.

Conventions, for every function here: a day is a ``date``; ranges include both ends unless a docstring says otherwise;
Saturday and Sunday are the weekly days off of a State office; a Saturday that the State swapped for a weekday is
worked. A calendar knows the days ``first`` to ``last``; a question that touches any other day is refused with
``OperationRefused("calendar_range")``, because an answer from beyond the known days would be a guess.

A disputed day (one the law still debates) is worked until an office's file says that it is off; the calendar only
remembers it, so that a plan check can point at it.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from cycle_engine.errors import OperationRefused
from cycle_engine.messages import Text, text

SATURDAY: Final = 5
WEEKEND_NAMES: Final = {5: "Thứ Bảy", 6: "Chủ nhật"}


class DayKind(StrEnum):
    """Why a day is off."""

    WEEKEND = "weekend"
    """A weekly day off that is nothing more."""
    HOLIDAY = "holiday"
    """A public holiday (Labour Code 2019, art. 112), Tết included."""
    COMPENSATION = "compensation"
    """The working day given back for a holiday on a weekly day off (art. 111.3)."""
    SWAP_OFF = "swap_off"
    """A weekday the State gave off in exchange for a worked Saturday."""
    PROVINCIAL = "provincial"
    """Given by the province or the office itself: a storm, a local festival."""
    DISPUTED = "disputed"
    """Not off: the law still debates it."""


@dataclass(frozen=True, slots=True)
class DayOff:
    """A day off, why, and its Vietnamese name."""

    day: date
    kind: DayKind
    name: str

    @property
    def label(self) -> Text:
        """The day with its reason, in the language being spoken."""
        if self.kind is DayKind.WEEKEND:
            return text("calendar.saturday" if self.day.weekday() == SATURDAY else "calendar.sunday", day=self.day)
        return text(f"calendar.{self.kind.value}", day=self.day, name=self.name)


@dataclass(frozen=True, slots=True)
class WorkedDay:
    """A day that is worked although the week says it is off, and for which day it stands."""

    day: date
    name: str

    @property
    def label(self) -> Text:
        """The day with its reason, in the language being spoken."""
        return text("calendar.worked", day=self.day, name=self.name)


@dataclass(frozen=True, slots=True)
class WorkingCalendar:
    """The working days of one stretch of time; made by ``build_calendar``.

    ``named_days`` are the days off other than plain weekends, and the disputed days; ``worked_days`` the weekend days
    that are worked. Both are sorted. ``confirmed_years`` are the years whose days off the State has announced.
    """

    first: date
    last: date
    named_days: tuple[DayOff, ...]
    worked_days: tuple[WorkedDay, ...]
    confirmed_years: frozenset[int]
    _days: tuple[date, ...] = field(repr=False, compare=False)
    _ordinals: tuple[int, ...] = field(repr=False, compare=False)
    _reasons: Mapping[date, DayOff] = field(repr=False, compare=False)

    def covers(self, day: date) -> bool:
        """Whether the calendar knows this day."""
        return self.first <= day <= self.last

    def is_confirmed(self, year: int) -> bool:
        """Whether the State has announced this year's days off; a caller warns when not."""
        return year in self.confirmed_years

    def is_working(self, day: date) -> bool:
        """Whether the office works on this day."""
        ordinal = self._known(day).toordinal()
        index = bisect_left(self._ordinals, ordinal)
        return index < len(self._ordinals) and self._ordinals[index] == ordinal

    def why_off(self, day: date) -> DayOff | None:
        """Why the day is off, or None for a working day."""
        if self.is_working(day):
            return None
        return self._reasons.get(day) or DayOff(day, DayKind.WEEKEND, WEEKEND_NAMES[day.weekday()])

    def find_disputed(self, day: date) -> DayOff | None:
        """The disputed day that falls here, or None."""
        return next((d for d in self.named_days if d.day == day and d.kind is DayKind.DISPUTED), None)

    def last_working_on_or_before(self, day: date) -> date:
        """The day itself if it is worked, else the nearest working day before it."""
        return self._at(bisect_right(self._ordinals, self._known(day).toordinal()) - 1, day)

    def first_working_on_or_after(self, day: date) -> date:
        """The day itself if it is worked, else the nearest working day after it."""
        return self._at(bisect_left(self._ordinals, self._known(day).toordinal()), day)

    def add(self, day: date, n: int) -> date:
        """The ``n``-th working day after ``day`` (before it, when ``n`` is negative); ``day`` itself is not counted.

        Zero gives the first working day on or after ``day``, as a term that ends on a day off ends on the next working
        day (Civil Code 2015, art. 148.5, by analogy).
        """
        ordinal = self._known(day).toordinal()
        if n > 0:
            return self._at(bisect_right(self._ordinals, ordinal) + n - 1, day)
        return self._at(bisect_left(self._ordinals, ordinal) + n, day)

    def count_between(self, after: date, upto: date) -> int:
        """The working days ``d`` with ``after < d <= upto``: the "n" of "late by n working days"; never negative."""
        start = bisect_right(self._ordinals, self._known(after).toordinal())
        return max(0, bisect_right(self._ordinals, self._known(upto).toordinal()) - start)

    def skipped_between(self, one: date, other: date) -> tuple[DayOff, ...]:
        """The days off from one day to the other, both included, in order of time, whichever is given first."""
        start, end = sorted((self._known(one), self._known(other)))
        days = (start + timedelta(days=step) for step in range((end - start).days + 1))
        return tuple(off for day in days if (off := self.why_off(day)))

    def _known(self, day: date) -> date:
        if self.first <= day <= self.last:
            return day
        raise self._beyond(day)

    def _at(self, index: int, asked: date) -> date:
        if 0 <= index < len(self._days):
            return self._days[index]
        raise self._beyond(asked)

    def _beyond(self, day: date) -> OperationRefused:
        hint = text("calendar.range_hint")
        return OperationRefused("calendar_range", hints=[hint], day=day, first=self.first, last=self.last)


def build_calendar(
    first: date,
    last: date,
    *,
    days_off: Iterable[DayOff] = (),
    working_saturdays: Iterable[WorkedDay | date] = (),
    confirmed_years: frozenset[int] = frozenset(),
) -> WorkingCalendar:
    """The calendar of ``first`` to ``last``.

    Days outside are dropped. A day given twice keeps the later entry; a worked day wins over any reason to be off.
    """
    named = {off.day: off for off in days_off if first <= off.day <= last}
    worked = {w.day: w for w in map(_as_worked, working_saturdays) if first <= w.day <= last}
    reasons = {off.day: off for off in named.values() if off.kind is not DayKind.DISPUTED}
    every_day = map(date.fromordinal, range(first.toordinal(), last.toordinal() + 1))
    working = tuple(d for d in every_day if d in worked or (d.weekday() < SATURDAY and d not in reasons))
    return WorkingCalendar(
        first=first,
        last=last,
        named_days=tuple(named[day] for day in sorted(named)),
        worked_days=tuple(worked[day] for day in sorted(worked)),
        confirmed_years=confirmed_years,
        _days=working,
        _ordinals=tuple(day.toordinal() for day in working),
        _reasons=reasons,
    )


def describe_year(calendar: WorkingCalendar, year: int) -> tuple[DayOff | WorkedDay, ...]:
    """What makes this year differ from plain weeks, in order of time: named days off, disputed days, worked days.

    Whether the State has announced the year is ``calendar.is_confirmed(year)``. Raises ``OperationRefused`` when the
    calendar does not hold the whole year.
    """
    for edge in (date(year, 1, 1), date(year, 12, 31)):
        calendar.why_off(edge)
    entries: list[DayOff | WorkedDay] = [*calendar.named_days, *calendar.worked_days]
    return tuple(sorted((e for e in entries if e.day.year == year), key=lambda entry: entry.day))


def _as_worked(day: WorkedDay | date) -> WorkedDay:
    return day if isinstance(day, WorkedDay) else WorkedDay(day, "")
