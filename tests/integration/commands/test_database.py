"""Looking after the database from the command line."""

import sqlite3
from contextlib import closing
from pathlib import Path

from tests.command_line import cycle


def test_a_lost_database_is_put_back_from_its_copy(workspace: Path) -> None:
    copy = workspace / "kept.db"
    assert cycle(workspace, "database", "backup", "-o", str(copy)).status == 0
    (workspace / "cycle.db").unlink()
    assert cycle(workspace, "database", "restore", str(copy)).status == 0
    assert "MN01" in cycle(workspace, "status").out


def test_a_damaged_database_is_put_back_from_its_copy(workspace: Path) -> None:
    copy = workspace / "kept.db"
    cycle(workspace, "database", "backup", "-o", str(copy))
    (workspace / "cycle.db").write_bytes(b"overwritten by accident " * 100)
    assert cycle(workspace, "database", "restore", str(copy)).status == 0
    assert "MN01" in cycle(workspace, "status").out


def test_where_there_is_a_database_only_its_administrator_puts_a_copy_back(workspace: Path) -> None:
    copy = workspace / "kept.db"
    cycle(workspace, "database", "backup", "-o", str(copy))
    cycle(workspace, "officer", "add", "can-bo", "--role", "officer")
    answer = cycle(workspace, "--as", "can-bo", "database", "restore", str(copy))
    assert (answer.status, "can-bo" in answer.err) == (5, True)


def test_a_file_that_is_no_database_is_no_copy_of_one(workspace: Path) -> None:
    for lost in (False, True):
        if lost:
            (workspace / "cycle.db").unlink()
        answer = cycle(workspace, "database", "restore", str(workspace / "cycle.toml"))
        assert answer.status == 1
        assert "is not a backup" in answer.err
        assert "hint: " in answer.err


def test_an_empty_file_is_no_copy_either(workspace: Path) -> None:
    (workspace / "empty.db").touch()
    assert "is not a backup" in cycle(workspace, "database", "restore", str(workspace / "empty.db")).err


def test_a_copy_that_is_not_there_is_said_to_be_missing_with_where_to_look(workspace: Path) -> None:
    answer = cycle(workspace, "database", "restore", "lost.db")
    assert answer.status == 3
    assert "hint: " in answer.err


def test_whoever_misses_the_database_is_told_the_command_that_brings_it_back(workspace: Path) -> None:
    (workspace / "cycle.db").unlink()
    assert "cycle database restore" in cycle(workspace, "status").err


def test_a_database_of_a_newer_program_is_named_by_its_revision_and_left_alone(workspace: Path) -> None:
    with closing(sqlite3.connect(workspace / "cycle.db")) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '9000'")
    answer = cycle(workspace, "database", "upgrade")
    assert answer.status == 6
    assert "revision 9000, newer than" in answer.err
    assert not (workspace / "backups").exists()
