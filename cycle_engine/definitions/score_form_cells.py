"""A score form's file: its stamp, and where on its sheet each answer stands.

Rows are known by the code in the first column and columns by their headings, both as the stamp's sheet lists them: a
row that was moved, a renamed sheet or a hidden column does no harm, a row that is missing or new is named.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from cycle_engine.definitions.sheet_rows import column_letters
from cycle_engine.definitions.sheets import Row, Sheet, Worksheet, read_worksheets
from cycle_engine.domain.definition import LevelKind
from cycle_engine.domain.score_forms import FORM_MARK, FormColumn, FormStamp
from cycle_engine.errors import FileInvalid, Problem
from cycle_engine.messages import text

MAX_ROWS: Final = 2_000
MAX_COLUMNS: Final = 50
_COLUMN_PREFIX: Final = "column."
_NEEDED: Final = tuple(column for column in FormColumn if column is not FormColumn.SELF_POINTS)


@dataclass(frozen=True, slots=True)
class FormCells:
    """A form before its answers are judged: the rows below the headings, and the place of each column."""

    file: str
    stamp: FormStamp
    page: Worksheet
    columns: Mapping[FormColumn, int]
    heading_row: int
    unit_shown: str

    @property
    def rows(self) -> Iterator[Row]:
        """The rows below the headings."""
        return (row for row in self.page.sheet.rows if row.number > self.heading_row)

    def address(self, row: Row, column: FormColumn) -> str:
        """The address of a cell, as ``E14``."""
        return f"{column_letters(self.columns[column])}{row.number}"

    def code(self, row: Row) -> str:
        """The code that a row begins with."""
        return row.text(self.columns[FormColumn.CODE])


def read_form_cells(path: Path) -> FormCells:
    """Read a form's file.

    Raises ``NotFound`` for a missing file, ``FileInvalid`` for one that cannot be read, is no form, or has lost its
    headings.
    """
    pages = read_worksheets(path, max_rows=MAX_ROWS, max_columns=MAX_COLUMNS)
    said = _said_to_the_program(path, pages)
    stamp = _stamp(path, said)
    headings = {said[name]: FormColumn(name.removeprefix(_COLUMN_PREFIX)) for name in said if _is_column(name)}
    if not set(_NEEDED) <= set(headings.values()):
        raise _invalid(path, "stamp_damaged")
    for page in pages:
        if page.is_visible and (found := _headings(page.sheet, headings)):
            number, columns = found
            _require_columns(path, set(headings.values()) - set(columns), {c: h for h, c in headings.items()})
            return FormCells(str(path), stamp, page, columns, number, _unit_shown(page.sheet, said, number))
    raise _invalid(path, "no_headings")


def _is_column(name: str) -> bool:
    return name.startswith(_COLUMN_PREFIX) and name.removeprefix(_COLUMN_PREFIX) in set(FormColumn)


def _said_to_the_program(path: Path, pages: Sequence[Worksheet]) -> Mapping[str, str]:
    """The stamp's sheet as names and values. LibreOffice saves a very hidden sheet as a hidden one."""
    for page in pages:
        rows = page.sheet.rows
        if rows and rows[0].text(0) == FORM_MARK:
            return {row.text(0): row.text(1) for row in rows[1:]}
    raise _invalid(path, "no_form")


def _stamp(path: Path, said: Mapping[str, str]) -> FormStamp:
    try:
        return FormStamp(
            case_key=said["case"],
            unit=said["unit"],
            school_year=said["school_year"],
            kind=LevelKind(said["kind"]),
            seq=int(said["seq"]),
            set_id=said["set"],
            set_version=int(said["set_version"]),
            set_digest=said["set_digest"],
            made_at=datetime.fromisoformat(said["made_at"]),
        )
    except (KeyError, ValueError) as error:
        raise _invalid(path, "stamp_damaged") from error


def _headings(sheet: Sheet, headings: Mapping[str, FormColumn]) -> tuple[int, Mapping[FormColumn, int]] | None:
    """The row with most of the headings, if one has the code's and the points', and where each stands in it."""
    for row in sheet.rows:
        columns = {headings[cell]: place for place, cell in enumerate(row.texts) if cell in headings}
        if FormColumn.CODE in columns and len(columns) > 1:
            return row.number, columns
    return None


def _require_columns(path: Path, missing: set[FormColumn], names: Mapping[FormColumn, str]) -> None:
    if missing:
        hint = text("score_form.column_missing_hint")
        problems = [
            Problem("", text("score_form.column_missing", heading=names[column]), hint) for column in sorted(missing)
        ]
        raise FileInvalid(file=str(path), problems=problems)


def _unit_shown(sheet: Sheet, said: Mapping[str, str], heading_row: int) -> str:
    """The school's code as people see it above the table; empty where it is not shown any more."""
    label = said.get("unit_label", "")
    for row in sheet.rows:
        if row.number < heading_row and label and label in row.texts:
            after = row.texts[row.texts.index(label) + 1 :]
            return next((cell for cell in after if cell), "")
    return ""


def _invalid(path: Path, reason: str) -> FileInvalid:
    problem = Problem("", text(f"score_form.{reason}"), text(f"score_form.{reason}_hint"))
    return FileInvalid(file=str(path), problems=[problem])
