from datetime import date
from decimal import Decimal

from cycle_engine.domain.definition import LevelKind, Party
from cycle_engine.domain.holdings import DaysHeld
from cycle_engine.reports.monthly import MonthlyReport, build_monthly_report
from cycle_engine.reports.monthly_figures import MilestoneFigures, Totals
from cycle_engine.reports.monthly_schools import DoneLate, HeldUp, Progress, SchoolRow
from tests.unit.reports.samples import (
    DEPARTMENT_TRACK,
    MOVES,
    OFFICE,
    a_move,
    a_standing,
    march_facts,
    march_standings,
)

REPORT = build_monthly_report(march_facts())


def the_row(unit: str, report: MonthlyReport = REPORT) -> SchoolRow:
    return next(row for row in report.rows if row.unit == unit)


def the_milestone(milestone_id: str, report: MonthlyReport = REPORT) -> MilestoneFigures:
    return next(m for m in (*report.department.milestones, *report.schools.milestones) if m.id == milestone_id)


def test_schools_stand_in_the_order_of_the_vietnamese_alphabet() -> None:
    assert [row.name.removeprefix("Trường Mầm non ") for row in REPORT.rows] == [
        "An Bình",
        "Ánh Dương",
        "Bạch Mai",
        "Dạ Lan",
        "Đại Thắng",
        "Đồng Hoa",
        "Êm Đềm",
    ]


def test_the_totals_of_both_cut_offs_are_kept_beside_each_other() -> None:
    assert REPORT.schools.totals == Totals(units=7, in_progress=5, late=2, waiting=2, finished=1, aside=1)
    assert REPORT.schools.before == Totals(units=7, in_progress=7, late=2, waiting=3, finished=0, aside=0)


def test_a_school_set_aside_is_neither_done_nor_late() -> None:
    first = the_milestone("II.1")

    assert first.units == 6
    assert the_row("MN05").progress is Progress.ASIDE
    assert the_row("MN05").next_milestone is None


def test_what_was_done_in_the_period_is_what_was_not_yet_done_at_the_cut_off_before() -> None:
    second, third, last = the_milestone("II.2"), the_milestone("II.3"), the_milestone("II.4")

    assert (second.done, second.done_in_period) == (3, 1)
    assert (third.done, third.done_in_period) == (2, 1)
    assert (last.done, last.done_in_period) == (1, 1)


def test_what_was_undone_in_the_period_is_not_counted_as_done() -> None:
    # MN04 had asked for its review in January and was returned for supplement in March.
    assert the_row("MN04").stage.vi == "Đề nghị đánh giá ngoài"
    assert the_milestone("II.2").undone == 3


def test_every_unit_that_owes_a_milestone_is_counted_in_exactly_one_state() -> None:
    for found in (*REPORT.department.milestones, *REPORT.schools.milestones):
        assert found.done + found.late + found.waiting + found.open + found.future == found.units


def test_a_school_that_waits_for_the_department_is_listed_with_whom_it_waits_on_and_not_as_late() -> None:
    waiting = [(entry.unit, entry.waits_on, entry.since) for entry in REPORT.waiting]

    assert waiting == [
        ("MN01", Party.DEPARTMENT, date(2025, 2, 12)),
        ("MN03", Party.DEPARTMENT, date(2025, 2, 25)),
    ]
    assert not {"MN01", "MN03"} & {entry.unit for entry in REPORT.late}


def test_what_is_late_longest_comes_first_with_whose_move_it_is() -> None:
    late = [(entry.unit, entry.milestone.id, entry.milestone.days_late, entry.mover) for entry in REPORT.late]

    # II.1 is late after Monday 3 February, for 31 January lies in Tết; II.2 after Friday 28 February.
    assert late == [
        ("MN02", "II.1", 29, Party.SCHOOL),
        ("MN02", "II.2", 10, Party.SCHOOL),
        ("MN07", "II.2", 10, Party.SCHOOL),
    ]


def test_a_late_department_is_listed_like_a_late_school() -> None:
    department = a_standing(20, OFFICE.name, "guidance", track=DEPARTMENT_TRACK)
    schools = [s for s in march_standings() if s.track == "school"]
    report = build_monthly_report(march_facts(standings=[*schools, department]))

    assert ("PGD", "I.2", Party.DEPARTMENT) in [(e.unit, e.milestone.id, e.mover) for e in report.late]
    assert report.department.totals.late == 1


def test_a_return_an_extension_and_a_late_completion_are_facts_of_the_row() -> None:
    row = the_row("MN04")

    assert row.round == 2
    assert row.extended_to == date(2025, 3, 21)
    assert row.done_late == (DoneLate("II.1", 3),)
    assert row.progress is Progress.ON_TIME


def test_only_the_newest_document_of_a_kind_is_named() -> None:
    assert [product.number for product in the_row("MN04").products] == ["02/BB-MNĐT"]


def test_the_three_levels_are_counted_apart() -> None:
    counts = {figures.kind: (dict(figures.counts), figures.missing) for figures in REPORT.levels}

    assert counts == {
        LevelKind.SELF: ({1: 1, 2: 2, 3: 2}, 1),
        LevelKind.EXTERNAL: ({1: 0, 2: 1, 3: 1}, 4),
        LevelKind.RECOGNIZED: ({1: 0, 2: 0, 3: 1}, 5),
    }


def test_an_act_recorded_late_is_counted_in_the_period_it_was_recorded_in() -> None:
    request = next(t for t in REPORT.schools.transitions if t.label.vi == "Đề nghị đánh giá ngoài")

    assert (request.in_period, request.cumulative) == (1, 1)
    assert REPORT.moves_in_period == 6


def test_nothing_moved_makes_a_nil_report() -> None:
    assert not REPORT.is_nil
    assert build_monthly_report(march_facts(moves=MOVES[:4])).is_nil
    assert build_monthly_report(march_facts(moves=())).is_nil


def test_what_comes_next_is_what_somebody_still_owes_overdue_or_due_or_open_in_the_next_period() -> None:
    assert [milestone.id for milestone in REPORT.upcoming] == ["II.1", "II.2", "I.3", "II.3"]


def test_the_first_report_of_a_cycle_counts_everything_as_done_in_the_period() -> None:
    report = build_monthly_report(march_facts(previous=()))

    assert the_milestone("II.2", report).done_in_period == the_milestone("II.2", report).done
    assert report.schools.before.units == 0


def test_the_order_in_which_facts_are_handed_in_does_not_matter() -> None:
    shuffled = march_facts(standings=march_standings()[::-1], moves=MOVES[::-1])

    assert build_monthly_report(shuffled) == REPORT


def test_a_report_of_no_school_at_all_is_still_a_report() -> None:
    report = build_monthly_report(march_facts(standings=(), previous=(), moves=(), documents={}))

    assert report.rows == ()
    assert report.is_nil
    assert the_milestone("II.1", report).units == 0


def test_a_move_of_an_unknown_kind_is_in_no_figure() -> None:
    extra = a_move("MN01", "extension", "recognition", "recognition", "2025-03-11")

    assert build_monthly_report(march_facts(moves=(*MOVES, extra))) == REPORT


def test_a_row_says_who_has_the_case_and_for_how_many_days_each_had_it() -> None:
    # Opened on 25 November, asked for its review on 12 February: 51 working days without Tết, then 22 to 14 March.
    row = the_row("MN01")

    assert (row.holder, row.days_held) == (Party.DEPARTMENT, DaysHeld(school=52, department=22))
    assert the_row("MN06").holder is None
    assert the_row("MN06").days_held.nobody == 2


def test_days_in_a_stage_are_counted_over_all_schools_that_came_there() -> None:
    found = {str(days.label): days for days in REPORT.schools.stage_days}
    review = found["Đánh giá ngoài"]

    # MN01 18 days, MN03 13 so far, MN04 16, MN06 20 without Tết.
    assert (review.holder, review.units, review.median, review.maximum) == (Party.DEPARTMENT, 4, Decimal(17), 20)
    assert "Đã công bố" not in found


def test_the_days_after_a_deadline_are_put_down_to_whoever_held_the_case() -> None:
    delays = {delay.id: (delay.units, delay.days) for delay in REPORT.schools.delays}

    # MN02 since Monday 3 February, MN04 until Thursday the 6th.
    assert delays["II.1"] == (2, DaysHeld(school=29 + 3))


def test_a_late_decision_makes_the_department_late_and_no_school() -> None:
    june = date(2025, 6, 10)
    waiting = a_standing(
        1,
        "Trường Mầm non An Bình",
        "recognition",
        today=june,
        been="self_assessment 2025-02-12 external_review 2025-03-10",
    )
    received = a_standing(
        2,
        "Trường Mầm non Bạch Mai",
        "recognized",
        today=june,
        been="self_assessment 2025-02-12 external_review 2025-06-05",
        received="2025-06-05",
    )
    office = a_standing(20, OFFICE.name, "recognizing", track=DEPARTMENT_TRACK, today=june, been="reviewing 2025-03-31")
    report = build_monthly_report(march_facts(standings=[waiting, received, office]))

    assert [(e.unit, e.milestone.id, e.milestone.days_late) for e in report.late] == [("PGD", "I.4", 6)]
    assert report.schools.totals.late == 0
    assert the_row("MN01", report).held_up == (HeldUp("II.4", Party.DEPARTMENT, 6),)
    assert the_row("MN02", report).held_up == (HeldUp("II.4", Party.DEPARTMENT, 3),)
    assert [(d.id, d.units, d.days) for d in report.schools.delays] == [("II.4", 2, DaysHeld(school=3, department=9))]
