"""Where the workspace cannot serve, the program says what and how to mend it, and changes nothing."""

import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from pathlib import Path

import pytest

from cycle_engine.app import login
from cycle_engine.domain.definition import Role
from cycle_engine.services.desk import Desk
from tests.builders import by
from tests.command_line import cycle

ROOT = Path(__file__).resolve().parents[2]

ADVANCE = (
    "advance",
    "MN01",
    "submit",
    "--level",
    "2",
    "--document",
    "self_assessment_minutes=https://truong.example/1",
)
READS = (("status",), ("why", "MN01"), ("history", "MN01"), ("audit", "verify"), ("mail", "list"))
WRITES = (ADVANCE, ("tick",), ("mail", "cancel", "1"), ("school", "rename", "MN01", "Trường khác"))


def _take_the_settings(workspace: Path) -> None:
    (workspace / "cycle.toml").unlink()


def _spoil_the_settings(workspace: Path) -> None:
    (workspace / "cycle.toml").write_text('[mail]\ntransprot = "smtp"\nport = "25"\n', "utf-8")


def _break_the_settings(workspace: Path) -> None:
    (workspace / "cycle.toml").write_text("[mail\n", "utf-8")


def _take_the_database(workspace: Path) -> None:
    (workspace / "cycle.db").unlink()


def _empty_the_database(workspace: Path) -> None:
    (workspace / "cycle.db").write_bytes(b"")


def _overwrite_the_database(workspace: Path) -> None:
    (workspace / "cycle.db").write_bytes(b"no database " * 999)


def _make_the_database_newer(workspace: Path) -> None:
    with closing(sqlite3.connect(workspace / "cycle.db")) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '9000'")


BROKEN: Mapping[str, tuple[Callable[[Path], None], int, tuple[str, ...]]] = {
    "no settings": (_take_the_settings, 3, ("cycle init",)),
    "unknown settings": (_spoil_the_settings, 1, ("transprot", "port")),
    "settings that are no TOML": (_break_the_settings, 1, ("cycle.toml",)),
    "no database": (_take_the_database, 3, ("cycle.db",)),
    "an empty database": (_empty_the_database, 6, ("hint:",)),
    "something else in its place": (_overwrite_the_database, 6, ("hint:",)),
    "a newer database": (_make_the_database_newer, 6, ("9000", "newer")),
}


@pytest.mark.parametrize(("spoil", "status", "words"), BROKEN.values(), ids=BROKEN.keys())
def test_every_command_says_what_is_broken_and_changes_nothing(
    sqlite_office: Desk, spoil: Callable[[Path], None], status: int, words: tuple[str, ...]
) -> None:
    workspace = sqlite_office.workspace
    sqlite_office.database.dispose()
    spoil(workspace)
    before = _contents(workspace)
    for command in (*READS, *WRITES):
        answer = cycle(workspace, *command)
        assert answer.status == status, (command, answer)
        assert answer.out == ""
        assert all(word in answer.err for word in words), (command, answer.err)
        assert "Traceback" not in answer.err
    assert _contents(workspace) == before


@pytest.fixture
def read_only(sqlite_office: Desk) -> Iterator[Path]:
    """An office's workspace on a disk that whoever looks at it may not write to."""
    by(sqlite_office, login(), Role.ADMIN)
    sqlite_office.database.dispose()
    workspace = sqlite_office.workspace
    for path in (workspace, *workspace.rglob("*")):
        path.chmod(0o555 if path.is_dir() else 0o444)
    yield workspace
    for path in (workspace, *(one for one in workspace.rglob("*") if one.is_dir())):
        path.chmod(0o755)


@pytest.mark.skipif(
    os.name != "posix" or (os.geteuid() == 0 and not shutil.which("setpriv")), reason="nobody here is bound by modes"
)
def test_a_read_only_workspace_is_read_as_ever_and_every_write_says_that_it_cannot(read_only: Path) -> None:
    before = _contents(read_only)
    for command in READS:
        done = _obediently(read_only, *command)
        assert (done.returncode, done.stderr) == (0, ""), command
        assert done.stdout
    for refused in (ADVANCE, ("tick",), ("database", "backup"), ("report", "board"), ("school", "close", "MN01")):
        done = _obediently(read_only, *refused)
        assert done.returncode == 6, (refused, done)
        assert "hint:" in done.stderr, (refused, done.stderr)
        assert "Traceback" not in done.stderr
    assert _contents(read_only) == before


def _obediently(workspace: Path, *words: str) -> "subprocess.CompletedProcess[str]":
    """Run a command as somebody whom a file's mode binds: as oneself, but root without the right to override it."""
    as_root = ["setpriv", "--inh-caps=-all", "--bounding-set=-dac_override"] if os.geteuid() == 0 else []
    return subprocess.run(
        [*as_root, sys.executable, ROOT / "cli.py", "--workspace", workspace, "--lang", "en", *words],
        capture_output=True,
        text=True,
        check=False,
    )


def _contents(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
