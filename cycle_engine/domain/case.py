"""A case is what its events say: the row in the database is only their fold, kept for speed.

Days here are days in Asia/Ho_Chi_Minh of the moment an event was recorded: whose move it is counts from when the
office could know, not from the date on the paper.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Final
from zoneinfo import ZoneInfo

from cycle_engine.domain.definition import LevelKind, Milestone, Party
from cycle_engine.domain.events import Document, Event, EventKind
from cycle_engine.domain.evidence import EvidenceItem
from cycle_engine.domain.explanations import Explanation, explanation_in
from cycle_engine.domain.scoring import ScoreSheet

ZONE: Final = ZoneInfo("Asia/Ho_Chi_Minh")
"""The zone in which days begin and end."""


@dataclass(frozen=True, slots=True)
class CaseDocument:
    """A product recorded in a case: in which round and by which event."""

    document: Document
    round: int
    seq: int


@dataclass(frozen=True, slots=True)
class CaseScores:
    """One side's scores as they count now: in which round and by which event they were recorded."""

    sheet: ScoreSheet
    round: int
    seq: int


@dataclass(frozen=True, slots=True)
class CaseEvidence:
    """An item of evidence as it was last spoken of: in which round and by which event."""

    item: EvidenceItem
    round: int
    seq: int


@dataclass(frozen=True, slots=True)
class CaseState:
    """How a case stands.

    ``seq`` and ``hash`` are its last event's. ``round`` counts from 1. ``handed_over_on`` is the day the other party
    gave the case to its present owner; None while it is still with whoever had it when it was opened. ``deadlines``
    are the case's own last days by milestone and round, in place of the plan's; those that are ``extended`` came on top
    of the plan's, which holds again once it is moved later than they are. ``explanations`` say by milestone and round
    why it came late. ``scores`` are each side's latest, ``evidence`` is in the order in which items were first handed
    in. All from ``documents`` on only where a case is read whole.
    """

    key: str
    stage: str
    previous_stage: str
    owner: Party | None
    opened_on: date
    handed_over_on: date | None
    round: int
    round_started_on: date
    seq: int
    hash: str
    levels: dict[LevelKind, int] = field(default_factory=dict)
    documents: tuple[CaseDocument, ...] = ()
    deadlines: dict[tuple[str, int], date] = field(default_factory=dict)
    extended: frozenset[tuple[str, int]] = frozenset()
    explanations: dict[tuple[str, int], Explanation] = field(default_factory=dict)
    scores: dict[LevelKind, CaseScores] = field(default_factory=dict)
    evidence: tuple[CaseEvidence, ...] = ()

    @property
    def held_since(self) -> date:
        """The day from which the present owner has had the case."""
        return self.handed_over_on or self.opened_on

    def due_of(self, milestone: Milestone, round_: int | None = None) -> date | None:
        """Name a milestone's last day for this case in a round, the present one unless another is named."""
        key = (milestone.id, round_ or self.round)
        return last_day(milestone.due, self.deadlines.get(key), is_extended=key in self.extended)


def fold(events: Iterable[Event]) -> CaseState:
    """Say how a case stands after these events, in order. Raises ``ValueError`` when there is none."""
    state: CaseState | None = None
    for event in events:
        state = apply(state, event)
    if state is None:
        raise ValueError("a case has at least the event that opened it")
    return state


def apply(state: CaseState | None, event: Event) -> CaseState:
    """Say how a case stands after one more event."""
    day = day_of(event.recorded_at)
    facts = event.facts
    before = state or _unopened(event, day)
    levels, deadlines = dict(before.levels), dict(before.deadlines)
    if facts.level_kind and facts.level is not None:
        levels[facts.level_kind] = facts.level
    for own in facts.deadlines:
        deadlines[own.milestone, facts.round] = own.due
    return replace(
        before,
        stage=facts.stage,
        previous_stage=before.stage if facts.stage != before.stage else before.previous_stage,
        owner=facts.owner,
        handed_over_on=before.handed_over_on if facts.owner is before.owner else day,
        round=facts.round,
        round_started_on=before.round_started_on if facts.round == before.round else day,
        seq=event.seq,
        hash=event.hash,
        levels=levels,
        deadlines=deadlines,
        extended=_extended_after(before, event),
        explanations=_explanations_after(before, event) if facts.explains else before.explanations,
        documents=(*before.documents, *(CaseDocument(d, facts.round, event.seq) for d in facts.documents)),
        scores=_scores_after(before, event) if facts.scores else before.scores,
        evidence=_evidence_after(before, event) if facts.evidence else before.evidence,
    )


def last_day(planned: date | None, own: date | None, *, is_extended: bool) -> date | None:
    """Name the last day that holds: the case's own, else the plan's; an extension makes none earlier than the plan."""
    if own and planned and is_extended:
        return max(own, planned)
    return own or planned


def products_in_hand(state: CaseState) -> frozenset[str]:
    """Name the kinds of product that count now: those recorded in the present round.

    A round begins when the case is returned with a count, so what was handed in before the return has to be handed in
    anew; the paper that was enough for the round before is what was found wanting.
    """
    return frozenset(held.document.kind for held in state.documents if held.round == state.round)


def day_of(moment: datetime) -> date:
    """Name the day in Asia/Ho_Chi_Minh that an aware moment falls on."""
    return moment.astimezone(ZONE).date()


def _extended_after(before: CaseState, event: Event) -> frozenset[tuple[str, int]]:
    """Name the last days that came on top of the plan's; a return's takes its place, and is extended itself."""
    given = frozenset((own.milestone, event.facts.round) for own in event.facts.deadlines)
    if event.kind is not EventKind.EXTENSION:
        return before.extended - given
    return before.extended | frozenset(key for key in given if key not in before.deadlines)


def _explanations_after(before: CaseState, event: Event) -> dict[tuple[str, int], Explanation]:
    about = event.facts.explains
    return before.explanations | ({(about.milestone, about.round): explanation_in(event)} if about else {})


def _scores_after(before: CaseState, event: Event) -> dict[LevelKind, CaseScores]:
    sheet = event.facts.scores
    return before.scores | ({sheet.kind: CaseScores(sheet, event.facts.round, event.seq)} if sheet else {})


def _evidence_after(before: CaseState, event: Event) -> tuple[CaseEvidence, ...]:
    items = {held.item.id: held for held in before.evidence}
    said = {item.id: CaseEvidence(item, event.facts.round, event.seq) for item in event.facts.evidence}
    return tuple((items | said).values())


def _unopened(event: Event, day: date) -> CaseState:
    return CaseState(
        key=event.case_key,
        stage=event.facts.stage,
        previous_stage="",
        owner=event.facts.owner,
        opened_on=day,
        handed_over_on=None,
        round=event.facts.round,
        round_started_on=day,
        seq=0,
        hash=event.previous_hash,
    )
