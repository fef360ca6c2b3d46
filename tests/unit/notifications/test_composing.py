"""Which letter is made of which notices, with which headers, and what a value can never do in it."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from cycle_engine.domain.definition import Addressee
from cycle_engine.domain.notices import AS_COPY, ComposedLetter, Contact
from cycle_engine.errors import NotFound, Problem
from notifications.composing import Composer
from tests import letters
from tests.letters import OFFICE, SENDER, a_notice, a_report, a_request
from tests.mail_reading import read_classic, read_mailboxes
from tests.unit.notifications.test_letters_whole import taken_apart

HOSTILE = "<script>alert('x')</script> \"'& {{ 7 * 7 }} {% raw %}"
COMPOSER = Composer(SENDER)


def test_a_subject_says_what_who_and_by_when_in_that_order() -> None:
    expected = "[CĐS MN 2024-2025] Nhắc hạn tự đánh giá - Trường Mầm non A - hạn 24/01/2025"
    assert COMPOSER.compose(a_request()).subject == expected


def test_the_same_request_gives_the_same_letter_byte_for_byte() -> None:
    assert COMPOSER.compose(a_request()) == Composer(SENDER).compose(a_request())


def test_answers_go_to_the_officer_else_to_the_office_else_to_the_sender() -> None:
    assert replied_to(OFFICE.officer_email, OFFICE.email) == ["canbo@phong.example"]
    assert replied_to("", OFFICE.email) == ["pgd@phong.example"]
    assert replied_to("", "") == []


def test_all_letters_about_one_school_s_milestone_are_one_thread() -> None:
    reminder, overdue = a_notice(), a_notice("overdue", working_days=1, offset=1)
    first, later = thread(a_notice()), thread(overdue)
    assert first == later
    assert first != thread(a_notice(unit="MNB"))
    assert first != thread(a_notice(milestone="II.2"))
    next_year = replace(letters.PLAN, number="80/KH-GDDT")
    assert first != header(COMPOSER.compose(a_request(reminder, plan=next_year)), "References")


def test_a_letter_is_marked_as_automatic_and_as_the_office_s_list() -> None:
    letter = COMPOSER.compose(a_request(office=replace(OFFICE, code="PGĐ Đông/Hải")))
    assert header(letter, "Auto-Submitted") == "auto-generated"
    assert header(letter, "List-Id") == "<cycle.pgd-dong-hai.phong.example>"


def test_several_notices_and_those_that_are_only_a_copy_come_as_a_digest() -> None:
    several = COMPOSER.compose(a_request(a_notice(), a_notice(**letters.REVIEW_REQUEST)))
    copy = COMPOSER.compose(a_request(a_notice(AS_COPY), to=letters.OFFICER))
    assert "2 nội dung cần thực hiện" in several.subject
    assert "Gửi để biết" in copy.subject
    assert header(several, "References") is None


def test_schools_of_a_digest_stand_as_vietnamese_sorts_them() -> None:
    notices = [a_notice(unit=name, unit_name=f"Trường {name}") for name in ("Đông", "An", "Dương", "Ân")]
    _, text, _ = taken_apart(COMPOSER.compose(a_request(*notices, to=letters.OFFICER)))
    assert sorted(("An", "Ân", "Dương", "Đông"), key=lambda name: text.index(f"- Trường {name}:")) == [
        "An", "Ân", "Dương", "Đông",
    ]  # fmt: skip


@pytest.mark.parametrize("template", ["reminder", "overdue"])
def test_a_school_is_never_told_that_the_department_s_move_is_its_own(template: str) -> None:
    notice = a_notice(template, **letters.EXTERNAL_REVIEW)
    _, text, _ = taken_apart(COMPOSER.compose(a_request(notice, today=date(2025, 3, 24))))
    assert "Phòng Giáo dục và Đào tạo A đang giữ hồ sơ của Trường Mầm non A" in " ".join(text.split())


@pytest.mark.parametrize("addressee", [Addressee.HEAD, Addressee.SUPERIOR])
def test_whoever_stands_above_is_reported_to_in_any_letter_and_never_told_what_to_do(addressee: Addressee) -> None:
    _, text, _ = taken_apart(COMPOSER.compose(a_request(a_notice("overdue", addressee=addressee), to=letters.HEAD)))
    assert "Kính báo cáo: " in text
    assert "Đề nghị Trường" not in text


def test_what_nobody_has_entered_is_printed_as_unknown() -> None:
    bare = replace(OFFICE, officer_name="", officer_email="", phone="")
    _, text, _ = taken_apart(COMPOSER.compose(a_request(office=bare)))
    assert "Cán bộ phụ trách: [...]\n- Email: [...]\n- Điện thoại: [...]\n" in text


def test_a_value_that_looks_like_code_stays_text() -> None:
    letter = COMPOSER.compose(
        a_request(a_notice(unit_name=HOSTILE, products=(HOSTILE,)), to=Contact("a@b.vn", HOSTILE))
    )
    _, text, html = taken_apart(letter)
    assert HOSTILE in letter.subject
    assert HOSTILE in " ".join(text.split())
    assert "<script" not in html
    assert "{{ 7 * 7 }}" in html


def test_a_value_cannot_break_a_line_or_turn_the_direction_of_writing() -> None:
    name = "Trường\r\nBcc: ai@do.example\u202e A\u200b\x00"
    letter = COMPOSER.compose(a_request(a_notice(unit_name=name), to=Contact("mna@truong.example", name)))
    message = read_classic(letter.message)
    assert message["Bcc"] is None
    assert "Trường Bcc: ai@do.example A - hạn" in letter.subject
    assert "\u202e" not in taken_apart(letter)[1]


def test_a_report_s_facts_are_as_harmless_as_a_notice_s() -> None:
    report = a_report(facts={**a_report().facts, "period": HOSTILE, "figures": {HOSTILE: HOSTILE}})
    _, text, html = taken_apart(COMPOSER.compose_report(report))
    assert HOSTILE in " ".join(text.split())
    assert "<script" not in html


def test_a_template_that_does_not_exist_is_refused_with_those_that_do() -> None:
    with pytest.raises(NotFound) as refused:
        COMPOSER.compose(a_request(a_notice("../../etc/passwd")))
    assert "reminder" in str(refused.value.hints[0])
    with pytest.raises(NotFound):
        COMPOSER.compose_report(a_report("reminder"))


def test_an_office_s_own_template_comes_first_and_is_read_anew_when_it_changes(tmp_path: Path) -> None:
    composer = Composer(SENDER, overrides=tmp_path)
    assert "Nhắc hạn" in composer.compose(a_request()).subject
    own = lay(tmp_path, "reminder/subject.txt", "Nhắc {{ letter.items[0].unit_name }}")
    assert composer.compose(a_request()).subject == "Nhắc Trường Mầm non A"
    own.write_text("Nhắc lại, lần nữa", encoding="utf-8")
    assert composer.compose(a_request()).subject == "Nhắc lại, lần nữa"
    own.unlink()
    assert composer.compose(a_request()) == COMPOSER.compose(a_request())


@pytest.mark.parametrize(
    "content",
    [
        "{{ letter.nobody }}",
        "{{ letter.items[0].unit_name",
        "{{ letter.__class__ }}",
        "{{ letter.items.__class__.__mro__ }}",
        "{% include 'notes.txt' %}",
        "{% include '../../../../etc/passwd' %}",
        "{% include '/etc/passwd' %}",
        "{{ 1 / 0 }}",
        "{{ letter.office.name | safe }}",
        "{{ letter.items.append(1) }}",
        "{% for one in range(1000000) %}{% endfor %}",
        "",
    ],
)
def test_a_broken_template_of_the_office_gives_way_to_the_shipped_one_and_is_reported(
    content: str, tmp_path: Path
) -> None:
    lay(tmp_path, "notes.txt", "ghi chú không thuộc mẫu thư nào")
    lay(tmp_path, "reminder/subject.txt", content)
    heard: list[Problem] = []
    letter = Composer(SENDER, overrides=tmp_path, warn=heard.append).compose(a_request())
    assert letter == COMPOSER.compose(a_request())
    assert [problem.where.partition(":")[0] for problem in heard] == ["reminder/subject.txt"]


def test_an_office_s_folder_cannot_lend_files_from_elsewhere(tmp_path: Path) -> None:
    secret = lay(tmp_path, "secret.txt", "bí mật")
    own = tmp_path / "own"
    (own / "reminder").mkdir(parents=True)
    (own / "reminder" / "subject.txt").symlink_to(secret)
    assert Composer(SENDER, overrides=own).compose(a_request()) == COMPOSER.compose(a_request())


def lay(folder: Path, name: str, content: str) -> Path:
    file = folder / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(content, encoding="utf-8")
    return file


def replied_to(officer_email: str, office_email: str) -> list[str]:
    office = replace(OFFICE, officer_email=officer_email, email=office_email)
    message = read_classic(COMPOSER.compose(a_request(office=office)).message)
    return [address for _, address in read_mailboxes(message, "Reply-To")] if message["Reply-To"] else []


def thread(notice: object) -> str | None:
    return header(COMPOSER.compose(a_request(notice, today=date(2025, 2, 4))), "References")  # type: ignore[arg-type]


def header(letter: ComposedLetter, name: str) -> str | None:
    value = read_classic(letter.message)[name]
    return None if value is None else str(value)
