"""Who is behind a mailbox on a day, and the limits on what they get."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from cycle_engine.domain.definition import Role
from cycle_engine.domain.notices import LetterKind, Notice
from cycle_engine.domain.posts import Post
from cycle_engine.errors import NotFound, NotPermitted, OperationRefused
from cycle_engine.services.contacts import Person, list_contacts, set_absence, set_contact, take_away
from cycle_engine.services.daily import report_when_due
from cycle_engine.services.desk import Desk
from cycle_engine.services.mailing import list_letters
from cycle_engine.services.pausing import list_pauses, pause, resume
from cycle_engine.services.ticking import Ticked, tick
from cycle_engine.services.upkeep import Health, examine
from cycle_engine.settings import FILE_NAME, read_settings
from tests.builders import a_desk, a_roster, by, on, open_sample_cycle

NEW = Person("moi@truong.example", "Người mới")
DEPUTY = Person("pho@phong.example", "Phó phòng mẫu")
HEAD, OFFICER, PROVINCE = "truongphong@phong.example", "chuyenvien@phong.example", "so@so.example"

SECOND, THIRD, LAST_DAY, OVERDUE, TO_HEAD = (
    date(2025, 1, 17),
    date(2025, 1, 22),
    date(2025, 1, 24),
    date(2025, 2, 4),
    date(2025, 2, 6),
)
"""Rungs of II.1: -5, -2, the last working day before Tết, +1, and +3 to the head."""


@pytest.fixture
def desk(database_url: str, tmp_path: Path) -> Desk:
    """A desk whose schools have been idle since the plan was opened, up to the second reminder of II.1."""
    desk = a_desk(database_url, tmp_path)
    open_sample_cycle(desk)
    for day in (date(2025, 1, 10), SECOND):
        tick(on(desk, day))
    return desk


def heard(ticked: Ticked) -> dict[str, list[tuple[str, int]]]:
    """What schools' milestone II.1 says to whom, first-hand: the unit and the rung."""
    return {
        letter.plan.recipient.address: told
        for letter in ticked.letters
        if (told := [(n.unit, n.key.offset) for n in letter.plan.notices if _is_first_hand(n)])
    }


def _is_first_hand(notice: Notice) -> bool:
    return notice.key.milestone == "II.1" and not notice.is_copy


def in_copy(ticked: Ticked) -> set[str]:
    return {contact.address for letter in ticked.letters for contact in letter.plan.cc}


def set_to(desk: Desk, settings: str) -> Desk:
    """The same desk under other settings."""
    (desk.workspace / FILE_NAME).write_text(settings, "utf-8")
    url = {"CYCLE_DATABASE_URL": desk.database.url}
    other = on(desk, desk.today)
    other.settings = read_settings(desk.workspace, url)
    return other


def days_from(first: date, last: date) -> Sequence[date]:
    return [first + timedelta(days=step) for step in range((last - first).days + 1)]


def test_a_contact_comes_before_the_roster_from_its_first_day(desk: Desk) -> None:
    set_contact(desk, "MN01", Post.UNIT, NEW, since=LAST_DAY)
    assert "mn01@truong.example" in heard(tick(on(desk, THIRD)))
    assert heard(tick(on(desk, LAST_DAY)))[NEW.address] == [("MN01", 0)]


def test_whoever_comes_next_ends_the_time_of_whoever_was_there(desk: Desk) -> None:
    set_contact(desk, "PGD", Post.HEAD, DEPUTY, since=LAST_DAY)
    set_contact(desk, "PGD", Post.HEAD, NEW, since=OVERDUE)
    held = [(one.contact.address, one.contact.valid_from, one.contact.valid_until) for one in list_contacts(desk)]
    assert held == [(DEPUTY.address, LAST_DAY, OVERDUE), (NEW.address, OVERDUE, None)]
    assert NEW.address in heard(tick(on(desk, TO_HEAD)))


def test_who_was_to_come_later_does_not_when_somebody_comes_earlier(desk: Desk) -> None:
    set_contact(desk, "PGD", Post.HEAD, NEW, since=OVERDUE)
    set_contact(desk, "PGD", Post.HEAD, DEPUTY, since=LAST_DAY)
    assert [one.contact.address for one in list_contacts(desk, "pgd")] == [DEPUTY.address]


def test_letters_of_an_absence_go_to_the_substitute_and_those_after_it_do_not(desk: Desk) -> None:
    set_absence(desk, "MN01", Post.UNIT, NEW, first=THIRD, last=THIRD)
    assert heard(tick(on(desk, THIRD)))[NEW.address] == [("MN01", -2)]
    assert "mn01@truong.example" in heard(tick(on(desk, LAST_DAY)))


def test_an_absent_officer_is_stood_in_for_wherever_she_is_in_charge(database_url: str, tmp_path: Path) -> None:
    desk = a_desk(database_url, tmp_path)
    roster = [replace(unit, officer_email=OFFICER) if unit.is_school else unit for unit in a_roster(3)]
    open_sample_cycle(desk, roster=roster)
    set_absence(desk, "PGD", Post.OFFICER, DEPUTY, first=OVERDUE, last=OVERDUE)
    ticked = tick(on(desk, OVERDUE))
    letters = {letter.plan.recipient.address: letter.plan.notices for letter in ticked.letters}
    assert OFFICER not in letters
    assert {notice.unit for notice in letters[DEPUTY.address]} >= {"MN01", "MN02", "MN03"}


def test_a_contact_that_is_taken_away_was_never_said(desk: Desk) -> None:
    stored = set_contact(desk, "MN01", Post.UNIT, NEW)
    assert take_away(desk, stored.id) == stored
    assert list_contacts(desk) == ()
    assert "mn01@truong.example" in heard(tick(on(desk, THIRD)))
    with pytest.raises(NotFound, match=str(stored.id)):
        take_away(desk, stored.id)


def test_what_is_no_mailbox_no_unit_or_no_span_of_days_is_refused(desk: Desk) -> None:
    with pytest.raises(OperationRefused):
        set_contact(desk, "MN01", Post.UNIT, Person("khong phai hop thu"))
    with pytest.raises(NotFound):
        set_contact(desk, "MN99", Post.UNIT, NEW)
    with pytest.raises(OperationRefused):
        set_absence(desk, "MN01", Post.UNIT, NEW, first=LAST_DAY, last=THIRD)
    with pytest.raises(OperationRefused):
        pause(desk, "mn01@truong.example", last=desk.today - timedelta(days=1), reason="đã qua")
    assert list_contacts(desk) == ()


def test_a_school_may_not_redirect_the_office_s_letters(desk: Desk) -> None:
    school = by(desk, "truong", Role.SCHOOL, unit="MN01")
    with pytest.raises(NotPermitted):
        set_contact(school, "PGD", Post.HEAD, NEW)
    with pytest.raises(NotPermitted):
        pause(school, HEAD, last=LAST_DAY, reason="không muốn nghe")


def test_a_post_that_falls_vacant_is_told_of_before_a_letter_is_blocked_by_it(desk: Desk) -> None:
    assert tick(on(desk, THIRD)).alarms == ()
    set_contact(desk, "PGD", Post.HEAD, Person(""), since=TO_HEAD)
    (alarm,) = tick(on(desk, THIRD)).alarms
    assert "06/02/2025" in str(alarm)
    assert _worst(on(desk, THIRD)) is Health.NOTE
    assert _worst(on(desk, TO_HEAD)) is Health.BAD
    blocked = tick(on(desk, TO_HEAD))
    assert HEAD not in heard(blocked)
    assert len(blocked.alarms) == 1
    set_contact(on(desk, TO_HEAD), "PGD", Post.HEAD, DEPUTY)
    assert {unit for unit, _ in heard(tick(on(desk, TO_HEAD)))[DEPUTY.address]} == {"MN01", "MN02", "MN03"}


def _worst(desk: Desk) -> Health:
    found = [one.health for one in examine(desk) if one.what.key.startswith("tick.")]
    assert len(found) == 1
    return found[0]


def test_what_was_due_in_a_pause_is_said_after_it_and_only_the_latest(desk: Desk) -> None:
    pause(on(desk, THIRD), "MN01@truong.example", last=LAST_DAY, reason="đổi hộp thư")
    for day in (THIRD, LAST_DAY):
        ticked = tick(on(desk, day))
        assert "mn01@truong.example" not in heard(ticked)
        assert "mn02@truong.example" in heard(ticked)
        assert ticked.waiting == 1
    assert heard(tick(on(desk, date(2025, 2, 3))))["mn01@truong.example"] == [("MN01", 0)]


def test_escalation_to_others_goes_on_in_a_pause_and_the_owner_hears_after_it(desk: Desk) -> None:
    pause(on(desk, THIRD), "mn01@truong.example", last=date(2025, 2, 9), reason="đổi hộp thư")
    for day in days_from(THIRD, TO_HEAD - timedelta(days=1)):
        assert "mn01@truong.example" not in heard(tick(on(desk, day)))
    escalated = heard(tick(on(desk, TO_HEAD)))
    assert ("MN01", 3) in escalated[HEAD]
    assert "mn01@truong.example" not in heard(tick(on(desk, date(2025, 2, 7))))
    after = heard(tick(on(desk, date(2025, 2, 10))))
    assert after["mn01@truong.example"] == [("MN01", 1)]
    assert ("MN01", 5) in after[HEAD]
    assert heard(tick(on(desk, date(2025, 2, 11)))) == {}


def test_a_pause_that_nobody_ticked_through_is_made_up_for_just_the_same(desk: Desk) -> None:
    pause(on(desk, THIRD), "mn01@truong.example", last=date(2025, 2, 9), reason="đổi hộp thư")
    after = heard(tick(on(desk, date(2025, 2, 10))))
    assert after["mn01@truong.example"] == [("MN01", 1)]
    assert ("MN01", 5) in after[HEAD]


def test_a_rung_in_a_pause_gives_way_to_a_later_one_after_it(desk: Desk) -> None:
    pause(on(desk, THIRD), "mn01@truong.example", last=THIRD, reason="một ngày")
    tick(on(desk, THIRD))
    assert heard(tick(on(desk, LAST_DAY)))["mn01@truong.example"] == [("MN01", 0)]


def test_a_paused_head_does_not_keep_the_school_from_hearing(desk: Desk) -> None:
    pause(on(desk, OVERDUE), HEAD, last=date(2025, 2, 28), reason="nghỉ phép")
    assert "mn01@truong.example" in heard(tick(on(desk, OVERDUE)))
    assert HEAD not in heard(tick(on(desk, TO_HEAD)))
    province = tick(on(desk, date(2025, 2, 17)))
    assert {unit for unit, _ in heard(province)[PROVINCE]} >= {"MN01", "MN02", "MN03"}
    assert HEAD not in in_copy(province)


def test_a_paused_head_hears_after_it_even_when_the_province_has_heard_since(desk: Desk) -> None:
    pause(on(desk, OVERDUE), HEAD, last=date(2025, 2, 18), reason="nghỉ phép")
    for day in days_from(OVERDUE, date(2025, 2, 18)):
        tick(on(desk, day))
    assert set(heard(tick(on(desk, date(2025, 2, 19))))[HEAD]) == {("MN01", 5), ("MN02", 5), ("MN03", 5)}
    assert heard(tick(on(desk, date(2025, 2, 20)))) == {}


def test_two_pauses_at_once_lose_neither_s_news(desk: Desk) -> None:
    for address in ("mn01@truong.example", HEAD):
        pause(on(desk, OVERDUE), address, last=date(2025, 2, 9), reason="nghỉ")
    for day in days_from(OVERDUE, date(2025, 2, 9)):
        tick(on(desk, day))
    after = heard(tick(on(desk, date(2025, 2, 10))))
    assert after["mn01@truong.example"] == [("MN01", 1)]
    assert ("MN01", 5) in after[HEAD]


def test_a_mailbox_is_written_to_again_when_it_is_resumed(desk: Desk) -> None:
    pause(on(desk, THIRD), "mn01@truong.example", last=date(2025, 2, 28), reason="đổi hộp thư")
    assert [one.address for one in list_pauses(on(desk, THIRD))] == ["mn01@truong.example"]
    tick(on(desk, THIRD))
    resume(on(desk, LAST_DAY), "MN01@truong.example")
    assert "mn01@truong.example" in heard(tick(on(desk, LAST_DAY)))
    assert list_pauses(on(desk, LAST_DAY)) == ()
    with pytest.raises(NotFound):
        resume(on(desk, LAST_DAY), "mn01@truong.example")


def test_a_second_pause_takes_the_place_of_the_first(desk: Desk) -> None:
    pause(on(desk, THIRD), "mn01@truong.example", last=date(2025, 2, 28), reason="đổi hộp thư")
    pause(on(desk, THIRD), "mn01@truong.example", last=THIRD, reason="xong sớm")
    assert [(one.paused_until, one.reason) for one in list_pauses(on(desk, THIRD))] == [
        (THIRD + timedelta(days=1), "xong sớm")
    ]


def test_on_a_quiet_day_nothing_is_queued_and_the_next_day_says_it(desk: Desk) -> None:
    quiet = set_to(desk, '[mail]\nquiet_days = ["2025-01-22"]')
    assert tick(on(quiet, THIRD)) == Ticked(quiet=True)
    assert heard(tick(on(quiet, date(2025, 1, 23))))["mn01@truong.example"] == [("MN01", -2)]


def test_on_a_quiet_day_no_report_goes_out_by_itself(desk: Desk) -> None:
    due = date(2025, 2, 18)
    report_when_due(on(set_to(desk, f'[mail]\nquiet_days = ["{due}"]'), due))
    assert list_letters_of_reports(desk) == 0
    report_when_due(on(set_to(desk, ""), due))
    assert list_letters_of_reports(desk) == 1


def test_a_report_goes_to_whoever_is_behind_the_province_s_mailbox_that_day(desk: Desk) -> None:
    due = date(2025, 2, 18)
    set_absence(desk, "SGD", Post.UNIT, NEW, first=due, last=due)
    report_when_due(on(desk, due))
    assert [one.recipient for one in list_letters(desk) if one.kind is LetterKind.REPORT] == [NEW.address]


def list_letters_of_reports(desk: Desk) -> int:
    return sum(letter.kind is LetterKind.REPORT for letter in list_letters(desk))


def test_what_is_over_the_most_letters_of_a_day_waits_most_urgent_first(desk: Desk) -> None:
    bounded = set_to(desk, "[mail]\nweekly_digest = false\nmost_per_day = 2")
    first = tick(on(bounded, THIRD))
    assert len(first.letters) == 2
    assert first.waiting == 2
    assert len(tick(on(bounded, THIRD)).letters) == 0
    second = tick(on(bounded, date(2025, 1, 23)))
    told = [unit for letter in (*first.letters, *second.letters) for unit in {n.unit for n in letter.plan.notices}]
    assert len(told) == len(set(told))
    assert {"MN01", "MN02", "MN03"} <= set(told)


def test_what_is_furthest_behind_goes_first(desk: Desk) -> None:
    bounded = set_to(desk, "[mail]\nmost_per_day = 1")
    for day in (THIRD, LAST_DAY, OVERDUE):
        tick(on(desk, day))
    ticked = tick(on(bounded, TO_HEAD))
    assert list(heard(ticked)) == [HEAD]


def test_head_and_officer_who_share_a_mailbox_hear_once_and_both_have_been_told(
    database_url: str, tmp_path: Path
) -> None:
    desk = a_desk(database_url, tmp_path)
    roster = [replace(unit, officer_email=HEAD.upper()) if unit.code == "PGD" else unit for unit in a_roster(1)]
    rungs = "".join(
        f'[[ladder]]\noffset = {offset}\nto = "{to}"\ncc = {cc}\ntemplate = "{template}"\n'
        for offset, to, cc, template in (
            (-5, "owner", "[]", "reminder"),
            (3, "officer", "[]", "overdue"),
            (3, "head", '["officer"]', "escalation_head"),
        )
    )
    open_sample_cycle(desk, roster=roster, plan=rungs)
    ticked = tick(on(desk, TO_HEAD))
    (letter,) = [one for one in ticked.letters if one.plan.recipient.address.casefold() == HEAD]
    told = [notice.template for notice in letter.plan.notices if notice.unit == "MN01"]
    assert told == ["escalation_head"]
    assert letter.plan.cc == ()
    with desk.database.read() as rows:
        said = rows.rows("SELECT recipient FROM notices WHERE rung = 3 AND state = 'said' AND milestone = 'II.1'")
    assert sorted(str(row["recipient"]) for row in said) == ["head", "officer"]
    assert heard(tick(on(desk, date(2025, 2, 7)))) == {}
