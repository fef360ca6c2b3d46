"""The tables of people: who is behind a post from when until when, and which mailboxes are paused."""

from datetime import date, datetime
from typing import ClassVar

from sqlalchemy import CheckConstraint, Text, UniqueConstraint
from sqlmodel import Field, SQLModel

from cycle_engine.domain.posts import Post, Tenure
from cycle_engine.store.moments import Moment
from cycle_engine.store.tables import one_of


class ContactRow(SQLModel, table=True):
    """Somebody behind a post of a unit, from a day until (excluding) another; a holder without address: vacant."""

    __tablename__: ClassVar[str] = "contacts"
    __table_args__ = (
        UniqueConstraint("unit_id", "post", "tenure", "valid_from"),
        one_of("post", Post, name="post"),
        one_of("tenure", Tenure, name="tenure"),
        CheckConstraint("valid_until IS NULL OR valid_until > valid_from", name="ends_after_it_begins"),
        CheckConstraint(
            "tenure = 'holder' OR (address <> '' AND valid_until IS NOT NULL)", name="substitute_reachable_for_a_time"
        ),
    )
    id: int | None = Field(default=None, primary_key=True)
    unit_id: int = Field(foreign_key="units.id")
    post: str
    tenure: str
    name: str
    address: str
    valid_from: date
    valid_until: date | None = None


class PauseRow(SQLModel, table=True):
    """A mailbox that is not written to from a day until (excluding) another."""

    __tablename__: ClassVar[str] = "pauses"
    __table_args__ = (
        UniqueConstraint("address", "paused_from"),
        CheckConstraint("length(address) > 0", name="address_given"),
        CheckConstraint("paused_until > paused_from", name="ends_after_it_begins"),
    )
    id: int | None = Field(default=None, primary_key=True)
    address: str
    paused_from: date
    paused_until: date
    reason: str = Field(sa_type=Text)
    paused_by: str
    paused_at: datetime = Field(sa_type=Moment)
