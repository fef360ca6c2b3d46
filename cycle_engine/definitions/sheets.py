"""Sheets that people type in Excel, read as rows of text: XLSX and CSV, nothing executed, nothing guessed.

Every cell becomes the text a person meant: composed letters, no stray blanks, a code typed as a number without ``.0``,
a date in ISO form. Formulas are never run; what Excel last calculated is read.
"""

from collections.abc import Iterator, Mapping
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import Final

from cycle_engine.definitions.csv_sheets import read_csv
from cycle_engine.definitions.sheet_rows import Row, Sheet, build_row, sheet_invalid
from cycle_engine.definitions.workbook_scan import scan_workbook
from cycle_engine.errors import NotFound
from cycle_engine.formatting import normalised
from cycle_engine.messages import Text

__all__ = ["Row", "Sheet", "read_sheet"]

MAX_FILE_BYTES: Final = 200 * 2**20
_ZIP: Final = b"PK\x03\x04"
_COMPOUND_FILE: Final = bytes.fromhex("d0cf11e0a1b11ae1")
_TEXT_SUFFIXES: Final = (".csv", ".txt", ".tsv")
_MACRO_SUFFIXES: Final = (".xlsm", ".xltm", ".xlam")


def read_sheet(path: Path, *, max_rows: int = 100_000, max_columns: int = 100) -> Sheet:
    """Read a text file, or the first visible worksheet of a workbook.

    Raises ``NotFound`` for a missing file, ``FileInvalid`` for one that cannot be read whole.
    """
    start = _first_bytes(path)
    suffix = path.suffix.lower()
    if suffix in _MACRO_SUFFIXES:
        raise sheet_invalid(str(path), "has_macros")
    if start.startswith(_COMPOUND_FILE):
        raise sheet_invalid(str(path), "old_or_locked")
    if start.startswith(_ZIP):
        return _read_workbook(path, max_rows, max_columns)
    if suffix in _TEXT_SUFFIXES:
        return read_csv(path, max_rows=max_rows, max_columns=max_columns)
    raise sheet_invalid(str(path), "damaged" if suffix == ".xlsx" else "other_format", suffix=suffix)


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


def _read_workbook(path: Path, max_rows: int, max_columns: int) -> Sheet:
    scan = scan_workbook(path, max_rows=max_rows, max_columns=max_columns)
    faults: dict[int, dict[int, Text]] = {}
    for (row, column), fault in scan.faults.items():
        faults.setdefault(row, {})[column] = fault
    return Sheet(str(path), scan.sheet, tuple(_rows_of(path, scan.sheet, faults)))


def _rows_of(path: Path, sheet: str, faults: Mapping[int, Mapping[int, Text]]) -> Iterator[Row]:
    # Loaded here, since only the reading of a workbook needs the library.
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        with CalamineWorkbook.from_path(path) as workbook:
            cells = workbook.get_sheet_by_name(sheet)
    except CalamineError as error:
        raise sheet_invalid(str(path), "damaged") from error
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
