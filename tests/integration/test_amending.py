"""A plan amended in the middle of the year: what moves, what was said wrongly, who is told, what stays."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

import pytest

from cycle_engine.clock import end_of
from cycle_engine.domain.announcements import Announcement
from cycle_engine.domain.definition import Role
from cycle_engine.domain.events import AmendedPlan
from cycle_engine.domain.milestones import MilestoneState
from cycle_engine.domain.notices import LetterState
from cycle_engine.errors import Conflict, FileInvalid, NotPermitted, OperationRefused
from cycle_engine.services.amending import Amended, amend, put_in_place
from cycle_engine.services.board import show_board
from cycle_engine.services.desk import Desk
from cycle_engine.services.explaining import explain
from cycle_engine.services.extending import extend
from cycle_engine.services.histories import show_history, verify
from cycle_engine.services.mailing import list_letters, outbox
from cycle_engine.services.opening import open_plan
from cycle_engine.services.reporting import make_monthly_report
from cycle_engine.services.revised_plans import read_revised_plan
from cycle_engine.services.ticking import tick
from cycle_engine.store.amendments import amendments_of
from cycle_engine.store.announcements import due_announcements, queued_announcements
from cycle_engine.store.database import Database
from tests.builders import a_plan, advance, by, case_of, cycle_of, everything, on

TET = date(2025, 1, 22)
"""Two working days before the reminder's day of II.1."""

LATER = '[[milestones]]\nid = "II.1"\ndue = 2025-02-14\n'
"""II.1 two weeks later than in the plan that was opened."""


def revised(desk: Desk, overrides: str = LATER, number: str = "80/KH-PGDĐT", name: str = "revised.toml") -> str:
    """A plan file in the workspace: the real plan with some of it said otherwise."""
    file = desk.workspace / name
    file.write_text(a_plan(f'number = "{number}"\nissued = 2025-01-20\n{overrides}'), "utf-8")
    return str(file)


def sent(desk: Desk) -> None:
    with desk.database.write() as transaction:
        transaction.execute("UPDATE letters SET state = 'sent' WHERE state = 'queued'")


def queued_news(desk: Desk) -> list[Announcement]:
    queued = [letter.id for letter in list_letters(desk, state=LetterState.QUEUED)]
    with desk.database.read() as rows:
        return [one for told in queued_announcements(rows, queued).values() for one in told]


def moves(amended: Amended) -> dict[tuple[str, str], tuple[date | None, date | None]]:
    return {(one.case.unit, one.milestone): one.days for one in amended.moved}


def told(amended: Amended) -> set[tuple[str, str, str]]:
    return {
        (one.announcement.unit, one.announcement.addressee.value, one.announcement.template)
        for one in amended.corrections
    }


def due_of(desk: Desk, unit: str, milestone: str) -> date | None:
    (case,) = [case for case in show_board(desk).cases if case.unit == unit]
    (found,) = [one for one in case.milestones if one.id == milestone]
    return found.deadline.nominal if found.deadline else None


def problems(desk: Desk, file: str) -> dict[str, str]:
    with pytest.raises(FileInvalid) as refused:
        amend(desk, file)
    assert file in str(refused.value)
    return {problem.where: str(problem.message) for problem in refused.value.problems}


def test_a_preview_changes_nothing_at_all_and_says_what_the_act_then_does(office: Desk) -> None:
    desk = on(office, TET)
    tick(desk)
    before = everything(desk.database)
    shown = amend(desk, revised(desk))
    assert everything(desk.database) == before
    assert amend(desk, revised(desk), apply_it=True) == shown
    assert everything(desk.database) != before


def test_the_day_of_every_open_case_moves_and_of_no_other_milestone(office: Desk) -> None:
    advance(office, "MN02", "submit", "approve")
    amended = amend(office, revised(office), apply_it=True)
    days = (date(2025, 1, 31), date(2025, 2, 14))
    assert moves(amended) == {("MN01", "II.1"): days, ("MN03", "II.1"): days}
    assert [due_of(office, unit, "II.1") for unit in ("MN01", "MN02", "MN03")] == [days[1]] * 3
    assert due_of(office, "MN01", "II.2") == date(2025, 2, 28)


def test_nobody_was_told_yet_so_each_school_gets_the_news_and_nobody_a_correction(office: Desk) -> None:
    amended = amend(office, revised(office), apply_it=True)
    assert told(amended) == {(unit, "unit", "plan_amended") for unit in ("MN01", "MN02", "MN03")}
    assert (amended.wrong, amended.letters_cancelled) == ((), 0)
    with office.database.read() as rows:
        (first, *_) = due_announcements(rows, cycle_of(office).stored.id)
    assert first.key.cause == "amendment 1"
    assert first.facts == {
        "changes": (
            {
                "section": "II.1",
                "title": cycle_of(office).plan.milestones[4].title,
                "previous_due": date(2025, 1, 31),
                "due": date(2025, 2, 14),
                "remind_by": date(2025, 2, 14),
                "late_after": date(2025, 2, 14),
                "told": False,
            },
        ),
        "number": "80/KH-PGDĐT",
        "dated": date(2025, 1, 20),
        "reason": None,
    }


def test_letters_still_queued_are_taken_back_and_decided_anew_by_the_new_day(office: Desk) -> None:
    desk = on(office, TET)
    assert len([one for one in tick(desk).letters if "II.1" in one.subject]) == 3
    amended = amend(desk, revised(desk), apply_it=True)
    assert amended.letters_cancelled == 3
    assert amended.wrong == ()
    after = tick(on(office, TET + timedelta(days=1)))
    dues = {notice.key.due for one in after.letters for notice in one.plan.notices if notice.key.milestone == "II.1"}
    assert date(2025, 1, 31) not in dues


def test_letters_that_were_sent_are_corrected_to_whoever_got_them_once(office: Desk) -> None:
    tick(on(office, date(2025, 2, 4)))
    sent(office)
    tick(on(office, date(2025, 2, 6)))
    sent(office)
    desk = on(office, date(2025, 2, 7))
    amended = amend(desk, revised(desk), apply_it=True)
    assert {one.milestone for one in amended.wrong} == {"II.1"}
    assert {(one.said, one.holds) for one in amended.wrong} == {(date(2025, 1, 31), date(2025, 2, 14))}
    schools = {(unit, "unit", "correction") for unit in ("MN01", "MN02", "MN03")}
    heads = {(unit, "head", "correction") for unit in ("MN01", "MN02", "MN03")}
    assert schools | heads <= told(amended)
    letters = tick(on(office, date(2025, 2, 10))).letters
    boxes = [one.plan.recipient.address for one in letters if one.plan.announcements]
    assert len(boxes) == len(set(boxes))
    assert {"mn01@truong.example", "truongphong@phong.example"} <= set(boxes)


def test_who_was_late_is_late_no_more_and_who_becomes_late_is_named(office: Desk) -> None:
    desk = on(office, date(2025, 2, 7))
    amended = amend(desk, revised(desk))
    changed = {
        (one.case.unit, one.before and one.before.state, one.after and one.after.state) for one in amended.lateness
    }
    assert changed == {(unit, MilestoneState.LATE, MilestoneState.OPEN) for unit in ("MN01", "MN02", "MN03")}
    earlier = amend(on(office, date(2025, 1, 20)), revised(office, LATER.replace("2025-02-14", "2025-01-15")))
    becoming = {(one.case.unit, one.after and one.after.state) for one in earlier.lateness}
    assert becoming == {(unit, MilestoneState.LATE) for unit in ("MN01", "MN02", "MN03")}


def test_nobody_is_complained_of_for_a_day_that_was_set_after_it_had_passed(office: Desk) -> None:
    for number in range(30):
        tick(on(office, date(2024, 12, 25) + timedelta(days=number)))
    desk = on(office, date(2025, 1, 24))
    amend(desk, revised(desk, LATER.replace("2025-02-14", "2025-01-10")), apply_it=True)
    letters = tick(on(office, date(2025, 2, 3))).letters
    of_ii_1 = [n for one in letters for n in one.plan.notices if n.key.milestone == "II.1" and not n.is_copy]
    assert {notice.addressee.value for notice in of_ii_1} == {"owner"}


def test_the_past_keeps_the_plan_that_held_then(office: Desk) -> None:
    desk = on(office, date(2025, 2, 17))
    report = make_monthly_report(desk, "2025-02").report
    board = show_board(desk.looking_back(end_of(date(2025, 2, 14))))
    amend(desk, revised(desk), apply_it=True)
    later = on(office, date(2025, 3, 17))
    assert make_monthly_report(later, "2025-02").report == report
    then = show_board(later.looking_back(end_of(date(2025, 2, 14))))
    assert (then.cases, then.cycle.plan) == (board.cases, board.cycle.plan)
    assert show_board(later).cycle.plan.number == "80/KH-PGDĐT"
    assert make_monthly_report(later, "2025-03").report.fingerprint != report.fingerprint


def test_an_amendment_is_a_line_of_the_office_s_history_and_moves_nothing(office: Desk) -> None:
    before = case_of(office, "PGD").state
    amend(office, revised(office), apply_it=True)
    *_, event = show_history(office, "PGD").events
    with office.database.read() as rows:
        (kept,) = amendments_of(rows, cycle_of(office).stored.id)
    assert event.facts.plan == AmendedPlan("80/KH-PGDĐT", date(2025, 1, 20), kept.sha256)
    after = case_of(office, "PGD").state
    assert replace(after, seq=before.seq, hash=before.hash) == before
    assert explain(office, "PGD").stage.id == "planning"
    assert verify(office).damage == ()


def test_an_amended_plan_that_somebody_changed_is_found_and_named(sqlite_office: Desk) -> None:
    amend(sqlite_office, revised(sqlite_office), apply_it=True)
    with pytest.raises(Exception, match="append-only"), sqlite_office.database.write() as transaction:
        transaction.execute("UPDATE plan_amendments SET plan = replace(plan, '2025-02-14', '2025-02-15')")
    for column in ("plan = replace(plan, '2025-02-14', '2025-02-15')", "sha256 = replace(sha256, 'a', 'b')"):
        with sqlite_office.database.write() as transaction:
            transaction.execute("DROP TRIGGER IF EXISTS plan_amendments_no_update")
            transaction.execute(f"UPDATE plan_amendments SET {column}")  # noqa: S608
        assert [(one.case_key, one.seq) for one in verify(sqlite_office).damage] == [
            ("PGD/74/KH-GDDT/2024-2025/PGD/department", 2)
        ]


@pytest.mark.parametrize("change", ["UPDATE plan_amendments SET plan = plan", "DELETE FROM plan_amendments"])
def test_promise_3_the_database_lets_nobody_change_an_amended_plan(office: Desk, change: str) -> None:
    amend(office, revised(office), apply_it=True)
    before = everything(office.database)["plan_amendments"]
    with pytest.raises(Exception, match="append-only"), office.database.write() as transaction:
        transaction.execute(change)
    assert everything(office.database)["plan_amendments"] == before


def test_an_amendment_that_vanished_is_found(sqlite_office: Desk) -> None:
    amend(sqlite_office, revised(sqlite_office), apply_it=True)
    with sqlite_office.database.write() as transaction:
        transaction.execute("DROP TRIGGER plan_amendments_no_delete")
        transaction.execute("DELETE FROM plan_amendments")
    assert len(verify(sqlite_office).damage) == 1


def test_an_extension_holds_unless_the_plan_s_new_day_is_later(office: Desk) -> None:
    extend(office, "MN01", "II.1", until=date(2025, 2, 7), reason="lý do mẫu")
    extend(office, "MN02", "II.1", until=date(2025, 2, 21), reason="lý do mẫu")
    amended = amend(office, revised(office), apply_it=True)
    assert {(one.unit, one.own, one.holds) for one in amended.extensions} == {
        ("MN01", date(2025, 2, 7), date(2025, 2, 14)),
        ("MN02", date(2025, 2, 21), date(2025, 2, 21)),
    }
    assert [due_of(office, unit, "II.1") for unit in ("MN01", "MN02", "MN03")] == [
        date(2025, 2, 14),
        date(2025, 2, 21),
        date(2025, 2, 14),
    ]
    assert ("MN02", "II.1") not in moves(amended)
    amend(office, revised(office, LATER.replace("02-14", "02-10"), "81/KH-PGDĐT"), apply_it=True)
    assert due_of(office, "MN01", "II.1") == date(2025, 2, 10)
    amend(office, revised(office, LATER.replace("02-14", "02-05"), "82/KH-PGDĐT"), apply_it=True)
    assert due_of(office, "MN01", "II.1") == date(2025, 2, 7)
    assert verify(office).damage == ()


def test_a_return_s_own_day_is_no_extension_of_the_plan(everywhere: Desk) -> None:
    advance(everywhere, "MN04", "return_for_supplement", until=date(2024, 12, 20))
    amend(everywhere, revised(everywhere, '[[milestones]]\nid = "II.2"\ndue = 2025-03-14\n'), apply_it=True)
    assert due_of(everywhere, "MN04", "II.2") == date(2024, 12, 20)
    assert due_of(everywhere, "MN01", "II.2") == date(2025, 3, 14)


def test_a_plan_of_something_else_is_refused_with_every_field_at_once(office: Desk) -> None:
    other = 'authority = "Phòng khác"\nschool_year = "2023-2024"\nworkflow = "general-education-4725"\n'
    assert problems(office, revised(office, other)).keys() == {"authority", "school_year", "workflow"}


def test_a_plan_that_could_not_be_worked_by_is_refused(office: Desk) -> None:
    found = problems(office, revised(office, '[[milestones]]\nid = "II.1"\ndue = 2025-12-31\n'))
    assert any(where.startswith("milestones[5]") for where in found)


def test_a_renamed_row_and_a_row_that_was_worked_on_are_refused(office: Desk) -> None:
    advance(office, "MN01", "submit", "approve")
    file = office.workspace / "revised.toml"
    file.write_text(a_plan().replace('"II.2"', '"II.2a"'), "utf-8")
    assert problems(office, str(file)).keys() == {"milestones[6].id"}
    rows = a_plan().split("[[milestones]]")
    file.write_text("[[milestones]]".join(row for row in rows if 'id = "II.1"' not in row), "utf-8")
    found = problems(office, str(file))
    assert found.keys() == {"milestones"}
    assert "MN01" in found["milestones"]


def test_a_row_nobody_worked_on_may_go_and_another_may_come(office: Desk) -> None:
    rows = a_plan('number = "80/KH-PGDĐT"').split("[[milestones]]")
    kept = [row for row in rows if 'id = "II.4"' not in row]
    new = rows[8].replace('"II.4"', '"II.5"').replace('completes = "publish"\n', "")
    file = office.workspace / "revised.toml"
    file.write_text("[[milestones]]".join([*kept[:8], new, *kept[8:]]), "utf-8")
    amended = amend(office, str(file), apply_it=True)
    assert ([one.id for one in amended.changes.removed], [one.id for one in amended.changes.added]) == (
        ["II.4"],
        ["II.5"],
    )
    assert moves(amended)["MN01", "II.4"] == (date(2025, 5, 31), None)
    assert moves(amended)["MN01", "II.5"] == (None, date(2025, 5, 31))


def test_the_same_plan_is_refused_also_after_it_was_amended(office: Desk) -> None:
    file = office.workspace / "same.toml"
    file.write_text(a_plan(), "utf-8")
    with pytest.raises(OperationRefused, match="74/KH-GDDT"):
        amend(office, str(file))
    amend(office, revised(office), apply_it=True)
    with pytest.raises(OperationRefused, match="80/KH-PGDĐT"):
        amend(office, revised(office))
    with pytest.raises(OperationRefused) as refused:
        open_plan(office, revised(office))
    assert refused.value.reason == "already_open"


def test_only_the_office_s_own_people_amend(office: Desk) -> None:
    file = revised(office)
    with pytest.raises(NotPermitted):
        amend(by(office, "hieu-truong", Role.SCHOOL, unit="MN01"), file, apply_it=True)
    amend(by(office, "can-bo", Role.OFFICER), file, apply_it=True)


def test_of_two_officers_who_amend_at_once_the_second_is_told(office: Desk) -> None:
    mine = read_revised_plan(office, revised(office))
    amend(office, revised(office, LATER.replace("02-14", "02-12"), "79/KH-PGDĐT", "hers.toml"), apply_it=True)
    with pytest.raises(Conflict, match="79/KH-PGDĐT"):
        put_in_place(office, mine, apply_it=True)
    assert cycle_of(office).plan.number == "79/KH-PGDĐT"


def test_a_letter_on_its_way_while_the_plan_is_amended_is_taken_back_when_it_comes_back(office: Desk) -> None:
    desk = on(office, TET)
    tick(desk)
    with desk.database.write() as transaction:
        transaction.execute("UPDATE letters SET state = 'sending', lease = 'x' WHERE recipient = 'mn01@truong.example'")
    amended = amend(desk, revised(desk), apply_it=True)
    assert "mn01@truong.example" in {one.letter.recipient for one in amended.wrong}
    with desk.database.write() as transaction:
        transaction.execute("UPDATE letters SET state = 'queued', lease = '' WHERE state = 'sending'")
    outbox(desk)
    assert _states(desk.database, "mn01@truong.example") == ["cancelled"]


def _states(database: Database, recipient: str) -> Sequence[str]:
    with database.read() as rows:
        found = rows.rows("SELECT state FROM letters WHERE recipient = :who ORDER BY id", who=recipient)
    return [str(row["state"]) for row in found]


def test_of_an_amendment_only_the_days_that_still_hold_are_told(office: Desk) -> None:
    """II.1 and II.2 move; before the next letters II.1 of one school is done, and II.2 of another is extended."""
    desk = on(office, TET)
    two = f'{LATER}[[milestones]]\nid = "II.2"\ndue = 2025-03-14\n'
    amend(desk, revised(desk, two), apply_it=True)
    advance(desk, "MN01", "submit", "approve")
    extend(desk, "MN02", "II.2", until=date(2025, 3, 31), reason="lý do mẫu")

    told_days = {
        one.unit: [(row["section"], row["due"]) for row in one.facts["changes"]]  # type: ignore[attr-defined]
        for letter in tick(on(office, date(2025, 1, 23))).letters
        for one in letter.plan.announcements
        if one.template == "plan_amended" and not one.is_copy
    }

    assert told_days["MN01"] == [("II.2", date(2025, 3, 14))]
    assert told_days["MN02"] == [("II.1", date(2025, 2, 14))]
    assert len(told_days["MN03"]) == 2


def test_promise_8_news_that_waits_says_the_day_that_the_amended_plan_has_for_what_comes_next(office: Desk) -> None:
    """A school is recognised; before its letter has left, the day to publish is another one."""
    desk = on(office, TET)
    advance(desk, "PGD", "issue_plan", "issue_guidance")
    advance(desk, "MN01", "submit", "approve", "request_review", "conclude_review", "recognize")
    tomorrow = on(office, date(2025, 1, 23))
    tick(tomorrow)

    amend(tomorrow, revised(tomorrow, '[[milestones]]\nid = "II.4"\ndue = 2025-06-15\n'), apply_it=True)

    days = [
        (one.facts["due"], one.facts["remind_by"])
        for one in queued_news(tomorrow)
        if one.template == "recognized" and not one.is_copy
    ]
    assert days == [(date(2025, 6, 15), date(2025, 6, 13))]


def test_a_day_that_an_extension_had_changed_before_needs_no_correction_now(sqlite_office: Desk) -> None:
    """The letter of 22/01 named 31/01; the plan's new day takes the place of the extension's, which no letter named."""
    desk = on(sqlite_office, TET)
    tick(desk)
    sent(desk)
    extend(desk, "MN01", "II.1", until=date(2025, 2, 7), reason="lý do mẫu")

    amended = amend(desk, revised(desk), apply_it=True)

    assert {one.case.unit for one in amended.wrong} == {"MN02", "MN03"}
    assert {one for one in told(amended) if one[0] == "MN01"} == {("MN01", "unit", "plan_amended")}
