"""A whole school year on the real plan, through the command line; each test asks one thing that somebody notices."""

from collections import Counter
from datetime import date
from typing import Any

import pytest

from tests.acceptance.school_year import (
    ALL,
    EXEMPT,
    EXTENDED,
    LAST_DAY,
    LATE,
    OFF_FROM,
    OFF_UNTIL,
    OPENED,
    REOPENED,
    RETURNED,
    SENT_BACK,
    WITHDRAWN,
    Year,
)

HEAD, SUPERIOR, DEPARTMENT = "truongphong@phong.example", "so@so.example", "phong@phong.example"


def stages(board: dict[str, Any]) -> dict[str, int]:
    return dict(Counter(case["stage"] for case in board["cases"] if case["track"] == "school"))


# --- The plan -----------------------------------------------------------------------------------------------------


def test_the_real_plan_is_read_with_its_eight_tasks_and_where_each_stands(year: Year) -> None:
    plan = year.shown["plan"]
    assert (plan["number"], plan["issued"], plan["school_year"]) == ("74/KH-GDDT", "2024-11-22", "2024-2025")
    assert {m["id"]: (m["opens"], m["due"]) for m in plan["milestones"]} == {
        "I.1": (None, "2024-11-30"),
        "I.2": ("2025-01-01", "2025-01-31"),
        "I.3": ("2025-02-01", "2025-03-31"),
        "I.4": ("2025-05-01", "2025-05-31"),
        "II.1": ("2025-01-01", "2025-01-31"),
        "II.2": ("2025-02-01", "2025-02-28"),
        "II.3": ("2025-02-01", "2025-03-31"),
        "II.4": ("2025-05-01", "2025-05-31"),
    }
    assert all(m["source"].startswith("dòng ") for m in plan["milestones"])
    assert plan["unplaced"] == []


def test_it_opens_unedited_for_every_school_and_is_told_that_a_deadline_falls_into_tet(year: Year) -> None:
    assert (year.shown["opened"]["authority"], year.shown["opened"]["schools"]) == ("PGD", 25)
    assert any("Tết" in finding["message"] for finding in year.shown["check"]["findings"])


def test_it_opens_once(year: Year) -> None:
    assert year.refused["opened twice"]["code"] == "already_open"


def test_the_evening_it_opens_every_school_waits_for_january(year: Year) -> None:
    board = year.boards[OPENED]
    assert (board["as_of"], board["cycle"], len(board["cases"])) == ("2024-11-22", "74/KH-GDDT", 26)
    assert stages(board) == {"self_assessment": 25}
    assert year.milestone(OPENED, "MN01", "II.1")["state"] == "future"
    assert year.milestone(OPENED, "PGD", "I.1")["state"] == "open"


def test_on_opening_in_the_middle_of_a_ladder_only_the_latest_rung_is_said(year: Year) -> None:
    ticked = year.ticks[OPENED]
    assert (ticked["queued"], ticked["superseded"]) == (1, 1)
    assert ticked["letters"][0]["notices"] == [{"unit": "PGD", "milestone": "I.1", "rung": -5}]


def test_a_case_on_the_board_has_what_scripts_rely_on(year: Year) -> None:
    case = year.case(OPENED, "MN01")
    wanted = {"unit", "name", "track", "stage", "owner", "round", "milestones", "levels"}
    assert wanted <= case.keys()
    assert {"id", "opens", "nominal", "remind_by", "late_after", "state", "days_late"} <= case["milestones"][0].keys()
    assert case["levels"] == {"self": None, "external": None, "recognized": None}


# --- Self-assessment, and Tết -------------------------------------------------------------------------------------


def test_the_january_deadline_reminds_before_tet_and_is_late_after_it(year: Year) -> None:
    first = year.milestone(OPENED, "MN01", "II.1")
    assert (first["nominal"], first["remind_by"], first["late_after"]) == ("2025-01-31", "2025-01-24", "2025-02-03")
    assert year.milestone(date(2025, 2, 3), LATE, "II.1")["state"] == "open"
    day_after = year.milestone(date(2025, 2, 4), LATE, "II.1")
    assert (day_after["state"], day_after["days_late"]) == ("late", 1)


def test_a_school_with_nothing_in_hand_is_told_everything_that_is_missing_and_the_command_that_supplies_it(
    year: Year,
) -> None:
    refusals = year.refused["nothing in hand"]["details"]["refusals"]
    assert [refusal["code"] for refusal in refusals] == ["product_missing", "level_missing"]
    assert all(refusal["hint"].startswith("cycle advance MN01 submit ") for refusal in refusals)


def test_why_tells_the_same_as_the_refusal(year: Year) -> None:
    explained = year.shown["why"]
    assert (explained["unit"], explained["stage"]) == ("MN01", "self_assessment")
    (submit,) = [step for step in explained["transitions"] if step["id"] == "submit"]
    assert (submit["to"], submit["allowed"]) == ("approval", False)
    assert submit["refusals"] == year.refused["nothing in hand"]["details"]["refusals"]


def test_several_units_are_shown_first_and_nothing_is_done(year: Year) -> None:
    assert year.shown["preview"]["applied"] is False
    assert len(year.shown["preview"]["acts"]) == 21
    assert year.shown["after preview"]["cases"][0]["stage"] == "self_assessment"


def test_one_that_cannot_keeps_all_from_moving_and_is_named(year: Year) -> None:
    error = year.refused["one of many"]
    assert (error["code"], error["details"]["count"], error["details"]["total"]) == ("batch_refused", 1, 22)
    assert [one["unit"] for one in error["details"]["refused"]] == [EXEMPT]
    assert year.shown["after refusal"]["cases"][0]["stage"] == "self_assessment"
    named = [line for line in year.said["one of many"].out.splitlines() if line.startswith(EXEMPT)]
    assert len(named) == 1
    assert "bước" in named[0]


def test_what_was_previewed_is_what_happens(year: Year) -> None:
    assert year.shown["applied"] == {**year.shown["preview"], "applied": True}


def test_a_school_sent_back_assesses_again_and_both_are_kept(year: Year) -> None:
    assert year.case(date(2025, 1, 20), SENT_BACK)["stage"] == "self_assessment"
    assert year.case(date(2025, 1, 21), SENT_BACK)["stage"] == "review_request"
    happened = [event["transition"] for event in year.office.ask("history", SENT_BACK)["events"]]
    assert happened[:5] == [None, "submit", "send_back", "submit", "approve"]


def test_an_extended_school_has_its_own_dates_and_is_not_late(year: Year) -> None:
    assert year.shown["extended"]["late_after"] == "2025-02-14"
    assert year.milestone(date(2025, 2, 4), EXTENDED, "II.1")["state"] == "open"
    assert [told[:2] for told in year.told_about(EXTENDED, "II.1")] == [
        ("2025-01-10", -10),
        ("2025-01-17", -5),
        ("2025-01-24", -10),
        ("2025-02-07", -5),
        ("2025-02-12", -2),
    ]


def test_an_exempt_school_hears_nothing_and_has_no_deadline(year: Year) -> None:
    assert year.case(LAST_DAY, EXEMPT)["stage"] == "exempt"
    assert year.case(LAST_DAY, EXEMPT)["milestones"] == []
    assert year.told_about(EXEMPT, "II.1") == []


# --- Reminders and escalation -------------------------------------------------------------------------------------


def test_a_late_school_s_matter_climbs_to_its_officer_the_head_and_the_province(year: Year) -> None:
    assert year.told_about(LATE, "II.1") == [
        ("2025-01-10", -10, "mn21@truong.example"),
        ("2025-01-17", -5, "mn21@truong.example"),
        ("2025-01-22", -2, "mn21@truong.example"),
        ("2025-01-24", 0, "mn21@truong.example"),
        ("2025-02-04", 1, "mn21@truong.example"),
        ("2025-02-06", 3, HEAD),
        ("2025-02-10", 5, HEAD),
        ("2025-02-17", 10, SUPERIOR),
    ]


@pytest.mark.parametrize(
    ("day", "to", "cc"),
    [
        ("2025-01-24", "mn21@truong.example", ()),
        ("2025-02-04", "mn21@truong.example", ("canbo.mn21@truong.example",)),
        ("2025-02-06", HEAD, ()),
        ("2025-02-10", HEAD, ()),
        ("2025-02-17", SUPERIOR, (HEAD,)),
    ],
)
def test_each_rung_lies_in_the_mailbox_of_its_day_with_its_copies(
    year: Year, day: str, to: str, cc: tuple[str, ...]
) -> None:
    (letter,) = year.reminders_on(day, to)
    assert letter.cc == cc
    assert "Trường Mầm non Mẫu 21" in letter.subject
    assert "Thư này do hệ thống theo dõi tự động gửi" in letter.text
    assert "28/2018/QĐ-TTg" in letter.text


def test_a_school_that_has_done_its_part_hears_no_more_of_it(year: Year) -> None:
    assert [told[0] for told in year.told_about("MN01", "II.1")] == ["2025-01-10", "2025-01-17"]


def test_nobody_hears_anything_on_a_day_off(year: Year) -> None:
    days = {day for day, ticked in year.ticks.items() if ticked["letters"]}
    assert all(day.weekday() < 5 for day in days)
    assert not any(date(2025, 1, 25) <= day <= date(2025, 2, 2) for day in days)


def test_no_mailbox_gets_two_reminders_on_one_day(year: Year) -> None:
    boxes = [
        (day, box) for day, ticked in year.ticks.items() for one in ticked["letters"] for box in (one["to"], *one["cc"])
    ]
    assert len(boxes) == len(set(boxes))


def test_nothing_is_said_twice_to_the_same_party_about_the_same_date(year: Year) -> None:
    said = [told for unit in ALL for milestone in ("II.1", "II.2") for told in year.told_about(unit, milestone)]
    assert len(said) == len(set(said))


def test_every_letter_queued_was_delivered_and_no_other(year: Year) -> None:
    listed = year.office.ask("mail", "list")["letters"]
    assert {letter["state"] for letter in listed} <= {"sent", "cancelled"}
    assert sum(letter["state"] == "sent" for letter in listed) == len(year.letters)


def test_after_two_weeks_off_only_the_latest_rung_is_said(year: Year) -> None:
    assert not any(OFF_FROM <= day < OFF_UNTIL for day in year.ticks)
    (letter,) = [one for one in year.ticks[OFF_UNTIL]["letters"] if one["notices"]]  # and the officer's week
    assert (letter["to"], len(letter["notices"])) == (DEPARTMENT, 25)
    assert {notice["rung"] for notice in letter["notices"]} == {-10}


# --- Review, and the round that a return begins ---------------------------------------------------------------------


def test_a_school_that_waits_on_the_department_is_not_late_and_the_department_is_reminded(year: Year) -> None:
    case = year.case(date(2025, 3, 19), "MN01")
    assert (case["stage"], case["owner"]) == ("external_review", "department")
    assert [m["state"] for m in case["milestones"] if m["id"] == "II.3"] == ["waiting"]
    assert {to for _, _, to in year.told_about("MN01", "II.3")} == {DEPARTMENT}


def test_a_return_for_supplement_starts_a_second_round_with_its_own_deadline_and_reminders(year: Year) -> None:
    case = year.case(date(2025, 3, 19), RETURNED)
    assert (case["stage"], case["owner"], case["round"]) == ("review_request", "school", 2)
    assert year.milestone(date(2025, 3, 19), RETURNED, "II.2")["nominal"] == "2025-03-26"
    in_round_two = [told for told in year.told_about(RETURNED, "II.2") if told[0] > "2025-03-19"]
    assert in_round_two == [("2025-03-20", -5, "mn07@truong.example"), ("2025-03-24", -2, "mn07@truong.example")]


def test_the_department_cannot_conclude_while_a_school_is_still_reviewed_and_is_told_which(year: Year) -> None:
    (refusal,) = year.refused["one still reviewed"]["details"]["refusals"]
    assert refusal["code"] == "cases_remain"
    assert RETURNED in refusal["message"]


# --- Recognition: the department is late, the schools are not -----------------------------------------------------


def test_the_department_s_late_decision_makes_the_department_late(year: Year) -> None:
    late = year.milestone(date(2025, 6, 9), "PGD", "I.4")
    assert (late["late_after"], late["state"], late["days_late"]) == ("2025-06-02", "late", 5)
    assert year.told_about("PGD", "I.4")[-3:] == [
        ("2025-06-03", 1, DEPARTMENT),
        ("2025-06-05", 3, HEAD),
        ("2025-06-09", 5, HEAD),
    ]


def test_but_no_school_waiting_for_it(year: Year) -> None:
    waiting = [year.milestone(date(2025, 6, 9), unit, "II.4")["state"] for unit in ALL if unit != EXEMPT]
    assert set(waiting) == {"waiting"}


def test_a_school_told_late_has_the_office_s_five_working_days_and_is_then_late(year: Year) -> None:
    given = year.milestone(date(2025, 6, 10), EXTENDED, "II.4")
    assert (given["nominal"], given["late_after"], given["state"]) == ("2025-05-31", "2025-06-17", "open")
    after = year.milestone(date(2025, 6, 20), EXTENDED, "II.4")
    assert (after["state"], after["days_late"]) == ("late", 3)
    rungs = [told[1:] for told in year.told_about(EXTENDED, "II.4") if told[0] > "2025-06-10"]
    school = "mn25@truong.example"
    assert rungs == [(-5, school), (-2, school), (0, school), (1, school), (3, HEAD)]


def test_the_three_levels_are_kept_apart(year: Year) -> None:
    assert year.case(LAST_DAY, RETURNED)["levels"] == {"self": 2, "external": 3, "recognized": 2}


# --- Publication, and its undoing -----------------------------------------------------------------------------------


def test_a_publication_is_withdrawn_and_a_review_reopened_by_logged_acts(year: Year) -> None:
    assert year.case(date(2025, 6, 11), WITHDRAWN)["stage"] == "recognized"
    reopened = year.case(date(2025, 6, 11), REOPENED)
    assert (reopened["stage"], reopened["round"]) == ("external_review", 2)
    happened = [event["transition"] for event in year.office.ask("history", REOPENED)["events"]]
    assert happened[-6:] == ["publish", "unpublish", "reopen", "conclude_review", "recognize", "publish"]


def test_the_year_ends_with_every_school_published_but_the_exempt_one(year: Year) -> None:
    assert stages(year.boards[LAST_DAY]) == {"published": 24, "exempt": 1}
    assert year.case(LAST_DAY, "PGD")["stage"] == "reported"
    assert {m["state"] for case in year.boards[LAST_DAY]["cases"] for m in case["milestones"]} == {"done"}


def test_who_was_late_is_told_by_working_days_and_nobody_else_was(year: Year) -> None:
    late = {
        (case["unit"], m["id"]): m["days_late"]
        for case in year.boards[LAST_DAY]["cases"]
        for m in case["milestones"]
        if m["days_late"]
    }
    assert late == {("PGD", "I.4"): 6, (LATE, "II.1"): 12, (EXTENDED, "II.4"): 4}
