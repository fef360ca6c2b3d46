"""Điều một lần nhắc hạn cần báo cho cán bộ."""

from typing import Final

TEXTS: Final[dict[str, str]] = {
    "no_mailbox": "{unit}: chưa có hộp thư của {post}, nên chưa nhắc được",
    "post_vacant": "{unit}: không có hộp thư của {post} nên có thư sẽ không gửi được; ghi hộp thư: cycle contact set",
    "post_vacant_soon": (
        "{unit}: từ ngày {since} không có hộp thư của {post} nên có thư sẽ không gửi được; "
        "ghi hộp thư: cycle contact set"
    ),
}
