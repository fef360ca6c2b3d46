"""The database itself: its tables' revision, its copies, and a crash in the middle of a write."""

import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from copy import copy
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from alembic import command

from cycle_engine.errors import CycleError, OperationRefused, Unavailable
from cycle_engine.services.acting import perform
from cycle_engine.services.board import show_board
from cycle_engine.services.daily import back_up_daily
from cycle_engine.services.desk import Desk
from cycle_engine.services.histories import verify
from cycle_engine.services.ticking import tick
from cycle_engine.services.upkeep import back_up_database, restore_database, upgrade
from cycle_engine.store import migrating
from cycle_engine.store.database import SCHEMA_REVISION, Database
from cycle_engine.store.writing import open_engine
from tests.builders import a_request, advance, case_of, close_later, everything, on

if TYPE_CHECKING:
    from tests.servers import PostgreSQL


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def first_tables(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A database as the first release made it."""
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path / 'first.db'}"
        _migrate(url, "0001")
        yield url
        return
    server: PostgreSQL = request.getfixturevalue("postgresql")
    url = server.create_database(f"cycle_first_{os.getpid()}")
    _migrate(url, "0001")
    yield url
    server.drop_database(f"cycle_first_{os.getpid()}")


@pytest.mark.parametrize(("revision", "reason"), [("9000", "database_too_new"), ("0000", "database_too_old")])
def test_tables_of_another_revision_are_neither_read_nor_written(office: Desk, revision: str, reason: str) -> None:
    request = a_request(office, "MN01", "submit")
    _say_revision(office.database, revision)
    before = everything(office.database)
    uses: list[Callable[[], object]] = [
        lambda: show_board(office),
        lambda: perform(office, [request]),
        lambda: tick(office),
        lambda: verify(office),
    ]
    for use in uses:
        with pytest.raises(Unavailable) as told:
            use()
        assert (told.value.reason, told.value.exit_status) == (reason, 6)
        assert told.value.facts["found"] == revision
    assert everything(office.database) == before


def test_a_newer_database_is_not_upgraded_and_nothing_is_changed(office: Desk) -> None:
    _say_revision(office.database, "9000")
    before = everything(office.database)
    with pytest.raises(Unavailable) as told:
        upgrade(office)
    assert told.value.reason == "database_too_new"
    assert everything(office.database) == before
    assert not (office.workspace / "backups").exists()


def test_an_older_database_is_copied_before_it_is_upgraded_and_keeps_what_it_holds(
    office: Desk, first_tables: str
) -> None:
    old = copy(office)
    old.database = close_later(Database(first_tables))
    _execute(old.database, "INSERT INTO officers (login, role, unit) VALUES ('quan-tri', 'admin', '')")
    if old.database.is_sqlite or shutil.which("pg_dump"):
        assert upgrade(old) == ("0001", SCHEMA_REVISION)
        assert len(list((old.workspace / "backups").iterdir())) == 1
    else:
        migrating.upgrade_database(first_tables)
    assert [row["login"] for row in everything(old.database)["officers"]] == ["quan-tri"]
    with old.database.write():
        pass


def test_upgrading_what_is_up_to_date_changes_nothing(office: Desk) -> None:
    before = everything(office.database)
    assert upgrade(office) == (SCHEMA_REVISION, SCHEMA_REVISION)
    assert everything(office.database) == before
    assert not (office.workspace / "backups").exists()


def test_a_copy_that_is_put_back_is_the_database_of_that_moment(office: Desk) -> None:
    _need_postgresqls_programs(office)
    advance(office, "MN01", "submit")
    kept, before = back_up_database(office), everything(office.database)
    advance(office, "MN01", "approve")
    advance(office, "MN02", "submit")
    restore_database(office, kept)
    assert everything(office.database) == before
    assert verify(office).damage == ()
    advance(office, "MN01", "approve")
    assert case_of(office, "MN01").state.seq == 3


def test_a_copy_never_takes_the_place_of_a_file(office: Desk) -> None:
    target = office.workspace / "kept.db"
    target.write_text("something else", "utf-8")
    with pytest.raises(OperationRefused):
        back_up_database(office, target)
    assert target.read_text("utf-8") == "something else"


def test_as_many_copies_are_kept_as_is_set(sqlite_office: Desk) -> None:
    schedule = replace(sqlite_office.settings.schedule, keep_backups=3)
    sqlite_office.settings = replace(sqlite_office.settings, schedule=schedule)
    for day in range(5):
        back_up_daily(on(sqlite_office, sqlite_office.clock.now() + timedelta(days=day)))
    assert [file.name[6:14] for file in sorted((sqlite_office.workspace / "backups").iterdir())] == [
        "20241127",
        "20241128",
        "20241129",
    ]


def test_a_day_has_one_copy_however_often_it_is_asked_for(sqlite_office: Desk) -> None:
    for moment in ("2025-01-17T18:00:00+07:00", "2025-01-17T18:00:00+07:00", "2025-01-17T20:00:00+07:00"):
        back_up_daily(on(sqlite_office, datetime.fromisoformat(moment)))
    assert len(list((sqlite_office.workspace / "backups").iterdir())) == 1


def test_what_a_dead_copier_left_is_no_copy(sqlite_office: Desk) -> None:
    folder = sqlite_office.workspace / "backups"
    folder.mkdir()
    (folder / f".cycle-{sqlite_office.clock.now():%Y%m%d}T000000Z.db.dead.part").write_bytes(b"half")
    back_up_daily(sqlite_office)
    assert len(list(folder.glob("cycle-*.db"))) == 1


def test_after_a_crash_in_the_middle_of_a_write_reading_and_writing_go_on(sqlite_office: Desk) -> None:
    before = everything(sqlite_office.database)
    _crash_while_writing(sqlite_office.database.file)
    assert everything(sqlite_office.database) == before
    advance(sqlite_office, "MN01", "submit")


def test_a_copy_put_back_after_a_crash_is_not_spoilt_by_what_the_crash_left(sqlite_office: Desk) -> None:
    kept, before = back_up_database(sqlite_office), everything(sqlite_office.database)
    advance(sqlite_office, "MN01", "submit")
    _crash_while_writing(sqlite_office.database.file)
    restore_database(sqlite_office, kept)
    assert everything(sqlite_office.database) == before


def test_a_file_that_is_no_database_is_said_to_be_none(sqlite_office: Desk) -> None:
    sqlite_office.database.dispose()
    sqlite_office.database.file.write_bytes(b"not a database " * 1000)
    for use in (lambda: show_board(sqlite_office), lambda: tick(sqlite_office)):
        with pytest.raises(CycleError) as told:
            use()
        assert told.value.exit_status == 6


def _migrate(url: str, revision: str) -> None:
    engine = open_engine(url)
    with engine.begin() as connection:
        config = migrating._config()
        config.attributes["connection"] = connection
        command.upgrade(config, revision)
    engine.dispose()


def _say_revision(database: Database, revision: str) -> None:
    _execute(database, f"UPDATE alembic_version SET version_num = '{revision}'")  # noqa: S608


def _execute(database: Database, statement: str) -> None:
    engine = open_engine(database.url)
    with engine.begin() as connection:
        connection.exec_driver_sql(statement)
    engine.dispose()


def _need_postgresqls_programs(desk: Desk) -> None:
    if not desk.database.is_sqlite and not (shutil.which("pg_dump") and shutil.which("pg_restore")):
        (pytest.fail if os.environ.get("CI") else pytest.skip)("pg_dump and pg_restore are not on the PATH")


def _crash_while_writing(file: Path) -> None:
    """Leave behind what a machine leaves that loses power in the middle of a commit: half of it, and the journal."""
    program = """
import os, sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("PRAGMA cache_size = 2")
connection.execute("BEGIN IMMEDIATE")
connection.execute("UPDATE units SET name = name || ?", ("x" * 20_000,))
os._exit(9)
"""
    done = subprocess.run([sys.executable, "-c", program, str(file)], check=False)
    assert done.returncode == 9
    assert file.with_name(f"{file.name}-journal").stat().st_size > 0
    refused = pytest.raises(sqlite3.OperationalError, match="readonly")
    with closing(sqlite3.connect(f"{file.as_uri()}?mode=ro", uri=True)) as reader, refused:
        reader.execute("SELECT * FROM units")
