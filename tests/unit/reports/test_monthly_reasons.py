"""Why something is late, as the report says it: what was said for it, and what the history knows."""

from dataclasses import replace
from datetime import date

from cycle_engine.domain.definition import Party
from cycle_engine.domain.explanations import Setback, SetbackKind
from cycle_engine.domain.holdings import Delay
from cycle_engine.reports.monthly import MonthlyReport, build_monthly_report
from cycle_engine.reports.monthly_reasons import late_reasons
from cycle_engine.reports.monthly_tables import late_table, schools_table
from cycle_engine.reports.tables import cell_text
from tests.unit.reports.sample_delays import explained
from tests.unit.reports.samples import a_standing, march_facts

UNTIL = date(2025, 3, 7)
BACK = "external_review 2025-02-26"


def reasons(report: MonthlyReport, unit: str, milestone: str) -> list[str]:
    entry = next(one for one in report.late if (one.unit, one.milestone.id) == (unit, milestone))
    return list(late_reasons(entry).lines)


def returned(*setbacks: Setback) -> MonthlyReport:
    """A school late with its request in the second round."""
    standing = a_standing(
        1,
        "Trường Mẫu",
        "review_request",
        been=f"review_request 2025-02-20 {BACK}",
        round_=2,
        own={"II.2": "2025-03-07"},
    )
    return build_monthly_report(march_facts(standings=[standing], setbacks={1: setbacks}))


def a_return(round_: int = 2, until: date | None = UNTIL) -> Setback:
    step = "return_for_supplement"
    return Setback(SetbackKind.RETURNED, round_, date(2025, 2, 26), "thiếu minh chứng 1.3", until, ("II.2",), step)


def an_extension(until: str, *, milestone: str = "II.2", round_: int = 2) -> Setback:
    day = date.fromisoformat(until)
    return Setback(SetbackKind.EXTENDED, round_, date(2025, 2, 28), f"lý do {until}", day, (milestone,))


def test_what_was_said_stands_first_and_what_nobody_said_is_marked() -> None:
    report = build_monthly_report(march_facts())

    assert reasons(report, "MN02", "II.1") == ["Giải trình: phòng máy đang sửa chữa"]
    assert reasons(report, "MN02", "II.2") == ["Giải trình: [...]"]
    assert reasons(report, "MN07", "II.2") == ["Giải trình: [...]", "Gia hạn đến 28/02/2025: hiệu trưởng đi học"]


def test_a_return_is_told_by_its_step_with_its_reason_and_its_last_day() -> None:
    assert reasons(returned(a_return()), "MN01", "II.2")[1:] == [
        "Trả lại để bổ sung ngày 26/02/2025, hạn 07/03/2025: thiếu minh chứng 1.3"
    ]
    assert reasons(returned(a_return(until=None)), "MN01", "II.2")[1:] == [
        "Trả lại để bổ sung ngày 26/02/2025: thiếu minh chứng 1.3"
    ]


def test_only_what_the_milestone_and_the_round_have_to_do_with_is_told() -> None:
    other = (a_return(round_=1), an_extension("2025-03-10", milestone="II.3"), an_extension("2025-03-11", round_=1))
    assert reasons(returned(*other), "MN01", "II.2") == ["Giải trình: [...]"]


def test_of_two_extensions_the_one_that_holds_is_told() -> None:
    both = (an_extension("2025-03-04"), an_extension("2025-03-07"))
    assert reasons(returned(*both), "MN01", "II.2")[1:] == ["Gia hạn đến 07/03/2025: lý do 2025-03-07"]


def test_the_days_another_held_the_case_are_told_without_anybody_s_word() -> None:
    late = build_monthly_report(march_facts()).late[0]
    held_up = replace(late.milestone, delay=Delay(held_up_by=Party.DEPARTMENT, days_held_up=5))

    assert late_reasons(replace(late, milestone=held_up)).lines[1:] == ("Chờ cơ quan quản lý 5 ngày làm việc",)


def test_the_list_of_what_is_late_says_who_held_it_and_why() -> None:
    table = late_table(build_monthly_report(march_facts()))
    headings = [column.heading for column in table.columns]

    assert headings[-2:] == ["Người giữ hồ sơ (ngày làm việc)", "Nguyên nhân, giải trình"]
    assert [cell_text(cell) for cell in table.rows[0][-2:]] == [
        "Nhà trường: 29 (đang giữ)",
        "Giải trình: phòng máy đang sửa chữa",
    ]


def test_what_was_done_late_is_noted_with_what_was_said_for_it() -> None:
    done = {"completed": {"II.1": "2025-02-06"}, "been": "self_assessment 2025-02-06"}
    silent = a_standing(1, "Trường A", "review_request", **done)  # type: ignore[arg-type]
    spoken = explained(replace(silent, unit="MN02", name="Trường B"), "II.1", "mất điện")
    table = schools_table(build_monthly_report(march_facts(standings=[silent, spoken], setbacks={})))

    assert [cell_text(row[-1]) for row in table.rows] == [
        "II.1 xong muộn 3 ngày làm việc, giải trình: [...]",
        "II.1 xong muộn 3 ngày làm việc, giải trình: mất điện",
    ]
