"""The appendix of a plan: found among a document's tables by its headings, read row by row.

Of several tables with tasks and times the one with the most known headings is read (number, task, time, product), the
one below the word "Phụ lục" before others, the first before later ones; the others are listed. A table goes on over a
page's end: in a next table of as many columns, with or without its headings again, or below lines that say nothing or
name a section.

A section is a row with one text, or a Roman numeral or capital letter before a task that has no time. Sections without
a numeral are counted in Roman ones. A row's id is section and number (``II.1``, ``II.1.2``, ``II.1.a``).
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Final

from cycle_engine.definitions.appendix_headings import Column, columns_of
from cycle_engine.definitions.appendix_tables import SECTION, TaskTable, find_tables, further_parts
from cycle_engine.definitions.document_rows import Document, Row
from cycle_engine.definitions.official_values import Unplaced
from cycle_engine.formatting import normalised
from cycle_engine.messages import text

_NUMERAL: Final = re.compile(r"(?P<numeral>[IVX]{1,5}|[A-H])[.)]?")
_NUMBER: Final = re.compile(r"(?P<number>\d{1,3}(?:\.\d{1,3})*|[a-zđ])[.)]?")
_LED: Final = re.compile(r"(?P<number>\d{1,3}(?:\.\d{1,3})*)[.)] ?(?P<words>\S.*)", re.DOTALL)
_COLUMN_COUNT: Final = re.compile(r"\(?(?:\d{1,2}|[A-Z])\)?")
_ROMAN: Final = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")


@dataclass(frozen=True, slots=True)
class AppendixRow:
    """One numbered row as written, its parts of merged rows put together."""

    number: str
    section: str
    section_words: str
    task: str
    time: str
    product: str
    performer: str
    row: Row

    @property
    def id(self) -> str:
        """Section and number: ``II.1``."""
        return f"{self.section}.{self.number}" if self.section else self.number


@dataclass(frozen=True, slots=True)
class Appendix:
    """The table as read; ``span`` are the indexes of the document's rows it takes up."""

    rows: tuple[AppendixRow, ...]
    span: range
    deadline: bool
    unplaced: tuple[Unplaced, ...]


def find_appendix(document: Document) -> Appendix | None:
    """The appendix table, or None where no table has both tasks and times."""
    tables = list(find_tables(document.rows))
    if not tables:
        return None
    best = max(tables, key=lambda table: (table.known, table.announced))
    reading = _Reading(best)
    for row in best.body:
        reading.take(row)
    others = [table.heading for table in tables if table is not best]
    others += further_parts(document.rows, best, tables)
    unread = [Unplaced(text("plan_reading.other_table"), row.place, row.words) for row in others]
    return Appendix(tuple(reading.rows), best.span, best.deadline, (*reading.unplaced, *unread))


@dataclass(slots=True)
class _Reading:
    """The appendix while its rows are taken one by one."""

    table: TaskTable
    section: str = ""
    section_words: str = ""
    sections: int = 0
    parent: str = ""
    rows: list[AppendixRow] = field(default_factory=list)
    unplaced: list[Unplaced] = field(default_factory=list)

    def take(self, row: Row) -> None:
        if not row.words or _says_nothing(row, self.table.columns):
            return
        if section := _section(row, self._cells(row)):
            self.sections += 1
            self.section = section[0] or _ROMAN[min(self.sections, len(_ROMAN)) - 1]
            self.section_words = section[1]
            self.parent = ""
        elif self._continues(row):
            self._append(row)
        else:
            self._begin(row)

    def _cells(self, row: Row) -> dict[Column, str]:
        cells = dict(zip(self.table.columns, row.cells, strict=False))
        if Column.NUMBER not in cells and (led := _LED.match(cells.get(Column.TASK, ""))):
            cells |= {Column.NUMBER: led["number"], Column.TASK: led["words"]}
        return cells

    def _continues(self, row: Row) -> bool:
        """Whether the row is a further part of the last one: its number goes on, or it has neither number nor task."""
        cells = self._cells(row)
        carried = {self.table.columns[i] for i in row.carried if i < len(self.table.columns)}
        goes_on = Column.NUMBER in carried or not (cells.get(Column.NUMBER) or cells.get(Column.TASK))
        return goes_on and bool(self.rows)

    def _append(self, row: Row) -> None:
        last = self.rows[-1]
        cells = {
            column: row.cells[i]
            for i, column in enumerate(self.table.columns)
            if i < len(row.cells) and i not in row.carried
        }
        self.rows[-1] = replace(
            last,
            task=_joined(last.task, cells.get(Column.TASK, "")),
            time=_joined(last.time, _time(cells)),
            product=_joined(last.product, cells.get(Column.PRODUCT, "")),
        )

    def _begin(self, row: Row) -> None:
        cells = self._cells(row)
        found = _NUMBER.fullmatch(normalised(cells.get(Column.NUMBER, "")))
        if found is None or not cells.get(Column.TASK):
            reason = "row_without_task" if found else "row_without_number"
            self.unplaced.append(Unplaced(text(f"plan_reading.{reason}"), row.place, row.words))
            return
        number = found["number"]
        if number.isalpha():
            number = f"{self.parent}.{number}" if self.parent else number
        else:
            self.parent = number
        self.rows.append(
            AppendixRow(
                number=number,
                section=self.section,
                section_words=self.section_words,
                task=normalised(cells[Column.TASK]),
                time=_time(cells),
                product=cells.get(Column.PRODUCT, ""),
                performer=normalised(cells.get(Column.PERFORMER, "")),
                row=row,
            )
        )


def _says_nothing(row: Row, columns: tuple[Column, ...]) -> bool:
    """A page's number, a heading said again, or the line that counts the columns."""
    written = [cell for cell in row.cells if cell]
    if len(row.cells) == 1 and row.words.isdecimal():
        return True
    counts = len(written) > 2 and all(_COLUMN_COUNT.fullmatch(cell) for cell in written)  # noqa: PLR2004  more than TT
    return counts or columns_of(row.cells) == columns


def _section(row: Row, cells: dict[Column, str]) -> tuple[str, str] | None:
    """The numeral (empty where there is none) and the words of the section this row opens."""
    texts = {normalised(cell) for cell in row.cells if cell}
    if len(texts) == 1:
        words = texts.pop()
        if found := SECTION.fullmatch(words):
            return found["numeral"], normalised(found["words"])
        is_loud = len(words) > 3 and words == words.upper() and not words[0].isdecimal()  # noqa: PLR2004  no mere sign
        return ("", words) if is_loud else None
    numeral = _NUMERAL.fullmatch(cells.get(Column.NUMBER, ""))
    if numeral and cells.get(Column.TASK) and not _time(cells):
        return numeral["numeral"], normalised(cells[Column.TASK])
    return None


def _time(cells: dict[Column, str]) -> str:
    starts, ends = cells.get(Column.STARTS, ""), cells.get(Column.ENDS, "")
    if starts and ends:
        return starts if starts == ends else f"từ {normalised(starts)} đến {normalised(ends)}"
    return cells.get(Column.TIME, "") or (f"đến {normalised(ends)}" if ends else starts)


def _joined(first: str, second: str) -> str:
    return "\n".join(_distinct((*first.split("\n"), *second.split("\n"))))


def _distinct(parts: Iterable[str]) -> Iterator[str]:
    yield from (part for part in dict.fromkeys(parts) if part)
