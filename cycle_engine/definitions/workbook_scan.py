"""A look into an XLSX file before its cells are read: what would harm, and what the reading library keeps quiet about.

Rows count from 1, columns from 0. The library allocates the whole rectangle between the first and the last cell, and
as many texts as a list claims to have: one stray cell in row 1,048,576 or one false count ends the process. It also
gives Excel errors and formulas nobody calculated as empty text. So the archive's own list of sizes is checked first,
then the XML is passed through once for such cells and counts.
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
class WorksheetScan:
    """One worksheet: the cells that have no text to give, those a formula answers, and the ranges that are merged.

    ``faults`` and ``formulas`` are by row and column.
    """

    sheet: str
    is_visible: bool
    faults: Mapping[tuple[int, int], Text]
    formulas: frozenset[tuple[int, int]]
    merged: tuple[str, ...]


def scan_workbook(path: Path, *, max_rows: int, max_columns: int) -> WorksheetScan:
    """Check an XLSX file and find its first visible worksheet; the others' cells are not looked at.

    Raises ``FileInvalid``: another format, macros, a damaged or encrypted archive, too much to unpack, a document
    type declaration, no worksheet, a filled cell beyond the bounds.
    """
    return _scan(path, max_rows, max_columns, first_alone=True)[0]


def scan_worksheets(path: Path, *, max_rows: int, max_columns: int) -> tuple[WorksheetScan, ...]:
    """Check an XLSX file with all its worksheets, hidden ones too, in their order.

    Raises ``FileInvalid`` as ``scan_workbook`` does, and for a workbook that takes values from other files.
    """
    return _scan(path, max_rows, max_columns, first_alone=False)


def _scan(path: Path, max_rows: int, max_columns: int, *, first_alone: bool) -> tuple[WorksheetScan, ...]:
    try:
        with ZipFile(path) as archive:
            parts = _checked_parts(path, archive)
            if not first_alone and any(name.startswith("xl/externallinks/") for name in parts):
                raise sheet_invalid(str(path), "has_external_links")
            wanted = _worksheets(path, archive, parts, first_alone=first_alone)
            scans = {part: _CellScan(path, sheet, max_rows, max_columns) for part, (sheet, _) in wanted.items()}
            for name, info in parts.items():
                if name.endswith((".xml", ".rels")):
                    start_for = scans[name].start_for if name in scans else _counts_checked(info)
                    _parse(path, archive, info, start_for)
            return tuple(scans[part].close(is_visible=visible) for part, (_, visible) in wanted.items())
    except (BadZipFile, zlib.error, EOFError, NotImplementedError, expat.ExpatError, LookupError, ValueError) as error:
        raise sheet_invalid(str(path), "damaged") from error


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


def _worksheets(
    path: Path, archive: ZipFile, parts: Mapping[str, ZipInfo], *, first_alone: bool
) -> dict[str, tuple[str, bool]]:
    """The worksheets, or the first visible one alone: by the part that holds the cells, the name and if it is shown."""
    relations = _elements(path, archive, parts.get("xl/_rels/workbook.xml.rels"), "Relationship")
    targets = {r["Id"]: r["Target"] for r in relations if r.get("Type", "").endswith("/worksheet")}
    found: dict[str, tuple[str, bool]] = {}
    for sheet in _elements(path, archive, parts["xl/workbook.xml"], "sheet"):
        relation = next((value for name, value in sheet.items() if name.endswith(":id")), "")
        if relation in targets:
            target = _part_name(targets[relation])
            part = target if target.startswith("xl/") else f"xl/{target}"
            found[part] = sheet.get("name", ""), sheet.get("state", "visible") == "visible"
    visible = [part for part, (_, is_visible) in found.items() if is_visible]
    if not visible:
        raise sheet_invalid(str(path), "no_worksheet")
    return {visible[0]: found[visible[0]]} if first_alone else found


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
    """One pass over a worksheet: where its filled cells are, and what the reading library will not tell of them.

    Only the start of elements is heard, since a formatted but empty sheet has millions of them; a cell is judged when
    the next one starts.
    """

    def __init__(self, path: Path, sheet: str, max_rows: int, max_columns: int) -> None:
        self._faults: dict[tuple[int, int], Text] = {}
        self._formulas: set[tuple[int, int]] = set()
        self._merged: list[str] = []
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
            elif part == "mergeCell":
                self._merged.append(attributes.get("ref", ""))

        return start

    def close(self, *, is_visible: bool) -> WorksheetScan:
        """Judge the last cell and say what was found."""
        self._judge()
        merged = tuple(self._merged)
        return WorksheetScan(self._sheet, is_visible, self._faults, frozenset(self._formulas), merged)

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
            if self._formula:
                self._formulas.add((row, column))
            if fault := self._fault():
                self._faults[row, column] = fault
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
