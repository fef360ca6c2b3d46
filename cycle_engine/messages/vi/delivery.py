"""Số phận của mỗi lá thư trên đường gửi."""

from typing import Final

TEXTS: Final[dict[str, str]] = {
    "address_not_valid": "không phải địa chỉ thư điện tử: {addresses}",
    "already_kept": "đã có sẵn trong thư mục thư: {file}",
    "before_handing_over": "mất liên lạc với máy chủ thư trước khi giao thư: {detail}",
    "given_up": "thôi không gửi sau {attempts} lần, lần cuối: {words}",
    "kept": "đã lưu vào thư mục thư: {file}",
    "not_tried": "chưa gửi: {words}",
    "refused_among_others": "{words}; không nhận: {refused}",
    "refused_recipient": "{address} ({words})",
    "timed_out": "quá {seconds} giây không thấy trả lời",
    "uncertain": "mất liên lạc sau khi đã giao thư, không biết máy chủ đã nhận hay chưa: {detail}",
    "uncertain_too_often": "nhiều lần không biết máy chủ đã nhận hay chưa, cần người xem: {words}",
    "unforeseen": "lỗi không lường trước khi gửi: {detail}",
    "waiting_for_all": "chờ để mọi người cùng nhận được: {refused}",
}
