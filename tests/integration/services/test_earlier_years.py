"""The year before in this year's report: the same office's last cycle, as it was known at the same cut-off."""

from dataclasses import replace
from datetime import date

from cycle_engine.domain.definition import LevelKind
from cycle_engine.reports.chart_figures import LevelChart, LevelCounts
from cycle_engine.services.desk import Desk
from cycle_engine.services.earlier_years import find_earlier_cycle, levels_of_year
from cycle_engine.services.opening import open_plan
from cycle_engine.services.report_facts import gather_report, wanted_period
from cycle_engine.services.reporting import make_monthly_report
from cycle_engine.store.cases import events_of_cycle
from tests.builders import a_plan, a_unit, advance, cycle_of, keep_roster, on

OPENED = date(2025, 11, 25)
DECEMBER = date(2025, 12, 20)
DATES = ("2025-11-30", "2026-01-31", "2026-03-31", "2026-05-30", "2026-01-31", "2026-02-27", "2026-03-31", "2026-05-30")
IDS = ("I.1", "I.2", "I.3", "I.4", "II.1", "II.2", "II.3", "II.4")
NEXT_YEAR = 'number = "90/KH-GDDT"\nissued = 2025-11-21\nschool_year = "2025-2026"\n' + "".join(
    f'[[milestones]]\nid = "{id_}"\nopens = {day[:8]}01\ndue = {day}\n' for id_, day in zip(IDS, DATES, strict=True)
)


def open_next_year(desk: Desk, overrides: str = NEXT_YEAR) -> Desk:
    file = desk.workspace / "next.toml"
    file.write_text(a_plan(overrides), "utf-8")
    next_year = on(desk, OPENED)
    open_plan(next_year, str(file))
    return next_year


def levels_in(desk: Desk, period: str) -> LevelChart:
    with desk.database.read() as rows:
        return gather_report(rows, desk, desk.cycle(rows), wanted_period(desk, period)).report.charts.levels


def recognised_before(chart: LevelChart) -> LevelCounts | None:
    return next(bars.before for bars in chart.kinds if bars.kind is LevelKind.RECOGNIZED)


def test_the_first_year_of_an_office_has_none_before(everywhere: Desk) -> None:
    chart = levels_in(on(everywhere, date(2024, 12, 20)), "2024-12")
    assert chart.year_before == ""
    assert all(bars.before is None for bars in chart.kinds)
    with everywhere.database.read() as rows:
        assert find_earlier_cycle(rows, everywhere, cycle_of(everywhere)) is None


def test_this_year_is_compared_with_the_last_school_by_school(everywhere: Desk) -> None:
    keep_roster(on(everywhere, OPENED), [a_unit("MN99")])
    chart = levels_in(on(open_next_year(everywhere), DECEMBER), "2025-12")
    assert (chart.year, chart.year_before) == ("2025-2026", "2024-2025")
    recognised = recognised_before(chart)
    assert recognised
    assert (recognised.entered, recognised.missing) == (2, 5)
    # MN08 was set aside last year, MN99 is new.
    assert (chart.only_now, chart.only_before) == (2, 0)


def test_what_is_recorded_of_last_year_after_the_cut_off_does_not_change_the_report(everywhere: Desk) -> None:
    late = on(everywhere, date(2025, 12, 16))
    advance(late, "MN05", "recognize")
    open_next_year(everywhere)
    december, january = (levels_in(on(everywhere, date(2026, 1, 20)), period) for period in ("2025-12", "2026-01"))
    before, after = recognised_before(december), recognised_before(january)
    assert before
    assert after
    assert (before.entered, after.entered) == (2, 3)


def test_a_version_of_the_report_knows_of_last_year_what_it_knows_of_this(everywhere: Desk) -> None:
    next_year = open_next_year(everywhere)
    first = make_monthly_report(on(next_year, date(2025, 12, 16)), "2025-12", issue=True)
    again = make_monthly_report(on(next_year, DECEMBER), "2025-12")
    assert again.report.charts == first.report.charts


def test_another_workflow_or_authority_is_no_year_before(everywhere: Desk) -> None:
    open_next_year(everywhere)
    with everywhere.database.read() as rows:
        last, this = everywhere.cycles(rows)
        found = find_earlier_cycle(rows, everywhere, this)
        assert found
        assert found.stored.id == last.stored.id
        for other in (replace(this.stored, authority="SGD"), replace(this.stored, school_year="2023-2024")):
            assert find_earlier_cycle(rows, everywhere, replace(this, stored=other)) is None
        workflow = replace(this.workflow, id="another")
        assert find_earlier_cycle(rows, everywhere, replace(this, workflow=workflow)) is None


def test_levels_now_and_after_the_whole_history_are_the_same(everywhere: Desk) -> None:
    with everywhere.database.read() as rows:
        cycle = everywhere.cycle(rows)
        now = levels_of_year(rows, cycle)
        assert now == levels_of_year(rows, cycle, events_of_cycle(rows, cycle.stored.id))
    assert "MN08" not in now.levels
    assert now.levels["MN07"][LevelKind.RECOGNIZED]
