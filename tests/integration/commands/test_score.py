"""Scores on the command line: typed with a comma or a point, shown side by side, explained, refused with the cure."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from cycle_engine.definitions.indicator_reader import parse_indicators
from tests.command_line import Answer, cycle
from tests.indicator_sets import SMALL_SET_TEXT, keep_small_set

AT = ("--as-of", "2025-01-13")


@pytest.fixture(scope="session")
def _scored(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("scored") / "office"
    answer = cycle(folder, "init", str(folder), "--rehearsal")
    assert answer.status == 0, answer.err
    keep_small_set(folder)
    for words in (("school", "import", str(folder / "sample-roster.csv"), "--apply"), ("open", "74-KH-GDDT")):
        answer = cycle(folder, "--as-of", "2024-11-25", *words)
        assert answer.status == 0, answer.err
    return folder


@pytest.fixture
def scored(_scored: Path, tmp_path: Path) -> Path:
    """A rehearsal whose office has a whole indicator set of its own."""
    return Path(shutil.copytree(_scored, tmp_path / "office"))


def enter(workspace: Path, *words: str) -> Answer:
    return cycle(workspace, *AT, "score", "enter", "MN01", *words)


def shown(workspace: Path, *words: str) -> dict[str, Any]:
    answer = cycle(workspace, "--json", "score", *words)
    assert answer.status == 0, answer.err
    found: dict[str, Any] = json.loads(answer.out)
    return found


@pytest.mark.parametrize(
    "words",
    [
        ("--points", "A.0=có,A.1=40,5,A.2=20"),
        ("--points", "A.0=yes,A.1=40.5,A.2=20.0"),
        ("--points", "A.0=Có", "--points", "A.1=40,5;A.2=20"),
        ("--points", "A.1=40,5", "--points", "A.2=20,A.0=YES"),
    ],
)
def test_points_are_typed_with_a_comma_or_a_point(scored: Path, words: tuple[str, ...]) -> None:
    answer = enter(scored, "self", *words)
    assert (answer.status, "Level 2." in answer.out) == (0, True), answer.err
    criteria = {one["code"]: one["answers"]["self"] for one in shown(scored, "show", "MN01")["criteria"]}
    assert [criteria["A.0"]["met"], criteria["A.1"]["points"]] == [True, "40.5"]
    assert criteria["A.2"]["points"] in {"20", "20.0"}


@pytest.mark.parametrize("words", ["A.1", "A.1=", "=5", "A.1=nhiều", "A.1=4x"])
def test_what_is_no_answer_is_told_with_an_example(scored: Path, words: str) -> None:
    answer = enter(scored, "self", "--points", words)
    assert answer.status == 2
    assert "--points 1.3.1=6.5" in answer.err


def test_nothing_to_record_is_not_recorded(scored: Path) -> None:
    assert enter(scored, "self").status == 2
    assert cycle(scored, "score", "explain", "MN01").status == 1


def test_every_fault_is_told_at_once_in_place(scored: Path) -> None:
    answer = enter(scored, "self", "--points", "A.1=60.5,A.2=0.3,A.9=1")
    assert answer.status == 1
    assert all(f"  {code}: " in answer.err for code in ("A.1", "A.2", "A.9"))


def test_a_later_answer_is_put_on_top_and_replace_takes_the_place_of_all(scored: Path) -> None:
    enter(scored, "self", "--points", "A.0=yes,A.1=40,A.2=20")
    enter(scored, "self", "--points", "A.2=36")
    assert shown(scored, "show", "MN01")["sides"]["self"]["level"] == 3
    answer = enter(scored, "self", "--points", "A.2=36", "--replace")
    assert "No level yet." in answer.out
    assert "are the same" in enter(scored, "self", "--points", "A.2=36").out


def test_the_level_is_explained_step_by_step(scored: Path) -> None:
    enter(scored, "self", "--points", "A.0=no,A.1=60,A.2=40")
    out = cycle(scored, "score", "explain", "MN01", "--kind", "self").out
    assert "group A (Nhóm A): the criteria add to 100 of 100 points" in out
    assert "the mandatory A.0 is not met, so level 1 at most" in out
    assert "Warning the mandatory A.0 is not met: level 1 at most (the office's own rule" in out
    assert out.endswith("Level 1.\n")
    told = shown(scored, "explain", "MN01")["sides"]["self"]
    assert (told["level"], told["computed"], told["mandatory_unmet"]) == (1, 1, ["A.0"])
    assert told["groups"] == [{"id": "A", "points": "100", "maximum": "100", "least": "100", "most": "100", "level": 1}]


def test_what_an_incomplete_sheet_still_needs_is_listed(scored: Path) -> None:
    enter(scored, "self", "--points", "A.1=40")
    told = shown(scored, "explain", "MN01")["sides"]["self"]
    assert (told["level"], told["unanswered"]) == (None, ["A.0", "A.2"])


def test_the_three_sides_stand_beside_each_other_with_what_differs(scored: Path) -> None:
    enter(scored, "self", "--points", "A.0=yes,A.1=40,A.2=20", "--number", "03/BB-MN", "--dated", "10/01/2025")
    _to_review(scored)
    review = cycle(
        scored, "--as-of", "2025-03-03", "score", "enter", "MN01", "external", "--points", "A.0=yes,A.1=30.5,A.2=20"
    )
    assert review.status == 0, review.err
    lines = cycle(scored, "score", "show", "MN01").out.splitlines()
    assert next(line.split()[-6:] for line in lines if line.startswith("A.1")) == ["60", "40", "30.5", "-", "-9.5", "-"]
    assert any("paper no. 03/BB-MN of 10/01/2025" in line for line in lines)
    told = shown(scored, "show", "MN01")
    assert {kind: side["level"] for kind, side in told["sides"].items()} == {"self": 2, "external": 2}
    assert next(one["difference"] for one in told["criteria"] if one["code"] == "A.1") == "-9.5"
    before = cycle(scored, "--json", "--as-of", "2025-02-01", "score", "show", "MN01")
    assert list(json.loads(before.out)["sides"]) == ["self"]


def test_history_says_that_scores_were_entered_and_what(scored: Path) -> None:
    enter(scored, "self", "--points", "A.1=40", "--group", "A=60", "--number", "03/BB-MN")
    out = cycle(scored, "history", "MN01").out
    assert "Scores entered" in out
    assert "self-assessment's scores: 1 criterion, A 60, 03/BB-MN" in out
    events = json.loads(cycle(scored, "--json", "history", "MN01").out)["events"]
    assert events[-1]["scores"]["entries"] == [{"code": "A.1", "points": "40", "met": None, "note": None}]


def test_scores_at_another_stage_are_refused_with_the_steps_that_lead_there(scored: Path) -> None:
    answer = cycle(scored, "score", "enter", "MN01", "external", "--level", "2", *AT)
    assert answer.status == 1
    assert "hint: lead the case through: Submit the self-assessment" in answer.err
    assert "begin with: cycle advance MN01 submit" in answer.err


def test_a_sheet_seen_before_somebody_moved_is_a_conflict(scored: Path) -> None:
    enter(scored, "self", "--points", "A.1=40")
    answer = enter(scored, "self", "--points", "A.1=41", "--seen", "1")
    assert answer.status == 4


def test_with_the_shipped_placeholder_totals_and_a_level_are_taken_by_hand(workspace: Path) -> None:
    enter(workspace, "self", "--group", "I=72,5", "--group", "II=60", "--level", "2")
    told = shown(workspace, "show", "MN01")
    assert told["groups"][0] == {
        "id": "I",
        "label": None,
        "maximum": None,
        "points": {"self": "72.5", "external": None, "recognized": None},
    }
    assert told["sides"]["self"]["by_hand"]
    assert parse_indicators(SMALL_SET_TEXT, file="x.toml").id == told["set"]["id"]


def test_numbers_on_screen_are_written_as_the_language_spoken_writes_them(scored: Path) -> None:
    enter(scored, "self", "--points", "A.0=yes,A.1=40.5,A.2=20")
    for language, written, other in (("en", "40.5", "40,5"), ("vi", "40,5", "40.5")):
        for asked in (("show",), ("explain", "--kind", "self")):
            said = cycle(scored, "--lang", language, "score", asked[0], "MN01", *asked[1:]).out
            assert other not in said
            assert written in said or written.replace("40", "60") in said
    too_much = enter(scored, "self", "--points", "A.1=60.5").err
    assert "A.1: the points, 60.5, are not between 0 and 60" in too_much


def _to_review(workspace: Path) -> None:
    """Bring MN01 to its external review."""
    papers = {
        "submit": "self_assessment_minutes",
        "approve": "self_assessment_decision",
        "request_review": "review_submission",
    }
    for transition, paper in papers.items():
        words = ("advance", "MN01", transition, "--document", f"{paper}=https://mn01.truong.example/{paper}")
        answer = cycle(workspace, *AT, *words)
        assert answer.status == 0, answer.err
