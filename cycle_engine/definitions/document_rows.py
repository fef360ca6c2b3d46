"""What a document is once it is read: rows of cells, each knowing where it stands."""

from dataclasses import dataclass

from cycle_engine.errors import FileInvalid, Problem
from cycle_engine.formatting import normalised
from cycle_engine.messages import Text, text


@dataclass(frozen=True, slots=True)
class Place:
    """Where a row stands, counted from 1: its line (of a page), its paragraph, or its table and the row there."""

    line: int
    page: int | None = None
    table: int | None = None
    in_paragraphs: bool = False

    @property
    def words(self) -> Text:
        """The place in words: ``dòng 78``."""
        if self.table is not None:
            return text("plan_reading.place_table", table=self.table, row=self.line)
        if self.page is not None:
            return text("plan_reading.place_page", page=self.page, line=self.line)
        return text(f"plan_reading.place_{'paragraph' if self.in_paragraphs else 'line'}", line=self.line)


@dataclass(frozen=True, slots=True)
class Row:
    """One line or table row. ``carried`` are the columns whose cell began in a row above (merged downwards).

    Cells are trimmed, with single blanks; a line break in a cell is kept as a newline. A cell merged sideways stands in
    every column it covers.
    """

    place: Place
    cells: tuple[str, ...]
    carried: frozenset[int] = frozenset()

    @property
    def words(self) -> str:
        """All that the row says, in one line; a cell merged sideways says it once."""
        spoken = (cell for cell, before in zip(self.cells, ("", *self.cells), strict=False) if cell != before)
        return normalised(" ".join(spoken))


@dataclass(frozen=True, slots=True)
class Document:
    """A document's rows in order. ``by_position``: columns were told apart by where they stand, so must be compared."""

    file: str
    rows: tuple[Row, ...]
    by_position: bool = False


@dataclass(frozen=True, slots=True)
class PlacedLine:
    """A line whose blanks still say in which column its words stand."""

    place: Place
    words: str


def document_invalid(file: str, reason: str, *, place: Place | None = None, **facts: object) -> FileInvalid:
    """The refusal of a whole document; ``reason`` has a hint of the same name beside it in the catalogue."""
    where = "" if place is None else str(place.words)
    problem = Problem(where, text(f"plan_reading.{reason}", **facts), text(f"plan_reading.{reason}_hint"))
    return FileInvalid(file=file, problems=[problem])
