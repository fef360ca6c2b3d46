"""Making a workspace: its settings, its database, a sample roster to try, and who may act."""

import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from cycle_engine.domain.definition import Role
from cycle_engine.errors import CycleError, OperationRefused, not_writable
from cycle_engine.messages import text
from cycle_engine.resources import find_resource, shipped
from cycle_engine.settings import FILE_NAME, read_settings
from cycle_engine.store.database import Database
from cycle_engine.store.facts import is_rehearsal, mark_rehearsal
from cycle_engine.store.officers import Officer, add_officer

SAMPLE_ROSTER: Final = "sample-roster.csv"


@dataclass(frozen=True, slots=True)
class NewWorkspace:
    """What was made."""

    folder: Path
    profile: str
    rehearsal: bool
    database: str
    login: str
    sample_roster: Path


def make_workspace(folder: Path, *, profile: str, rehearsal: bool, login: str) -> NewWorkspace:
    """Make a workspace; whoever makes it is its administrator.

    Raises ``OperationRefused`` where one stands already, ``Unavailable`` where the disk or the database refuses.
    """
    file = folder / FILE_NAME
    if file.exists():
        raise OperationRefused(
            "workspace_exists", hints=[text("errors.workspace_exists_hint")], folder=str(folder.resolve())
        )
    try:
        folder.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(find_resource("config", f"profiles/{profile}.toml"), file)
        shutil.copyfile(_roster_for(profile), folder / SAMPLE_ROSTER)
    except OSError as error:
        raise not_writable(folder, error) from error
    try:
        database = Database(read_settings(folder).database_url)
        who = database.session_user() or login
        _prepare(database, who, rehearsal=rehearsal)
    except CycleError:
        file.unlink()  # it is no workspace without a database, and the next try begins anew
        raise
    return NewWorkspace(folder, profile, rehearsal, database.shown, who, folder / SAMPLE_ROSTER)


def profiles() -> tuple[str, ...]:
    """Name the profiles a workspace can be made after: which kind of office, in which years."""
    return tuple(sorted(path.stem for path in (shipped("config") / "profiles").glob("*.toml")))


def _roster_for(profile: str) -> Path:
    """Find the sample roster of a profile's kind of office, or else the common one."""
    own = shipped("config") / "profiles" / f"{profile}.csv"
    return own if own.exists() else shipped("config") / SAMPLE_ROSTER


def _prepare(database: Database, login: str, *, rehearsal: bool) -> None:
    from cycle_engine.store.migrating import upgrade_database

    upgrade_database(database.url)
    try:
        with database.write(alone=True) as transaction:
            add_officer(transaction, Officer(login, Role.ADMIN, ""))
            if rehearsal and not is_rehearsal(transaction):
                mark_rehearsal(transaction)
    finally:
        database.dispose()
