"""The words of time phrases that bound, join and decorate the periods between them."""

import re
from enum import StrEnum
from typing import Final


class Mode(StrEnum):
    """How the words before a period bound it."""

    WITHIN = "within"
    LATEST = "latest"
    BEFORE = "before"
    FROM = "from"
    AFTER = "after"


LEADING: Final[tuple[tuple[str, Mode | None], ...]] = (
    ("từ nay", None),
    ("bắt đầu từ", Mode.FROM),
    ("kể từ", Mode.FROM),
    ("từ", Mode.FROM),
    ("sau", Mode.AFTER),
    ("trước", Mode.BEFORE),
    ("chậm nhất", Mode.LATEST),
    ("muộn nhất", Mode.LATEST),
    ("trễ nhất", Mode.LATEST),
    ("hạn cuối cùng", Mode.LATEST),
    ("hạn cuối", Mode.LATEST),
    ("hạn chót", Mode.LATEST),
    ("thời hạn", Mode.LATEST),
    ("hạn", Mode.LATEST),
    ("không quá", Mode.LATEST),
    ("cho đến", Mode.LATEST),
    ("đến", Mode.LATEST),
    ("tới", Mode.LATEST),
    ("hết", Mode.LATEST),
    ("xong", Mode.LATEST),
    ("hoàn thành", Mode.LATEST),
    ("hoàn tất", Mode.LATEST),
    ("kết thúc", Mode.LATEST),
    ("thời gian", None),
    ("thực hiện", None),
    ("tổ chức", None),
    ("báo cáo", None),
    ("nộp", None),
    ("gửi", None),
    ("trong", None),
    ("vào", None),
    ("là", None),
    ("cả", None),
)
"""Words before a period and what they make of it (None: nothing); a longer entry stands before its beginning."""

RECURRING: Final = re.compile(
    r"thường xuyên|liên tục|h[ằà]ng (?:ngày|tuần|tháng|quý|năm)|mỗi (?:ngày|tuần|tháng|quý|năm)"
    r"|định k[ỳì]|các tháng|(?:cả|suốt|trong) năm(?: học)?$"
)
APPROXIMATE: Final = re.compile(r"^(?:dự kiến|khoảng) ")
HOUR: Final = re.compile(
    r"\d{1,2} ?(?:h|g|giờ|:) ?(?:\d{1,2})?(?: ?phút)?(?: sáng| trưa| chiều| tối)?,? ?(?=ngày |thứ |chủ nhật)"
)
SUNDAY: Final = 6
WEEKDAYS: Final = {"hai": 0, "ba": 1, "tư": 2, "năm": 3, "sáu": 4, "bảy": 5} | {
    str(number): number - 2 for number in range(2, 8)
}
WEEKDAY: Final = re.compile(rf"(?:(?:sáng|chiều) )?(?:thứ ({'|'.join(WEEKDAYS)})|chủ nhật),? (?=ngày )")
RANGE: Final = re.compile(r" (?:cho )?(?:đến|tới) | ?- ?")
LIST: Final = re.compile(r",? và |, ?")
PARTS: Final = re.compile(r"[;()\n]|,(?!\d)")
