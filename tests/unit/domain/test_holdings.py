"""Who held a case: dates checked by eye against the calendar of the plan's year (Tết: 27-31 January 2025)."""

from datetime import date

import pytest

from cycle_engine.domain.definition import Party
from cycle_engine.domain.holdings import (
    NO_DELAY,
    DaysHeld,
    Delay,
    Holding,
    Overrun,
    Step,
    days_held,
    delay_of,
    holdings_of,
    last_open,
    last_received_on,
    lateness_of,
    steps_of,
)
from cycle_engine.domain.milestones import open_stages
from tests.school_year import CALENDAR, a_history, at, milestone, preschool, track_of

SCHOOL, DEPARTMENT = Party.SCHOOL, Party.DEPARTMENT

WHOLE_YEAR = """
2024-11-25 opened self_assessment
2025-01-20 submit approval
2025-01-24 approve review_request
2025-02-28 request_review external_review
2025-03-31 conclude_review recognition
2025-06-05 recognize recognized
2025-06-10 publish published
"""
"""A school in good time, whose level the department decided on Thursday 5 June instead of by 31 May."""

RETURNED = """
2024-11-25 opened self_assessment
2025-04-10 submit approval
2025-04-10 approve review_request
2025-04-10 request_review external_review
2025-04-22 return_for_supplement review_request
2025-04-28 request_review external_review
2025-05-15 conclude_review recognition
"""
"""A school that sat on its self-assessment until Thursday 10 April and was returned once."""


def steps(written: str) -> tuple[Step, ...]:
    lines = [line.split() for line in written.strip().splitlines()]
    days = [(date.fromisoformat(day), "" if name == "opened" else name, stage) for day, name, stage in lines]
    return tuple(Step(name, stage, occurred_on=day, recorded_on=day) for day, name, stage in days)


def holdings(written: str, upto: str, track: str = "school") -> tuple[Holding, ...]:
    return holdings_of(steps(written), preschool().track(track), CALENDAR, upto=date.fromisoformat(upto))


def overrun(milestone_id: str, late_after: str, upto: str) -> Overrun:
    stages = open_stages(track_of(milestone_id), milestone(milestone_id))
    return Overrun(stages, date.fromisoformat(late_after), date.fromisoformat(upto))


def delay(written: str, milestone_id: str, late_after: str, upto: str, *, handover_days: int = 5) -> Delay:
    held = holdings(written, upto)
    return delay_of(SCHOOL, held, overrun(milestone_id, late_after, upto), CALENDAR, handover_days=handover_days)


def test_the_day_a_case_is_handed_over_counts_for_whoever_gives_it() -> None:
    # Handed over on Friday 28 February: that day is the school's, Monday 3 March the department's first.
    given = holdings(WHOLE_YEAR, "2025-03-31")

    assert (given[2].party, given[2].until) == (SCHOOL, date(2025, 3, 1))
    assert (given[3].party, given[3].since, given[3].came_on) == (DEPARTMENT, date(2025, 3, 1), date(2025, 2, 28))
    assert given[3].working_days == 21


@pytest.mark.parametrize(
    ("upto", "school", "department", "nobody"),
    [
        ("2024-11-25", 0, 0, 0),  # the day it was opened is nobody's
        ("2024-11-26", 1, 0, 0),
        ("2025-01-01", 26, 0, 0),  # New Year's Day is off
        ("2025-02-28", 63, 0, 0),  # five days of Tết are off
        ("2025-03-02", 63, 0, 0),  # a Sunday
        ("2025-03-03", 63, 1, 0),
        ("2025-06-05", 63, 66, 0),  # off: 7 April, 30 April to 2 May; worked: Saturday 26 April
        ("2025-06-10", 66, 66, 0),
        ("2025-06-13", 66, 66, 3),
    ],
)
def test_every_working_day_since_the_opening_has_one_holder(
    upto: str, school: int, department: int, nobody: int
) -> None:
    held = days_held(holdings(WHOLE_YEAR, upto))

    assert held == DaysHeld(school, department, nobody)
    assert held.total == CALENDAR.count_between(date(2024, 11, 25), date.fromisoformat(upto))


def test_a_holder_of_less_than_a_day_holds_no_day_but_is_remembered() -> None:
    there_and_back = """
    2024-11-25 opened self_assessment
    2025-02-03 request_review external_review
    2025-02-03 return_for_supplement review_request
    """
    held = holdings(there_and_back, "2025-02-05")

    assert [(one.party, one.round, one.working_days) for one in held] == [
        (SCHOOL, 1, 44),
        (DEPARTMENT, 1, 0),
        (SCHOOL, 2, 2),
    ]


def test_a_clock_that_went_back_takes_no_day_from_anybody() -> None:
    wrong = """
    2024-11-25 opened self_assessment
    2025-02-05 request_review external_review
    2025-02-03 conclude_review recognition
    """
    held = holdings(wrong, "2025-02-07")

    assert [one.working_days for one in held] == [46, 0, 2]


def test_a_case_set_aside_is_held_by_nobody() -> None:
    exempt = """
    2024-11-25 opened self_assessment
    2025-02-03 exempt exempt
    2025-02-05 reinstate self_assessment
    """

    assert days_held(holdings(exempt, "2025-02-06")) == DaysHeld(school=45, nobody=2)


def test_days_are_those_on_which_events_were_recorded_in_the_office_s_zone() -> None:
    opened, moved = a_history(
        ("25/11/2024", {}),
        # 23:30 on 3 February in Hải Phòng is still the afternoon in UTC.
        ("31/01/2025", {"transition": "submit", "stage": "approval", "recorded_at": at("03/02/2025", 23, 30)}),
    )

    assert [(s.transition, s.stage, s.recorded_on.isoformat()) for s in steps_of([opened, moved])] == [
        ("", "self_assessment", "2024-11-25"),
        ("submit", "approval", "2025-02-03"),
    ]
    assert steps_of([moved])[0].occurred_on == date(2025, 1, 31)


@pytest.mark.parametrize(
    ("upto", "own_days", "held_up"),
    [
        ("2025-06-02", 0, 0),  # 31 May is a Saturday: late only after Monday 2 June
        ("2025-06-03", 0, 1),
        ("2025-06-05", 0, 3),
        ("2025-06-06", 0, 3),
        ("2025-06-10", 0, 3),
    ],
)
def test_a_late_decision_makes_the_school_s_publication_late_and_not_the_school(
    upto: str, own_days: int, held_up: int
) -> None:
    found = delay(WHOLE_YEAR, "II.4", "2025-06-02", upto)

    assert (found.own_days, found.days_held_up) == (own_days, held_up)
    assert found.held_up_by is (DEPARTMENT if held_up else None)


def test_a_school_that_does_not_use_its_days_after_a_late_decision_is_late_from_then() -> None:
    dawdling = WHOLE_YEAR.replace("2025-06-10 publish", "2025-06-16 publish")

    # Received on Thursday 5 June, five working days end on Thursday 12 June; published on Monday 16 June.
    found = delay(dawdling, "II.4", "2025-06-02", "2025-06-16")

    assert (found.own_days, found.held_up_by, found.days_held_up) == (2, DEPARTMENT, 3)
    assert found.by_holder == DaysHeld(school=7, department=3)


def test_without_handover_days_the_school_is_late_from_the_day_after_it_received_the_case() -> None:
    found = delay(WHOLE_YEAR, "II.4", "2025-06-02", "2025-06-10", handover_days=0)

    assert (found.own_days, found.days_held_up) == (3, 3)


def test_days_late_are_split_by_who_held_the_case_over_all_rounds() -> None:
    # Late after 31 March. School: 1-10 April without the 7th. Department: 11-22 April. School: 23-28 April with the
    # worked Saturday. Department: 29 April to 15 May without the three days off.
    found = delay(RETURNED, "II.3", "2025-03-31", "2025-05-15")

    assert found.by_holder == DaysHeld(school=7 + 5, department=8 + 10)
    # Whoever was handed the case had five working days from then: the department twice, the school once.
    assert found.own_days == 7
    assert (found.held_up_by, found.days_held_up) == (DEPARTMENT, 3 + 5)


def test_days_before_the_opening_fall_to_whoever_had_the_case_first() -> None:
    opened_late = "2025-02-10 opened self_assessment"

    # Late after Monday 3 February: the plan bound the school before the program knew it.
    assert delay(opened_late, "II.1", "2025-02-03", "2025-02-11").own_days == 6


def test_days_on_which_a_milestone_stood_fulfilled_fall_to_nobody() -> None:
    reopened = WHOLE_YEAR.replace("2025-06-10 publish published", "2025-06-10 reopen external_review")
    held = holdings(reopened, "2025-06-12")

    split = lateness_of(held, overrun("II.3", "2025-05-30", "2025-06-12"), CALENDAR)

    assert split == DaysHeld(department=2, nobody=7)


def test_there_is_no_delay_before_the_deadline() -> None:
    assert delay(WHOLE_YEAR, "II.4", "2025-06-02", "2025-05-30") is NO_DELAY


def test_a_fulfilled_milestone_remembers_the_round_it_was_open_in_and_when_its_party_received_the_case() -> None:
    held = holdings(RETURNED, "2025-05-15")
    request = open_stages(track_of("II.2"), milestone("II.2"))
    approval = open_stages(track_of("II.1"), milestone("II.1"))

    last, first = last_open(held, request), last_open(held, approval)

    assert last
    assert first
    assert (last.round, first.round) == (2, 1)
    assert last_received_on(held, SCHOOL, request) == date(2025, 4, 22)
    assert last_received_on(held, SCHOOL, approval) is None


def test_a_department_that_holds_its_own_tasks_is_held_up_by_nobody() -> None:
    planning = holdings("2024-11-25 opened planning", "2024-12-04", "department")
    found = delay_of(DEPARTMENT, planning, overrun("I.1", "2024-12-02", "2024-12-04"), CALENDAR, handover_days=5)

    assert found == Delay(by_holder=DaysHeld(department=2), own_days=2)


def test_an_overrun_of_a_case_without_history_falls_to_nobody() -> None:
    assert holdings_of((), preschool().track("school"), CALENDAR, upto=date(2025, 3, 1)) == ()
    assert last_open((), frozenset({"approval"})) is None
