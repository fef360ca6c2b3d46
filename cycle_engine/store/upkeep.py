"""Looking after the database itself: a copy to keep, a copy put back, and what SQLite says of its own health.

PostgreSQL has its own well-kept tools for copies (pg_dump, pg_restore); they are called, not written again.
"""

import shutil
import sqlite3
import subprocess
from contextlib import closing, suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final
from urllib.parse import quote
from uuid import uuid4

from cycle_engine.errors import NotFound, OperationRefused, Unavailable, not_writable
from cycle_engine.messages import text
from cycle_engine.store.database import Database, find_revision
from cycle_engine.store.reading import open_to_read, read_sqlite, unavailable
from cycle_engine.store.rows import Rows

WAL_RESET_FIXED: Final = ((3, 51, 3), (3, 50, 7), (3, 44, 6))
"""The SQLite releases, by line, from which write-ahead logging no longer can lose the log on a reset."""


def back_up(database: Database, target: Path) -> Path:
    """Copy a database, as it is at one moment, into a new file. Raises ``OperationRefused`` where one stands."""
    if target.exists():
        raise OperationRefused("file_exists", hints=[text("errors.file_exists_hint")], file=str(target))
    # Two daemons may copy at the same moment: each writes a file of its own, and either's makes a whole copy.
    partial = target.with_name(f".{target.name}.{uuid4().hex}.part")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        _copy(database, partial)
        partial.replace(target)
    except OSError as error:
        raise not_writable(target, error) from error
    finally:
        with suppress(OSError):
            partial.unlink(missing_ok=True)
    return target


def restore(database: Database, source: Path) -> bool:
    """Put a copy back in the place of the database; whether one that stood there is kept beside it.

    Raises ``NotFound`` for no such copy, ``OperationRefused`` for a file that is none.
    """
    if not source.is_file():
        raise NotFound("backup_missing", hints=[text("errors.backup_missing_hint")], file=str(source))
    if not database.is_sqlite:
        _run("pg_restore", ["--clean", "--if-exists", "--no-owner", "--single-transaction"], database, source)
        return False
    _require_backup(source)
    incoming = database.file.with_name(f"{database.file.name}.incoming")
    try:
        shutil.copyfile(source, incoming)
        kept = _set_aside(database.file)
        incoming.replace(database.file)
    except OSError as error:
        raise not_writable(database.file, error) from error
    return kept


def check_integrity(rows: Rows) -> tuple[str, ...]:
    """Ask SQLite whether the file is whole; nothing is wrong when nothing comes back. PostgreSQL looks after itself."""
    if rows.dialect != "sqlite":
        return ()
    said = [str(row["integrity_check"]) for row in rows.rows("PRAGMA integrity_check")]
    broken = [f"{row['table']} → {row['parent']}" for row in rows.rows("PRAGMA foreign_key_check")]
    return tuple(line for line in said if line != "ok") + tuple(broken)


def wal_is_safe(version: tuple[int, ...] = sqlite3.sqlite_version_info) -> bool:
    """Whether this SQLite may write ahead without the risk of losing its log."""
    newest, *older = WAL_RESET_FIXED
    return version >= newest or any(version[:2] == fixed[:2] and version >= fixed for fixed in older)


def sqlite_version() -> str:
    """Name the SQLite this Python is linked with."""
    return sqlite3.sqlite_version


def _require_backup(source: Path) -> None:
    try:
        with read_sqlite(source) as rows:
            found = find_revision(rows)
    except Unavailable:  # no database at all, or a broken one
        found = None
    if found is None:
        raise OperationRefused("not_a_backup", hints=[text("errors.backup_missing_hint")], file=str(source))


def _set_aside(file: Path) -> bool:
    """Keep a database beside its place, with its journal: SQLite would play a left one into what comes there next."""
    aside = file.with_name(f"{file.name}.before-restore")
    kept = file.exists()
    for ending in ("", "-journal", "-wal", "-shm"):
        part = file.with_name(f"{file.name}{ending}")
        if part.exists():
            part.replace(aside.with_name(f"{aside.name}{ending}"))
    return kept


def _copy(database: Database, target: Path) -> None:
    if not database.is_sqlite:
        _run("pg_dump", ["--format=custom", "--no-owner"], database, target)
        return
    try:
        with closing(open_to_read(database.file)) as source, closing(sqlite3.connect(target)) as copy:
            source.backup(copy)
    except sqlite3.DatabaseError as error:
        raise unavailable(error) from error


def _run(program: str, options: list[str], database: Database, file: Path) -> None:
    """Run one of PostgreSQL's own programs; the password goes by a file only we can read, never by a process list."""
    found = shutil.which(program)
    if found is None:
        raise Unavailable("program_missing", hints=[text("errors.program_missing_hint")], program=program)
    where = [f"--file={file}"] if program == "pg_dump" else [str(file)]
    address, password = database.without_password
    with TemporaryDirectory() as folder:
        passwords = Path(folder) / "pgpass"
        passwords.touch(mode=0o600)
        passwords.write_text(f"*:*:*:*:{password.replace(chr(92), chr(92) * 2).replace(':', chr(92) + ':')}\n", "utf-8")
        joined = "&" if "?" in address else "?"
        target = f"--dbname={address}{joined}passfile={quote(str(passwords))}"
        done = subprocess.run(  # noqa: S603 - a program found by its name, with options of our own
            [found, *options, target, *where], capture_output=True, text=True, check=False
        )
    if done.returncode:
        lines = done.stderr.strip().splitlines() or [program]
        raise Unavailable("database_unavailable", hints=[text("errors.database_unavailable_hint")], cause=lines[0])
