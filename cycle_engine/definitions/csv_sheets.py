"""CSV as offices export it: UTF-8 with or without its mark, UTF-16 with it; semicolons, commas or tabs.

Rows are numbered as Excel shows the file: a blank line is a row, a quoted cell of two lines is one, the ``sep=``
line that only tells Excel the delimiter is none.
"""

import codecs
import csv
from collections import Counter
from collections.abc import Iterable, Iterator
from io import StringIO
from itertools import islice
from pathlib import Path
from typing import Final, TextIO

from cycle_engine.definitions.sheet_rows import Row, Sheet, build_row, column_letters, sheet_invalid
from cycle_engine.formatting import normalised
from cycle_engine.messages import Text, say, text

_DELIMITERS: Final = (";", ",", "\t")
_SAMPLE_CHARACTERS: Final = 65_536
_SAMPLE_ROWS: Final = 100
_EXCEL_ERRORS: Final = frozenset(
    {"#N/A", "#REF!", "#NAME?", "#VALUE!", "#DIV/0!", "#NUM!", "#NULL!", "#SPILL!", "#CALC!", "#FIELD!"}
)
_NO_FAULTS: Final[dict[int, Text]] = {}


def read_csv(path: Path, *, max_rows: int, max_columns: int) -> Sheet:
    """Read a delimited text file. Raises ``FileInvalid``: not Unicode, a quote left open, more than the bounds."""
    try:
        with path.open(encoding=_encoding_of(path), newline="") as file:
            rows = tuple(_rows_of(path, file, max_rows, max_columns))
    except UnicodeError as error:
        raise sheet_invalid(str(path), "not_unicode") from error
    return Sheet(str(path), "", rows)


def _encoding_of(path: Path) -> str:
    with path.open("rb") as file:
        start = file.read(4)
    return "utf-16" if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) else "utf-8-sig"


def _rows_of(path: Path, file: TextIO, max_rows: int, max_columns: int) -> Iterator[Row]:
    sample = file.read(_SAMPLE_CHARACTERS)
    if "\0" in sample:
        raise sheet_invalid(str(path), "not_unicode")
    declared = _declared_delimiter(sample)
    file.seek(0)
    if declared:
        file.readline()
    for number, cells in _numbered(path, file, declared or _likely_delimiter(sample)):
        row = _row(number, cells) if any(cells) else None
        if row:
            _require_bounds(path, row, max_rows, max_columns)
            yield row


def _declared_delimiter(sample: str) -> str:
    """The delimiter of Excel's own first line, ``sep=;``."""
    first = sample.split("\n", 1)[0].rstrip("\r")
    return first[4] if len(first) == len("sep=;") and first.lower().startswith("sep=") else ""


def _numbered(path: Path, file: TextIO, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    number = 0
    try:
        for number, cells in enumerate(csv.reader(file, delimiter=delimiter, strict=True), start=1):
            yield number, cells
    except csv.Error as error:
        where = say("sheets.where_row", row=number + 1)
        raise sheet_invalid(str(path), "broken_quotes", where=where) from error


def _row(number: int, cells: Iterable[str]) -> Row | None:
    texts = [normalised(cell) for cell in cells]
    faulty = [column for column, cell in enumerate(texts) if cell in _EXCEL_ERRORS]
    if not faulty:
        return build_row(number, texts, _NO_FAULTS)
    faults = {column: text("sheets.error_cell", value=texts[column]) for column in faulty}
    return build_row(number, ["" if column in faults else cell for column, cell in enumerate(texts)], faults)


def _require_bounds(path: Path, row: Row, max_rows: int, max_columns: int) -> None:
    if row.number <= max_rows and len(row.texts) <= max_columns:
        return
    address = f"{column_letters(max(len(row.texts) - 1, 0))}{row.number}"
    raise sheet_invalid(str(path), "beyond_bounds", where=address, rows=max_rows, columns=max_columns)


def _likely_delimiter(sample: str) -> str:
    """The delimiter that splits the first rows most evenly; a title above the table may spoil some of them."""
    return max(_DELIMITERS, key=lambda delimiter: _evenness(sample, delimiter))


def _evenness(sample: str, delimiter: str) -> tuple[bool, int]:
    """Whether all rows have the same width, then how many cells the commonest width accounts for."""
    reader = csv.reader(StringIO(sample, newline=""), delimiter=delimiter)
    try:
        widths = Counter(len(cells) for cells in islice(reader, _SAMPLE_ROWS) if any(map(str.strip, cells)))
    except csv.Error:
        return False, 0
    split = {width: rows for width, rows in widths.items() if width > 1}
    even = len(widths) == len(split) == 1
    return even, max(((width - 1) * rows for width, rows in split.items()), default=0)
