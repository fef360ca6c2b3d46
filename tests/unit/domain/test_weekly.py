"""What a case needs in a week: of which kind, by when, and what is left of it when cases move."""

from collections.abc import Sequence
from datetime import date

import pytest

from cycle_engine.domain.case import CaseState
from cycle_engine.domain.definition import Milestone, Party
from cycle_engine.domain.milestones import Deadline, deadline_for
from cycle_engine.domain.weekly import (
    MOST_ROWS,
    Finding,
    WeekCase,
    WeekView,
    find_needs,
    has_something,
    row_holds,
    week_cause,
    week_facts,
    without_lapsed,
)
from tests.definition_files import a_plan, a_workflow
from tests.school_year import CALENDAR

PLAN, SCHOOL = a_plan(), a_workflow().track("school")
OPENED = date(2024, 11, 25)


@pytest.mark.parametrize(
    ("day", "cause"),
    [("2024-12-30", "week 2025-W01"), ("2025-02-09", "week 2025-W06"), ("2025-02-10", "week 2025-W07")],
)
def test_a_week_begins_on_its_monday_and_belongs_to_the_year_of_its_thursday(day: str, cause: str) -> None:
    assert week_cause(date.fromisoformat(day)) == cause


@pytest.mark.parametrize(
    ("today", "stage", "need", "due", "days"),
    [
        ("2025-01-13", "self_assessment", "", "", 0),
        ("2025-01-20", "self_assessment", "due II.1", "2025-01-24", 4),
        ("2025-02-03", "approval", "due II.1", "2025-02-03", 0),  # after Tết the day itself still counts
        ("2025-02-10", "self_assessment", "late II.1", "2025-02-03", 5),
        ("2025-02-10", "review_request", "", "", 0),
        ("2025-02-24", "review_request", "due II.2", "2025-02-28", 4),
        ("2025-03-10", "external_review", "waiting II.3", "2025-03-31", 5),
        ("2025-06-02", "recognized", "due II.4", "2025-06-02", 0),
        ("2025-06-09", "recognized", "late II.4", "2025-06-02", 5),
        ("2025-06-09", "published", "", "", 0),
    ],
)
def test_a_school_is_late_due_or_waits_by_its_nearest_milestone(
    today: str, stage: str, need: str, due: str, days: int
) -> None:
    received = date(2025, 3, 3) if stage == "external_review" else None
    found = needs([a_case(stage, received)], date.fromisoformat(today))
    told = [(f"{kind} {one.milestone.id}", one.due.isoformat(), one.days) for kind, (_, one) in found]
    assert told == ([(need, due, days)] if need else [])


def test_whoever_was_handed_the_case_late_is_not_late_in_the_week_either() -> None:
    case = a_case("review_request", date(2025, 3, 10), round_=2)
    assert needs([case], date(2025, 3, 12)) == []
    ((kind, (_, need)),) = needs([case], date(2025, 3, 17))
    assert (kind, need.due) == ("due", date(2025, 3, 17))


def test_only_so_many_rows_are_kept_whole_and_the_rest_is_counted() -> None:
    facts = a_week(MOST_ROWS + 3)
    assert len(rows(facts, "late")) == MOST_ROWS
    assert facts["late_more"] == (51, 52, 53)
    assert (facts["week_from"], facts["week_until"]) == (date(2025, 2, 10), date(2025, 2, 16))


def test_a_week_without_needs_has_nothing_to_tell() -> None:
    assert not has_something(a_week(0))
    assert has_something(a_week(1))


def test_a_moved_case_s_row_goes_where_it_no_longer_holds_and_stays_where_it_does() -> None:
    facts = a_week(MOST_ROWS + 2)
    left = without_lapsed(facts, lambda row: row["case_id"] == 2, [1, 2, 51])
    assert [row["case_id"] for row in rows(left, "late")] == [2, *range(3, MOST_ROWS + 1)]
    assert left["late_more"] == (52,)


def test_a_row_holds_while_its_last_day_party_and_round_are_the_same() -> None:
    (row,) = rows(a_week(1), "late")
    deadline = dated(milestone("II.1"), state("approval"))
    assert row_holds(row, state("approval"), deadline)
    assert not row_holds(row, state("approval", round_=2), deadline)
    assert not row_holds(row, state("external_review", date(2025, 2, 10)), deadline)
    assert not row_holds(row, state("approval"), deadline_for(date(2025, 2, 14), PLAN, CALENDAR))
    assert not row_holds(row, state("review_request"), None)


def a_week(schools: int) -> dict[str, object]:
    today = date(2025, 2, 10)
    cases = [a_case("self_assessment", number=number) for number in range(1, schools + 1)]
    return week_facts(find_needs(cases, a_view(today)), today)


def needs(cases: Sequence[WeekCase], today: date) -> list[tuple[str, tuple[WeekCase, Finding]]]:
    return [(kind, one) for kind, found in find_needs(cases, a_view(today)).items() for one in found]


def a_view(today: date) -> WeekView:
    return WeekView(CALENDAR, today, PLAN.milestones_of, dated)


def dated(milestone: Milestone, state: CaseState) -> Deadline | None:
    due = state.deadlines.get((milestone.id, state.round)) or milestone.due
    return deadline_for(due, PLAN, CALENDAR, received_on=state.handed_over_on) if due else None


def milestone(milestone_id: str) -> Milestone:
    return next(one for one in PLAN.milestones if one.id == milestone_id)


def a_case(stage: str, received: date | None = None, *, round_: int = 1, number: int = 1) -> WeekCase:
    code = f"MN{number:02}"
    return WeekCase(number, code, f"Trường Mầm non {code}", SCHOOL, state(stage, received, round_=round_))


def state(stage: str, received: date | None = None, *, round_: int = 1) -> CaseState:
    owner: Party | None = SCHOOL.stage(stage).owner
    return CaseState("MN01/school", stage, "", owner, OPENED, received, round_, OPENED, 1, "")


def rows(facts: dict[str, object], kind: str) -> Sequence[dict[str, object]]:
    found = facts[kind]
    assert isinstance(found, tuple)
    return found
