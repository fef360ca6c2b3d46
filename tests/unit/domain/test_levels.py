from dataclasses import replace
from decimal import Decimal

import pytest

from cycle_engine.domain.definition import LevelKind
from cycle_engine.domain.indicators import HALF, Band, Group, IndicatorSet, MissingMandatory, OverallRule, SetStatus
from cycle_engine.domain.level_reasons import band_words, reasons_for, warnings_for
from cycle_engine.domain.levels import judge, judge_case, level_of, level_to_record
from cycle_engine.messages import Language, use_language
from tests.indicator_sets import BANDS, a_group, a_set, a_sheet, set_3276, set_4725
from tests.school_year import a_state

TWO = (a_group("A", "60", "40"), a_group("B", "100"))


@pytest.mark.parametrize(
    ("points", "level"),
    [
        ("0", 1),
        ("49", 1),
        ("49.5", 1),
        ("49.999", 1),
        ("50", 2),
        ("50.5", 2),
        ("74.5", 2),
        ("75", 2),
        ("75.001", 3),
        ("75.5", 3),
        ("100", 3),
    ],
)
@pytest.mark.parametrize("scale", ["1", "0.3", "2", "7"])
def test_the_bounds_are_open_and_closed_as_the_decision_says(points: str, level: int, scale: str) -> None:
    """Decision 4725: under 50 is level 1, 50 to 75 level 2, above 75 level 3; 75 is level 2 and 75.5 is level 3."""
    assert level_of(Decimal(points) * Decimal(scale), 100 * Decimal(scale), BANDS) == level


def test_a_bound_belongs_to_one_level_in_whatever_order_the_bands_come() -> None:
    bands = tuple(reversed(BANDS))
    assert [level_of(Decimal(points), Decimal(100), bands) for points in ("49.5", "50", "75", "75.5")] == [1, 2, 2, 3]


@pytest.mark.parametrize(
    ("first", "second", "level"),
    [("75", "100", 2), ("75.5", "100", 3), ("75.5", "75", 2), ("100", "49.5", 1), ("49.5", "50", 1), ("50", "50", 2)],
)
def test_the_level_is_that_of_the_lowest_group(first: str, second: str, level: int) -> None:
    verdict = judge(a_sheet(totals={"A": first, "B": second}), a_set(*TWO))
    assert (verdict.computed, verdict.level, verdict.is_by_hand) == (level, level, False)


@pytest.mark.parametrize(("first", "second", "level"), [("100", "49.5", 2), ("100", "51", 3), ("49", "50", 1)])
def test_a_set_may_judge_all_points_together(first: str, second: str, level: int) -> None:
    verdict = judge(a_sheet(totals={"A": first, "B": second}), a_set(*TWO, overall=OverallRule.ALL_POINTS))
    assert verdict.computed == level


def test_points_of_criteria_add_up_to_their_group() -> None:
    verdict = judge(a_sheet({"A.1": "35.5", "A.2": "40"}), a_set())
    assert (verdict.groups[0].points, verdict.level) == (Decimal("75.5"), 3)


def test_a_sheet_that_is_not_whole_has_no_level_even_where_the_rest_could_not_change_it() -> None:
    verdict = judge(a_sheet({"A.1": "60"}), a_set())
    assert (verdict.level, verdict.unanswered, verdict.lowest, verdict.highest) == (None, ("A.2",), 2, 3)
    sure = judge(a_sheet({"A.1": "9"}), a_set(a_group("A", "60", "40")))
    assert (sure.level, sure.lowest, sure.highest) == (None, 1, 1)


def test_a_total_stands_for_the_criteria_that_have_no_answer() -> None:
    assert judge(a_sheet({"A.1": "60"}, totals={"A": "80"}), a_set()).level == 3


MANDATORY = a_group("A", "60", "40", mandatory=1)
FULL = {"A.1": "60", "A.2": "40"}


@pytest.mark.parametrize(
    ("rule", "level", "warning"),
    [
        (MissingMandatory.CAPS, 1, "mandatory_caps"),
        (MissingMandatory.WARNS, 3, "mandatory_warns"),
        (MissingMandatory.PREVENTS, None, "mandatory_prevents"),
    ],
)
def test_a_mandatory_row_that_is_not_met_does_what_the_set_says(
    rule: MissingMandatory, level: int | None, warning: str
) -> None:
    indicators = a_set(MANDATORY, missing_mandatory=rule)
    verdict = judge(a_sheet({"A.m1": False, **FULL}), indicators)
    assert (verdict.level, verdict.unmet) == (level, ("A.m1",))
    assert [said.key for said in warnings_for(verdict)] == [f"scores.{warning}"]
    assert judge(a_sheet({"A.m1": True, **FULL}), indicators).level == 3


@pytest.mark.parametrize("overall", OverallRule)
def test_a_mandatory_row_without_an_answer_leaves_no_level(overall: OverallRule) -> None:
    verdict = judge(a_sheet(FULL), a_set(MANDATORY, overall=overall))
    assert (verdict.level, verdict.unanswered, verdict.lowest, verdict.highest) == (None, ("A.m1",), 1, 3)


@pytest.mark.parametrize("overall", OverallRule)
def test_by_default_a_missing_mandatory_row_caps_the_whole_at_level_1(overall: OverallRule) -> None:
    groups = (MANDATORY, a_group("B", "100"))
    verdict = judge(a_sheet({"A.m1": False, **FULL, "B.1": "100"}), a_set(*groups, overall=overall))
    assert verdict.level == 1


def test_a_mandatory_row_with_points_is_met_by_any() -> None:
    criteria = tuple(replace(criterion, mandatory=True) for criterion in a_group("A", "60", "40").criteria)
    marked = Group("A", "", Decimal(100), criteria)
    assert judge(a_sheet({"A.1": "60", "A.2": "0"}), a_set(marked)).level == 1
    assert judge(a_sheet({"A.1": "60", "A.2": "0.5"}), a_set(marked)).level == 2


INCOMPLETE = a_set(a_group("A", "50", "40"), status=SetStatus.INCOMPLETE)


@pytest.mark.parametrize(
    ("first", "second", "level", "least", "most"),
    [("40", "25", 2, "65", "75"), ("40", "25.5", None, "65.5", "75.5"), ("40", "0.5", None, "40.5", "50.5")],
)
def test_of_an_incomplete_set_a_level_is_told_only_where_the_unknown_points_cannot_change_it(
    first: str, second: str, level: int | None, least: str, most: str
) -> None:
    verdict = judge(a_sheet({"A.1": first, "A.2": second}), INCOMPLETE)
    assert (verdict.level, verdict.groups[0].least, verdict.groups[0].most) == (level, Decimal(least), Decimal(most))


def test_the_total_of_a_group_settles_what_an_incomplete_set_leaves_open() -> None:
    sheet = a_sheet({"A.1": "40", "A.2": "25.5"}, totals={"A": "75"})
    assert judge(sheet, INCOMPLETE).level == 2


def test_too_many_criteria_make_a_range_too() -> None:
    verdict = judge(a_sheet({"A.1": "60", "A.2": "25"}), a_set(a_group("A", "70", "45"), status=SetStatus.INCOMPLETE))
    assert (verdict.groups[0].least, verdict.groups[0].most, verdict.level) == (Decimal(70), Decimal(85), None)


def test_without_criteria_the_level_is_what_was_entered_by_hand() -> None:
    verdict = judge(a_sheet(totals={"I": "80"}, level=2), set_3276())
    assert (verdict.computed, verdict.level, verdict.is_by_hand) == (None, 2, True)
    assert judge(a_sheet(totals={"I": "80"}), set_3276()).level is None


def test_a_level_by_hand_stands_only_where_the_points_do_not_exclude_it() -> None:
    sheet = {"A.1": "40", "A.2": "25.5"}
    assert judge(a_sheet(sheet, level=3), INCOMPLETE).level == 3
    assert judge(a_sheet(sheet, level=1), INCOMPLETE).level is None
    assert judge(a_sheet(sheet, level=1), INCOMPLETE).contradicts(1)


def whole_4725(**changed: object) -> dict[str, object]:
    """Every row of 4725 answered in full, but for what is changed."""
    full = {c.code: True if c.maximum is None else str(c.maximum) for c in set_4725().criteria}
    return {**full, **changed}


def test_a_school_with_everything_of_4725_is_at_level_3() -> None:
    verdict = judge(a_sheet(whole_4725()), set_4725())
    assert [(g.least, g.most) for g in verdict.groups] == [(Decimal(100), Decimal(100)), (Decimal(90), Decimal(100))]
    assert verdict.level == 3
    assert [str(w.facts["group"]) for w in warnings_for(verdict)] == ["II"]


@pytest.mark.parametrize("code", ["1.1", "1.2", "2.1", "2.2"])
def test_each_mandatory_row_of_4725_caps_at_level_1(code: str) -> None:
    assert judge(a_sheet(whole_4725(**{code: False})), set_4725()).level == 1


def test_half_points_decide_at_4725_s_bound() -> None:
    # Group I comes to 75, then to 75.5; group II stays full.
    low = {"1.5.1": "0", "1.4": "0"}
    assert judge(a_sheet(whole_4725(**low)), set_4725()).level == 2
    assert judge(a_sheet(whole_4725(**(low | {"1.4": str(HALF)}))), set_4725()).level == 3


def test_what_is_recognised_follows_from_the_newer_of_review_and_recognition() -> None:
    def scored(kind: LevelKind, points: str) -> dict[str, object]:
        return {"scores": a_sheet(totals={"A": points}, kind=kind)}

    indicators = a_set()
    external = ("10/03/2025", scored(LevelKind.EXTERNAL, "60"))
    recognized = ("12/03/2025", scored(LevelKind.RECOGNIZED, "80"))
    again = ("20/03/2025", scored(LevelKind.EXTERNAL, "40"))
    opened: tuple[str, dict[str, object]] = ("25/11/2024", {})

    def level(*steps: tuple[str, dict[str, object]]) -> int | None:
        return level_to_record(None, LevelKind.RECOGNIZED, a_state(opened, *steps), indicators)

    assert [level(), level(external), level(external, recognized), level(external, recognized, again)] == [
        *(None, 2, 3, 1)
    ]
    assert judge_case(LevelKind.SELF, a_state(opened, external), indicators) is None


def explained(points: dict[str, object], indicators: IndicatorSet) -> list[str]:
    use_language(Language.VI)
    return [str(step) for step in reasons_for(judge(a_sheet(points), indicators))]


def test_the_reasons_go_step_by_step_from_points_to_level() -> None:
    assert explained({"A.1": "35.5", "A.2": "40"}, a_set()) == [
        "nhóm A (Nhóm A): các tiêu chí cộng được 75,5 trên 100 điểm",
        "75,5 điểm: trên 75 là mức 3",
        "mức chung là mức của nhóm thấp nhất: mức 3",
    ]


def test_the_reasons_name_what_keeps_a_level_from_being_told() -> None:
    assert explained({"A.1": "30"}, a_set())[1:] == [
        "nhóm A: chưa trả lời A.2",
        "nhóm A: còn điểm chưa rõ, tổng có thể từ 30 đến 70",
        "30 điểm: dưới 50 là mức 1",
        "70 điểm: từ 50, đến 75 là mức 2",
        "chưa tính được mức: còn 1 tiêu chí chưa trả lời",
    ]


def test_a_band_without_bounds_is_any_points() -> None:
    assert str(band_words(Band(1, Decimal(0), Decimal(100)))) == "mọi điểm"
