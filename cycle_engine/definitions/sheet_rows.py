"""A sheet as rows of text, whatever file it came from. Rows count from 1, columns from 0.

Blank rows are left out, since every row knows its number; trailing blank cells too. A fault is a cell that has no
text to give (an Excel error, a formula nobody calculated): it reads as empty, and whoever needs the cell reports it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from cycle_engine.errors import FileInvalid, Problem
from cycle_engine.messages import Text, say, text


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its number as Excel shows it, the texts of its cells, and its faults by column."""

    number: int
    texts: tuple[str, ...]
    faults: Mapping[int, Text] = field(default_factory=dict)

    def text(self, column: int) -> str:
        """The text in this column; empty beyond the last one."""
        return self.texts[column] if column < len(self.texts) else ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """The rows of one sheet; ``name`` is empty for a text file, which has no sheets."""

    file: str
    name: str
    rows: tuple[Row, ...]

    def where(self, row: int, column: int, heading: str = "") -> str:
        """The address people look for: ``Sheet1!B7`` in a workbook, the row and the heading in a text file."""
        if self.name:
            return f"{self.name}!{column_letters(column)}{row}"
        return say("sheets.where", row=row, column=heading or column_letters(column))

    def where_row(self, row: int) -> str:
        """The address of a whole row."""
        spoken = say("sheets.where_row", row=row)
        return f"{self.name}, {spoken}" if self.name else spoken


def column_letters(column: int) -> str:
    """``A`` for 0, ``AA`` for 26."""
    higher, letter = divmod(column, 26)
    return (column_letters(higher - 1) if higher else "") + chr(ord("A") + letter)


def build_row(number: int, texts: list[str], faults: Mapping[int, Text]) -> Row | None:
    """The row without its trailing blanks, or None for a blank one."""
    width = len(texts)
    while width and not texts[width - 1]:
        width -= 1
    return Row(number, tuple(texts[:width]), faults) if width or faults else None


def sheet_invalid(file: str, reason: str, *, where: str = "", **facts: object) -> FileInvalid:
    """The refusal ``sheets.<reason>`` of a whole file, with the hint ``sheets.<reason>_hint``."""
    problem = Problem(where, text(f"sheets.{reason}", **facts), text(f"sheets.{reason}_hint"))
    return FileInvalid(file=file, problems=[problem])
