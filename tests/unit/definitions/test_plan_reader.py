from datetime import date

import pytest

from cycle_engine.definitions.plan_reader import parse_plan, read_plan, school_year_span
from cycle_engine.domain.definition import Addressee, LatePolicy, Milestone, Rung
from cycle_engine.errors import FileInvalid
from cycle_engine.resources import shipped
from tests.definition_files import a_plan, replaced

SMALL = """
number = "7/KH"
issued = 2024-11-22
school_year = "2024-2025"
title = "Kế hoạch mẫu"
authority = "Phòng mẫu"
workflow = "preschool"
late_policy = "next_working_day"

[[milestones]]
id = "II.1"
track = "school"
title = "Tự đánh giá"
opens = 2025-01-01
due = 2025-01-31
products = ["self_assessment_minutes"]
completes = "approve"
source = "dòng 1: Tháng 01/2025"

[[ladder]]
offset = -5
to = "owner"
cc = ["officer"]
template = "reminder"
"""

SECOND_ROW = '[[milestones]]\nid = "II.1"\ntrack = "a"\ntitle = "b"\nsource = "c"\n'


def problems_of_spoiled(spoil: str, by: str) -> dict[str, str]:
    with pytest.raises(FileInvalid) as refused:
        parse_plan(replaced(SMALL, spoil, by), file="plan.toml")
    return {problem.where: problem.message.key.removeprefix("definitions.") for problem in refused.value.problems}


def test_a_file_becomes_the_values_it_says() -> None:
    plan = a_plan(source=SMALL)
    assert (plan.number, plan.issued, plan.school_year) == ("7/KH", date(2024, 11, 22), "2024-2025")
    assert (plan.title, plan.authority, plan.workflow) == ("Kế hoạch mẫu", "Phòng mẫu", "preschool")
    assert plan.late_policy is LatePolicy.NEXT_WORKING_DAY
    assert plan.milestones == (
        Milestone(
            id="II.1",
            track="school",
            title="Tự đánh giá",
            opens=date(2025, 1, 1),
            due=date(2025, 1, 31),
            products=("self_assessment_minutes",),
            completes="approve",
            source="dòng 1: Tháng 01/2025",
        ),
    )
    assert plan.ladder == (Rung(-5, Addressee.OWNER, (Addressee.OFFICER,), "reminder"),)


def test_the_office_s_own_rules_have_defaults() -> None:
    plan = a_plan(source=SMALL)
    assert (plan.handover_days, plan.supplement_days) == (5, 10)
    own = a_plan('late_policy = "next', 'handover_days = 0\nsupplement_days = 3\nlate_policy = "next', source=SMALL)
    assert (own.handover_days, own.supplement_days) == (0, 3)


def test_a_milestone_may_lack_its_dates_its_products_and_its_step() -> None:
    spoiled = SMALL
    for line in ("opens = 2025-01-01", "due = 2025-01-31", 'products = ["self_assessment_minutes"]'):
        spoiled = replaced(spoiled, line, "")
    (milestone,) = a_plan('completes = "approve"', "", source=spoiled).milestones
    assert (milestone.opens, milestone.due, milestone.products, milestone.completes) == (None, None, (), None)


def test_days_may_be_written_in_quotes() -> None:
    assert a_plan("due = 2025-01-31", 'due = "2025-01-31"', source=SMALL) == a_plan(source=SMALL)


def test_a_school_year_may_be_written_as_documents_write_it() -> None:
    assert a_plan('"2024-2025"', '"2024 – 2025"', source=SMALL).school_year == "2024-2025"


@pytest.mark.parametrize(
    ("spoil", "by", "where", "problem"),
    [
        ("issued = 2024-11-22", "", "issued", "missing_key"),
        ("issued = 2024-11-22", 'issued = "22/11/2024"', "issued", "not_a_day"),
        ("issued = 2024-11-22", 'issued = "20241122"', "issued", "not_a_day"),
        ("issued = 2024-11-22", "issued = 2024-11-22T07:00:00", "issued", "not_a_day"),
        ('"2024-2025"', '"2024-2026"', "school_year", "not_a_school_year"),
        ('"2024-2025"', '"2024"', "school_year", "not_a_school_year"),
        ('"next_working_day"', '"next_day"', "late_policy", "unknown_word"),
        ('workflow = "preschool"', 'workflow = "../preschool"', "workflow", "not_identifier"),
        ('workflow = "preschool"', 'workflow = "preschool"\nhandover_days = -1', "handover_days", "too_small"),
        ('workflow = "preschool"', 'workflow = "preschool"\nsupplement_days = 0', "supplement_days", "too_small"),
        ('id = "II.1"', 'id = "II 1"', "milestones[1].id", "id_with_blank"),
        ("due = 2025-01-31", 'due = "31/01"', "milestones[1].due", "not_a_day"),
        ('track = "school"', "", "milestones[1].track", "missing_key"),
        ('title = "Tự đánh giá"', 'titel = "Tự đánh giá"\ntitle = "a"', "milestones[1].titel", "unknown_key"),
        ("offset = -5", "offset = -5.0", "ladder[1].offset", "wanted_int"),
        ('to = "owner"', 'to = "principal"', "ladder[1].to", "unknown_word"),
        ('cc = ["officer"]', 'cc = ["office"]', "ladder[1].cc", "unknown_word"),
        ("[[ladder]]", "[ladder]", "ladder", "wanted_list"),
        ("[[milestones]]", SECOND_ROW + "[[milestones]]", "milestones", "id_twice"),
    ],
)
def test_a_wrong_value_is_named_with_its_place(spoil: str, by: str, where: str, problem: str) -> None:
    assert problems_of_spoiled(spoil, by) == {where: problem}


def test_an_empty_file_lacks_everything_at_once() -> None:
    with pytest.raises(FileInvalid) as refused:
        parse_plan("", file="plan.toml")
    required = ["number", "issued", "school_year", "title", "authority", "workflow", "late_policy", "milestones"]
    assert [problem.where for problem in refused.value.problems] == required


@pytest.mark.parametrize(
    ("written", "first", "last"),
    [("2024-2025", "2024-09-01", "2025-08-31"), ("1999-2000", "1999-09-01", "2000-08-31")],
)
def test_a_school_year_runs_from_september_to_august(written: str, first: str, last: str) -> None:
    assert school_year_span(written) == (date.fromisoformat(first), date.fromisoformat(last))


@pytest.mark.parametrize(
    "written", ["", "2024", "2024-2024", "2025-2024", "2024/2025", "24-25", "0000-0001", "²024-2025"]
)
def test_other_words_are_no_school_year(written: str) -> None:
    assert school_year_span(written) is None


# Read by eye against ke-hoach-74-KH-GDDT.txt: id, opens, due, the step that fulfils it.
MILESTONES_OF_74 = """
I.1  | -          | 2024-11-30 | issue_plan
I.2  | 2025-01-01 | 2025-01-31 | issue_guidance
I.3  | 2025-02-01 | 2025-03-31 | conclude_reviews
I.4  | 2025-05-01 | 2025-05-31 | report_recognition
II.1 | 2025-01-01 | 2025-01-31 | approve
II.2 | 2025-02-01 | 2025-02-28 | request_review
II.3 | 2025-02-01 | 2025-03-31 | conclude_review
II.4 | 2025-05-01 | 2025-05-31 | publish
"""


def test_the_shipped_plan_is_the_official_one() -> None:
    plan = read_plan(shipped("workflows") / "plans" / "74-KH-GDDT.toml")
    assert (plan.number, plan.issued, plan.school_year) == ("74/KH-GDDT", date(2024, 11, 22), "2024-2025")
    read = [f"{m.id} {m.opens or '-'} {m.due} {m.completes}" for m in plan.milestones]
    assert read == [" ".join(line.replace("|", " ").split()) for line in MILESTONES_OF_74.strip().splitlines()]
    assert [rung.offset for rung in plan.ladder] == [-10, -5, -2, 0, 1, 3, 5, 10]
