"""What the roster says of one unit, asked by its code however it is typed."""

import json
from pathlib import Path

import pytest

import cli


@pytest.fixture
def office(tmp_path: Path) -> list[str]:
    folder = tmp_path / "office"
    before = ["--workspace", str(folder)]
    assert cli.run(["init", str(folder)]) == 0
    assert cli.run([*before, "school", "import", str(folder / "sample-roster.csv"), "--apply"]) == 0
    return before


def test_a_unit_is_shown_with_its_people(office: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert cli.run([*office, "--json", "school", "show", "mn01"]) == 0
    shown = json.loads(capsys.readouterr().out)
    assert (shown["code"], shown["parent"], shown["email"]) == ("MN01", "PGD", "mn01@truong.example")
    assert cli.run([*office, "school", "show", "MN01"]) == 0
    assert "Trường Mầm non Mẫu 01" in capsys.readouterr().out


def test_an_unknown_unit_is_answered_with_the_nearest(office: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run([*office, "school", "show", "MN1"]) == 3
    assert "MN01" in capsys.readouterr().err
