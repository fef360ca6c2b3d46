"""A picture in a letter: shown by the HTML that it belongs to, said in words by the text, and no attachment."""

from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

import pytest

from cycle_engine.domain.notices import Attachment, Picture
from notifications.composing import Composer
from notifications.overrides import check_overrides
from tests.letters import SENDER, a_report

WORDS = "Từ ngày 25/11/2024 đến hết ngày 14/02/2025, 25 trường nay ở các bước: Tự đánh giá: 25."
PNG = Attachment("tien-do-2025-02.png", "image/png", b"\x89PNG\r\n" + bytes(range(256)) * 40)
REPORT = Attachment("bao-cao-2025-02.pdf", "application/pdf", b"%PDF")


def parsed(*pictures: Picture, composer: Composer | None = None) -> EmailMessage:
    request = a_report(pictures=pictures, attachments=(REPORT,))
    message = (composer or Composer(SENDER)).compose_report(request).message
    strict = policy.SMTP.clone(raise_on_defect=True)
    assert all(len(line) <= 998 for line in message.split(b"\r\n"))
    return message_from_bytes(message, policy=strict)


LETTER = parsed(Picture(PNG, WORDS))


def test_the_html_and_its_picture_belong_together_and_the_files_stand_beside_them() -> None:
    kinds = [part.get_content_type() for part in LETTER.walk()]
    assert kinds == [
        "multipart/mixed",
        "multipart/alternative",
        "text/plain",
        "multipart/related",
        "text/html",
        "image/png",
        "application/pdf",
    ]
    related = next(part for part in LETTER.walk() if part.get_content_type() == "multipart/related")
    assert related.get_param("type") == "text/html"
    assert [part.get_filename() for part in LETTER.iter_attachments()] == ["bao-cao-2025-02.pdf"]


def test_the_picture_is_shown_in_the_letter_under_its_own_name_and_its_bytes_are_whole() -> None:
    picture = next(part for part in LETTER.walk() if part.get_content_type() == "image/png")
    assert picture.get_content_disposition() == "inline"
    assert picture.get_filename() == PNG.name
    assert picture.get_payload(decode=True) == PNG.content
    html = str(LETTER.get_body(("html",)).get_content())  # type: ignore[union-attr]
    assert f'src="cid:{str(picture["Content-ID"]).strip("<>")}" alt="{WORDS}"' in html


def test_the_text_says_what_the_picture_shows() -> None:
    text = str(LETTER.get_body(("plain",)).get_content())  # type: ignore[union-attr]
    assert WORDS in " ".join(text.split())


def test_no_two_letters_give_their_pictures_the_same_name() -> None:
    picture = Picture(PNG, WORDS)
    letters = [
        Composer(SENDER).compose_report(a_report(message_id=f"<{n}@pgd.example>", pictures=(picture,))) for n in "ab"
    ]
    names = {part["Content-ID"] for one in letters for part in message_from_bytes(one.message).walk()} - {None}
    assert len(names) == 2


def test_a_letter_without_a_picture_is_made_as_before() -> None:
    kinds = [part.get_content_type() for part in parsed().walk()]
    assert kinds == ["multipart/mixed", "multipart/alternative", "text/plain", "text/html", "application/pdf"]


def test_an_office_s_own_letter_that_shows_no_picture_carries_none(tmp_path: Path) -> None:
    own = tmp_path / "monthly_report"
    own.mkdir()
    (own / "body.html").write_text('{% extends "layout.html" %}{% block message %}Kính gửi.{% endblock %}', "utf-8")
    letter = parsed(Picture(PNG, WORDS), composer=Composer(SENDER, overrides=tmp_path))
    assert "image/png" not in [part.get_content_type() for part in letter.walk()]


@pytest.mark.parametrize(("source", "faults"), [('"cid:{{ picture.cid }}"', 0), ('"https://so.example/x.png"', 1)])
def test_an_office_s_own_letter_may_show_the_letter_s_pictures_and_no_others(
    tmp_path: Path, source: str, faults: int
) -> None:
    own = tmp_path / "monthly_report"
    own.mkdir()
    page = f"{{% for picture in letter.pictures %}}<img src={source} alt='{{{{ picture.alternative }}}}'>{{% endfor %}}"
    (own / "body.html").write_text('{% extends "layout.html" %}{% block message %}' + page + "{% endblock %}", "utf-8")
    assert len(check_overrides(tmp_path)) == faults


@pytest.mark.parametrize("words", ['"><script>alert(1)</script>', "a\r\nBcc: x@x.example", "phải \u202eđảo"])
def test_hostile_words_of_a_picture_stay_words(words: str) -> None:
    letter = parsed(Picture(PNG, words))
    html = str(letter.get_body(("html",)).get_content())  # type: ignore[union-attr]
    assert "<script>alert" not in html
    assert "\u202e" not in html
    assert letter["Bcc"] is None


@pytest.mark.parametrize("name", ["tiến-độ.png", 'a"b.png', "a\nb.png"])
def test_a_picture_s_file_name_is_plain(name: str) -> None:
    with pytest.raises(ValueError, match="Content-Disposition"):
        parsed(Picture(Attachment(name, "image/png", b""), WORDS))
