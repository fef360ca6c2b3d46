"""Số phận của mỗi lá thư trên đường gửi."""

from typing import Final

TEXTS: Final[dict[str, str]] = {
    "address_not_valid": "không phải địa chỉ thư điện tử: {addresses}",
    "already_kept": "đã có sẵn trong thư mục thư: {file}",
    "before_handing_over": "mất liên lạc với máy chủ thư trước khi giao thư: {detail}",
    "broke_off": "các lần gửi trước dừng giữa chừng",
    "given_up": "thôi không gửi sau {attempts} lần, lần cuối: {words}",
    "kept": "đã lưu vào thư mục thư: {file}",
    "mail_ca_file_unreadable_hint": "xem lại đường dẫn tệp chứng thư trong cấu hình thư",
    "mail_login_needed_hint": "ghi tên đăng nhập và mật khẩu hộp thư của cơ quan vào cấu hình thư",
    "mail_login_refused_hint": "xem lại tên đăng nhập và mật khẩu trong cấu hình thư; chưa thư nào bị mất",
    "mail_sender_refused_hint": "xem lại địa chỉ gửi và tên đăng nhập trong cấu hình thư",
    "mail_server_unreachable_hint": "xem mạng, tên và cổng máy chủ trong cấu hình thư; thư vẫn chờ và sẽ được gửi sau",
    "mail_server_untrusted_hint": "nếu máy chủ dùng chứng thư của cơ quan, ghi tệp chứng thư gốc vào cấu hình thư",
    "mail_starttls_missing_hint": "chọn kiểu bảo mật tls nếu máy chủ có; không gửi khi đường truyền chưa được bảo vệ",
    "not_tried": "chưa gửi: {words}",
    "refused_among_others": "{words}; không nhận: {refused}",
    "refused_recipient": "{address} ({words})",
    "timed_out": "chờ quá lâu không thấy trả lời",
    "uncertain": "mất liên lạc sau khi đã giao thư, không biết máy chủ đã nhận hay chưa: {detail}",
    "uncertain_too_often": "nhiều lần không biết máy chủ đã nhận hay chưa, cần người xem: {words}",
    "unforeseen": "lỗi không lường trước khi gửi: {detail}",
    "waiting_for_all": "chờ để mọi người cùng nhận được: {refused}",
}
