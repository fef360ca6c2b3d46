"""What the charts count: schools by stage on each day, levels of two years, days by who held the cases."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from time import perf_counter

import pytest

from cycle_engine.domain.definition import LevelKind
from cycle_engine.domain.holdings import DaysHeld
from cycle_engine.domain.milestones import CaseStanding
from cycle_engine.reports.chart_counting import count_charts
from cycle_engine.reports.chart_figures import Charts, LevelCounts, is_empty
from cycle_engine.reports.monthly_facts import EarlierYear
from tests.unit.reports.samples import PERIOD, PLAN, SCHOOL_TRACK, a_standing, march_standings

CUT_OFF = PERIOD.cut_off_on


def charts_of(*standings: CaseStanding, as_of: date = CUT_OFF, earlier: EarlierYear | None = None) -> Charts:
    return count_charts(standings, SCHOOL_TRACK, PLAN, as_of=as_of, earlier=earlier)


def counts_on(charts: Charts, day: str) -> dict[str, int]:
    at = charts.progress.days.index(date.fromisoformat(day))
    return {band.label.vi: band.counts[at] for band in charts.progress.bands if band.counts[at]}


SCHOOLS = [standing for standing in march_standings() if standing.track == "school"]
MARCH = charts_of(*SCHOOLS)


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2024-11-25", {"Tự đánh giá": 6}),
        ("2025-01-31", {"Tự đánh giá": 2, "Phê duyệt kết quả": 1, "Đề nghị đánh giá ngoài": 2, "Đánh giá ngoài": 1}),
        ("2025-02-28", {"Tự đánh giá": 1, "Đề nghị đánh giá ngoài": 1, "Đánh giá ngoài": 3, "Công nhận": 1}),
        (
            "2025-03-14",
            {"Tự đánh giá": 1, "Đề nghị đánh giá ngoài": 2, "Đánh giá ngoài": 1, "Công nhận": 1, "Đã công bố": 1},
        ),
    ],
)
def test_each_school_stands_in_one_stage_at_the_end_of_each_day(day: str, expected: dict[str, int]) -> None:
    assert counts_on(MARCH, day) == expected


def test_progress_runs_by_weeks_from_the_opening_to_the_cut_off_and_stops_at_each_deadline() -> None:
    days = MARCH.progress.days
    assert (days[0], days[-1]) == (date(2024, 11, 25), CUT_OFF)
    assert all(day in days for day in (date(2025, 1, 31), date(2025, 2, 28)))
    late = charts_of(*SCHOOLS, as_of=date(2025, 3, 11)).progress.days
    assert date(2025, 1, 31) in late, "a deadline between two weeks has its own count"
    assert max(b - a for a, b in pairwise(late)) == timedelta(weeks=1)


def test_a_young_cycle_is_shown_day_by_day() -> None:
    week = charts_of(a_standing(1, "A", "self_assessment", today=date(2024, 12, 2)), as_of=date(2024, 12, 2))
    assert len(week.progress.days) == 8


def test_a_cycle_that_was_opened_on_the_day_itself_has_one_day() -> None:
    today = date(2024, 11, 25)
    first = charts_of(a_standing(1, "A", "self_assessment", today=today), as_of=today)
    assert first.progress.days == (today,)
    assert first.progress.schools == 1


def test_a_school_that_was_sent_back_is_counted_where_it_is_and_nowhere_else() -> None:
    back = a_standing(1, "A", "review_request", been="self_assessment 2025-01-20 external_review 2025-03-05", round_=2)
    charts = charts_of(back)
    assert [sum(band.counts[at] for band in charts.progress.bands) for at in range(len(charts.progress.days))] == [
        1
    ] * len(charts.progress.days)
    assert counts_on(charts, "2025-02-28") == {"Đánh giá ngoài": 1}
    assert counts_on(charts, "2025-03-14") == {"Đề nghị đánh giá ngoài": 1}


def test_two_steps_on_one_day_count_as_where_they_led() -> None:
    quick = charts_of(a_standing(1, "A", "review_request", been="self_assessment 2025-02-28 approval 2025-02-28"))
    assert counts_on(quick, "2025-02-28") == {"Đề nghị đánh giá ngoài": 1}
    assert [band.label.vi for band in quick.progress.bands] == ["Tự đánh giá", "Đề nghị đánh giá ngoài"]


def test_deadlines_are_those_of_the_schools_so_far_and_the_next_one() -> None:
    assert [mark.id for mark in MARCH.progress.marks] == ["II.1", "II.2", "II.3"]
    assert [mark.id for mark in charts_of(*SCHOOLS, as_of=date(2025, 4, 1)).progress.marks] == ["II.1", "II.2", "II.3"]


def test_schools_that_are_set_aside_are_in_no_chart() -> None:
    alone = charts_of(a_standing(5, "A", "exempt", been="self_assessment 2025-02-03", levels=(2, None, None)))
    assert MARCH.progress.aside == alone.progress.aside == 1
    assert all(is_empty(chart) for chart in (alone.progress, alone.levels, alone.holders))
    assert alone.holders.units == 0


def test_nobody_in_the_cycle_makes_empty_charts() -> None:
    nothing = charts_of()
    assert all(is_empty(chart) for chart in (nothing.progress, nothing.levels, nothing.holders))


def test_levels_are_counted_by_kind_and_a_kind_nobody_has_is_left_out() -> None:
    levels = charts_of(*(s for s in SCHOOLS if s.unit in ("MN01", "MN07"))).levels
    assert [bars.kind for bars in levels.kinds] == [LevelKind.SELF, LevelKind.EXTERNAL]
    assert levels.kinds[0].now == LevelCounts((1, 1, 0), missing=0)
    assert levels.kinds[1].now == LevelCounts((0, 1, 0), missing=1)
    assert levels.kinds[0].before is None
    assert levels.year_before == ""


def test_the_year_before_is_counted_school_by_school_and_who_is_in_one_year_only_is_told() -> None:
    three, two = {LevelKind.RECOGNIZED: 3}, {LevelKind.RECOGNIZED: 2}
    earlier = EarlierYear("2023-2024", {"MN01": three, "MN02": two, "MN03": {}, "CU01": two})
    levels = charts_of(*SCHOOLS, earlier=earlier).levels
    recognised = next(bars for bars in levels.kinds if bars.kind is LevelKind.RECOGNIZED)
    assert recognised.before == LevelCounts((0, 2, 1), missing=1)
    assert recognised.now == LevelCounts((0, 0, 1), missing=5)
    assert (levels.year_before, levels.only_now, levels.only_before) == ("2023-2024", 3, 1)


def test_a_school_that_is_set_aside_this_year_is_in_last_year_only() -> None:
    aside = a_standing(5, "A", "exempt", been="self_assessment 2025-02-03")
    levels = charts_of(aside, earlier=EarlierYear("2023-2024", {"MN05": {LevelKind.RECOGNIZED: 2}})).levels
    assert (levels.only_now, levels.only_before) == (0, 1)


def test_days_go_to_the_milestone_ahead_and_to_whoever_held_the_case_each_day_once() -> None:
    been = "self_assessment 2025-01-10 external_review 2025-02-14 recognition 2025-03-11"
    school = a_standing(6, "A", "recognized", been=been)
    bars = {bar.id: bar.days for bar in charts_of(school).holders.bars}
    assert list(bars) == ["II.1", "II.3", "II.4"]
    assert bars["II.1"].department == bars["II.3"].school == 0
    assert (bars["II.4"].school, bars["II.4"].department) == (3, 17)
    everything = school.days_waited
    assert sum(days.school for days in bars.values()) == everything.school
    assert sum(days.department for days in bars.values()) == everything.department


def test_the_average_is_over_the_schools_that_came_so_far() -> None:
    schools = [replace(s, unit=f"{s.unit}{copy}") for s in SCHOOLS if s.unit == "MN01" for copy in range(3)]
    one, three = charts_of(schools[0]).holders, charts_of(*schools).holders
    assert [bar.units for bar in three.bars] == [3] * len(one.bars)
    assert [bar.school for bar in three.bars] == [bar.school for bar in one.bars]
    assert three.days == DaysHeld(3 * one.days.school, 3 * one.days.department)


def test_a_stage_with_no_milestone_ahead_stands_by_its_own_name() -> None:
    charts = count_charts(SCHOOLS, SCHOOL_TRACK, replace(PLAN, milestones=()), as_of=CUT_OFF, earlier=None)
    assert [str(bar.title) for bar in charts.holders.bars][:2] == ["Tự đánh giá", "Phê duyệt kết quả"]
    assert charts.progress.marks == ()


def test_a_country_of_schools_is_counted_in_seconds() -> None:
    country = [replace(SCHOOLS[at % len(SCHOOLS)], unit=f"T{at:05}") for at in range(50_000)]
    began = perf_counter()
    charts = charts_of(*country)
    assert perf_counter() - began < 10
    assert charts.progress.schools + charts.progress.aside == 50_000
