"""Những chỗ sai trong tệp quy trình và tệp kế hoạch, và cách sửa."""

from typing import Final

TEXTS: Final[dict[str, str]] = {
    "after_recognition_date": (
        "mốc {milestone} hết hạn ngày {due}, sau ngày {latest} là ngày cuối của Bộ cho việc công nhận, công bố"
    ),
    "after_recognition_date_hint": (
        "đặt hạn của mốc {milestone} chậm nhất ngày {latest}, hoặc đối chiếu với hướng dẫn của năm học"
    ),
    "after_self_assessment_date": (
        "mốc {milestone} hết hạn ngày {due}, sau ngày {latest} là ngày cuối của Bộ cho kết quả tự đánh giá"
    ),
    "after_self_assessment_date_hint": (
        "đặt hạn của mốc {milestone} chậm nhất ngày {latest}, hoặc đối chiếu với hướng dẫn của năm học"
    ),
    "allowed": "được dùng: {allowed}",
    "at_end": "cuối tệp",
    "at_line": "dòng {line}, cột {column}",
    "beyond_calendar": "lịch làm việc chưa có ngày {day}",
    "beyond_calendar_hint": "xem lại năm của ngày {day}",
    "did_you_mean": "có phải là “{nearest}”? được dùng: {allowed}",
    "due_at_weekend": (
        "{milestones}: hạn {due} là ngày nghỉ cuối tuần; "
        "nhắc hướng tới ngày {remind_by}, tính quá hạn sau ngày {late_after}"
    ),
    "due_at_weekend_hint": (
        "nếu muốn hạn là ngày làm việc, ghi due là ngày {remind_by} hoặc {next_working} cho {milestones}"
    ),
    "due_before_needed": "mốc {milestone} hết hạn ngày {due}, trước mốc {needed} mà nó cần (hạn {needed_due})",
    "due_before_needed_hint": (
        "đặt hạn của mốc {milestone} từ ngày {needed_due} trở đi, hoặc đưa hạn của mốc {needed} lên trước ngày {due}"
    ),
    "due_before_opens": "mốc {milestone} hết hạn ngày {due}, trước khi bắt đầu ngày {opens}",
    "due_before_opens_hint": "sửa opens hoặc due của mốc {milestone}",
    "due_in_holiday": (
        "{milestones}: hạn {due} rơi vào ngày nghỉ ({why}); nhắc hướng tới ngày {remind_by}, tính quá hạn sau "
        "ngày {late_after}"
    ),
    "due_in_holiday_hint": (
        "nếu muốn hạn là ngày làm việc, ghi due là ngày {remind_by} hoặc {next_working} cho {milestones}"
    ),
    "due_on_disputed_day": "{milestones}: hạn {due} là ngày chưa rõ có được nghỉ không ({why})",
    "due_on_disputed_day_hint": "khi có quy định, ghi ngày {due} vào tệp lịch của cơ quan",
    "empty": "còn để trống",
    "gate_on_many_cases": "luồng {track} có nhiều hồ sơ nên không chờ nó đến “{stage}” được",
    "gate_on_many_cases_hint": "dùng no_case_in:{track}.<giai đoạn> để chờ đến khi không còn hồ sơ nào ở đó",
    "guard_without_argument": "điều kiện “{guard}” không nhận “{argument}”",
    "guard_without_argument_hint": 'viết gọn là "{guard}"',
    "id_twice": "mã “{value}” có hai lần",
    "id_twice_hint": "đặt cho mỗi dòng một mã riêng",
    "id_with_blank": "mã “{value}” không được có dấu cách",
    "initial_is_nobodys": "hồ sơ bắt đầu ở “{stage}” thì không ai phải làm gì",
    "initial_is_nobodys_hint": "chọn initial là giai đoạn có owner, hoặc ghi owner cho “{stage}”",
    "known_names": "hiện có: {names}; hoặc ghi đường dẫn của tệp",
    "ladder_empty": "kế hoạch không có bậc nhắc nào cho các mốc {milestones}",
    "ladder_empty_hint": 'thêm các bảng [[ladder]], ví dụ offset = -5, to = "owner", template = "reminder"',
    "ladder_too_late": "không bậc nào nhắc người phải làm trước hạn của các mốc {milestones}",
    "ladder_too_late_hint": 'thêm một bậc có offset âm và to = "owner", ví dụ offset = -5',
    "level_unrecorded": "không bước chuyển nào của luồng {track} ghi mức “{level}”",
    "level_unrecorded_hint": 'thêm level = "{level}" vào bước chuyển ghi mức đó',
    "milestone_moves_nothing": "mốc {milestone} chỉ nhắc, không gắn với bước chuyển nào",
    "milestone_moves_nothing_hint": (
        "nếu mốc {milestone} hoàn thành một bước chuyển, ghi completes là một trong: {steps}"
    ),
    "milestone_without_due": "mốc {milestone} không có hạn nên sẽ không nhắc",
    "milestone_without_due_hint": "ghi ngày cuối cùng của mốc {milestone} vào due, ví dụ due = 2025-01-31",
    "missing_key": "thiếu khóa “{key}”",
    "nearest_name": "có phải là “{name}”?",
    "no_names": "chưa có tệp nào; ghi đường dẫn của tệp",
    "not_a_day": "“{value}” không phải là ngày",
    "not_a_day_hint": "viết ngày theo năm-tháng-ngày, ví dụ 2025-01-31",
    "not_a_number": "“{value}” không phải số điểm",
    "not_a_number_hint": "ghi như 7 hoặc 7.5",
    "not_a_school_year": "“{value}” không phải là năm học; viết như 2024-2025",
    "not_a_school_year_hint": "viết năm học như 2024-2025",
    "not_a_table": "“{key}” phải là một bảng có tên",
    "not_file_name_hint": "mã viết bằng chữ thường không dấu, số, “_” hoặc “-”, bắt đầu bằng chữ",
    "not_identifier": "“{value}” không dùng làm mã được",
    "not_identifier_hint": "mã viết bằng chữ thường không dấu, số hoặc “_”, bắt đầu bằng chữ",
    "not_rows": "“{key}” phải là một dãy bảng",
    "not_rows_hint": "mỗi phần tử viết dưới một dòng [[…{key}]]",
    "not_set_id_hint": "mã viết bằng chữ thường không dấu, chữ số hoặc “-”, như 3276",
    "not_texts": "phải là một danh sách chữ, không có phần tử trống",
    "not_texts_hint": 'viết như {key} = ["…", "…"]',
    "not_toml": "{place}: không đúng cú pháp TOML ({detail})",
    "not_toml_hint": "xem lại dấu nháy, dấu ngoặc, dấu phẩy ở chỗ đó; ngày viết như 2025-01-31",
    "not_utf8": "tệp không phải là chữ UTF-8",
    "not_utf8_hint": "lưu lại tệp với bảng mã UTF-8",
    "other_workflow": "kế hoạch dùng quy trình “{value}”, không phải quy trình đang kiểm tra",
    "outside_school_year": "mốc {milestone} có ngày {day} ngoài năm học ({first} đến {last})",
    "outside_school_year_hint": "xem lại năm của ngày đó, hoặc school_year của kế hoạch",
    "post_empty": "{units}: chưa có hộp thư của {post}, nên thư đến bậc này không có người nhận",
    "post_empty_from": "{units}: từ ngày {since} không có hộp thư của {post}, nên thư đến bậc này không có người nhận",
    "post_empty_from_hint": (
        "ghi người nhận từ ngày {since}: cycle contact set ĐƠN_VỊ VAI_TRÒ --address HỘP_THƯ --since {since}"
    ),
    "post_empty_hint": (
        "điền hộp thư vào danh sách đơn vị, hoặc ghi người nhận: cycle contact set ĐƠN_VỊ VAI_TRÒ --address HỘP_THƯ"
    ),
    "product_unasked": "không bước chuyển nào cần sản phẩm “{product}”",
    "product_unasked_hint": "thêm “{product}” vào products của một bước chuyển, hoặc bỏ sản phẩm này",
    "reminders_before_issue": (
        "mốc {milestone} hạn {due}: lần nhắc cuối trước hạn là {last}, trước ngày ban hành kế hoạch {issued}"
    ),
    "reminders_before_issue_hint": "lùi hạn của mốc {milestone}, hoặc thêm một bậc nhắc gần hạn hơn, ví dụ offset = -1",
    "rung_on_wrong_side": "mẫu thư “{template}” không đúng với bậc {offset} ngày",
    "rung_on_wrong_side_hint": "bậc {offset} ngày dùng được: {fitting}",
    "rung_twice": "bậc {offset} ngày gửi {to} có hai lần",
    "rung_twice_hint": "bỏ một trong hai bậc {offset} ngày gửi {to}",
    "said_twice": "“{value}” có hai lần",
    "stage_named_previous": "“{stage}” không dùng làm mã giai đoạn được",
    "stage_named_previous_hint": "đặt mã khác; “{stage}” trong khóa to nghĩa là trở về giai đoạn trước",
    "stage_unreachable": "không có đường nào đến giai đoạn “{stage}”",
    "stage_unreachable_hint": 'thêm một bước chuyển có to = "{stage}", hoặc bỏ giai đoạn này',
    "stage_unreminded": "{track}: không mốc nào có hạn nhắc ở giai đoạn “{stage}”",
    "stage_unreminded_hint": "ghi due cho mốc hoàn thành giai đoạn “{stage}”, hoặc thêm một mốc như vậy",
    "stage_without_end": "từ giai đoạn “{stage}” không có đường đến giai đoạn kết thúc (không có owner)",
    "stage_without_end_hint": "thêm một bước chuyển rời “{stage}”, hoặc bỏ owner của nó nếu đó là giai đoạn kết thúc",
    "step_by_nobody": "không vai trò nào thực hiện được bước chuyển “{step}”",
    "step_by_nobody_hint": (
        "ghi vào by của “{step}” một vai trò: officer hoặc head; school chỉ làm được trên hồ sơ của trường mình"
    ),
    "step_from_nowhere": "bước chuyển “{step}” không rời giai đoạn nào",
    "step_from_nowhere_hint": "ghi các giai đoạn vào from của “{step}”, hoặc bỏ bước chuyển này",
    "superior_missing": "{office} chưa có cấp trên trong danh sách đơn vị, nên thư đến bậc này không có người nhận",
    "superior_missing_hint": (
        "điền cột Đơn vị quản lý của {office}, hoặc chạy: cycle school move {office} MÃ_CẤP_TRÊN; nếu không có cấp "
        "trên thì bỏ superior khỏi bậc đó"
    ),
    "too_big": "tệp lớn hơn {most} byte, không thể là tệp quy trình hay kế hoạch",
    "too_many_notices": "hộp thư {address} sẽ được báo {count} việc trong ngày {day}, quá {most} ({days} ngày như vậy)",
    "too_many_notices_hint": (
        "chia các trường cho nhiều cán bộ (cột Email cán bộ), bớt bậc nhắc gửi {address}, hoặc đặt most_notices cao "
        "hơn {count} trong cycle.toml"
    ),
    "too_small": "{value} quá nhỏ, ít nhất là {least}",
    "two_bounds": "một mức có hai cận cùng phía: {bounds}",
    "two_bounds_hint": "giữ một: from/to tính cả cận, above/below không tính",
    "unknown_guard": "không có điều kiện “{value}”",
    "unknown_key": "không có khóa “{key}”",
    "unknown_level": "không có loại mức “{value}”",
    "unknown_product": "không có sản phẩm “{value}”",
    "unknown_stage": "không có giai đoạn “{value}”",
    "unknown_step": "không có bước chuyển “{value}”",
    "unknown_template": "không có mẫu thư “{value}”",
    "unknown_track": "không có luồng “{value}”",
    "unknown_word": "không có từ “{value}”",
    "wanted_bool": "“{value}” phải là true hoặc false",
    "wanted_date": "“{value}” phải là một ngày",
    "wanted_dict": "“{value}” phải là một bảng {{ … }}",
    "wanted_int": "“{value}” phải là một số nguyên",
    "wanted_list": "“{value}” phải là một danh sách [ … ]",
    "wanted_str": "“{value}” phải là chữ đặt trong dấu nháy",
    "window_after_issue_too_short": (
        "mốc {milestone} chỉ có {days} ngày làm việc kể từ ngày ban hành kế hoạch {opens} đến {due}"
    ),
    "window_after_issue_too_short_hint": (
        "lùi hạn của {milestone} để còn ít nhất {least} ngày làm việc sau khi ban hành kế hoạch"
    ),
    "window_too_short": "mốc {milestone} từ {opens} đến {due} chỉ có {days} ngày làm việc",
    "window_too_short_hint": "cho mốc {milestone} ít nhất {least} ngày làm việc: lùi due hoặc đưa opens lên sớm hơn",
    "year_unconfirmed": "ngày nghỉ của năm {year} chưa được xác nhận, các hạn trong năm đó có thể đổi",
    "year_unconfirmed_hint": "khi Nhà nước công bố, thêm năm {year} vào [[confirmed]] của tệp lịch",
}
