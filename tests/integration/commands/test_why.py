"""What is missing, and the one command line that supplies it."""

import json
import shlex
from pathlib import Path
from typing import Any

import pytest

from tests.command_line import Answer, cycle

AT = ("--as-of", "2025-01-06")


def test_one_whole_command_line_supplies_everything_that_is_missing(workspace: Path) -> None:
    line = "cycle advance MN01 submit --document self_assessment_minutes=document.pdf --level N"
    assert f"everything in one command: {line}" in cycle(workspace, "why", "MN01", "submit").out
    assert _step(workspace, "MN01", "submit")["command"] == line
    refused = cycle(workspace, *AT, "advance", "MN01", "submit")
    assert refused.err.splitlines()[-1] == f"hint: everything in one command: {line}"


def test_filled_in_the_line_does_what_it_promised(workspace: Path) -> None:
    line = _step(workspace, "MN01", "submit")["command"]
    assert _typed(workspace, line).status == 0
    assert "Approval of the self-assessment" in cycle(workspace, "status", "MN01").out


def test_what_was_typed_stays_in_the_line_and_what_was_refused_goes(workspace: Path) -> None:
    words = ("--level", "7", "--note", "first try", "--until", "01/02/2025", "--document", "letter=https://a.example")
    refused = cycle(workspace, *AT, "--json", "advance", "MN01", "submit", *words)
    command = json.loads(refused.out)["error"]["details"]["command"]
    assert command == (
        'cycle advance MN01 submit --note "first try" --document self_assessment_minutes=document.pdf --level N'
    )
    assert _typed(workspace, command).status == 0


def test_no_line_helps_at_another_stage(workspace: Path) -> None:
    assert _step(workspace, "MN01", "publish")["command"] is None
    refused = cycle(workspace, *AT, "advance", "MN01", "publish")
    assert "in one command" not in refused.err


def test_where_one_thing_is_missing_its_own_hint_is_the_line(workspace: Path) -> None:
    out = cycle(workspace, "why", "MN01", "exempt").out
    assert 'cycle advance MN01 exempt --reason "the reason"' in out
    assert "in one command" not in out


def test_a_closed_gate_names_the_unit_whose_step_opens_it(workspace: Path) -> None:
    for transition in ("submit", "approve", "request_review"):
        assert _typed(workspace, _step(workspace, "MN01", transition)["command"]).status == 0
    assert "see what it still needs: cycle why PGD" in cycle(workspace, "why", "MN01", "conclude_review").out


@pytest.mark.parametrize(("language", "stage"), [("vi", "Tự đánh giá"), ("en", "Self-assessment")])
def test_stages_are_named_in_the_reader_s_language(workspace: Path, language: str, stage: str) -> None:
    said = cycle(workspace, *AT, "--lang", language, "advance", "MN01", "publish").err
    assert f"“{stage}”" in said
    assert "self_assessment" not in said


def _step(workspace: Path, unit: str, transition: str) -> dict[str, Any]:
    (step,) = json.loads(cycle(workspace, "--json", "why", unit, transition).out)["transitions"]
    found: dict[str, Any] = step
    return found


def _typed(workspace: Path, line: str) -> Answer:
    """Type a line that was shown, with its samples filled in."""
    paper = workspace / "document.pdf"
    paper.write_text("Bản mẫu\n", "utf-8")
    words = shlex.split(line.replace("document.pdf", paper.as_posix()).replace("--level N", "--level 2"))
    assert words[0] == "cycle"
    return cycle(workspace, *AT, *words[1:])
