"""Sheets that people type in Excel, read as rows of text: XLSX and CSV, nothing executed, nothing guessed.

Every cell becomes the text a person meant: composed letters, no stray blanks, a code typed as a number without ``.0``,
a date in ISO form. Formulas are never run; what Excel last calculated is read.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Final

from cycle_engine.definitions.csv_sheets import read_csv
from cycle_engine.definitions.sheet_rows import Row, Sheet, build_row, sheet_invalid
from cycle_engine.definitions.workbook_scan import WorksheetScan, scan_workbook, scan_worksheets
from cycle_engine.errors import FileInvalid, NotFound
from cycle_engine.formatting import normalised
from cycle_engine.messages import Text

if TYPE_CHECKING:
    from python_calamine import CalamineSheet

__all__ = ["Row", "Sheet", "Worksheet", "read_sheet", "read_worksheets"]

MAX_FILE_BYTES: Final = 200 * 2**20
_ZIP: Final = b"PK\x03\x04"
_COMPOUND_FILE: Final = bytes.fromhex("d0cf11e0a1b11ae1")
_TEXT_SUFFIXES: Final = (".csv", ".txt", ".tsv")
_MACRO_SUFFIXES: Final = (".xlsm", ".xltm", ".xlam")


@dataclass(frozen=True, slots=True)
class Worksheet:
    """A worksheet of a workbook whose other sheets count too.

    ``formulas`` are the cells, by row and column, whose text is what a formula last gave; ``merged`` are ranges as
    ``E5:E6``.
    """

    sheet: Sheet
    is_visible: bool
    formulas: frozenset[tuple[int, int]]
    merged: tuple[str, ...]


def read_sheet(path: Path, *, max_rows: int = 100_000, max_columns: int = 100) -> Sheet:
    """Read a text file, or the first visible worksheet of a workbook.

    Raises ``NotFound`` for a missing file, ``FileInvalid`` for one that cannot be read whole.
    """
    if _is_workbook(path):
        scan = scan_workbook(path, max_rows=max_rows, max_columns=max_columns)
        return _read(path, [scan])[0]
    if path.suffix.lower() in _TEXT_SUFFIXES:
        return read_csv(path, max_rows=max_rows, max_columns=max_columns)
    raise _no_workbook(path)


def read_worksheets(path: Path, *, max_rows: int, max_columns: int) -> tuple[Worksheet, ...]:
    """Read every worksheet of a workbook, hidden ones too.

    Raises ``NotFound`` for a missing file, ``FileInvalid`` for one that cannot be read whole or that takes values
    from other files.
    """
    if not _is_workbook(path):
        raise _no_workbook(path, other="only_workbooks")
    scans = scan_worksheets(path, max_rows=max_rows, max_columns=max_columns)
    return tuple(
        Worksheet(sheet, scan.is_visible, scan.formulas, scan.merged)
        for sheet, scan in zip(_read(path, scans), scans, strict=True)
    )


def _is_workbook(path: Path) -> bool:
    """Whether the file may be read as an XLSX. Raises ``FileInvalid`` for macros and for what Excel encrypts."""
    start = _first_bytes(path)
    if path.suffix.lower() in _MACRO_SUFFIXES:
        raise sheet_invalid(str(path), "has_macros")
    if start.startswith(_COMPOUND_FILE):
        raise sheet_invalid(str(path), "old_or_locked")
    return start.startswith(_ZIP)


def _no_workbook(path: Path, *, other: str = "other_format") -> FileInvalid:
    suffix = path.suffix.lower()
    return sheet_invalid(str(path), "damaged" if suffix == ".xlsx" else other, suffix=suffix)


def _first_bytes(path: Path) -> bytes:
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            start = file.read(len(_COMPOUND_FILE))
    except FileNotFoundError as error:
        raise NotFound("sheet_not_found", file=str(path)) from error
    except OSError as error:
        raise sheet_invalid(str(path), "unreadable") from error
    if size > MAX_FILE_BYTES:
        raise sheet_invalid(str(path), "too_large", megabytes=MAX_FILE_BYTES // 2**20)
    return start


def _read(path: Path, scans: Sequence[WorksheetScan]) -> list[Sheet]:
    # Loaded here, since only the reading of a workbook needs the library.
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        with CalamineWorkbook.from_path(path) as workbook:
            cells = [workbook.get_sheet_by_name(scan.sheet) for scan in scans]
    except CalamineError as error:
        raise sheet_invalid(str(path), "damaged") from error
    return [
        Sheet(str(path), scan.sheet, tuple(_rows_of(found, _by_row(scan.faults))))
        for found, scan in zip(cells, scans, strict=True)
    ]


def _by_row(faults: Mapping[tuple[int, int], Text]) -> Mapping[int, Mapping[int, Text]]:
    by_row: dict[int, dict[int, Text]] = {}
    for (row, column), fault in faults.items():
        by_row.setdefault(row, {})[column] = fault
    return by_row


def _rows_of(cells: "CalamineSheet", faults: Mapping[int, Mapping[int, Text]]) -> Iterator[Row]:
    # The library starts at the first used column, but always at the first row.
    left = [""] * (cells.start[1] if cells.start else 0)
    number = 0
    for number, values in enumerate(cells.iter_rows(), start=1):
        row = build_row(number, left + [_text_of(value) for value in values], faults.get(number, {}))
        if row:
            yield row
    for later in sorted(row for row in faults if row > number):
        yield Row(later, (), faults[later])


def _text_of(value: object) -> str:
    if isinstance(value, str):
        return normalised(value)
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return _number_text(value)
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ")
    if isinstance(value, date | time):
        return value.isoformat()
    return str(value)


def _number_text(value: float) -> str:
    """``101`` for 101.0, never an exponent; Excel keeps 15 digits and so does the shortest form of the number."""
    digits = f"{Decimal(repr(value)):f}"
    return digits.rstrip("0").rstrip(".") if "." in digits else digits
