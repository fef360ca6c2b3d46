"""The rehearsal that a newcomer sees first: it ends with a summary and files to open, in the language asked for."""

from pathlib import Path

import pytest

from tests.command_line import Answer, Office, run


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("rehearsed") / "demo"


@pytest.fixture(scope="module")
def told(folder: Path) -> Answer:
    return run(["--lang", "en", "demo", str(folder)])


def test_it_tells_the_year_to_its_end_in_one_language(told: Answer) -> None:
    assert (told.status, told.err) == (0, "")
    lines = told.out.splitlines()
    assert sum("/2024" in line or "/2025" in line for line in lines) >= 8
    assert "Published: 24" in told.out
    assert "tháng" not in told.out


def test_what_it_names_can_be_opened(told: Answer, folder: Path) -> None:
    named = {word.rstrip(".") for word in told.out.split() if word.startswith(str(folder))}
    assert len(named) >= 4
    assert all(Path(word).exists() for word in named)


def test_every_school_is_published_but_the_exempt_one_and_the_history_is_whole(told: Answer, folder: Path) -> None:
    assert told.status == 0
    stages = [case["stage"] for case in Office(folder).ask("status")["cases"]]
    assert (stages.count("published"), stages.count("exempt"), stages.count("reported")) == (24, 1, 1)
    assert Office(folder).ask("audit", "verify")["damage"] == []


def test_no_letter_has_left(told: Answer, folder: Path) -> None:
    assert told.status == 0
    letters = Office(folder).ask("mail", "list")["letters"]
    kept = list((folder / "mail" / "new").iterdir())
    assert len(kept) == sum(letter["state"] == "sent" for letter in letters) > 100


def test_a_folder_that_holds_something_is_not_touched(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine", "utf-8")
    answer = run(["demo", str(tmp_path)])
    assert answer.status == 1
    assert run(["demo", str(tmp_path), "--replace"]).status == 1
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]
