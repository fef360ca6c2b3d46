"""Days held by whom: a bar for each milestone, the school's working days and then the office's, on the average."""

from decimal import Decimal
from typing import Final

from cycle_engine.messages import say, spoken_number
from cycle_engine.reports.chart_canvas import INK, PAPER, SIZE, WIDTH, Fill, Sheet, height_of, width_of, wrap
from cycle_engine.reports.chart_figures import HolderBar, HolderChart
from cycle_engine.reports.chart_words import holder_label

_SCHOOL: Final = Fill("#24466f")
_DEPARTMENT: Final = Fill("#dde5ee", "////")
_NAMES: Final = 6.2
_BAR: Final = 0.62
_GAP: Final = 0.28
_HEAD: Final = 1.0


def draw_holders(chart: HolderChart) -> Sheet:
    """Draw the chart."""
    labels = [wrap(holder_label(bar), _NAMES - 0.35) for bar in chart.bars]
    rows = [max(_BAR, height_of(label.count("\n") + 1)) + _GAP for label in labels]
    sheet = Sheet(_HEAD + sum(rows) + 0.1)
    _write_parties(sheet)
    longest = max(bar.school + bar.department for bar in chart.bars)
    behind = max(
        width_of(f"{spoken_number(bar.school + bar.department)} {_sum_of(bar)}", bold=True) for bar in chart.bars
    )
    room = WIDTH - _NAMES - 0.4 - behind
    scale, top = room / float(max(longest, Decimal(1))), sheet.height - _HEAD
    sheet.line((_NAMES, top), (_NAMES, top - sum(rows)), color=INK, linewidth=0.8)
    for bar, label, row in zip(chart.bars, labels, rows, strict=True):
        top -= row
        sheet.text(_NAMES - 0.2, top + row / 2, label, ha="right")
        _draw_bar(sheet, bar, top + row / 2, scale)
    return sheet


def _draw_bar(sheet: Sheet, bar: HolderBar, middle: float, scale: float) -> None:
    """Draw a bar with its parts' numbers in them and the sum behind it; where one has no room, all stand behind it."""
    x = _NAMES
    parts = [(days, fill) for days, fill in ((bar.school, _SCHOOL), (bar.department, _DEPARTMENT)) if days]
    has_room = len(parts) > 1 and all(float(days) * scale > _room_for(days) + 0.1 for days, _ in parts)
    for days, fill in parts:
        width = float(days) * scale
        sheet.box(x, middle - _BAR / 2, width, _BAR, fill)
        if has_room:
            room = _room_for(days)
            sheet.box(x + (width - room) / 2, middle - 0.17, room, 0.34, Fill(PAPER, edge=PAPER))
            sheet.text(x + width / 2, middle, spoken_number(days), ha="center")
        x += width
    whole = spoken_number(bar.school + bar.department)
    sheet.text(x + 0.15, middle, whole, bold=True)
    if len(parts) > 1 and not has_room:
        sheet.text(x + 0.25 + width_of(whole, bold=True), middle, _sum_of(bar), quiet=True)


def _room_for(days: Decimal) -> float:
    return width_of(spoken_number(days)) + 0.2


def _sum_of(bar: HolderBar) -> str:
    return f"= {spoken_number(bar.school)} + {spoken_number(bar.department)}"


def _write_parties(sheet: Sheet) -> None:
    y, x = sheet.height - 0.35, 0.15
    for name, fill in (("school_holds", _SCHOOL), ("department_holds", _DEPARTMENT)):
        sheet.box(x, y - 0.13, 0.5, 0.26, fill)
        sheet.text(x + 0.65, y, say(f"charts.{name}"))
        x += 0.65 + width_of(say(f"charts.{name}")) + 0.8
    sheet.text(WIDTH - 0.1, y, say("charts.axis_working_days"), ha="right", quiet=True, size=SIZE)
