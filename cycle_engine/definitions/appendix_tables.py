"""Tables of tasks and times in a document, told by their headings, with all the pages they go on over."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from cycle_engine.definitions.appendix_headings import Column, columns_of, is_deadline
from cycle_engine.definitions.document_rows import Row
from cycle_engine.formatting import normalised

SECTION: Final = re.compile(r"(?P<numeral>[IVX]{1,5}|[A-H])(?: ?[.):/-] ?| )(?P<words>\D.*)", re.DOTALL)
"""A section's numeral and words in one cell or line."""

_APPENDIX: Final = re.compile(r"phụ lục\b", re.IGNORECASE)
_WEIGHED: Final = frozenset({Column.NUMBER, Column.TASK, Column.TIME, Column.ENDS, Column.PRODUCT})


@dataclass(frozen=True, slots=True)
class TaskTable:
    """A table with tasks and times; ``span`` are the indexes of the document's rows it takes up.

    ``announced``: it stands below the word "Phụ lục". ``deadline``: its times are last days ("Hạn hoàn thành").
    """

    heading: Row
    columns: tuple[Column, ...]
    body: tuple[Row, ...]
    span: range
    announced: bool
    deadline: bool

    @property
    def known(self) -> int:
        """How many of an appendix's columns it has."""
        return len(_WEIGHED & frozenset(self.columns))


def find_tables(rows: Sequence[Row]) -> Iterator[TaskTable]:
    """The tables with tasks and times, in the document's order."""
    index = 0
    while index < len(rows):
        heading, height = _heading_at(rows, index)
        columns = columns_of(heading.cells) if heading else None
        if heading is None or columns is None:
            index += 1
            continue
        end = _end_of_table(rows, index + height, heading, columns)
        before = rows[max(0, index - 8) : index]
        yield TaskTable(
            heading=heading,
            columns=columns,
            body=tuple(rows[index + height : end]),
            span=range(index, end),
            announced=any(_APPENDIX.match(row.words) for row in before),
            deadline=_under_deadline(heading, columns),
        )
        index = end


def further_parts(rows: Sequence[Row], best: TaskTable, tables: Sequence[TaskTable]) -> list[Row]:
    """The first rows of later tables as wide as the appendix, which may be its parts though other words lie between."""
    read = {index for table in tables for index in table.span}
    firsts: dict[int, Row] = {}
    for index, row in enumerate(rows):
        if index not in read and index >= best.span.stop and row.place.table is not None:
            firsts.setdefault(row.place.table, row)
    return [row for row in firsts.values() if len(row.cells) == len(best.heading.cells)]


def _heading_at(rows: Sequence[Row], index: int) -> tuple[Row | None, int]:
    """The heading that begins here and how many rows it takes (one or two)."""
    heading = rows[index]
    if len(heading.cells) < 2:  # noqa: PLR2004  a table has two columns
        return None, 0
    below = rows[index + 1] if index + 1 < len(rows) else None
    if below is not None and _completes_heading(heading, below):
        pairs = zip(heading.cells, below.cells, strict=True)
        joined = tuple(upper if upper == lower else normalised(f"{upper} {lower}") for upper, lower in pairs)
        if columns_of(joined):
            return replace(heading, cells=joined), 2
    return (heading, 1) if columns_of(heading.cells) else (None, 0)


def _completes_heading(heading: Row, below: Row) -> bool:
    """The second line of a heading lies below cells that go on over it, or leaves number and task empty."""
    same_table = heading.place.table == below.place.table and len(heading.cells) == len(below.cells)
    first_cells = below.cells[:2]
    return same_table and (0 in below.carried or (not any(first_cells) and any(below.cells)))


def _under_deadline(heading: Row, columns: Sequence[Column]) -> bool:
    return any(c is Column.TIME and is_deadline(cell) for c, cell in zip(columns, heading.cells, strict=True))


def _end_of_table(rows: Sequence[Row], start: int, heading: Row, columns: tuple[Column, ...]) -> int:
    """The index after the table's last row, pages' ends included."""
    end = start
    for index in range(start, len(rows)):
        row = rows[index]
        if len(row.cells) > 1 and _other_heading(row, columns):
            break
        if _belongs(row, heading, continued=index > end):
            end = index + 1
        elif row.words and not _passes(row, heading):
            break
    return end


def _other_heading(row: Row, columns: tuple[Column, ...]) -> bool:
    found = columns_of(row.cells)
    return found is not None and found != columns


def _belongs(row: Row, heading: Row, *, continued: bool) -> bool:
    if heading.place.table is not None and row.place.table == heading.place.table:
        return True
    if len(row.cells) != len(heading.cells) or len(row.cells) < 2:  # noqa: PLR2004  a table has two columns
        return False
    return bool(row.words) and (row.place.table is not None or not continued or bool(row.cells[0]))


def _passes(row: Row, heading: Row) -> bool:
    """A line the table may go on after: a section, a page number; in text any, for a cell may have been broken."""
    return heading.place.table is None or bool(SECTION.fullmatch(row.words)) or row.words.isdecimal()
