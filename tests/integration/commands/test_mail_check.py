"""An office's own templates are tried before they spoil a letter, and one that breaks is told of where people look."""

import json
from pathlib import Path

import pytest

from cycle_engine.resources import shipped
from tests.command_line import run

SAMPLE = shipped("config") / "sample-roster.csv"
BROKEN = "một\n{{ letter.nobody }}"


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    assert run(["init", str(tmp_path / "office"), "--rehearsal"]).status == 0
    return tmp_path / "office"


def lay(workspace: Path, name: str, content: str) -> None:
    file = workspace / "templates" / "email" / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(content, encoding="utf-8")


def test_without_templates_of_its_own_an_office_has_nothing_to_put_right(workspace: Path) -> None:
    assert run(["--workspace", str(workspace), "mail", "check"]).status == 0
    told = run(["--workspace", str(workspace), "--json", "mail", "check"])
    assert (told.status, json.loads(told.out)) == (0, {"problems": []})


def test_every_broken_template_is_named_by_file_and_line(workspace: Path) -> None:
    lay(workspace, "reminder/subject.txt", BROKEN)
    lay(workspace, "recognized/body.txt", "{{ letter.news[0].nobody }}")
    lay(workspace, "weekly_digest/subject.txt", "\n\n{{ letter.weeks[0].nobody }}")
    told = run(["--workspace", str(workspace), "mail", "check"])
    assert told.status == 1
    for place in ("reminder/subject.txt:2", "recognized/body.txt:1", "weekly_digest/subject.txt:3"):
        assert place in told.err
    found = json.loads(run(["--workspace", str(workspace), "--json", "mail", "check"]).out)["error"]
    assert "reminder/subject.txt:2" in [problem["where"] for problem in found["details"]["problems"]]


@pytest.mark.parametrize("command", [["tick", "--as-of", "2025-01-10"], ["run", "--once", "--as-of", "2025-01-10"]])
def test_a_template_that_breaks_is_told_of_where_the_tick_runs_and_the_letter_goes(
    workspace: Path, command: list[str]
) -> None:
    run(["--workspace", str(workspace), "school", "import", str(SAMPLE), "--apply", "--as-of", "2024-11-25"])
    opened = run(["--workspace", str(workspace), "open", "74-KH-GDDT", "--as-of", "2024-11-25"])
    assert opened.status == 0, opened.err
    lay(workspace, "reminder/subject.txt", BROKEN)
    ticked = run(["--workspace", str(workspace), *command])
    assert ticked.status == 0
    assert "reminder/subject.txt:2" in ticked.err
    subjects = [
        letter["subject"]
        for letter in json.loads(run(["--workspace", str(workspace), "--json", "mail", "list"]).out)["letters"]
    ]
    assert any("Nhắc hạn tự đánh giá" in subject for subject in subjects)
