"""Reading connections: the database's own driver, read-only, without SQLAlchemy.

SQLite is opened with ``mode=ro``, so a workspace on a read-only disk can still be read.
"""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from cycle_engine.errors import Unavailable
from cycle_engine.messages import text
from cycle_engine.store.rows import Row, Rows, for_dialect, parameters_for

if TYPE_CHECKING:
    from psycopg import Connection
    from psycopg.rows import DictRow

BUSY_SECONDS = 30
"""How long a connection waits for another's write before it gives up."""

_FIRST_BYTES = b"SQLite format 3\x00"


@contextmanager
def read_sqlite(file: Path) -> Iterator[Rows]:
    """Read one SQLite file. Raises ``Unavailable`` when it cannot be opened or is no database."""
    try:
        with closing(open_to_read(file)) as connection:
            connection.row_factory = sqlite3.Row
            connection.execute("BEGIN")
            yield _SqliteRows(connection)
    except sqlite3.DatabaseError as error:
        raise unavailable(error) from error


def open_to_read(file: Path) -> sqlite3.Connection:
    """Connect to a SQLite file, to read only.

    Where a program died in the middle of a commit its journal is left, and whoever comes next takes the half of it back
    out of the file. A reader may not, so a writer does it first; on a read-only disk that raises ``OperationalError``.
    """
    connection = _connect(file, "ro")
    try:
        connection.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone()
    except sqlite3.OperationalError as error:
        connection.close()
        if error.sqlite_errorname != "SQLITE_READONLY_ROLLBACK":
            raise
        with closing(_connect(file, "rw")) as writer:
            writer.executescript("BEGIN IMMEDIATE; ROLLBACK;")
        return _connect(file, "ro")
    except sqlite3.DatabaseError:
        connection.close()
        raise
    return connection


@contextmanager
def read_postgresql(url: str) -> Iterator[Rows]:
    """Read one PostgreSQL database in a snapshot. Raises ``Unavailable`` when the server cannot be reached."""
    import psycopg
    from psycopg.rows import dict_row

    try:
        with psycopg.connect(url, row_factory=dict_row, options="-c timezone=UTC") as connection:
            connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
            connection.read_only = True
            yield _PostgresqlRows(connection)
    except psycopg.Error as error:
        raise unavailable(error) from error


def is_sqlite_file(file: Path) -> bool:
    """Whether a file is there and begins as every SQLite database does."""
    try:
        with file.open("rb") as stream:
            return stream.read(len(_FIRST_BYTES)) == _FIRST_BYTES
    except OSError:
        return False


def unavailable(error: Exception) -> Unavailable:
    """Say that the database cannot serve, in the driver's first line, which names no parameters."""
    lines = str(error).strip().splitlines() or [type(error).__name__]
    return Unavailable("database_unavailable", hints=[text("errors.database_unavailable_hint")], cause=lines[0])


def _connect(file: Path, mode: str) -> sqlite3.Connection:
    address = f"{file.resolve().as_uri()}?mode={mode}"
    return sqlite3.connect(address, uri=True, timeout=BUSY_SECONDS, isolation_level=None)


class _SqliteRows:
    dialect = "sqlite"

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def rows(self, query: str, /, **parameters: object) -> Sequence[Row]:
        return self._connection.execute(query, parameters_for("sqlite", parameters)).fetchall()


class _PostgresqlRows:
    dialect = "postgresql"

    def __init__(self, connection: "Connection[DictRow]") -> None:
        self._connection = connection

    def rows(self, query: str, /, **parameters: object) -> Sequence[Row]:
        written = for_dialect(query, self.dialect).encode()
        return self._connection.execute(written, parameters_for(self.dialect, parameters)).fetchall()
