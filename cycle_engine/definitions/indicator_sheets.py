"""An official annex that an officer copied into a sheet, read as an indicator set, with every bad cell at once.

A group's name and maximum stand in its first row and may be repeated. Nothing is guessed: a cell that says nothing
readable is a problem with its address.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path

from cycle_engine.definitions.indicator_cells import Cells
from cycle_engine.definitions.sheet_rows import Row, Sheet
from cycle_engine.definitions.sheets import read_sheet
from cycle_engine.domain.indicator_columns import COLUMNS, HEAD, OPTIONAL_HEAD, REQUIRED_COLUMNS
from cycle_engine.domain.indicators import HALF, Band, Criterion, Group, IndicatorSet, SetStatus
from cycle_engine.errors import FileInvalid, Problem
from cycle_engine.formatting import search_key
from cycle_engine.messages import text

LEVELS_IN_HEAD = (1, 2, 3)


@dataclass(frozen=True, slots=True)
class _Table:
    """Where the table is: its heading row, the column of each heading, and the rows below."""

    heading: Row
    columns: Mapping[str, int]
    rows: tuple[Row, ...]


def read_indicator_sheet(path: Path) -> IndicatorSet:
    """Read a set from a workbook or text file. Raises ``FileInvalid`` with every bad cell, ``NotFound``."""
    sheet = read_sheet(path, max_rows=5_000, max_columns=50)
    table = _find_table(sheet)
    if table is None:
        where = sheet.where(1, 0) if sheet.name else ""
        problem = Problem(where, text("indicators.no_table"), text("indicators.no_table_hint"))
        raise FileInvalid(file=str(path), problems=[problem])
    cells = Cells(sheet)
    indicators = _indicators(cells, _head_places(sheet, table), table)
    if cells.problems:
        raise FileInvalid(file=str(path), problems=cells.problems)
    return indicators


def _indicators(cells: Cells, head: Mapping[str, Row], table: _Table) -> IndicatorSet:
    for name, words in HEAD.items():
        if name not in head and name not in OPTIONAL_HEAD:
            cells.report_missing(table.heading, 0, words[0])
    step = cells.points(head["step"], 1) if "step" in head and head["step"].text(1) else HALF
    is_verified = "verified" in head and cells.yes(head["verified"], 1)
    return IndicatorSet(
        id=cells.set_id(head["id"], 1) if "id" in head else "",
        version=cells.whole(head["version"], 1) if "version" in head else 1,
        title=_text(cells, head, "title"),
        number=_text(cells, head, "number"),
        issued=cells.day(head["issued"], 1) if "issued" in head and head["issued"].text(1) else None,
        source=head["source"].text(1) if "source" in head and head["source"].text(1) else cells.sheet.file,
        status=SetStatus.VERIFIED if is_verified else SetStatus.INCOMPLETE,
        applies_to=cells.kinds(head["applies_to"], 1) if "applies_to" in head else (),
        groups=_groups(cells, table, step or HALF),
        bands=tuple(_bands(cells, head)),
    )


def _text(cells: Cells, head: Mapping[str, Row], name: str) -> str:
    return cells.required(head[name], 1, HEAD[name][0]) if name in head else ""


def _bands(cells: Cells, head: Mapping[str, Row]) -> list[Band]:
    found = []
    for level in LEVELS_IN_HEAD:
        row = head.get(f"level_{level}")
        band = cells.band(row, 1, level) if row else None
        found += [band] if band else []
    return found


def _groups(cells: Cells, table: _Table, step: Decimal) -> tuple[Group, ...]:
    """Gather the rows into groups, in the order in which they first come."""
    criteria: dict[str, list[Criterion]] = {}
    heads: dict[str, tuple[str, Decimal | None, int]] = {}
    for row in table.rows:
        group = cells.required(row, table.columns["group"], COLUMNS["group"][0])
        _note_group(cells, table, row, heads)
        criteria.setdefault(group, []).append(_criterion(cells, table, row, step))
    for label, maximum, number in heads.values():
        row = next(row for row in table.rows if row.number == number)
        if maximum is None:
            cells.report_missing(row, table.columns.get("group_maximum", 0), COLUMNS["group_maximum"][0])
        if not label:
            cells.report_missing(row, table.columns.get("group_label", 0), COLUMNS["group_label"][0])
    return tuple(
        Group(group, heads[group][0], heads[group][1] or Decimal(1), tuple(rows)) for group, rows in criteria.items()
    )


def _note_group(cells: Cells, table: _Table, row: Row, heads: dict[str, tuple[str, Decimal | None, int]]) -> None:
    """Take a group's name and maximum from the first row that has them; a later row may only say the same."""
    group = row.text(table.columns["group"])
    label_at, maximum_at = table.columns.get("group_label"), table.columns.get("group_maximum")
    label = "" if label_at is None else row.text(label_at)
    written = "" if maximum_at is None else row.text(maximum_at)
    maximum = cells.points(row, maximum_at) if maximum_at is not None and written else None
    if group not in heads:
        heads[group] = (label, maximum, row.number)
        return
    first_label, first_maximum, number = heads[group]
    if (label and first_label not in {"", label}) or (maximum is not None and first_maximum not in {None, maximum}):
        facts = {"group": group, "first": first_label, "row": number}
        cells.report(row, table.columns["group"], "cell_group_again", **facts)
    heads[group] = (first_label or label, maximum if first_maximum is None else first_maximum, number)


def _criterion(cells: Cells, table: _Table, row: Row, step: Decimal) -> Criterion:
    columns = table.columns
    code = cells.required(row, columns["code"], COLUMNS["code"][0])
    mandatory = "mandatory" in columns and cells.yes(row, columns["mandatory"])
    maximum = cells.points(row, columns["maximum"]) if row.text(columns["maximum"]) else None
    has_fault = columns["maximum"] in row.faults
    if has_fault:
        cells.report_fault(row, columns["maximum"])
    elif not row.text(columns["maximum"]) and not mandatory:
        cells.report(row, columns["maximum"], "cell_no_maximum", code=code)
    return Criterion(
        code=code,
        label=cells.required(row, columns["label"], COLUMNS["label"][0]),
        group=row.text(columns["group"]),
        maximum=maximum,
        mandatory=mandatory,
        step=step,
        evidence_hint=row.text(columns["evidence"]) if "evidence" in columns else "",
    )


def _find_table(sheet: Sheet) -> _Table | None:
    for place, row in enumerate(sheet.rows):
        columns = {
            name: column for column, heading in enumerate(row.texts) if (name := _columns().get(_letters(heading)))
        }
        if all(name in columns for name in REQUIRED_COLUMNS):
            return _Table(row, columns, sheet.rows[place + 1 :])
    return None


def _head_places(sheet: Sheet, table: _Table) -> dict[str, Row]:
    above = [row for row in sheet.rows if row.number < table.heading.number]
    return {name: row for row in above if (name := _heads().get(_letters(row.text(0))))}


@cache
def _columns() -> Mapping[str, str]:
    return {_letters(word): name for name, words in COLUMNS.items() for word in words}


@cache
def _heads() -> Mapping[str, str]:
    return {_letters(word): name for name, words in HEAD.items() for word in words}


def _letters(words: str) -> str:
    return "".join(character for character in search_key(words) if character.isalnum())
