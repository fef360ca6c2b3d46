"""A copy of a workspace's database to play in: a SQLite file of its own, whatever the original is."""

from pathlib import Path

from sqlalchemy import create_engine, insert, select, text

from cycle_engine.store.database import SCHEMA_REVISION, Database
from cycle_engine.store.schema import METADATA
from cycle_engine.store.upkeep import back_up
from cycle_engine.store.writing import open_engine


def copy_to_play_in(database: Database, file: Path) -> Database:
    """Copy everything as it is at one moment into a new SQLite file, and open that."""
    if database.is_sqlite:
        back_up(database, file)
        return Database(f"sqlite:///{file}")
    source, target = open_engine(database.url), create_engine(f"sqlite:///{file}")
    with source.connect() as reading, target.begin() as writing:
        reading.execution_options(isolation_level="REPEATABLE READ")
        METADATA.create_all(writing)
        for table in METADATA.sorted_tables:
            if rows := [dict(row) for row in reading.execute(select(table)).mappings()]:
                writing.execute(insert(table), rows)
        writing.execute(text("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL)"))
        writing.execute(text("INSERT INTO alembic_version VALUES (:revision)"), {"revision": SCHEMA_REVISION})
    source.dispose()
    target.dispose()
    return Database(f"sqlite:///{file}")
