"""Bottlenecks by cause, as the report adds them up and words them."""

from decimal import Decimal

from cycle_engine.domain.bottlenecks import Cause, CauseDays
from cycle_engine.reports.monthly import build_monthly_report
from cycle_engine.reports.monthly_holder_tables import causes_table
from cycle_engine.reports.monthly_holders import CauseFigures
from cycle_engine.reports.tables import cell_text
from tests.unit.reports.samples import march_facts, march_standings

CAUSES = {
    1: {Cause.SCHOOL: CauseDays(40, 5), Cause.GATE: CauseDays(3, 0)},
    2: {Cause.SCHOOL: CauseDays(25, 0), Cause.SUPPLEMENT: CauseDays(4, 4)},
    5: {Cause.SCHOOL: CauseDays(1000, 1000)},
}


def test_the_days_of_every_assessed_school_are_added_up_by_cause() -> None:
    report = build_monthly_report(march_facts(causes=CAUSES))

    assert report.causes == (
        CauseFigures(Cause.SCHOOL, units=2, days=65, maximum=40, after_deadline=5),
        CauseFigures(Cause.SUPPLEMENT, units=1, days=4, maximum=4, after_deadline=4),
        CauseFigures(Cause.GATE, units=1, days=3, maximum=3, after_deadline=0),
    ), "MN05 is set aside"
    assert report.causes[0].average == Decimal("32.5")


def test_all_causes_together_are_the_days_of_the_school_table() -> None:
    report = build_monthly_report(march_facts())
    held = [row.days_held for row in report.rows if row.unit != "MN05"]

    assert sum(found.days for found in report.causes) == sum(one.school + one.department for one in held)


def test_the_table_names_the_office_and_every_cause_in_words() -> None:
    causes = {1: dict.fromkeys(Cause, CauseDays(2, 1))}
    table = causes_table(build_monthly_report(march_facts(standings=march_standings()[:1], causes=causes)))

    assert [row[0] for row in table.rows] == [
        "Nhà trường thực hiện",
        "Nhà trường thực hiện trong thời gian được gia hạn",
        "Nhà trường bổ sung sau khi hồ sơ bị trả lại",
        "Hồ sơ chờ Phòng Giáo dục và Đào tạo Huyện Mẫu xong việc phải làm trước",
        "Phòng Giáo dục và Đào tạo Huyện Mẫu xử lý hồ sơ",
    ]
    assert [cell_text(cell) for cell in table.rows[0][1:]] == ["1", "2", "2", "2", "1"]
