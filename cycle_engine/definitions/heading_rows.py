"""Which row of a sheet holds its headings, whatever stands above it, and which column each heading names.

Only letters and digits count, without case and accents: ``E-mail thủ trưởng:`` and ``head_email`` are found alike.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from cycle_engine.definitions.sheet_rows import Row
from cycle_engine.formatting import search_key

_TITLE_ROWS: Final = 30


@dataclass(frozen=True, slots=True)
class HeadingRow:
    """Where the headings stand: the row, and of each known column every place it was found at."""

    row: Row
    places: Mapping[str, Sequence[int]]
    unknown: tuple[str, ...]


def find_heading_row(rows: Sequence[Row], columns: Mapping[str, str]) -> HeadingRow | None:
    """The row that names most columns, among the first rows of a sheet; None when no row names even two."""
    candidates = [_as_headings(row, columns) for row in rows[:_TITLE_ROWS]]
    best = max(candidates, key=lambda candidate: len(candidate.places), default=None)
    return best if best and len(best.places) > 1 else None


def columns_by_heading(headings: Mapping[str, Sequence[str]]) -> Mapping[str, str]:
    """Turn columns with their headings round; a column's own name is understood too."""
    return {letters_of(word): column for column, words in headings.items() for word in (column, *words)}


@lru_cache(maxsize=1024)
def letters_of(words: str) -> str:
    """What of some words counts."""
    return "".join(character for character in search_key(words) if character.isalnum())


def _as_headings(row: Row, columns: Mapping[str, str]) -> HeadingRow:
    places: dict[str, list[int]] = {}
    unknown = []
    for place, heading in enumerate(row.texts):
        if column := columns.get(letters_of(heading)):
            places.setdefault(column, []).append(place)
        elif heading:
            unknown.append(heading)
    return HeadingRow(row, places, tuple(unknown))
