"""Mỗi điều còn thiếu của một bước chuyển, và cách bổ sung."""

from typing import Final

TEXTS: Final[dict[str, str]] = {
    "cases_remain": "còn {count} trường ở bước “{stage}”: {names}",
    "cases_remain_hint": "xem các trường này: cycle status --stage {stage}",
    "date_in_future": "ngày {day} chưa đến, hôm nay là {today}",
    "date_in_future_hint": "ghi lại --dated theo ngày trên văn bản",
    "file_wanted": "{kind} phải là tệp, không phải đường link",
    "file_wanted_hint": "ghi tên tệp: --document {kind}=van-ban.pdf",
    "gate_closed": "{track} chưa đến bước “{stage}”",
    "gate_closed_hint": "đợi đến bước đó; xem tiến độ: cycle status",
    "gate_closed_office_hint": "đợi đến bước đó; xem còn thiếu gì: cycle why {unit}",
    "level_contradicts": "mức {level} trái với điểm đã nhập, theo điểm là mức {scored}",
    "level_contradicts_hint": "bỏ --level; xem vì sao: cycle score explain {unit} --kind {kind}",
    "level_hint": "ghi --level 1 (chưa đáp ứng), 2 (đáp ứng cơ bản) hoặc 3 (đáp ứng tốt)",
    "level_missing": "chưa có {level}",
    "level_missing_hint": (
        "cycle advance {unit} {transition} --level N, với N là 1 (chưa đáp ứng), 2 (đáp ứng cơ bản) hoặc 3 (đáp "
        "ứng tốt); hoặc nhập điểm: cycle score enter {unit} {kind} …"
    ),
    "level_not_asked": "bước chuyển {transition} không ghi mức độ",
    "level_not_asked_hint": "bỏ --level khỏi lệnh",
    "level_unknown": "không có mức {level}",
    "levels_between": "{lowest} đến {highest}",
    "link_unusable": "đường link {kind} không mở được bằng trình duyệt",
    "link_unusable_hint": "chép nguyên địa chỉ từ trình duyệt, không có dấu cách, tên hay mật khẩu: --document {kind}=https://…",
    "link_wanted": "{kind} phải là đường link",
    "link_wanted_hint": "ghi đường link: --document {kind}=https://…",
    "not_permitted": "bước chuyển {transition} dành cho vai trò {roles}",
    "not_permitted_hint": (
        "nhờ người có vai trò đó; hoặc nhờ quản trị giao: cycle officer add TÊN_ĐĂNG_NHẬP --role {role} --unit {unit}"
    ),
    "overruled": "mức {level} khác mức theo điểm, là mức {scored}",
    "overruled_hint": 'ghi lý do: --reason "…"; xem vì sao: cycle score explain {unit} --kind {kind}',
    "paper_word": "{kind}={file}",
    "product_missing": "thiếu {product} ({kind})",
    "product_missing_hint": "cycle advance {unit} {transition} --document {kind}={file}",
    "reason_missing": "chưa ghi lý do",
    "reason_missing_hint": 'cycle advance {unit} {transition} --reason "lý do"',
    "reason_word": '"lý do"',
    "sample_file": "van-ban.pdf",
    "scores_undecided": "điểm đã nhập chưa ra {level}",
    "scores_undecided_hint": (
        "xem còn thiếu gì: cycle score explain {unit} --kind {kind}; hoặc ghi mức: cycle advance {unit} {transition} "
        "--level N"
    ),
    "unknown_product": "không có loại sản phẩm {kind}",
    "unknown_product_hint": "các loại sản phẩm: {kinds}",
    "until_in_past": "hạn mới {day} đã qua",
    "until_in_past_hint": "chọn ngày từ hôm nay trở đi: --until 28/02/2025",
    "until_not_asked": "bước chuyển {transition} không đặt hạn mới",
    "until_not_asked_hint": (
        'bỏ --until; muốn gia hạn một mốc: cycle extend {unit} II.1 --until 14/02/2025 --reason "lý do"'
    ),
    "whole_command": "ghi đủ trong một lệnh: {command}",
    "wrong_stage": "đang ở bước “{stage}”; {transition} chỉ làm được từ bước: {sources}",
    "wrong_stage_hint": "xem việc làm được lúc này: cycle why {unit}",
}
