"""One mailbox, one letter a day, and one thing once in it."""

from collections.abc import Sequence
from datetime import date

import pytest

from cycle_engine.domain.definition import Addressee, Party
from cycle_engine.domain.notices import Contact, Notice, NoticeKey
from cycle_engine.domain.recipients import Addressed, Gathering, gather, mailbox, party_word

SCHOOL = Contact("mn01@truong.example", "Trường mẫu 01")
OTHER_SCHOOL = Contact("mn02@truong.example", "Trường mẫu 02")
OFFICER = Contact("chuyenvien@phong.example", "Chuyên viên mẫu")
HEAD = Contact("truongphong@phong.example", "Trưởng phòng mẫu")
HEAD_TOO = Contact("TruongPhong@phong.example", "Chuyên viên mẫu")


def a_notice(
    to: Contact, cc: Sequence[Contact] = (), *, case: int = 1, offset: int = 1, addressee: Addressee = Addressee.OWNER
) -> Addressed:
    day = date(2025, 1, 31)
    key = NoticeKey(case, "II.1", 1, day, offset, party_word(addressee, Party.SCHOOL))
    notice = Notice(
        key=key,
        template="overdue",
        addressee=addressee,
        unit=f"MN{case:02}",
        unit_name=f"Trường mẫu {case:02}",
        track="school",
        milestone_title="Tự đánh giá",
        milestone_source="",
        products=(),
        stage="",
        owner=Party.SCHOOL,
        due=day,
        remind_by=day,
        late_after=day,
        working_days=offset,
    )
    return Addressed(notice, to, tuple(cc))


def told(gathering: Gathering) -> dict[str, tuple[list[str], list[tuple[int, int, bool]]]]:
    """Each letter's copies and what it says: the case, the rung, and whether only as a copy."""
    return {
        mailbox(letter.recipient.address): (
            [mailbox(contact.address) for contact in letter.cc],
            [(notice.key.case_id, notice.key.offset, notice.is_copy) for notice in letter.notices],
        )
        for letter in gathering.letters
    }


def test_a_single_copy_stands_in_the_letter_itself() -> None:
    assert told(gather([a_notice(SCHOOL, [OFFICER])])) == {SCHOOL.address: ([OFFICER.address], [(1, 1, False)])}


def test_several_copies_become_a_letter_of_ones_own() -> None:
    gathering = gather([a_notice(SCHOOL, [OFFICER]), a_notice(OTHER_SCHOOL, [OFFICER], case=2)])
    assert told(gathering)[OFFICER.address] == ([], [(1, 1, True), (2, 1, True)])


def test_nobody_gets_a_copy_of_her_own_letter() -> None:
    assert told(gather([a_notice(HEAD, [HEAD_TOO])])) == {HEAD.address: ([], [(1, 1, False)])}


def test_two_posts_with_one_mailbox_get_one_copy() -> None:
    gathering = gather([a_notice(SCHOOL, [HEAD, HEAD_TOO])])
    assert told(gathering) == {SCHOOL.address: ([HEAD.address], [(1, 1, False)])}


@pytest.mark.parametrize("turned", [False, True])
def test_two_rungs_of_a_day_to_one_mailbox_are_said_once_by_the_one_highest_up(*, turned: bool) -> None:
    to_officer = a_notice(HEAD_TOO, [SCHOOL], offset=3, addressee=Addressee.OFFICER)
    to_head = a_notice(HEAD, [], offset=3, addressee=Addressee.HEAD)
    gathering = gather([to_head, to_officer] if turned else [to_officer, to_head])
    (letter,) = gathering.letters
    assert [notice.addressee for notice in letter.notices] == [Addressee.HEAD]
    assert gathering.folded == {to_officer.said.key: to_head.said.key}
    assert letter.cc == (SCHOOL,)


def test_a_copy_of_what_one_is_told_herself_is_left_out() -> None:
    first_hand = a_notice(HEAD, addressee=Addressee.HEAD)
    gathering = gather([a_notice(SCHOOL, [HEAD_TOO]), first_hand])
    assert told(gathering) == {SCHOOL.address: ([], [(1, 1, False)]), HEAD.address: ([], [(1, 1, False)])}


def test_copies_of_two_letters_about_one_thing_are_one_copy() -> None:
    gathering = gather([a_notice(SCHOOL, [OFFICER]), a_notice(HEAD, [OFFICER], addressee=Addressee.HEAD)])
    assert [cc for cc, _ in told(gathering).values()] == [[OFFICER.address], []]


def test_two_things_for_one_mailbox_are_both_said() -> None:
    gathering = gather([a_notice(HEAD, case=1), a_notice(HEAD_TOO, case=2)])
    assert told(gathering) == {HEAD.address: ([], [(1, 1, False), (2, 1, False)])}
    assert gathering.folded == {}


def test_what_is_for_a_mailbox_written_to_today_waits() -> None:
    gathering = gather(
        [a_notice(SCHOOL, [OFFICER]), a_notice(HEAD, case=2)], written_today=["ChuyenVien@phong.example"]
    )
    assert [notice.key.case_id for notice in gathering.waiting] == [1]
    assert list(told(gathering)) == [HEAD.address]


def test_what_is_for_a_paused_mailbox_waits_and_others_hear() -> None:
    notices = [a_notice(SCHOOL), a_notice(HEAD, [SCHOOL], addressee=Addressee.HEAD, offset=3)]
    gathering = gather(notices, paused=["MN01@truong.example"])
    assert gathering.waiting == (notices[0].said,)
    assert told(gathering) == {HEAD.address: ([], [(1, 3, False)])}
