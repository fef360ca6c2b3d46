"""A letter as mail servers carry it: the parts and headers as values, and the bytes they become.

The same letter gives the same bytes: the boundaries come from the Message-ID, the date is given. Lines end in CRLF and
are at most 998 bytes long, all of them ASCII, so every server takes the letter unchanged and a signature made on the
way stays true.
"""

import re
from base64 import encodebytes
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Final

from cycle_engine.domain.notices import Attachment, Contact
from notifications import header_fields

_PLAIN_BODY: Final = re.compile(r"(?:[ -~\t]{0,76}\n)*")
_MEDIA_TYPE: Final = re.compile(r"[A-Za-z0-9.+-]+/[A-Za-z0-9.+-]+")
_METHOD: Final = re.compile(r"[A-Z]+")
_LINE_END: Final = re.compile(r"\r\n|\r|\n")


@dataclass(frozen=True, slots=True)
class CalendarPart:
    """Dates that go with a letter, for calendar programs: iCalendar text and its method (PUBLISH, CANCEL …)."""

    method: str
    content: str
    name: str = "lich.ics"


@dataclass(frozen=True, slots=True)
class InlinePicture:
    """A picture that the HTML shows as ``cid:`` and its identifier (RFC 2392)."""

    cid: str
    file: Attachment


@dataclass(frozen=True, slots=True)
class Message:
    """A letter before it becomes bytes.

    ``date`` has a zone. Identifiers stand with or without angle brackets. ``references`` are the letters of the same
    thread, oldest first; the last one is what this letter replies to. ``html`` may be empty.
    """

    sender: Contact
    to: tuple[Contact, ...]
    subject: str
    text: str
    date: datetime
    message_id: str
    html: str = ""
    cc: tuple[Contact, ...] = ()
    reply_to: tuple[Contact, ...] = ()
    list_id: str = ""
    references: tuple[str, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    pictures: tuple[InlinePicture, ...] = ()
    calendar: CalendarPart | None = None


@dataclass(frozen=True, slots=True)
class _Part:
    """One part of the message: its own header lines, and its body with the last line ended."""

    header: bytes
    body: bytes


def to_bytes(message: Message) -> bytes:
    """Write the whole message.

    Raises ``OperationRefused`` when an address is none, ``ValueError`` when an identifier, a file name or a media type
    has a character that has no place there.
    """
    content = _content(message)
    return b"".join([*_header(message), content.header, b"\r\n", content.body])


def _header(message: Message) -> Iterator[bytes]:
    yield header_fields.mailboxes_field("From", [message.sender])
    yield header_fields.mailboxes_field("To", message.to)
    if message.cc:
        yield header_fields.mailboxes_field("Cc", message.cc)
    if message.reply_to:
        yield header_fields.mailboxes_field("Reply-To", message.reply_to)
    yield header_fields.text_field("Subject", message.subject)
    yield header_fields.date_field("Date", message.date)
    yield header_fields.identifiers_field("Message-ID", [message.message_id])
    if message.references:
        yield header_fields.identifiers_field("In-Reply-To", message.references[-1:])
        yield header_fields.identifiers_field("References", message.references)
    if message.list_id:
        yield header_fields.identifiers_field("List-Id", [message.list_id])
    yield header_fields.fixed_field("Auto-Submitted", "auto-generated")  # RFC 3834: no out-of-office note comes back
    yield header_fields.fixed_field("MIME-Version", "1.0")


def _content(message: Message) -> _Part:
    body = _text_part(message.text, "plain")
    if message.html:
        # The richest form stands last, RFC 2046 section 5.1.4.
        body = _multipart("alternative", [body, _html_part(message)], message.message_id)
    files = [*_calendar_parts(message.calendar), *map(_attachment_part, message.attachments)]
    return _multipart("mixed", [body, *files], message.message_id) if files else body


def _html_part(message: Message) -> _Part:
    """The HTML, together with the pictures it shows (RFC 2387): no other form of the letter knows them."""
    page = _text_part(message.html, "html")
    if not message.pictures:
        return page
    pictures = map(_picture_part, message.pictures)
    return _multipart("related", [page, *pictures], message.message_id, type="text/html")


def _multipart(kind: str, parts: Sequence[_Part], message_id: str, **more: str) -> _Part:
    # No line of base64 has "=_" in it, and no body that does is sent in the plain: the boundary cannot occur inside.
    boundary = f"=_{sha256(f'{kind} {message_id}'.encode()).hexdigest()[:32]}"
    line = f"--{boundary}".encode("ascii")
    inside = b"".join(b"%b\r\n%b\r\n%b" % (line, part.header, part.body) for part in parts)
    header = header_fields.fixed_field("Content-Type", f"multipart/{kind}", boundary=boundary, **more)
    return _Part(header, b"%b%b--\r\n" % (inside, line))


def _text_part(text: str, subtype: str) -> _Part:
    lines = _LINE_END.sub("\n", text)
    lines = lines if lines.endswith("\n") else f"{lines}\n"
    header = header_fields.fixed_field("Content-Type", f"text/{subtype}", charset="utf-8")
    if _PLAIN_BODY.fullmatch(lines) and "=_" not in lines:
        encoding = header_fields.fixed_field("Content-Transfer-Encoding", "7bit")
        return _Part(header + encoding, lines.replace("\n", "\r\n").encode("ascii"))
    return _base64_part(header, lines.replace("\n", "\r\n").encode("utf-8", "replace"))


def _calendar_parts(calendar: CalendarPart | None) -> Iterator[_Part]:
    if calendar is None:
        return
    if not _METHOD.fullmatch(calendar.method):
        raise ValueError(f"not a calendar method: {calendar.method!r}")
    kind = header_fields.fixed_field("Content-Type", "text/calendar", charset="utf-8", method=calendar.method)
    content = _LINE_END.sub("\r\n", calendar.content).encode("utf-8", "replace")
    yield _base64_part(kind + _disposition(calendar.name), content)


def _attachment_part(attachment: Attachment) -> _Part:
    if not _MEDIA_TYPE.fullmatch(attachment.media_type):
        raise ValueError(f"not a media type: {attachment.media_type!r}")
    charset = {"charset": "utf-8"} if attachment.media_type.startswith("text/") else {}
    kind = header_fields.fixed_field("Content-Type", attachment.media_type, **charset)
    return _base64_part(kind + _disposition(attachment.name), attachment.content)


def _picture_part(picture: InlinePicture) -> _Part:
    if not _MEDIA_TYPE.fullmatch(picture.file.media_type):
        raise ValueError(f"not a media type: {picture.file.media_type!r}")
    kind = header_fields.fixed_field("Content-Type", picture.file.media_type)
    identifier = header_fields.identifiers_field("Content-ID", [picture.cid])
    return _base64_part(kind + identifier + _disposition(picture.file.name, "inline"), picture.file.content)


def _disposition(name: str, how: str = "attachment") -> bytes:
    return header_fields.fixed_field("Content-Disposition", how, filename=name)


def _base64_part(header: bytes, content: bytes) -> _Part:
    encoding = header_fields.fixed_field("Content-Transfer-Encoding", "base64")
    return _Part(header + encoding, encodebytes(content).replace(b"\n", b"\r\n"))
