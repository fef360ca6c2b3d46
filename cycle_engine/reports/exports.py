"""Tables for other programs: which columns each has, and the same bytes for the same facts as CSV, JSON and JSON lines.

Days are ISO dates, moments ISO with their offset, points numbers with a decimal point; what nobody entered is null, or
an empty cell. A name or link that a spreadsheet would take for a formula gets an apostrophe in CSV; JSON has it as it
was entered. ``docs/exports.md`` is the contract with whoever reads these files: a column is added, never changed.
"""

import csv
import json
from collections.abc import Mapping
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


def render_export(export: Export, form: ExportForm, *, for_excel: bool = False) -> bytes:
    """Write an export in UTF-8.

    ``for_excel`` writes CSV as Excel opens it where people write 72,5: byte order mark, semicolons, decimal commas.
    """
    if form is ExportForm.CSV:
        return _as_csv(export, for_excel=for_excel).encode()
    rows = [_json({column.name: _value(row[column.name]) for column in export.columns}) for row in export.rows]
    if form is ExportForm.JSON_LINES:
        return "".join(f"{row}\n" for row in rows).encode()
    head = _json({"export": export.kind, "version": VERSION, "as_of": export.as_of.isoformat()})
    lines = ",\n".join(rows)
    return f'{head[:-1]},"rows":[\n{lines}\n]}}\n'.encode()


def harmless(given: str) -> str:
    """The text as a spreadsheet may hold it: where it would start a formula, after an apostrophe."""
    start = given[:1] if given[:1] in _FORMULA_STARTS else given.lstrip()[:1]
    return f"'{given}" if start and start in _FORMULA_STARTS else given


def _as_csv(export: Export, *, for_excel: bool) -> str:
    written = StringIO(newline="")
    if for_excel:
        written.write(_BYTE_ORDER_MARK)
    writer = csv.writer(written, delimiter=";" if for_excel else ",", lineterminator="\r\n")
    writer.writerow([harmless(column.name) for column in export.columns])
    point = "," if for_excel else "."
    writer.writerows([_cell(row[column.name], point) for column in export.columns] for row in export.rows)
    return written.getvalue()


def _cell(value: object, point: str) -> str:
    value = _value(value)
    if value is None:
        return ""
    if isinstance(value, str):
        return harmless(value)
    return str(value).replace(".", point) if isinstance(value, float) else _json(value)


def _value(value: object) -> object:
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return value.isoformat() if isinstance(value, date) else value


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
