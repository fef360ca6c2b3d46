"""Mẫu thư: điều gì hỏng trong mẫu riêng của đơn vị."""

from typing import Final

TEXTS: Final[dict[str, str]] = {
    "deadline_missing": "thư không nêu ngày cần hoàn thành",
    "known_files": "mẫu thư riêng mang tên của mẫu có sẵn, gần nhất là {nearest}",
    "known_templates": "các mẫu thư có sẵn: {templates}",
    "no_subject": "thư không có tiêu đề",
    "no_such_file": "mẫu gọi một tệp không có trong các mẫu thư",
    "not_escaped": "dữ liệu được chèn vào HTML mà không qua bước chuyển ký tự",
    "not_official": "thư không còn câu cho biết thư tự động không thay thế văn bản chính thức (28/2018/QĐ-TTg)",
    "outside_content": "thư tải nội dung từ bên ngoài hoặc chạy mã",
    "put_right": "sửa tệp này, hoặc xóa đi để dùng mẫu có sẵn",
    "template_fails": "mẫu thư không dùng được: {cause}",
    "unknown_file": "không có mẫu thư nào mang tên này",
}
