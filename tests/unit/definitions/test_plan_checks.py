"""Each defect is put into the sound shipped plan; it must be found, and nothing else."""

from dataclasses import replace
from datetime import date

import pytest

from cycle_engine.definitions.findings import Finding, Severity, errors_of
from cycle_engine.definitions.milestone_order import milestones_needed_for
from cycle_engine.definitions.plan_checks import check_plan
from cycle_engine.domain.definition import Plan
from cycle_engine.messages import Language
from tests.definition_files import GENERAL_TEXT, PLAN_TEXT, a_plan, a_workflow, speaking

PRESCHOOL = a_workflow()
LADDER = PLAN_TEXT.index("[[ladder]]")


def found(plan: Plan) -> set[tuple[str, str]]:
    return {(finding.where, name_of(finding)) for finding in check_plan(plan, PRESCHOOL)}


def name_of(finding: Finding) -> str:
    return finding.message.key.removeprefix("definitions.")


def test_the_shipped_plan_raises_no_alarm() -> None:
    assert check_plan(a_plan(), PRESCHOOL) == ()


def test_a_plan_is_not_measured_by_another_workflow() -> None:
    (finding,) = check_plan(a_plan(), a_workflow(source=GENERAL_TEXT))
    assert (finding.where, name_of(finding)) == ("workflow", "other_workflow")


DEFECTS = [
    # what the file says, what it says instead, what is found
    ('completes = "approve"', 'completes = "aprove"', {("milestones[5].completes", "unknown_step")}),
    ('completes = "approve"', 'completes = "issue_plan"', {("milestones[5].completes", "unknown_step")}),
    ('id = "II.4"\ntrack = "school"', 'id = "II.4"\ntrack = "schools"', {("milestones[8].track", "unknown_track")}),
    ('products = ["certificate"]', 'products = ["certificat"]', {("milestones[7].products", "unknown_product")}),
    ("due = 2025-02-28", "due = 2025-01-30", {
        ("milestones[6].due", "due_before_opens"),
        ("milestones[6].due", "due_before_needed"),
    }),
    ('opens = 2025-05-01\ndue = 2025-05-31\nproducts = ["pub', 'due = 2025-03-30\nproducts = ["pub',
     {("milestones[8].due", "due_before_needed")}),
    ('opens = 2025-02-01\ndue = 2025-03-31\nproducts = ["prop', 'due = 2025-03-30\nproducts = ["prop',
     {("milestones[3].due", "due_before_needed")}),
    ("due = 2024-11-30", "due = 2025-02-01", {
        ("milestones[2].due", "due_before_needed"),
    }),
    ("due = 2024-11-30", "due = 2024-08-31", {("milestones[1].due", "outside_school_year")}),
    ("opens = 2025-02-01\ndue = 2025-02-28", "opens = 2024-02-01\ndue = 2025-02-28",
     {("milestones[6].opens", "outside_school_year")}),
    ("offset = 3\n", "offset = 5\n", {("ladder[7]", "rung_twice")}),
    ('template = "overdue"', 'template = "overdu"', {("ladder[5].template", "unknown_template")}),
    ('template = "overdue"', 'template = "reminder"', {("ladder[5].template", "rung_on_wrong_side")}),
    ('template = "due_today"', 'template = "overdue"', {("ladder[4].template", "rung_on_wrong_side")}),
    (PLAN_TEXT[LADDER:], "", {("ladder", "ladder_empty")}),
    ('to = "owner"\ntemplate = "reminder"', 'to = "head"\ntemplate = "reminder"', {("ladder", "ladder_too_late")}),
    ("due = 2024-11-30\n", "", {("milestones[1]", "milestone_without_due")}),
    ('completes = "issue_plan"\n', "", {("milestones[1]", "milestone_moves_nothing")}),
    ('due = 2025-05-31\nproducts = ["pub', 'due = 2025-06-21\nproducts = ["pub',
     {("milestones[8].due", "after_recognition_date")}),
]  # fmt: skip

WARNINGS = {"milestone_without_due", "milestone_moves_nothing", "after_recognition_date", "after_self_assessment_date"}


@pytest.mark.parametrize(("spoil", "by", "expected"), DEFECTS)
def test_a_defect_is_found_and_nothing_else(spoil: str, by: str, expected: set[tuple[str, str]]) -> None:
    assert found(a_plan(spoil, by)) == expected


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize(("spoil", "by", "expected"), DEFECTS)
def test_every_finding_says_how_to_put_it_right(
    spoil: str, by: str, expected: set[tuple[str, str]], language: Language
) -> None:
    findings = check_plan(a_plan(spoil, by), PRESCHOOL)
    with speaking(language):
        for finding in findings:
            assert len(str(finding)) > len(finding.where) + 10
            assert str(finding.hint)
    assert {name_of(f) for f in findings if f.severity is Severity.WARNING} == {n for _, n in expected} & WARNINGS
    assert {(f.where, name_of(f)) for f in errors_of(findings)} == {e for e in expected if e[1] not in WARNINGS}


def test_a_milestone_may_open_and_end_on_one_day() -> None:
    assert found(a_plan("opens = 2025-02-01\ndue = 2025-02-28", "opens = 2025-02-28\ndue = 2025-02-28")) == set()


def test_a_step_that_nobody_can_make_needs_no_milestone() -> None:
    cut = a_workflow('from = ["recognition"]', 'from = ["nowhere"]')
    publication = a_plan().find_milestone("II.4")
    assert publication
    assert milestones_needed_for(publication, a_plan(), cut) == ()


def test_a_school_s_own_work_has_the_ministry_s_earlier_outer_date() -> None:
    due = {"II.1": date(2025, 6, 1), "II.2": date(2025, 6, 1), "II.3": date(2025, 6, 20), "II.4": date(2025, 6, 20)}
    late = a_plan()
    moved = replace(late, milestones=tuple(replace(m, due=due.get(m.id, m.due)) for m in late.milestones))
    warnings = {(f.where, name_of(f)) for f in check_plan(moved, PRESCHOOL) if f.severity is Severity.WARNING}
    assert warnings == {
        ("milestones[5].due", "after_self_assessment_date"),
        ("milestones[6].due", "after_self_assessment_date"),
    }


def test_two_milestones_with_one_id_are_found_in_a_plan_that_no_file_holds() -> None:
    plan = a_plan()
    twice = replace(plan, milestones=(*plan.milestones, plan.milestones[0]))
    assert ("milestones", "id_twice") in found(twice)


def test_words_that_are_no_school_year_are_found_in_a_plan_that_no_file_holds() -> None:
    assert found(replace(a_plan(), school_year="2024")) == {("school_year", "not_a_school_year")}


# Who needs whom in 74/KH-GDDT: within a track by the order of its stages, between tracks by the gates and the
# decision that a school publishes.
NEEDED = {
    "I.1": "",
    "I.2": "I.1",
    "I.3": "I.1 I.2 II.3",
    "I.4": "I.1 I.2 I.3",
    "II.1": "",
    "II.2": "II.1",
    "II.3": "I.1 I.2 II.1 II.2",
    "II.4": "I.4 II.1 II.2 II.3",
}


@pytest.mark.parametrize(("milestone_id", "needed"), NEEDED.items())
def test_a_milestone_needs_what_the_stages_and_the_gates_put_before_it(milestone_id: str, needed: str) -> None:
    plan = a_plan()
    milestone = plan.find_milestone(milestone_id)
    assert milestone
    assert [other.id for other in milestones_needed_for(milestone, plan, PRESCHOOL)] == needed.split()
