"""Lời của việc điều chỉnh kế hoạch: điều gì thay đổi, thư nào không còn đúng, vì sao chưa thay được."""

from typing import Final

TEXTS: Final[dict[str, str]] = {
    "added": "+ Mốc mới {milestone}: {title}, hạn {due}",
    "and_more": "… và {count} đơn vị nữa",
    "applied": "Đã thay kế hoạch, lần điều chỉnh {number}.",
    "apply_to_act": "Mới chỉ xem trước, chưa ghi gì. Thêm --apply để thực hiện.",
    "changed": "~ {milestone}: {fields}",
    "correction": "Thư {word} gửi {mailbox}: {units}",
    "deadline_none": "không còn hạn",
    "deadline_was_none": "chưa có hạn",
    "extension_kept": "{unit} {milestone}: được gia hạn riêng đến {own}, nay giữ hạn {holds}",
    "field": "{name}: {before} → {after}",
    "head": "Kế hoạch {before} → {after} ngày {issued}",
    "ladder": "~ Bậc nhắc hạn: bỏ {removed}, thêm {added}",
    "lateness": "{unit} {milestone}: {before} → {after}",
    "letter_correction": "đính chính",
    "letter_plan_amended": "báo điều chỉnh",
    "moved": (
        "{milestone} {title}: hạn {before} → {after} (nhắc đến {remind_by}, quá hạn sau {late_after}), "
        "{count} đơn vị: {units}"
    ),
    "moved_away": "{milestone} {title}: hạn {before} → không còn hạn, {count} đơn vị: {units}",
    "no_mailbox": "(chưa có hộp thư)",
    "nothing_moves": "Không hạn nào của đơn vị nào thay đổi.",
    "other_authority": "cơ quan ban hành là {given}, kế hoạch {plan} đang dùng là của {current}",
    "other_plan_hint": (
        "ghi như kế hoạch {plan} đang dùng: {current}; nếu là một kế hoạch khác thì mở riêng: cycle open"
    ),
    "other_school_year": "năm học là {given}, kế hoạch {plan} đang dùng là của năm học {current}",
    "other_workflow": "quy trình là {given}, kế hoạch {plan} đang dùng chạy theo {current}",
    "removed": "mốc {milestone} không còn trong tệp, nhưng {count} đơn vị đã nộp sản phẩm của mốc này: {units}",
    "removed_hint": "giữ mốc {milestone} trong tệp; nếu từ nay không nhắc nữa thì chỉ bỏ dòng due của mốc",
    "removed_row": "- Bỏ mốc {milestone}: {title}",
    "renamed": "bước {step} trước đây là mốc {old}, nay mang mã {new}",
    "renamed_hint": 'ghi id = "{old}": thư đã gửi, gia hạn và báo cáo đều theo mã {old}',
    "rung": "{offset:+} {to}",
    "taken_back": "Rút {cancelled} thư chờ gửi không còn đúng, viết lại {rewritten} thư.",
    "told_next": "{count} thư sẽ gửi cùng thư ngày làm việc tới:",
    "wrong": "Thư số {letter} ngày {day} gửi {recipient}: {unit} {milestone}, đã ghi hạn {said}, nay là {holds}",
    "wrong_head": "{count} điều đã viết trong thư nay không còn đúng:",
}
