"""Tables for other programs: which columns each has, and the same bytes for the same facts as CSV, JSON and JSON lines.

Days are ISO dates, moments ISO with their offset, points numbers with a decimal point; what nobody entered is null, or
an empty cell. A name or link that a spreadsheet would take for a formula gets an apostrophe in CSV; JSON has it as it
was entered. ``docs/exports.md`` is the contract with whoever reads these files: a column is added, never changed.
"""

import csv
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from io import StringIO
from typing import Final

VERSION: Final = 1
"""The version of the columns; it changes only where one is taken away or means something else."""

_FORMULA_STARTS: Final = frozenset("=+-@\t\r\n＝＋－＠")
_BYTE_ORDER_MARK: Final = "\ufeff"


class ExportForm(StrEnum):
    """What an export is written as."""

    CSV = "csv"
    JSON = "json"
    JSON_LINES = "jsonl"


class ColumnType(StrEnum):
    """What a column holds."""

    TEXT = "text"
    INTEGER = "integer"
    NUMBER = "number"
    DAY = "date"
    MOMENT = "moment"
    OBJECT = "object"


@dataclass(frozen=True, slots=True)
class ExportColumn:
    """A column: its name, what it holds, and whether it is never null."""

    name: str
    type: ColumnType
    is_filled: bool = False


@dataclass(frozen=True, slots=True)
class Export:
    """A table: of what, as of which day, with a value for every column of every row (None: nobody entered it)."""

    kind: str
    as_of: date
    columns: tuple[ExportColumn, ...]
    rows: tuple[Mapping[str, object], ...]


def render_export(export: Export, form: ExportForm, *, with_mark: bool = False) -> bytes:
    """Write an export in UTF-8; ``with_mark`` begins a CSV with the byte order mark that Excel knows UTF-8 by."""
    if form is ExportForm.CSV:
        return ((_BYTE_ORDER_MARK if with_mark else "") + _as_csv(export)).encode()
    rows = [_json({column.name: _value(row[column.name]) for column in export.columns}) for row in export.rows]
    if form is ExportForm.JSON_LINES:
        return "".join(f"{row}\n" for row in rows).encode()
    head = _json({"export": export.kind, "version": VERSION, "as_of": export.as_of.isoformat()})
    lines = ",\n".join(rows)
    return f'{head[:-1]},"rows":[\n{lines}\n]}}\n'.encode()


def harmless(given: str) -> str:
    """The text as a spreadsheet may hold it: where it would start a formula, after an apostrophe."""
    return f"'{given}" if given and given[0] in _FORMULA_STARTS else given


def _as_csv(export: Export) -> str:
    written = StringIO(newline="")
    writer = csv.writer(written, lineterminator="\r\n")
    writer.writerow([harmless(column.name) for column in export.columns])
    writer.writerows(_cells(row, export.columns) for row in export.rows)
    return written.getvalue()


def _cells(row: Mapping[str, object], columns: Sequence[ExportColumn]) -> list[str]:
    return [_cell(row[column.name]) for column in columns]


def _cell(value: object) -> str:
    value = _value(value)
    if value is None:
        return ""
    if isinstance(value, str):
        return harmless(value)
    return _json(value)


def _value(value: object) -> object:
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return value.isoformat() if isinstance(value, date) else value


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
