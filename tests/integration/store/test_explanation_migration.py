"""A database from before there were explanations takes them in, with its history as it was and still append-only."""

import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from alembic import command
from alembic.migration import MigrationContext
from alembic.operations import Operations
from alembic.script import ScriptDirectory
from sqlalchemy.exc import IntegrityError

from cycle_engine.errors import Unavailable
from cycle_engine.services.desk import Desk
from cycle_engine.services.explanations import explain_delay
from cycle_engine.services.histories import verify
from cycle_engine.store import migrating
from cycle_engine.store.database import Database
from cycle_engine.store.writing import open_engine
from tests.builders import a_desk, advance, case_of, close_later, everything, on

LATE = date(2025, 2, 6)
_OLD_KINDS = "kind IN ('opened', 'transition', 'extension', 'amended', 'scored', 'evidence')"


def test_a_sqlite_database_of_before_keeps_its_history_and_its_triggers(sqlite_office: Desk, tmp_path: Path) -> None:
    advance(sqlite_office, "MN02", "submit")
    before = everything(sqlite_office.database)["events"]
    old = tmp_path / "old.db"
    _make_old(old, Path(str(sqlite_office.database.url).removeprefix("sqlite:///")))
    url = f"sqlite:///{old}"
    migrating.upgrade_database(url)

    _assert_explains(a_desk(url, sqlite_office.workspace, today=LATE), before)


@pytest.mark.postgresql
def test_a_postgresql_database_of_before_does_too(postgresql_office: Desk) -> None:
    advance(postgresql_office, "MN02", "submit")
    before = everything(postgresql_office.database)["events"]
    url = postgresql_office.database.url
    postgresql_office.database.dispose()
    engine = open_engine(url)
    script = ScriptDirectory(str(Path(migrating.__file__).parent / "migrations")).get_revision("0007")
    with engine.begin() as connection, Operations.context(MigrationContext.configure(connection)) as operations:
        operations.drop_index("ix_events_explained", "events")
        operations.drop_constraint("ck_events_kind", "events", type_="check")
        operations.create_check_constraint("ck_events_kind", "events", _OLD_KINDS)
        script.module._admit_explanations()
    engine.dispose()
    postgresql_office.database = close_later(Database(url))

    _assert_explains(on(postgresql_office, LATE), before)


def _make_old(old: Path, new: Path) -> None:
    """Make a database of the revision before with every row of the new one."""
    engine = open_engine(f"sqlite:///{old}")
    with engine.begin() as connection:
        config = migrating._config()
        config.attributes["connection"] = connection
        command.upgrade(config, "0006")
    engine.dispose()
    with closing(sqlite3.connect(old)) as connection:
        connection.execute("ATTACH ? AS new", (str(new),))
        tables = [str(row[0]) for row in connection.execute("SELECT name FROM main.sqlite_master WHERE type = 'table'")]
        for table in set(tables) - {"alembic_version"}:
            connection.execute(f"INSERT INTO main.{table} SELECT * FROM new.{table}")  # noqa: S608
        connection.commit()


def _assert_explains(desk: Desk, before: object) -> None:
    assert everything(desk.database)["events"] == before
    assert verify(desk).damage == ()
    explain_delay(desk, "MN01", "II.1", reason="mất điện")
    assert list(case_of(desk, "MN01").state.explanations) == [("II.1", 1)]
    assert verify(desk).damage == ()
    for statement in ("UPDATE events SET actor = 'ai-khac'", "DELETE FROM events"):
        with pytest.raises((IntegrityError, Unavailable), match="append-only"), desk.database.write() as transaction:
            transaction.execute(statement)
    copied = "transition, source, target, actor, on_behalf_of, occurred_on, recorded_at, facts, previous_hash, hash"
    statement = f"INSERT INTO events SELECT id + 99, case_id, seq + 99, 'other', {copied} FROM events"  # noqa: S608
    with pytest.raises(IntegrityError, match="ck_events_kind"), desk.database.write() as transaction:
        transaction.execute(statement)
