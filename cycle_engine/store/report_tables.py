"""The tables of issued reports, of the letters that carry them and of officers' notes; all of them append-only."""

from datetime import date, datetime
from typing import ClassVar

from sqlalchemy import CheckConstraint, Text
from sqlmodel import Field, SQLModel

from cycle_engine.domain.issued_reports import LetterPurpose, NoteSection
from cycle_engine.store.moments import Moment
from cycle_engine.store.tables import one_of


class ReportVersionRow(SQLModel, table=True):
    """A report as it was issued; the key keeps two people from issuing the same version. ``files`` is JSON."""

    __tablename__: ClassVar[str] = "report_versions"
    __table_args__ = (
        CheckConstraint("version >= 1", name="version_counts_from_one"),
        CheckConstraint("length(fingerprint) = 64 AND length(facts_sha256) = 64", name="hashes_whole"),
    )
    cycle_id: int = Field(foreign_key="cycles.id", primary_key=True)
    period: str = Field(primary_key=True)
    version: int = Field(primary_key=True)
    cut_off_on: date
    due_by: date
    fingerprint: str
    facts_sha256: str
    files: str = Field(sa_type=Text)
    issued_by: str
    on_behalf_of: str
    issued_at: datetime = Field(sa_type=Moment)


class ReportLetterRow(SQLModel, table=True):
    """A letter about a period's report; the key keeps two daemons from sending it twice. Version 0 is a draft."""

    __tablename__: ClassVar[str] = "report_letters"
    __table_args__ = (
        one_of("purpose", LetterPurpose, name="purpose"),
        CheckConstraint("version >= 0", name="version_not_negative"),
    )
    cycle_id: int = Field(foreign_key="cycles.id", primary_key=True)
    period: str = Field(primary_key=True)
    version: int = Field(primary_key=True)
    purpose: str = Field(primary_key=True)
    letter_id: int = Field(foreign_key="letters.id")
    queued_by: str


class ReportNoteRow(SQLModel, table=True):
    """What an officer wrote for one section of a period's report; of each section the last one counts."""

    __tablename__: ClassVar[str] = "report_notes"
    __table_args__ = (one_of("section", NoteSection, name="section"),)
    id: int | None = Field(default=None, primary_key=True)
    cycle_id: int = Field(foreign_key="cycles.id")
    period: str
    section: str
    words: str = Field(sa_type=Text)
    noted_by: str
    on_behalf_of: str
    noted_at: datetime = Field(sa_type=Moment)
