"""The words by which a roster sheet names its columns and the kinds of unit, in Vietnamese and English.

Only letters and digits count, without case and accents: ``E-mail thủ trưởng:`` and ``head_email`` are found alike.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from types import MappingProxyType
from typing import Final

from cycle_engine.definitions.sheet_rows import Row
from cycle_engine.domain.units import KIND_WORDS, UnitKind
from cycle_engine.formatting import search_key

REQUIRED_COLUMNS: Final = ("code", "name", "kind")

HEADINGS: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "code": ("Mã", "Mã đơn vị", "Mã trường", "Mã số", "unit code"),
        "name": ("Tên", "Tên đơn vị", "Tên trường", "unit name"),
        "kind": ("Loại", "Loại hình", "Loại đơn vị", "Loại trường", "Cấp học", "type"),
        "parent": ("Đơn vị quản lý", "Mã đơn vị quản lý", "Cấp trên", "Đơn vị cấp trên", "parent code", "superior"),
        "email": ("Email", "Email đơn vị", "Email trường", "Thư điện tử", "Hộp thư", "mailbox"),
        "head_name": ("Thủ trưởng", "Tên thủ trưởng", "Họ tên thủ trưởng", "Hiệu trưởng", "head"),
        "head_email": ("Email thủ trưởng", "Email hiệu trưởng"),
        "officer_name": ("Cán bộ phụ trách", "Tên cán bộ phụ trách", "Cán bộ", "officer"),
        "officer_email": ("Email cán bộ", "Email cán bộ phụ trách"),
        "phone": ("Điện thoại", "Số điện thoại", "SĐT", "telephone"),
        "website": ("Website", "Trang web", "Trang thông tin điện tử", "Cổng thông tin điện tử", "web"),
    }
)
"""Column to headings; the first is what the program calls it, the column's own name is understood too."""

_TITLE_ROWS: Final = 30


@dataclass(frozen=True, slots=True)
class HeadingRow:
    """Where the headings stand: the row, and of each known column every place it was found at."""

    row: Row
    places: Mapping[str, Sequence[int]]
    unknown: tuple[str, ...]


def find_heading_row(rows: Sequence[Row]) -> HeadingRow | None:
    """The row that names most columns, among the first rows of a sheet; None when no row names even two."""
    candidates = [_as_headings(row) for row in rows[:_TITLE_ROWS]]
    best = max(candidates, key=lambda candidate: len(candidate.places), default=None)
    return best if best and len(best.places) > 1 else None


def find_kind(words: str) -> UnitKind | None:
    """The kind that these words name, or None."""
    return _kinds_by_word().get(_letters(words))


def get_kind(words: str) -> UnitKind:
    """The kind that these words name. Raises ``KeyError``."""
    return _kinds_by_word()[_letters(words)]


def _as_headings(row: Row) -> HeadingRow:
    places: dict[str, list[int]] = {}
    unknown = []
    for place, heading in enumerate(row.texts):
        if column := _columns_by_heading().get(_letters(heading)):
            places.setdefault(column, []).append(place)
        elif heading:
            unknown.append(heading)
    return HeadingRow(row, places, tuple(unknown))


@lru_cache(maxsize=1024)
def _letters(words: str) -> str:
    return "".join(character for character in search_key(words) if character.isalnum())


@cache
def _columns_by_heading() -> Mapping[str, str]:
    return {_letters(word): column for column, words in HEADINGS.items() for word in (column, *words)}


@cache
def _kinds_by_word() -> Mapping[str, UnitKind]:
    named = [(word, kind) for kind, words in KIND_WORDS.items() for word in words]
    named += [(word, kind) for kind in UnitKind for word in (kind.value, kind.label.vi, kind.label.en)]
    return {_letters(word): kind for word, kind in named}
