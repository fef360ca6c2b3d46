"""A letter as bytes: what mail servers and mail programs read in it."""

from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest

from cycle_engine.domain.notices import Attachment, Contact
from cycle_engine.errors import OperationRefused
from notifications.envelopes import CalendarPart, Message, to_bytes
from tests.mail_reading import read_classic, read_mailboxes

OFFICE = Contact("pgd@pgd.example", "Phòng Giáo dục và Đào tạo huyện Tiên Lãng")
SCHOOL = Contact("mn-hoa-sen@truong.example", "Trường Mầm non Hoa Sen")


def a_message(**other: object) -> Message:
    usual: dict[str, object] = {
        "sender": OFFICE,
        "to": (SCHOOL,),
        "subject": "[CĐS MN 2024-2025] Nhắc hạn tự đánh giá - Trường Mầm non Hoa Sen - hạn 24/01/2025",
        "text": "Kính gửi: Trường Mầm non Hoa Sen\n\nTrân trọng./.\n",
        "date": datetime(2025, 1, 10, 1, 0, tzinfo=UTC),
        "message_id": "<nhac-1@pgd.example>",
    }
    return Message(**{**usual, **other})  # type: ignore[arg-type]


def read(message: Message) -> EmailMessage:
    return message_from_bytes(to_bytes(message), policy=policy.default)


def test_a_letter_is_written_line_by_line_as_expected() -> None:
    message = a_message(
        subject="Nhắc hạn",
        text="Plain words\n",
        cc=(Contact("can-bo@pgd.example", "Nguyen, A"),),
        reply_to=(Contact("can-bo@pgd.example", ""),),
        list_id="nhac-han.pgd.example",
        references=("<dau@pgd.example>", "<truoc@pgd.example>"),
    )
    assert to_bytes(message).decode("ascii").split("\r\n") == [
        "From: =?utf-8?b?UGjDsm5nIEdpw6FvIGThu6VjIHbDoCDEkMOgbyB04bqhbyBodXnhu4du?=",
        " =?utf-8?b?IFRpw6puIEzDo25n?= <pgd@pgd.example>",
        "To: =?utf-8?b?VHLGsOG7nW5nIE3huqdtIG5vbiBIb2EgU2Vu?=",
        " <mn-hoa-sen@truong.example>",
        'Cc: "Nguyen, A" <can-bo@pgd.example>',
        "Reply-To: can-bo@pgd.example",
        "Subject: =?utf-8?b?Tmjhuq9jIGjhuqFu?=",
        "Date: Fri, 10 Jan 2025 08:00:00 +0700",
        "Message-ID: <nhac-1@pgd.example>",
        "In-Reply-To: <truoc@pgd.example>",
        "References: <dau@pgd.example>",
        " <truoc@pgd.example>",
        "List-Id: <nhac-han.pgd.example>",
        "Auto-Submitted: auto-generated",
        "MIME-Version: 1.0",
        "Content-Type: text/plain;",
        ' charset="utf-8"',
        "Content-Transfer-Encoding: 7bit",
        "",
        "Plain words",
        "",
    ]


def test_the_same_letter_gives_the_same_bytes_and_another_message_id_other_boundaries() -> None:
    first, other = a_message(html="<p>x</p>"), a_message(html="<p>x</p>", message_id="<nhac-2@pgd.example>")
    assert to_bytes(first) == to_bytes(first)
    assert read(first).get_boundary() != read(other).get_boundary()


def test_a_mail_program_shows_the_html_or_else_the_text() -> None:
    letter = read(a_message(html="<p>Trân trọng</p>"))
    assert letter.get_content_type() == "multipart/alternative"
    assert [part.get_content_type() for part in letter.iter_parts()] == ["text/plain", "text/html"]
    text, html = (part.get_content() for part in letter.iter_parts())
    assert text == "Kính gửi: Trường Mầm non Hoa Sen\r\n\r\nTrân trọng./.\r\n"
    assert html == "<p>Trân trọng</p>\r\n"


def test_files_and_dates_stand_beside_the_text_in_their_own_parts() -> None:
    sheet = Attachment("bao-cao 01-2025.xlsx", "application/vnd.ms-excel", bytes(range(256)) * 9)
    empty = Attachment("rong.txt", "text/plain", b"")
    calendar = CalendarPart("PUBLISH", "BEGIN:VCALENDAR\nSUMMARY:Hạn tự đánh giá\nEND:VCALENDAR\n")
    letter = read(a_message(html="<p>x</p>", attachments=(sheet, empty), calendar=calendar))
    body, dates, first, second = letter.iter_parts()
    assert letter.get_content_type() == "multipart/mixed"
    assert body.get_content_type() == "multipart/alternative"
    assert (dates.get_content_type(), dates.get_param("method")) == ("text/calendar", "PUBLISH")
    assert "SUMMARY:Hạn tự đánh giá" in dates.get_content()
    assert (first.get_filename(), first.get_content()) == (sheet.name, sheet.content)
    assert (second.get_filename(), second.get_content()) == (empty.name, "")


@pytest.mark.parametrize(
    "name",
    [
        'Ông "Ba" \\ (Tư), phòng; GD <x@y.example>',
        "=?utf-8?b?QQ==?=",
        "a" * 300,
        "ế" * 300,
        "Trường\r\nBcc: ai-do@khac.example",
        'O\'Brien, "A" <b>',
        "Phòng\u2028GD\x85ĐT",
        "@",
        ".",
    ],
)
def test_a_name_is_read_as_it_was_written_whatever_is_in_it(name: str) -> None:
    letter = read_classic(to_bytes(a_message(to=(Contact("a@b.example", name), SCHOOL))))
    shown = " ".join(name.replace("\u2028", " ").replace("\x85", " ").split())
    assert read_mailboxes(letter, "To") == [(shown, "a@b.example"), (SCHOOL.name, SCHOOL.address)]
    assert letter["Bcc"] is None


def test_a_line_break_in_a_subject_becomes_a_blank() -> None:
    letter = read(a_message(subject="Nhắc hạn\r\nBcc: ai-do@khac.example\r\n\r\nThân thư giả"))
    assert letter["Subject"] == "Nhắc hạn Bcc: ai-do@khac.example Thân thư giả"
    assert letter["Bcc"] is None


@pytest.mark.parametrize("address", ["a b@c.example", "a@b.example\r\nBcc: d@e.example", "đ@e.example", "", "a@b",
                                     "=?utf-8?q?a?=@b.example", "a@b.example, c@d.example"])  # fmt: skip
def test_what_is_no_address_is_refused(address: str) -> None:
    with pytest.raises(OperationRefused, match="địa chỉ"):
        to_bytes(a_message(to=(Contact(address, "A"),)))


@pytest.mark.parametrize(
    "wrong",
    [
        {"to": ()},
        {"message_id": "<a@b>\r\nBcc: c@d.example"},
        {"message_id": "<a b@c.example>"},
        {"references": ("<ư@c.example>",)},
        {"list_id": "a>\n<b"},
        {"attachments": (Attachment('a".txt', "text/plain", b""),)},
        {"attachments": (Attachment("a\n.txt", "text/plain", b""),)},
        {"attachments": (Attachment("văn-bản.txt", "text/plain", b""),)},
        {"attachments": (Attachment("a.txt", "text/plain\r\nX: y", b""),)},
        {"calendar": CalendarPart("PUBLISH\r\nX: y", "")},
        {"date": datetime(2025, 1, 10, 8, 0)},  # noqa: DTZ001  what is to be refused
    ],
    ids=str,
)
def test_what_must_be_exact_is_refused_when_it_is_not(wrong: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"\S"):
        to_bytes(a_message(**wrong))


def test_a_text_that_imitates_a_boundary_stays_in_its_part() -> None:
    boundary = read(a_message(html="<p>x</p>")).get_boundary()
    letter = read(a_message(text=f"before\n--{boundary}\nafter\n", html="<p>x</p>"))
    text, html = letter.iter_parts()
    assert text.get_content() == f"before\r\n--{boundary}\r\nafter\r\n"
    assert html.get_content() == "<p>x</p>"
