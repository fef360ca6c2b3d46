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
from cycle_engine.services.board_page import write_board_page
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


def told(desk: Desk, day: date, unit: str, recipient: str) -> str:
    """What the letter of a day says to a mailbox about a unit, as one line."""
    composer = LetterComposer()
    tick(with_composer(on(desk, day), composer))
    requests = [r for r in composer.requests if r.recipient.address == recipient]
    letter = next(request for request in requests if any(n.unit == unit for n in request.notices))
    body = message_from_bytes(a_composer().compose(letter).message, policy=default).get_body(("plain",))
    assert body
    return " ".join(body.get_content().split())


def test_the_letter_to_a_school_says_how_long_the_department_held_the_case_after_the_deadline(
    database_url: str, tmp_path: Path
) -> None:
    desk = a_desk(database_url, tmp_path)
    a_year_decided_late(desk)

    words = told(desk, date(2025, 6, 11), "MN02", "mn02@truong.example")

    assert (
        "31/05/2025; sau hạn này hồ sơ ở cơ quan quản lý 3 ngày làm việc, không tính vào thời gian của nhà trường; "
        "thời gian thực hiện tính đến hết thứ Năm, 12/06/2025"
    ) in words
    assert "quá hạn" not in words


def test_the_head_is_told_which_days_after_the_deadline_were_not_the_school_s(
    database_url: str, tmp_path: Path
) -> None:
    desk = a_desk(database_url, tmp_path)
    a_year_decided_late(desk)
    tick(on(desk, date(2025, 6, 11)))
    tick(on(desk, date(2025, 6, 13)))

    words = told(desk, date(2025, 6, 17), "MN02", "truongphong@phong.example")

    assert "quá hạn 3 ngày làm việc" in words
    assert "sau hạn này hồ sơ ở cơ quan quản lý 3 ngày làm việc, không tính vào thời gian của nhà trường" in words


def test_the_department_is_told_how_long_a_school_kept_the_case_after_the_deadline(
    database_url: str, tmp_path: Path
) -> None:
    desk = a_desk(database_url, tmp_path)
    open_sample_cycle(desk, schools=1)
    advance(on(desk, date(2024, 11, 25)), "PGD", "issue_plan", "issue_guidance")
    # II.3 is due on Monday 31 March; the school asks for its review four working days after that.
    advance(on(desk, date(2025, 4, 4)), "MN01", *RETURN)

    words = told(desk, date(2025, 4, 9), "MN01", "phong@phong.example")

    assert "31/03/2025; sau hạn này hồ sơ ở nhà trường 4 ngày làm việc" in words


def test_without_handover_days_the_held_up_days_are_told_all_the_same(database_url: str, tmp_path: Path) -> None:
    desk = a_desk(database_url, tmp_path)
    a_year_decided_late(desk, plan="handover_days = 0")

    words = told(desk, date(2025, 6, 6), "MN02", "mn02@truong.example")

    assert "được tính đến hết thứ Hai, 02/06/2025; sau hạn này hồ sơ ở cơ quan quản lý 3 ngày làm việc" in words


def test_the_board_page_says_who_held_up_a_school(database_url: str, tmp_path: Path) -> None:
    desk = a_desk(database_url, tmp_path)
    a_year_decided_late(desk)

    page = write_board_page(on(desk, date(2025, 6, 10))).read_text("utf-8")

    assert page.count("II.4 chậm do chờ cơ quan quản lý 3 ngày làm việc") == 1


def test_who_got_the_case_in_time_hears_of_no_days_of_others(database_url: str, tmp_path: Path) -> None:
    desk = a_desk(database_url, tmp_path)
    open_sample_cycle(desk, schools=1)

    assert "sau hạn này hồ sơ ở" not in told(desk, date(2025, 2, 4), "MN01", "mn01@truong.example")


def test_a_round_has_its_own_deadline_and_its_own_letters(database_url: str, tmp_path: Path) -> None:
    desk = a_desk(database_url, tmp_path)
    open_sample_cycle(desk, schools=1)
    advance(on(desk, date(2024, 11, 25)), "PGD", "issue_plan", "issue_guidance")
    advance(on(desk, date(2025, 2, 20)), "MN01", *RETURN)
    # II.2 was due on 28 February. Returned on 10 March until the 24th, the school has its own time for round two.
    advance(on(desk, date(2025, 3, 10)), "MN01", "return_for_supplement", until=date(2025, 3, 24))
    said: dict[date, set[tuple[str, int, date, int]]] = {}
    for number in range(15):
        day, composer = date(2025, 3, 11) + timedelta(days=number), LetterComposer()
        tick(with_composer(on(desk, day), composer))
        notices = [n for request in composer.requests for n in request.notices if n.unit == "MN01"]
        if found := {(n.key.milestone, n.key.round, n.due, n.key.offset) for n in notices if n.key.milestone == "II.2"}:
            said[day] = found

    own = date(2025, 3, 24)
    assert said == {
        date(2025, 3, 11): {("II.2", 2, own, -10)},
        date(2025, 3, 17): {("II.2", 2, own, -5)},
        date(2025, 3, 20): {("II.2", 2, own, -2)},
        date(2025, 3, 24): {("II.2", 2, own, 0)},
        date(2025, 3, 25): {("II.2", 2, own, 1)},
    }


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
    assert "held up 3 working days by the department" in asked("status", "MN02")
    assert "chậm do chờ cơ quan quản lý 3 ngày làm việc" in asked("--lang", "vi", "status")
    assert "Working days held: School 56, Department 76" in asked("history", "MN02")
