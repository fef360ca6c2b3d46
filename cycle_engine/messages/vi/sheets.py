"""Bảng tính: điều gì không đọc được, và lưu lại thế nào cho đọc được."""

from typing import Final

TEXTS: Final[dict[str, str]] = {
    "beyond_bounds": "có ô ghi dữ liệu nằm ngoài {rows} dòng và {columns} cột mà chương trình đọc",
    "beyond_bounds_hint": "xóa hẳn các dòng, cột thừa ở ngoài bảng (chọn cả dòng hoặc cột rồi Delete) và lưu lại",
    "broken_quotes": "dấu nháy kép mở ra mà không đóng, hoặc đóng rồi còn chữ theo sau",
    "broken_quotes_hint": "mở tệp bằng Excel và lưu lại dạng CSV UTF-8, hoặc sửa dấu nháy ở dòng đã nêu",
    "damaged": "tệp hỏng hoặc không phải là tệp Excel .xlsx",
    "damaged_hint": "mở tệp bằng Excel, chọn Lưu thành (Save As), kiểu Excel Workbook (*.xlsx), rồi dùng tệp mới",
    "error_cell": "ô đang báo lỗi {value} của Excel",
    "error_cell_hint": "sửa công thức, hoặc gõ thẳng giá trị vào ô",
    "formula_without_value": "ô có công thức chưa được tính",
    "formula_without_value_hint": "mở tệp bằng Excel, chờ tính xong và lưu lại, hoặc gõ thẳng giá trị vào ô",
    "has_doctype": "tệp chứa khai báo DOCTYPE, Excel không bao giờ ghi như thế",
    "has_doctype_hint": "không dùng tệp này; xin lại tệp do Excel lưu",
    "has_external_links": "tệp lấy giá trị từ tệp khác (liên kết ngoài), không ai kiểm tra được",
    "has_external_links_hint": (
        "trong Excel chọn Dữ liệu (Data), Sửa liên kết (Edit Links), Ngắt liên kết (Break Link), rồi lưu lại"
    ),
    "has_macros": "tệp có macro, chương trình không nhận",
    "has_macros_hint": "mở tệp bằng Excel, chọn Lưu thành (Save As), kiểu Excel Workbook (*.xlsx) không có macro",
    "no_worksheet": "tệp không có trang tính nào đang hiện",
    "no_worksheet_hint": "cho hiện trang tính cần đọc (Unhide) và đặt nó ở đầu",
    "not_unicode": "tệp chữ không ở bảng mã UTF-8",
    "not_unicode_hint": "trong Excel chọn Lưu thành (Save As), kiểu CSV UTF-8 (*.csv), hoặc dùng .xlsx",
    "old_or_locked": "tệp ở dạng Excel cũ (.xls) hoặc có đặt mật khẩu",
    "old_or_locked_hint": "mở bằng Excel, bỏ mật khẩu nếu có, rồi Lưu thành (Save As) Excel Workbook (*.xlsx)",
    "only_workbooks": "ở đây chương trình chỉ đọc tệp .xlsx, không đọc loại tệp này ({suffix})",
    "only_workbooks_hint": "mở tệp bằng Excel hoặc LibreOffice, chọn Lưu thành (Save As), kiểu Excel Workbook (*.xlsx)",
    "other_format": "chương trình không đọc loại tệp này ({suffix}), chỉ đọc .xlsx và .csv",
    "other_format_hint": "mở tệp bằng Excel hoặc LibreOffice, chọn Lưu thành (Save As), kiểu Excel Workbook (*.xlsx)",
    "too_large": "tệp lớn hơn {megabytes} MB",
    "too_large_hint": "chép riêng bảng cần đọc sang tệp mới, bỏ hình ảnh, rồi lưu lại",
    "too_large_unpacked": "tệp bung ra lớn hơn {megabytes} MB hoặc bị nén quá mức",
    "too_large_unpacked_hint": "chép riêng bảng cần đọc sang tệp mới, chỉ dán giá trị, rồi lưu lại",
    "unreadable": "không mở được tệp để đọc",
    "unreadable_hint": "kiểm tra đây là tệp chứ không phải thư mục, quyền đọc, và tệp có đang bị khóa không",
    "where": "dòng {row}, cột {column}",
    "where_row": "dòng {row}",
}
