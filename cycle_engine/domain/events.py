"""What happened to a case: append-only, numbered from 1 per case, each chained to the one before by its hash.

``occurred_on`` is the day the act counts for (the date on its document, where one was given); ``recorded_at`` is the
aware UTC moment it was written down. The hash covers everything in the event and the hash before it, over JSON with
sorted keys, so one changed byte anywhere is found from there on.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from hashlib import sha256
from typing import Final

from cycle_engine.domain.definition import LevelKind, Party
from cycle_engine.domain.evidence import EvidenceItem, evidence_from_json, evidence_to_json
from cycle_engine.domain.scoring import ScoreSheet, sheet_from_json, sheet_to_json

GENESIS: Final = "0" * 64
"""The hash before a case's first event."""


class EventKind(StrEnum):
    """What an event records."""

    OPENED = "opened"
    TRANSITION = "transition"
    EXTENSION = "extension"
    AMENDED = "amended"
    SCORED = "scored"
    EVIDENCE = "evidence"
    EXPLAINED = "explained"


@dataclass(frozen=True, slots=True)
class Document:
    """A product as it was handed in: a stored file (by hash and name) or a link, with its number and date if given."""

    kind: str
    name: str = ""
    sha256: str = ""
    link: str = ""
    number: str = ""
    dated: date | None = None


@dataclass(frozen=True, slots=True)
class OwnDeadline:
    """A last day that holds for one case's milestone in place of the plan's."""

    milestone: str
    due: date


@dataclass(frozen=True, slots=True)
class AmendedPlan:
    """The revised plan that holds from an event on: its number and day, and the hash of its text as it is kept."""

    number: str
    issued: date
    sha256: str


@dataclass(frozen=True, slots=True)
class Explains:
    """Which milestone of which round an explanation is about."""

    milestone: str
    round: int


@dataclass(frozen=True, slots=True)
class Facts:
    """What an event says beyond its kind: how the case stands after it, and what was handed in or said with it."""

    stage: str
    owner: Party | None
    round: int
    documents: tuple[Document, ...] = ()
    level_kind: LevelKind | None = None
    level: int | None = None
    deadlines: tuple[OwnDeadline, ...] = ()
    reason: str = ""
    note: str = ""
    scores: ScoreSheet | None = None
    evidence: tuple[EvidenceItem, ...] = ()
    plan: AmendedPlan | None = None
    explains: Explains | None = None


@dataclass(frozen=True, slots=True)
class Event:
    """One line of a case's history."""

    case_key: str
    seq: int
    kind: EventKind
    transition: str
    source: str
    target: str
    actor: str
    on_behalf_of: str
    occurred_on: date
    recorded_at: datetime
    facts: Facts
    previous_hash: str
    hash: str


def chain_event(
    previous: tuple[int, str],
    *,
    case_key: str,
    kind: EventKind,
    facts: Facts,
    actor: str,
    occurred_on: date,
    recorded_at: datetime,
    transition: str = "",
    source: str = "",
    on_behalf_of: str = "",
) -> Event:
    """Build the event that follows ``previous`` (its number and hash; ``(0, GENESIS)`` for the first)."""
    seq, previous_hash = previous
    unsealed = Event(
        case_key=case_key,
        seq=seq + 1,
        kind=kind,
        transition=transition,
        source=source,
        target=facts.stage,
        actor=actor,
        on_behalf_of=on_behalf_of,
        occurred_on=occurred_on,
        recorded_at=recorded_at,
        facts=facts,
        previous_hash=previous_hash,
        hash="",
    )
    return _sealed(unsealed)


def hash_of(event: Event) -> str:
    """Compute the hash the event ought to carry, from its content and the hash before it."""
    body = {
        "case": event.case_key,
        "seq": event.seq,
        "kind": event.kind.value,
        "transition": event.transition,
        "from": event.source,
        "to": event.target,
        "actor": event.actor,
        "on_behalf_of": event.on_behalf_of,
        "occurred_on": event.occurred_on.isoformat(),
        "recorded_at": event.recorded_at.isoformat(timespec="microseconds"),
        "facts": facts_to_json(event.facts),
    }
    return sha256((event.previous_hash + canonical_json(body)).encode()).hexdigest()


def canonical_json(value: object) -> str:
    """Write JSON one way only: sorted keys, no spaces, letters as they are."""
    return json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def facts_to_json(facts: Facts) -> dict[str, object]:
    """Turn facts into plain JSON values; what is empty is left out."""
    whole: dict[str, object] = {
        "stage": facts.stage,
        "owner": facts.owner.value if facts.owner else None,
        "round": facts.round,
        "documents": [_document_to_json(document) for document in facts.documents],
        "level_kind": facts.level_kind.value if facts.level_kind else None,
        "level": facts.level,
        "deadlines": [{"milestone": d.milestone, "due": d.due.isoformat()} for d in facts.deadlines],
        "reason": facts.reason,
        "note": facts.note,
        "scores": sheet_to_json(facts.scores) if facts.scores else None,
        "evidence": [evidence_to_json(item) for item in facts.evidence],
        "plan": _plan_to_json(facts.plan) if facts.plan else None,
        "explains": _explains_to_json(facts.explains) if facts.explains else None,
    }
    return {key: value for key, value in whole.items() if value not in (None, "", [])}


def facts_from_json(body: Mapping[str, object]) -> Facts:
    """Read back what ``facts_to_json`` wrote."""
    owner, level_kind, level = body.get("owner"), body.get("level_kind"), body.get("level")
    scores, plan, explains = body.get("scores"), body.get("plan"), body.get("explains")
    return Facts(
        stage=str(body["stage"]),
        owner=Party(str(owner)) if owner else None,
        round=int(str(body["round"])),
        documents=tuple(_document_from_json(item) for item in _items(body, "documents")),
        level_kind=LevelKind(str(level_kind)) if level_kind else None,
        level=int(str(level)) if level is not None else None,
        deadlines=tuple(
            OwnDeadline(str(item["milestone"]), date.fromisoformat(str(item["due"])))
            for item in _items(body, "deadlines")
        ),
        reason=str(body.get("reason", "")),
        note=str(body.get("note", "")),
        scores=sheet_from_json(scores) if isinstance(scores, dict) else None,
        evidence=tuple(evidence_from_json(item) for item in _items(body, "evidence")),
        plan=_plan_from_json(plan) if isinstance(plan, dict) else None,
        explains=_explains_from_json(explains) if isinstance(explains, dict) else None,
    )


def _sealed(event: Event) -> Event:
    fields = {name: getattr(event, name) for name in Event.__slots__}
    return Event(**{**fields, "hash": hash_of(event)})


def _items(body: Mapping[str, object], key: str) -> list[Mapping[str, object]]:
    items = body.get(key, [])
    return list(items) if isinstance(items, list) else []


def _plan_to_json(plan: AmendedPlan) -> dict[str, str]:
    return {"number": plan.number, "issued": plan.issued.isoformat(), "sha256": plan.sha256}


def _plan_from_json(body: Mapping[str, object]) -> AmendedPlan:
    return AmendedPlan(str(body["number"]), date.fromisoformat(str(body["issued"])), str(body["sha256"]))


def _explains_to_json(explains: Explains) -> dict[str, object]:
    return {"milestone": explains.milestone, "round": explains.round}


def _explains_from_json(body: Mapping[str, object]) -> Explains:
    return Explains(str(body["milestone"]), int(str(body["round"])))


def _document_to_json(document: Document) -> dict[str, str]:
    whole = {
        "kind": document.kind,
        "name": document.name,
        "sha256": document.sha256,
        "link": document.link,
        "number": document.number,
        "dated": document.dated.isoformat() if document.dated else "",
    }
    return {key: value for key, value in whole.items() if value}


def _document_from_json(item: Mapping[str, object]) -> Document:
    dated = item.get("dated")
    return Document(
        kind=str(item["kind"]),
        name=str(item.get("name", "")),
        sha256=str(item.get("sha256", "")),
        link=str(item.get("link", "")),
        number=str(item.get("number", "")),
        dated=date.fromisoformat(str(dated)) if dated else None,
    )
