"""The calendars that units subscribe to: one private file a unit, kept equal to the board after every tick.

A school's file has its own milestones of every cycle, the office's its own and, gathered by milestone and day, those of
all its schools. A file is written only when what it says has changed. Nothing here is part of a tick's transaction: a
disk that refuses costs a calendar, not a reminder.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from secrets import token_hex
from typing import Final

from cycle_engine.domain.appointments import Appointment, gathered, latest
from cycle_engine.errors import CycleError, OperationRefused
from cycle_engine.messages import text
from cycle_engine.services.appointments import CycleEntries
from cycle_engine.services.board import unit_not_found
from cycle_engine.services.desk import Desk, OpenCycle
from cycle_engine.services.letters import office_of, units_on
from cycle_engine.services.ticking import Ticked, tick
from cycle_engine.store.facts import is_rehearsal
from cycle_engine.store.feed_files import file_name, find_fingerprint, remove_others, write_files
from cycle_engine.store.feed_secrets import find_secret, keep_secret, record_renewal, renewals
from cycle_engine.store.rows import Rows
from cycle_engine.store.units import all_units

FEEDS: Final = "feeds"
"""The workspace's folder of calendars, unless the settings name another."""

_FORM: Final = 1
"""Counts up when files are to be written anew although what they say is the same."""


@dataclass(frozen=True, slots=True)
class Feed:
    """One unit's calendar: its file, and the address it has where the office serves the folder."""

    unit: str
    name: str
    file: Path
    address: str
    entries: tuple[Appointment, ...]


@dataclass(frozen=True, slots=True)
class FeedsMade:
    """What became of the calendars: all there are, how many were written and removed, or what kept them from it."""

    feeds: tuple[Feed, ...] = ()
    written: int = 0
    removed: int = 0
    problem: CycleError | None = None


def tick_and_publish(desk: Desk) -> tuple[Ticked, FeedsMade]:
    """Tick, then bring the calendars up to date; where that fails the tick stands, and the problem is told."""
    ticked = tick(desk)
    try:
        return ticked, publish_feeds(desk)
    except CycleError as error:
        return ticked, FeedsMade(problem=error)


def publish_feeds(desk: Desk) -> FeedsMade:
    """Bring every calendar up to date. Raises ``Unavailable`` where the disk refuses; the settings may turn it off."""
    if not desk.settings.feeds.folder:
        return FeedsMade()
    with desk.database.read() as rows:
        if not desk.cycles(rows):
            return FeedsMade()
        secret = find_secret(rows)
    if secret is None:
        with desk.database.write(alone=True) as transaction:
            secret = keep_secret(transaction, token_hex(32))
    with desk.database.read() as rows:
        feeds = _feeds(rows, desk, secret)
    return _write(desk, feeds)


def show_feeds(desk: Desk, unit: str = "", *, renew: str = "") -> FeedsMade:
    """Bring the calendars up to date and show one unit's, or all; ``renew`` gives a unit's another address before.

    For the office's own people. Raises ``NotFound`` for a unit that has none, ``OperationRefused`` where the settings
    turn calendars off.
    """
    if not desk.settings.feeds.folder:
        raise OperationRefused("feeds_off", hints=[text("errors.feeds_off_hint")])
    with desk.database.read() as rows:
        desk.require_staff(rows)
    made = publish_feeds(desk)
    known = {feed.unit: feed.name for feed in made.feeds}
    for asked in filter(None, (unit, renew)):
        if asked not in known:
            raise unit_not_found(asked, known)
    if renew:
        with desk.database.write(alone=True) as transaction:
            record_renewal(transaction, renew)
        made = publish_feeds(desk)
    wanted = unit or renew
    shown = tuple(feed for feed in made.feeds if not wanted or feed.unit == wanted)
    return FeedsMade(shown, made.written, made.removed)


def _feeds(rows: Rows, desk: Desk, secret: str) -> tuple[Feed, ...]:
    entries: dict[str, list[Appointment]] = defaultdict(list)
    for cycle in desk.cycles(rows):
        _collect(rows, desk, cycle, entries)
    folder = desk.workspace / (FEEDS if is_rehearsal(rows) else desk.settings.feeds.folder)
    address, renewed = desk.settings.feeds.address.rstrip("/"), renewals(rows)
    feeds = []
    for stored in all_units(rows, day=desk.today):
        code = stored.unit.code
        if code in entries and stored.is_active_on(desk.today):
            name = file_name(code, secret=secret, renewed=renewed.get(code, 0))
            where = f"{address}/{name}" if address else ""
            feeds.append(Feed(code, stored.unit.name, folder / name, where, latest(entries[code])))
    return tuple(feeds)


def _collect(rows: Rows, desk: Desk, cycle: OpenCycle, entries: dict[str, list[Appointment]]) -> None:
    """Add a cycle's entries: each case's to its unit, those of the schools together to the office."""
    found = CycleEntries(rows, desk, cycle, office_of(units_on(rows, desk.today), cycle))
    authority = cycle.stored.authority
    schools: list[Appointment] = []
    for case in found.cases:
        own = found.of_case(case)
        entries[case.unit].extend(own)
        if case.unit != authority:
            schools.extend(own)
    days = {milestone.id: milestone.due for milestone in cycle.plan.milestones if milestone.due}
    key = f"{authority}/{cycle.stored.plan_number}/{cycle.stored.school_year}"
    entries[authority].extend(
        gathered(schools, key=key, opened_at=cycle.stored.opened_at, days=days, sequence=found.sequence)
    )


def _write(desk: Desk, feeds: Sequence[Feed]) -> FeedsMade:
    """Write the files whose content has changed, and take away those of units that have none any more."""
    fingerprints = {feed.file: _fingerprint(feed) for feed in feeds}
    changed = [feed for feed in feeds if find_fingerprint(feed.file) != fingerprints[feed.file]]
    folder = feeds[0].file.parent if feeds else desk.workspace / desk.settings.feeds.folder
    if changed:
        from cycle_engine.reports.calendar_entries import render_feed

        at = desk.clock.now()
        contents = {
            feed.file.name: render_feed(feed.entries, at, who=feed.name, fingerprint=fingerprints[feed.file])
            for feed in changed
        }
        write_files(folder, contents)
    removed = remove_others(folder, frozenset(feed.file.name for feed in feeds))
    return FeedsMade(tuple(feeds), len(changed), removed)


def _fingerprint(feed: Feed) -> str:
    return sha256(repr((_FORM, feed.name, feed.entries)).encode()).hexdigest()[:32]
