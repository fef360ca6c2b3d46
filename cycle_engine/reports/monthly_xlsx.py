"""The monthly report as a workbook: the figures on one sheet, each list on its own with filters and a fixed heading.

Counts are numbers, days are dates, shares are numbers shown in per cent. Every text is written as a string and never
as a formula or a link, whatever it begins with. The same report gives the same bytes.
"""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from io import BytesIO
from textwrap import wrap
from typing import Any, Final

import xlsxwriter

from cycle_engine.domain.periods import moment_of_cut_off
from cycle_engine.messages import say
from cycle_engine.reports.monthly import MonthlyReport
from cycle_engine.reports.monthly_holder_tables import causes_table, delays_table, stage_days_table
from cycle_engine.reports.monthly_paper import lay_out_monthly_report
from cycle_engine.reports.monthly_school_tables import (
    best_met_table,
    changes_table,
    exemplary_table,
    most_missed_table,
)
from cycle_engine.reports.monthly_tables import (
    late_table,
    levels_table,
    milestones_table,
    schools_table,
    stages_table,
    totals_table,
    transitions_table,
    waiting_table,
)
from cycle_engine.reports.monthly_xlsx_charts import CHART_ROWS, Cells, insert_chart, tables_of_charts
from cycle_engine.reports.tables import Cell, Change, ColumnKind, Share, Table, cell_text
from cycle_engine.reports.vietnamese import in_vietnamese

_FIGURES: Final = (
    totals_table,
    milestones_table,
    stages_table,
    transitions_table,
    levels_table,
)
_HOLDERS: Final = (causes_table, stage_days_table, delays_table)
_A4: Final = 9
_FONT: Final = {"font_name": "Times New Roman", "font_size": 12, "valign": "top"}
_BOXED: Final = {**_FONT, "border": 1}
_STYLES: Final[dict[str, dict[str, object]]] = {
    "title": {**_FONT, "bold": True, "font_size": 14},
    "plain": _FONT,
    "caption": {**_FONT, "bold": True},
    "heading": {
        **_BOXED,
        "bold": True,
        "text_wrap": True,
        "align": "center",
        "valign": "vcenter",
        "bg_color": "#E7E6E6",
    },
    "text": {**_BOXED, "text_wrap": True},
    "number": {**_BOXED, "align": "center"},
    "date": {**_BOXED, "align": "center", "num_format": "dd/mm/yyyy"},
    "share": {**_BOXED, "align": "center", "num_format": "0.0%"},
    "change": {**_BOXED, "align": "center", "num_format": "+0;-0;0"},
}
_NARROWEST: Final = 7
_WIDEST_IN_FIGURES: Final = 40
"""The first column of the sheet of figures says what the others count."""
_WIDEST_FIGURE: Final = 16
_WIDEST_IN_LISTS: Final = 24
_LETTERS_PER_WIDTH: Final = 1.2
"""A column's width counts digits of the default font; Times New Roman sets a few more letters into it."""
_LINE_HEIGHT: Final = 16.5
"""Points that a line of 12-point letters takes."""


@in_vietnamese
def render_monthly_xlsx(report: MonthlyReport) -> bytes:
    """Write the whole report as a workbook."""
    file = BytesIO()
    # Even behind write_string, no text of an outsider may become a formula, a number or a link by the library's guess.
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(file, options) as book:
        paper = lay_out_monthly_report(report)
        title = f"{paper.type_name}: {paper.subject}"
        # xlsxwriter writes a naive time as UTC.
        created = moment_of_cut_off(report.period).replace(tzinfo=None)
        book.set_properties({"title": title, "company": cell_text(report.office.name), "created": created})
        footing = paper.appendix.footing if paper.appendix else ""
        writer = _Writer(book)
        writer.figures(
            _say("figures"),
            report,
            preface=[line for line in (title, paper.governing_body, paper.agency, footing) if line],
        )
        writer.charts(say("charts.sheet"), report)
        writer.sheet_of(_say("schools"), schools_table(report))
        writer.sheet_of(_say("changes"), changes_table(report))
        writer.sheet_of(_say("exemplary"), exemplary_table(report))
        writer.sheet_of(_say("late"), late_table(report))
        writer.sheet_of(_say("waiting"), waiting_table(report))
    return file.getvalue()


class _Writer:
    """Holds the workbook and its styles while the sheets are written."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self._styles = {name: book.add_format(style) for name, style in _STYLES.items()}

    def figures(self, name: str, report: MonthlyReport, *, preface: Sequence[str]) -> None:
        """Write the tables of figures, one under the other, below a few lines that say whose they are."""
        sheet = self._sheet(name)
        for row, line in enumerate(preface):
            sheet.write_string(row, 0, line, self._styles["plain" if row else "title"])
        criteria = (best_met_table, most_missed_table) if report.criteria else ()
        builders = (*_FIGURES, *criteria, *_HOLDERS)
        tables = [build(report) for build in builders]
        widths = _set_widths(sheet, tables, _WIDEST_FIGURE, first=_WIDEST_IN_FIGURES)
        row = len(preface) + 1
        for table in tables:
            sheet.write_string(row, 0, table.title, self._styles["caption"])
            row = self._write(sheet, table, row + 1, widths) + 2

    def charts(self, name: str, report: MonthlyReport) -> None:
        """Write each chart's data with the chart beside it, one under the other."""
        charts = report.charts
        found = tables_of_charts((charts.progress, charts.levels, charts.holders))
        if not found:
            return
        sheet = self._sheet(name)
        widths = _set_widths(sheet, [table for _, table in found], _WIDEST_IN_LISTS)
        row, beside = 0, len(widths)
        for chart, table in found:
            sheet.write_string(row, 0, table.title, self._styles["caption"])
            last = self._write(sheet, table, row + 1, widths)
            insert_chart(self._book, sheet, chart, Cells(name, row + 1, last), at=(row, beside))
            row = max(last + 2, row + CHART_ROWS)

    def sheet_of(self, name: str, table: Table) -> None:
        """Write one list on its own sheet, its heading in the first row, fixed and with filters."""
        sheet = self._sheet(name)
        last = self._write(sheet, table, 0, _set_widths(sheet, [table], _WIDEST_IN_LISTS))
        sheet.freeze_panes(1, 2)
        sheet.autofilter(0, 0, last, len(table.columns) - 1)
        sheet.repeat_rows(0)

    def _sheet(self, name: str) -> Any:
        sheet = self._book.add_worksheet(name)
        sheet.set_paper(_A4)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(left=0.6, right=0.6, top=0.8, bottom=0.8)
        sheet.set_header("&C&A")
        sheet.set_footer("&C&P/&N")
        return sheet

    def _write(self, sheet: Any, table: Table, top: int, widths: Sequence[int]) -> int:
        """Write heading and rows from row ``top``; say which row was the last."""
        for column, heading in enumerate(table.columns):
            sheet.write_string(top, column, heading.heading, self._styles["heading"])
        sheet.set_row(top, _height([column.heading for column in table.columns], widths))
        for row, cells in enumerate(table.rows, start=top + 1):
            for column, cell in enumerate(cells):
                self._put(sheet, (row, column), cell, table.columns[column].kind)
            sheet.set_row(row, _height([cell_text(cell) for cell in cells], widths))
        if not table.rows:
            sheet.write_string(top + 1, 0, table.when_empty, self._styles["plain"])
        return top + max(len(table.rows), 1)

    def _put(self, sheet: Any, place: tuple[int, int], cell: Cell, kind: ColumnKind) -> None:
        if isinstance(cell, date):
            sheet.write_datetime(*place, cell, self._styles["date"])
        elif isinstance(cell, Share) and cell.whole:
            sheet.write_number(*place, cell.part / cell.whole, self._styles["share"])
        elif isinstance(cell, Change):
            sheet.write_number(*place, cell.by, self._styles["change"])
        elif isinstance(cell, int | Decimal):
            sheet.write_number(*place, float(cell) if isinstance(cell, Decimal) else cell, self._styles["number"])
        else:
            style = "text" if kind is ColumnKind.TEXT else "number"
            sheet.write_string(*place, cell_text(cell), self._styles[style])


def _set_widths(sheet: Any, tables: Sequence[Table], widest: int, *, first: int = 0) -> list[int]:
    """Make every column as wide as its longest line, within reason; say how many characters wide each is."""
    columns = max(len(table.columns) for table in tables)
    most = [first or widest, *[widest] * columns]
    widths = [min(_width(tables, column), most[column]) for column in range(columns)]
    for column, width in enumerate(widths):
        sheet.set_column(column, column, width)
    return widths


def _width(tables: Sequence[Table], column: int) -> int:
    sharing = [table for table in tables if column < len(table.columns)]
    lines = [line for table in sharing for row in table.rows for line in cell_text(row[column]).split("\n")]
    headings = [word for table in sharing for word in table.columns[column].heading.split()]
    # A cell's padding and the filter's arrow take about three characters.
    longest = max(len(written) for written in (*lines, *headings)) + 3
    return max(longest, _NARROWEST)


def _height(texts: Sequence[str], widths: Sequence[int]) -> float:
    """The height that shows every line: programs differ in whether they find it themselves."""
    lines = [
        sum(len(wrap(line, round(width * _LETTERS_PER_WIDTH))) or 1 for line in words.split("\n"))
        for words, width in zip(texts, widths, strict=False)
    ]
    return _LINE_HEIGHT * max(lines, default=1)


def _say(name: str) -> str:
    return say(f"reports.sheet_{name}")
