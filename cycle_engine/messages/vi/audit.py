"""Chỗ nào của lịch sử không còn như lúc ghi."""

from typing import Final

TEXTS: Final[dict[str, str]] = {
    "certificate_row_differs": "giấy chứng nhận {id} đang lưu không khớp với sổ",
    "document_row_differs": "văn bản {id} đang lưu không khớp với các dòng của sổ",
    "end_missing": "mất những dòng cuối của lịch sử",
    "event_changed": "dòng lịch sử số {seq} đã bị sửa",
    "event_missing": "mất dòng lịch sử số {seq}",
    "file_changed": "văn bản {name} đã nộp bị sửa",
    "file_missing": "mất văn bản {name} đã nộp",
    "keys_differ": "danh sách khóa công khai không khớp với sổ",
    "link_broken": "dòng lịch sử số {seq} không nối với dòng trước",
    "no_events": "không còn dòng lịch sử nào",
    "plan_changed": "kế hoạch điều chỉnh lần {number} không còn như lúc ghi",
    "plan_unrecorded": "có kế hoạch điều chỉnh mà lịch sử không ghi",
    "register_unreadable": "có dòng của sổ văn bản không đọc được",
    "row_differs": "trạng thái đang lưu không khớp với lịch sử",
}
