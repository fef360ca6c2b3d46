"""Đoàn đánh giá ngoài: thành viên, lịch, bốc thăm, gửi lịch."""

from typing import Final

TEXTS: Final[dict[str, str]] = {
    "assigned": "{unit}: {team}, {day}.",
    "assigned_already": "{unit}: đã là {team}, {day}.",
    "called_off": "không còn",
    "column_about": "Về",
    "column_actor": "Người làm",
    "column_at": "Lúc ghi",
    "column_day": "Ngày",
    "column_members": "Thành viên",
    "column_name": "Tên",
    "column_said": "Nội dung",
    "column_schools": "Số trường",
    "column_seed": "Số bốc thăm",
    "column_seq": "Số",
    "column_team": "Đoàn",
    "column_unit": "Mã",
    "column_what": "Việc",
    "drawn": "Bốc thăm theo số {seed}; số trường của mỗi đoàn: {loads}.",
    "line_assigned": "giao trường",
    "line_team": "lập đoàn",
    "line_told": "gửi lịch",
    "no_day": "chưa định ngày",
    "nothing_new": "Không có gì mới để gửi.",
    "queued": "Có {count} thư chờ gửi. Gửi đi: cycle mail deliver",
    "team_kept": "{team}: {count} thành viên.",
    "team_same": "{team}: không đổi.",
    "without_day": "Chưa định ngày nên chưa gửi lịch: {units}.",
    "without_mailbox": "Không có hộp thư để gửi lịch: {units}.",
}
