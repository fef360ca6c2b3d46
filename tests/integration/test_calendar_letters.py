"""The entries that letters bring, from the act to somebody's calendar: moved, not doubled; cancelled when done."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from email import message_from_bytes, policy
from pathlib import Path
from typing import Any

import pytest

from cycle_engine.domain.appointments import AppointmentState
from cycle_engine.domain.notices import Contact
from cycle_engine.domain.recipients import LetterPlan
from cycle_engine.reports.calendar_entries import render_entries
from cycle_engine.services.amending import amend
from cycle_engine.services.appointments import enclosed
from cycle_engine.services.desk import Desk
from cycle_engine.services.extending import extend
from cycle_engine.services.letters import office_of, units_on
from cycle_engine.services.simulating import simulate
from cycle_engine.services.ticking import tick
from cycle_engine.store.rows import as_bytes
from notifications.composing import Composer
from tests.builders import SENDER, a_plan, advance, cycle_of, on, with_composer
from tests.calendar_programs import Khal, read_strictly

FIRST, SECOND, LATE, TO_HEAD = date(2025, 1, 10), date(2025, 1, 17), date(2025, 2, 4), date(2025, 2, 6)
"""Rungs of II.1, to the school, the last of them to the head."""

REVIEW_REQUEST = date(2025, 2, 14)
"""The first rung of II.2."""

SCHOOL, OFFICE, HEAD = "mn01@truong.example", "phong@phong.example", "truongphong@phong.example"


@pytest.fixture
def desk(office: Desk) -> Desk:
    """An office whose letters carry entries."""
    return with_composer(office, Composer(SENDER, write_entries=render_entries))


def letters_of(desk: Desk, day: date) -> Mapping[str, str]:
    """Tick on a day, have the letters sent, and give the calendar file of each that has one."""
    tick(on(desk, day))
    with desk.database.write() as transaction:
        sent = transaction.rows("SELECT recipient, message FROM letters WHERE day = :day AND state = 'queued'", day=day)
        transaction.execute("UPDATE letters SET state = 'sent' WHERE state = 'queued'")
    return {str(row["recipient"]): found for row in sent if (found := _calendar(as_bytes(row["message"])))}


def revised(desk: Desk) -> str:
    """A revised plan in which the schools have two weeks more for II.1."""
    file = desk.workspace / "revised.toml"
    later = 'number = "80/KH-PGDĐT"\nissued = 2025-01-13\n[[milestones]]\nid = "II.1"\ndue = 2025-02-14\n'
    file.write_text(a_plan(later), "utf-8")
    return str(file)


def entries_of(desk: Desk, day: date, recipient: str = SCHOOL) -> list[Any]:
    found = letters_of(desk, day).get(recipient)
    return read_strictly(found) if found else []


def test_a_reminder_brings_the_deadline(desk: Desk) -> None:
    (entry,) = entries_of(desk, FIRST)
    assert (entry["DTSTART"].dt, entry["STATUS"]) == (date(2025, 1, 24), "CONFIRMED")
    assert "MN01" in entry["SUMMARY"]


def test_each_reminder_brings_the_same_entry(desk: Desk) -> None:
    (first,), (second,) = entries_of(desk, FIRST), entries_of(desk, SECOND)
    assert first["UID"] == second["UID"]
    assert first["SEQUENCE"] <= second["SEQUENCE"]
    assert first["DTSTAMP"].dt < second["DTSTAMP"].dt


def test_an_extension_moves_the_entry(desk: Desk) -> None:
    (first,) = entries_of(desk, FIRST)
    extend(on(desk, SECOND), "MN01", "II.1", until=date(2025, 2, 14), reason="lý do mẫu")
    (moved,) = entries_of(desk, date(2025, 2, 7))
    assert moved["UID"] == first["UID"]
    assert moved["SEQUENCE"] > first["SEQUENCE"]
    assert moved["DTSTART"].dt == date(2025, 2, 14)


def test_an_amended_plan_moves_every_entry_that_was_sent(desk: Desk) -> None:
    (first,) = entries_of(desk, FIRST)
    amend(on(desk, date(2025, 1, 13)), revised(desk), apply_it=True)
    (moved,) = entries_of(desk, date(2025, 1, 14))
    assert (moved["UID"], moved["DTSTART"].dt) == (first["UID"], date(2025, 2, 14))
    assert moved["SEQUENCE"] > first["SEQUENCE"]


def test_what_an_amended_plan_no_longer_asks_for_is_called_off(desk: Desk) -> None:
    (first,) = entries_of(desk, FIRST)
    advance(on(desk, date(2025, 1, 13)), "MN01", "submit")
    cycle, letter = cycle_of(desk), LetterPlan(Contact(SCHOOL, "Trường mẫu"), (), ())
    left = tuple(one for one in cycle.plan.milestones if one.id != "II.1")
    shorter = replace(cycle, plan=replace(cycle.plan, milestones=left))
    with desk.database.write() as transaction:
        office = office_of(units_on(transaction, SECOND), cycle)
        ((gone,),) = enclosed(transaction, on(desk, SECOND), shorter, [letter], office)
    assert (gone.uid, gone.state, gone.section) == (str(first["UID"]), AppointmentState.OFF, "II.1")
    assert gone.title in first["SUMMARY"]


def test_a_return_for_supplement_brings_the_entry_back_under_its_old_name(desk: Desk) -> None:
    advance(on(desk, date(2024, 11, 27)), "PGD", "issue_plan", "issue_guidance")
    advance(on(desk, FIRST), "MN01", "submit", "approve")
    (request,) = entries_of(desk, REVIEW_REQUEST)
    advance(on(desk, date(2025, 2, 17)), "MN01", "request_review")
    advance(on(desk, date(2025, 2, 18)), "MN01", "return_for_supplement")
    found = {str(entry["UID"]): entry for entry in entries_of(desk, date(2025, 2, 19))}
    back = found[str(request["UID"])]
    assert back["STATUS"] == "CONFIRMED"
    assert back["SEQUENCE"] > request["SEQUENCE"]


def test_what_is_done_is_cancelled_with_the_next_letter_and_only_once(desk: Desk) -> None:
    (first,) = entries_of(desk, FIRST)
    advance(on(desk, SECOND), "MN01", "submit", "approve")
    gone, request = sorted(entries_of(desk, REVIEW_REQUEST), key=lambda entry: str(entry["STATUS"]))
    assert (gone["UID"], gone["STATUS"]) == (first["UID"], "CANCELLED")
    assert gone["SEQUENCE"] > first["SEQUENCE"]
    assert request["STATUS"] == "CONFIRMED"
    assert [str(entry["UID"]) for entry in entries_of(desk, date(2025, 2, 21))] == [str(request["UID"])]


def test_an_entry_that_was_never_sent_is_not_cancelled(desk: Desk) -> None:
    advance(on(desk, FIRST), "MN01", "submit", "approve")
    (request,) = entries_of(desk, REVIEW_REQUEST)
    assert request["STATUS"] == "CONFIRMED"


def test_what_nobody_must_do_any_more_is_called_off(desk: Desk) -> None:
    with desk.database.write() as transaction:
        transaction.execute("UPDATE units SET email = :who WHERE code = 'MN02'", who=SCHOOL)
    first = {str(entry["UID"]): entry for entry in entries_of(desk, FIRST)}
    advance(on(desk, date(2025, 1, 13)), "MN01", "exempt")
    second = {str(entry["UID"]): entry for entry in entries_of(desk, SECOND)}
    assert first.keys() == second.keys()
    assert sorted(str(entry["STATUS"]) for entry in second.values()) == ["CANCELLED", "CONFIRMED"]
    (gone,) = (entry for entry in second.values() if entry["STATUS"] == "CANCELLED")
    assert gone["SUMMARY"].startswith("Không còn phải thực hiện")
    assert gone["SEQUENCE"] > first[str(gone["UID"])]["SEQUENCE"]


def test_who_only_watches_gets_no_entry(desk: Desk) -> None:
    entries_of(desk, FIRST)
    assert HEAD not in letters_of(desk, TO_HEAD)


def test_the_office_gets_the_deadlines_of_its_own_tasks(desk: Desk) -> None:
    (entry,) = entries_of(desk, FIRST, OFFICE)
    assert SENDER.name in entry["SUMMARY"]


def test_the_calendar_part_is_as_strict_mail_readers_want_it(desk: Desk) -> None:
    tick(on(desk, FIRST))
    with desk.database.read() as rows:
        (row,) = rows.rows("SELECT message FROM letters WHERE recipient = :who", who=SCHOOL)
    message = message_from_bytes(as_bytes(row["message"]), policy=policy.strict)
    (part,) = [part for part in message.walk() if part.get_content_type() == "text/calendar"]
    assert part["Content-Type"].params == {"charset": "utf-8", "method": "PUBLISH"}
    assert part.get_filename() == "lich.ics"
    assert not [part.defects for part in message.walk() if part.defects]


def test_a_rehearsal_of_the_year_asks_for_no_entries(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("a rehearsal has no use for entries")

    monkeypatch.setattr("cycle_engine.services.letters.enclosed", refuse)
    assert simulate(on(desk, FIRST), FIRST, SECOND)


def test_in_a_calendar_program_the_entry_moves_and_goes(sqlite_office: Desk, tmp_path: Path) -> None:
    desk = with_composer(sqlite_office, Composer(SENDER, write_entries=render_entries))
    khal = Khal(tmp_path / "khal")
    khal.take_in(letters_of(desk, FIRST)[SCHOOL])
    assert [line[:10] for line in khal.shown()] == ["24/01/2025"]
    khal.take_in(letters_of(desk, SECOND)[SCHOOL])
    assert [line[:10] for line in khal.shown()] == ["24/01/2025"]
    extend(on(desk, date(2025, 1, 20)), "MN01", "II.1", until=date(2025, 2, 14), reason="lý do mẫu")
    khal.take_in(letters_of(desk, date(2025, 2, 7))[SCHOOL])
    assert [line[:10] for line in khal.shown()] == ["14/02/2025"]
    advance(on(desk, date(2025, 2, 10)), "MN01", "submit", "approve")
    khal.take_in(letters_of(desk, date(2025, 2, 21))[SCHOOL])
    done, ahead = khal.shown()
    assert "CANCELLED Đã hoàn thành" in done
    assert ahead.startswith("28/02/2025")
    assert "CANCELLED" not in ahead


def _calendar(message: bytes) -> str:
    parts = (part for part in message_from_bytes(message).walk() if part.get_content_type() == "text/calendar")
    payloads = [part.get_payload(decode=True) for part in parts]
    return "".join(payload.decode() for payload in payloads if isinstance(payload, bytes))
