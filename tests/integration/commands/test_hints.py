"""Every refusal says what to do next, and every path is one that can be found again."""

from pathlib import Path

import pytest

from tests.command_line import cycle, run

AT = ("--as-of", "2025-01-06")


@pytest.mark.parametrize(
    ("words", "hint"),
    [
        (("school", "merge", "MN01", "MN01"), "cycle school merge MN02 MN01"),
        (("school", "move", "MN01", "MN01"), "cycle school move MN01 PGD"),
        (("database", "backup", "-o", "cycle.toml/copy.db"), "run again"),
        (("database", "restore", "lost.db"), "cycle database restore FILE"),
    ],
)
def test_a_refusal_is_followed_by_its_cure(
    workspace: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], hint: str
) -> None:
    monkeypatch.chdir(workspace)
    answer = cycle(workspace, *AT, *words) if words[0] == "school" else cycle(workspace, *words)
    assert answer.status
    assert hint in answer.err


def test_a_milestone_that_is_done_is_not_extended_and_says_where_to_look(workspace: Path) -> None:
    assert cycle(workspace, *AT, "advance", "MN01", "exempt", "--reason", "lý do").status == 0
    answer = cycle(workspace, *AT, "extend", "MN01", "II.1", "--until", "28/02/2025", "--reason", "lý do")
    assert (answer.status, "cycle status MN01" in answer.err) == (1, True)


@pytest.mark.parametrize(
    ("profile", "office"), [("district-2024", "Phòng"), ("commune-2025", "Ủy ban nhân dân xã Mẫu")]
)
def test_the_sample_roster_is_of_the_kind_of_office_asked_for(tmp_path: Path, profile: str, office: str) -> None:
    assert cycle(tmp_path, "init", str(tmp_path), "--profile", profile).status == 0
    answer = cycle(tmp_path, "school", "import", str(tmp_path / "sample-roster.csv"))
    assert (answer.status, f"+ PGD {office}" in answer.out) == (0, True)


def test_a_workspace_is_named_by_its_whole_path(workspace: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(workspace)
    assert str(workspace) in run(["--lang", "en", "init"]).err
    assert f"workspace {workspace}" in run(["--lang", "en", "doctor"]).out


def test_on_a_day_off_a_tick_says_only_that(workspace: Path) -> None:
    assert cycle(workspace, "--as-of", "2025-01-29", "tick").out == "Today is a day off: nobody is reminded.\n"


def test_a_plan_opened_before_the_roster_begins_says_so_and_how_to_go_on(tmp_path: Path) -> None:
    assert cycle(tmp_path, "init", str(tmp_path), "--rehearsal").status == 0
    roster = ("school", "import", str(tmp_path / "sample-roster.csv"), "--apply")
    early = ("--as-of", "2024-11-25")
    cycle(tmp_path, *AT, *roster)
    refused = cycle(tmp_path, *early, "open", "74-KH-GDDT")
    assert (refused.status, "the roster begins on 06/01/2025" in refused.err) == (1, True)
    assert cycle(tmp_path, *early, *roster).status == 0
    assert cycle(tmp_path, *early, "open", "74-KH-GDDT").status == 0
