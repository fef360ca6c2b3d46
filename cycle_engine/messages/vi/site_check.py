"""Trang kiểm tra giấy chứng nhận trong trang kết quả công khai."""

from typing import Final

TEXTS: Final[dict[str, str]] = {
    "by_hand": (
        "Người có chương trình thì gõ lệnh dưới đây, máy không cần nối mạng. Người khác gửi mã cho cơ quan cấp giấy."
    ),
    "changed_note": (
        "Chữ ký không khớp với nội dung: mã đã bị sửa, hoặc gõ sai. Hãy quét lại mã QR, hoặc dán lại toàn bộ mã."
        " Nếu vẫn không khớp thì mã này không phải do cơ quan này ký."
    ),
    "changed_title": "Không hợp lệ",
    "check": "Kiểm tra",
    "checking": "Đang kiểm tra…",
    "code": "Mã trên giấy chứng nhận",
    "code_hint": (
        "Quét mã QR, hoặc dán mã bắt đầu bằng {prefix} vào đây; xuống dòng và khoảng trắng không sao. Mã không"
        " được gửi đi đâu."
    ),
    "compare": "Hãy so từng mục với tờ giấy: khác mục nào thì tờ giấy không đúng như đã cấp.",
    "decision": "Quyết định công nhận",
    "facts": "Giấy chứng nhận ghi",
    "genuine_note": (
        "Do cơ quan này ký, nội dung không bị sửa, và không có trong danh sách thu hồi tính đến ngày {day}."
    ),
    "genuine_title": "Hợp lệ",
    "insecure": (
        "Trình duyệt chỉ kiểm tra chữ ký trên trang mở bằng địa chỉ https://, hoặc mở từ tệp trong máy. Hãy mở"
        " lại trang này bằng một trong hai cách đó."
    ),
    "intro": "Trang này cho biết mã trên giấy chứng nhận có đúng do {office} ký không, và giấy còn hiệu lực không.",
    "issued_on": "Ngày cấp",
    "key_hint": "Dành cho người kiểm tra bằng chương trình khác.",
    "level": "Mức được công nhận",
    "no_key": "Cơ quan này chưa cấp giấy chứng nhận có mã, nên chưa có gì để kiểm tra ở đây.",
    "not_checked_note": (
        "Trang này cần JavaScript và một trình duyệt biết chữ ký Ed25519 (bản mới của Chrome, Edge, Firefox hoặc"
        " Safari). Chưa kiểm tra được thì không thể nói giấy là thật hay giả."
    ),
    "not_checked_title": "Chưa kiểm tra được",
    "public_keys": "Khóa công khai",
    "revoked_note": "Đúng do cơ quan này ký, nhưng đã bị thu hồi ngày {day}: giấy không còn hiệu lực.",
    "revoked_title": "Đã bị thu hồi",
    "school": "Trường",
    "school_year": "Năm học",
    "serial": "Số vào sổ cấp giấy chứng nhận",
    "title": "Kiểm tra giấy chứng nhận",
    "unit": "Mã",
    "unknown_key_note": (
        "Mã được ký bằng khóa {key}, không phải khóa của cơ quan này, nên ở đây không biết giấy là thật hay giả."
        " Hãy hỏi cơ quan ghi trên giấy, hoặc kiểm tra ở trang của cơ quan đó."
    ),
    "unknown_key_title": "Không rõ ai ký",
    "unreadable_note": (
        "Đây không phải một mã trọn vẹn. Mã bắt đầu bằng {prefix} và chỉ có chữ cái, chữ số 2 đến 7; hãy dán đủ"
        " đến chữ cuối."
    ),
    "unreadable_title": "Không đọc được mã",
}
