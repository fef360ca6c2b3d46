"""A roster sheet read into units: one row per unit, schools and authorities alike; all problems are found at once."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

from cycle_engine.definitions.heading_rows import HeadingRow
from cycle_engine.definitions.roster_columns import (
    HEADINGS,
    REQUIRED_COLUMNS,
    find_kind,
    find_roster_headings,
    get_kind,
)
from cycle_engine.definitions.roster_parents import Superior, superior_problems
from cycle_engine.definitions.sheets import Row, Sheet, read_sheet
from cycle_engine.domain.addresses import is_mailbox, is_web_address
from cycle_engine.domain.roster import ROSTER_COLUMNS, Roster
from cycle_engine.domain.units import Unit, UnitKind, code_key
from cycle_engine.errors import FileInvalid, Problem
from cycle_engine.formatting import nearest
from cycle_engine.messages import Text, text

_CHECKS: Final[Mapping[str, tuple[Callable[[str], bool], str]]] = {
    "email": (is_mailbox, "bad_email"),
    "head_email": (is_mailbox, "bad_email"),
    "officer_email": (is_mailbox, "bad_email"),
    "website": (is_web_address, "bad_website"),
}


def read_roster(path: Path, *, known_codes: Collection[str] = ()) -> Roster:
    """Read a roster; a superior is a code of the file or one of ``known_codes``, and takes that one's spelling.

    Raises ``NotFound`` for a missing file, ``FileInvalid`` with every problem of the sheet.
    """
    sheet = read_sheet(path)
    headings = find_roster_headings(sheet.rows)
    if headings is None:
        raise FileInvalid(file=str(path), problems=[_no_headings(sheet)])
    table = _Table(sheet, headings, {column: places[0] for column, places in headings.places.items()})
    problems = [*_heading_problems(table), *_row_problems(table), *_code_problems(table)]
    problems += superior_problems(_superiors(table), known_codes, lambda row: table.where(row, "parent"))
    if problems:
        raise FileInvalid(file=str(path), problems=problems)
    columns = tuple(column for column in ROSTER_COLUMNS if column in table.columns)
    return Roster(tuple(_units(table, known_codes)), columns, headings.unknown)


@dataclass(frozen=True, slots=True)
class _Table:
    """The sheet below its headings, and the place of each known column."""

    sheet: Sheet
    headings: HeadingRow
    columns: Mapping[str, int]

    @property
    def rows(self) -> Iterator[Row]:
        """Rows with something in a known column; a running number alone makes no unit."""
        below = (row for row in self.sheet.rows if row.number > self.headings.row.number)
        places = self.columns.values()
        return (row for row in below if any(row.text(place) or place in row.faults for place in places))

    def cell(self, row: Row, column: str) -> str:
        return row.text(self.columns[column]) if column in self.columns else ""

    def where(self, row: Row, column: str) -> str:
        place = self.columns[column]
        return self.sheet.where(row.number, place, self.headings.row.text(place))


def _no_headings(sheet: Sheet) -> Problem:
    required = [HEADINGS[column][0] for column in REQUIRED_COLUMNS]
    where = sheet.where(1, 0) if sheet.name else ""
    return Problem(where, text("roster.no_headings", required=required), text("roster.no_headings_hint"))


def _heading_problems(table: _Table) -> Iterator[Problem]:
    row, unknown = table.headings.row, table.headings.unknown
    for column in REQUIRED_COLUMNS:
        if column not in table.columns:
            heading = HEADINGS[column][0]
            hint = _did_you_mean(nearest(heading, unknown)) or text("roster.missing_column_hint", heading=heading)
            yield Problem(table.sheet.where_row(row.number), text("roster.missing_column", heading=heading), hint)
    for places in table.headings.places.values():
        for place in places[1:]:
            first, second = row.text(places[0]), row.text(place)
            message = text("roster.column_twice", first=first, second=second)
            yield Problem(table.sheet.where(row.number, place, second), message, text("roster.column_twice_hint"))


def _row_problems(table: _Table) -> Iterator[Problem]:
    for row in table.rows:
        for column, place in table.columns.items():
            fault = row.faults.get(place)
            wrong = (fault, text(f"{fault.key}_hint")) if fault else _what_is_wrong(column, row.text(place))
            if wrong:
                yield Problem(table.where(row, column), *wrong)


def _what_is_wrong(column: str, cell: str) -> tuple[Text, Text] | None:
    """The message and its hint, or None for a sound cell."""
    if not cell:
        heading = HEADINGS[column][0]
        missing = text("roster.missing_value", heading=heading), text("roster.missing_value_hint")
        return missing if column in REQUIRED_COLUMNS else None
    if column == "kind" and find_kind(cell) is None:
        return text("roster.unknown_kind", kind=cell), _kinds_hint(cell)
    is_sound, reason = _CHECKS.get(column, (bool, ""))
    return None if is_sound(cell) else (text(f"roster.{reason}", value=cell), text(f"roster.{reason}_hint"))


@lru_cache(maxsize=256)
def _kinds_hint(cell: str) -> Text:
    labels = [kind.label for kind in UnitKind]
    near = nearest(cell, [word for label in labels for word in (label.vi, label.en)])
    return text("roster.near_kind_hint", near=near, kinds=labels) if near else text("roster.kinds_hint", kinds=labels)


def _did_you_mean(near: str | None) -> Text | None:
    return text("roster.did_you_mean", near=near) if near else None


def _code_problems(table: _Table) -> Iterator[Problem]:
    first_rows: dict[str, Row] = {}
    for row in table.rows:
        code = table.cell(row, "code")
        first = first_rows.setdefault(code_key(code), row) if code else row
        if first is not row:
            message = text("roster.equal_codes", code=code, row=row.number, first=first.number)
            yield Problem(table.where(row, "code"), message, text("roster.equal_codes_hint"))


def _superiors(table: _Table) -> Sequence[Superior]:
    if "parent" not in table.columns:
        return ()
    coded = ((row, table.cell(row, "code")) for row in table.rows)
    return [Superior(code, table.cell(row, "parent"), row) for row, code in coded if code]


def _units(table: _Table, known_codes: Iterable[str]) -> Iterator[Unit]:
    spelled = {code_key(code): code for code in known_codes}
    spelled |= {code_key(code): code for code in (table.cell(row, "code") for row in table.rows)}
    texts = [column for column in table.columns if column not in ("kind", "parent")]
    for row in table.rows:
        kind = get_kind(table.cell(row, "kind"))
        parent = spelled.get(code_key(table.cell(row, "parent")))
        yield Unit(kind=kind, parent=parent, **{column: table.cell(row, column) for column in texts})
