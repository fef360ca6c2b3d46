"""Lịch sử khác báo cáo ở chỗ nào."""

from typing import Final

TEXTS: Final[dict[str, str]] = {
    "event_added": "dòng lịch sử số {seq} mang ngày trước khi làm báo cáo nhưng khi đó chưa có",
    "event_gone": "mất dòng lịch sử số {seq} mà báo cáo đã tính",
    "event_other": "dòng lịch sử số {seq} khác lúc làm báo cáo: khi đó {kept}, nay {found}",
}
