"""Looking after a workspace: copies of its database, its upgrade, and whether everything works (``doctor``)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from pathlib import Path
from typing import Final

from cycle_engine.domain.notices import LetterState
from cycle_engine.domain.pauses import gather_pauses
from cycle_engine.errors import CycleError
from cycle_engine.messages import Text, text
from cycle_engine.services.desk import Desk
from cycle_engine.services.vacancies import alarm, people_of, vacancies_ahead
from cycle_engine.store.database import SCHEMA_REVISION, find_revision
from cycle_engine.store.heartbeats import Heartbeat, beat, heartbeats
from cycle_engine.store.outbox import letters
from cycle_engine.store.pauses import all_pauses
from cycle_engine.store.rows import Rows
from cycle_engine.store.upkeep import back_up, check_integrity, restore, sqlite_version, wal_is_safe

BACKUPS: Final = "backups"
"""The workspace's folder of copies."""

SILENCE: Final = timedelta(hours=26)
"""How long a daemon that works at least daily may be silent before ``doctor`` says that it is not running."""


class Health(StrEnum):
    """How a thing that was looked at is."""

    GOOD = "good"
    NOTE = "note"
    BAD = "bad"


@dataclass(frozen=True, slots=True)
class Examined:
    """One thing ``doctor`` looked at."""

    health: Health
    what: Text
    hint: Text | None = None


def back_up_database(desk: Desk, target: Path | None = None) -> Path:
    """Copy the database into the workspace's backups, or where it is told; keep as many of them as is set."""
    folder = desk.workspace / BACKUPS
    ending = "db" if desk.database.is_sqlite else "dump"
    name = f"cycle-{desk.clock.now():%Y%m%dT%H%M%SZ}.{ending}"
    made = back_up(desk.database, target or folder / name)
    for old in sorted(folder.glob(f"cycle-*.{ending}"))[: -desk.settings.schedule.keep_backups]:
        old.unlink()
    return made


def restore_database(desk: Desk, source: Path) -> bool:
    """Put a copy back and say whether one that stood there was kept beside it.

    Only an administrator of the database that stands may; where it is lost or no database any more, nobody can be
    asked, and whoever can write the workspace may.
    """
    if desk.database.is_there:
        with desk.database.read_any_revision() as rows:
            if find_revision(rows) is not None:
                desk.require_admin(rows)
    desk.database.dispose()
    return restore(desk.database, source)


def upgrade(desk: Desk) -> tuple[str, str]:
    """Bring older tables to this program's revision; a copy is made first. Returns the revisions before and after."""
    from cycle_engine.store.migrating import upgrade_database

    with desk.database.read_any_revision() as rows:
        before = find_revision(rows) or "-"
    if before != "-" and before < SCHEMA_REVISION:
        back_up_database(desk)
    upgrade_database(desk.database.url)
    return before, SCHEMA_REVISION


def check_database(desk: Desk) -> tuple[str, ...]:
    """Ask the database whether it is whole; nothing comes back when it is."""
    with desk.database.read() as rows:
        return check_integrity(rows)


def record_beat(desk: Desk, daemon: str, job: str, outcome: str = "") -> None:
    """Write down that a daemon did a job, and how it ended."""
    with desk.database.write() as transaction:
        beat(transaction, Heartbeat(daemon, job, desk.clock.now(), outcome))


def examine(desk: Desk) -> tuple[Examined, ...]:
    """Look at everything an office needs to work, and say how it is."""
    return tuple(_examine(desk))


def _examine(desk: Desk) -> Iterator[Examined]:
    yield Examined(Health.GOOD, text("doctor.workspace", folder=str(desk.workspace.resolve())))
    try:
        with desk.database.read() as rows:
            yield Examined(Health.GOOD, text("doctor.database", url=desk.database.shown, revision=SCHEMA_REVISION))
            yield from _examine_database(rows, desk)
            yield from _examine_daemon(rows, desk)
            yield from _examine_mail(rows, desk)
            yield from _examine_people(rows, desk)
    except CycleError as error:
        yield Examined(Health.BAD, error.message, error.hints[0] if error.hints else None)
    yield from _examine_calendar(desk)
    yield _examine_font()


def _examine_database(rows: Rows, desk: Desk) -> Iterator[Examined]:
    if desk.database.is_sqlite:
        name = "journal_wal_safe" if wal_is_safe() else "journal_delete"
        yield Examined(Health.GOOD, text(f"doctor.{name}", version=sqlite_version()))
    damage = check_integrity(rows)
    for line in damage:
        yield Examined(Health.BAD, text("doctor.damaged", detail=line), text("doctor.damaged_hint"))


def _examine_daemon(rows: Rows, desk: Desk) -> Iterator[Examined]:
    last = {beat.job: beat for beat in reversed(heartbeats(rows))}
    if not last:
        yield Examined(Health.NOTE, text("doctor.daemon_never"), text("doctor.daemon_hint"))
        return
    newest = max(beat.beat_at for beat in last.values())
    silent = desk.clock.now() - newest > SILENCE
    said = text("doctor.daemon_silent" if silent else "doctor.daemon_alive", at=newest)
    yield Examined(Health.BAD if silent else Health.GOOD, said, text("doctor.daemon_hint") if silent else None)
    for beat_ in last.values():
        if beat_.outcome:
            yield Examined(Health.BAD, text("doctor.job_failed", job=beat_.job, at=beat_.beat_at, error=beat_.outcome))


def _examine_mail(rows: Rows, desk: Desk) -> Iterator[Examined]:
    transport = desk.settings.mail.transport
    yield Examined(Health.GOOD, text(f"doctor.mail_{transport}", host=desk.settings.mail.host))
    for state in (LetterState.FAILED, LetterState.UNCERTAIN):
        if found := letters(rows, state=state.value):
            hint = text("doctor.mail_stuck_hint", state=state.value)
            yield Examined(Health.BAD, text(f"doctor.mail_{state.value}", count=len(found)), hint)


def _examine_people(rows: Rows, desk: Desk) -> Iterator[Examined]:
    found = {}
    for cycle in desk.cycles(rows):
        for vacancy in vacancies_ahead(people_of(rows, cycle, desk.today), cycle, desk.today):
            found[vacancy.unit, vacancy.post] = vacancy
    for vacancy in found.values():
        health = Health.BAD if vacancy.since <= desk.today else Health.NOTE
        yield Examined(health, alarm(vacancy, desk.today))
    paused = gather_pauses(all_pauses(rows)).on(desk.today)
    if paused:
        yield Examined(Health.NOTE, text("doctor.paused", addresses=sorted(paused)), text("doctor.paused_hint"))


def _examine_calendar(desk: Desk) -> Iterator[Examined]:
    year = desk.today.year
    calendar = desk.calendar(year, year)
    known = calendar.is_confirmed(year)
    said = text("doctor.calendar_confirmed" if known else "doctor.calendar_unconfirmed", year=year)
    yield Examined(Health.GOOD if known else Health.NOTE, said, None if known else text("doctor.calendar_hint"))


def _examine_font() -> Examined:
    """Which font a PDF of an official paper is set in; any other than the decree's is worth knowing."""
    from cycle_engine.reports.pdf_fonts import BROUGHT, FAMILIES, paper_font

    font = paper_font()
    if font == BROUGHT:
        return Examined(Health.NOTE, text("doctor.font", font=font), text("doctor.font_hint", fonts=FAMILIES))
    return Examined(Health.GOOD, text("doctor.font", font=font))
