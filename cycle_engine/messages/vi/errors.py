"""Mỗi lời từ chối nói một câu: điều gì sai."""

from typing import Final

TEXTS: Final[dict[str, str]] = {
    "calendar_file_not_found": "không có tệp lịch {file}",
    "calendar_range": "ngày {day} nằm ngoài lịch làm việc, lịch chỉ có từ {first} đến {last}",
    "definition_not_found": "không có tệp quy trình hay kế hoạch {name}",
    "document_not_found": "không có tệp {file}",
    "file_invalid": "tệp {file} có {count} chỗ sai",
    "file_unreadable": "không đọc được tệp {file}: {detail}",
    "letter_template_not_found": "không có mẫu thư {template}",
    "mail_address_not_valid": "{address} không phải là một địa chỉ thư điện tử",
    "mail_ca_file_unreadable": "không đọc được tệp chứng thư {file}: {detail}",
    "mail_folder_unwritable": "không ghi được vào thư mục thư {folder}: {detail}",
    "mail_login_needed": "máy chủ thư {host} đòi đăng nhập: {detail}",
    "mail_login_refused": "máy chủ thư {host} không nhận đăng nhập {login}: {detail}",
    "mail_sender_refused": "máy chủ thư {host} không nhận người gửi {sender}: {detail}",
    "mail_server_unreachable": "không nối được với máy chủ thư {host}, cổng {port}: {detail}",
    "mail_server_untrusted": "không tin được chứng thư của máy chủ thư {host}: {detail}",
    "mail_setting_out_of_range": "cấu hình thư {setting} = {value} phải nằm trong khoảng từ {lowest} đến {highest}",
    "mail_starttls_missing": "máy chủ thư {host} không có STARTTLS",
    "mail_unprotected": "không gửi thư đến máy chủ {host} khi đường truyền không được bảo vệ",
    "period_not_valid": "{written} không phải một kỳ báo cáo",
    "plan_not_found": "không có kế hoạch “{name}”",
    "reporting_rule": "ngày chốt số liệu {cut_off_day} và ngày gửi báo cáo {due_day} không hợp lệ",
    "resource_not_found": "không có tệp {name} trong {folders}",
    "sheet_not_found": "không có tệp {file}",
    "template_broken": "mẫu thư hỏng: {problem}",
    "workflow_not_found": "không có quy trình “{name}”",
}
