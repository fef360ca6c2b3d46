"""A private PostgreSQL for the tests: Debian's own programs in a throw-away folder, reached by a socket in it."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import psycopg
from psycopg import sql
from sqlalchemy.engine import URL, make_url

if TYPE_CHECKING:
    from pwd import struct_passwd

GIVEN_SERVER = "CYCLE_TEST_POSTGRESQL_URL"
HOW_TO_GET_ONE = f"apt-get install postgresql, or set {GIVEN_SERVER}=postgresql://user:password@host/database"

ROOM_IN_MEMORY = 2**30  # a server with a few dozen databases; a container often has 64 MiB only

# The data of a test is worth nothing after a crash, so nothing waits for the disk.
_FAST = ["fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=60", "listen_addresses="]


@dataclass(frozen=True, slots=True)
class PostgreSQL:
    """A server that the tests may fill with databases; ``url`` leads to its maintenance database."""

    url: URL

    def create_database(self, name: str, *, template: str = "template0") -> str:
        """Make a database as a copy of ``template`` and return its URL."""
        self._run("CREATE DATABASE {} TEMPLATE {}", name, template)
        return self.url.set(database=name).render_as_string(hide_password=False)

    def drop_database(self, name: str) -> None:
        """Remove a database and whoever is still connected to it."""
        self._run("DROP DATABASE IF EXISTS {} WITH (FORCE)", name)

    def _run(self, statement: str, *names: str) -> None:
        server = self.url.set(drivername="postgresql").render_as_string(hide_password=False)
        with psycopg.connect(server, autocommit=True) as connection:
            connection.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))


def has_postgresql() -> bool:
    """Whether a server is given or can be started here."""
    return GIVEN_SERVER in os.environ or _find_programs() is not None


@contextmanager
def running_postgresql() -> Iterator[PostgreSQL]:
    """The server that was given, else a private one for the length of the block.

    Raises ``RuntimeError`` when there is neither.
    """
    if given := os.environ.get(GIVEN_SERVER):
        yield PostgreSQL(make_url(given))
        return
    if (programs := _find_programs()) is None:
        raise RuntimeError(HOW_TO_GET_ONE)
    # Not below pytest's own temporary folder: that is closed to other users, and its path is long for a socket.
    folder = Path(tempfile.mkdtemp(prefix="cycle-pg-", dir=_memory_folder()))
    try:
        with _private_server(programs, folder) as server:
            yield server
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _private_server(programs: Path, folder: Path) -> Iterator[PostgreSQL]:
    user = _unprivileged_user()
    if user:
        os.chown(folder, user.pw_uid, user.pw_gid)
    data = folder / "data"
    settings = " ".join(f"-c {setting}" for setting in [*_FAST, f"unix_socket_directories={folder}"])
    control: list[str | Path] = [programs / "pg_ctl", "--pgdata", data, "--wait", "--silent"]

    _run_as(
        user,
        programs / "initdb",
        "--pgdata",
        data,
        "--username=cycle",
        "--auth=trust",
        "--encoding=UTF8",
        "--locale=C.UTF-8",
        "--no-sync",
        "--no-instructions",
    )
    _run_as(user, *control, "--log", folder / "log", "--options", settings, "start")
    try:
        yield PostgreSQL(URL.create("postgresql", "cycle", database="postgres", query={"host": str(folder)}))
    finally:
        _run_as(user, *control, "--mode=immediate", "stop")


def _memory_folder() -> Path | None:
    """The folder in memory, if there is room: copying a database there takes 15 ms, on a disk it took 200."""
    memory = Path("/dev/shm")  # noqa: S108  (mkdtemp makes a folder of a fresh name in it)
    return memory if memory.is_dir() and shutil.disk_usage(memory).free > ROOM_IN_MEMORY else None


def _find_programs() -> Path | None:
    """The newest version's folder of programs, as Debian lays them out, else the one on the PATH."""
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    found = debian[-1] if debian else shutil.which("initdb")
    return Path(found).resolve().parent if found else None


def _unprivileged_user() -> "struct_passwd | None":
    """Who the server runs as, or None for oneself: it refuses to run as root."""
    if os.name == "nt" or os.geteuid() != 0:
        return None
    import pwd  # Windows has no such module

    users = {entry.pw_name: entry for entry in pwd.getpwall()}
    return users.get("postgres") or users["nobody"]


def _run_as(user: "struct_passwd | None", *command: str | Path) -> None:
    identity = {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []} if user else {}
    finished = subprocess.run(  # type: ignore[call-overload]
        [*map(str, command)], **identity, cwd="/", stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
    )
    if finished.returncode:
        raise RuntimeError(f"{command[0]} failed: {finished.stdout}{finished.stderr}")
