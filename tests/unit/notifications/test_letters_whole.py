"""Every letter compared whole: its headers and text in one file, its HTML in another."""

import re
from email import message_from_bytes, policy
from email.message import Message
from html import unescape

import pytest

from cycle_engine.domain.notices import Attachment, ComposedLetter, Picture
from notifications.composing import Composer
from tests.golden_files import assert_golden
from tests.letters import OFFICER, SCHOOL, SENDER, SUPERIOR, a_report
from tests.mail_reading import decoded, read_classic
from tests.sample_announcements import ANNOUNCED
from tests.sample_requests import REQUESTS

COMPOSER = Composer(SENDER)
HEADERS = ("From", "To", "Cc", "Reply-To", "Subject", "Date", "Message-ID", "References", "List-Id", "Auto-Submitted")
FILE = Attachment("bao-cao-2025-02.docx", "application/octet-stream", b"report")
FORM = Attachment("phieu-tu-danh-gia-mna.xlsx", "application/octet-stream", b"form")
CHART = Picture(Attachment("tien-do-2025-02.png", "image/png", b"\x89PNG"), "Từ ngày 25/11/2024: 25 trường, 20 đã nộp.")
LETTERS = {
    **{name: COMPOSER.compose(request) for name, request in (REQUESTS | ANNOUNCED).items()},
    **{
        template.replace("_", "-"): COMPOSER.compose_report(
            a_report(template, recipient=to, attachments=(file,), pictures=pictures)
        )
        for template, to, file, pictures in (
            ("monthly_report", SUPERIOR, FILE, (CHART,)),
            ("report_draft", OFFICER, FILE, ()),
            ("score_form", SCHOOL, FORM, ()),
        )
    },
}


@pytest.mark.parametrize("name", LETTERS)
def test_a_letter_is_as_the_one_that_was_read_and_found_right(name: str) -> None:
    headers, text, html = taken_apart(LETTERS[name])
    assert_golden(f"letters/{name}.txt", f"{headers}\n{text}")
    assert_golden(f"letters/{name}.html", html)


@pytest.mark.parametrize("name", LETTERS)
def test_a_letter_says_the_same_in_text_and_in_html(name: str) -> None:
    _, text, html = taken_apart(LETTERS[name])
    assert words(text) == words(visible(html))


@pytest.mark.parametrize("name", LETTERS)
def test_a_letter_s_text_can_be_read_by_itself_in_every_mail_program(name: str) -> None:
    _, text, _ = taken_apart(LETTERS[name])
    assert max(map(len, text.splitlines())) <= 76
    assert not re.search(r"[ \t]$|\n\n\n", text, re.MULTILINE)
    assert "Kính gửi: " in text
    assert "Trân trọng./." in text
    assert "28/2018/QĐ-TTg" in text


@pytest.mark.parametrize("name", LETTERS)
def test_a_letter_s_html_loads_nothing_and_has_no_small_print(name: str) -> None:
    _, _, html = taken_apart(LETTERS[name])
    assert not re.search(r"src=(?!.cid:)|url\(|<script|<link|@import|href=.https?://", html)
    assert all(int(size) >= 16 for size in re.findall(r"font-size:(\d+)px", html))


@pytest.mark.parametrize("name", LETTERS)
def test_a_letter_has_no_defect_for_the_strict_parser(name: str) -> None:
    strict = policy.SMTP.clone(raise_on_defect=True)
    message = message_from_bytes(LETTERS[name].message, policy=strict)
    assert [part.get_content_type() for part in message.walk()]
    assert all(str(value) for value in message.values())


def test_long_words_that_stand_out_may_be_broken_on_a_narrow_screen() -> None:
    _, _, html = taken_apart(LETTERS["weekly-digest"])
    assert "<strong>2 quá hạn, 1 đến hạn" in html


def taken_apart(letter: ComposedLetter) -> tuple[str, str, str]:
    message = read_classic(letter.message)
    headers = "".join(f"{name}: {decoded(str(message[name]))}\n" for name in HEADERS if message[name])
    files = "".join(f"Attachment: {name}\n" for part in message.walk() if (name := part.get_filename()))
    return headers + files, content(message, "plain"), content(message, "html")


def content(message: Message, subtype: str) -> str:
    part = next(part for part in message.walk() if part.get_content_type() == f"text/{subtype}")
    payload = part.get_payload(decode=True)
    assert isinstance(payload, bytes)
    return payload.decode().replace("\r\n", "\n")


def visible(html: str) -> str:
    body = html[html.index("<body") :]
    body = re.sub(r'<img [^>]*alt="([^"]*)"[^>]*>', r" \1 ", body)  # read out, or shown in the picture's place
    return unescape(re.sub(r"<[^>]+>", " ", re.sub(r"<!--.*?-->", "", body, flags=re.DOTALL)))


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text)
