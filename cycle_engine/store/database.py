"""The workspace's database: one address, read by its own driver and written through SQLAlchemy.

Nothing heavy is imported until it is needed: reading does not load SQLAlchemy, writing does not load Alembic.
"""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote, urlsplit, urlunsplit
from weakref import finalize

from cycle_engine.errors import NotFound, Unavailable
from cycle_engine.messages import text
from cycle_engine.store.addresses import checked_address
from cycle_engine.store.reading import is_sqlite_file, read_postgresql, read_sqlite
from cycle_engine.store.rows import Rows

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from cycle_engine.store.writing import Transaction

SCHEMA_REVISION: Final = "0007"
"""The revision of the tables this program reads and writes; a test holds it equal to the newest migration."""


class Database:
    """Where a workspace's cases are kept. Raises ``Unavailable`` for an address that is none."""

    def __init__(self, url: str) -> None:
        self.url = checked_address(url)

    @property
    def is_sqlite(self) -> bool:
        """Whether everything is in one file."""
        return self.url.startswith("sqlite")

    @property
    def file(self) -> Path:
        """The SQLite file."""
        return Path(self.url.removeprefix("sqlite:///"))

    @property
    def is_there(self) -> bool:
        """Whether there is something to ask: a server, or a file that is a database and not empty or overwritten."""
        return not self.is_sqlite or is_sqlite_file(self.file)

    @property
    def shown(self) -> str:
        """The address without its password."""
        parts = urlsplit(self.url)
        return self.url if parts.password is None else self.url.replace(f":{parts.password}@", ":***@")

    @property
    def without_password(self) -> tuple[str, str]:
        """The address as PostgreSQL's programs take it, and the password apart."""
        parts = urlsplit(self._driver_url)
        address = parts._replace(netloc=parts.netloc.replace(f":{parts.password}@", "@"))
        return (urlunsplit(address), unquote(parts.password or ""))

    @contextmanager
    def read(self) -> Iterator[Rows]:
        """Read in one snapshot. Raises ``NotFound`` without a database, ``Unavailable`` for another revision."""
        with self.read_any_revision() as rows:
            _require_revision(rows)
            yield rows

    def read_any_revision(self) -> AbstractContextManager[Rows]:
        """Read without asking which revision the tables have: for ``doctor`` and ``database check``."""
        if not self.is_sqlite:
            return read_postgresql(self._driver_url)
        if not self.file.exists():
            raise NotFound("database_missing", hints=[text("errors.database_missing_hint")], file=str(self.file))
        return read_sqlite(self.file)

    @contextmanager
    def write(self, *, alone: bool = False) -> Iterator["Transaction"]:
        """Write in one transaction; ``alone`` keeps every other writer out. Raises as ``read`` does."""
        from cycle_engine.store.writing import write

        if self.is_sqlite and not self.file.exists():
            raise NotFound("database_missing", hints=[text("errors.database_missing_hint")], file=str(self.file))
        with write(self._engine, alone=alone) as transaction:
            _require_revision(transaction)
            yield transaction

    def session_user(self) -> str | None:
        """Name who is logged in at the database, where it knows: PostgreSQL does, a file does not."""
        if self.is_sqlite:
            return None
        return unquote(urlsplit(self.url).username or "") or None

    def dispose(self) -> None:
        """Close what is open."""
        if "_engine" in self.__dict__:
            self._engine.dispose()

    @property
    def _driver_url(self) -> str:
        return self.url.replace("postgresql+psycopg://", "postgresql://", 1)

    @cached_property
    def _engine(self) -> "Engine":
        from cycle_engine.store.writing import open_engine

        engine = open_engine(self.url)
        finalize(self, engine.dispose)  # whoever forgets to dispose leaves no connection open
        return engine


def _require_revision(rows: Rows) -> None:
    found = find_revision(rows)
    if found == SCHEMA_REVISION:
        return
    reason = "database_too_new" if found and found > SCHEMA_REVISION else "database_too_old"
    raise Unavailable(reason, hints=[text(f"errors.{reason}_hint")], found=found or "-", known=SCHEMA_REVISION)


def find_revision(rows: Rows) -> str | None:
    """Say which revision the tables have, or None when there are none."""
    table = (
        "SELECT 1 AS found FROM sqlite_master WHERE name = 'alembic_version'"
        if rows.dialect == "sqlite"
        else "SELECT 1 AS found FROM information_schema.tables WHERE table_name = 'alembic_version'"
    )
    if not rows.rows(table):
        return None
    versions = rows.rows("SELECT version_num FROM alembic_version")
    return str(versions[0]["version_num"]) if versions else None
