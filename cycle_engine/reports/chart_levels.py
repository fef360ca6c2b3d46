"""Schools by level this year and the year before: a panel for each kind of level, all to one scale."""

from typing import Final

from cycle_engine.messages import say
from cycle_engine.reports.chart_canvas import INK, WIDTH, Fill, Sheet, width_of, wrap
from cycle_engine.reports.chart_figures import LevelBars, LevelChart, LevelCounts
from cycle_engine.reports.chart_words import counted
from cycle_engine.reports.tables import entered

_NOW: Final = Fill("#24466f")
_BEFORE: Final = Fill("#dde5ee", "////")
_NAMES: Final = ("level_3", "level_2", "level_1", "level_missing")
_BAR: Final = 0.42
_ROW_GAP: Final = 0.32
_PANEL_GAP: Final = 0.7
_HEAD: Final = 1.45


def draw_levels(chart: LevelChart) -> Sheet:
    """Draw the chart."""
    bars = 2 if chart.year_before else 1
    row = bars * _BAR + _ROW_GAP
    sheet = Sheet(_HEAD + len(_NAMES) * row + 0.15)
    _write_years(sheet, chart)
    names = [say(f"charts.{name}") for name in _NAMES]
    left = 0.3 + max(map(width_of, names))
    top = sheet.height - _HEAD
    for at, name in enumerate(names):
        sheet.text(left - 0.2, top - at * row - row / 2, name, ha="right")
    width = (WIDTH - left - _PANEL_GAP * (len(chart.kinds) - 1)) / len(chart.kinds)
    most = max(max(_rows(counts)) for kind in chart.kinds for counts in (kind.now, kind.before) if counts)
    room = width - width_of(counted(most), bold=True) - 0.25
    for at, kind in enumerate(chart.kinds):
        _draw_panel(sheet, kind, left + at * (width + _PANEL_GAP), top, scale=room / max(most, 1), row=row)
    return sheet


def _draw_panel(sheet: Sheet, bars: LevelBars, left: float, top: float, *, scale: float, row: float) -> None:
    sheet.text(left, top + 0.3, say(f"reports.level_{bars.kind.value}"), bold=True)
    years = [(bars.now, _NOW), *([(bars.before, _BEFORE)] if bars.before else [])]
    for year, (counts, fill) in enumerate(years):
        for at, count in enumerate(_rows(counts)):
            y = top - at * row - _ROW_GAP / 2 - (year + 1) * _BAR
            if count:
                sheet.box(left, y + 0.03, count * scale, _BAR - 0.06, fill)
            sheet.text(left + count * scale + 0.12, y + _BAR / 2, counted(count), bold=not year, quiet=not count)
    sheet.line((left, top), (left, top - len(_NAMES) * row), color=INK, linewidth=0.8)


def _rows(counts: LevelCounts) -> tuple[int, ...]:
    return (*reversed(counts.levels), counts.missing)


def _write_years(sheet: Sheet, chart: LevelChart) -> None:
    """Say which bar is which year."""
    y, x = sheet.height - 0.35, 0.15
    name = "year" if chart.year_before else "year_alone"
    said = [(say(f"charts.{name}", year=entered(chart.year)), _NOW)]
    if chart.year_before:
        said.append((say("charts.year", year=entered(chart.year_before)), _BEFORE))
    for words, fill in said:
        sheet.box(x, y - 0.13, 0.5, 0.26, fill)
        line = wrap(words, WIDTH / len(said) - 1.4, bold=fill is _NOW, most=1)
        sheet.text(x + 0.65, y, line, bold=fill is _NOW)
        x += 0.65 + width_of(line, bold=fill is _NOW) + 0.8
