"""Points by group in the school table: each side apart, and no column where nobody entered any."""

from decimal import Decimal

from cycle_engine.domain.definition import LevelKind
from cycle_engine.domain.scoring import GroupTotal, ScoreSheet
from cycle_engine.reports.monthly import MonthlyReport, build_monthly_report
from cycle_engine.reports.monthly_scores import GroupPoints
from cycle_engine.reports.monthly_tables import schools_table
from cycle_engine.reports.tables import cell_text
from tests.unit.reports.samples import march_facts


def a_sheet(kind: LevelKind, **totals: str) -> ScoreSheet:
    return ScoreSheet(kind, group_totals=tuple(GroupTotal(group, Decimal(points)) for group, points in totals.items()))


SCORES = {
    1: {
        LevelKind.SELF: a_sheet(LevelKind.SELF, I="80", II="72.5"),
        LevelKind.EXTERNAL: a_sheet(LevelKind.EXTERNAL, I="75.25"),
    },
    5: {LevelKind.EXTERNAL: ScoreSheet(LevelKind.EXTERNAL)},
}
SCORED = build_monthly_report(march_facts(scores=SCORES))


def column(report: MonthlyReport) -> dict[object, str]:
    table = schools_table(report)
    place = [one.heading for one in table.columns].index("Điểm theo nhóm")
    return {row[1]: cell_text(row[place]) for row in table.rows}


def test_each_side_s_points_of_each_group_stand_apart() -> None:
    found = column(SCORED)

    assert found["Trường Mầm non Đồng Hoa"] == "Tự đánh giá: I 80; II 72,5\nĐánh giá ngoài: I 75,25"
    assert found["Trường Mầm non An Bình"] == "[...]"
    assert found["Trường Mầm non Bạch Mai"] == "-", "it is set aside, and a sheet without points has none"


def test_points_are_kept_with_the_school_s_row() -> None:
    points = {row.unit: row.group_points for row in SCORED.rows}
    assert points["MN01"][1] == GroupPoints(LevelKind.EXTERNAL, (("I", Decimal("75.25")),))
    assert points["MN05"] == ()


def test_where_nobody_entered_points_there_is_no_column_for_them() -> None:
    assert "Điểm theo nhóm" not in [one.heading for one in schools_table(build_monthly_report(march_facts())).columns]
