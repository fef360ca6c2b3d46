"""What a monthly report is made from: everything as it was known at the period's cut-off, handed in by the service.

What nobody entered is the empty string here and ``[...]`` on paper.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from cycle_engine.domain.bottlenecks import Cause, CauseDays
from cycle_engine.domain.definition import LevelKind, Plan, Workflow
from cycle_engine.domain.events import Document
from cycle_engine.domain.explanations import Setback
from cycle_engine.domain.indicators import NO_INDICATORS, IndicatorSet
from cycle_engine.domain.milestones import CaseStanding
from cycle_engine.domain.periods import Period
from cycle_engine.domain.scoring import ScoreSheet
from cycle_engine.messages import Text


@dataclass(frozen=True, slots=True)
class Office:
    """Who reports, to whom, and how its papers are headed and signed (Decree 30/2020, appendix I).

    ``governing_body`` is the agency printed above the office's own name, none where it ``is_named_alone``; ``superior``
    is who receives the report. ``number_mark`` follows the number, as in ``Số: 05/BC-PGDĐT``. ``signer_power`` is TM.,
    KT., TL. or TUQ. with whom it stands for, where the signer does not sign in their own right. ``copies`` are further
    receivers.
    """

    name: str
    superior: str = ""
    governing_body: str = ""
    place: str = ""
    number_mark: str = ""
    signer_power: str = ""
    signer_title: str = ""
    signer_name: str = ""
    copies: tuple[str, ...] = ()
    is_named_alone: bool = False


@dataclass(frozen=True, slots=True)
class Move:
    """One transition of one case, its ``seq``-th event. ``recorded_on`` is the day here on which it was written down.

    A period counts what was recorded in it, so that an act recorded late is in exactly one report.
    """

    unit: str
    transition: str
    source: str
    target: str
    occurred_on: date
    recorded_on: date
    seq: int = 0


@dataclass(frozen=True, slots=True)
class OfficerNotes:
    """What only a person can say; nothing here is ever computed."""

    results: str = ""
    shortcomings: str = ""
    causes: str = ""
    tasks: str = ""
    proposals: str = ""


@dataclass(frozen=True, slots=True)
class Reissue:
    """Which version a report is when it takes another's place, when that one was issued, and what changed since."""

    version: int
    replaced_on: date
    changes: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class EarlierYear:
    """The schools of the cycle before, by unit code with their levels as known then; those set aside are not in it."""

    school_year: str
    levels: Mapping[str, Mapping[LevelKind, int]]


@dataclass(frozen=True, slots=True)
class MonthlyFacts:
    """Everything a monthly report says comes from here.

    ``standings`` and ``documents`` (by case, those in hand, oldest first) are as of the period's cut-off, ``previous``
    as of the one before (empty when the cycle was not yet open). ``moves`` are all of the cycle recorded by the
    cut-off. ``setbacks`` are each case's returns and extensions, ``causes`` what each school's days went into.
    ``scores`` are each case's by side, by the criteria of ``indicators``. ``fingerprint`` is that of the whole history
    up to there.
    """

    office: Office
    workflow: Workflow
    plan: Plan
    period: Period
    standings: Sequence[CaseStanding]
    previous: Sequence[CaseStanding] = ()
    moves: Sequence[Move] = ()
    documents: Mapping[int, Sequence[Document]] = field(default_factory=dict)
    setbacks: Mapping[int, Sequence[Setback]] = field(default_factory=dict)
    causes: Mapping[int, Mapping[Cause, CauseDays]] = field(default_factory=dict)
    scores: Mapping[int, Mapping[LevelKind, ScoreSheet]] = field(default_factory=dict)
    indicators: IndicatorSet = NO_INDICATORS
    notes: OfficerNotes = field(default_factory=OfficerNotes)
    fingerprint: str = ""
    earlier: EarlierYear | None = None
