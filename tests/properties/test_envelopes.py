"""Whatever an office types, a letter is read as it was written and no value reaches beyond its own field."""

import re
from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from cycle_engine.domain.notices import Attachment, Contact
from notifications.envelopes import Message, to_bytes
from tests.mail_reading import read_classic, read_mailboxes, read_text

VIETNAMESE = st.text("aăâbcdđeêghiklmnoôơpqrstuưvxyàảãáạằầềếệỉĩốộớợừữỳỵ ÁẤĐƯỲ-.,0123456789", max_size=160)
HOSTILE = st.text(
    st.one_of(st.sampled_from('\r\n\t\0\x0b\x85\u2028 "\\<>()[]:;@,.=?_-'), st.characters(exclude_categories=["Cs"])),
    max_size=160,
)
ANY_TEXT = st.one_of(VIETNAMESE, HOSTILE, st.text(max_size=60).map(lambda words: f"=?utf-8?q?{words}?="))
ADDRESSES = st.from_regex(r"[a-z0-9+_.'-]{1,30}", fullmatch=True).map(
    lambda local: f"x{local.replace('.', '-')}@truong.example"
)
CONTACTS = st.builds(Contact, ADDRESSES, ANY_TEXT)

FIELDS = {"From", "To", "Cc", "Subject", "Date", "Message-ID", "Auto-Submitted", "MIME-Version", "Content-Type"}


def shown(words: str) -> str:
    return re.sub("[\x00-\x20\x7f-\x9f\u2028\u2029]+", " ", words).strip(" ")


def a_letter(sender: Contact, to: list[Contact], subject: str, text: str, html: str = "<p>.</p>") -> bytes:
    moment = datetime(2025, 1, 10, 1, 0, tzinfo=UTC)
    return to_bytes(
        Message(sender, tuple(to), subject, text, moment, "<1@pgd.example>", html=html, cc=(sender,),
                attachments=(Attachment("a.txt", "text/plain", text.encode("utf-8", "replace")),))
    )  # fmt: skip


@given(sender=CONTACTS, to=st.lists(CONTACTS, min_size=1, max_size=4), subject=ANY_TEXT)
def test_names_and_subject_are_read_as_they_were_written(sender: Contact, to: list[Contact], subject: str) -> None:
    letter = read_classic(a_letter(sender, to, subject, "x"))
    assert read_text(letter, "Subject") == shown(subject)
    for field, contacts in (("From", [sender]), ("To", to), ("Cc", [sender])):
        assert read_mailboxes(letter, field) == [(shown(contact.name), contact.address) for contact in contacts]


@given(sender=CONTACTS, to=st.lists(CONTACTS, min_size=1, max_size=4), subject=ANY_TEXT, text=ANY_TEXT, html=ANY_TEXT)
def test_no_value_reaches_beyond_its_field(
    sender: Contact, to: list[Contact], subject: str, text: str, html: str
) -> None:
    written = a_letter(sender, to, subject, text, f"<p>{html}</p>")
    header, _, _ = written.partition(b"\r\n\r\n")
    assert {line.split(b":")[0].decode() for line in header.split(b"\r\n") if not line.startswith(b" ")} == FIELDS
    assert written.isascii()
    assert not re.search(rb"(?<!\r)\n|\r(?!\n)|\0", written)
    assert max(map(len, header.split(b"\r\n"))) <= 76
    assert max(map(len, written.split(b"\r\n"))) <= 998
    assert [part.defects for part in read_classic(written).walk()] == [[], [], [], [], []]


@given(text=ANY_TEXT, html=ANY_TEXT)
def test_bodies_and_files_are_read_as_they_were_written(text: str, html: str) -> None:
    letter = read_classic(
        a_letter(Contact("a@b.example", ""), [Contact("c@d.example", "")], "x", text, f"<p>{html}</p>")
    )
    _, _, plain, rich, file = letter.walk()
    for part, written in ((plain, text), (rich, f"<p>{html}</p>")):
        content = part.get_payload(decode=True).decode("utf-8")  # type: ignore[union-attr]
        assert content.rstrip("\r\n") == re.sub(r"\r\n|\r|\n", "\r\n", written).rstrip("\r\n")
    assert file.get_payload(decode=True) == text.encode("utf-8", "replace")
