"""The tables of what acts tell besides the ladder, and of amended plans, which are append-only."""

from datetime import date, datetime
from typing import ClassVar

from sqlalchemy import CheckConstraint, Text, UniqueConstraint
from sqlmodel import Field, SQLModel

from cycle_engine.domain.announcements import AnnouncementState
from cycle_engine.store.moments import Moment
from cycle_engine.store.tables import one_of


class AnnouncementRow(SQLModel, table=True):
    """What an event has to tell one party, and whether a letter says it; ``body`` is the whole announcement."""

    __tablename__: ClassVar[str] = "announcements"
    __table_args__ = (
        one_of("state", AnnouncementState, name="state"),
        CheckConstraint("(state = 'said') = (letter_id IS NOT NULL)", name="said_in_a_letter"),
    )
    case_id: int = Field(foreign_key="cases.id", primary_key=True)
    cause: str = Field(primary_key=True)
    template: str = Field(primary_key=True)
    recipient: str = Field(primary_key=True)
    state: str = Field(index=True)
    announced_on: date
    letter_id: int | None = Field(default=None, foreign_key="letters.id", index=True)
    body: str = Field(sa_type=Text)


class LetterAnnouncementRow(SQLModel, table=True):
    """An announcement as a letter says it, first-hand or as a copy, to compose it again from."""

    __tablename__: ClassVar[str] = "letter_announcements"
    letter_id: int = Field(foreign_key="letters.id", primary_key=True)
    case_id: int = Field(primary_key=True)
    cause: str = Field(primary_key=True)
    template: str = Field(primary_key=True)
    recipient: str = Field(primary_key=True)
    body: str = Field(sa_type=Text)


class PlanAmendmentRow(SQLModel, table=True):
    """A revised plan of an open cycle, in place of the one before from its moment on; append-only."""

    __tablename__: ClassVar[str] = "plan_amendments"
    __table_args__ = (
        UniqueConstraint("cycle_id", "number"),
        CheckConstraint("number >= 1", name="number_counts_from_one"),
        CheckConstraint("length(sha256) = 64", name="hash_whole"),
    )
    id: int | None = Field(default=None, primary_key=True)
    cycle_id: int = Field(foreign_key="cycles.id")
    number: int
    plan: str = Field(sa_type=Text)
    sha256: str
    amended_by: str
    amended_at: datetime = Field(sa_type=Moment)
