"""What a revised plan changes, row by row."""

from dataclasses import replace
from datetime import date

from cycle_engine.domain.definition import Addressee, Milestone, Rung
from cycle_engine.domain.plan_changes import FieldChange, compare_plans, dated_since, renamed_milestones
from tests.school_year import day, plan


def with_row(milestone: str, **changes: object) -> tuple[Milestone, ...]:
    return tuple(replace(row, **changes) if row.id == milestone else row for row in plan().milestones)  # type: ignore[arg-type]


def test_the_same_plan_changes_nothing_wherever_its_rows_were_read() -> None:
    assert compare_plans(plan(), plan()).is_empty
    assert compare_plans(plan(), replace(plan(), milestones=with_row("II.1", source="dòng 12"))).is_empty


def test_each_line_and_row_that_differs_is_named_with_both_words() -> None:
    after = replace(plan(), number="80/KH", milestones=with_row("II.1", due=day("14/02/2025"), title="Tự đánh giá lại"))
    changes = compare_plans(plan(), after)
    assert changes.fields == (FieldChange("number", plan().number, "80/KH"),)
    (change,) = changes.changed
    assert (change.milestone.id, [field.name for field in change.fields]) == ("II.1", ["title", "due"])
    assert change.fields[1] == FieldChange("due", day("31/01/2025"), day("14/02/2025"))


def test_rows_that_come_and_go_are_told_apart_from_those_that_change() -> None:
    first, *rest = plan().milestones
    changes = compare_plans(plan(), replace(plan(), milestones=(*rest, replace(first, id="I.9", completes=None))))
    assert ([row.id for row in changes.added], [row.id for row in changes.removed]) == (["I.9"], [first.id])


def test_a_row_of_the_same_step_under_another_id_is_a_renamed_one() -> None:
    after = replace(plan(), milestones=with_row("II.2", id="II.2a"))
    assert [(old.id, new.id) for old, new in renamed_milestones(plan(), after)] == [("II.2", "II.2a")]
    assert renamed_milestones(plan(), plan()) == ()


def test_a_ladder_says_which_rungs_go_and_come() -> None:
    rung = Rung(-7, Addressee.OWNER, (), "reminder")
    change = compare_plans(plan(), replace(plan(), ladder=(*plan().ladder[1:], rung))).ladder
    assert change
    assert (change.removed, change.added) == (plan().ladder[:1], (rung,))


def test_a_last_day_is_as_old_as_the_plan_that_gave_it() -> None:
    moved = replace(plan(), milestones=with_row("II.1", due=day("14/02/2025")))
    plans = [(date(2024, 11, 25), plan()), (date(2025, 1, 20), moved), (date(2025, 2, 3), moved)]
    assert dated_since(plans) == {"II.1": date(2025, 1, 20)}
    assert dated_since([*plans, (date(2025, 2, 10), plan())]) == {"II.1": date(2025, 2, 10)}
    assert dated_since(plans[:1]) == {}
