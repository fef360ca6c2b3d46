"""Vietnamese time phrases of official plans, read as windows: the first and the last day that count.

| written | read as |
|---|---|
| chậm nhất / muộn nhất / đến hết / đến / hạn / xong / hoàn thành (trong) X | no first day; last day: X's last |
| trước / xong trước / chậm nhất trước X | no first day; last day: the day before X's first ("trước" excludes) |
| trước 17h ngày X | no first day; last day: X itself, of which the hours before 17 still count |
| X, trong X, từ X đến (hết) Y, X - Y; X, Y and Z that follow each other | both days |
| từ X / kể từ X / sau X alone | a first day and no last one: listed |
| thường xuyên, hằng tháng, định kỳ … | recurring: no window, said so |
| several readable parts, joined by , ; ( ) | the first gives the window, the later ones may only narrow its end |

What the words for parts of months and for weeks cover, and how a missing year is found, is stated in
``time_periods``. What is not in these tables is not read: the phrase comes back as a problem, never as a guess.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from itertools import pairwise
from typing import Final

from cycle_engine.definitions.time_periods import (
    Period,
    PeriodUnreadable,
    SchoolYear,
    Span,
    Unit,
    complete,
    parse_period,
    span_of,
)
from cycle_engine.definitions.time_words import (
    APPROXIMATE,
    HOUR,
    LEADING,
    LIST,
    PARTS,
    RANGE,
    RECURRING,
    SUNDAY,
    WEEKDAY,
    WEEKDAYS,
    Mode,
)
from cycle_engine.formatting import normalised
from cycle_engine.messages import Text, text

_ONE_DAY: Final = timedelta(days=1)
_LONGEST: Final = 200
"""What is longer is prose, not a time phrase."""


@dataclass(frozen=True, slots=True)
class TimeReading:
    """What a phrase says: ``problem`` is None exactly when ``due`` is known; ``conventions`` were applied."""

    opens: date | None = None
    due: date | None = None
    problem: Text | None = None
    conventions: tuple[Text, ...] = ()


def read_time_phrase(words: str, school_year: SchoolYear | None, *, deadline: bool = False) -> TimeReading:
    """The window these words name. ``deadline`` says that they stand under a heading such as "Hạn hoàn thành"."""
    plain = _plain(words[:_LONGEST])
    if not plain:
        return TimeReading(problem=text("plan_reading.time_missing"))
    if RECURRING.search(plain):
        return TimeReading(problem=text("plan_reading.time_recurring", words=normalised(words)))
    if len(words) > _LONGEST:
        return TimeReading(problem=text("plan_reading.time_unreadable", words=f"{plain}…"))
    try:
        return _read(plain, words, school_year, deadline=deadline)
    except PeriodUnreadable as unreadable:
        return TimeReading(problem=unreadable.problem)


@dataclass(slots=True)
class _Parsing:
    """One part of a phrase while it is read."""

    words: str
    school_year: SchoolYear | None
    mode: Mode = Mode.WITHIN
    weekday: int | None = None
    conventions: list[Text] = field(default_factory=list)


def _read(plain: str, words: str, school_year: SchoolYear | None, *, deadline: bool) -> TimeReading:
    unread = PeriodUnreadable(text("plan_reading.time_unreadable", words=normalised(words)))
    if whole := _read_part(plain, school_year, deadline=deadline):
        return _checked(whole, words)
    parts = [part for part in (_plain(piece) for piece in PARTS.split(_unfolded(words))) if part]
    readings = [_read_part(part, school_year, deadline=deadline) for part in parts]
    known = [reading for reading in readings if reading is not None]
    if len(known) < len(parts) or len(parts) <= 1:
        raise unread
    return _checked(_narrowed(known, words), words)


def _plain(words: str) -> str:
    """Lower case, one kind of dash, none around digits, nothing at the ends that only decorates."""
    plain = re.sub(r"[‐‑‒–—―−]", "-", normalised(words).casefold())
    plain = re.sub(r"(?<=\d) ?([/.-]) ?(?=\d)", r"\1", plain)
    plain = re.sub(r" ?/ ?(?=\d)", "/", plain)
    plain = re.sub(r"(?<!\d) ?: ?", " ", plain)
    return plain.strip(" .,;:-*+…/")


def _unfolded(words: str) -> str:
    return "\n".join(normalised(line) for line in words.splitlines())


def _read_part(part: str, school_year: SchoolYear | None, *, deadline: bool) -> TimeReading | None:
    parsing = _Parsing(part, school_year)
    if not _strip_leading(parsing):
        return None
    if found := WEEKDAY.match(parsing.words):
        parsing.weekday = WEEKDAYS.get(found.group(1), SUNDAY)
        parsing.words = parsing.words[found.end() :]
    if period := parse_period(parsing.words):
        return _bounded(parsing, period, deadline=deadline)
    return _ranged(parsing) or _listed(parsing)


def _strip_leading(parsing: _Parsing) -> bool:
    """Take the words that bound off the front; False where they contradict each other."""
    while True:
        if found := APPROXIMATE.match(parsing.words):
            parsing.conventions.append(text("plan_reading.convention_approximate", words=parsing.words))
            parsing.words = parsing.words[found.end() :]
        leading = next((entry for entry in LEADING if parsing.words.startswith(f"{entry[0]} ")), None)
        if leading is None:
            return _strip_hour(parsing)
        mode = leading[1]
        if parsing.mode is Mode.BEFORE and mode is not None:
            return False
        parsing.mode = mode or parsing.mode
        parsing.words = parsing.words[len(leading[0]) + 1 :]


def _strip_hour(parsing: _Parsing) -> bool:
    found = HOUR.match(parsing.words)
    if found is None:
        return True
    parsing.words = parsing.words[found.end() :]
    if parsing.mode is Mode.BEFORE:
        parsing.mode = Mode.LATEST
        parsing.conventions.append(text("plan_reading.convention_hour", words=found.group().strip(" ,")))
    return True


def _bounded(parsing: _Parsing, period: Period, *, deadline: bool) -> TimeReading | None:
    if period.unit is Unit.NUMBER:
        return None
    span = _span(parsing, period, period)
    if parsing.weekday not in (None, span.first.weekday()):
        raise PeriodUnreadable(text("plan_reading.time_weekday", words=period.words))
    conventions = tuple(parsing.conventions)
    match parsing.mode:
        case Mode.BEFORE:
            return TimeReading(due=span.first - _ONE_DAY, conventions=conventions)
        case Mode.FROM:
            return TimeReading(opens=span.first, conventions=conventions)
        case Mode.AFTER:
            return TimeReading(opens=span.last + _ONE_DAY, conventions=conventions)
        case Mode.LATEST:
            return TimeReading(due=span.last, conventions=conventions)
        case Mode.WITHIN:
            return TimeReading(None if deadline else span.first, span.last, conventions=conventions)


def _span(parsing: _Parsing, period: Period, other: Period) -> Span:
    completed = complete(period, other, parsing.school_year)
    span = span_of(completed)
    if period.convention:
        parsing.conventions.append(
            text(f"plan_reading.{period.convention}", words=period.words, first=span.first, last=span.last)
        )
    return span


def _ranged(parsing: _Parsing) -> TimeReading | None:
    """``X đến Y``, ``X - Y``; "đến trước Y" leaves Y out; "hoàn thành trong X - Y" has no first day."""
    if parsing.mode in (Mode.BEFORE, Mode.AFTER):
        return None
    for left, right, excluded in _ends(parsing.words):
        first, last = _with_years(left, right)
        start = _span(parsing, first, last)
        end = _span(parsing, last, first)
        opens = None if parsing.mode is Mode.LATEST else start.first
        due = end.first - _ONE_DAY if excluded else end.last
        return TimeReading(opens, due, conventions=tuple(parsing.conventions))
    return None


def _ends(words: str) -> Iterator[tuple[Period, Period, bool]]:
    for gap in RANGE.finditer(words):
        right_words = words[gap.end() :]
        excluded = right_words.startswith("trước ")
        left = parse_period(words[: gap.start()].strip())
        right = parse_period(re.sub(r"^(?:trước|hết) ", "", right_words))
        if left and right and not left.unit is right.unit is Unit.NUMBER:
            yield left, right, excluded


def _with_years(left: Period, right: Period) -> tuple[Period, Period]:
    """A year written at one end holds for the other, unless the months say that New Year lies between them."""
    start = left.index if left.unit is Unit.NUMBER and right.unit is Unit.MONTH else left.place
    end = right.index if right.unit is Unit.NUMBER and left.unit is Unit.MONTH else right.place
    turns = bool(start and end and start > end)
    if turns and right.year is not None and left.year is None:
        return replace(left, year=right.year - 1), right
    if turns and left.year is not None and right.year is None:
        return left, replace(right, year=left.year + 1)
    return left, right


def _listed(parsing: _Parsing) -> TimeReading | None:
    """``tháng 2, 3 và tháng 4/2025``: one window where each follows the one before."""
    periods = [parse_period(piece) for piece in LIST.split(parsing.words)]
    known = [period for period in periods if period is not None]
    if len(known) < len(periods) or all(period.unit is Unit.NUMBER for period in known):
        return None
    anchor = next(period for period in reversed(known) if period.unit is not Unit.NUMBER)
    spans = [_span(parsing, *_with_years(period, anchor)) for period in known]
    if any(later.first - earlier.last != _ONE_DAY for earlier, later in pairwise(spans)):
        raise PeriodUnreadable(text("plan_reading.time_several", words=parsing.words))
    opens = spans[0].first if parsing.mode in (Mode.WITHIN, Mode.FROM) else None
    due = spans[0].first - _ONE_DAY if parsing.mode is Mode.BEFORE else spans[-1].last
    return TimeReading(opens, due, conventions=tuple(parsing.conventions))


def _narrowed(readings: list[TimeReading], words: str) -> TimeReading:
    """The first part's window, its end brought forward by later parts that only name a last day."""
    first, *later = readings
    widens = (reading.opens or (first.due and reading.due and reading.due > first.due) for reading in later)
    if any(widens):
        raise PeriodUnreadable(text("plan_reading.time_several", words=normalised(words)))
    ends = [reading.due for reading in readings if reading.due is not None]
    if not ends:
        return first
    conventions = tuple(note for reading in readings for note in reading.conventions)
    return TimeReading(first.opens, min(ends), conventions=conventions)


def _checked(reading: TimeReading, words: str) -> TimeReading:
    if reading.due is None:
        return replace(reading, problem=text("plan_reading.time_without_end", words=normalised(words)))
    if reading.opens is not None and reading.opens > reading.due:
        raise PeriodUnreadable(text("plan_reading.time_reversed", words=normalised(words)))
    return reading
