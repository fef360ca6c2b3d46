from dataclasses import replace

import pytest

from cycle_engine.domain.definition import LatePolicy, Party, Workflow
from cycle_engine.domain.milestones import (
    MilestoneStanding,
    MilestoneState,
    deadline_for,
    next_milestones,
    open_stages,
    party_of,
    standing_of,
)
from tests.school_year import CALENDAR, day, deadline, general, milestone, plan, preschool, track_of

BEFORE_APPROVAL = {"self_assessment", "approval"}
SCHOOLS_OWN = {*BEFORE_APPROVAL, "review_request"}


def standing(milestone_id: str, stage: str, today: str, **given: str) -> MilestoneStanding:
    return standing_of(
        milestone(milestone_id),
        deadline(milestone_id, received=given.get("received", "")),
        track=track_of(milestone_id),
        stage=stage,
        today=day(today),
        calendar=CALENDAR,
        completed_on=day(given["completed"]) if "completed" in given else None,
    )


@pytest.mark.parametrize(
    ("milestone_id", "nominal", "remind_by", "late_after"),
    [
        ("I.1", "30/11/2024", "29/11/2024", "02/12/2024"),  # a Saturday
        ("I.2", "31/01/2025", "24/01/2025", "03/02/2025"),  # the third day of Tết
        ("I.3", "31/03/2025", "31/03/2025", "31/03/2025"),
        ("I.4", "31/05/2025", "30/05/2025", "02/06/2025"),  # a Saturday
        ("II.1", "31/01/2025", "24/01/2025", "03/02/2025"),
        ("II.2", "28/02/2025", "28/02/2025", "28/02/2025"),
        ("II.3", "31/03/2025", "31/03/2025", "31/03/2025"),
        ("II.4", "31/05/2025", "30/05/2025", "02/06/2025"),
    ],
)
def test_promise_10_every_deadline_of_the_plan_has_two_dates(
    milestone_id: str, nominal: str, remind_by: str, late_after: str
) -> None:
    dates = deadline(milestone_id)

    assert (dates.nominal, dates.counts_from) == (day(nominal), day(nominal))
    assert (dates.remind_by, dates.late_after) == (day(remind_by), day(late_after))


def test_without_a_policy_a_school_is_late_after_the_day_the_plan_names() -> None:
    strict = replace(plan(), late_policy=LatePolicy.NONE)
    dates = deadline_for(day("31/01/2025"), strict, CALENDAR)

    assert (dates.remind_by, dates.late_after) == (day("24/01/2025"), day("31/01/2025"))


@pytest.mark.parametrize(
    ("today", "state", "days_late"),
    [
        ("31/12/2024", MilestoneState.FUTURE, 0),
        ("01/01/2025", MilestoneState.OPEN, 0),
        ("24/01/2025", MilestoneState.OPEN, 0),
        ("31/01/2025", MilestoneState.OPEN, 0),
        ("03/02/2025", MilestoneState.OPEN, 0),
        ("04/02/2025", MilestoneState.LATE, 1),
        ("08/02/2025", MilestoneState.LATE, 4),  # a Saturday adds nothing
        ("10/02/2025", MilestoneState.LATE, 5),
    ],
)
def test_self_assessment_is_late_only_after_the_first_working_day_after_tet(
    today: str, state: MilestoneState, days_late: int
) -> None:
    found = standing("II.1", "self_assessment", today)

    assert (found.state, found.days_late) == (state, days_late)


@pytest.mark.parametrize("stage", ["external_review", "recognition"])
def test_promise_7_a_school_waiting_for_the_department_is_not_late(stage: str) -> None:
    found = standing("II.4", stage, "30/06/2025")

    assert (found.state, found.days_late) == (MilestoneState.WAITING, 0)


def test_a_school_that_holds_the_case_past_the_day_is_late() -> None:
    assert standing("II.4", "recognized", "30/06/2025").state is MilestoneState.LATE


def test_a_late_decision_makes_no_school_late_with_its_publication() -> None:
    received = "10/06/2025"

    assert standing("II.4", "recognized", "17/06/2025", received=received).state is MilestoneState.OPEN
    assert standing("II.4", "recognized", "18/06/2025", received=received).days_late == 1


@pytest.mark.parametrize(
    ("received", "counts_from"),
    [
        ("", "31/05/2025"),
        ("23/05/2025", "31/05/2025"),  # five working days are left: 30/05
        ("24/05/2025", "31/05/2025"),  # a Saturday: five working days end on 30/05 too
        ("26/05/2025", "02/06/2025"),
        ("29/05/2025", "05/06/2025"),
        ("10/06/2025", "17/06/2025"),
    ],
)
def test_whoever_receives_a_case_close_to_its_deadline_has_five_working_days(received: str, counts_from: str) -> None:
    assert deadline("II.4", received=received).counts_from == day(counts_from)
    assert deadline("II.4", received=received).nominal == day("31/05/2025")


def test_an_office_may_turn_the_handover_days_off() -> None:
    dates = deadline_for(day("31/05/2025"), replace(plan(), handover_days=0), CALENDAR, received_on=day("10/06/2025"))

    assert dates.counts_from == day("31/05/2025")


@pytest.mark.parametrize(
    ("completed", "days_late"), [("31/01/2025", 0), ("03/02/2025", 0), ("04/02/2025", 1), ("10/02/2025", 5)]
)
def test_a_milestone_that_is_done_keeps_how_late_it_was(completed: str, days_late: int) -> None:
    found = standing("II.1", "review_request", "01/06/2025", completed=completed)

    assert (found.state, found.days_late) == (MilestoneState.DONE, days_late)
    assert found.completed_on == day(completed)


def test_a_school_is_not_blamed_for_a_review_that_the_department_concluded_late() -> None:
    assert standing("II.3", "recognition", "01/06/2025", completed="30/04/2025").days_late == 0


def test_a_milestone_that_was_reached_without_its_step_has_no_day() -> None:
    assert standing("II.1", "exempt", "01/06/2025").completed_on is None


def test_a_milestone_that_only_reminds_is_never_late() -> None:
    reminding = replace(milestone("II.1"), completes=None)
    found = standing_of(
        reminding,
        deadline("II.1"),
        track=track_of("II.1"),
        stage="self_assessment",
        today=day("30/06/2025"),
        calendar=CALENDAR,
    )

    assert found.state is MilestoneState.OPEN


def test_a_milestone_without_a_date_is_open_and_never_late() -> None:
    found = standing_of(
        replace(milestone("II.1"), due=None),
        None,
        track=track_of("II.1"),
        stage="approval",
        today=day("30/06/2025"),
        calendar=CALENDAR,
    )

    assert (found.state, found.days_late) == (MilestoneState.OPEN, 0)


@pytest.mark.parametrize(
    ("workflow", "milestone_id", "stages"),
    [
        (preschool(), "I.1", {"planning"}),
        (preschool(), "I.2", {"planning", "guidance"}),
        (preschool(), "I.3", {"planning", "guidance", "reviewing"}),
        (preschool(), "I.4", {"planning", "guidance", "reviewing", "recognizing"}),
        (preschool(), "II.1", BEFORE_APPROVAL),
        (preschool(), "II.2", SCHOOLS_OWN),
        (preschool(), "II.3", {*SCHOOLS_OWN, "external_review"}),
        (preschool(), "II.4", {*SCHOOLS_OWN, "external_review", "recognition", "recognized"}),
        (general(), "I.1", {"planning"}),
        (general(), "I.2", {"planning", "guidance"}),
        (general(), "I.3", {"planning", "guidance", "reviewing"}),
        (general(), "I.4", {"planning", "guidance", "reviewing", "recognizing"}),
        (general(), "II.1", BEFORE_APPROVAL),
        (general(), "II.3", {*BEFORE_APPROVAL, "external_review"}),
        (general(), "II.4", {*BEFORE_APPROVAL, "external_review", "recognition", "recognized"}),
    ],
)
def test_a_milestone_is_open_until_its_step_is_made(workflow: Workflow, milestone_id: str, stages: set[str]) -> None:
    assert open_stages(track_of(milestone_id, workflow), milestone(milestone_id)) == stages


def test_a_milestone_that_completes_nothing_is_open_wherever_somebody_must_move() -> None:
    found = open_stages(track_of("II.1"), replace(milestone("II.1"), completes=None))

    assert found == {stage.id for stage in track_of("II.1").stages} - {"published", "exempt"}


@pytest.mark.parametrize(
    ("workflow", "stage", "first"),
    [
        (preschool(), "self_assessment", ["II.1"]),
        (preschool(), "review_request", ["II.2"]),
        (preschool(), "external_review", ["II.3"]),
        (preschool(), "recognized", ["II.4"]),
        (preschool(), "published", ["II.4"]),
        (general(), "self_assessment", ["II.1"]),
        (general(), "approval", ["II.1"]),
    ],
)
def test_a_case_comes_first_to_the_milestone_whose_step_is_nearest(
    workflow: Workflow, stage: str, first: list[str]
) -> None:
    found = next_milestones(workflow.track("school"), plan().milestones_of("school"), stage)

    assert [one.id for one in found] == first


def test_a_track_belongs_to_whoever_has_its_first_move() -> None:
    assert party_of(preschool().track("school")) is Party.SCHOOL
    assert party_of(preschool().track("department")) is Party.DEPARTMENT
