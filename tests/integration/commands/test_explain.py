"""``cycle explain`` from outside: what it says, what it refuses, and where what was said is seen again."""

import json
from pathlib import Path

import pytest

from tests.command_line import cycle

LATE = ("--as-of", "2025-02-06")
EXPLAIN = (*LATE, "explain", "MN01", "II.1", "--reason", "mất điện từ 15/01")


def test_an_explanation_is_seen_in_status_why_and_history(workspace: Path) -> None:
    assert 'cycle explain MN01 II.1 --reason "why"' in cycle(workspace, *LATE, "-v", "status", "MN01").out
    assert 'cycle explain MN01 II.1 --reason "why"' in cycle(workspace, *LATE, "why", "MN01").out
    said = cycle(workspace, *EXPLAIN)

    assert said.status == 0
    assert "milestone II.1 explained (3 working days late)" in said.out
    shown = "II.1: explained on 06/02/2025"
    assert shown in cycle(workspace, *LATE, "-v", "status", "MN01").out
    assert shown in cycle(workspace, *LATE, "why", "MN01").out
    assert "cycle explain" not in cycle(workspace, *LATE, "-v", "status", "MN01").out
    assert "milestone II.1; mất điện từ 15/01" in cycle(workspace, *LATE, "history", "MN01").out
    assert cycle(workspace, *LATE, "audit", "verify").status == 0


def test_explaining_again_shows_what_it_takes_the_place_of(workspace: Path) -> None:
    cycle(workspace, *EXPLAIN)
    again = cycle(workspace, *LATE, "explain", "MN01", "II.1", "--reason", "mất mạng", "--dated", "05/02/2025")

    assert "in place of the explanation of 06/02/2025: mất điện từ 15/01" in again.out
    assert "II.1: explained on 05/02/2025" in cycle(workspace, *LATE, "-v", "status", "MN01").out


def test_programs_read_what_was_said(workspace: Path) -> None:
    first = json.loads(cycle(workspace, "--json", *EXPLAIN).out)
    again = (*LATE, "explain", "MN01", "II.1", "--reason", "mất mạng")
    second = json.loads(cycle(workspace, "--json", *again).out)
    assert first == {
        "unit": "MN01",
        "milestone": "II.1",
        "round": 1,
        "state": "late",
        "days_late": 3,
        "reason": "mất điện từ 15/01",
        "occurred_on": "2025-02-06",
        "replaces": None,
    }
    assert second["replaces"] == {"reason": "mất điện từ 15/01", "occurred_on": "2025-02-06"}

    case = json.loads(cycle(workspace, "--json", *LATE, "status", "MN01").out)["cases"][0]
    said = {one["id"]: one["explanation"] for one in case["milestones"]}
    assert said["II.1"]["reason"] == "mất mạng"
    assert said["II.2"] is None
    late = json.loads(cycle(workspace, "--json", *LATE, "why", "MN01").out)["late"]
    assert [(one["id"], one["explanation"]["occurred_on"]) for one in late] == [("II.1", "2025-02-06")]
    events = json.loads(cycle(workspace, "--json", *LATE, "history", "MN01").out)["events"]
    assert (events[-1]["kind"], events[-1]["explains"]) == ("explained", {"milestone": "II.1", "round": 1})


@pytest.mark.parametrize(
    ("words", "status", "hint"),
    [
        (("--as-of", "2025-01-20", "explain", "MN01", "II.1", "--reason", "x"), 1, "late only after 03/02/2025"),
        ((*LATE, "explain", "MN01", "II.4", "--reason", "x"), 1, "cycle explain MN01 II.1"),
        ((*LATE, "explain", "MN01", "II.1", "--reason", " "), 1, "--reason"),
        ((*LATE, "explain", "MN01", "II.1", "--reason", "x", "--dated", "2025-02-07"), 1, "--dated"),
        ((*LATE, "explain", "MN01", "II.9", "--reason", "x"), 3, "II.1"),
        ((*LATE, "explain", "MN99", "II.1", "--reason", "x"), 3, ""),
        ((*LATE, "--as", "nguoi-la", "explain", "MN01", "II.1", "--reason", "x"), 3, "officer add nguoi-la"),
        ((*LATE, "explain", "MN01", "II.1"), 2, "--reason"),
    ],
)
def test_a_refusal_says_what_to_do(workspace: Path, words: tuple[str, ...], status: int, hint: str) -> None:
    refused = cycle(workspace, *words)
    assert refused.status == status, refused.err
    assert hint in refused.err


def test_a_school_explains_for_itself_and_not_for_another(workspace: Path) -> None:
    cycle(workspace, *LATE, "officer", "add", "truong-mot", "--role", "school", "--unit", "MN01")
    as_school = (*LATE, "--as", "truong-mot", "explain")

    assert cycle(workspace, *as_school, "MN01", "II.1", "--reason", "mất điện").status == 0
    refused = cycle(workspace, "--json", *as_school, "MN02", "II.1", "--reason", "mất điện")
    assert (refused.status, json.loads(refused.out)["error"]["code"]) == (5, "explanation_not_yours")


def test_a_formula_stays_text(workspace: Path) -> None:
    cycle(workspace, *LATE, "explain", "MN01", "II.1", "--reason", '=HYPERLINK("http://x.example")\u202e<b>')
    assert '=HYPERLINK("http://x.example")<b>' in cycle(workspace, *LATE, "-v", "status", "MN01").out
