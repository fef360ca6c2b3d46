"""Danh sách đơn vị: chỗ nào sai và sửa thế nào."""

from typing import Final

TEXTS: Final[dict[str, str]] = {
    "bad_email": "“{value}” không phải là một địa chỉ thư điện tử",
    "bad_email_hint": "ghi đúng một địa chỉ, không dấu, không cách, dạng ten@donvi.vn; chưa có thì để trống",
    "bad_website": "“{value}” không phải là địa chỉ trang web",
    "bad_website_hint": "ghi cả địa chỉ, bắt đầu bằng https:// hoặc http://; chưa có thì để trống",
    "circle": "các đơn vị quản lý lẫn nhau thành vòng: {codes}",
    "circle_hint": "sửa cột Đơn vị quản lý để mỗi đơn vị chỉ thuộc cấp trên của mình",
    "column_twice": "cột “{second}” lặp lại cột “{first}”",
    "column_twice_hint": "xóa hoặc đổi tên một trong hai cột",
    "did_you_mean": "có phải là cột “{near}” không?",
    "equal_codes": "mã {code} ở dòng {row} trùng với dòng {first}",
    "equal_codes_hint": "mỗi đơn vị một mã; chữ hoa và chữ thường được coi là như nhau",
    "kinds_hint": "ghi một trong các loại: {kinds}",
    "missing_column": "thiếu cột {heading}",
    "missing_column_hint": "thêm cột {heading} vào dòng tiêu đề của bảng",
    "missing_value": "thiếu {heading}",
    "missing_value_hint": "điền vào ô, hoặc xóa cả dòng nếu dòng không phải là một đơn vị",
    "near_kind_hint": "có phải “{near}” không? Các loại được dùng: {kinds}",
    "near_parent_hint": "có phải {near} không?",
    "no_headings": "không thấy dòng tiêu đề; bảng cần có các cột {required}",
    "no_headings_hint": "xem tệp mẫu danh sách đơn vị và giữ nguyên tên các cột",
    "own_parent": "đơn vị {code} ghi chính mình là đơn vị quản lý",
    "own_parent_hint": "ghi mã của cấp trên, hoặc để trống nếu không có cấp trên",
    "unknown_kind": "không có loại đơn vị “{kind}”",
    "unknown_parent": "đơn vị quản lý {parent} của {code} không có trong tệp và chưa có trong chương trình",
    "unknown_parent_hint": "thêm một dòng cho đơn vị quản lý đó, hoặc sửa mã",
}
