"""The options of every command stand before it, or after."""

import json
from pathlib import Path

import pytest

from tests.command_line import cycle, run


def test_an_option_of_every_command_works_after_the_command_too(
    workspace: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(workspace.parent)
    before = run(["--workspace", "office", "--as-of", "2025-01-06", "--json", "status", "MN01"])
    after = run(["status", "MN01", "--workspace", "office", "--as-of", "2025-01-06", "--json"])
    assert after == before
    assert json.loads(after.out)["as_of"] == "2025-01-06"


def test_a_refusal_is_json_too_wherever_that_was_asked_for(workspace: Path) -> None:
    answer = cycle(workspace, "status", "MN1", "--json", "--lang", "vi")
    told = json.loads(answer.out)["error"]
    assert (answer.status, told["code"]) == (3, "unit_not_found")
    assert "có phải ý bạn là MN01" in told["hints"][0]


def test_an_option_that_nobody_knows_is_still_refused(workspace: Path) -> None:
    answer = cycle(workspace, "status", "--colour", "--json")
    assert (answer.status, json.loads(answer.out)["error"]["code"]) == (2, "option_unknown")
