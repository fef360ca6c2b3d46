"""A naive walk, day by day, answers the same questions as the calendar; Hypothesis draws the calendars.

Each drawn calendar is small and asked about every one of its days, edges included, so one example is several
hundred questions: 10^5 in all under the profile ``ci``.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from cycle_engine.domain.working_days import DayKind, DayOff, WorkingCalendar, build_calendar
from cycle_engine.errors import OperationRefused

OFFSETS = (-10, -5, -2, -1, 0, 1, 3, 10)
SPANS = (-3, 0, 1, 7, 20)


@dataclass(frozen=True)
class Drawn:
    """A calendar's ingredients, from which the oracle answers without the calendar."""

    days: tuple[date, ...]
    off: frozenset[date]
    disputed: frozenset[date]
    worked: frozenset[date]

    def build(self) -> WorkingCalendar:
        reasons = [DayOff(day, DayKind.HOLIDAY, "lễ") for day in self.off]
        debated = [DayOff(day, DayKind.DISPUTED, "?") for day in self.disputed - self.off]
        return build_calendar(
            self.days[0], self.days[-1], days_off=[*debated, *reasons], working_saturdays=sorted(self.worked)
        )

    def works(self, day: date) -> bool:
        return day in self.worked or (day not in self.off and day.isoweekday() < 6)

    def walk(self, day: date, step: int, count: int) -> date | None:
        """The ``count``-th working day met by walking; a ``count`` of 0 may stop where it stands."""
        while self.days[0] <= day <= self.days[-1]:
            if count == 0 and self.works(day):
                return day
            day += timedelta(days=step)
            if count and self.days[0] <= day <= self.days[-1] and self.works(day):
                count -= 1
        return None


@st.composite
def drawn_calendars(draw: st.DrawFn) -> Drawn:
    first = date(2024, 12, 20) + timedelta(days=draw(st.integers(0, 400)))
    days = tuple(first + timedelta(days=step) for step in range(draw(st.integers(1, 70))))
    some_days = st.frozensets(st.sampled_from(days), max_size=15)
    worked = frozenset(day for day in draw(some_days) if day.isoweekday() > 5)
    return Drawn(days, draw(some_days), draw(some_days), worked)


def answer(ask: Callable[..., date], *given: object) -> date | None:
    try:
        return ask(*given)
    except OperationRefused:
        return None


@given(drawn_calendars())
def test_every_answer_is_the_one_a_walk_day_by_day_finds(drawn: Drawn) -> None:
    calendar = drawn.build()
    for day in drawn.days:
        works = drawn.works(day)
        assert calendar.is_working(day) is works
        assert (calendar.why_off(day) is None) is works
        assert answer(calendar.last_working_on_or_before, day) == drawn.walk(day, -1, 0)
        assert answer(calendar.first_working_on_or_after, day) == drawn.walk(day, 1, 0)
        for offset in OFFSETS:
            expected = drawn.walk(day, 1 if offset >= 0 else -1, abs(offset))
            assert answer(calendar.add, day, offset) == expected, (day, offset)


@given(drawn_calendars())
def test_counting_and_naming_days_agrees_with_a_walk(drawn: Drawn) -> None:
    calendar = drawn.build()
    for day in drawn.days:
        for span in SPANS:
            other = day + timedelta(days=span)
            if not calendar.covers(other):
                continue
            assert calendar.count_between(day, other) == sum(drawn.works(d) for d in drawn.days if day < d <= other)
            passed = [d for d in drawn.days if min(day, other) <= d <= max(day, other) and not drawn.works(d)]
            assert [off.day for off in calendar.skipped_between(day, other)] == passed


@given(drawn_calendars(), st.data())
def test_a_new_day_off_never_makes_a_due_date_earlier(drawn: Drawn, data: st.DataObject) -> None:
    extra = data.draw(st.sampled_from(drawn.days))
    before = drawn.build()
    after = Drawn(drawn.days, drawn.off | {extra}, drawn.disputed, drawn.worked).build()
    for day in drawn.days:
        for offset in (0, 1, 3, 10):
            assert not earlier(answer(after.add, day, offset), answer(before.add, day, offset))
        for offset in (-1, -3, -10):
            assert not earlier(answer(before.add, day, offset), answer(after.add, day, offset), none=date.min)
        was, now = before.last_working_on_or_before, after.last_working_on_or_before
        assert not earlier(answer(was, day), answer(now, day), none=date.min)


def earlier(one: date | None, other: date | None, *, none: date = date.max) -> bool:
    """Whether one answer lies before another; a refused one lies beyond the end it ran into."""
    return (one or none) < (other or none)


@given(drawn_calendars())
def test_going_there_and_back_in_working_days_ends_where_it_began(drawn: Drawn) -> None:
    calendar = drawn.build()
    for day in filter(drawn.works, drawn.days):
        assert calendar.add(day, 0) == day
        for offset in OFFSETS:
            there = answer(calendar.add, day, offset)
            if there is not None:
                assert calendar.add(there, -offset) == day
                assert calendar.count_between(day, there) == max(0, offset)
                assert calendar.count_between(there, day) == max(0, -offset)
