"""The workbook's charts: Excel's own, drawn from the cells beside them, so that whoever has the file can change them.

They show what the report's pictures show, in the same order, greys and hatches, each with its words for whoever does
not see it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from cycle_engine.messages import say
from cycle_engine.reports.chart_figures import Chart, HolderChart, LevelChart, ProgressChart, is_empty
from cycle_engine.reports.chart_words import chart_alternative, chart_table, chart_title
from cycle_engine.reports.tables import Table

CHART_ROWS: Final = 22
"""How many rows a chart takes, a blank one included."""

_WIDTH: Final = 900
_HEIGHT: Final = 400
_FONT: Final = {"name": "Times New Roman", "size": 11}
_HATCHES: Final = (
    "",
    "wide_upward_diagonal",
    "",
    "dotted_grid",
    "",
    "wide_downward_diagonal",
    "",
    "percent_10",
)
_GREYS: Final = ("#b4c4d6", "#f1f4f8", "#8ea9c6", "#dde5ee", "#5d7fa6", "#b9c7d8", "#24466f", "#e6eaef")
_LABELLED: Final = {"value": True, "font": _FONT, "num_format": "0.0;;", "fill": {"color": "#ffffff"}}
"""The days of each part on white, so that they can be read over any filling; none where there are none."""

_FEW_DAYS: Final = 62
_DARK: Final = 6
_LIGHT: Final = 5
_INK: Final = "#1c2430"
_LONGEST_ALTERNATIVE: Final = 1000
"""Some programs read out no more."""


@dataclass(frozen=True, slots=True)
class Cells:
    """Where a chart's table stands: its sheet, the row of its heading and its last row, counted from 0."""

    sheet: str
    top: int
    last: int

    def column(self, number: int, *, first: int | None = None, last: int | None = None) -> list[object]:
        """The cells of a column below the heading, or of some of its rows, as xlsxwriter names them."""
        return [self.sheet, first or self.top + 1, number, self.last if last is None else last, number]

    def heading(self, number: int) -> list[object]:
        """The heading of a column."""
        return [self.sheet, self.top, number]


def tables_of_charts(charts: Sequence[Chart]) -> list[tuple[Chart, Table]]:
    """The charts that have anything to draw, with their data."""
    return [(chart, chart_table(chart)) for chart in charts if not is_empty(chart)]


def insert_chart(book: Any, sheet: Any, chart: Chart, cells: Cells, *, at: tuple[int, int]) -> None:
    """Draw a chart from its cells, its upper left corner at the row and column ``at``."""
    match chart:
        case ProgressChart():
            drawn = _progress(book, chart, cells)
        case LevelChart():
            drawn = _levels(book, chart, cells)
        case HolderChart():
            drawn = _holders(book, cells)
    title = say("charts.progress_cells_title") if isinstance(chart, ProgressChart) else chart_title(chart)
    drawn.set_title({"name": title, "name_font": {**_FONT, "size": 13, "bold": True}, "overlay": False})
    drawn.set_legend({"position": "bottom", "font": _FONT})
    drawn.set_size({"width": _WIDTH, "height": _HEIGHT})
    words = chart_alternative(chart)[:_LONGEST_ALTERNATIVE]
    sheet.insert_chart(*at, drawn, {"description": words, "object_position": 1, "x_offset": 8})


def _progress(book: Any, chart: ProgressChart, cells: Cells) -> Any:
    """Stacked areas, the stages farthest on at the bottom, as in the picture."""
    drawn = book.add_chart({"type": "area", "subtype": "stacked"})
    for number in reversed(range(len(chart.bands))):
        drawn.add_series(
            {
                "name": cells.heading(number + 1),
                "categories": cells.column(0),
                "values": cells.column(number + 1),
                **_filled(number % len(_GREYS)),
            }
        )
    drawn.set_x_axis({"date_axis": True, "num_format": "dd/mm", "num_font": _FONT, **_steps(chart)})
    drawn.set_y_axis(_counting(say("charts.axis_schools")))
    return drawn


def _levels(book: Any, chart: LevelChart, cells: Cells) -> Any:
    """Grouped columns: kinds of level and levels along the axis, the years beside each other."""
    drawn = book.add_chart({"type": "column"})
    for year in range(1 + bool(chart.year_before)):
        drawn.add_series(
            {
                "name": cells.heading(2 + year),
                "categories": [cells.sheet, cells.top + 1, 0, cells.last, 1],
                "values": cells.column(2 + year),
                "data_labels": {"value": True, "font": _FONT},
                "gap": 60,
                **_filled(_LIGHT if year else _DARK),
            }
        )
    drawn.set_x_axis({"num_font": _FONT})
    drawn.set_y_axis(_counting(say("charts.axis_schools")))
    return drawn


def _holders(book: Any, cells: Cells) -> Any:
    """Stacked bars: milestones downwards, the school's days and then the office's."""
    drawn = book.add_chart({"type": "bar", "subtype": "stacked"})
    for column, fill in ((2, _DARK), (3, _LIGHT)):
        drawn.add_series(
            {
                "name": cells.heading(column),
                "categories": cells.column(0),
                "values": cells.column(column),
                "data_labels": _LABELLED,
                "gap": 60,
                **_filled(fill),
            }
        )
    drawn.set_x_axis(
        {"name": say("charts.axis_working_days"), "name_font": {**_FONT, "bold": False}, "num_font": _FONT}
    )
    drawn.set_y_axis({"reverse": True, "crossing": "max", "num_font": _FONT})
    return drawn


def _steps(chart: ProgressChart) -> dict[str, object]:
    """How far apart the days along the axis are written."""
    if (chart.days[-1] - chart.days[0]).days <= _FEW_DAYS:
        return {"major_unit": 7, "major_unit_type": "days"}
    return {"major_unit": 1, "major_unit_type": "months"}


def _filled(number: int) -> dict[str, object]:
    border = {"border": {"color": _INK, "width": 0.75}}
    if not _HATCHES[number]:
        return {"fill": {"color": _GREYS[number]}, **border}
    return {"pattern": {"pattern": _HATCHES[number], "fg_color": _INK, "bg_color": _GREYS[number]}, **border}


def _counting(name: str) -> dict[str, object]:
    lines = {"visible": True, "line": {"color": "#c3cad3", "width": 0.5}}
    name_font = {**_FONT, "bold": False}
    return {
        "name": name,
        "name_font": name_font,
        "num_font": _FONT,
        "num_format": "0",
        "min": 0,
        "major_gridlines": lines,
    }
