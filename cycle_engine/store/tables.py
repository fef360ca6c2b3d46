"""The tables, as SQLModel rows. A row is not a value: it is turned into a frozen domain value at the store's edge.

Every column that matters has a NOT NULL or CHECK of its own, since ``table=True`` models are not validated. Words are
stored as text with a CHECK, days as dates, moments as ``Moment``. ``events`` and ``roster_changes`` are append-only:
the migrations give them triggers that refuse UPDATE and DELETE.
"""

from datetime import date, datetime
from enum import StrEnum
from typing import ClassVar

from sqlalchemy import CheckConstraint, Index, Text, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from cycle_engine.domain.definition import Role
from cycle_engine.domain.events import EventKind
from cycle_engine.domain.notices import LetterState
from cycle_engine.store.moments import Moment

SQLModel.metadata.naming_convention = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


def one_of(column: str, words: type[StrEnum], *, name: str) -> CheckConstraint:
    """Let a column hold these words only."""
    allowed = ", ".join(f"'{word.value}'" for word in words)
    return CheckConstraint(f"{column} IN ({allowed})", name=name)


class WorkspaceFactRow(SQLModel, table=True):
    """A fact about the whole workspace, such as that it is a rehearsal."""

    __tablename__: ClassVar[str] = "workspace_facts"
    name: str = Field(primary_key=True)
    value: str


class UnitRow(SQLModel, table=True):
    """A school or an authority."""

    __tablename__: ClassVar[str] = "units"
    __table_args__ = (CheckConstraint("length(code) > 0", name="code_given"),)
    id: int | None = Field(default=None, primary_key=True)
    code: str = Field(unique=True)
    name: str
    kind: str
    email: str = ""
    head_name: str = ""
    head_email: str = ""
    officer_name: str = ""
    officer_email: str = ""
    phone: str = ""
    website: str = ""
    closed_on: date | None = None
    merged_into: str = ""


class UnitParentRow(SQLModel, table=True):
    """Under which authority a unit stands, from a day until (excluding) another."""

    __tablename__: ClassVar[str] = "unit_parents"
    __table_args__ = (
        UniqueConstraint("unit_id", "valid_from"),
        CheckConstraint("valid_until IS NULL OR valid_until > valid_from", name="ends_after_it_begins"),
    )
    id: int | None = Field(default=None, primary_key=True)
    unit_id: int = Field(foreign_key="units.id", index=True)
    parent_id: int = Field(foreign_key="units.id")
    valid_from: date
    valid_until: date | None = None


class RosterChangeRow(SQLModel, table=True):
    """What was changed in the roster, by whom; append-only."""

    __tablename__: ClassVar[str] = "roster_changes"
    id: int | None = Field(default=None, primary_key=True)
    code: str = Field(index=True)
    change: str
    facts: str = Field(sa_type=Text)
    actor: str
    recorded_at: datetime = Field(sa_type=Moment)


class OfficerRow(SQLModel, table=True):
    """Who may act, and as what. An empty unit means every unit."""

    __tablename__: ClassVar[str] = "officers"
    __table_args__ = (
        UniqueConstraint("login", "role", "unit"),
        one_of("role", Role, name="role"),
    )
    id: int | None = Field(default=None, primary_key=True)
    login: str = Field(index=True)
    role: str
    unit: str = ""


class CycleRow(SQLModel, table=True):
    """A plan opened by an authority, with its own frozen copy of workflow and plan."""

    __tablename__: ClassVar[str] = "cycles"
    __table_args__ = (UniqueConstraint("authority", "plan_number", "school_year"),)
    id: int | None = Field(default=None, primary_key=True)
    authority: str
    plan_number: str
    school_year: str
    workflow: str = Field(sa_type=Text)
    plan: str = Field(sa_type=Text)
    opened_by: str
    opened_at: datetime = Field(sa_type=Moment)


class CaseRow(SQLModel, table=True):
    """One case: the fold of its events."""

    __tablename__: ClassVar[str] = "cases"
    __table_args__ = (
        UniqueConstraint("cycle_id", "unit_id", "track"),
        Index("ix_cases_cycle_id_track_stage", "cycle_id", "track", "stage"),
        CheckConstraint("round >= 1", name="round_counts_from_one"),
        CheckConstraint("seq >= 1", name="opened_by_an_event"),
        CheckConstraint("length(hash) = 64", name="hash_whole"),
        CheckConstraint("owner IN ('', 'school', 'department')", name="owner"),
        CheckConstraint("self_level BETWEEN 1 AND 3", name="self_level"),
        CheckConstraint("external_level BETWEEN 1 AND 3", name="external_level"),
        CheckConstraint("recognized_level BETWEEN 1 AND 3", name="recognized_level"),
    )
    id: int | None = Field(default=None, primary_key=True)
    cycle_id: int = Field(foreign_key="cycles.id")
    unit_id: int = Field(foreign_key="units.id", index=True)
    track: str
    key: str = Field(unique=True)
    stage: str
    previous_stage: str
    owner: str
    opened_on: date
    handed_over_on: date | None = None
    round: int
    round_started_on: date
    seq: int
    hash: str
    self_level: int | None = None
    external_level: int | None = None
    recognized_level: int | None = None


class EventRow(SQLModel, table=True):
    """One line of a case's history; append-only."""

    __tablename__: ClassVar[str] = "events"
    __table_args__ = (
        UniqueConstraint("case_id", "seq"),
        one_of("kind", EventKind, name="kind"),
        CheckConstraint("length(hash) = 64 AND length(previous_hash) = 64", name="hashes_whole"),
        Index(
            "ix_events_explained",
            "case_id",
            sqlite_where=text("kind = 'explained'"),
            postgresql_where=text("kind = 'explained'"),
        ),
    )
    id: int | None = Field(default=None, primary_key=True)
    case_id: int = Field(foreign_key="cases.id")
    seq: int
    kind: str
    transition: str
    source: str
    target: str
    actor: str
    on_behalf_of: str
    occurred_on: date
    recorded_at: datetime = Field(sa_type=Moment, index=True)
    facts: str = Field(sa_type=Text)
    previous_hash: str
    hash: str


class DocumentRow(SQLModel, table=True):
    """A product recorded in a case, folded from its events."""

    __tablename__: ClassVar[str] = "documents"
    __table_args__ = (
        UniqueConstraint("case_id", "seq", "position"),
        CheckConstraint("(sha256 <> '') <> (link <> '')", name="file_or_link"),
    )
    id: int | None = Field(default=None, primary_key=True)
    case_id: int = Field(foreign_key="cases.id")
    seq: int
    position: int
    round: int
    kind: str
    name: str
    sha256: str
    link: str
    number: str
    dated: date | None = None


class OwnDeadlineRow(SQLModel, table=True):
    """A last day of one case's milestone, folded from its events: in place of the plan's, or on top of it."""

    __tablename__: ClassVar[str] = "own_deadlines"
    case_id: int = Field(foreign_key="cases.id", primary_key=True)
    milestone: str = Field(primary_key=True)
    round: int = Field(primary_key=True)
    due: date
    is_extended: bool


class LetterRow(SQLModel, table=True):
    """A composed letter in the outbox."""

    __tablename__: ClassVar[str] = "letters"
    __table_args__ = (
        one_of("state", LetterState, name="state"),
        Index("ix_letters_state_available_at", "state", "available_at"),
        # One mailbox gets one letter of the ladder a day at most; a cancelled one makes room for what still holds.
        Index(
            "uq_letters_recipient_day",
            "recipient",
            "day",
            unique=True,
            sqlite_where=text("kind = 'ladder' AND state <> 'cancelled'"),
            postgresql_where=text("kind = 'ladder' AND state <> 'cancelled'"),
        ),
    )
    id: int | None = Field(default=None, primary_key=True)
    message_id: str = Field(unique=True)
    kind: str
    sender: str
    recipient: str
    recipient_name: str
    cc: str = ""
    subject: str
    message: bytes
    day: date
    state: str = LetterState.QUEUED.value
    attempts: int = 0
    available_at: datetime = Field(sa_type=Moment)
    lease: str = ""
    lease_until: datetime | None = Field(default=None, sa_type=Moment)
    queued_at: datetime = Field(sa_type=Moment)
    sent_at: datetime | None = Field(default=None, sa_type=Moment)
    answer: str = Field(default="", sa_type=Text)


class NoticeRow(SQLModel, table=True):
    """What was decided about one rung for one case: said in a letter, or superseded. Its key is what makes it once."""

    __tablename__: ClassVar[str] = "notices"
    __table_args__ = (
        CheckConstraint("state IN ('said', 'superseded', 'cancelled')", name="state"),
        CheckConstraint("state <> 'said' OR letter_id IS NOT NULL", name="said_in_a_letter"),
    )
    case_id: int = Field(foreign_key="cases.id", primary_key=True)
    milestone: str = Field(primary_key=True)
    round: int = Field(primary_key=True)
    due: date = Field(primary_key=True)
    rung: int = Field(primary_key=True)
    recipient: str = Field(primary_key=True)
    state: str
    decided_on: date
    letter_id: int | None = Field(default=None, foreign_key="letters.id", index=True)


class LetterNoticeRow(SQLModel, table=True):
    """A notice as a letter says it, first-hand or as a copy; ``body`` is the whole notice, to compose it again from."""

    __tablename__: ClassVar[str] = "letter_notices"
    letter_id: int = Field(foreign_key="letters.id", primary_key=True)
    case_id: int = Field(primary_key=True)
    milestone: str = Field(primary_key=True)
    round: int = Field(primary_key=True)
    due: date = Field(primary_key=True)
    rung: int = Field(primary_key=True)
    recipient: str = Field(primary_key=True)
    body: str = Field(sa_type=Text)


class HeartbeatRow(SQLModel, table=True):
    """When a part of a daemon last worked; ``doctor`` reads it."""

    __tablename__: ClassVar[str] = "heartbeats"
    daemon: str = Field(primary_key=True)
    job: str = Field(primary_key=True)
    beat_at: datetime = Field(sa_type=Moment)
    outcome: str = Field(default="", sa_type=Text)
