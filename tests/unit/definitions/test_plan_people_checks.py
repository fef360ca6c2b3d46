"""Each defect is put into the sound shipped plan or the sample roster; it must be found, and nothing else."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

import pytest

from cycle_engine.definitions.findings import Finding, Severity
from cycle_engine.definitions.plan_people_checks import check_plan_people, check_plan_reminders
from cycle_engine.definitions.roster import read_roster
from cycle_engine.domain.definition import Plan
from cycle_engine.domain.posts import Post, PostContact, Tenure
from cycle_engine.domain.vacancies import People
from cycle_engine.domain.working_days import build_calendar
from cycle_engine.messages import Language
from cycle_engine.resources import shipped
from tests.definition_files import a_plan, a_workflow, speaking

PRESCHOOL = a_workflow()
CALENDAR = build_calendar(date(2024, 1, 1), date(2026, 12, 31))
TODAY = date(2024, 11, 25)
SAMPLE = {unit.code: unit for unit in read_roster(shipped("config") / "sample-roster.csv").units}
SCHOOLS = tuple(code for code, unit in SAMPLE.items() if unit.is_school)


def found(
    plan: Plan | None = None,
    *,
    units: Mapping[str, Mapping[str, object]] | None = None,
    contacts: Sequence[PostContact] = (),
    schools: Sequence[str] = SCHOOLS,
    most: int = 30,
) -> list[Finding]:
    """What is found in the shipped plan with the sample roster, but for what is said otherwise."""
    changed = dict(SAMPLE)
    for code, columns in (units or {}).items():
        changed[code] = replace(changed[code], **columns)  # type: ignore[arg-type]
    people = People(changed, contacts, "PGD", schools)
    sound = plan or a_plan()
    return [
        *check_plan_people(sound, PRESCHOOL, CALENDAR, people, today=TODAY, most=most),
        *check_plan_reminders(sound, PRESCHOOL, CALENDAR),
    ]


def name_of(finding: Finding) -> str:
    return finding.message.key.removeprefix("definitions.")


def facts_of(finding: Finding, *names: str) -> list[object]:
    return [finding.message.facts[name] for name in names]


def test_the_shipped_plan_with_the_sample_roster_raises_no_alarm() -> None:
    assert found() == []


def test_schools_without_a_mailbox_are_named_together() -> None:
    (finding,) = found(units={"MN03": {"email": ""}, "MN07": {"email": ""}})
    assert name_of(finding) == "post_empty"
    assert finding.where == "ladder[1], ladder[2], ladder[3], ladder[4], ladder[5]"
    assert facts_of(finding, "units") == [["MN03", "MN07"]]


def test_an_escalation_to_a_head_without_mailbox_is_found() -> None:
    (finding,) = found(units={"PGD": {"head_email": ""}})
    assert (name_of(finding), finding.where) == ("post_empty", "ladder[6], ladder[7], ladder[8]")
    assert facts_of(finding, "units") == [["PGD"]]


def test_an_office_without_an_officer_is_found() -> None:
    (finding,) = found(units={"PGD": {"officer_email": ""}})
    assert (name_of(finding), finding.where) == ("post_empty", "ladder[5]")


def test_a_school_without_an_officer_of_its_own_lacks_nothing_while_the_office_has_one() -> None:
    assert found(units={"MN01": {"officer_email": ""}}) == []


def test_a_missing_superior_is_found() -> None:
    (finding,) = found(units={"PGD": {"parent": None}})
    assert (name_of(finding), finding.where) == ("superior_missing", "ladder[8]")


def test_a_superior_that_the_roster_does_not_have_is_missing() -> None:
    (finding,) = found(units={"PGD": {"parent": "UBND"}})
    assert name_of(finding) == "superior_missing"


def test_a_superior_without_mailbox_is_named_itself() -> None:
    (finding,) = found(units={"SGD": {"email": ""}})
    assert name_of(finding) == "post_empty"
    assert facts_of(finding, "units") == [["SGD"]]


def test_a_plan_that_does_not_escalate_to_the_superior_needs_none() -> None:
    plan = a_plan(
        'to = "superior"\ncc = ["head"]\ntemplate = "escalation_superior"', 'to = "head"\ntemplate = "overdue"'
    )
    assert found(plan, units={"PGD": {"parent": None}}) == []


def test_a_post_that_falls_vacant_later_in_the_year_is_found_with_its_day() -> None:
    leaves = PostContact("PGD", Post.HEAD, Tenure.HOLDER, "", "", date(2025, 3, 1), None)
    (finding,) = found(contacts=[leaves])
    assert name_of(finding) == "post_empty_from"
    assert facts_of(finding, "since") == [date(2025, 3, 1)]


def test_a_vacancy_after_the_last_rung_is_no_alarm() -> None:
    leaves = PostContact("PGD", Post.HEAD, Tenure.HOLDER, "", "", date(2025, 8, 1), None)
    assert found(contacts=[leaves]) == []


def test_a_contact_fills_an_empty_column_of_the_roster() -> None:
    comes = PostContact("PGD", Post.HEAD, Tenure.HOLDER, "Trưởng phòng", "moi@phong.example", date(2024, 11, 1), None)
    assert found(units={"PGD": {"head_email": ""}}, contacts=[comes]) == []


def test_a_day_on_which_one_mailbox_hears_of_too_much_is_found() -> None:
    shared = {code: {"officer_email": "motnguoi@phong.example"} for code in SCHOOLS}
    (finding,) = [one for one in found(units=shared, most=24) if "motnguoi" in str(one.message.facts["address"])]
    assert name_of(finding) == "too_many_notices"
    # The third of Tết: what is due on 31/01/2025 is late from the next working day, and II.1 is copied to the officer.
    assert facts_of(finding, "count", "most") == [25, 24]


def test_load_is_counted_by_person_and_not_by_post() -> None:
    apart = {code: {"officer_email": "motnguoi@phong.example"} for code in SCHOOLS}
    together = {code: {"officer_email": "TruongPhong@phong.example"} for code in SCHOOLS}
    plan = a_plan("offset = 1\n", "offset = 3\n")
    assert found(plan, units=apart) == []
    assert found(plan, units=together) == []
    counts = {one.message.facts["address"]: one.message.facts["count"] for one in found(plan, units=together, most=25)}
    assert counts["truongphong@phong.example"] == 26


def test_load_counts_whoever_is_behind_a_post_on_that_day() -> None:
    until = date(2025, 2, 28)
    comes = PostContact("PGD", Post.HEAD, Tenure.SUBSTITUTE, "Phó phòng", "pho@phong.example", date(2025, 1, 1), until)
    addresses = {one.message.facts["address"] for one in found(contacts=[comes], most=20)}
    assert {"pho@phong.example", "truongphong@phong.example"} <= addresses


def test_schools_that_take_no_part_are_not_counted() -> None:
    assert found(schools=SCHOOLS[:5], most=10) == []


def test_a_stage_in_which_nobody_is_reminded_is_found() -> None:
    plan = a_plan('due = 2025-05-31\nproducts = ["publication_link"]', 'products = ["publication_link"]')
    assert [(name_of(one), str(one.message.facts["stage"])) for one in found(plan)] == [
        ("stage_unreminded", str(PRESCHOOL.track("school").stage(stage).label))
        for stage in ("recognition", "recognized")
    ]


def test_a_deadline_before_which_no_reminder_comes_after_the_plan_was_issued_is_found() -> None:
    plan = a_plan("issued = 2024-11-22", "issued = 2024-11-28")
    (finding,) = found(plan)
    assert (name_of(finding), finding.where) == ("reminders_before_issue", "milestones[1].due")
    assert facts_of(finding, "milestone", "last") == ["I.1", date(2024, 11, 27)]


def test_a_deadline_beyond_the_calendar_is_left_to_the_check_of_dates() -> None:
    plan = a_plan("due = 2024-11-30", "due = 2124-11-30")
    assert found(plan) == []


@pytest.mark.parametrize("language", list(Language))
def test_every_finding_is_a_warning_that_says_how_to_put_it_right(language: Language) -> None:
    leaves = PostContact("MN01", Post.UNIT, Tenure.HOLDER, "", "", date(2025, 3, 1), None)
    defects = [
        *found(units={"PGD": {"head_email": ""}}, contacts=[leaves], most=20),
        *found(units={"PGD": {"parent": None}}),
        *found(a_plan("issued = 2024-11-22", "issued = 2024-11-28")),
        *found(a_plan('due = 2025-05-31\nproducts = ["publication_link"]', 'products = ["publication_link"]')),
    ]
    assert {name_of(one) for one in defects} == {
        "post_empty",
        "post_empty_from",
        "superior_missing",
        "too_many_notices",
        "reminders_before_issue",
        "stage_unreminded",
    }
    with speaking(language):
        for finding in defects:
            assert finding.severity is Severity.WARNING
            assert str(finding.message)
            assert str(finding.hint)
