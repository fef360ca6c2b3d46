"""Lời kể của buổi diễn tập một năm học."""

from typing import Final

TEXTS: Final[dict[str, str]] = {
    "audit": "Lịch sử: {events} sự kiện, đã kiểm tra nguyên vẹn; dấu vân tay {fingerprint}…",
    "end": "Đến hết ngày {day}, các hồ sơ đang ở: {stages}.",
    "letters": "Đã viết {count} thư; thư nằm trong hòm thư của buổi diễn tập, không gửi ra ngoài.",
    "look": "Mở xem:",
    "look_board": "bảng theo dõi của lãnh đạo    {where}",
    "look_letters": "hòm thư (Maildir)             {where}",
    "look_preview": "một thư, xem bằng trình duyệt {where}",
    "look_reports": "báo cáo từng tháng            {where}",
    "look_site": "trang kết quả công khai       {where}",
    "machine_off": "(máy tắt từ ngày {first}, bật lại ngày {until}: chỉ nói mốc nhắc mới nhất)",
    "month": "tháng {month}: {acts:>2} lệnh, {letters:>2} thư",
    "opened": "Mở kế hoạch ngày {day} cho {schools} trường mẫu. Cả năm học chạy bằng chính các lệnh của chương trình:",
    "read": "Đọc kế hoạch {number} từ văn bản gốc: {count} nhiệm vụ, đủ thời hạn.",
    "try": "Thử tiếp: cycle --workspace {workspace} --as-of 2025-02-10 status",
}
