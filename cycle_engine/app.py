"""Putting one command's desk together: workspace, settings, database, clock, and who is at it.

The way in imports this module for ``--help`` too, so what a desk is made of is imported when one is opened.
"""

import getpass
import os
import sys
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import TYPE_CHECKING, Protocol

from cycle_engine.errors import NotFound, OperationRefused
from cycle_engine.messages import Language, text, use_language

if TYPE_CHECKING:
    from pathlib import Path

    from cycle_engine.domain.notices import Contact
    from cycle_engine.errors import Problem
    from cycle_engine.services.desk import Desk, LetterComposer
    from cycle_engine.store.database import Database


class Delivered(Protocol):
    """What a delivery run comes back with."""

    @property
    def sent(self) -> int:
        """How many letters were taken."""
        ...

    @property
    def retried(self) -> int:
        """How many wait for another try."""
        ...

    @property
    def failed(self) -> int:
        """How many were refused for good."""
        ...

    @property
    def uncertain(self) -> int:
        """How many may or may not have been taken."""
        ...

    def require_service(self) -> None:
        """Raise ``Unavailable`` where the server or folder served nobody."""
        ...


class PostOffice(Protocol):
    """Whoever composes and delivers; the way in hands it over, since the engine knows no e-mail."""

    def composer(self, workspace: "Path", sender: "Contact") -> "LetterComposer":
        """Give the composer who writes as ``sender``, with the workspace's own templates first."""
        ...

    def check_templates(self, workspace: "Path") -> "tuple[Problem, ...]":
        """List what is wrong with the workspace's own templates; nothing when they may be used."""
        ...

    def deliver(self, desk: "Desk") -> Delivered:
        """Send what is due from the desk's outbox."""
        ...


@dataclass(slots=True)
class Asked:
    """The options before the command, and the post office; the same for every command."""

    post_office: PostOffice
    workspace: "Path"
    json: bool = False
    language: Language | None = None
    behalf: str = ""
    as_of: date | datetime | None = None
    verbose: bool = False


def open_desk(asked: Asked, *, writes: bool = False) -> "Desk":
    """Open the workspace's desk. A command that ``writes`` may set the clock in a rehearsal only.

    Raises ``NotFound`` for no workspace, ``FileInvalid`` for its settings, ``OperationRefused`` for ``--as-of``; for
    ``--as``, ``NotPermitted`` or, where nobody has that login, ``NotFound``.
    """
    from cycle_engine.clock import Clock
    from cycle_engine.services.desk import Desk
    from cycle_engine.settings import FILE_NAME, read_settings
    from cycle_engine.store.database import Database

    workspace = asked.workspace
    if not (workspace / FILE_NAME).is_file():
        hint = text("errors.workspace_missing_hint")
        raise NotFound("workspace_missing", hints=[hint], folder=str(workspace.resolve()))
    settings = read_settings(workspace)
    if asked.language is None:
        use_language(settings.language)
    database = Database(settings.database_url)
    if writes and asked.as_of:
        _require_rehearsal(database)
    moment = _moment(asked.as_of, writes=writes)
    desk = Desk(
        workspace=workspace,
        settings=settings,
        database=database,
        clock=Clock(set_to=moment),
        login=database.session_user() or login(),
        composer=cache(lambda sender: asked.post_office.composer(workspace, sender)),
        behalf=asked.behalf,
        as_of=None if writes else moment,
    )
    if asked.behalf and database.is_there:
        with database.read_any_revision() as rows:
            desk.actor(rows)
    return desk


def login() -> str:
    """Name who is logged in at this machine; on POSIX by the process's owner, which the environment cannot change."""
    if sys.platform == "win32":
        return getpass.getuser()
    import pwd

    try:
        return pwd.getpwuid(os.getuid()).pw_name
    except KeyError:
        return str(os.getuid())


def in_rehearsal(desk: "Desk") -> bool:
    """Whether the desk's workspace is a rehearsal."""
    from cycle_engine.store.facts import is_rehearsal

    with desk.database.read() as rows:
        return is_rehearsal(rows)


def _require_rehearsal(database: "Database") -> None:
    from cycle_engine.store.facts import is_rehearsal

    with database.read() as rows:
        if not is_rehearsal(rows):
            raise OperationRefused("as_of_needs_rehearsal", hints=[text("errors.as_of_needs_rehearsal_hint")])


def _moment(as_of: date | datetime | None, *, writes: bool) -> datetime | None:
    """Name the moment ``--as-of`` means: a day's morning for an act, its end for a look back."""
    from cycle_engine.clock import end_of, morning_of
    from cycle_engine.domain.case import ZONE

    if as_of is None:
        return None
    if isinstance(as_of, datetime):
        return as_of if as_of.tzinfo else as_of.replace(tzinfo=ZONE)
    return morning_of(as_of) if writes else end_of(as_of)
