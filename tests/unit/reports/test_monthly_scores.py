"""Exemplary schools and criteria come from what somebody else looked at, and from nothing that nobody entered."""

from dataclasses import replace
from decimal import Decimal

from cycle_engine.domain.definition import LevelKind
from cycle_engine.domain.indicators import Criterion, Group, IndicatorSet, SetStatus
from cycle_engine.domain.scoring import ScoreEntry, ScoreSheet
from cycle_engine.reports.monthly_scores import Sheets, best_met, list_exemplary, most_missed, rank_criteria
from tests.unit.reports.samples import march_standings

TEN = Decimal(10)
SET = IndicatorSet(
    "mau",
    1,
    "",
    "",
    None,
    "",
    SetStatus.PLACEHOLDER,
    (),
    groups=(
        Group(
            "I",
            "Nhóm mẫu",
            Decimal(20),
            (Criterion("1.1", "a", "I", TEN), Criterion("1.2", "b", "I", TEN), Criterion("1.3", "c", "I")),
        ),
    ),
)
SCHOOLS = [one for one in march_standings() if one.track == "school"][:3]


def a_sheet(kind: LevelKind, first: int | None, second: int, *, met: bool = True) -> ScoreSheet:
    points = None if first is None else Decimal(first)
    entries = (ScoreEntry("1.1", points), ScoreEntry("1.2", Decimal(second)), ScoreEntry("1.3", met=met))
    return ScoreSheet(kind, entries=entries)


def test_a_school_s_own_scores_make_neither_an_example_nor_a_miss() -> None:
    standings = [replace(one, levels={LevelKind.SELF: 3}) for one in SCHOOLS]
    sheets: Sheets = {one.case_id: {LevelKind.SELF: a_sheet(LevelKind.SELF, 10, 0)} for one in SCHOOLS}
    assert list_exemplary(standings, sheets, SET) == ()
    assert rank_criteria(sheets, SET) == ()


def test_recognised_schools_come_first_then_more_points_then_the_name() -> None:
    kinds = (LevelKind.EXTERNAL, LevelKind.RECOGNIZED, LevelKind.EXTERNAL)
    standings = [replace(one, levels={kind: 3}) for one, kind in zip(SCHOOLS, kinds, strict=True)]
    sheets: Sheets = {
        one.case_id: {kind: a_sheet(kind, points, 5)}
        for one, kind, points in zip(SCHOOLS, kinds, (7, 5, 9), strict=True)
    }
    found = list_exemplary(standings, sheets, SET)
    assert [(one.unit, one.points) for one in found] == [
        (SCHOOLS[1].unit, Decimal(10)),
        (SCHOOLS[2].unit, Decimal(14)),
        (SCHOOLS[0].unit, Decimal(12)),
    ]


def test_a_recognised_level_below_the_highest_is_no_example_whatever_the_review_said() -> None:
    standing = replace(SCHOOLS[0], levels={LevelKind.EXTERNAL: 3, LevelKind.RECOGNIZED: 2})
    assert list_exemplary([standing], {}, SET) == ()


def test_criteria_are_ranked_by_what_was_entered_and_nothing_is_taken_for_nought() -> None:
    kind = LevelKind.EXTERNAL
    answers = (a_sheet(kind, 10, 5), a_sheet(kind, None, 0, met=False), a_sheet(kind, 10, 10))
    sheets: Sheets = {one.case_id: {kind: sheet} for one, sheet in zip(SCHOOLS, answers, strict=True)}
    ranked = rank_criteria(sheets, SET)
    assert [(one.code, one.schools, one.met) for one in ranked] == [("1.1", 2, 2), ("1.3", 3, 2), ("1.2", 3, 1)]
    assert [one.code for one in most_missed(ranked)] == ["1.2", "1.3"]
    assert best_met(ranked)[0].code == "1.1"
