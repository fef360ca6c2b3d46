"""The tables of scores and evidence, folded from events, and a cycle's own copy of its indicator set (append-only)."""

from typing import ClassVar

from sqlalchemy import CheckConstraint, Text
from sqlmodel import Field, SQLModel

from cycle_engine.domain.definition import LevelKind
from cycle_engine.domain.evidence import EvidenceForm, EvidenceState
from cycle_engine.store.tables import one_of


class CycleIndicatorsRow(SQLModel, table=True):
    """The indicator set that a cycle was opened with; ``body`` is its frozen copy."""

    __tablename__: ClassVar[str] = "cycle_indicators"
    cycle_id: int = Field(foreign_key="cycles.id", primary_key=True)
    body: str = Field(sa_type=Text)


class ScoreSheetRow(SQLModel, table=True):
    """One side's latest scores of a case; ``body`` is the whole sheet."""

    __tablename__: ClassVar[str] = "score_sheets"
    __table_args__ = (
        one_of("kind", LevelKind, name="kind"),
        CheckConstraint("round >= 1", name="round_counts_from_one"),
    )
    case_id: int = Field(foreign_key="cases.id", primary_key=True)
    kind: str = Field(primary_key=True)
    round: int
    seq: int
    body: str = Field(sa_type=Text)


class EvidenceItemRow(SQLModel, table=True):
    """One item of evidence as it was last spoken of; ``position`` is the order in which items were first handed in."""

    __tablename__: ClassVar[str] = "evidence_items"
    __table_args__ = (
        one_of("form", EvidenceForm, name="form"),
        one_of("state", EvidenceState, name="state"),
        CheckConstraint("(form = 'file') = (sha256 <> '')", name="file_has_a_hash"),
        CheckConstraint("(form = 'link') = (link <> '')", name="link_leads_somewhere"),
        CheckConstraint("round >= 1", name="round_counts_from_one"),
    )
    case_id: int = Field(foreign_key="cases.id", primary_key=True)
    item_id: str = Field(primary_key=True)
    position: int
    round: int
    seq: int
    criterion: str
    form: str
    name: str
    sha256: str = Field(index=True)
    link: str
    text: str = Field(sa_type=Text)
    state: str
    source: str
