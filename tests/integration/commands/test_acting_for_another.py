"""``--as``: an administrator at the desk of another, for reading as for acting."""

from pathlib import Path

import pytest

from cycle_engine.app import login
from tests.command_line import cycle

READS = [("status",), ("status", "MN01"), ("why", "MN01"), ("history", "MN01"), ("mail", "list"), ("school", "list")]


@pytest.mark.parametrize("words", READS)
def test_nobody_reads_as_a_login_that_has_no_role(workspace: Path, words: tuple[str, ...]) -> None:
    answer = cycle(workspace, "--as", "nguoi-la", *words)
    assert (answer.status, answer.out) == (3, "")
    assert "nguoi-la has no role here" in answer.err


@pytest.mark.parametrize("words", READS)
def test_only_an_administrator_reads_as_another(workspace: Path, words: tuple[str, ...]) -> None:
    _hand_over(workspace)
    answer = cycle(workspace, "--as", "can-bo", *words)
    assert (answer.status, answer.out) == (5, "")
    assert "--as is for administrators" in answer.err


def test_an_administrator_sees_what_the_other_may_do(workspace: Path) -> None:
    assert cycle(workspace, "officer", "add", "mn01", "--role", "school", "--unit", "MN01").status == 0
    assert cycle(workspace, "--as", "mn01", "status").status == 0
    assert "not_permitted" not in cycle(workspace, "--json", "--as", "mn01", "why", "MN01", "submit").out
    assert "not_permitted" in cycle(workspace, "--json", "--as", "mn01", "why", "MN02", "submit").out


def _hand_over(workspace: Path) -> None:
    """Make somebody else the administrator, so that whoever runs the tests is none."""
    cycle(workspace, "officer", "add", "can-bo", "--role", "officer")
    cycle(workspace, "officer", "add", "nguoi-khac", "--role", "admin")
    assert cycle(workspace, "officer", "remove", login()).status == 0
