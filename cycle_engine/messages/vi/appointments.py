"""Lịch hẹn: hạn của từng nội dung trong chương trình lịch."""

from typing import Final

TEXTS: Final[dict[str, str]] = {
    "and_more": "… và {count} đơn vị khác",
    "basis": "Căn cứ: Kế hoạch số {number} ngày {issued}, mục {section}",
    "feed_name": "Lịch hẹn {label} - {who}",
    "handed_over": "Thời hạn: {nominal}; hồ sơ được bàn giao ngày {received_on} nên có đến hết {counts_from}",
    "nominal": "Thời hạn: {nominal}",
    "nominal_moved": "Thời hạn: {nominal} trùng ngày nghỉ; lịch hẹn ghi ngày làm việc liền trước",
    "not_official": "Lịch hẹn tự động để biết, không thay thế văn bản chính thức (Quyết định 28/2018/QĐ-TTg).",
    "products": "Sản phẩm: {products}",
    "still_due": "Chưa ghi nhận kết quả: {units}",
    "title_done": "Đã hoàn thành: {title} - {who}",
    "title_due": "Hạn: {title} - {who}",
    "title_off": "Không còn phải thực hiện: {title} - {who}",
    "unit": "Đơn vị: {who}",
    "units_done": "{count} đơn vị",
    "units_due": "còn {due}/{count} đơn vị",
    "visit_basis": "Căn cứ: Kế hoạch số {number} ngày {issued}",
    "visit_done": "Đã đánh giá ngoài: {who}",
    "visit_due": "Đánh giá ngoài: {who}",
    "visit_off": "Không còn lịch đánh giá ngoài: {who}",
    "visitors": "Đoàn đánh giá ngoài: {visitors}",
}
