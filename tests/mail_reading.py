"""How the tests read a letter: with the classic parser, as most mail programs do it.

The newer parser (``email.policy.default``) of Python 3.11 puts a blank between two encoded words of a name, against
RFC 2047 section 6.2; it is used only where no name is that long.
"""

from email import message_from_bytes
from email.header import decode_header, make_header
from email.message import Message
from email.utils import getaddresses


def read_classic(letter: bytes) -> Message:
    return message_from_bytes(letter)


def read_text(letter: Message, field: str) -> str:
    return decoded(letter[field])


def read_mailboxes(letter: Message, field: str) -> list[tuple[str, str]]:
    """Take the field apart while it is still encoded, then decode each name."""
    return [(decoded(name), address) for name, address in getaddresses([letter[field]])]


def decoded(words: str) -> str:
    return str(make_header(decode_header(words)))
