"""What people get wrong: each is told clearly, with what to do, in words and for programs, and nothing is changed."""

import os
import shutil
import sqlite3
import subprocess
import sys
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.command_line import REAL_PLAN, ROOT, Answer, Office, rehearse, run

DAY = date(2025, 1, 20)


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("prepared") / "office"
    office = rehearse(folder, date(2024, 11, 22))
    office.ask("plan", "read", str(REAL_PLAN), "-o", str(folder / "plan.toml"))
    office.ask("open", str(folder / "plan.toml"))
    return folder


@pytest.fixture
def office(prepared: Path, tmp_path: Path) -> Office:
    """An office with an open plan, in which something may go wrong."""
    return Office(shutil.copytree(prepared, tmp_path / "office"), DAY)


@dataclass(frozen=True, slots=True)
class Refused:
    """One refusal as a person and as a program sees it."""

    told: Answer
    error: dict[str, Any]

    @property
    def message(self) -> str:
        return str(self.error["message"])

    @property
    def hints(self) -> str:
        return "\n".join(self.error["hints"])


def refuse(office: Office, *arguments: str, status: int) -> Refused:
    """Type a line that is refused, in words and with ``--json``; both say the same, and nothing has changed."""
    before = contents(office.folder)
    told = office.type(*arguments)
    error = office.refused(*arguments, status=status)
    assert told.status == status
    assert told.out == ""
    assert error["message"] in told.err
    assert error["hints"] == told.hints
    assert error["hints"] != []
    assert contents(office.folder) == before
    return Refused(told, error)


def contents(folder: Path) -> dict[str, object]:
    """Everything a workspace holds; what is only a cache does not count."""
    found: dict[str, object] = {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and ".cache" not in path.parts and not path.name.startswith("cycle.db")
    }
    if (folder / "cycle.db").exists():
        connection = sqlite3.connect(f"{(folder / 'cycle.db').as_uri()}?mode=ro", uri=True)
        found["cycle.db"] = list(connection.iterdump())
        connection.close()
    return found


def test_a_plan_file_with_a_wrong_key_is_refused_with_the_keys_there_are(office: Office) -> None:
    plan = office.folder / "mine.toml"
    written = (office.folder / "plan.toml").read_text("utf-8")
    plan.write_text(
        written.replace('title = "', 'tilte = "', 1).replace("due = 2024-11-30", "deu = 2024-11-30", 1), "utf-8"
    )
    refused = refuse(office, "open", str(plan), status=1)
    places = [problem["where"] for problem in refused.error["details"]["problems"]]
    assert {"tilte", "milestones[1].deu"} <= set(places)
    assert "mine.toml" in refused.message


def test_a_roster_is_refused_with_all_its_problems_by_row_and_column(office: Office) -> None:
    roster = office.folder / "roster.csv"
    roster.write_text(
        "Mã;Tên;Loại;Đơn vị quản lý\nMN90;Trường A;mầm non;PGD\nMN90;Trường B;mầm non;PGD\nMN91;Trường C;mầm non;PGX\n",
        "utf-8",
    )
    refused = refuse(office, "school", "import", str(roster), "--apply", status=1)
    problems = refused.error["details"]["problems"]
    assert len(problems) == 2
    (twice, parent) = problems
    assert "3" in twice["where"]
    assert "MN90" in twice["message"]
    assert "4" in parent["where"]
    assert "PGX" in parent["message"]


def test_a_document_that_does_not_exist(office: Office) -> None:
    missing = str(office.folder / "không-có.pdf")
    arguments = ("advance", "MN01", "submit", "--document", f"self_assessment_minutes={missing}", "--level", "2")
    refused = refuse(office, *arguments, status=3)
    assert missing in refused.message


@pytest.mark.parametrize(
    "arguments", [("status", "MN1"), ("why", "MN1"), ("history", "MN1"), ("advance", "MN1", "submit")]
)
def test_an_unknown_unit_is_answered_with_the_nearest(office: Office, arguments: tuple[str, ...]) -> None:
    refused = refuse(office, *arguments, status=3)
    assert refused.error["code"] == "unit_not_found"
    assert "MN01 (Trường Mầm non Mẫu 01)" in refused.hints


def test_an_unknown_transition_is_answered_with_the_nearest(office: Office) -> None:
    refused = refuse(office, "advance", "MN01", "submitt", status=3)
    assert refused.error["code"] == "transition_unknown"
    assert "submit" in refused.hints


def test_a_transition_from_the_wrong_stage_says_so_and_where_to_see_what_can_be_done(office: Office) -> None:
    refused = refuse(office, "advance", "MN01", "publish", status=1)
    (refusal,) = refused.error["details"]["refusals"]
    assert refusal["code"] == "wrong_stage"
    assert "cycle why MN01" in refused.hints


@pytest.mark.parametrize("written", ["31/02/2025", "2025-13-01", "mai", "31-01-2025", ""])
def test_a_date_that_is_no_date(office: Office, written: str) -> None:
    refused = refuse(office, "extend", "MN01", "II.1", "--until", written, "--reason", "lý do", status=2)
    assert "31/01/2025" in refused.hints


def test_a_moment_that_is_no_moment() -> None:
    answer = run(["--as-of", "20/20/2025", "status"])
    assert answer.status == 2
    assert "20/20/2025" in answer.err


def test_a_database_of_a_newer_version_is_left_alone(office: Office) -> None:
    connection = sqlite3.connect(office.folder / "cycle.db")
    with connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()
    for arguments in (("status",), ("tick",), ("advance", "MN01", "submit")):
        refused = refuse(office, *arguments, status=6)
        assert refused.error["code"] == "database_too_new"
        assert "9999" in refused.message


def test_no_workspace_at_all(tmp_path: Path) -> None:
    refused = refuse(Office(tmp_path), "status", status=3)
    assert refused.error["code"] == "workspace_missing"
    assert "cycle init" in refused.hints


def test_a_workspace_is_not_made_over_another(office: Office) -> None:
    refuse(Office(office.folder), "init", status=1)


def test_a_clock_is_set_in_a_rehearsal_only(tmp_path: Path) -> None:
    office = Office(tmp_path / "real")
    office.ask("init", str(office.folder))
    office.day = DAY
    assert refuse(office, "tick", status=1).error["code"] == "as_of_needs_rehearsal"


def test_an_unknown_command_is_answered_with_the_nearest(office: Office) -> None:
    assert "status" in refuse(office, "statsu", status=2).hints
    assert "import" in refuse(office, "school", "imprt", status=2).hints


def test_an_unknown_option_is_answered_with_the_nearest_and_where_to_look(office: Office) -> None:
    refused = refuse(office, "status", "--stag", "recognition", status=2)
    assert "--stag" in refused.message
    assert "--stage " in refused.hints
    assert "cycle status --help" in refused.hints


def test_a_word_that_is_not_among_the_choices_is_answered_with_them(office: Office) -> None:
    assert "department" in refuse(office, "status", "--waiting-on", "nobody", status=2).message


def test_what_is_missing_from_a_line_is_named(office: Office) -> None:
    assert "--until" in refuse(office, "extend", "MN01", "II.1", "--reason", "lý do", status=2).message


def test_a_read_only_workspace_is_read_but_not_written(office: Office) -> None:
    before = contents(office.folder)
    paths = [office.folder, *office.folder.rglob("*")]
    for path in paths:
        path.chmod(0o555 if path.is_dir() else 0o444)
    try:
        read, written = _bound_by_rights(office, "status"), _bound_by_rights(office, "tick")
        made = _bound_by_rights(Office(office.folder / "new"), "--json", "init")
    finally:
        for path in paths:
            path.chmod(0o755 if path.is_dir() else 0o644)
    assert (read.status, read.err) == (0, "")
    assert written.status == 6
    assert written.hints != []
    assert "Traceback" not in written.err
    assert made.status == 6
    assert made.json["error"]["code"] == "not_writable"
    assert contents(office.folder) == before


def _bound_by_rights(office: Office, *arguments: str) -> Answer:
    """Run a line as somebody whom file rights bind: root, as in a container, gives up what lifts them."""
    bound: list[str] = []
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        if not shutil.which("setpriv"):
            pytest.skip("root cannot be bound by file rights here: no setpriv")
        bound = ["setpriv", "--bounding-set", "-dac_override"]
    before = ["--workspace", str(office.folder), *(["--as-of", office.day.isoformat()] if office.day else [])]
    line = [*bound, sys.executable, str(ROOT / "cli.py"), *before, *arguments]
    done = subprocess.run(line, capture_output=True, text=True, encoding="utf-8", check=False)
    return Answer(done.returncode, done.stdout, done.stderr)
