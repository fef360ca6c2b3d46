"""The table of what was found at the links where results are published; append-only."""

from datetime import date, datetime
from typing import ClassVar

from sqlalchemy import CheckConstraint, Text
from sqlmodel import Field, SQLModel

from cycle_engine.domain.publications import Finding
from cycle_engine.store.moments import Moment
from cycle_engine.store.tables import one_of


class PublicationCheckRow(SQLModel, table=True):
    """A check of the page that a case's event published; the key keeps two daemons from both writing the same one.

    ``sample`` is kept of baselines only: eight hexadecimal digits a phrase.
    """

    __tablename__: ClassVar[str] = "publication_checks"
    __table_args__ = (
        one_of("finding", Finding, name="finding"),
        CheckConstraint("number >= 1", name="number_counts_from_one"),
        CheckConstraint("length(sha256) IN (0, 64)", name="hash_whole"),
        CheckConstraint("share BETWEEN 0 AND 100", name="share_in_a_hundred"),
        CheckConstraint("trouble_since <= checked_on", name="trouble_came_before"),
    )
    case_id: int = Field(foreign_key="cases.id", primary_key=True)
    published_seq: int = Field(primary_key=True)
    number: int = Field(primary_key=True)
    link: str = Field(sa_type=Text)
    checked_at: datetime = Field(sa_type=Moment)
    checked_on: date
    finding: str
    cause: str
    status: int | None = None
    share: int | None = None
    final_link: str = Field(sa_type=Text)
    is_file: bool
    sha256: str
    title: str = Field(sa_type=Text)
    sample: str = Field(sa_type=Text)
    is_baseline: bool
    trouble_since: date | None = None
    checked_by: str
    on_behalf_of: str
