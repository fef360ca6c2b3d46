"""The days to come as a page: which letters each day would send, week by week, month by month."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from cycle_engine.messages import current_language
from cycle_engine.reports.html_pages import render_page


@dataclass(frozen=True, slots=True)
class ForeseenLetter:
    """A letter that a day would send."""

    recipient: str
    subject: str


@dataclass(frozen=True, slots=True)
class CalendarWeek:
    """Seven days from a Monday, each with its letters; a day of another month is None."""

    days: tuple[tuple[date, tuple[ForeseenLetter, ...]] | None, ...]


@dataclass(frozen=True, slots=True)
class CalendarMonth:
    """The weeks of a month."""

    first: date
    weeks: tuple[CalendarWeek, ...]
    letters: int


def render_letter_calendar(letters: Mapping[date, Sequence[ForeseenLetter]]) -> str:
    """Lay the letters of the days out as months of weeks."""
    by_month = groupby(sorted(letters), key=lambda day: (day.year, day.month))
    months = [_month(list(days), letters) for _, days in by_month]
    return render_page("letter_calendar.html", months=months, language=current_language().value)


def _month(days: Sequence[date], letters: Mapping[date, Sequence[ForeseenLetter]]) -> CalendarMonth:
    first = days[0].replace(day=1)
    monday = first - timedelta(days=first.weekday())
    weeks = []
    while monday < first or monday.month == first.month:
        week = [monday + timedelta(days=number) for number in range(7)]
        weeks.append(CalendarWeek(tuple(_day(day, letters) if day.month == first.month else None for day in week)))
        monday += timedelta(days=7)
    return CalendarMonth(first, tuple(weeks), sum(len(letters[day]) for day in days))


def _day(day: date, letters: Mapping[date, Sequence[ForeseenLetter]]) -> tuple[date, tuple[ForeseenLetter, ...]]:
    return day, tuple(letters.get(day, ()))
