"""The stretches of time that official documents name, and the days they cover.

A period is what is written ("tháng 02", "15/3", "Quý I/2025"); a span is its first and last day, both counting.

Where the year is not written it follows from the school year: months 9 to 12 lie in its first calendar year, 1 to 8
in its second. Of the quarters only IV (first year), I and II (second) can be placed so; III lies in both.

Conventions, for words that have no single legal meaning (whoever reads by them is told so):

- đầu, giữa, cuối tháng (and thượng, trung, hạ tuần): days 1-10, 11-20, and 21 to the end of the month;
- nửa đầu, nửa cuối tháng: days 1-15, and 16 to the end;
- tuần n tháng m: the n-th week from Monday to Sunday that begins in the month; tuần cuối: the last that begins in it;
- 31-5 with a hyphen and no year: day and month, never two days.
"""

import calendar
import re
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from cycle_engine.messages import Text, text

_AUTUMN: Final = 9
"""The first month that belongs to a school year's first calendar year."""


class PeriodUnreadable(Exception):
    """A period is named but covers no days that can be known; ``problem`` says why."""

    def __init__(self, problem: Text) -> None:
        super().__init__(problem.key)
        self.problem = problem


class Unit(StrEnum):
    """What a period counts in. A bare ``number`` takes the unit of the other end of its range."""

    DAY = "day"
    WEEK = "week"
    PART = "part"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"
    NUMBER = "number"


@dataclass(frozen=True, slots=True)
class SchoolYear:
    """A school year by its first calendar year: 2024 is ``2024-2025``."""

    first: int

    def __str__(self) -> str:
        return f"{self.first}-{self.first + 1}"

    def calendar_year(self, month: int) -> int:
        """The calendar year in which the school year has this month."""
        return self.first if month >= _AUTUMN else self.first + 1


@dataclass(frozen=True, slots=True)
class Span:
    """The first and the last day that count."""

    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Period:
    """A period as written. ``index`` is the day, the week (-1 the last), the part's first day, or the quarter."""

    unit: Unit
    index: int = 0
    month: int | None = None
    year: int | None = None
    words: str = ""
    convention: str | None = None

    @property
    def place(self) -> int:
        """The month by which periods are told earlier from later within a year; 0 when none is written."""
        return 3 * self.index - 2 if self.unit is Unit.QUARTER else self.month or 0


def parse_period(words: str) -> Period | None:
    """The period these words name and nothing else. ``words`` are lower case, blanks single, digits unspaced."""
    for unit, pattern in _PATTERNS:
        if found := pattern.fullmatch(words):
            return _period(unit, found.groupdict(), words)
    return None


def complete(period: Period, other: Period, school_year: SchoolYear | None) -> Period:
    """Fill what ``period`` leaves out from the other end of its range, then from the school year."""
    filled = period
    if filled.unit is Unit.NUMBER:
        filled = _counted_as(filled, other.unit)
    if filled.month is None and filled.unit is Unit.DAY:
        filled = replace(filled, month=other.month)
    if filled.year is None and other.year is not None and other is not period:
        filled = replace(filled, year=other.year)
    return filled if filled.year is not None else _in_school_year(filled, school_year)


def span_of(period: Period) -> Span:
    """The days a completed period covers. Raises ``PeriodUnreadable`` where the calendar has no such days."""
    if period.month is None and period.unit is Unit.DAY:
        raise PeriodUnreadable(text("plan_reading.time_month_unknown", words=period.words))
    if period.year is None:
        raise PeriodUnreadable(text("plan_reading.time_year_unknown", words=period.words))
    try:
        return _SPANS[period.unit](period, period.year)
    except (KeyError, ValueError, IndexError, OverflowError):
        raise PeriodUnreadable(text("plan_reading.time_impossible", words=period.words)) from None


_MONTH_WORDS: Final = {
    "mười hai": 12,
    "mười một": 11,
    "mười": 10,
    "một": 1,
    "hai": 2,
    "ba": 3,
    "tư": 4,
    "bốn": 4,
    "năm": 5,
    "sáu": 6,
    "bảy": 7,
    "bẩy": 7,
    "tám": 8,
    "chín": 9,
}
_ORDINALS: Final = {"đầu": 1, "đầu tiên": 1, "nhất": 1, "một": 1, "hai": 2, "ba": 3, "tư": 4, "bốn": 4, "năm": 5}
_QUARTERS: Final = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "một": 1, "hai": 2, "ba": 3, "tư": 4, "bốn": 4}
_PARTS: Final = {
    "đầu": 1,
    "thượng tuần": 1,
    "giữa": 11,
    "trung tuần": 11,
    "cuối": 21,
    "hạ tuần": 21,
    "nửa đầu": -1,
    "nửa cuối": -16,
}
_PART_ENDS: Final = {1: 10, 11: 20, -1: 15}

# "tháng năm 2025" is not here: it may be May, or a month somebody forgot to fill in.
_M: Final = rf"(?P<month>\d{{1,2}}|{'|'.join(_MONTH_WORDS)})"
_Y: Final = r"(?:(?:[/.-]| năm |, năm | )(?P<year>\d{4}))?"
_THANG: Final = rf"(?!tháng năm(?: |-)\d{{4}}$)tháng {_M}{_Y}"
_PATTERNS: Final = tuple(
    (unit, re.compile(pattern))
    for unit, pattern in (
        (Unit.DAY, r"(?:ngày )?(?P<index>\d{1,2})(?P<sep>[/.-])(?P<month>\d{1,2})(?:(?P=sep)(?P<year>\d{4}))?"),
        (Unit.DAY, r"(?:ngày )?(?P<index>\d{1,2})[/.-](?P<month>\d{1,2}),? năm (?P<year>\d{4})"),
        (Unit.DAY, rf"(?:ngày )?(?:mùng |mồng )?(?P<index>\d{{1,2}}) {_THANG}"),
        (Unit.DAY, r"ngày (?:mùng |mồng )?(?P<index>\d{1,2})"),
        (Unit.MONTH, _THANG),
        (Unit.MONTH, r"(?P<month>\d{1,2})[/.-](?P<year>\d{4})"),
        (Unit.QUARTER, rf"qu[ýí] (?P<quarter>[1-9]|{'|'.join(_QUARTERS)}){_Y}"),
        (Unit.WEEK, rf"tuần (?:thứ )?(?P<week>[1-9]|{'|'.join(_ORDINALS)})(?: của| trong)? {_THANG}"),
        (Unit.WEEK, rf"tuần (?P<week>cuối)(?: cùng)?(?: của| trong)? {_THANG}"),
        (Unit.PART, rf"(?P<part>{'|'.join(_PARTS)})(?: của)? {_THANG}"),
        (Unit.YEAR, r"năm (?P<year>\d{4})"),
        (Unit.NUMBER, r"(?P<index>\d{1,2})"),
        (Unit.NUMBER, r"(?P<quarter>iv|i{1,3})(?:[/.-]| năm )(?P<year>\d{4})"),
        (Unit.NUMBER, r"(?P<quarter>iv|i{1,3})"),
    )
)


def _period(unit: Unit, found: dict[str, str | None], words: str) -> Period:
    month, year = found.get("month"), found.get("year")
    return Period(
        unit=unit,
        index=_index(found),
        month=None if month is None else _MONTH_WORDS.get(month) or int(month),
        year=None if year is None else int(year),
        words=words,
        convention=_convention(unit, found),
    )


def _index(found: dict[str, str | None]) -> int:
    if part := found.get("part"):
        return _PARTS[part]
    if week := found.get("week"):
        return -1 if week == "cuối" else _ORDINALS.get(week) or int(week)
    if quarter := found.get("quarter"):
        return _QUARTERS.get(quarter) or int(quarter)
    return int(found.get("index") or 0)


def _convention(unit: Unit, found: dict[str, str | None]) -> str | None:
    if unit is Unit.PART:
        return "convention_half" if _PARTS[found["part"] or ""] < 0 else "convention_part"
    if unit is Unit.WEEK:
        return "convention_week"
    hyphened = found.get("sep") == "-" and found.get("year") is None
    return "convention_hyphen" if hyphened else None


def _counted_as(period: Period, unit: Unit) -> Period:
    if unit is Unit.MONTH:
        return replace(period, unit=unit, index=0, month=period.index)
    return replace(period, unit=unit)


def _in_school_year(period: Period, school_year: SchoolYear | None) -> Period:
    months = range(period.place, period.place + (3 if period.unit is Unit.QUARTER else 1))
    if school_year is None or 0 in months:
        return period
    years = {school_year.calendar_year(month) for month in months}
    return replace(period, year=years.pop()) if len(years) == 1 else period


def _month_end(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])


def _days_of_month(period: Period, year: int) -> Span:
    month = period.month or 0
    return Span(date(year, month, 1), _month_end(year, month))


def _day(period: Period, year: int) -> Span:
    day = date(year, period.month or 0, period.index)
    return Span(day, day)


def _part(period: Period, year: int) -> Span:
    whole = _days_of_month(period, year)
    end = _PART_ENDS.get(period.index)
    return Span(whole.first.replace(day=abs(period.index)), whole.last if end is None else whole.first.replace(day=end))


def _week(period: Period, year: int) -> Span:
    whole = _days_of_month(period, year)
    first_monday = 1 + -whole.first.weekday() % 7
    mondays = range(first_monday, whole.last.day + 1, 7)
    monday = whole.first.replace(day=mondays[period.index - 1 if period.index > 0 else period.index])
    return Span(monday, monday + timedelta(days=6))


def _quarter(period: Period, year: int) -> Span:
    return Span(date(year, period.place, 1), _month_end(year, period.place + 2))


def _year(_: Period, year: int) -> Span:
    return Span(date(year, 1, 1), date(year, 12, 31))


_SPANS: Final = {
    Unit.DAY: _day,
    Unit.WEEK: _week,
    Unit.PART: _part,
    Unit.MONTH: _days_of_month,
    Unit.QUARTER: _quarter,
    Unit.YEAR: _year,
}
