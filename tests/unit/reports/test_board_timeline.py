from dataclasses import replace
from datetime import date

import pytest

from cycle_engine.domain.working_days import DayKind, DayOff, build_calendar
from cycle_engine.reports.board_timeline import Timeline, build_timeline
from tests.unit.reports.samples import CALENDAR, PLAN, WORKFLOW, march_standings

TODAY = date(2025, 3, 14)


def timeline(today: date = TODAY, **changes: object) -> Timeline:
    given: dict[str, object] = {"plan": PLAN, "standings": march_standings(), "calendar": CALENDAR, **changes}
    made = build_timeline(WORKFLOW, today=today, **given)  # type: ignore[arg-type]
    assert made
    return made


def place_of(day: date) -> float:
    """Where a day begins on a line from 1 November 2024 to 31 May 2025."""
    return round(1000 * (day - date(2024, 11, 1)).days / 212, 1)


def test_the_line_runs_over_whole_months_from_the_first_day_that_counts_to_the_last() -> None:
    made = timeline()
    assert (made.first, made.last) == (date(2024, 11, 1), date(2025, 5, 31))
    assert [(month.number, month.year) for month in made.months] == [
        (11, 2024),
        (12, None),
        (1, 2025),
        (2, None),
        (3, None),
        (4, None),
        (5, None),
    ]
    assert [month.left for month in made.months][:2] == [0, place_of(date(2024, 12, 1))]


def test_both_tracks_are_on_it_each_milestone_with_its_window_and_its_last_day() -> None:
    lines = {line.id: line for line in timeline().lines}
    assert sorted(lines) == sorted(milestone.id for milestone in PLAN.milestones)
    window, due_at = lines["II.2"].window, lines["II.2"].due_at
    assert window
    assert window.left == place_of(date(2025, 2, 1))
    assert window.left + window.width == due_at == place_of(date(2025, 3, 1))


def test_a_last_day_within_tet_is_reminded_of_before_and_late_after_it() -> None:
    line = next(line for line in timeline().lines if line.id == "II.1")
    assert line.deadline
    assert (line.deadline.remind_by, line.deadline.late_after) == (date(2025, 1, 24), date(2025, 2, 3))
    assert line.remind_at == place_of(date(2025, 1, 24))
    assert line.grace
    assert line.grace.left == place_of(date(2025, 2, 1))


def test_a_last_day_that_is_worked_has_neither() -> None:
    line = next(line for line in timeline().lines if line.id == "II.2")
    assert line.remind_at is None
    assert line.grace is None


def test_days_off_in_a_row_are_one_band_over_the_weekend_and_tet_has_its_name() -> None:
    tet = [DayOff(date(2025, 1, day), DayKind.HOLIDAY, f"Mùng {day} Tết Nguyên Đán") for day in (30, 31)]
    after = [DayOff(date(2025, 2, 3), DayKind.COMPENSATION, "Nghỉ bù")]
    spring = [DayOff(date(2025, 4, 7), DayKind.HOLIDAY, "Giỗ Tổ Hùng Vương")]
    calendar = build_calendar(date(2024, 1, 1), date(2025, 12, 31), days_off=[*tet, *after, *spring])
    assert [(off.name, off.first, off.last, off.is_tet) for off in timeline(calendar=calendar).days_off] == [
        ("Tết Nguyên đán", date(2025, 1, 30), date(2025, 2, 3), True),
        ("Giỗ Tổ Hùng Vương", date(2025, 4, 7), date(2025, 4, 7), False),
    ]


def test_the_new_year_of_the_sun_is_not_tet_and_a_disputed_day_is_not_off() -> None:
    days = [
        DayOff(date(2025, 1, 1), DayKind.HOLIDAY, "Tết Dương lịch"),
        DayOff(date(2024, 11, 25), DayKind.DISPUTED, "Ngày mẫu"),
    ]
    calendar = build_calendar(date(2024, 1, 1), date(2025, 12, 31), days_off=days)
    assert [(off.name, off.is_tet) for off in timeline(calendar=calendar).days_off] == [("Tết Dương lịch", False)]


@pytest.mark.parametrize(
    ("today", "at"),
    [
        ("2025-03-14", place_of(date(2025, 3, 14))),
        ("2024-11-01", 0),
        ("2026-03-14", None),
        ("2020-01-01", None),
    ],
)
def test_today_is_marked_where_it_is_near_the_plan(today: str, at: float | None) -> None:
    assert timeline(date.fromisoformat(today)).today_at == at


def test_a_day_soon_after_the_plan_s_last_makes_the_line_longer() -> None:
    made = timeline(date(2025, 7, 2))
    assert made.last == date(2025, 7, 31)
    assert made.today_at


def test_everything_lies_on_the_line() -> None:
    made = timeline(date(2025, 7, 2))
    stretches = [line.window for line in made.lines if line.window] + [off.place for off in made.days_off]
    assert all(0 <= one.left <= one.left + one.width <= 1000 for one in stretches)


def test_the_share_counts_whoever_owes_it_and_is_whole_only_when_all_have_done_it() -> None:
    line = next(line for line in timeline().lines if line.id == "II.1")
    assert (line.figures.done, line.figures.units, line.percent) == (5, 6, 83)


def test_the_words_say_what_the_drawing_shows() -> None:
    assert timeline().words == (
        "Hôm nay là ngày 14/03/2025. Hạn gần nhất còn việc: II.3, ngày 31/03/2025, còn 17 ngày. "
        "Tết Nguyên đán nghỉ từ 27/01/2025 đến 31/01/2025."
    )


def test_a_plan_without_days_has_no_line_and_a_milestone_without_one_stands_on_it_undrawn() -> None:
    undated = tuple(replace(milestone, opens=None, due=None) for milestone in PLAN.milestones)
    assert build_timeline(WORKFLOW, replace(PLAN, milestones=undated), (), CALENDAR, TODAY) is None
    some = (*PLAN.milestones[:-1], undated[-1])
    line = next(line for line in timeline(plan=replace(PLAN, milestones=some)).lines if line.id == "II.4")
    assert (line.window, line.due_at, line.deadline) == (None, None, None)
