"""What every use case works with: the workspace, its settings and database, the clock, and who is acting."""

from collections.abc import Callable, Sequence
from copy import copy
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from typing import Final, Protocol

from cycle_engine.clock import Clock, end_of
from cycle_engine.definitions.days_off import calendar_fingerprint, calendar_from_json, calendar_to_json, read_calendar
from cycle_engine.definitions.frozen_copies import plan_from_json, workflow_from_json
from cycle_engine.domain.definition import Plan, Role, Workflow
from cycle_engine.domain.notices import ComposedLetter, Contact, LetterRequest, ReportRequest
from cycle_engine.domain.working_days import WorkingCalendar
from cycle_engine.errors import NotFound, NotPermitted
from cycle_engine.messages import text
from cycle_engine.resources import shipped
from cycle_engine.settings import Settings
from cycle_engine.store.cycles import StoredCycle, all_cycles
from cycle_engine.store.database import Database
from cycle_engine.store.officers import officers_of
from cycle_engine.store.rows import Rows

DOCUMENTS: Final = "documents"
"""The workspace's folder of what was handed in, by hash."""


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts: the login, and on whose behalf when an administrator acts for another."""

    login: str
    on_behalf_of: str
    grants: Sequence[tuple[Role, str]]

    def roles_for(self, unit: str, authorities: Sequence[str] = ()) -> frozenset[Role]:
        """In which roles the actor may act for a unit: those given for all, for it, or for an authority above it."""
        within = {"", unit, *authorities}
        return frozenset(role for role, where in self.grants if where in within)

    @property
    def is_admin(self) -> bool:
        """Whether the actor may do everything."""
        return any(role is Role.ADMIN for role, _ in self.grants)


@dataclass(frozen=True, slots=True)
class OpenCycle:
    """A cycle with its frozen workflow and plan as values."""

    stored: StoredCycle
    workflow: Workflow
    plan: Plan


class LetterComposer(Protocol):
    """Whoever turns what is to be said into a letter; handed in from above, since the engine knows no e-mail."""

    def compose(self, request: LetterRequest) -> ComposedLetter:
        """Compose a letter of notices."""
        ...

    def compose_subject(self, request: LetterRequest) -> str:
        """Compose only the subject that the letter would have."""
        ...

    def compose_report(self, request: ReportRequest) -> ComposedLetter:
        """Compose a letter that carries a report."""
        ...


class Desk:
    """One person at one workspace, for the length of one command.

    ``as_of`` is the moment a read looks back to; None reads the present.
    """

    def __init__(
        self,
        *,
        workspace: Path,
        settings: Settings,
        database: Database,
        clock: Clock,
        login: str,
        composer: Callable[[Contact], LetterComposer],
        behalf: str = "",
        as_of: datetime | None = None,
    ) -> None:
        self.workspace = workspace
        self.settings = settings
        self.database = database
        self.clock = clock
        self.login = login
        self.composer = composer
        self.behalf = behalf
        self.as_of = as_of
        self.only_plays = False

    def looking_back(self, until: datetime) -> "Desk":
        """Make the same desk at a moment of the past: it sees what was known then, and that moment is its today."""
        past = copy(self)
        past.clock, past.as_of = Clock(set_to=until), until
        return past

    def at(self, clock: Clock) -> "Desk":
        """Make the same desk at another clock."""
        other = copy(self)
        other.clock = clock
        return other

    def elsewhere(self, database: Database, *, composer: Callable[[Contact], LetterComposer]) -> "Desk":
        """Make the same desk at another database, with another composer: what is done there only plays."""
        other = copy(self)
        other.database, other.composer, other.only_plays = database, composer, True
        return other

    @property
    def today(self) -> date:
        """The day being looked at."""
        return self.clock.today()

    @property
    def until(self) -> datetime | None:
        """The moment up to which events are seen; None sees all there are."""
        return self.as_of

    @property
    def documents(self) -> Path:
        """Where handed-in files are kept."""
        return self.workspace / DOCUMENTS

    def actor(self, rows: Rows) -> Actor:
        """Say who acts. ``--as`` is for administrators. Raises ``NotPermitted``."""
        own = [(officer.role, officer.unit) for officer in officers_of(rows, self.login)]
        if not self.behalf:
            return Actor(self.login, "", own)
        if not any(role is Role.ADMIN for role, _ in own):
            raise NotPermitted("as_is_for_admins", hints=[text("errors.as_is_for_admins_hint")], login=self.login)
        others = [(officer.role, officer.unit) for officer in officers_of(rows, self.behalf)]
        if not others:
            hint = text("errors.officer_unknown_hint", login=self.behalf)
            raise NotFound("officer_unknown", hints=[hint], login=self.behalf)
        return Actor(self.login, self.behalf, others)

    def require_admin(self, rows: Rows) -> Actor:
        """Let only administrators on. Raises ``NotPermitted``."""
        actor = self.actor(rows)
        if not actor.is_admin:
            raise NotPermitted("admin_only", hints=[text("errors.admin_only_hint")], login=self.behalf or self.login)
        return actor

    def require_staff(self, rows: Rows) -> Actor:
        """Let only the office's own people on: administrators, heads, officers. Raises ``NotPermitted``."""
        actor = self.actor(rows)
        if not any(role is not Role.SCHOOL for role, _ in actor.grants):
            raise NotPermitted("staff_only", hints=[text("errors.staff_only_hint")], login=self.behalf or self.login)
        return actor

    def cycles(self, rows: Rows) -> tuple[OpenCycle, ...]:
        """Read every cycle that was open at the moment looked at."""
        stored = all_cycles(rows, until=self.until)
        found = [cycle for cycle in stored if self.until is None or cycle.opened_at <= self.until]
        return tuple(OpenCycle(c, workflow_from_json(c.workflow), plan_from_json(c.plan)) for c in found)

    def cycle(self, rows: Rows) -> OpenCycle:
        """Read the cycle at work: the one opened last. Raises ``NotFound`` when none is."""
        if cycles := self.cycles(rows):
            return cycles[-1]
        raise NotFound("no_cycle", hints=[text("errors.no_cycle_hint")])

    def as_it_was(self, rows: Rows, cycle: OpenCycle) -> OpenCycle:
        """Read a cycle with the plan that held at the moment looked at."""
        return next((then for then in self.cycles(rows) if then.stored.id == cycle.stored.id), cycle)

    def writes_today(self, calendar: WorkingCalendar) -> bool:
        """Whether anybody is written to today: not on days off, nor on the office's quiet days."""
        return calendar.is_working(self.today) and self.today not in self.settings.mail.quiet_days

    def calendar_for(self, plan: Plan) -> WorkingCalendar:
        """Read the working calendar of a plan's years and of today's, one year around them."""
        first, last = (int(year) for year in plan.school_year.split("-"))
        return self.calendar(min(first, self.today.year) - 1, max(last, self.today.year) + 1)

    def calendar(self, first_year: int, last_year: int) -> WorkingCalendar:
        """Read a working calendar, from the workspace's cache when nothing it was made from has changed."""
        files = self.calendar_files
        fingerprint = calendar_fingerprint(files, first_year, last_year)
        cache = self.workspace / ".cache" / f"calendar-{first_year}-{last_year}.json"
        try:
            if kept := calendar_from_json(cache.read_text("utf-8"), fingerprint):
                return kept
        except OSError:
            pass  # no cache yet, or one that cannot be read: it is only a cache
        calendar = read_calendar(files, first_year, last_year)
        _keep(cache, calendar_to_json(calendar, fingerprint))
        return calendar

    @cached_property
    def calendar_files(self) -> tuple[Path, ...]:
        """The calendar files in force: the shipped one, then the office's own, which have the last word."""
        own = sorted((self.workspace / "config" / "calendars").glob("*.toml"))
        return (shipped("config") / "calendars" / "vietnam.toml", *own)


def as_seen_at(day: date) -> datetime:
    """Name the moment that ``--as-of`` a day looks back to: the day's end."""
    return end_of(day)


def _keep(cache: Path, content: str) -> None:
    try:
        cache.parent.mkdir(exist_ok=True)
        cache.write_text(content, "utf-8")
    except OSError:
        pass  # a read-only workspace is read without a cache
