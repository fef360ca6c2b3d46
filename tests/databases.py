"""Fresh migrated databases in no time: each kind is migrated once, every test gets a copy."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from uuid import uuid4

from tests.servers import PostgreSQL


class SQLiteTemplate:
    """One file that ``upgrade`` migrated, copied for whoever needs a database."""

    def __init__(self, folder: Path, upgrade: Callable[[str], object]) -> None:
        self._file = folder / "template.db"
        upgrade(f"sqlite:///{self._file}")

    def copy(self, folder: Path) -> str:
        """Put a fresh copy into ``folder`` and return its URL."""
        return f"sqlite:///{shutil.copy(self._file, folder / 'cycle.db')}"


class PostgreSQLTemplate:
    """One database that ``upgrade`` migrated, copied for whoever needs one; its name is this process's own."""

    def __init__(self, server: PostgreSQL, upgrade: Callable[[str], object]) -> None:
        self._server = server
        self._name = f"cycle_test_{uuid4().hex[:12]}"
        self._numbers = count(1)
        upgrade(server.create_database(self._name))

    @contextmanager
    def copy(self) -> Iterator[str]:
        """The URL of a fresh copy, dropped with the block."""
        name = f"{self._name}_{next(self._numbers)}"
        yield self._server.create_database(name, template=self._name)
        self._server.drop_database(name)

    def drop(self) -> None:
        """Remove the template itself."""
        self._server.drop_database(self._name)
