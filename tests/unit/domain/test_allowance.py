from dataclasses import replace
from datetime import date

from cycle_engine.domain.allowance import Allowed, allow
from cycle_engine.domain.notices import Contact, Notice
from cycle_engine.domain.recipients import Addressed, LetterPlan, gather
from tests.school_year import a_notice

OFFICER = Contact("chuyenvien@phong.example", "Chuyên viên mẫu")


def a_notice_of(case: int, offset: int, due: date = date(2025, 1, 31)) -> Notice:
    notice = a_notice()
    return replace(notice, key=replace(notice.key, case_id=case, offset=offset), due=due)


def letters(*told: tuple[int, int], officer_hears: bool = False) -> tuple[LetterPlan, ...]:
    """A letter for each case, with its rung; the officer gets a digest of copies if so asked."""
    items = [
        Addressed(
            a_notice_of(case, offset),
            Contact(f"mn{case:02}@truong.example", ""),
            (OFFICER,) if officer_hears else (),
        )
        for case, offset in told
    ]
    return gather(items).letters


def cases(allowed: Allowed) -> list[int]:
    return [notice.key.case_id for letter in allowed.letters for notice in letter.notices if not notice.is_copy]


def test_within_the_bound_all_letters_go() -> None:
    found = letters((1, -5), (2, -5))
    assert allow(found, 2) == Allowed(found)


def test_what_is_furthest_behind_goes_first_and_then_what_is_due_soonest() -> None:
    found = letters((1, -10), (2, 10), (3, 0), (4, 1), (5, -2))
    assert cases(allow(found, 3)) == [2, 3, 4]
    assert [notice.key.case_id for notice in allow(found, 3).waiting] == [1, 5]


def test_of_equal_rungs_the_earlier_last_day_goes_first() -> None:
    found = [
        LetterPlan(Contact(f"mn{case:02}@truong.example", ""), (), (a_notice_of(case, 1, due),))
        for case, due in ((1, date(2025, 2, 28)), (2, date(2025, 1, 31)))
    ]
    assert cases(allow(found, 1)) == [2]


def test_letters_keep_the_order_of_their_mailboxes() -> None:
    assert cases(allow(letters((1, 1), (2, 5), (3, 3)), 2)) == [2, 3]


def test_a_digest_of_copies_goes_last_and_waits_for_what_it_copies() -> None:
    found = letters((1, 1), (2, 5), officer_hears=True)
    assert len(found) == 3
    allowed = allow(found, 2)
    assert OFFICER not in [letter.recipient for letter in allowed.letters]
    assert allowed.waiting == ()


def test_nobody_gets_a_copy_of_what_is_not_said_today() -> None:
    own = Addressed(a_notice_of(9, 10), OFFICER, ())
    copied = [
        Addressed(a_notice_of(case, offset), Contact(f"mn{case:02}@truong.example", ""), (OFFICER,))
        for case, offset in ((1, 1), (2, 5))
    ]
    allowed = allow(gather([own, *copied]).letters, 2)
    told = {letter.recipient.address: [n.key.case_id for n in letter.notices] for letter in allowed.letters}
    assert told == {"chuyenvien@phong.example": [9, 2], "mn02@truong.example": [2]}
    assert [notice.key.case_id for notice in allowed.waiting] == [1]


def test_with_nothing_left_of_the_day_everything_waits() -> None:
    allowed = allow(letters((1, 1), (2, 5)), 0)
    assert allowed.letters == ()
    assert len(allowed.waiting) == 2
