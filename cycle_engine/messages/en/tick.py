"""What a tick tells the officer."""

from typing import Final

TEXTS: Final[dict[str, str]] = {
    "no_mailbox": "{unit}: {post} has no mailbox, so no reminder could be sent",
}
