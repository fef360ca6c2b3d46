"""The migrations make exactly the tables that the program reads and writes."""

from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.operations import Operations
from alembic.script import ScriptDirectory
from sqlalchemy.exc import IntegrityError

from cycle_engine.services.desk import Desk
from cycle_engine.services.extending import extend
from cycle_engine.store import migrating
from cycle_engine.store.database import SCHEMA_REVISION, Database
from cycle_engine.store.people_tables import ContactRow
from cycle_engine.store.schema import METADATA
from cycle_engine.store.tables import UnitRow
from cycle_engine.store.writing import open_engine
from tests.builders import advance


def test_the_tables_are_those_the_program_knows(database_url: str) -> None:
    engine = open_engine(database_url)
    try:
        with engine.connect() as connection:
            context = MigrationContext.configure(connection, opts={"compare_type": True})
            assert compare_metadata(context, METADATA) == []
    finally:
        engine.dispose()


def test_the_program_knows_the_newest_revision() -> None:
    scripts = ScriptDirectory(str(Path(migrating.__file__).parent / "migrations"))
    assert scripts.get_current_head() == SCHEMA_REVISION


def test_a_database_of_the_first_revision_keeps_what_it_has(tmp_path: Path) -> None:
    file = tmp_path / "cycle.db"
    url = f"sqlite:///{file}"
    engine = open_engine(url)
    with engine.begin() as connection:
        config = migrating._config()
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
        connection.exec_driver_sql("INSERT INTO workspace_facts (name, value) VALUES ('rehearsal', '1')")
    engine.dispose()
    migrating.upgrade_database(url)
    database = Database(url)
    with database.read() as rows:
        assert [row["name"] for row in rows.rows("SELECT name FROM workspace_facts")] == ["rehearsal"]
        assert rows.rows("SELECT * FROM contacts") == []


def test_own_last_days_of_before_are_marked_as_their_events_tell(everywhere: Desk) -> None:
    """Extended once, extended twice, returned, and returned and then extended."""
    first, second = (everywhere.today + timedelta(weeks=weeks) for weeks in (40, 41))
    extend(everywhere, "MN01", "II.1", until=first, reason="a")
    extend(everywhere, "MN02", "II.1", until=first, reason="a")
    extend(everywhere, "MN02", "II.1", until=second, reason="b")
    advance(everywhere, "MN04", "return_for_supplement")
    advance(everywhere, "MN03", "request_review", "return_for_supplement")
    extend(everywhere, "MN03", "II.2", until=second, reason="c")
    marked = own_days(everywhere.database)
    assert sorted(marked.values()) == [False, False, True, True]
    with everywhere.database.write() as transaction:
        transaction.execute("UPDATE own_deadlines SET is_extended = :no", no=False)

    engine = open_engine(everywhere.database.url)
    scripts = ScriptDirectory(str(Path(migrating.__file__).parent / "migrations"))
    with engine.begin() as connection, Operations.context(MigrationContext.configure(connection)):
        scripts.get_revision("0005").module._mark_extensions()
    engine.dispose()

    assert own_days(everywhere.database) == marked


def own_days(database: Database) -> Mapping[tuple[object, object], bool]:
    with database.read() as rows:
        found = rows.rows("SELECT case_id, milestone, is_extended FROM own_deadlines")
    return {(row["case_id"], row["milestone"]): bool(row["is_extended"]) for row in found}


@pytest.mark.parametrize(
    "wrong",
    [
        {"post": "director"},
        {"tenure": "visitor"},
        {"valid_until": date(2025, 1, 1)},
        {"tenure": "substitute", "address": "", "valid_until": date(2025, 2, 1)},
        {"tenure": "substitute", "address": "pho@phong.example"},
        {"unit_id": 99},
    ],
)
def test_the_database_refuses_a_contact_that_cannot_be(database_url: str, wrong: Mapping[str, object]) -> None:
    database = Database(database_url)
    columns = {"post": "head", "tenure": "holder", "name": "", "address": "", "valid_from": date(2025, 1, 1)}
    try:
        with database.write() as transaction:
            office = transaction.insert_one(UnitRow, code="PGD", name="Phòng mẫu", kind="department")
            transaction.insert_one(ContactRow, unit_id=office, **columns)
            with pytest.raises(IntegrityError):
                transaction.insert_one(ContactRow, **{"unit_id": office, **columns, **wrong})
            transaction.take_back()
    finally:
        database.dispose()
