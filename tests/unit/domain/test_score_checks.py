from typing import Any

import pytest

from cycle_engine.domain.indicators import SetStatus
from cycle_engine.domain.score_checks import sheet_problems
from cycle_engine.domain.scoring import ScoreEntry, ScoreSheet
from cycle_engine.messages import Language, use_language
from tests.indicator_sets import a_group, a_set, a_sheet, set_3276, set_4725

INDICATORS = a_set(a_group("A", "60", "40", mandatory=1))


def problems(sheet: ScoreSheet, **given: Any) -> list[tuple[str, str]]:
    found = sheet_problems(sheet, given.get("indicators", INDICATORS))
    return [(problem.where, problem.message.key.removeprefix("scores.")) for problem in found]


def test_a_sheet_may_have_gaps_and_bounds() -> None:
    assert problems(a_sheet()) == []
    assert problems(a_sheet({"A.m1": False, "A.1": "0", "A.2": "40"})) == []
    assert problems(a_sheet({"A.1": "59.5"})) == []


@pytest.mark.parametrize(
    ("answers", "problem"),
    [
        ({"A.9": "1"}, "code_unknown"),
        ({"A.1": "60.5"}, "points_out_of_range"),
        ({"A.1": "-0.5"}, "points_out_of_range"),
        ({"A.1": "0.25"}, "points_between_steps"),
        ({"A.1": True}, "wants_points"),
        ({"A.m1": "1"}, "wants_yes_or_no"),
    ],
)
def test_an_answer_that_cannot_be_is_named_by_its_code(answers: dict[str, Any], problem: str) -> None:
    assert problems(a_sheet(answers)) == [(next(iter(answers)), problem)]


def test_everything_wrong_is_said_at_once() -> None:
    sheet = a_sheet({"A.1": "61", "A.9": "1"}, totals={"Z": "1", "A": "101"})
    assert [where for where, _ in problems(sheet)] == ["A.1", "A.9", "Z", "A"]


@pytest.mark.parametrize("language", list(Language))
def test_a_code_or_group_is_named_once_in_what_is_said_of_it(language: Language) -> None:
    answers = {"1.3.9": "1", "1.3.1": "7", "1.3.2": "0.3", "1.3.3": True, "1.1": "1"}
    totals = {"Nhóm Z": "1", "II": "101"}
    found = sheet_problems(a_sheet(answers, totals=totals), set_4725())
    found += sheet_problems(a_sheet({"1.3.1": "6"}, totals={"I": "100.5", "II": "75.3"}), set_4725())
    found += sheet_problems(a_sheet({"1.3.1": "6"}, totals={"I": "5"}), set_4725())
    found += sheet_problems(a_sheet({"1.1": True}), set_3276())
    use_language(language)
    assert [problem.where for problem in found] == [*answers, *totals, "I", "II", "I", "1.1"]
    assert [str(problem) for problem in found if str(problem).count(problem.where) != 1] == []


def test_a_code_entered_twice_is_a_slip() -> None:
    sheet = ScoreSheet(a_sheet().kind, entries=(ScoreEntry("A.m1", met=True), ScoreEntry("A.m1", met=False)))
    assert problems(sheet) == [("A.m1", "entered_twice")]


@pytest.mark.parametrize(
    ("points", "total", "is_sound"),
    [({"A.1": "50", "A.2": "30"}, "80", True), ({"A.1": "50", "A.2": "30"}, "80.5", False), ({"A.1": "50"}, "90", True),
     ({"A.1": "50"}, "90.5", False), ({"A.1": "50"}, "49.5", False)],
)  # fmt: skip
def test_a_total_agrees_with_the_criteria_that_were_entered(points: dict[str, Any], total: str, is_sound: bool) -> None:  # noqa: FBT001
    assert (problems(a_sheet(points, totals={"A": total})) == []) is is_sound


def test_of_an_incomplete_set_a_total_may_hold_the_points_no_criterion_has() -> None:
    incomplete = a_set(a_group("A", "50", "40"), status=SetStatus.INCOMPLETE)
    answers = {"A.1": "50", "A.2": "40"}
    assert problems(a_sheet(answers, totals={"A": "100"}), indicators=incomplete) == []
    assert problems(a_sheet({"A.1": "49.5", "A.2": "40"}, totals={"A": "100"}), indicators=incomplete) != []


@pytest.mark.parametrize(("level", "problem"), [(0, "level_unknown"), (4, "level_unknown"), (3, "level_contradicts")])
def test_a_level_by_hand_must_be_one_and_agree_with_the_points(level: int, problem: str) -> None:
    sheet = a_sheet({"A.m1": True, "A.1": "35", "A.2": "40"}, level=level)
    assert problems(sheet) == [("", problem)]


def test_a_total_comes_in_the_steps_of_its_criteria() -> None:
    assert problems(a_sheet(totals={"I": "75.5"}), indicators=set_4725()) == []
    assert problems(a_sheet(totals={"I": "75.3"}), indicators=set_4725()) == [("I", "total_between_steps")]


def test_a_set_without_criteria_takes_totals_and_a_level_by_hand() -> None:
    assert problems(a_sheet(totals={"I": "72.5", "II": "60"}, level=2), indicators=set_3276()) == []
    assert problems(a_sheet({"1.1": True}), indicators=set_3276()) == [("1.1", "no_criteria")]
    assert problems(a_sheet(totals={"I": "10000.5"}), indicators=set_3276()) == [("I", "total_out_of_range")]
    assert problems(a_sheet(totals={"một tên quá dài cho nhóm": "1"}), indicators=set_3276())[0][1] == "group_unnamed"
