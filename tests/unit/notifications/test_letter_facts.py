"""What follows from a notice and the letter's day, before any word is written."""

from datetime import date

import pytest

from cycle_engine.domain.definition import Addressee, Party
from cycle_engine.domain.notices import AS_COPY, Contact, Notice
from notifications.letter_facts import Audience, Item, Letter, Shift, Standing, letter_about_notices
from tests import letters
from tests.letters import a_notice, a_request


@pytest.mark.parametrize(
    ("title", "task"),
    [
        ("Tự đánh giá mức độ chuyển đổi số theo Bộ chỉ số; Phê duyệt kết quả", "tự đánh giá"),
        ("Đề nghị đánh giá ngoài mức độ chuyển đổi số", "đề nghị đánh giá ngoài"),
        ("Thực hiện đánh giá ngoài theo kế hoạch của cấp trên trực tiếp", "thực hiện đánh giá ngoài"),
        ("Công bố kết quả trên trang thông tin điện tử của đơn vị", "công bố kết quả"),
        ("Tập huấn, hướng dẫn các cơ sở giáo dục mầm non", "tập huấn"),
        ("Công nhận mức độ chuyển đổi số của các đơn vị", "công nhận"),
        ("CNTT: rà soát", "CNTT: rà soát"),
        ("", ""),
    ],
)
def test_a_subject_s_task_is_what_is_done_without_how_and_where(title: str, task: str) -> None:
    assert item(a_notice(milestone_title=title)).task == task


@pytest.mark.parametrize(
    ("today", "act_by", "standing"),
    [
        ("2025-01-17", "2025-01-24", Standing.AHEAD),
        ("2025-01-24", "2025-01-24", Standing.TODAY),
        ("2025-02-03", "2025-02-03", Standing.TODAY),  # the first working day after Tết still counts
        ("2025-02-04", "2025-02-03", Standing.OVERDUE),
    ],
)
def test_a_deadline_in_tet_is_met_before_it_or_on_the_first_working_day_after(
    today: str, act_by: str, standing: Standing
) -> None:
    told = item(a_notice(), today=date.fromisoformat(today))
    assert (told.act_by, told.standing) == (date.fromisoformat(act_by), standing)


def test_why_the_day_to_act_by_differs_is_told_apart() -> None:
    assert item(a_notice()).shift is Shift.DAY_OFF
    assert item(a_notice(due=date(2025, 2, 28))).shift is Shift.NONE
    handed_over = a_notice(due=date(2025, 2, 28), remind_by=date(2025, 3, 7), late_after=date(2025, 3, 7))
    assert item(handed_over).shift is Shift.HANDOVER


@pytest.mark.parametrize(
    ("notices", "audience"),
    [
        ([a_notice()], Audience.SCHOOL),
        ([a_notice(owner=Party.DEPARTMENT)], Audience.DEPARTMENT),
        ([a_notice(owner=Party.DEPARTMENT), a_notice(addressee=Addressee.OFFICER)], Audience.OFFICER),
        ([a_notice(addressee=Addressee.HEAD), a_notice(addressee=Addressee.OFFICER)], Audience.HEAD),
        ([a_notice(addressee=Addressee.SUPERIOR), a_notice(addressee=Addressee.HEAD)], Audience.SUPERIOR),
        ([a_notice(AS_COPY, addressee=Addressee.HEAD), a_notice(addressee=Addressee.OFFICER)], Audience.OFFICER),
        ([a_notice(AS_COPY, addressee=Addressee.HEAD)], Audience.COPIED),
    ],
)
def test_a_letter_speaks_to_the_highest_post_that_it_is_for_and_not_to_those_of_its_copies(
    notices: list[Notice], audience: Audience
) -> None:
    assert letter(*notices).audience is audience


def test_notices_stand_by_milestone_what_is_due_first_first_and_copies_apart() -> None:
    told = letter(
        a_notice(**letters.REVIEW_REQUEST),
        a_notice(unit="MNB", unit_name="Trường Mầm non B"),
        a_notice(),
        a_notice(AS_COPY, **letters.EXTERNAL_REVIEW),
    )
    groups = [(group.section, [one.unit for one in group.items]) for group in told.groups]
    assert groups == [("II.1", ["MNA", "MNB"]), ("II.2", ["MNA"])]
    assert [group.section for group in told.copied_groups] == ["II.3"]


def test_a_task_that_no_document_names_has_no_place_in_one() -> None:
    assert item(a_notice()).section == "II.1"
    assert item(a_notice(milestone_source="")).section == ""


def test_a_mailbox_without_a_name_is_addressed_by_itself() -> None:
    told = letter_about_notices(a_request(to=Contact("mna@truong.example", " ")))
    assert told.recipient.name == "mna@truong.example"


def item(notice: Notice, *, today: date = date(2025, 1, 17)) -> Item:
    return letter_about_notices(a_request(notice, today=today)).items[0]


def letter(*notices: Notice) -> Letter:
    return letter_about_notices(a_request(*notices))
