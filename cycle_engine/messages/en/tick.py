"""What a tick tells the officer."""

from typing import Final

TEXTS: Final[dict[str, str]] = {
    "no_mailbox": "{unit}: {post} has no mailbox, so no reminder could be sent",
    "post_vacant": "{unit}: {post} has no mailbox, so letters will be blocked; name one: cycle contact set",
    "post_vacant_soon": (
        "{unit}: from {since} on, {post} has no mailbox, so letters will be blocked; name one: cycle contact set"
    ),
}
