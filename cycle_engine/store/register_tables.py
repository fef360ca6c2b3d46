"""The tables of the register of documents and of certificates.

``register_lines`` and ``certificate_keys`` are append-only; a row of ``register_documents`` or ``register_listings`` is
the fold of its lines, kept for speed and for the unique number.
"""

from datetime import date, datetime
from typing import ClassVar

from sqlalchemy import CheckConstraint, Index, Text, text
from sqlmodel import Field, SQLModel

from cycle_engine.domain.register import DocumentState
from cycle_engine.domain.register_lines import LineKind
from cycle_engine.store.moments import Moment
from cycle_engine.store.tables import one_of


class RegisterLineRow(SQLModel, table=True):
    """One line of the register; append-only."""

    __tablename__: ClassVar[str] = "register_lines"
    __table_args__ = (
        one_of("kind", LineKind, name="kind"),
        CheckConstraint("seq >= 1", name="seq_counts_from_one"),
        CheckConstraint("length(hash) = 64 AND length(previous_hash) = 64", name="hashes_whole"),
        Index("ix_register_lines_entry", "entry"),
    )
    seq: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    kind: str
    entry: int
    actor: str
    on_behalf_of: str
    recorded_at: datetime = Field(sa_type=Moment)
    facts: str = Field(sa_type=Text)
    previous_hash: str
    hash: str


class RegisterDocumentRow(SQLModel, table=True):
    """A document of the register as its lines leave it; ``cycle_id`` is 0 for one outside every cycle."""

    __tablename__: ClassVar[str] = "register_documents"
    __table_args__ = (
        one_of("state", DocumentState, name="state"),
        CheckConstraint("(state = 'numbered') = (number <> '')", name="numbered_has_a_number"),
        CheckConstraint("(number <> '') = (number_key <> '')", name="number_has_its_key"),
        CheckConstraint("(number <> '') = (dated IS NOT NULL)", name="number_has_its_date"),
        CheckConstraint("(dated IS NULL) = (year IS NULL)", name="date_has_its_year"),
        CheckConstraint("sha256 = '' OR link = ''", name="file_or_link"),
        # Numbers run from 01 on 1 January for each authority and sign: a number is given once in a year.
        Index(
            "uq_register_documents_number",
            "authority",
            "sign_key",
            "year",
            "number_key",
            unique=True,
            sqlite_where=text("number_key <> ''"),
            postgresql_where=text("number_key <> ''"),
        ),
    )
    id: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    authority: str
    cycle_id: int
    kind: str
    type: str
    sign: str
    sign_key: str
    number: str
    number_key: str
    year: int | None = None
    dated: date | None = None
    subject: str = Field(sa_type=Text)
    signer: str
    name: str
    sha256: str
    link: str
    state: str = Field(index=True)
    line: int = Field(foreign_key="register_lines.seq")


class RegisterListingRow(SQLModel, table=True):
    """A unit that a document is for, and the event of its case that the document completed."""

    __tablename__: ClassVar[str] = "register_listings"
    __table_args__ = (
        CheckConstraint("level BETWEEN 1 AND 3", name="level"),
        CheckConstraint("(case_key = '') = (seq IS NULL)", name="completed_by_an_event"),
        Index("ix_register_listings_case_key_seq", "case_key", "seq"),
    )
    document_id: int = Field(foreign_key="register_documents.id", primary_key=True)
    unit: str = Field(primary_key=True)
    position: int
    level: int | None = None
    case_key: str
    seq: int | None = None


class CertificateKeyRow(SQLModel, table=True):
    """A public key of the office: what it signed stays verifiable after another took its place; append-only."""

    __tablename__: ClassVar[str] = "certificate_keys"
    __table_args__ = (CheckConstraint("length(public_key) = 64", name="key_whole"),)
    key_id: str = Field(primary_key=True)
    public_key: str = Field(unique=True)
    made_by: str
    made_at: datetime = Field(sa_type=Moment)


class CertificateRow(SQLModel, table=True):
    """A certificate: for which recognition of which case, its code, and whether it was revoked by hand."""

    __tablename__: ClassVar[str] = "certificates"
    __table_args__ = (
        CheckConstraint("(revoked_at IS NULL) = (revoked_line IS NULL)", name="revoked_by_a_line"),
        # A recognition has one certificate at a time; another takes the place of one that was revoked.
        Index(
            "uq_certificates_recognition",
            "case_id",
            "seq",
            unique=True,
            sqlite_where=text("revoked_at IS NULL"),
            postgresql_where=text("revoked_at IS NULL"),
        ),
        Index(
            "uq_certificates_serial",
            "cycle_id",
            "serial_key",
            unique=True,
            sqlite_where=text("serial_key <> ''"),
            postgresql_where=text("serial_key <> ''"),
        ),
    )
    id: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    cycle_id: int = Field(foreign_key="cycles.id")
    case_id: int = Field(foreign_key="cases.id")
    unit: str
    seq: int
    serial: str
    serial_key: str
    code: str = Field(sa_type=Text)
    code_hash: str = Field(unique=True)
    key_id: str = Field(foreign_key="certificate_keys.key_id")
    issued_on: date
    issued_at: datetime = Field(sa_type=Moment)
    line: int = Field(foreign_key="register_lines.seq")
    revoked_at: datetime | None = Field(default=None, sa_type=Moment)
    revoked_line: int | None = Field(default=None, foreign_key="register_lines.seq")
