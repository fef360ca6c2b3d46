"""Who is told what on which day, as an office lives it: the stories behind promises 6, 7 and 8."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from cycle_engine.clock import morning_of
from cycle_engine.services.desk import Desk
from cycle_engine.services.extending import extend
from cycle_engine.services.mailing import outbox
from cycle_engine.services.ticking import Ticked, tick
from cycle_engine.store.outbox import StoredOutbox
from tests.builders import a_desk, a_roster, a_unit, advance, on, open_sample_cycle

THREE_RUNGS = """
handover_days = 0
[[ladder]]
offset = -10
to = "owner"
template = "reminder"
[[ladder]]
offset = 1
to = "owner"
template = "overdue"
[[ladder]]
offset = 3
to = "head"
template = "escalation_head"
"""
OPENED = date(2024, 11, 25)
TO_REVIEW = ("submit", "approve", "request_review")


@pytest.fixture
def fresh(database_url: str, tmp_path: Path) -> Desk:
    return a_desk(database_url, tmp_path, today=OPENED)


def told(ticked: Ticked) -> dict[str, list[str]]:
    """What the letters of a tick say, by mailbox; a copy is in brackets."""
    return {
        letter.plan.recipient.address: [
            f"({_what})" if notice.is_copy else _what
            for notice in letter.plan.notices
            for _what in [f"{notice.unit} {notice.key.milestone} {notice.key.offset:+}"]
        ]
        for letter in ticked.letters
    }


def set_mailbox(desk: Desk, unit: str, address: str) -> None:
    with desk.database.write() as transaction:
        transaction.execute("UPDATE units SET email = :address WHERE code = :unit", address=address, unit=unit)


def announced(ticked: Ticked) -> dict[str, list[str]]:
    """Say by mailbox what was told besides the ladder."""
    return {
        letter.plan.recipient.address: [f"{one.unit} {one.template}" for one in letter.plan.announcements]
        for letter in ticked.letters
        if letter.plan.announcements
    }


def letter_states(desk: Desk) -> dict[str, list[str]]:
    with desk.database.read() as rows:
        found: dict[str, list[str]] = {}
        for row in rows.rows("SELECT subject, state FROM letters ORDER BY id"):
            found.setdefault(str(row["state"]), []).append(str(row["subject"]))
        return found


def deliver_all(desk: Desk, outcome: str = "sent") -> None:
    held, now = StoredOutbox(desk.database), desk.clock.now()
    for letter in held.claim(100, now=now, lease_for=timedelta(minutes=10)):
        if outcome == "sent":
            held.mark_sent(letter.id, letter.lease, at=now, answer="250")
        else:
            held.mark_uncertain(letter.id, letter.lease, at=now + timedelta(hours=1), error="?")


def test_promise_6_opened_after_the_deadline_each_school_is_told_one_thing_and_the_head_nothing(fresh: Desk) -> None:
    """06/02/2025 is the very day on which the head would hear of II.1."""
    desk = on(fresh, date(2025, 2, 6))
    open_sample_cycle(desk, schools=2)

    first = told(tick(desk))

    assert {box: said for box, said in first.items() if box.startswith("mn")} == {
        "mn01@truong.example": ["MN01 II.1 +1"],
        "mn02@truong.example": ["MN02 II.1 +1"],
    }
    assert not any("+3" in line for said in first.values() for line in said)
    assert tick(on(desk, date(2025, 2, 7))).letters == ()


def test_promise_7_a_school_without_a_mailbox_is_an_alarm_until_it_has_one_and_then_it_is_told(fresh: Desk) -> None:
    """Opened the day after +1, so that it is caught up with; the earlier rungs are superseded meanwhile."""
    desk = on(fresh, date(2025, 2, 5))
    open_sample_cycle(desk, roster=[*a_roster(0), a_unit("MN01", email="")])
    advance(desk, "PGD", "issue_plan", "issue_guidance")

    silent = tick(desk)
    assert any("MN01" in str(alarm) for alarm in silent.alarms)
    assert ["MN01 II.1 +1"] not in told(silent).values()

    set_mailbox(desk, "MN01", "mn01@truong.example")
    noon = on(desk, morning_of(date(2025, 2, 5)) + timedelta(hours=4))
    assert told(tick(noon))["mn01@truong.example"] == ["MN01 II.1 +1"]


def test_promise_7_a_new_owner_is_told_although_the_head_has_heard_already(fresh: Desk) -> None:
    """Without handover days the deadline of II.3 stays 31/03; the head heard of the school's delay on 03/04."""
    open_sample_cycle(fresh, schools=1, plan=THREE_RUNGS)
    advance(fresh, "PGD", "issue_plan", "issue_guidance")
    tick(on(fresh, date(2025, 4, 3)))
    deliver_all(on(fresh, date(2025, 4, 3)))

    advance(on(fresh, date(2025, 4, 7)), "MN01", *TO_REVIEW)

    assert "MN01 II.3 +1" in told(tick(on(fresh, date(2025, 4, 8))))["phong@phong.example"]


def test_promise_6_a_new_round_arms_the_reminders_anew(fresh: Desk) -> None:
    open_sample_cycle(fresh, schools=1, plan=THREE_RUNGS)
    advance(fresh, "PGD", "issue_plan", "issue_guidance")
    advance(fresh, "MN01", *TO_REVIEW)
    tick(on(fresh, date(2025, 3, 17)))
    deliver_all(on(fresh, date(2025, 3, 17)))

    advance(on(fresh, date(2025, 3, 18)), "MN01", "conclude_review", "recognize", "reopen")

    assert "MN01 II.3 -10" in told(tick(on(fresh, date(2025, 3, 19))))["phong@phong.example"]


def test_promise_7_who_was_written_to_this_morning_hears_the_rest_tomorrow(fresh: Desk) -> None:
    open_sample_cycle(fresh, schools=2)
    advance(fresh, "PGD", "issue_plan", "issue_guidance")
    advance(fresh, "MN01", *TO_REVIEW)
    day = date(2025, 3, 17)
    assert "MN01 II.3 -10" in told(tick(on(fresh, day)))["phong@phong.example"]

    noon = on(fresh, morning_of(day) + timedelta(hours=4))
    advance(noon, "MN02", *TO_REVIEW)
    later = tick(noon)
    assert (told(later), later.waiting) == ({}, 1)

    assert told(tick(on(fresh, date(2025, 3, 18))))["phong@phong.example"] == ["MN02 II.3 -10"]


def test_promise_8_a_letter_about_what_was_done_is_taken_back(fresh: Desk) -> None:
    open_sample_cycle(fresh, schools=2)
    tick(on(fresh, date(2025, 1, 10)))

    done = advance(on(fresh, date(2025, 1, 10)), "MN01", "submit", "approve")

    assert done.letters_cancelled == 1
    assert "MN01 II.1 -10" in letter_states(fresh)["cancelled"]
    assert "MN02 II.1 -10" in letter_states(fresh)["queued"]


def test_promise_8_what_is_now_the_department_s_move_is_not_said_to_the_school(fresh: Desk) -> None:
    """The review of II.3 is open still, and its day has not moved; but the school has done what it could."""
    open_sample_cycle(fresh, schools=1)
    advance(fresh, "PGD", "issue_plan", "issue_guidance")
    advance(fresh, "MN01", "submit", "approve")
    desk = on(fresh, date(2025, 3, 17))
    tick(desk)
    assert any("MN01 II.3 -10" in subject for subject in letter_states(fresh)["queued"])

    advance(desk, "MN01", "request_review")

    assert not any("MN01 II.3 -10" in subject for subject in letter_states(fresh)["queued"])


def test_promise_8_a_digest_keeps_saying_the_rest_as_the_letter_of_its_own_day(fresh: Desk) -> None:
    """The mail server was down in February, so two digests for the head wait when one school acts at last."""
    open_sample_cycle(fresh, schools=2, plan=THREE_RUNGS)
    advance(fresh, "PGD", "issue_plan", "issue_guidance")
    thursday, next_thursday = date(2025, 2, 6), date(2025, 3, 5)
    assert told(tick(on(fresh, thursday)))["truongphong@phong.example"] == ["MN01 II.1 +3", "MN02 II.1 +3"]
    assert told(tick(on(fresh, next_thursday)))["truongphong@phong.example"] == ["MN01 II.2 +3", "MN02 II.2 +3"]

    advance(on(fresh, next_thursday), "MN01", *TO_REVIEW)

    states = letter_states(fresh)
    assert {"MN01 II.1 +3; MN02 II.1 +3", "MN01 II.2 +3; MN02 II.2 +3"} <= set(states["cancelled"])
    assert {"MN02 II.1 +3", "MN02 II.2 +3"} <= set(states["queued"])


def test_promise_8_a_letter_that_may_have_arrived_is_not_repeated_once_it_no_longer_holds(fresh: Desk) -> None:
    open_sample_cycle(fresh, schools=1)
    desk = on(fresh, date(2025, 1, 10))
    tick(desk)
    deliver_all(desk, "uncertain")

    advance(desk, "MN01", "submit", "approve")

    later = on(fresh, morning_of(date(2025, 1, 10)) + timedelta(hours=2))
    claimed = StoredOutbox(later.database).claim(100, now=later.clock.now(), lease_for=timedelta(minutes=10))
    assert not any("mn01@truong.example" in letter.recipients for letter in claimed)


def test_promise_8_an_extension_takes_back_what_was_queued_for_the_old_day(fresh: Desk) -> None:
    open_sample_cycle(fresh, schools=1)
    desk = on(fresh, date(2025, 2, 4))
    tick(desk)

    extend(desk, "MN01", "II.1", until=date(2025, 2, 28), reason="lý do mẫu")

    assert "MN01 II.1 +1" in letter_states(fresh)["cancelled"]
    assert announced(tick(on(fresh, date(2025, 2, 5)))) == {"mn01@truong.example": ["MN01 extension_granted"]}
    assert told(tick(on(fresh, date(2025, 2, 14))))["mn01@truong.example"] == ["MN01 II.1 -10", "MN01 II.2 -10"]


def test_what_was_taken_back_before_it_left_is_said_when_it_holds_again(fresh: Desk) -> None:
    """Exempted by mistake in the morning, reinstated at noon: the reminder never left, so it is still to be said."""
    open_sample_cycle(fresh, schools=1)
    morning = on(fresh, date(2025, 1, 10))
    assert told(tick(morning))["mn01@truong.example"] == ["MN01 II.1 -10"]
    advance(morning, "MN01", "exempt", "reinstate")

    assert told(tick(morning))["mn01@truong.example"] == ["MN01 II.1 -10"]


def test_promise_8_what_lapsed_after_its_deliverer_died_is_not_tried_again(fresh: Desk) -> None:
    """The lease runs out with nobody to put the letters back; the school has acted meanwhile."""
    open_sample_cycle(fresh, schools=2)
    desk = on(fresh, date(2025, 1, 10))
    tick(desk)
    StoredOutbox(desk.database).claim(100, now=desk.clock.now(), lease_for=timedelta(minutes=10))
    advance(desk, "MN01", "submit", "approve")

    later = on(fresh, morning_of(date(2025, 1, 10)) + timedelta(hours=1))
    claimed = outbox(later).claim(100, now=later.clock.now(), lease_for=timedelta(minutes=10))

    addresses = {address for letter in claimed for address in letter.recipients}
    assert "mn01@truong.example" not in addresses
    assert "mn02@truong.example" in addresses


def test_promise_8_what_was_on_its_way_when_it_lapsed_is_not_tried_again(fresh: Desk) -> None:
    """The act cannot reach a letter in flight; the server did not take it, and the next delivery asks first."""
    open_sample_cycle(fresh, schools=2)
    desk = on(fresh, date(2025, 1, 10))
    tick(desk)
    held = StoredOutbox(desk.database)
    in_flight = held.claim(100, now=desk.clock.now(), lease_for=timedelta(minutes=10))
    advance(desk, "MN01", "submit", "approve")
    for letter in in_flight:
        held.retry_later(letter.id, letter.lease, at=desk.clock.now(), error="451")

    later = on(fresh, morning_of(date(2025, 1, 10)) + timedelta(hours=1))
    claimed = outbox(later).claim(100, now=later.clock.now(), lease_for=timedelta(minutes=10))

    addresses = {address for letter in claimed for address in letter.recipients}
    assert "mn01@truong.example" not in addresses
    assert "mn02@truong.example" in addresses
