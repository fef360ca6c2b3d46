from datetime import UTC, date, datetime, timedelta

import pytest

from cycle_engine.domain.periods import (
    Period,
    ReportingRule,
    check_due_day,
    last_closed_period,
    moment_of_cut_off,
    parse_period,
    period_containing,
    working_days_to_prepare,
)
from cycle_engine.domain.working_days import DayKind, DayOff, build_calendar
from cycle_engine.errors import OperationRefused, UsageProblem

TET_2026 = [DayOff(date(2026, 2, day), DayKind.HOLIDAY, "Tết Nguyên đán") for day in range(16, 21)]


@pytest.mark.parametrize(
    ("written", "first", "cut_off", "due"),
    [
        ("2025-02", "2025-01-15", "2025-02-14", "2025-02-18"),
        ("2025-01", "2024-12-15", "2025-01-14", "2025-01-18"),
        ("2024-03", "2024-02-15", "2024-03-14", "2024-03-18"),
        (" 2024-12 ", "2024-11-15", "2024-12-14", "2024-12-18"),
    ],
)
def test_a_period_runs_from_the_fifteenth_of_last_month_to_the_fourteenth(
    written: str, first: str, cut_off: str, due: str
) -> None:
    period = parse_period(written)

    assert period.first_on == date.fromisoformat(first)
    assert period.cut_off_on == date.fromisoformat(cut_off)
    assert period.due_by == date.fromisoformat(due)
    assert str(period) == written.strip()


@pytest.mark.parametrize(
    "written", ["", "2025", "2025-2", "02/2025", "2025-13", "2025-00", "0001-01", "9999-12", "٢٠٢٥-02"]
)
def test_what_is_no_period_is_refused_with_an_example(written: str) -> None:
    with pytest.raises(UsageProblem) as refused:
        parse_period(written)

    assert "2025-02" in str(refused.value.hints[0])


def test_every_day_of_two_years_lies_in_exactly_one_period() -> None:
    days = [date(2024, 1, 1) + timedelta(days=step) for step in range(731)]

    for day in days:
        period = period_containing(day)
        assert period.covers(day)
        assert not period.previous.covers(day)
        assert not period.next.covers(day)
        assert period.next.previous == period


@pytest.mark.parametrize(
    ("today", "closed"),
    [
        ("2025-02-14", "2025-01"),
        ("2025-02-15", "2025-02"),
        ("2025-02-18", "2025-02"),
        ("2025-01-01", "2024-12"),
        ("2024-12-31", "2024-12"),
    ],
)
def test_a_period_closes_when_its_cut_off_day_has_passed(today: str, closed: str) -> None:
    assert str(last_closed_period(date.fromisoformat(today))) == closed


def test_the_cut_off_is_the_end_of_its_day_in_vietnam() -> None:
    assert moment_of_cut_off(parse_period("2025-02")) == datetime(2025, 2, 14, 16, 59, 59, 999999, tzinfo=UTC)


def test_an_office_may_fix_other_days() -> None:
    period = parse_period("2025-03", ReportingRule(cut_off_day=20, due_day=25))

    assert (period.first_on, period.cut_off_on, period.due_by) == (
        date(2025, 2, 21),
        date(2025, 3, 20),
        date(2025, 3, 25),
    )
    assert period_containing(date(2025, 3, 21), period.rule) == Period(2025, 4, period.rule)


@pytest.mark.parametrize(("cut_off", "due"), [(0, 5), (18, 14), (14, 14), (14, 29), (28, 31)])
def test_a_rule_whose_days_some_month_lacks_or_that_runs_backwards_is_refused(cut_off: int, due: int) -> None:
    with pytest.raises(OperationRefused):
        ReportingRule(cut_off_day=cut_off, due_day=due)


def test_a_working_day_between_cut_off_and_due_day_is_enough() -> None:
    calendar = build_calendar(date(2025, 1, 1), date(2026, 12, 31))
    # Friday 14 February 2025 to Tuesday 18: only Monday lies between.
    assert working_days_to_prepare(parse_period("2025-02"), calendar) == 1
    assert check_due_day(parse_period("2025-02"), calendar) is None


def test_a_due_day_that_tet_leaves_no_working_day_for_is_pointed_out() -> None:
    calendar = build_calendar(date(2025, 1, 1), date(2026, 12, 31), days_off=TET_2026)

    refusal = check_due_day(parse_period("2026-02"), calendar)

    assert refusal is not None
    assert "14/02/2026" in str(refusal.message)
    assert "18/02/2026" in str(refusal.message)
