"""Schools by stage over time: stacked areas, the finished ones at the bottom, with the plan's deadlines as lines."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate
from typing import TYPE_CHECKING, Final

from cycle_engine.messages import say
from cycle_engine.reports.chart_canvas import (
    INK,
    PAPER,
    RULE,
    WIDTH,
    Fill,
    Sheet,
    height_of,
    spread,
    width_of,
    wrap,
)
from cycle_engine.reports.chart_figures import DeadlineMark, ProgressChart
from cycle_engine.reports.chart_words import counted

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_FILLS: Final = (
    Fill("#b4c4d6"),
    Fill("#f1f4f8", "\\\\\\\\"),
    Fill("#8ea9c6"),
    Fill("#dde5ee", "----"),
    Fill("#5d7fa6"),
    Fill("#b9c7d8", "////"),
    Fill("#24466f"),
    Fill("#e6eaef", "||||"),
)
"""In the workflow's order, and over again: plain ones that grow darker, and light ones that are hatched, in turn."""

_LABELS: Final = 4.6
_BOTTOM: Final = 1.25
_TOP: Final = 1.0
_LOW_TOP: Final = 0.6
_FIELD: Final = 5.8
_SWATCH: Final = 1.15
_GAP: Final = 0.2
_ROW: Final = 0.42
_TICK_ROOM: Final = 1.3
_FEW_DAYS: Final = 62


def draw_progress(chart: ProgressChart) -> Sheet:
    """Draw the chart."""
    bands = chart.bands[::-1]
    tallest = max(map(sum, zip(*(band.counts for band in bands), strict=True)))
    number = width_of(counted(tallest), bold=True)
    labels = [wrap(str(band.label), _LABELS - _SWATCH - number) for band in bands]
    heights = [height_of(label.count("\n") + 1) + 0.12 for label in labels]
    field = max(_FIELD, sum(heights))
    across = _Across(chart, 0.35 + number, WIDTH - _LABELS)
    marks = _place_marks(across, chart.marks)
    rows = max((mark.row for mark in marks), default=0)
    sheet = Sheet(_BOTTOM + field + (_TOP if marks else _LOW_TOP) + rows * _ROW)
    frame = _Frame(sheet, chart.days, across, field=field, tallest=tallest)
    tops = list(accumulate((band.counts for band in bands), _added))
    fills = [_FILLS[at % len(_FILLS)] for at in reversed(range(len(bands)))]
    _fill_bands(frame, tops, fills)
    _write_counts(frame)
    _write_days(frame)
    _draw_marks(frame, marks)
    ends = [band.counts[-1] for band in bands]
    wanted = [frame.y(top[-1] - end / 2) for top, end in zip(tops, ends, strict=True)]
    for at, place in enumerate(spread(wanted, heights, _BOTTOM, _BOTTOM + field)):
        _label(frame, _Label(labels[at], ends[at], fills[at]), wanted[at], place, number=number)
    return sheet


@dataclass(frozen=True, slots=True)
class _Label:
    """What is written at a band's end."""

    words: str
    count: int
    fill: Fill


class _Across:
    """Where days lie across the sheet, from the first one to the last that anything is drawn at."""

    def __init__(self, chart: ProgressChart, left: float, right: float) -> None:
        self.left, self.right, self.first = left, right, chart.days[0]
        latest = (chart.days[-1], *(mark.due for mark in chart.marks))
        self.last = max(*latest, self.first + timedelta(days=1))

    def x(self, day: date) -> float:
        """Where a day lies, in cm."""
        share = (day - self.first).days / (self.last - self.first).days
        return self.left + share * (self.right - self.left)


class _Frame:
    """The field of the chart: where days and counts lie on the sheet."""

    def __init__(self, sheet: Sheet, days: Sequence[date], across: _Across, *, field: float, tallest: int) -> None:
        self.sheet, self.days, self.across, self.field = sheet, days, across, field
        self.step = _step(tallest)
        self.ceiling = max(tallest, 1) * 1.04
        self.axes: Axes = sheet.axes(across.left, _BOTTOM, across.right - across.left, field)
        self.axes.set_xlim(0, (across.last - across.first).days)
        self.axes.set_ylim(0, self.ceiling)

    def y(self, count: float) -> float:
        """Where a count lies, in cm."""
        return _BOTTOM + self.field * count / self.ceiling


def _added(below: tuple[int, ...], counts: tuple[int, ...]) -> tuple[int, ...]:
    return tuple(one + other for one, other in zip(below, counts, strict=True))


def _step(tallest: int) -> int:
    """The round step, 1, 2 or 5 of some size, that makes at most five of them."""
    size = 1
    while True:
        for step in (size, 2 * size, 5 * size):
            if step * 5 >= tallest:
                return step
        size *= 10


def _fill_bands(frame: _Frame, tops: Sequence[tuple[int, ...]], fills: Sequence[Fill]) -> None:
    days = [(day - frame.across.first).days for day in frame.days]
    # A chart of a single day is as wide as a day.
    days = days if len(days) > 1 else [0, 1]
    bottom: Sequence[int] = (0,) * len(days)
    for top, fill in zip(tops, fills, strict=True):
        upper = top if len(top) == len(days) else top * 2
        frame.axes.fill_between(
            days,
            bottom,
            upper,
            facecolor=fill.colour,
            edgecolor=fill.edge,
            hatch=fill.hatch or None,
            linewidth=0.5,
        )
        bottom = upper


def _write_counts(frame: _Frame) -> None:
    sheet = frame.sheet
    for count in range(0, int(frame.ceiling) + 1, frame.step):
        y = frame.y(count)
        sheet.text(frame.across.left - 0.15, y, counted(count), ha="right", quiet=True)
        sheet.line(
            (frame.across.left, y), (frame.across.right, y), color=INK if not count else RULE, linewidth=0.5, zorder=-1
        )
    sheet.text(0.1, sheet.height - 0.2, say("charts.axis_schools"), quiet=True)


def _write_days(frame: _Frame) -> None:
    """Write the first of each month, and the last day of the data, which no other may come close to."""
    sheet, y, last = frame.sheet, _BOTTOM - 0.25, frame.days[-1]
    taken = [frame.across.x(last)]
    written = [(last, True)]
    for day in _ticks(frame):
        if all(abs(frame.across.x(day) - place) >= _TICK_ROOM for place in taken):
            taken.append(frame.across.x(day))
            written.append((day, False))
    shown_years = {min(day for day, _ in written if day.year == year) for year in {day.year for day, _ in written}}
    for day, is_last in written:
        year = f"\n{day.year:04}" if day in shown_years else ""
        sheet.line((frame.across.x(day), _BOTTOM), (frame.across.x(day), _BOTTOM - 0.1), color=INK)
        sheet.text(
            frame.across.x(day), y, f"{_short(day)}{year}", ha="center", va="top", bold=is_last, quiet=not is_last
        )


def _ticks(frame: _Frame) -> list[date]:
    span = (frame.across.last - frame.across.first).days
    every = [frame.across.first + timedelta(days=far) for far in range(span + 1)]
    if span <= _FEW_DAYS:
        return every[::7]
    return [day for day in every if day.day == 1]


@dataclass(frozen=True, slots=True)
class _Mark:
    """A deadline's line at ``x``, and its words with their middle at ``at`` in a row counted from below."""

    words: str
    x: float
    at: float
    row: int


def _place_marks(across: _Across, marks: Sequence[DeadlineMark]) -> list[_Mark]:
    """Give each deadline's day one line, and its words the lowest row in which they touch no others."""
    placed: list[_Mark] = []
    ends: list[float] = []
    for due in dict.fromkeys(mark.due for mark in marks):
        words = wrap(f"{', '.join(m.id for m in marks if m.due == due)}: {_short(due)}", WIDTH / 3, bold=True, most=1)
        x, half = across.x(due), width_of(words, bold=True) / 2
        at = min(max(x, half + 0.05), WIDTH - half - 0.05)
        row = next((row for row, end in enumerate(ends) if at - half > end + _GAP), len(ends))
        ends[row:] = [at + half, *ends[row + 1 :]]
        placed.append(_Mark(words, x, at, row))
    return placed


def _draw_marks(frame: _Frame, marks: Sequence[_Mark]) -> None:
    sheet, top = frame.sheet, _BOTTOM + frame.field
    for mark in marks:
        y = top + 0.25 + mark.row * _ROW
        sheet.line((mark.x, _BOTTOM), (mark.x, y - 0.15), color=PAPER, linewidth=2.2)
        sheet.line((mark.x, _BOTTOM), (mark.x, y - 0.15), color=INK, linewidth=1.1, dashes=(3, 1.5))
        under = {"facecolor": PAPER, "edgecolor": "none", "pad": 0.5}
        sheet.text(mark.at, y, mark.words, ha="center", bold=True, bbox=under)


def _label(frame: _Frame, label: _Label, wanted: float, place: float, *, number: float) -> None:
    """Write a band's count and name beside its right end, with a line to it and a piece of its filling."""
    sheet, x = frame.sheet, frame.across.right + 0.4
    if label.count:
        sheet.line((frame.across.x(frame.days[-1]), wanted), (frame.across.right + 0.12, wanted), linewidth=0.4)
        sheet.line((frame.across.right + 0.12, wanted), (x, place), linewidth=0.4)
    sheet.box(x, place - 0.12, 0.36, 0.24, label.fill)
    is_gone = not label.count
    sheet.text(x + 0.5 + number, place, counted(label.count), bold=not is_gone, quiet=is_gone, ha="right")
    sheet.text(x + 0.65 + number, place, label.words, quiet=is_gone)


def _short(day: date) -> str:
    return f"{day.day:02}/{day.month:02}"
