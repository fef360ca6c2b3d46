"""The words by which a roster sheet names its columns and the kinds of unit, in Vietnamese and English."""

from collections.abc import Mapping, Sequence
from functools import cache
from types import MappingProxyType
from typing import Final

from cycle_engine.definitions.heading_rows import HeadingRow, columns_by_heading, find_heading_row, letters_of
from cycle_engine.definitions.sheet_rows import Row
from cycle_engine.domain.units import KIND_WORDS, UnitKind

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


def find_roster_headings(rows: Sequence[Row]) -> HeadingRow | None:
    """The row that names most columns of a roster; None when no row names even two."""
    return find_heading_row(rows, _columns_by_heading())


def find_kind(words: str) -> UnitKind | None:
    """The kind that these words name, or None."""
    return _kinds_by_word().get(letters_of(words))


def get_kind(words: str) -> UnitKind:
    """The kind that these words name. Raises ``KeyError``."""
    return _kinds_by_word()[letters_of(words)]


@cache
def _columns_by_heading() -> Mapping[str, str]:
    return columns_by_heading(HEADINGS)


@cache
def _kinds_by_word() -> Mapping[str, UnitKind]:
    named = [(word, kind) for kind, words in KIND_WORDS.items() for word in words]
    named += [(word, kind) for kind in UnitKind for word in (kind.value, kind.label.vi, kind.label.en)]
    return {letters_of(word): kind for word, kind in named}
