"""Header lines of a letter as bytes: ASCII only, folded at 76 columns, and never a line break that a value brought in.

Written out here because the standard library's ``EmailMessage`` takes milliseconds to fold one Vietnamese name. Words
outside ASCII become encoded words of RFC 2047 in UTF-8 and base64, cut between characters; a line break, tab or other
control character in a name or subject becomes a blank, and what must be exact (an address, an identifier) is refused.
"""

import re
from binascii import b2a_base64
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from email.utils import format_datetime
from typing import Final

from cycle_engine.domain.addresses import is_mailbox
from cycle_engine.domain.case import ZONE
from cycle_engine.domain.notices import Contact
from cycle_engine.errors import OperationRefused

WIDEST: Final = 76
"""Columns of a header line, RFC 2047 section 2; only an address or an identifier may be longer than that by itself."""

_BREAKS: Final = re.compile("[\x00-\x20\x7f-\x9f\u2028\u2029]+")
_PLAIN: Final = re.compile(r"[ -~]*")
_BARE_PHRASE: Final = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?: [A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*")
_IDENTIFIER: Final = re.compile(r"<[A-Za-z0-9!#$%&'*+/=?^_`{|}~.@-]{1,250}>")
_OPENING: Final = "=?utf-8?b?"
_CLOSING: Final = "?="
_LONGEST_WORD: Final = 75  # of one encoded word, RFC 2047 section 2
_FOLD: Final = "\r\n "


def text_field(name: str, value: str) -> bytes:
    """Write a field of running text, as a subject."""
    text = _one_line(value)
    line = f"{name}: {text}"
    if len(line) > WIDEST or not _may_stand_plain(text):
        line = f"{name}: {_FOLD.join(_encoded_words(text, len(name) + 2))}"
    return _field(line)


def mailboxes_field(name: str, contacts: Sequence[Contact]) -> bytes:
    """Write a field of mailboxes, one a line.

    Raises ``OperationRefused`` when an address is none, ``ValueError`` when there is no mailbox at all.
    """
    if not contacts:
        raise ValueError(f"{name} needs a mailbox")
    mailboxes = [_mailbox(contact, len(name) + 2) for contact in contacts]
    return _field(f"{name}: {f',{_FOLD}'.join(mailboxes)}")


def addresses_field(name: str, addresses: Iterable[str]) -> bytes:
    """Write a field of bare addresses, one a line. Raises ``OperationRefused`` when one is none."""
    return mailboxes_field(name, [Contact(address, "") for address in addresses])


def identifiers_field(name: str, identifiers: Iterable[str]) -> bytes:
    """Write a field of identifiers in angle brackets, one a line; brackets that are missing are added.

    Raises ``ValueError`` when one has a blank, a line break or a letter outside ASCII.
    """
    return _field(f"{name}: {_FOLD.join(map(_identifier, identifiers))}")


def date_field(name: str, moment: datetime) -> bytes:
    """Write a moment as it was in Vietnam. Raises ``ValueError`` when it has no zone."""
    if moment.tzinfo is None:
        raise ValueError(f"{name} needs a moment with a zone, not {moment}")
    return _field(f"{name}: {format_datetime(moment.astimezone(ZONE))}")


def fixed_field(name: str, value: str, **parameters: str) -> bytes:
    """Write a field in our own words, its parameters quoted and one a line.

    Raises ``ValueError`` when one has a quote, a line break or a letter outside ASCII.
    """
    pieces = [value, *(f'{key}="{content}"' for key, content in parameters.items())]
    if not all(_PLAIN.fullmatch(part) and not {'"', "\\"} & set(part) for part in (value, *parameters.values())):
        raise ValueError(f"{name} cannot carry {pieces}")
    return _field(f"{name}: {f';{_FOLD}'.join(pieces)}")


def _field(line: str) -> bytes:
    return f"{line}\r\n".encode("ascii")


def _one_line(value: str) -> str:
    return _BREAKS.sub(" ", value).strip(" ")


def _may_stand_plain(text: str) -> bool:
    """Whether every reader takes the text as it stands; ``=?`` would be taken for an encoded word."""
    return _PLAIN.fullmatch(text) is not None and "=?" not in text


def _mailbox(contact: Contact, indent: int) -> str:
    if not is_mailbox(contact.address) or "=?" in contact.address:
        raise OperationRefused("mail_address_not_valid", address=contact.address)
    name = _one_line(contact.name)
    if not name:
        return contact.address
    phrase = _phrase(name, indent)
    width = len(phrase[-1]) + (indent if len(phrase) == 1 else 1)
    same_line = width + len(contact.address) + 4 <= WIDEST  # a blank, two brackets and the comma that may follow
    return f"{_FOLD.join(phrase)}{' ' if same_line else _FOLD}<{contact.address}>"


def _phrase(name: str, indent: int) -> list[str]:
    """Write a display name: bare words, else in quotes, else encoded."""
    if len(name) + indent + 2 > WIDEST or not _may_stand_plain(name):
        return list(_encoded_words(name, indent))
    if _BARE_PHRASE.fullmatch(name):
        return [name]
    quoted = '"' + name.replace("\\", r"\\").replace('"', r"\"") + '"'
    return [quoted] if len(quoted) + indent <= WIDEST else list(_encoded_words(name, indent))


def _encoded_words(text: str, indent: int) -> Iterator[str]:
    """Cut a text into encoded words, each its own line; the first has ``indent`` columns less."""
    room = _bytes_that_fit(WIDEST - indent)
    chunk = bytearray()
    for character in text:
        encoded = character.encode("utf-8", "replace")  # half of a surrogate pair becomes a question mark
        if len(chunk) + len(encoded) > room:
            yield _encoded_word(chunk)
            chunk.clear()
            room = _bytes_that_fit(WIDEST - 1)
        chunk += encoded
    yield _encoded_word(chunk)


def _bytes_that_fit(columns: int) -> int:
    payload = min(columns, _LONGEST_WORD) - len(_OPENING) - len(_CLOSING)
    return payload // 4 * 3


def _encoded_word(chunk: bytes | bytearray) -> str:
    return f"{_OPENING}{b2a_base64(chunk, newline=False).decode('ascii')}{_CLOSING}"


def _identifier(written: str) -> str:
    identifier = written if written.startswith("<") else f"<{written}>"
    if not _IDENTIFIER.fullmatch(identifier):
        raise ValueError(f"not an identifier: {written!r}")
    return identifier
