"""Báo cáo, bảng theo dõi và sơ đồ các bước."""

from typing import Final

TEXTS: Final[dict[str, str]] = {
    "due_too_soon": "kỳ {period}: từ ngày chốt {cut_off} đến hạn gửi {due} không có ngày làm việc nào ở giữa",
    "due_too_soon_hint": "lùi hạn gửi báo cáo của kỳ này, để có ít nhất một ngày làm việc sau ngày chốt số liệu",
    "period_hint": "viết năm và tháng của ngày chốt số liệu, ví dụ 2025-02",
    "reporting_rule_hint": "chọn ngày chốt từ 1 và hạn gửi sau ngày chốt, muộn nhất là ngày {last}",
}
