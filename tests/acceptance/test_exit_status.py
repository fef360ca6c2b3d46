"""How a command ends, as a shell and a script see it: each of the seven exit statuses, from processes of their own."""

import json
import shutil
from datetime import date
from pathlib import Path

import pytest

from tests.command_line import REAL_PLAN, Answer, rehearse, run_process

DAY = "2025-01-20"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("exit") / "office"
    office = rehearse(folder, date(2024, 11, 22))
    office.ask("plan", "read", str(REAL_PLAN), "-o", str(folder / "plan.toml"))
    office.ask("open", str(folder / "plan.toml"))
    office.ask("officer", "add", "mn01", "--role", "school", "--unit", "MN01")
    return folder


def typed(folder: Path, *arguments: str) -> Answer:
    return run_process("--workspace", str(folder), "--as-of", DAY, "--json", *arguments)


@pytest.mark.parametrize(
    ("status", "code", "arguments"),
    [
        (1, "transition_refused", ("advance", "MN01", "submit")),
        (2, "no_date", ("extend", "MN01", "II.1", "--until", "mai", "--reason", "lý do")),
        (3, "unit_not_found", ("status", "MN99")),
        (4, "case_moved", ("advance", "MN01", "exempt", "--reason", "lý do", "--seen", "0")),
        (5, "not_permitted", ("--as", "mn01", "advance", "MN02", "submit")),
    ],
)
def test_each_kind_of_no_has_its_number_and_its_name(
    folder: Path, status: int, code: str, arguments: tuple[str, ...]
) -> None:
    answer = typed(folder, *arguments)
    assert answer.status == status
    assert json.loads(answer.out)["error"]["code"] == code
    assert answer.err.splitlines()[-1].startswith("hint: ")


def test_what_is_done_ends_with_zero_and_says_nothing_on_the_side(folder: Path) -> None:
    answer = typed(folder, "status", "MN01")
    assert (answer.status, answer.err) == (0, "")


def test_a_database_that_cannot_serve_is_a_six(folder: Path, tmp_path: Path) -> None:
    broken = shutil.copytree(folder, tmp_path / "broken")
    (broken / "cycle.db").write_bytes(b"this is no database, whatever its name says " * 200)
    answer = typed(broken, "status")
    assert answer.status == 6
    assert json.loads(answer.out)["error"]["code"] == "database_unavailable"
