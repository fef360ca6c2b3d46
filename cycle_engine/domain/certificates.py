"""Certificates: what one says, and how long it holds.

A certificate attests one recognition. It holds until it is revoked, or until its case goes back to a stage before the
recognition (``reopen``): then that event, which is written in the one transaction of the act, is what revoked it. A
publication that is withdrawn only to put it right takes nothing from the recognition, nor does an exemption after it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from cycle_engine.domain.definition import PREVIOUS, LevelKind, Track
from cycle_engine.domain.events import Document, Event, EventKind


@dataclass(frozen=True, slots=True)
class Claim:
    """What a certificate says; a number, date or serial number that nobody gave is empty.

    ``mark`` tells it from any other that says the same, as one that was revoked may.
    """

    unit: str
    name: str
    school_year: str
    level: int
    decision_number: str
    decision_dated: date | None
    issued_on: date
    serial: str = ""
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Recognition:
    """The recognition that a case stands on: by which event, at which level, by which decision."""

    seq: int
    level: int
    decision: Document


class Verdict(StrEnum):
    """What can be said of a certificate's code."""

    VALID = "valid"
    CHANGED = "changed"
    UNKNOWN_KEY = "unknown_key"
    REVOKED = "revoked"


@dataclass(frozen=True, slots=True)
class Revocation:
    """When a certificate stopped holding, why, and who did it."""

    revoked_at: datetime
    reason: str
    actor: str


def find_recognition(track: Track, events: Sequence[Event]) -> Recognition | None:
    """Find the recognition that holds after these events, or None. ``events`` are a case's, in order."""
    recognising = {t.id: t for t in track.transitions if t.level is LevelKind.RECOGNIZED}
    found = next((e for e in reversed(events) if e.transition in recognising), None)
    if found is None or find_reopening(track, events, after=found.seq):
        return None
    level = next(
        (e.facts.level for e in reversed(events) if e.facts.level_kind is LevelKind.RECOGNIZED and e.facts.level), None
    )
    if level is None:
        return None
    products = recognising[found.transition].products
    return Recognition(found.seq, level, _decision(events, found, products[0] if products else ""))


def find_reopening(track: Track, events: Sequence[Event], *, after: int) -> Event | None:
    """Find the event that took back the recognition made by event ``after``: the first to a stage before it."""
    before = stages_before_recognition(track)
    later = (e for e in events if e.seq > after and e.kind is EventKind.TRANSITION)
    return next((event for event in later if event.target in before), None)


def stages_before_recognition(track: Track) -> frozenset[str]:
    """Name the stages from which a recognition is still ahead: they lead to one without coming from one."""
    recognising = [t for t in track.transitions if t.level is LevelKind.RECOGNIZED]
    after = {t.target for t in recognising}
    before = {source for t in recognising for source in t.sources} - after
    while True:
        wider = {
            source
            for t in track.transitions
            if t.target in before and t.target != PREVIOUS
            for source in t.sources
            if source not in after
        }
        if wider <= before:
            return frozenset(before)
        before |= wider


def _decision(events: Sequence[Event], recognised: Event, kind: str) -> Document:
    """Find the decision of a recognition: handed in with it, or before it in the same round."""
    same_round = [e for e in events if e.seq <= recognised.seq and e.facts.round == recognised.facts.round]
    papers = [document for event in reversed(same_round) for document in event.facts.documents]
    return next((document for document in papers if document.kind == kind), Document(kind))
