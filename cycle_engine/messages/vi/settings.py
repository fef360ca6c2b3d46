"""What is wrong in an office's settings."""

from typing import Final

TEXTS: Final[dict[str, str]] = {
    "due_too_soon": "hạn gửi ngày {due} phải sau ngày chốt số liệu {cut_off} ít nhất hai ngày",
    "due_too_soon_hint": (
        "sửa report.cut_off_day hoặc report.due_day trong cycle.toml, để giữa hai ngày có ít nhất một ngày làm việc"
    ),
    "negative": "{value}: cần một số nguyên từ 0 trở lên; 0 là không hạn chế",
    "no_day": "“{value}” không phải ngày dạng NĂM-THÁNG-NGÀY, ví dụ 2025-04-29",
    "no_day_of_month": "{value} không phải ngày trong tháng từ 1 đến 28",
    "no_time": "“{value}” không phải giờ dạng HH:MM, ví dụ 07:00",
    "not_positive": "{value}: cần một số nguyên lớn hơn 0",
    "not_toml": "không đọc được theo TOML: {cause}",
    "not_toml_hint": "sửa dòng đã nêu; chữ phải nằm trong ngoặc kép, tệp lưu dạng UTF-8",
    "unknown": "không có thiết lập “{key}”",
    "unknown_hint": "các thiết lập có ở đây: {keys}",
    "unknown_word": "“{value}” không dùng được; chọn một trong: {words}",
    "wrong_type": "giá trị của “{key}” sai kiểu; ví dụ đúng: {example}",
}
