"""What acts tell besides the ladder: to whom, once, with the day's one letter, and not when it no longer holds."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from cycle_engine.clock import morning_of
from cycle_engine.domain.announcements import Announcement
from cycle_engine.domain.definition import Addressee
from cycle_engine.services.acting import ActRequest, perform
from cycle_engine.services.desk import Desk
from cycle_engine.services.extending import extend
from cycle_engine.services.mailing import outbox
from cycle_engine.services.ticking import Ticked, tick
from cycle_engine.store.outbox import StoredOutbox
from tests.builders import a_desk, advance, case_of, cycle_of, on, open_sample_cycle

QUIET = """
handover_days = 0
[[ladder]]
offset = -10
to = "owner"
template = "reminder"
"""
PAPERS = (
    ("external_review_minutes", "https://phong.example/bien-ban"),
    ("certificate", "https://phong.example/giay-chung-nhan"),
)
DIGEST = "weekly_digest"
OPENED, ACTED = date(2024, 11, 25), date(2024, 12, 2)
TO_REVIEW = ("submit", "approve", "request_review")
SCHOOL = "mn01@truong.example"


@pytest.fixture
def office(database_url: str, tmp_path: Path) -> Desk:
    """One school and its office, on a day on which no rung falls."""
    desk = a_desk(database_url, tmp_path, today=OPENED)
    open_sample_cycle(desk, schools=1, plan=QUIET)
    day = on(desk, ACTED)
    tick(day)
    advance(day, "PGD", "issue_plan", "issue_guidance")
    return day


def news(ticked: Ticked) -> dict[str, list[str]]:
    """Who hears what besides the ladder, first-hand, in Cc or in a letter of copies."""
    return {
        contact.address: told
        for letter in ticked.letters
        if (told := [f"{one.unit} {one.template}" for one in letter.plan.announcements if one.template != DIGEST])
        for contact in (letter.plan.recipient, *letter.plan.cc)
    }


def told_to_schools(ticked: Ticked) -> list[Announcement]:
    """What letters announce first-hand, but for the officer's week."""
    said = [one for letter in ticked.letters for one in letter.plan.announcements]
    return [one for one in said if not one.is_copy and one.template != DIGEST]


def the_next_day(desk: Desk) -> Desk:
    return on(desk, desk.today + timedelta(days=1))


def officer_of(desk: Desk) -> str:
    with desk.database.read() as rows:
        found = rows.rows("SELECT officer_email FROM units WHERE code = 'PGD'")
    return str(found[0]["officer_email"])


@pytest.mark.parametrize(
    ("acts", "letter"),
    [
        ((*TO_REVIEW, "return_for_supplement"), "returned"),
        ((*TO_REVIEW, "conclude_review", "recognize"), "recognized"),
        ((*TO_REVIEW, "conclude_review", "recognize", "publish"), "published"),
        ((*TO_REVIEW, "conclude_review", "recognize", "publish", "unpublish"), "please_publish"),
        ((*TO_REVIEW, "conclude_review", "recognize", "reopen"), "correction"),
    ],
)
def test_a_school_hears_where_the_office_s_act_has_brought_it_once_and_its_officer_with_it(
    office: Desk, acts: tuple[str, ...], letter: str
) -> None:
    advance(office, "MN01", *acts)
    tomorrow = the_next_day(office)

    assert news(tick(tomorrow)) == {key: [f"MN01 {letter}"] for key in (SCHOOL, officer_of(office))}
    assert news(tick(tomorrow)) == {}
    assert news(tick(the_next_day(tomorrow))) == {}


def test_whoever_had_a_result_in_copy_has_in_copy_that_it_is_put_right(office: Desk) -> None:
    """The office has the case again; the school's own officer was told of the level all the same."""
    with office.database.write() as transaction:
        transaction.execute("UPDATE units SET officer_email = 'canbo.mn01@truong.example' WHERE code = 'MN01'")
    advance(office, "MN01", *TO_REVIEW, "conclude_review", "recognize")
    tomorrow = the_next_day(office)
    assert news(tick(tomorrow)) == {key: ["MN01 recognized"] for key in (SCHOOL, "canbo.mn01@truong.example")}
    deliver_all(tomorrow)

    advance(tomorrow, "MN01", "reopen")

    told = news(tick(the_next_day(tomorrow)))
    assert told == {key: ["MN01 correction"] for key in (SCHOOL, "canbo.mn01@truong.example")}


def test_a_certificate_handed_in_before_the_decision_is_told_of(office: Desk) -> None:
    advance(office, "MN01", *TO_REVIEW)
    advance(office, "MN01", "conclude_review", documents=PAPERS)

    assert news(tick(the_next_day(office)))[SCHOOL] == ["MN01 certificate_ready"]


def test_without_a_certificate_nobody_is_told_of_one(office: Desk) -> None:
    advance(office, "MN01", *TO_REVIEW, "conclude_review")

    assert news(tick(the_next_day(office))) == {}


def test_an_extension_is_told_with_the_day_that_was_and_the_day_that_is(office: Desk) -> None:
    extend(office, "MN01", "II.1", until=date(2025, 2, 14), reason="sửa chữa phòng học")

    (letter,) = [one for one in tick(the_next_day(office)).letters if one.plan.announcements]
    (told,) = letter.plan.announcements

    assert (told.template, told.addressee, told.milestone) == ("extension_granted", Addressee.UNIT, "II.1")
    assert (told.facts["previous_due"], told.facts["due"]) == (date(2025, 1, 31), date(2025, 2, 14))
    assert told.facts["reason"] == "sửa chữa phòng học"


def test_news_says_the_working_days_to_act_by_where_the_last_day_is_a_day_off(office: Desk) -> None:
    """08/02/2025 is a Saturday."""
    extend(office, "MN01", "II.1", until=date(2025, 2, 8), reason="a")

    (told,) = told_to_schools(tick(the_next_day(office)))

    days = tuple(told.facts[name] for name in ("due", "remind_by", "late_after"))
    assert days == (date(2025, 2, 8), date(2025, 2, 7), date(2025, 2, 10))


def test_whoever_is_recognised_too_late_for_the_plan_s_last_day_is_told_the_one_that_counts(
    database_url: str, tmp_path: Path
) -> None:
    """Recognised on Friday 30/05/2025, to publish by Saturday 31/05: five working days are hers, until 06/06."""
    desk = a_desk(database_url, tmp_path, today=OPENED)
    open_sample_cycle(desk, schools=1, plan=QUIET.replace("handover_days = 0", "handover_days = 5"))
    day = on(desk, date(2025, 5, 30))
    tick(day)
    advance(day, "PGD", "issue_plan", "issue_guidance")
    advance(day, "MN01", *TO_REVIEW, "conclude_review", "recognize")

    (told,) = told_to_schools(tick(on(desk, date(2025, 6, 2))))

    assert told.template == "recognized"
    assert (told.facts["due"], told.facts["remind_by"]) == (date(2025, 5, 31), date(2025, 6, 6))


def test_of_two_extensions_only_the_one_that_holds_is_told(office: Desk) -> None:
    extend(office, "MN01", "II.1", until=date(2025, 2, 14), reason="a")
    extend(office, "MN01", "II.1", until=date(2025, 2, 21), reason="b")

    told = [one.facts["due"] for letter in tick(the_next_day(office)).letters for one in letter.plan.announcements]

    assert told == [date(2025, 2, 21)]


def test_an_extension_takes_the_place_of_the_last_day_that_was_told(office: Desk) -> None:
    """Extended twice before anybody heard of it, once more while the letter waits, and once when it had gone."""
    days = [date(2025, 2, day) for day in (14, 21, 24, 28)]
    extend(office, "MN01", "II.1", until=days[0], reason="a")
    extend(office, "MN01", "II.1", until=days[1], reason="b")
    told = told_to_schools(tick(the_next_day(office)))
    extend(the_next_day(office), "MN01", "II.1", until=days[2], reason="c")
    later = on(office, date(2024, 12, 4))
    told += told_to_schools(tick(later))
    deliver_all(later)
    extend(later, "MN01", "II.1", until=days[3], reason="d")
    told += told_to_schools(tick(the_next_day(later)))

    plan = date(2025, 1, 31)
    assert [one.facts["previous_due"] for one in told] == [plan, plan, days[2]]
    assert [one.facts["due"] for one in told] == days[1:]


def test_an_extension_of_what_is_done_meanwhile_is_not_told(office: Desk) -> None:
    extend(office, "MN01", "II.1", until=date(2025, 2, 14), reason="a")
    advance(office, "MN01", "submit", "approve")

    assert news(tick(the_next_day(office))) == {}


def test_promise_8_news_that_lapsed_before_the_day_s_letters_is_not_told(office: Desk) -> None:
    """Returned by mistake, handed in again at once: the school need not hear of it."""
    advance(office, "MN01", *TO_REVIEW, "return_for_supplement", "request_review")

    assert news(tick(the_next_day(office))) == {}


def test_promise_8_a_queued_letter_is_written_anew_without_the_news_that_lapsed(office: Desk) -> None:
    """On 10/01/2025 the reminder of II.1 is due as well: that still holds."""
    extend(office, "MN01", "II.1", until=date(2025, 2, 14), reason="a")
    desk = on(office, date(2025, 1, 24))
    ticked = tick(desk)
    assert news(ticked) == {key: ["MN01 extension_granted"] for key in (SCHOOL, officer_of(office))}

    extend(desk, "MN01", "II.1", until=date(2025, 2, 21), reason="b")

    with desk.database.read() as rows:
        letters = rows.rows("SELECT state FROM letters WHERE id = :id", id=ticked.letters[0].id)
        states = rows.rows("SELECT state FROM announcements WHERE template = 'extension_granted' ORDER BY cause")
    assert [row["state"] for row in letters] == ["cancelled"]
    assert [row["state"] for row in states] == ["cancelled", "due"]


def test_promise_7_a_mailbox_that_was_written_to_today_hears_the_news_tomorrow(office: Desk) -> None:
    morning = on(office, date(2025, 1, 10))
    assert [letter.plan.recipient.address for letter in tick(morning).letters].count(SCHOOL) == 1
    extend(morning, "MN01", "II.1", until=date(2025, 2, 14), reason="a")
    # The reminder of the old day was taken back with the extension, so there is room for the news on the same day.
    noon = on(office, morning_of(date(2025, 1, 10)) + timedelta(hours=4))
    deliver_all(noon)

    told = tick(noon)

    assert news(told) == {key: ["MN01 extension_granted"] for key in (SCHOOL, officer_of(office))}
    deliver_all(noon)
    extend(noon, "MN01", "II.2", until=date(2025, 3, 14), reason="b")
    assert news(tick(noon)) == {}
    assert news(tick(on(office, date(2025, 1, 13))))[SCHOOL] == ["MN01 extension_granted"]


def test_on_a_day_off_no_news_goes_out(office: Desk) -> None:
    extend(office, "MN01", "II.1", until=date(2025, 2, 14), reason="a")

    assert tick(on(office, date(2024, 12, 7))).letters == ()
    assert news(tick(on(office, date(2024, 12, 9))))[SCHOOL] == ["MN01 extension_granted"]


def test_after_an_outage_the_news_that_still_holds_is_told_once(office: Desk) -> None:
    extend(office, "MN01", "II.1", until=date(2025, 2, 14), reason="a")
    late = on(office, ACTED + timedelta(weeks=3))

    assert news(tick(late))[SCHOOL] == ["MN01 extension_granted"]
    assert news(tick(the_next_day(late))) == {}


def test_what_was_only_shown_tells_nothing(office: Desk) -> None:
    advance(office, "MN01", *TO_REVIEW)
    shown = ActRequest("MN01", "return_for_supplement", reason="thiếu minh chứng")
    assert perform(office, [shown], apply_it=False).refused == ()
    tick(office, dry_run=True)

    with office.database.read() as rows:
        assert rows.rows("SELECT * FROM announcements WHERE template <> 'weekly_digest'") == []


def test_news_is_kept_with_its_letter_to_be_read_again(office: Desk) -> None:
    extend(office, "MN01", "II.1", until=date(2025, 2, 14), reason="a")
    (letter,) = [one for one in tick(the_next_day(office)).letters if one.plan.recipient.address == SCHOOL]

    with office.database.read() as rows:
        found = rows.rows("SELECT letter_id, case_id, state FROM announcements WHERE template = 'extension_granted'")
    expected = [(letter.id, case_of(office, "MN01").id, "said")]
    assert [(row["letter_id"], row["case_id"], row["state"]) for row in found] == expected
    assert cycle_of(office).plan.find_milestone("II.1") is not None


def deliver_all(desk: Desk) -> None:
    held, now = StoredOutbox(desk.database), desk.clock.now()
    for letter in held.claim(100, now=now, lease_for=timedelta(minutes=10)):
        held.mark_sent(letter.id, letter.lease, at=now, answer="250")


def test_promise_8_a_week_that_was_on_its_way_when_a_case_moved_leaves_it_out_when_it_is_tried_again(
    database_url: str, tmp_path: Path
) -> None:
    """Monday 03/02/2025: the school is late with II.1. It acts while the officer's week is with the mail server."""
    desk = a_desk(database_url, tmp_path, today=OPENED, settings="")
    open_sample_cycle(desk, schools=2, plan=QUIET)
    before_tet = on(desk, date(2025, 1, 24))
    tick(before_tet)
    deliver_all(before_tet)
    monday = on(desk, date(2025, 2, 3))
    tick(monday)
    held = StoredOutbox(monday.database)
    in_flight = held.claim(100, now=monday.clock.now(), lease_for=timedelta(minutes=10))
    advance(on(desk, morning_of(date(2025, 2, 3)) + timedelta(minutes=5)), "MN01", "submit", "approve")
    for letter in in_flight:
        held.retry_later(letter.id, letter.lease, at=monday.clock.now(), error="451")

    outbox(on(desk, morning_of(date(2025, 2, 3)) + timedelta(hours=1)))

    with desk.database.read() as rows:
        bodies = rows.rows(
            "SELECT a.body FROM letter_announcements a JOIN letters l ON l.id = a.letter_id "
            "WHERE a.template = 'weekly_digest' AND l.state = 'queued'"
        )
    assert bodies
    assert all('"MN01"' not in str(row["body"]) for row in bodies)
    assert any('"MN02"' in str(row["body"]) for row in bodies)
