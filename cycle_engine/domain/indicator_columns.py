"""The words of the sheet on which an officer copies an official annex: what is written above and in the table.

Each name has its headings; the first is what the empty sheet says. Only letters and digits count when they are read.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

HEAD: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "id": ("Mã bộ chỉ số", "set id"),
        "version": ("Bản", "Phiên bản", "version"),
        "title": ("Tên bộ chỉ số", "title"),
        "number": ("Số Quyết định", "decision number", "number"),
        "issued": ("Ngày ban hành", "issued"),
        "source": ("Nguồn", "source"),
        "applies_to": ("Áp dụng cho", "applies to"),
        "step": ("Bước điểm", "step"),
        "verified": ("Đã đối chiếu với phụ lục", "verified"),
        "level_1": ("Mức 1", "level 1"),
        "level_2": ("Mức 2", "level 2"),
        "level_3": ("Mức 3", "level 3"),
    }
)
"""What stands above the table, a word in the first column and its value beside it."""

OPTIONAL_HEAD: Final = frozenset({"version", "issued", "source", "step", "verified"})

COLUMNS: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "group": ("Nhóm", "Mã nhóm", "group"),
        "group_label": ("Tên nhóm", "Nhóm tiêu chí", "group name"),
        "group_maximum": ("Điểm tối đa của nhóm", "group maximum"),
        "code": ("Mã tiêu chí", "Mã", "code"),
        "label": ("Tiêu chí", "Nội dung tiêu chí", "criterion"),
        "maximum": ("Điểm tối đa", "maximum"),
        "mandatory": ("Bắt buộc", "mandatory"),
        "evidence": ("Gợi ý minh chứng", "Minh chứng", "evidence"),
    }
)
"""The columns of the table, one criterion a row."""

REQUIRED_COLUMNS: Final = ("group", "code", "label", "maximum")
