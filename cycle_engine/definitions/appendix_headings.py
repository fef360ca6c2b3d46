"""The headings of an appendix table: which words name which column.

The first rule that holds decides; what no rule knows is a column that is kept out ("Ghi chú", "Kinh phí").
"""

import re
from collections.abc import Sequence
from enum import StrEnum
from typing import Final

from cycle_engine.formatting import normalised


class Column(StrEnum):
    """What a column of the appendix holds."""

    NUMBER = "number"
    TASK = "task"
    TIME = "time"
    STARTS = "starts"
    ENDS = "ends"
    PRODUCT = "product"
    PERFORMER = "performer"
    OTHER = "other"


NEEDED: Final = frozenset({Column.TASK})
TIMES: Final = frozenset({Column.TIME, Column.ENDS})


def column_of(heading: str) -> Column:
    """The column this heading names."""
    words = normalised(heading).casefold()
    return next((column for column, pattern in _HEADINGS if pattern.search(words)), Column.OTHER)


def columns_of(headings: Sequence[str]) -> tuple[Column, ...] | None:
    """The columns of a table with these headings, or None where they are not an appendix's.

    An appendix has tasks and times. Of several columns of one kind the first counts, the others are kept out. A row
    with a number, a date or a whole sentence in it is no heading, whatever words it uses.
    """
    if any(_VALUE.search(heading) or len(heading) > _LONGEST for heading in headings):
        return None
    columns: list[Column] = []
    for heading in headings:
        column = column_of(heading) if heading else Column.OTHER
        columns.append(Column.OTHER if column in columns else column)
    found = frozenset(columns)
    return tuple(columns) if found >= NEEDED and found & TIMES else None


def is_deadline(heading: str) -> bool:
    """Whether times under this heading are last days: "Hạn hoàn thành", not "Thời gian thực hiện"."""
    return bool(_DEADLINE.search(normalised(heading).casefold()))


_LONGEST: Final = 60
_VALUE: Final = re.compile(r"^\s*\d+(?:\.\d+)*[.)]?\s*$|\d[/.-]\d|tháng \d", re.IGNORECASE)
_DEADLINE: Final = re.compile(r"\bhạn\b|hoàn thành|kết thúc|chậm nhất")
_HEADINGS: Final = tuple(
    (column, re.compile(pattern))
    for column, pattern in (
        (Column.NUMBER, r"^(?:s?tt|số tt|số thứ tự|thứ tự)\.?$"),
        (Column.PERFORMER, r"đơn vị|chủ trì|phối hợp|thực hiện bởi|người|bộ phận|phụ trách|phân công|cơ quan"),
        (Column.STARTS, r"bắt đầu|^từ(?: ngày)?$|thời gian.* từ(?: ngày)?$"),
        (Column.ENDS, r"thời gian.*(?:kết thúc| đến(?: ngày)?)$|^kết thúc$|^đến(?: ngày)?$"),
        (Column.TIME, r"thời gian|thời hạn|thời điểm|tiến độ|\bhạn\b|hoàn thành"),
        (Column.PRODUCT, r"sản phẩm|kết quả|đầu ra|hồ sơ"),
        (Column.TASK, r"nội dung|nhiệm vụ|công việc|hoạt động|việc"),
    )
)
