"""What needs an officer this week: once a week, in her one letter of the day, and never what no longer holds."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest

from cycle_engine.domain.announcements import Announcement
from cycle_engine.domain.case import ZONE
from cycle_engine.services.desk import Desk
from cycle_engine.services.letters import QueuedLetter
from cycle_engine.services.ticking import tick
from cycle_engine.store.announcements import queued_announcements
from cycle_engine.store.outbox import letters
from tests.builders import a_desk, a_roster, advance, everything, on, open_sample_cycle

OFFICER = "chuyenvien@phong.example"
MONDAY = date(2025, 2, 10)


@pytest.fixture
def desk(database_url: str, tmp_path: Path) -> Desk:
    opened = a_desk(database_url, tmp_path, settings="")
    open_sample_cycle(opened)
    return opened


def test_an_officer_is_told_once_a_week_however_often_the_day_is_ticked(desk: Desk) -> None:
    days = [date(2025, 2, number) for number in range(3, 15)]
    told = [day for day in days for hour in (7, 8, 13) if weeks(tick(at(desk, day, hour)).letters)]
    assert told == [date(2025, 2, 3), MONDAY]


def test_the_week_comes_in_the_same_letter_as_the_day_s_other_news(desk: Desk) -> None:
    tick(on(desk, date(2025, 2, 3)))
    tick(on(desk, date(2025, 2, 4)))
    sent = [letter for letter in tick(on(desk, MONDAY)).letters if letter.plan.recipient.address == OFFICER]
    assert len(sent) == 1


def test_after_an_outage_the_week_is_told_on_the_first_working_day_of_it(desk: Desk) -> None:
    assert weeks(tick(on(desk, date(2025, 2, 13))).letters)
    assert not weeks(tick(on(desk, date(2025, 2, 14))).letters)


def test_a_week_with_nothing_to_tell_is_not_brought_up_later_in_it(desk: Desk) -> None:
    advance(on(desk, date(2024, 11, 26)), "PGD", "issue_plan", "issue_guidance")
    assert not weeks(tick(on(desk, date(2024, 12, 9))).letters)
    with desk.database.read() as rows:
        noted = rows.rows("SELECT state FROM announcements WHERE cause = 'week 2024-W50'")
    assert [row["state"] for row in noted] == ["cancelled"]


def test_schools_are_late_due_or_wait_for_the_office(desk: Desk) -> None:
    advance(on(desk, date(2025, 1, 10)), "MN01", "submit", "approve", "request_review")
    advance(on(desk, date(2025, 1, 10)), "MN02", "submit", "approve")
    (week,) = weeks(tick(on(desk, date(2025, 2, 24))).letters)
    assert [(row["unit"], row["milestone"]) for row in rows_of(week, "late")] == [("PGD", "I.1"), ("MN03", "II.1")]
    assert [(row["unit"], row["due"]) for row in rows_of(week, "due")] == [("MN02", date(2025, 2, 28))]
    assert [row["unit"] for row in rows_of(week, "waiting")] == ["MN01"]


def test_a_school_that_moves_is_left_out_of_a_week_that_waits_to_be_sent(desk: Desk) -> None:
    (before,) = weeks(tick(on(desk, MONDAY)).letters)
    assert [row["unit"] for row in rows_of(before, "late")] == ["PGD", "MN01", "MN02", "MN03"]
    advance(on(desk, MONDAY), "MN02", "submit", "approve")
    assert [row["unit"] for row in rows_of(waiting(desk), "late")] == ["PGD", "MN01", "MN03"]
    assert not weeks(tick(on(desk, date(2025, 2, 11))).letters)


def test_the_office_s_own_step_takes_only_its_own_row_out_of_the_week(desk: Desk) -> None:
    tick(on(desk, MONDAY))
    advance(on(desk, MONDAY), "PGD", "issue_plan", "issue_guidance")
    assert [row["unit"] for row in rows_of(waiting(desk), "late")] == ["MN01", "MN02", "MN03"]


def test_an_officer_of_several_schools_hears_of_hers_and_the_office_s_of_all_others(
    database_url: str, tmp_path: Path
) -> None:
    province, office, *schools = a_roster(4)
    named = ("canbo@phong.example", "canbo@phong.example", "nguoicuatruong@truong.example", "")
    roster = [replace(school, officer_email=box) for school, box in zip(schools, named, strict=True)]
    opened = a_desk(database_url, tmp_path, settings="")
    open_sample_cycle(opened, roster=(province, office, *roster))
    told = {week.key.recipient: week for week in weeks(tick(on(opened, MONDAY)).letters)}
    assert {box: [row["unit"] for row in rows_of(week, "late")] for box, week in told.items()} == {
        "canbo@phong.example": ["MN01", "MN02"],
        OFFICER: ["PGD", "MN03", "MN04"],
    }


def test_letters_that_did_not_go_out_are_the_office_s_officer_s(desk: Desk) -> None:
    tick(on(desk, date(2025, 2, 4)))
    with desk.database.write() as transaction:
        transaction.execute("UPDATE letters SET state = 'failed' WHERE recipient = 'mn01@truong.example'")
    (week,) = weeks(tick(on(desk, MONDAY)).letters)
    assert [row["unit_name"] for row in rows_of(week, "failed")] == ["Trường Mầm non MN01"]


def test_the_office_may_turn_it_off(database_url: str, tmp_path: Path) -> None:
    opened = a_desk(database_url, tmp_path, settings="mail.weekly_digest = false")
    open_sample_cycle(opened)
    assert not weeks(tick(on(opened, MONDAY)).letters)


def test_trying_out_a_tick_tells_the_same_and_notes_nothing(desk: Desk) -> None:
    before = everything(desk.database)
    tried = weeks(tick(on(desk, MONDAY), dry_run=True).letters)
    assert everything(desk.database) == before
    assert weeks(tick(on(desk, MONDAY)).letters) == tried


def at(desk: Desk, day: date, hour: int) -> Desk:
    return on(desk, datetime(day.year, day.month, day.day, hour, tzinfo=ZONE))


def weeks(sent: Sequence[QueuedLetter]) -> list[Announcement]:
    told = [one for letter in sent for one in letter.plan.announcements]
    return [one for one in told if one.template == "weekly_digest"]


def rows_of(week: Announcement, kind: str) -> list[dict[str, object]]:
    rows = week.facts[kind]
    assert isinstance(rows, tuple)
    return list(rows)


def waiting(desk: Desk) -> Announcement:
    """The week as the letter tells it that waits to be sent."""
    with desk.database.read() as rows:
        queued = [letter.id for letter in letters(rows, state="queued")]
        told = [one for said in queued_announcements(rows, queued).values() for one in said]
    (week,) = [one for one in told if one.template == "weekly_digest"]
    return week
