"""Xuất dữ liệu cho phần mềm khác."""

from typing import Final

TEXTS: Final[dict[str, str]] = {
    "written": "Đã ghi {rows} dòng: {file}",
}
