"""The migrations make exactly the tables that the program reads and writes."""

from pathlib import Path

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlmodel import SQLModel

import cycle_engine.store.people_tables
import cycle_engine.store.tables  # noqa: F401 - fills the metadata
from cycle_engine.store import migrating
from cycle_engine.store.database import SCHEMA_REVISION
from cycle_engine.store.writing import open_engine


def test_the_tables_are_those_the_program_knows(database_url: str) -> None:
    engine = open_engine(database_url)
    try:
        with engine.connect() as connection:
            context = MigrationContext.configure(connection, opts={"compare_type": True})
            assert compare_metadata(context, SQLModel.metadata) == []
    finally:
        engine.dispose()


def test_the_program_knows_the_newest_revision() -> None:
    scripts = ScriptDirectory(str(Path(migrating.__file__).parent / "migrations"))
    assert scripts.get_current_head() == SCHEMA_REVISION
