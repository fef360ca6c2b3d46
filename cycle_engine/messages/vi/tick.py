"""Điều một lần nhắc hạn cần báo cho cán bộ."""

from typing import Final

TEXTS: Final[dict[str, str]] = {
    "no_mailbox": "{unit}: chưa có hộp thư của {post}, nên chưa nhắc được",
}
