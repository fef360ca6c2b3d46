"""The outbox on both databases: a letter is claimed by one, settled once by whoever holds it, and never lost."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from threading import Barrier
from typing import Any

import pytest
from sqlalchemy.exc import IntegrityError

from cycle_engine.domain.notices import LetterKind, LetterState, NewLetter
from cycle_engine.errors import OperationRefused
from cycle_engine.services.desk import Desk
from cycle_engine.services.mailing import cancel_letter, list_letters, retry_letter, show_letter
from cycle_engine.services.reporting import make_monthly_report
from cycle_engine.services.ticking import tick
from cycle_engine.store.database import Database
from cycle_engine.store.outbox import StoredOutbox, queue_letters
from tests.builders import a_desk, advance, close_later, everything, on

NOW = datetime(2025, 1, 17, 1, 0, tzinfo=UTC)
LEASE = timedelta(minutes=5)


def letters(desk: Desk, count: int, **columns: Any) -> StoredOutbox:
    """Put so many letters of a day to different mailboxes into the outbox."""
    new = [_letter(number, **columns) for number in range(1, count + 1)]
    with desk.database.write() as transaction:
        queue_letters(transaction, new, at=NOW)
    return StoredOutbox(desk.database)


def test_a_letter_is_claimed_once_while_the_lease_holds(desk: Desk) -> None:
    outbox = letters(desk, 3)
    first = outbox.claim(2, now=NOW, lease_for=LEASE)
    second = outbox.claim(9, now=NOW + LEASE - timedelta(seconds=1), lease_for=LEASE)
    assert [len(first), len(second)] == [2, 1]
    assert {letter.id for letter in first} & {letter.id for letter in second} == set()
    assert outbox.claim(9, now=NOW, lease_for=LEASE) == []


def test_a_letter_whose_holder_died_is_claimed_again_under_its_own_message_id(desk: Desk) -> None:
    outbox = letters(desk, 1)
    [dead] = outbox.claim(1, now=NOW, lease_for=LEASE)
    [heir] = outbox.claim(1, now=NOW + LEASE, lease_for=LEASE)
    assert (heir.message_id, heir.message, heir.attempts) == (dead.message_id, dead.message, 2)
    assert heir.lease != dead.lease


def test_whoever_comes_late_settles_nothing(desk: Desk) -> None:
    outbox = letters(desk, 1)
    [late] = outbox.claim(1, now=NOW, lease_for=LEASE)
    [holder] = outbox.claim(1, now=NOW + LEASE, lease_for=LEASE)
    before = everything(desk.database)
    assert not outbox.mark_sent(late.id, late.lease, at=NOW, answer="250")
    assert not outbox.retry_later(late.id, late.lease, at=NOW, error="421")
    assert not outbox.put_back(late.id, late.lease, at=NOW, error="")
    assert not outbox.mark_failed(late.id, late.lease, error="550")
    assert not outbox.mark_uncertain(late.id, late.lease, at=NOW, error="cut off")
    assert everything(desk.database) == before
    assert outbox.mark_sent(holder.id, holder.lease, at=NOW, answer="250 taken")
    assert not outbox.mark_failed(holder.id, holder.lease, error="550")
    assert _states(desk) == [("sent", 2, "250 taken")]


def test_a_letter_tried_again_waits_until_its_time(desk: Desk) -> None:
    outbox = letters(desk, 1)
    later = NOW + timedelta(minutes=15)
    [claimed] = outbox.claim(1, now=NOW, lease_for=LEASE)
    assert outbox.retry_later(claimed.id, claimed.lease, at=later, error="421 busy")
    assert outbox.claim(1, now=later - timedelta(seconds=1), lease_for=LEASE) == []
    assert [letter.attempts for letter in outbox.claim(1, now=later, lease_for=LEASE)] == [2]


def test_a_letter_put_back_was_not_tried_and_keeps_what_was_said_of_it(desk: Desk) -> None:
    outbox = letters(desk, 1)
    [claimed] = outbox.claim(1, now=NOW, lease_for=LEASE)
    outbox.retry_later(claimed.id, claimed.lease, at=NOW, error="421 busy")
    [claimed] = outbox.claim(1, now=NOW, lease_for=LEASE)
    assert outbox.put_back(claimed.id, claimed.lease, at=NOW, error="")
    assert _states(desk) == [("queued", 1, "421 busy")]
    [claimed] = outbox.claim(1, now=NOW, lease_for=LEASE)
    assert outbox.put_back(claimed.id, claimed.lease, at=NOW, error="no route")
    assert _states(desk) == [("queued", 1, "no route")]


def test_a_failed_letter_stays_until_a_person_sends_it_again(office: Desk) -> None:
    outbox = letters(office, 1)
    [claimed] = outbox.claim(1, now=NOW, lease_for=LEASE)
    outbox.mark_failed(claimed.id, claimed.lease, error="550 no such mailbox")
    assert outbox.claim(1, now=NOW + timedelta(days=30), lease_for=LEASE) == []
    january = on(office, NOW)
    assert retry_letter(january, claimed.id).state is LetterState.QUEUED
    [again] = outbox.claim(1, now=NOW, lease_for=LEASE)
    assert (again.message_id, again.attempts) == (claimed.message_id, 1)


def test_an_uncertain_letter_goes_again_after_its_pause(desk: Desk) -> None:
    outbox = letters(desk, 1)
    [claimed] = outbox.claim(1, now=NOW, lease_for=LEASE)
    later = NOW + timedelta(hours=4)
    outbox.mark_uncertain(claimed.id, claimed.lease, at=later, error="cut off after the final dot")
    assert outbox.claim(1, now=later - timedelta(seconds=1), lease_for=LEASE) == []
    assert [letter.message_id for letter in outbox.claim(1, now=later, lease_for=LEASE)] == [claimed.message_id]


def test_a_cancelled_letter_is_never_claimed_and_one_under_way_is_not_cancelled(office: Desk) -> None:
    outbox = letters(office, 2)
    cancel_letter(office, 1)
    [claimed] = outbox.claim(9, now=NOW + timedelta(days=365), lease_for=LEASE)
    assert claimed.id == 2
    with pytest.raises(OperationRefused):
        cancel_letter(office, 2)
    outbox.mark_sent(2, claimed.lease, at=NOW, answer="250")
    with pytest.raises(OperationRefused):
        cancel_letter(office, 2)
    with pytest.raises(OperationRefused):
        retry_letter(office, 2)


def test_the_oldest_letters_go_first(desk: Desk) -> None:
    outbox = letters(desk, 3)
    [first] = outbox.claim(1, now=NOW, lease_for=LEASE)
    outbox.retry_later(first.id, first.lease, at=NOW + timedelta(minutes=1), error="")
    claimed = outbox.claim(3, now=NOW + timedelta(minutes=1), lease_for=LEASE)
    assert [letter.id for letter in claimed] == [2, 3, first.id]


def test_of_many_deliverers_at_once_no_two_get_one_letter(database_url: str, tmp_path: Path) -> None:
    letters(a_desk(database_url, tmp_path), 60)
    start = Barrier(4)

    def deliver() -> list[int]:
        outbox, got = StoredOutbox(close_later(Database(database_url))), []
        start.wait(timeout=30)
        while claimed := outbox.claim(4, now=NOW, lease_for=LEASE):
            got += [letter.id for letter in claimed]
            assert all(outbox.mark_sent(letter.id, letter.lease, at=NOW, answer="250") for letter in claimed)
        return got

    with ThreadPoolExecutor(4) as pool:
        runs = [pool.submit(deliver) for _ in range(4)]
        got = [letter for run in runs for letter in run.result(timeout=60)]
    assert sorted(got) == list(range(1, 61))


def test_the_database_refuses_a_mailbox_a_second_ladder_letter_of_a_day(desk: Desk) -> None:
    letters(desk, 1)
    again = _letter(1, message_id="<other@phong.example>", recipient=" MN1@truong.example ")
    with pytest.raises(IntegrityError), desk.database.write() as transaction:
        queue_letters(transaction, [again], at=NOW)
    assert len(list_letters(desk)) == 1


def test_a_report_or_a_cancelled_letter_leaves_room_for_the_days_letter(office: Desk) -> None:
    letters(office, 1, kind=LetterKind.REPORT)
    new = [_letter(1, message_id="<second@phong.example>")]
    with office.database.write() as transaction:
        queue_letters(transaction, new, at=NOW)
    cancel_letter(office, 2)
    with office.database.write() as transaction:
        queue_letters(transaction, [_letter(1, message_id="<third@phong.example>")], at=NOW)
    assert len(list_letters(office)) == 3


def test_one_mailbox_gets_one_letter_a_day_however_often_the_tick_runs(office: Desk) -> None:
    january = on(office, date(2025, 1, 17))
    first = {letter.plan.recipient.address for letter in tick(january).letters}
    assert len(first) > 2
    for moment in ("2025-01-17T09:00:00+07:00", "2025-01-17T23:59:59+07:00"):
        assert tick(on(office, datetime.fromisoformat(moment))).letters == ()
    days = [(letter.recipient, letter.day) for letter in list_letters(january)]
    assert len(days) == len(set(days)) == len(first)


def test_a_digest_is_written_anew_without_what_lapsed_and_still_says_the_rest_once(everywhere: Desk) -> None:
    march = on(everywhere, date(2025, 3, 24))
    advance(march, "MN03", "request_review")
    tick(march)
    [old] = _to(march, "phong@phong.example")
    assert _said(march, old) == {"PGD I.3 -5", "MN03 II.3 -5", "MN04 II.3 -5"}
    advance(march, "MN04", "conclude_review")
    cancelled, new = _to(march, "phong@phong.example")
    states = {letter.id: letter.state for letter in list_letters(march)}
    assert (cancelled, states[cancelled], states[new]) == (old, LetterState.CANCELLED, LetterState.QUEUED)
    assert _said(march, new) == {"PGD I.3 -5", "MN03 II.3 -5"}
    assert tick(march).letters == ()


def test_a_digest_left_from_yesterday_is_written_anew_beside_the_one_of_today(everywhere: Desk) -> None:
    monday, thursday = on(everywhere, date(2025, 3, 24)), on(everywhere, date(2025, 3, 27))
    advance(monday, "MN03", "request_review")
    tick(monday)
    tick(thursday)
    advance(thursday, "MN04", "conclude_review")
    queued = [one for one in list_letters(thursday) if one.state is LetterState.QUEUED]
    to_office = [one for one in queued if one.recipient == "phong@phong.example"]
    assert sorted(one.day.isoformat() for one in to_office) == ["2025-03-24", "2025-03-27"]
    assert not any("MN04" in said for one in to_office for said in _said(thursday, one.id))


@pytest.mark.parametrize("ended", ["failed", "uncertain"])
def test_what_lapsed_is_not_sent_from_a_letter_that_failed_or_may_have_arrived(everywhere: Desk, ended: str) -> None:
    january = on(everywhere, date(2025, 1, 17))
    tick(january)
    outbox = StoredOutbox(january.database)
    [mine] = _to(january, "mn01@truong.example")
    claimed = {letter.id: letter for letter in outbox.claim(99, now=january.clock.now(), lease_for=LEASE)}
    if ended == "failed":
        outbox.mark_failed(mine, claimed[mine].lease, error="550")
    else:
        outbox.mark_uncertain(mine, claimed[mine].lease, at=january.clock.now(), error="cut off")
    advance(january, "MN01", "submit", "approve")
    assert {letter.id: letter.state for letter in list_letters(january)}[mine] is LetterState.CANCELLED
    with pytest.raises(OperationRefused):
        retry_letter(january, mine)


def test_a_periods_report_goes_out_once(office: Desk) -> None:
    march = on(office, date(2025, 3, 17))
    first = make_monthly_report(march, "2025-03", send=True)
    again = make_monthly_report(on(office, date(2025, 3, 18)), "2025-03", send=True)
    assert (first.letter_id, again.letter_id, again.already_sent) == (1, None, True)
    assert [letter.recipient for letter in list_letters(march)] == ["so@so.example"]


def _letter(number: int, **columns: Any) -> NewLetter:
    given = {
        "message_id": f"<thu-{number}@phong.example>",
        "kind": LetterKind.LADDER,
        "sender": "phong@phong.example",
        "recipient": f"mn{number}@truong.example",
        "recipient_name": f"Trường {number}",
        "cc": (),
        "subject": f"thư {number}",
        "message": f"Subject: {number}\r\n\r\n".encode(),
        "day": date(2025, 1, 17),
        **columns,
    }
    return NewLetter(**given)


def _states(desk: Desk) -> Sequence[tuple[str, int, str]]:
    return [(letter.state.value, letter.attempts, letter.answer) for letter in list_letters(desk)]


def _to(desk: Desk, address: str) -> list[int]:
    return [letter.id for letter in list_letters(desk) if letter.recipient == address]


def _said(desk: Desk, letter_id: int) -> set[str]:
    return set(show_letter(desk, letter_id).letter.subject.split("; "))
