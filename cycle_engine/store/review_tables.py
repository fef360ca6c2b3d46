"""The log of review teams, their visits and the schedules sent; append-only."""

from datetime import datetime
from typing import ClassVar

from sqlalchemy import CheckConstraint, Text
from sqlmodel import Field, SQLModel

from cycle_engine.domain.reviews import ReviewLineKind
from cycle_engine.store.moments import Moment
from cycle_engine.store.tables import one_of


class ReviewLineRow(SQLModel, table=True):
    """One line: who put which team together, gave it which schools, or sent which schedule; append-only."""

    __tablename__: ClassVar[str] = "review_lines"
    __table_args__ = (
        one_of("kind", ReviewLineKind, name="kind"),
        CheckConstraint("seq >= 1", name="seq_counts_from_one"),
    )
    cycle_id: int = Field(foreign_key="cycles.id", primary_key=True)
    seq: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    kind: str
    actor: str
    on_behalf_of: str
    recorded_at: datetime = Field(sa_type=Moment)
    facts: str = Field(sa_type=Text)
