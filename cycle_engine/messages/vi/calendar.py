"""Words about days off and worked days."""

from typing import Final

TEXTS: Final[dict[str, str]] = {
    "compensation": "{day}: {name}",
    "disputed": "{day}: {name} (chưa có quy định nghỉ, vẫn tính là ngày làm việc)",
    "holiday": "{day}: {name}",
    "provincial": "{day}: {name} (nghỉ theo quyết định của địa phương)",
    "range_hint": "Chọn một ngày trong khoảng đó, hoặc kiểm tra lại năm của ngày đã nhập.",
    "saturday": "{day}: Thứ Bảy",
    "sunday": "{day}: Chủ nhật",
    "swap_off": "{day}: {name}",
    "worked": "{day}: làm việc ({name})",
}
