from datetime import date, timedelta

import pytest

from cycle_engine.domain.working_days import (
    DayKind,
    DayOff,
    WorkedDay,
    WorkingCalendar,
    build_calendar,
    describe_year,
)
from cycle_engine.errors import OperationRefused
from cycle_engine.messages import Language, use_language

# Tết Ất Tỵ, as announced for civil servants: Saturday 25/01/2025 to Sunday 02/02/2025; 02/05 swapped with 26/04.
TET_2025 = ["2025-01-27", "2025-01-28", "2025-01-29", "2025-01-30", "2025-01-31"]
SPRING_2025 = ["2025-01-01", *TET_2025, "2025-04-07", "2025-04-30", "2025-05-01"]


def on(iso: str) -> date:
    return date.fromisoformat(iso)


@pytest.fixture(scope="module")
def calendar() -> WorkingCalendar:
    holidays = [DayOff(on(day), DayKind.HOLIDAY, "ngày lễ") for day in SPRING_2025]
    return build_calendar(
        on("2024-12-01"),
        on("2025-12-31"),
        days_off=[
            *holidays,
            DayOff(on("2025-05-02"), DayKind.SWAP_OFF, "thay cho ngày 26/04/2025"),
            DayOff(on("2025-11-24"), DayKind.DISPUTED, "Ngày Văn hóa Việt Nam"),
        ],
        working_saturdays=[WorkedDay(on("2025-04-26"), "làm bù cho ngày 02/05/2025")],
        confirmed_years=frozenset({2025}),
    )


@pytest.mark.parametrize(
    ("nominal", "before", "after"),
    [
        ("2024-12-31", "2024-12-31", "2024-12-31"),
        ("2025-01-01", "2024-12-31", "2025-01-02"),
        ("2025-01-24", "2025-01-24", "2025-01-24"),
        ("2025-01-25", "2025-01-24", "2025-02-03"),
        ("2025-01-31", "2025-01-24", "2025-02-03"),
        ("2025-02-02", "2025-01-24", "2025-02-03"),
        ("2025-02-28", "2025-02-28", "2025-02-28"),
        ("2025-04-26", "2025-04-26", "2025-04-26"),
        ("2025-04-27", "2025-04-26", "2025-04-28"),
        ("2025-05-02", "2025-04-29", "2025-05-05"),
        ("2025-05-31", "2025-05-30", "2025-06-02"),
    ],
)
def test_a_deadline_has_a_last_working_day_before_it_and_a_first_one_after(
    calendar: WorkingCalendar, nominal: str, before: str, after: str
) -> None:
    assert calendar.last_working_on_or_before(on(nominal)) == on(before)
    assert calendar.first_working_on_or_after(on(nominal)) == on(after)


@pytest.mark.parametrize(
    ("start", "days", "expected"),
    [
        ("2025-01-24", 1, "2025-02-03"),
        ("2025-01-24", -1, "2025-01-23"),
        ("2025-01-24", -2, "2025-01-22"),
        ("2025-01-24", -5, "2025-01-17"),
        ("2025-01-24", -10, "2025-01-10"),
        ("2025-02-03", 1, "2025-02-04"),
        ("2025-02-03", 3, "2025-02-06"),
        ("2025-02-03", 5, "2025-02-10"),
        ("2025-02-03", 10, "2025-02-17"),
        ("2025-02-03", -1, "2025-01-24"),
        ("2025-01-30", 1, "2025-02-03"),
        ("2025-01-30", -1, "2025-01-24"),
        ("2025-04-25", 1, "2025-04-26"),
        ("2025-04-25", 2, "2025-04-28"),
        ("2025-04-29", 1, "2025-05-05"),
        ("2025-05-05", -3, "2025-04-26"),
        ("2024-12-31", 1, "2025-01-02"),
        ("2025-11-21", 1, "2025-11-24"),
    ],
)
def test_working_days_are_added_and_taken_away(calendar: WorkingCalendar, start: str, days: int, expected: str) -> None:
    assert calendar.add(on(start), days) == on(expected)


@pytest.mark.parametrize(
    ("start", "expected"), [("2025-02-03", "2025-02-03"), ("2025-01-31", "2025-02-03"), ("2025-05-31", "2025-06-02")]
)
def test_adding_nothing_to_a_day_off_gives_the_next_working_day(
    calendar: WorkingCalendar, start: str, expected: str
) -> None:
    assert calendar.add(on(start), 0) == on(expected)


@pytest.mark.parametrize(
    ("after", "upto", "days"),
    [
        ("2025-02-03", "2025-02-03", 0),
        ("2025-02-03", "2025-02-04", 1),
        ("2025-02-03", "2025-01-24", 0),
        ("2025-01-24", "2025-02-02", 0),
        ("2025-01-24", "2025-02-03", 1),
        ("2025-01-24", "2025-02-10", 6),
        ("2025-04-25", "2025-05-05", 4),
        ("2025-05-30", "2025-06-01", 0),
    ],
)
def test_lateness_counts_only_working_days(calendar: WorkingCalendar, after: str, upto: str, days: int) -> None:
    assert calendar.count_between(on(after), on(upto)) == days


def test_a_weekend_is_off_by_its_name(calendar: WorkingCalendar) -> None:
    assert calendar.why_off(on("2025-05-31")) == DayOff(on("2025-05-31"), DayKind.WEEKEND, "Thứ Bảy")
    assert calendar.why_off(on("2025-06-01")) == DayOff(on("2025-06-01"), DayKind.WEEKEND, "Chủ nhật")


def test_a_working_day_has_no_reason_to_be_off(calendar: WorkingCalendar) -> None:
    assert calendar.why_off(on("2025-05-30")) is None
    assert calendar.is_working(on("2025-05-30"))


def test_a_swap_makes_the_weekday_off_and_the_saturday_worked(calendar: WorkingCalendar) -> None:
    assert calendar.is_working(on("2025-04-26"))
    reason = calendar.why_off(on("2025-05-02"))
    assert reason is not None
    assert reason.kind is DayKind.SWAP_OFF


def test_a_disputed_day_is_worked_and_remembered(calendar: WorkingCalendar) -> None:
    assert calendar.is_working(on("2025-11-24"))
    assert calendar.find_disputed(on("2025-11-24")) is not None
    assert calendar.find_disputed(on("2025-11-25")) is None
    assert calendar.find_disputed(on("2025-01-01")) is None


def test_the_days_passed_over_at_tet_are_named_one_by_one(calendar: WorkingCalendar) -> None:
    skipped = calendar.skipped_between(on("2025-02-03"), on("2025-01-24"))
    assert [off.day for off in skipped] == [on("2025-01-25") + timedelta(days=step) for step in range(9)]
    assert [off.kind for off in skipped].count(DayKind.HOLIDAY) == 5


@pytest.mark.parametrize("outside", ["2024-11-30", "2026-01-01", "2520-01-31"])
def test_a_day_beyond_the_calendar_is_refused_not_guessed(calendar: WorkingCalendar, outside: str) -> None:
    day = on(outside)
    assert not calendar.covers(day)
    inside = on("2025-03-03")
    for ask in (
        lambda: calendar.is_working(day),
        lambda: calendar.why_off(day),
        lambda: calendar.last_working_on_or_before(day),
        lambda: calendar.first_working_on_or_after(day),
        lambda: calendar.add(day, 0),
        lambda: calendar.add(day, -1),
        lambda: calendar.count_between(day, inside),
        lambda: calendar.count_between(inside, day),
        lambda: calendar.skipped_between(inside, day),
    ):
        with pytest.raises(OperationRefused) as refusal:
            ask()
        assert refusal.value.reason == "calendar_range"
        assert refusal.value.facts["day"] == day


def test_an_answer_that_would_lie_beyond_the_calendar_is_refused(calendar: WorkingCalendar) -> None:
    for start, days in [("2025-12-31", 1), ("2024-12-02", -1), ("2024-12-01", -1), ("2025-06-02", 400)]:
        with pytest.raises(OperationRefused):
            calendar.add(on(start), days)
    with pytest.raises(OperationRefused):
        calendar.last_working_on_or_before(on("2024-12-01"))


def test_the_refusal_says_which_days_are_known_and_what_to_do(calendar: WorkingCalendar) -> None:
    with pytest.raises(OperationRefused) as refusal:
        calendar.is_working(on("2520-01-31"))
    assert str(refusal.value) == "ngày 31/01/2520 nằm ngoài lịch làm việc, lịch chỉ có từ 01/12/2024 đến 31/12/2025"
    assert [str(hint) for hint in refusal.value.hints]


def test_only_announced_years_are_confirmed(calendar: WorkingCalendar) -> None:
    assert calendar.is_confirmed(2025)
    assert not calendar.is_confirmed(2024)


def test_a_year_is_described_by_what_differs_from_plain_weeks(calendar: WorkingCalendar) -> None:
    described = describe_year(calendar, 2025)
    assert [entry.day.isoformat() for entry in described] == [
        *SPRING_2025[:7],
        "2025-04-26",
        *SPRING_2025[7:],
        "2025-05-02",
        "2025-11-24",
    ]


def test_a_year_known_in_part_is_not_described(calendar: WorkingCalendar) -> None:
    with pytest.raises(OperationRefused):
        describe_year(calendar, 2024)


def test_a_worked_day_wins_over_a_holiday_on_it() -> None:
    saturday = on("2025-03-08")
    calendar = build_calendar(
        on("2025-03-01"),
        on("2025-03-31"),
        days_off=[DayOff(saturday, DayKind.PROVINCIAL, "nghỉ bão")],
        working_saturdays=[saturday],
    )
    assert calendar.is_working(saturday)


def test_of_two_reasons_for_one_day_the_later_holds() -> None:
    day = on("2025-03-10")
    reasons = [DayOff(day, DayKind.HOLIDAY, "trước"), DayOff(day, DayKind.PROVINCIAL, "sau")]
    calendar = build_calendar(on("2025-03-01"), on("2025-03-31"), days_off=reasons)
    assert calendar.why_off(day) == reasons[1]


def test_days_off_speak_the_language_of_the_reader(calendar: WorkingCalendar) -> None:
    days = ["2025-05-31", "2025-06-01", "2025-01-29", "2025-05-02"]
    use_language(Language.EN)
    try:
        spoken = [str(off.label) for day in days if (off := calendar.why_off(on(day)))]
    finally:
        use_language(Language.VI)
    assert spoken == [
        "31/05/2025: Saturday",
        "01/06/2025: Sunday",
        "29/01/2025: ngày lễ (public holiday)",
        "02/05/2025: thay cho ngày 26/04/2025 (swapped for a worked Saturday)",
    ]
    assert str(calendar.worked_days[0].label) == "26/04/2025: làm việc (làm bù cho ngày 02/05/2025)"


@pytest.mark.parametrize("kind", DayKind)
def test_every_kind_of_day_off_has_words(kind: DayKind) -> None:
    assert str(DayOff(on("2025-03-08"), kind, "tên")).strip()
    assert "08/03/2025" in str(DayOff(on("2025-03-08"), kind, "tên").label)
