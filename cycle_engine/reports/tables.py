"""Tables as values: typed cells that every form of a report shows alike, as words on paper and as data in a sheet.

Whatever nobody entered is None in a cell and ``[...]`` in words. Texts lose the characters that nobody can see (line
breaks but those between lines of one cell, marks that turn the direction of writing, control characters), because
those make one text look like another or break the file.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from typing import Final

from cycle_engine.formatting import normalised, vietnamese_date
from cycle_engine.messages import spoken_number

NOT_ENTERED: Final = "[...]"
"""What stands where nobody entered anything; nothing is ever made up in its place."""

_NOT_XML: Final = re.compile("[\ud800-\udfff\ufffe\uffff]")
"""What no XML file may hold, besides the control characters."""

_NOTHING_TO_SHARE: Final = "-"


@dataclass(frozen=True, slots=True)
class Share:
    """``part`` out of ``whole``, shown in per cent with at most one decimal; of nothing there is no share."""

    part: int
    whole: int

    def __str__(self) -> str:
        if not self.whole:
            return _NOTHING_TO_SHARE
        percent = Decimal(100 * self.part) / self.whole
        return f"{spoken_number(percent.quantize(Decimal('0.1'), ROUND_HALF_UP))}%"


@dataclass(frozen=True, slots=True)
class Change:
    """By how many a count rose or fell, always with its sign."""

    by: int

    def __str__(self) -> str:
        return f"{self.by:+}" if self.by else "0"


@dataclass(frozen=True, slots=True)
class Lines:
    """A text of several lines in one cell."""

    lines: tuple[str, ...]

    def __str__(self) -> str:
        return "\n".join(shown(line) for line in self.lines)


Cell = str | int | Decimal | date | Share | Change | Lines | None


class ColumnKind(StrEnum):
    """What a column holds, which decides how it is set."""

    TEXT = "text"
    NUMBER = "number"
    DATE = "date"


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its heading, what it holds, and its share of the paper's width."""

    heading: str
    kind: ColumnKind
    width: float


@dataclass(frozen=True, slots=True)
class Table:
    """A titled table; ``when_empty`` is the sentence that stands in its place when it has no row."""

    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    when_empty: str = ""


def text_column(heading: str, width: float) -> Column:
    """A column of words."""
    return Column(heading, ColumnKind.TEXT, width)


def number_column(heading: str, width: float = 1.3) -> Column:
    """A column of counts, shares or changes."""
    return Column(heading, ColumnKind.NUMBER, width)


def date_column(heading: str, width: float = 2.2) -> Column:
    """A column of days."""
    return Column(heading, ColumnKind.DATE, width)


def cell_text(cell: Cell) -> str:
    """The cell in words: days as Vietnamese paper shows them, numbers as the language being spoken does."""
    if cell is None:
        return NOT_ENTERED
    if isinstance(cell, date):
        return vietnamese_date(cell)
    if isinstance(cell, Decimal):
        return spoken_number(cell)
    return entered(cell) if isinstance(cell, str) else str(cell)


def shown(given: str) -> str:
    """The text as any form can hold it: on one line, without what nobody can see."""
    return _NOT_XML.sub("", normalised(given))


def entered(given: str) -> str:
    """The text, or ``[...]`` where nobody entered one."""
    return shown(given) or NOT_ENTERED


def lines_of(given: Sequence[str]) -> Lines | None:
    """The lines as one cell, or None when there is none."""
    return Lines(tuple(given)) if given else None
