"""Mỗi lời từ chối nói một câu: điều gì sai."""

from typing import Final

TEXTS: Final[dict[str, str]] = {
    "calendar_file_not_found": "không có tệp lịch {file}",
    "calendar_range": "ngày {day} nằm ngoài lịch làm việc, lịch chỉ có từ {first} đến {last}",
    "definition_not_found": "không có tệp quy trình hay kế hoạch {name}",
    "document_not_found": "không có tệp {file}",
    "file_invalid": "tệp {file} có {count} chỗ sai",
    "file_unreadable": "không đọc được tệp {file}: {detail}",
    "mail_address_not_valid": "{address} không phải là một địa chỉ thư điện tử",
    "period_not_valid": "{written} không phải một kỳ báo cáo",
    "plan_not_found": "không có kế hoạch “{name}”",
    "reporting_rule": "ngày chốt số liệu {cut_off_day} và ngày gửi báo cáo {due_day} không hợp lệ",
    "resource_not_found": "không có tệp {name} trong {folders}",
    "sheet_not_found": "không có tệp {file}",
    "workflow_not_found": "không có quy trình “{name}”",
}
