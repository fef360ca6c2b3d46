"""Write transactions, through SQLAlchemy Core on the SQLModel tables.

On SQLite every one is ``BEGIN IMMEDIATE``: with the driver's default, two programs that read and then write lose each
other's updates. On PostgreSQL an advisory lock does what is needed of that: acts on schools' cases share it, and what
looks at many cases at once (a tick, the department's gates, opening) takes it alone. There each statement sees what was
committed before it (READ COMMITTED, whatever the server's default), so what is read under a lock is the present.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from sqlite3 import OperationalError
from typing import Any

from sqlalchemy import Connection, CursorResult, Engine, create_engine, event, insert, update
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlmodel import SQLModel

from cycle_engine.store.reading import BUSY_SECONDS, unavailable
from cycle_engine.store.rows import Row, for_dialect, parameters_for

_LOCK = 74_2024
"""The advisory lock's number; each workspace has a PostgreSQL database to itself."""


class Transaction:
    """A write transaction: queries, inserts and updates, all or nothing."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self.dialect = connection.dialect.name
        self.is_taken_back = False

    def take_back(self) -> None:
        """Undo everything when the transaction ends: what was a preview stays one."""
        self.is_taken_back = True

    def rows(self, query: str, /, **parameters: object) -> Sequence[Row]:
        """Run a query with ``:name`` parameters and return its rows."""
        return [dict(row) for row in self._run(query, parameters).mappings()]

    def execute(self, statement: str, /, **parameters: object) -> int:
        """Run an update or delete with ``:name`` parameters; return how many rows it changed."""
        return self._run(statement, parameters).rowcount

    def insert(self, table: type[SQLModel], rows: Sequence[Mapping[str, object]]) -> None:
        """Insert many rows at once."""
        if rows:
            self._connection.execute(insert(table), list(rows))

    def update(self, table: type[SQLModel], values: Mapping[str, object], **key: object) -> int:
        """Set columns of the rows whose columns equal ``key``; return how many there were."""
        statement = update(table).where(*(getattr(table, name) == value for name, value in key.items()))
        return self._connection.execute(statement.values(**values)).rowcount

    def insert_one(self, table: type[SQLModel], **row: object) -> int:
        """Insert one row and return its id."""
        result = self._connection.execute(insert(table).values(**row))
        key: int = next(iter(result.inserted_primary_key or ()))
        return key

    def _run(self, statement: str, parameters: Mapping[str, object]) -> CursorResult[Any]:
        written = for_dialect(statement, self.dialect)
        return self._connection.exec_driver_sql(written, parameters_for(self.dialect, parameters))


def open_engine(url: str) -> Engine:
    """Make the engine of a workspace's database. Error texts never carry parameters."""
    if url.startswith("sqlite"):
        engine = create_engine(url, hide_parameters=True)
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_immediate)
        return engine
    return create_engine(url, hide_parameters=True, pool_pre_ping=True, isolation_level="READ COMMITTED")


def column(table: type[SQLModel], name: str) -> Any:  # SQLModel types its columns as their values
    """Name a column, to set another from."""
    return getattr(table, name)


@contextmanager
def write(engine: Engine, *, alone: bool) -> Iterator[Transaction]:
    """Run one transaction. ``alone``: nobody else writes meanwhile. Raises ``Unavailable`` where the database fails."""
    try:
        with engine.connect() as connection, connection.begin() as begun:
            if connection.dialect.name == "postgresql":
                kind = "" if alone else "_shared"
                connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock{kind}({_LOCK})")
            transaction = Transaction(connection)
            yield transaction
            if transaction.is_taken_back:
                begun.rollback()
    except IntegrityError:
        raise
    except DBAPIError as error:
        raise unavailable(error.orig if isinstance(error.orig, Exception) else error) from error


def _prepare_sqlite(connection: Any, _record: object) -> None:  # the driver's connection has no common type
    connection.isolation_level = None
    for pragma in (f"busy_timeout = {BUSY_SECONDS * 1000}", "foreign_keys = ON", "synchronous = FULL", "mmap_size = 0"):
        connection.execute(f"PRAGMA {pragma}")
    if _is_rehearsal(connection):
        # Nobody relies on a rehearsal, and a year is lived in it at once: four fifths of the time went into the disk.
        connection.execute("PRAGMA synchronous = OFF")


def _is_rehearsal(connection: Any) -> bool:  # the driver's connection has no common type
    try:
        return bool(connection.execute("SELECT 1 FROM workspace_facts WHERE name = 'rehearsal'").fetchall())
    except OperationalError:
        return False  # there are no tables yet


def _begin_immediate(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")
