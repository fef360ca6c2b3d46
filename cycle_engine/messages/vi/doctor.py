"""Kết quả kiểm tra mọi thứ cần để làm việc, và cách sửa."""

from typing import Final

TEXTS: Final[dict[str, str]] = {
    "bad": "Cần sửa:",
    "calendar_confirmed": "lịch nghỉ năm {year} đã được xác nhận",
    "calendar_hint": (
        "khi có thông báo chính thức, ghi ngày nghỉ và ngày làm bù vào một tệp trong config/calendars của thư mục "
        "làm việc"
    ),
    "calendar_unconfirmed": "lịch nghỉ năm {year} chưa được xác nhận",
    "daemon_alive": "chương trình chạy nền làm việc lần cuối lúc {at}",
    "daemon_hint": (
        "chạy liên tục: cycle run; hoặc mỗi sáng chạy: cycle tick, cycle mail deliver, cycle publication check --due"
    ),
    "daemon_never": "chương trình chạy nền chưa chạy lần nào",
    "daemon_silent": "chương trình chạy nền đã ngừng, làm việc lần cuối lúc {at}",
    "damaged": "cơ sở dữ liệu hỏng: {detail}",
    "damaged_hint": "khôi phục từ bản sao mới nhất trong thư mục backups: cycle database restore TÊN_BẢN_SAO",
    "database": "cơ sở dữ liệu {url}, phiên bản {revision}",
    "font": "văn bản PDF dùng phông chữ {font}",
    "font_hint": "để giống văn bản Word, cài một trong các phông: {fonts}",
    "good": "Tốt:",
    "job_failed": "việc {job} lúc {at} không xong: {error}",
    "journal_delete": "SQLite {version}, nhật ký kiểu DELETE (bản này chưa có bản sửa lỗi của WAL)",
    "journal_wal_safe": "SQLite {version}, nhật ký kiểu DELETE (bản này đã có bản sửa lỗi của WAL)",
    "mail_failed": "{count} thư gửi hỏng",
    "mail_maildir": "thư nằm trong thư mục mail, không gửi ra ngoài",
    "mail_smtp": "thư gửi qua máy chủ {host}",
    "mail_stuck_hint": "xem lý do: cycle mail list --state {state}; gửi lại từng thư: cycle mail retry SỐ",
    "mail_uncertain": "{count} thư chưa rõ máy chủ đã nhận hay chưa",
    "note": "Lưu ý:",
    "paused": "đang tạm ngừng viết cho: {addresses}",
    "paused_hint": "xem đến hết ngày nào: cycle mail pauses; viết lại: cycle mail resume HỘP_THƯ",
    "workspace": "thư mục làm việc {folder}",
}
