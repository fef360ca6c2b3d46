"""A look into an XLSX file before its cells are read: what would harm, and what the reading library keeps quiet about.

The library allocates the whole rectangle between the first and the last cell, and as many texts as a list claims to
have: one stray cell in row 1,048,576 or one false count ends the process. It also gives Excel errors and formulas
nobody calculated as empty text. So the archive's own list of sizes is checked first, then the XML is passed through
once for such cells and counts.
"""

import re
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import reduce
from pathlib import Path
from typing import Final, TypeAlias
from xml.parsers import expat
from zipfile import BadZipFile, ZipFile, ZipInfo

from cycle_engine.definitions.sheet_rows import column_letters, sheet_invalid
from cycle_engine.messages import Text, text

MAX_UNPACKED_BYTES: Final = 400 * 2**20
_MAX_RATIO: Final = 200
_RATIO_COUNTS_FROM_BYTES: Final = 2**20
_ENCRYPTED: Final = 0x1
_ADDRESS: Final = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")

_Start: TypeAlias = Callable[[str, dict[str, str]], None]
_StartFor: TypeAlias = Callable[[expat.XMLParserType], _Start]


@dataclass(frozen=True, slots=True)
class WorkbookScan:
    """The first visible worksheet and the cells in it that have no text to give, by row and column."""

    sheet: str
    faults: Mapping[tuple[int, int], Text]


def scan_workbook(path: Path, *, max_rows: int, max_columns: int) -> WorkbookScan:
    """Check an XLSX file and find its first visible worksheet.

    Raises ``FileInvalid``: another format, macros, a damaged or encrypted archive, too much to unpack, a document
    type declaration, no worksheet, a filled cell beyond the bounds.
    """
    try:
        with ZipFile(path) as archive:
            parts = _checked_parts(path, archive)
            sheet, part = _first_worksheet(path, archive, parts)
            cells = _CellScan(path, sheet, max_rows, max_columns)
            for name, info in parts.items():
                if name.endswith((".xml", ".rels")):
                    _parse(path, archive, info, cells.start_for if name == part else _counts_checked(info))
            cells.close()
    except (BadZipFile, zlib.error, EOFError, NotImplementedError, expat.ExpatError, LookupError, ValueError) as error:
        raise sheet_invalid(str(path), "damaged") from error
    return WorkbookScan(sheet, cells.faults)


def _checked_parts(path: Path, archive: ZipFile) -> dict[str, ZipInfo]:
    """The archive's parts by name in small letters, as the reading library looks for them."""
    infos = archive.infolist()
    parts = {_part_name(info.filename): info for info in infos}
    if sum(info.file_size for info in infos) > MAX_UNPACKED_BYTES or any(map(_is_packed_too_tight, infos)):
        raise sheet_invalid(str(path), "too_large_unpacked", megabytes=MAX_UNPACKED_BYTES // 2**20)
    if len(parts) < len(infos) or any(info.flag_bits & _ENCRYPTED for info in infos):
        raise sheet_invalid(str(path), "damaged")
    if any(name.endswith("vbaproject.bin") for name in parts):
        raise sheet_invalid(str(path), "has_macros")
    if "xl/workbook.xml" not in parts:
        raise sheet_invalid(str(path), "other_format", suffix=path.suffix)
    return parts


def _is_packed_too_tight(info: ZipInfo) -> bool:
    return info.file_size > _RATIO_COUNTS_FROM_BYTES and info.file_size > _MAX_RATIO * info.compress_size


def _first_worksheet(path: Path, archive: ZipFile, parts: Mapping[str, ZipInfo]) -> tuple[str, str]:
    """The name of the first visible worksheet, and of the part that holds its cells."""
    relations = _elements(path, archive, parts.get("xl/_rels/workbook.xml.rels"), "Relationship")
    targets = {r["Id"]: r["Target"] for r in relations if r.get("Type", "").endswith("/worksheet")}
    for sheet in _elements(path, archive, parts["xl/workbook.xml"], "sheet"):
        relation = next((value for name, value in sheet.items() if name.endswith(":id")), "")
        if relation in targets and sheet.get("state", "visible") == "visible":
            target = _part_name(targets[relation])
            return sheet.get("name", ""), target if target.startswith("xl/") else f"xl/{target}"
    raise sheet_invalid(str(path), "no_worksheet")


def _part_name(name: str) -> str:
    return name.replace("\\", "/").lstrip("/").lower()


def _elements(path: Path, archive: ZipFile, info: ZipInfo | None, name: str) -> list[dict[str, str]]:
    """The attributes of every element of this name, in order."""
    found: list[dict[str, str]] = []

    def start(tag: str, attributes: dict[str, str]) -> None:
        if _local(tag) == name:
            found.append(attributes)

    if info:
        _parse(path, archive, info, lambda _: start)
    return found


def _counts_checked(info: ZipInfo) -> _StartFor:
    """A list cannot have more entries than its part has bytes; shared texts may be used more often (``count``)."""

    def start(tag: str, attributes: dict[str, str]) -> None:
        for name in ("count", "uniqueCount"):
            claimed = attributes.get(name)
            if claimed and int(claimed) > info.file_size and (name, _local(tag)) != ("count", "sst"):
                raise ValueError(tag, claimed)

    return lambda _: start


def _parse(path: Path, archive: ZipFile, info: ZipInfo, start_for: _StartFor) -> None:
    def refuse_doctype(*_: object) -> None:
        raise sheet_invalid(str(path), "has_doctype")

    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = refuse_doctype
    parser.StartElementHandler = start_for(parser)
    with archive.open(info) as file:
        parser.ParseFile(file)


def _local(tag: str) -> str:
    return tag.rpartition(":")[2]


class _CellScan:
    """One pass over a worksheet: where its filled cells are, and which of them have no text to give.

    Only the start of elements is heard, since a formatted but empty sheet has millions of them; a cell is judged when
    the next one starts.
    """

    def __init__(self, path: Path, sheet: str, max_rows: int, max_columns: int) -> None:
        self.faults: dict[tuple[int, int], Text] = {}
        self._file, self._sheet, self._max_rows, self._max_columns = str(path), sheet, max_rows, max_columns
        self._row, self._address, self._steps = 0, "", -1
        self._type, self._filled, self._formula, self._heard = "", False, False, ""

    def start_for(self, parser: expat.XMLParserType) -> _Start:
        """The listener for this parser's elements."""

        def hear(heard: str) -> None:
            self._heard += heard

        def start(tag: str, attributes: dict[str, str]) -> None:
            part = _local(tag) if ":" in tag else tag
            parser.CharacterDataHandler = None
            if part == "c":
                self._open_cell(attributes)
            elif part in ("v", "is"):
                self._filled = True
                parser.CharacterDataHandler = hear if self._formula or self._type == "e" else None
            elif part == "f":
                self._formula = True
            elif part == "row":
                self._open_row(attributes)

        return start

    def close(self) -> None:
        """Judge the last cell."""
        self._judge()

    def _open_row(self, attributes: Mapping[str, str]) -> None:
        self._judge()
        self._row = int(attributes.get("r") or self._row + 1)
        self._address, self._steps = "", -1

    def _open_cell(self, attributes: Mapping[str, str]) -> None:
        self._judge()
        address = attributes.get("r")
        self._address, self._steps = (address, 0) if address else (self._address, self._steps + 1)
        self._type = attributes.get("t", "")

    def _judge(self) -> None:
        if self._filled or self._formula:
            row, column = self._position()
            if row > self._max_rows or column >= self._max_columns:
                where = f"{self._sheet}!{column_letters(column)}{row}"
                raise sheet_invalid(
                    self._file, "beyond_bounds", where=where, rows=self._max_rows, columns=self._max_columns
                )
            if fault := self._fault():
                self.faults[row, column] = fault
        self._filled, self._formula, self._heard = False, False, ""

    def _position(self) -> tuple[int, int]:
        """Row from 1 and column from 0; a cell without an address follows the one before it."""
        if not self._address:
            return self._row, self._steps
        match = _ADDRESS.fullmatch(self._address)
        if match is None:
            raise ValueError(self._address)
        column = reduce(lambda sum_, letter: sum_ * 26 + ord(letter) - ord("A") + 1, match[1], 0) - 1
        return int(match[2]), column + self._steps

    def _fault(self) -> Text | None:
        if self._type == "e":
            return text("sheets.error_cell", value=self._heard)
        # A formula whose result is the empty text says so with the type "str".
        if self._formula and not self._heard and self._type != "str":
            return text("sheets.formula_without_value")
        return None
