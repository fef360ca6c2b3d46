from dataclasses import replace
from datetime import date, timedelta

import pytest

from cycle_engine.definitions.findings import Finding, Severity, errors_of
from cycle_engine.definitions.plan_date_checks import check_plan_dates
from cycle_engine.domain.definition import Plan
from cycle_engine.domain.working_days import DayKind, DayOff, WorkingCalendar, build_calendar
from cycle_engine.messages import Language
from tests.definition_files import a_plan, speaking

TET_2025 = [DayOff(date(2025, 1, 25) + timedelta(days=n), DayKind.HOLIDAY, "Tết Nguyên đán") for n in range(9)]
DISPUTED = DayOff(date(2024, 11, 29), DayKind.DISPUTED, "Ngày Văn hóa")


def a_calendar(
    *days_off: DayOff, first: str = "2024-01-01", confirmed: tuple[int, ...] = (2024, 2025)
) -> WorkingCalendar:
    return build_calendar(
        date.fromisoformat(first), date(2025, 12, 31), days_off=days_off, confirmed_years=frozenset(confirmed)
    )


def found(findings: tuple[Finding, ...]) -> list[tuple[str, str]]:
    return [(finding.where, finding.message.key.removeprefix("definitions.")) for finding in findings]


def test_the_real_plan_s_deadlines_in_tet_and_at_weekends_are_shown() -> None:
    assert found(check_plan_dates(a_plan(), a_calendar(*TET_2025))) == [
        ("milestones[1].due", "due_at_weekend"),
        ("milestones[2].due, milestones[5].due", "due_in_holiday"),
        ("milestones[4].due, milestones[8].due", "due_at_weekend"),
    ]


def test_a_deadline_in_tet_is_shown_with_both_its_dates() -> None:
    finding = check_plan_dates(a_plan(), a_calendar(*TET_2025))[1]
    assert str(finding.message) == (
        "I.2, II.1: hạn 31/01/2025 rơi vào ngày nghỉ (Tết Nguyên đán); "
        "nhắc hướng tới ngày 24/01/2025, tính quá hạn sau ngày 03/02/2025"
    )
    with speaking(Language.EN):
        assert str(finding.message) == (
            "I.2, II.1 due 31/01/2025 inside a holiday (Tết Nguyên đán): "
            "reminds towards 24/01/2025, late after 03/02/2025"
        )


def test_without_rolling_a_deadline_on_a_day_off_is_late_the_day_after_it() -> None:
    plan = a_plan('late_policy = "next_working_day"', 'late_policy = "none"')
    finding = check_plan_dates(plan, a_calendar(*TET_2025))[1]
    assert finding.message.facts["late_after"] == date(2025, 1, 31)
    assert finding.hint
    assert finding.hint.facts["next_working"] == date(2025, 2, 3)


def test_the_calendar_never_forbids_opening() -> None:
    findings = check_plan_dates(a_plan(), a_calendar(*TET_2025, confirmed=()))
    assert {finding.severity for finding in findings} == {Severity.WARNING}
    assert errors_of(findings) == ()


def a_plan_on_working_days(opens: str = "2024-11-01", due: str = "2024-11-29") -> Plan:
    plan = a_plan("due = 2024-11-30", f"opens = {opens}\ndue = {due}")
    return replace(plan, milestones=plan.milestones[:1])


def test_a_plan_on_working_days_of_announced_years_raises_no_alarm() -> None:
    assert check_plan_dates(a_plan_on_working_days(), a_calendar(*TET_2025)) == ()


@pytest.mark.parametrize(
    ("opens", "due", "days"),
    [
        ("2024-11-25", "2024-11-29", None),
        ("2024-11-26", "2024-11-29", 4),
        ("2024-11-23", "2024-11-28", 4),
        ("2024-11-29", "2024-11-29", 1),
    ],
)
def test_a_window_of_fewer_than_five_working_days_is_too_short(opens: str, due: str, days: int | None) -> None:
    findings = check_plan_dates(a_plan_on_working_days(opens, due), a_calendar())
    assert [finding.message.facts["days"] for finding in findings] == ([] if days is None else [days])


def test_a_day_that_may_yet_be_off_is_shown() -> None:
    findings = check_plan_dates(a_plan_on_working_days(), a_calendar(DISPUTED))
    assert found(findings) == [("milestones[1].due", "due_on_disputed_day")]


def test_a_year_that_nobody_confirmed_is_shown_once() -> None:
    findings = check_plan_dates(a_plan(), a_calendar(confirmed=(2024,)))
    assert found(findings)[-1] == ("school_year", "year_unconfirmed")
    assert findings[-1].message.facts["year"] == 2025


def test_a_last_day_in_a_year_that_nobody_confirmed_is_enough() -> None:
    findings = check_plan_dates(a_plan_on_working_days("2024-12-02", "2025-01-10"), a_calendar(confirmed=(2024,)))
    assert found(findings) == [("school_year", "year_unconfirmed")]


def test_a_last_day_that_rolls_into_a_year_that_nobody_confirmed_is_enough() -> None:
    eve = DayOff(date(2024, 12, 31), DayKind.PROVINCIAL, "Ngày mẫu")
    plan = a_plan_on_working_days("2024-12-02", "2024-12-31")
    assert found(check_plan_dates(plan, a_calendar(eve, confirmed=(2024,)))) == [
        ("milestones[1].due", "due_in_holiday"),
        ("school_year", "year_unconfirmed"),
    ]


@pytest.mark.parametrize(("issued", "days"), [("2024-11-25", None), ("2024-11-26", 4), ("2024-11-29", 1)])
def test_a_window_that_opened_before_the_plan_was_issued_begins_with_its_issue(issued: str, days: int | None) -> None:
    plan = replace(a_plan_on_working_days(), issued=date.fromisoformat(issued))
    findings = check_plan_dates(plan, a_calendar())
    assert found(findings) == ([] if days is None else [("milestones[1]", "window_after_issue_too_short")])
    assert [finding.message.facts["days"] for finding in findings] == ([] if days is None else [days])


def test_a_day_beyond_the_calendar_is_shown_and_not_guessed_about() -> None:
    findings = check_plan_dates(a_plan_on_working_days(), a_calendar(first="2025-01-01"))
    assert found(findings) == [("milestones[1].due", "beyond_calendar")]


@pytest.mark.parametrize("language", list(Language))
def test_every_finding_says_how_to_put_it_right(language: Language) -> None:
    plans = (a_plan(), a_plan_on_working_days("2024-11-28"))
    calendars = (a_calendar(*TET_2025, DISPUTED, confirmed=()), a_calendar(first="2025-02-01"))
    findings = [f for plan in plans for calendar in calendars for f in check_plan_dates(plan, calendar)]
    names = {name for _, name in found(tuple(findings))}
    assert len(names) == 6
    with speaking(language):
        assert all(str(finding) and str(finding.hint) for finding in findings)
