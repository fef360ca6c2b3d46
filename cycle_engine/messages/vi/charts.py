"""Biểu đồ: tiêu đề, lời mô tả và bảng số liệu."""

from typing import Final

TEXTS: Final[dict[str, str]] = {
    "axis_schools": "Số trường",
    "axis_working_days": "Ngày làm việc bình quân mỗi trường",
    "caption": "Hình {number}. {title}",
    "column_day": "Hết ngày",
    "column_department_average": "Cơ quan quản lý giữ, bình quân",
    "column_department_days": "Cơ quan quản lý giữ, tổng số ngày",
    "column_kind": "Loại kết quả",
    "column_level": "Mức độ",
    "column_milestone": "Mốc",
    "column_school_average": "Nhà trường giữ, bình quân",
    "column_school_days": "Nhà trường giữ, tổng số ngày",
    "column_schools": "Số trường",
    "column_year": "Năm học {year}",
    "data": "Số liệu của biểu đồ",
    "department_holds": "Cơ quan quản lý giữ",
    "holders_all": (
        "Tính trên {units} trường, nhà trường giữ hồ sơ bình quân {school} ngày làm việc, cơ quan quản lý giữ bình "
        "quân {department} ngày."
    ),
    "holders_empty": "Chưa có ngày làm việc nào để vẽ biểu đồ thời gian giữ hồ sơ.",
    "holders_longest": "Lâu nhất là mốc {id}: nhà trường {school} ngày, cơ quan quản lý {department} ngày.",
    "holders_title": "Số ngày làm việc nhà trường và cơ quan quản lý giữ hồ sơ, theo mốc",
    "level_1": "Mức 1",
    "level_2": "Mức 2",
    "level_3": "Mức 3",
    "level_missing": "Chưa có",
    "levels_counted": "mức 3: {third}, mức 2: {second}, mức 1: {first}, chưa có: {missing}",
    "levels_empty": "Chưa có trường nào có kết quả mức độ để vẽ biểu đồ.",
    "levels_first_year": "Không có số liệu năm học trước để so sánh.",
    "levels_kind": "{kind}: năm học {year} có {now}.",
    "levels_kind_compared": "{kind}: năm học {year} có {now}; năm học {year_before} có {before}.",
    "levels_only": (
        "{only_now} trường chỉ có trong năm học {year}, {only_before} trường chỉ có trong năm học {year_before}."
    ),
    "levels_title": "Số trường theo mức độ, năm học {year}",
    "levels_title_compared": "Số trường theo mức độ, năm học {year} so với năm học {year_before}",
    "nobody": "không có trường nào",
    "progress_aside": "{aside} trường không đánh giá trong năm học này không tính trong biểu đồ.",
    "progress_cells_title": "Số trường ở từng bước theo thời gian",
    "progress_deadlines": "Thời hạn các mốc: {marks}.",
    "progress_empty": "Chưa có trường nào trong kỳ đánh giá để vẽ biểu đồ tiến độ.",
    "progress_mark": "{id} ngày {due}",
    "progress_now": "Từ ngày {first} đến hết ngày {last}, {schools} trường nay ở các bước: {stages}.",
    "progress_stage": "{stage}: {count}",
    "progress_title": "Số trường ở từng bước theo thời gian và thời hạn các mốc",
    "school_holds": "Nhà trường giữ",
    "sheet": "Biểu đồ",
    "year": "Năm học {year}",
    "year_alone": "Năm học {year} (không có số liệu năm học trước)",
}
