"""Each defect is put into the sound shipped workflow; it must be found, and nothing else."""

from dataclasses import replace

import pytest

from cycle_engine.definitions.checks import check_workflow
from cycle_engine.definitions.findings import Finding, Severity
from cycle_engine.domain.definition import GuardCall, Workflow
from cycle_engine.messages import Language
from tests.definition_files import GENERAL_TEXT, PRESCHOOL_TEXT, WORKFLOW_TEXT, a_workflow, speaking
from tests.plan_defects import finding_codes

SCHOOL, DEPARTMENT = "tracks.school", "tracks.department"


def found(workflow: Workflow) -> set[tuple[str, str]]:
    return {(finding.where, name_of(finding)) for finding in check_workflow(workflow)}


def name_of(finding: Finding) -> str:
    return finding.message.key.removeprefix("definitions.")


@pytest.mark.parametrize("source", [PRESCHOOL_TEXT, GENERAL_TEXT, WORKFLOW_TEXT], ids=["preschool", "4725", "short"])
def test_a_sound_workflow_raises_no_alarm(source: str) -> None:
    assert check_workflow(a_workflow(source=source)) == ()


DEFECTS = [
    # what the file says, what it says instead, what is found
    ('to = "published"', 'to = "recognized"', {(f"{SCHOOL}.stages[7]", "stage_unreachable")}),
    ('from = ["exempt"]', "from = []", {(f"{SCHOOL}.transitions[12].from", "step_from_nowhere")}),
    ('to = "published"', 'to = "publishd"',
     {(f"{SCHOOL}.transitions[8].to", "unknown_stage"), (f"{SCHOOL}.stages[7]", "stage_unreachable")}),
    ('from = ["exempt"]', 'from = ["exemt"]', {(f"{SCHOOL}.transitions[12].from", "unknown_stage")}),
    ('initial = "planning"', 'initial = "plan"', {(f"{DEPARTMENT}.initial", "unknown_stage")}),
    ('initial = "planning"', 'initial = "reported"',
     {(f"{DEPARTMENT}.initial", "initial_is_nobodys"),
      *((f"{DEPARTMENT}.stages[{n}]", "stage_unreachable") for n in (1, 2, 3, 4))}),
    ('en = "Reported to the province" }', 'en = "Reported to the province" }\nowner = "department"',
     {(f"{DEPARTMENT}.stages[{n}]", "stage_without_end") for n in (1, 2, 3, 4, 5)}),
    ('from = ["recognizing"]', 'from = ["reviewing"]', {(f"{DEPARTMENT}.stages[4]", "stage_without_end")}),
    ('to = "review_request"\nby = ["school", "officer"]', 'to = "review_request"\nby = []',
     {(f"{SCHOOL}.transitions[2].by", "step_by_nobody")}),
    ('to = "guidance"\nby = ["officer", "head"]', 'to = "guidance"\nby = ["school"]',
     {(f"{DEPARTMENT}.transitions[1].by", "step_by_nobody")}),
    ('products = ["review_submission"]', "", {("products[3]", "product_unasked")}),
    ('products = ["review_submission"]', 'products = ["review_submision"]',
     {("products[3]", "product_unasked"), (f"{SCHOOL}.transitions[4].products", "unknown_product")}),
    ('"has_level:self"', '"has_level"', {(f"{SCHOOL}.transitions[1].guards", "unknown_level")}),
    ('"has_level:self"', '"has_level:own"', {(f"{SCHOOL}.transitions[1].guards", "unknown_level")}),
    ('level = "recognized"', "", {(f"{SCHOOL}.transitions[7].guards", "level_unrecorded")}),
    ("department.reviewing", "departement.reviewing", {(f"{SCHOOL}.transitions[6].guards", "unknown_track")}),
    ("department.reviewing", "department.review", {(f"{SCHOOL}.transitions[6].guards", "unknown_stage")}),
    ("department.reviewing", "school.recognition", {(f"{SCHOOL}.transitions[6].guards", "gate_on_many_cases")}),
    ('no_case_in:school.recognition"', 'no_case_in:school"',
     {(f"{DEPARTMENT}.transitions[4].guards", "unknown_stage")}),
    ('to = "previous"\nby = ["head"]\nguards = ["has_reason"]',
     'to = "previous"\nby = ["head"]\nguards = ["has_reason:long"]',
     {(f"{SCHOOL}.transitions[12].guards", "guard_without_argument")}),
    ('"reported"', '"previous"',
     {(f"{DEPARTMENT}.stages[5].id", "stage_named_previous"), (f"{DEPARTMENT}.stages[5]", "stage_unreachable"),
      *((f"{DEPARTMENT}.stages[{n}]", "stage_without_end") for n in (1, 2, 3, 4))}),
    ('letter = "certificate_ready"', 'letter = "certificate"',
     {(f"{SCHOOL}.transitions[6].tells[1].letter", "unknown_template")}),
    ('product = "certificate"', 'product = "certificat"',
     {(f"{SCHOOL}.transitions[6].tells[1].product", "unknown_product")}),
]  # fmt: skip


def test_there_is_a_defect_for_every_code_that_the_check_of_workflows_can_find() -> None:
    in_files = {code for *_, expected in DEFECTS for _, code in expected}
    assert in_files | {"unknown_guard"} == finding_codes("checks.py")


def test_a_guard_that_does_not_exist_is_found_in_a_workflow_that_no_file_holds() -> None:
    workflow = a_workflow(source=WORKFLOW_TEXT)
    track = workflow.track("school")
    step = replace(track.transitions[0], guards=(GuardCall("has_reasons"),))
    spoiled = replace(workflow, tracks=(replace(track, transitions=(step,)),))
    assert found(spoiled) == {(f"{SCHOOL}.transitions[1].guards", "unknown_guard")}


@pytest.mark.parametrize(("spoil", "by", "expected"), DEFECTS)
def test_a_defect_is_found_and_nothing_else(spoil: str, by: str, expected: set[tuple[str, str]]) -> None:
    assert found(a_workflow(spoil, by)) == expected


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize(("spoil", "by", "_expected"), DEFECTS)
def test_every_finding_says_how_to_put_it_right(
    spoil: str, by: str, _expected: set[tuple[str, str]], language: Language
) -> None:
    with speaking(language):
        for finding in check_workflow(a_workflow(spoil, by)):
            assert finding.severity is Severity.ERROR
            assert len(str(finding)) > len(finding.where) + 10
            assert str(finding.hint)


def test_a_stage_left_only_by_going_back_ends_where_the_stage_before_it_ends() -> None:
    paused = PRESCHOOL_TEXT.replace(
        'en = "Exempt this school year" }\n\n', 'en = "Exempt this school year" }\nowner = "department"\n\n', 1
    )
    assert found(a_workflow(source=paused)) == set()
