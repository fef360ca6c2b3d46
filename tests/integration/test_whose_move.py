"""Waiting and late days by who held the case, from the database to the report."""

import json
from datetime import date, timedelta
from email import message_from_bytes
from email.policy import default
from pathlib import Path

from cycle_engine.domain.definition import Party
from cycle_engine.domain.holdings import DaysHeld
from cycle_engine.domain.milestones import CaseStanding, MilestoneStanding, MilestoneState
from cycle_engine.services.board import BoardFilter, show_board
from cycle_engine.services.desk import Desk, as_seen_at
from cycle_engine.services.extending import extend
from cycle_engine.services.histories import show_history
from cycle_engine.services.reporting import make_monthly_report
from cycle_engine.services.ticking import tick
from tests.builders import LetterComposer, a_composer, a_desk, advance, on, open_sample_cycle, with_composer
from tests.command_line import cycle

RETURN = ("submit", "approve", "request_review")


def standing(desk: Desk, unit: str) -> CaseStanding:
    return show_board(desk, BoardFilter(unit=unit)).cases[0]


def milestone(desk: Desk, unit: str, name: str) -> MilestoneStanding:
    return next(found for found in standing(desk, unit).milestones if found.id == name)


def a_year_decided_late(desk: Desk, *, plan: str = "") -> None:
    """Two schools in good time, recognised on Thursday 5 June; the deadline was Saturday 31 May."""
    open_sample_cycle(desk, schools=2, plan=plan)
    advance(on(desk, date(2024, 11, 25)), "PGD", "issue_plan")
    advance(on(desk, date(2025, 1, 15)), "PGD", "issue_guidance")
    for unit in ("MN01", "MN02"):
        advance(on(desk, date(2025, 1, 20)), unit, "submit", "approve")
        advance(on(desk, date(2025, 2, 14)), unit, "request_review")
        advance(on(desk, date(2025, 3, 14)), unit, "conclude_review")
    advance(on(desk, date(2025, 3, 20)), "PGD", "conclude_reviews")
    for unit in ("MN01", "MN02"):
        advance(on(desk, date(2025, 6, 5)), unit, "recognize", documents=_decision(desk))
    advance(on(desk, date(2025, 6, 10)), "MN01", "publish")


def _decision(desk: Desk) -> tuple[tuple[str, str], ...]:
    paper = desk.workspace / "quyet-dinh.txt"
    paper.write_text("Bản mẫu\n", "utf-8")
    return (("recognition_decision", str(paper)), ("certificate", str(paper)))


def test_a_late_decision_makes_the_department_late_and_no_school(database_url: str, tmp_path: Path) -> None:
    desk = a_desk(database_url, tmp_path)
    a_year_decided_late(desk)
    then = on(desk, date(2025, 6, 10))

    published, received, office = (milestone(then, *of) for of in (("MN01", "II.4"), ("MN02", "II.4"), ("PGD", "I.4")))

    assert (published.state, published.days_late) == (MilestoneState.DONE, 0)
    assert (received.state, received.days_late) == (MilestoneState.OPEN, 0)
    for school in (published, received):
        assert (school.delay.held_up_by, school.delay.days_held_up) == (Party.DEPARTMENT, 3)
    assert (office.state, office.days_late) == (MilestoneState.LATE, 6)


def test_without_handover_days_no_school_is_late_on_the_day_it_receives_the_case(
    database_url: str, tmp_path: Path
) -> None:
    desk = a_desk(database_url, tmp_path)
    a_year_decided_late(desk, plan="handover_days = 0")

    found = [milestone(desk.looking_back(as_seen_at(date(2025, 6, day))), "MN02", "II.4") for day in (5, 6)]

    assert [(one.state, one.days_late) for one in found] == [(MilestoneState.OPEN, 0), (MilestoneState.LATE, 1)]


def test_the_report_says_who_made_the_publication_late(database_url: str, tmp_path: Path) -> None:
    desk = a_desk(database_url, tmp_path)
    a_year_decided_late(desk)
    advance(on(desk, date(2025, 6, 12)), "MN02", "publish")

    made = make_monthly_report(on(desk, date(2025, 6, 16)), "2025-06")
    page = next(file for file in made.files if file.suffix == ".html").read_text("utf-8")

    assert [(entry.unit, entry.milestone.id) for entry in made.report.late] == [("PGD", "I.4")]
    assert "II.4 chậm do chờ cơ quan quản lý 3 ngày làm việc" in page
    assert made.report.schools.totals.late == 0


def test_the_letter_to_a_school_says_that_it_was_handed_the_case_after_the_deadline(
    database_url: str, tmp_path: Path
) -> None:
    desk = a_desk(database_url, tmp_path)
    a_year_decided_late(desk)
    composer = LetterComposer()

    tick(with_composer(on(desk, date(2025, 6, 11)), composer))

    letter = next(request for request in composer.requests if any(n.unit == "MN02" for n in request.notices))
    message = message_from_bytes(a_composer().compose(letter).message, policy=default)
    body = message.get_body(("plain",))
    assert body
    words = " ".join(body.get_content().split())
    assert "31/05/2025; hồ sơ được chuyển đến sát hoặc sau hạn này" in words
    assert "thời gian thực hiện tính đến hết thứ Năm, 12/06/2025" in words


def test_the_split_adds_up_on_every_evening_and_is_the_same_looked_back_at(database_url: str, tmp_path: Path) -> None:
    desk = a_desk(database_url, tmp_path)
    a_year_decided_late(desk)
    calendar = desk.calendar(2024, 2025)

    for week in range(30):
        day = date(2024, 11, 25) + timedelta(days=7 * week)
        for case in show_board(desk.looking_back(as_seen_at(day))).cases:
            assert case.days_waited.total == calendar.count_between(date(2024, 11, 25), day)
    today = on(desk, date(2025, 6, 20))
    past = desk.looking_back(as_seen_at(date(2025, 6, 20)))
    assert show_board(today).cases == show_board(past).cases


def test_an_extension_of_an_earlier_round_still_holds_for_what_was_done_in_it(
    database_url: str, tmp_path: Path
) -> None:
    desk = a_desk(database_url, tmp_path)
    open_sample_cycle(desk, schools=1)
    advance(on(desk, date(2024, 11, 25)), "PGD", "issue_plan", "issue_guidance")
    extend(on(desk, date(2025, 1, 20)), "MN01", "II.1", until=date(2025, 2, 14), reason="mất điện")
    advance(on(desk, date(2025, 2, 13)), "MN01", *RETURN)
    advance(on(desk, date(2025, 2, 20)), "MN01", "return_for_supplement")

    first = milestone(on(desk, date(2025, 2, 24)), "MN01", "II.1")

    assert first.deadline
    assert first.deadline.nominal == date(2025, 2, 14)
    assert (first.state, first.days_late) == (MilestoneState.DONE, 0)


def test_a_school_that_asked_late_stays_late_while_the_department_reviews(database_url: str, tmp_path: Path) -> None:
    desk = a_desk(database_url, tmp_path)
    open_sample_cycle(desk, schools=1)
    advance(on(desk, date(2024, 11, 25)), "PGD", "issue_plan", "issue_guidance")
    # II.2 is due on Friday 28 February; asked for on Monday 10 March, the day the department received it.
    advance(on(desk, date(2025, 3, 10)), "MN01", *RETURN)

    second = milestone(on(desk, date(2025, 3, 12)), "MN01", "II.2")

    assert (second.state, second.days_late) == (MilestoneState.DONE, 6)
    assert second.deadline
    assert second.deadline.late_after == date(2025, 2, 28)
    assert second.delay.by_holder == DaysHeld(school=6)


def test_a_history_says_who_held_the_case_between_events(database_url: str, tmp_path: Path) -> None:
    desk = a_desk(database_url, tmp_path)
    a_year_decided_late(desk)

    found = show_history(on(desk, date(2025, 6, 12)), "MN01")

    assert [
        (event.transition, held.party, held.working_days)
        for event, held in zip(found.events, found.holdings, strict=True)
    ] == [
        ("", Party.SCHOOL, 39),
        ("submit", Party.SCHOOL, 0),
        ("approve", Party.SCHOOL, 14),
        ("request_review", Party.DEPARTMENT, 20),
        ("conclude_review", Party.DEPARTMENT, 56),
        ("recognize", Party.SCHOOL, 3),
        ("publish", None, 2),
    ]


def test_programs_read_the_split_and_people_read_the_reason(sqlite_url: str, tmp_path: Path) -> None:
    folder = tmp_path / "office"
    folder.mkdir()
    desk = a_desk(sqlite_url, folder)
    a_year_decided_late(desk)
    (folder / "cycle.toml").write_text(f'[database]\nurl = "{sqlite_url}"\n', "utf-8")

    def asked(*words: str) -> str:
        answer = cycle(folder, "--as-of", "2025-06-10", *words)
        assert answer.status == 0, answer.err
        return answer.out

    case = json.loads(asked("--json", "status", "MN02"))["cases"][0]
    history = json.loads(asked("--json", "history", "MN02"))
    last = next(one for one in case["milestones"] if one["id"] == "II.4")

    assert case["days_waited"] == history["days_waited"] == {"school": 56, "department": 76, "nobody": 0}
    assert sum(event["days_held"] for event in history["events"]) == 132
    assert [event["held_by"] for event in history["events"]][-2:] == ["department", "school"]
    assert (last["days_over"], last["held_up_by"], last["days_held_up"], last["days_late"]) == (
        {"school": 3, "department": 3, "nobody": 0},
        "department",
        3,
        0,
    )
    assert "held up 3 working day(s) by the department" in asked("status", "MN02")
    assert "chậm do chờ cơ quan quản lý 3 ngày làm việc" in asked("--lang", "vi", "status")
    assert "Working days held: School 56, Department 76" in asked("history", "MN02")
