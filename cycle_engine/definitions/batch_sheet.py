"""A sheet of acts for many schools: which columns it has, and what its cells say, before anybody knows the cases.

A row in which only the unit stands was left for later and is passed over. What a cell cannot mean is a problem of that
cell; all of them are found at once.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Final

from cycle_engine.definitions.heading_rows import HeadingRow, columns_by_heading, find_heading_row
from cycle_engine.definitions.sheet_rows import Row, Sheet
from cycle_engine.definitions.sheets import read_sheet
from cycle_engine.domain.definition import LEVELS
from cycle_engine.errors import FileInvalid, Problem
from cycle_engine.messages import Text, text

HEADINGS: Final[Mapping[str, tuple[str, ...]]] = {
    "unit": ("Mã", "Mã đơn vị", "Mã trường", "code", "unit code"),
    "transition": ("Bước chuyển", "Bước", "step"),
    "document_kind": ("Loại văn bản", "Loại sản phẩm", "kind"),
    "document": ("Văn bản", "Tệp", "Tệp hoặc đường link", "file", "link", "file or link"),
    "number": ("Số", "Số văn bản", "Số, ký hiệu"),
    "dated": ("Ngày", "Ngày văn bản", "date"),
    "level": ("Mức", "Mức độ"),
    "reason": ("Lý do",),
}
"""Column to headings; the first is what the program calls it, the column's own name is understood too."""

REQUIRED: Final = ("unit", "transition")


@dataclass(frozen=True, slots=True)
class CellProblem:
    """What is wrong with one cell of a row, and what to do; the column is the program's own name of it."""

    row: int
    column: str
    message: Text
    hint: Text


@dataclass(frozen=True, slots=True)
class BatchRow:
    """One row of acts: its number, and its cells as a person meant them."""

    number: int
    unit: str
    transition: str
    document_kind: str = ""
    document: str = ""
    document_number: str = ""
    dated: date | None = None
    level: int | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class BatchSheet:
    """The rows that ask for something, what is wrong in them, and how many were left blank."""

    sheet: Sheet
    headings: HeadingRow
    rows: tuple[BatchRow, ...]
    problems: tuple[CellProblem, ...]
    left_blank: int

    def place(self, column: str) -> int:
        """Where a column stands; one that the sheet does not have is spoken of at the transition."""
        places = self.headings.places
        return (places.get(column) or places["transition"])[0]

    def where(self, row: int, column: str) -> str:
        """The address people look for."""
        place = self.place(column)
        return self.sheet.where(row, place, self.headings.row.text(place))


def read_batch(path: Path) -> BatchSheet:
    """Read a sheet of acts. Raises ``NotFound`` for a missing file, ``FileInvalid`` for one that is no such sheet."""
    sheet = read_sheet(path)
    headings = find_heading_row(sheet.rows, _columns())
    if headings is None:
        problem = Problem(sheet.where(1, 0) if sheet.name else "", text("batch.no_headings"), _no_headings_hint())
        raise FileInvalid(file=str(path), problems=[problem])
    if problems := tuple(_heading_problems(sheet, headings)):
        raise FileInvalid(file=str(path), problems=problems)
    table = _Table({column: places[0] for column, places in headings.places.items()})
    below = [row for row in sheet.rows if row.number > headings.row.number and table.has_something(row)]
    asking = [row for row in below if table.asks(row)]
    problems_of = {row.number: tuple(_row_problems(table, row)) for row in asking}
    return BatchSheet(
        sheet=sheet,
        headings=headings,
        rows=tuple(_batch_row(table, row) for row in asking),
        problems=tuple(problem for found in problems_of.values() for problem in found),
        left_blank=len(below) - len(asking),
    )


@dataclass(frozen=True, slots=True)
class _Table:
    """Where each known column stands."""

    columns: Mapping[str, int]

    def cell(self, row: Row, column: str) -> str:
        return row.text(self.columns[column]) if column in self.columns else ""

    def has_something(self, row: Row) -> bool:
        return any(row.text(place) or place in row.faults for place in self.columns.values())

    def asks(self, row: Row) -> bool:
        """Whether more than the unit stands in the row."""
        others = [place for column, place in self.columns.items() if column != "unit"]
        return any(row.text(place) or place in row.faults for place in others)


@cache
def _columns() -> Mapping[str, str]:
    return columns_by_heading(HEADINGS)


def _no_headings_hint() -> Text:
    return text("batch.no_headings_hint", columns=[words[0] for words in HEADINGS.values()])


def _heading_problems(sheet: Sheet, headings: HeadingRow) -> Iterator[Problem]:
    row = headings.row
    for column in REQUIRED:
        if column not in headings.places:
            missing = text("batch.column_missing", heading=HEADINGS[column][0])
            yield Problem(sheet.where_row(row.number), missing, _no_headings_hint())
    for places in headings.places.values():
        for place in places[1:]:
            first, second = row.text(places[0]), row.text(place)
            message = text("batch.column_twice", first=first, second=second)
            yield Problem(sheet.where(row.number, place, second), message, text("batch.column_twice_hint"))


def _row_problems(table: _Table, row: Row) -> Iterator[CellProblem]:
    for column, place in table.columns.items():
        if fault := row.faults.get(place):
            yield CellProblem(row.number, column, fault, text(f"{fault.key}_hint"))
    for column in REQUIRED:
        if not table.cell(row, column) and table.columns[column] not in row.faults:
            yield _problem(row, column, "missing", heading=HEADINGS[column][0])
    if (written := table.cell(row, "dated")) and _day(written) is None:
        yield _problem(row, "dated", "no_day", value=written)
    if (written := table.cell(row, "level")) and _level(written) is None:
        yield _problem(row, "level", "no_level", value=written)
    kind, document = table.cell(row, "document_kind"), table.cell(row, "document")
    if kind and not document:
        yield _problem(row, "document", "document_missing", kind=kind)
    if document and not kind:
        yield _problem(row, "document_kind", "kind_missing", document=document)


def _problem(row: Row, column: str, name: str, **facts: object) -> CellProblem:
    return CellProblem(row.number, column, text(f"batch.{name}", **facts), text(f"batch.{name}_hint", **facts))


def _batch_row(table: _Table, row: Row) -> BatchRow:
    return BatchRow(
        number=row.number,
        unit=table.cell(row, "unit"),
        transition=table.cell(row, "transition"),
        document_kind=table.cell(row, "document_kind"),
        document=table.cell(row, "document"),
        document_number=table.cell(row, "number"),
        dated=_day(table.cell(row, "dated")),
        level=_level(table.cell(row, "level")),
        reason=table.cell(row, "reason"),
    )


def _day(written: str) -> date | None:
    for notation in ("%Y-%m-%d", "%d/%m/%Y"):
        try:
            return datetime.strptime(written, notation).date()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
    return None


def _level(written: str) -> int | None:
    return next((level for level in LEVELS if written == str(level)), None)
