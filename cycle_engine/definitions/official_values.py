"""What an official document says, before anything is placed in a workflow."""

from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar

from cycle_engine.definitions.document_rows import Place
from cycle_engine.definitions.time_periods import SchoolYear
from cycle_engine.definitions.time_phrases import TimeReading
from cycle_engine.messages import Text

Value = TypeVar("Value")

DEPARTMENT = "department"
SCHOOL = "school"


@dataclass(frozen=True, slots=True)
class Stated(Generic[Value]):
    """A value with the place and the words it was read from."""

    value: Value
    place: Place
    words: str


@dataclass(frozen=True, slots=True)
class Unplaced:
    """Words of the document, or a value it lacks, that the reader leaves for an officer, and why."""

    reason: Text
    place: Place | None = None
    words: str = ""

    def __str__(self) -> str:
        return str(self.reason) if self.place is None else f"{self.place.words}: {self.reason}"


@dataclass(frozen=True, slots=True)
class OfficialRow:
    """One row of the appendix. ``id`` is section and number as the appendix counts them (``II.1``).

    ``track`` is None where neither the section nor the row says who acts.
    """

    id: str
    section: str
    track: str | None
    title: str
    time: str
    reading: TimeReading
    product: str
    place: Place
    words: str


@dataclass(frozen=True, slots=True)
class OfficialPlan:
    """An authority's document as read; what is None it does not say, and ``unplaced`` says so too."""

    file: str
    number: Stated[str] | None
    issued: Stated[date] | None
    school_year: Stated[SchoolYear] | None
    title: Stated[str] | None
    authority: Stated[str] | None
    rows: tuple[OfficialRow, ...]
    notes: tuple[Unplaced, ...]
    unplaced: tuple[Unplaced, ...]
