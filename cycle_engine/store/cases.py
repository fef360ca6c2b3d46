"""Cases and their events: the one way a case changes is an event appended here, with the row that is their fold.

``append`` writes an event, the case's new row and what the event handed in, in the caller's transaction. An event's
number is unique per case; whoever comes second is told so by the database, not by care. Who means to append holds the
cases first (``hold_cases``), so that what was read of them is still so.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Final

from cycle_engine.domain.case import CaseDocument, CaseEvidence, CaseScores, CaseState, apply
from cycle_engine.domain.definition import LevelKind, Party
from cycle_engine.domain.events import Event, EventKind, canonical_json, facts_from_json, facts_to_json
from cycle_engine.domain.explanations import Explanation
from cycle_engine.store.explanations import explanations_by_case
from cycle_engine.store.papers import OwnDeadlines, documents_by_case, own_deadlines, record_papers
from cycle_engine.store.rows import Row, Rows, as_day, as_day_or_none, as_int, as_moment
from cycle_engine.store.scores import evidence_by_case, record_evidence, record_scores, scores_by_case

if TYPE_CHECKING:
    from cycle_engine.store.writing import Transaction

_CASES = """
SELECT c.id, c.cycle_id, c.unit_id, u.code AS unit, u.name AS unit_name, c.track, c.key, c.stage, c.previous_stage,
       c.owner, c.opened_on, c.handed_over_on, c.round, c.round_started_on, c.seq, c.hash, c.self_level,
       c.external_level, c.recognized_level
FROM cases c JOIN units u ON u.id = c.unit_id
WHERE c.cycle_id = :cycle
"""

EVENTS: Final = """
SELECT e.case_id, c.key, e.seq, e.kind, e.transition, e.source, e.target, e.actor, e.on_behalf_of, e.occurred_on,
       e.recorded_at, e.facts, e.previous_hash, e.hash
FROM events e JOIN cases c ON c.id = e.case_id
"""

_LEVEL_COLUMNS = {kind: f"{kind.value}_level" for kind in LevelKind}


@dataclass(frozen=True, slots=True)
class StoredCase:
    """A case as it is kept: whose it is, and how it stands. What it holds besides comes only when asked for."""

    id: int
    cycle_id: int
    unit_id: int
    unit: str
    unit_name: str
    track: str
    state: CaseState


@dataclass(frozen=True, slots=True)
class _Papers:
    """What cases hold besides their rows, by case."""

    documents: Mapping[int, Sequence[CaseDocument]]
    deadlines: Mapping[int, OwnDeadlines]
    scores: Mapping[int, Mapping[LevelKind, CaseScores]]
    evidence: Mapping[int, Sequence[CaseEvidence]]
    explanations: Mapping[int, dict[tuple[str, int], Explanation]]


_NO_PAPERS: Final = _Papers({}, {}, {}, {}, {})


def cases_of(rows: Rows, cycle_id: int, *, track: str = "", with_papers: bool = False) -> tuple[StoredCase, ...]:
    """Read the cases of a cycle by unit code, the department's before the schools'."""
    query = _CASES + ("AND c.track = :track " if track else "") + "ORDER BY c.track, u.code"
    found = rows.rows(query, cycle=cycle_id, track=track) if track else rows.rows(query, cycle=cycle_id)
    if not with_papers:
        return tuple(_stored(row) for row in found)
    papers = _papers(rows, cycle_id)
    return tuple(_stored(row, papers) for row in found)


def case_of(rows: Rows, cycle_id: int, unit: str, track: str) -> StoredCase | None:
    """Read one unit's case whole, or None."""
    found = rows.rows(_CASES + "AND u.code = :unit AND c.track = :track", cycle=cycle_id, unit=unit, track=track)
    if not found:
        return None
    return _stored(found[0], _papers(rows, cycle_id, as_int(found[0]["id"])))


def events_of(rows: Rows, case_id: int) -> tuple[Event, ...]:
    """Read a case's history in order."""
    found = rows.rows(EVENTS + "WHERE e.case_id = :case ORDER BY e.seq", case=case_id)
    return tuple(event_of(row) for row in found)


def events_of_cycle(
    rows: Rows, cycle_id: int, *, until: datetime | None = None, kind: EventKind | None = None
) -> Mapping[int, tuple[Event, ...]]:
    """Read the history of every case of a cycle, by case, as far as it was recorded ``until`` a moment (included).

    With a ``kind``, only the events of that kind: most of a history's bytes are scores.
    """
    query = EVENTS + "WHERE c.cycle_id = :cycle " + ("AND e.recorded_at <= :until " if until else "")
    query += "AND e.kind = :kind " if kind else ""
    limits: dict[str, object] = ({"until": until} if until else {}) | ({"kind": kind.value} if kind else {})
    by_case: dict[int, list[Event]] = defaultdict(list)
    for row in rows.rows(query + "ORDER BY e.case_id, e.seq", cycle=cycle_id, **limits):
        by_case[as_int(row["case_id"])].append(event_of(row))
    return {case_id: tuple(events) for case_id, events in by_case.items()}


def stages_reached(rows: Rows, cycle_id: int, track: str, *, until: datetime | None = None) -> frozenset[str]:
    """Name the stages that the cases of a track had come to by a moment, or so far."""
    query = """
    SELECT DISTINCT e.target FROM events e JOIN cases c ON c.id = e.case_id
    WHERE c.cycle_id = :cycle AND c.track = :track
    """
    limits = {"until": until} if until else {}
    found = rows.rows(query + (" AND e.recorded_at <= :until" if until else ""), cycle=cycle_id, track=track, **limits)
    return frozenset(str(row["target"]) for row in found)


def open_cases(transaction: "Transaction", cycle_id: int, opened: Sequence[tuple[int, str, Event]]) -> None:
    """Open cases: of a unit (its number), on a track, each by its first event."""
    from cycle_engine.store.tables import CaseRow

    transaction.insert(
        CaseRow,
        [
            {"cycle_id": cycle_id, "unit_id": unit_id, "track": track, **_case_columns(apply(None, event))}
            for unit_id, track, event in opened
        ],
    )
    ids = {
        str(row["key"]): as_int(row["id"])
        for row in transaction.rows("SELECT id, key FROM cases WHERE cycle_id = :cycle", cycle=cycle_id)
    }
    _insert_events(transaction, [(ids[event.case_key], event) for _, _, event in opened])


def hold_cases(transaction: "Transaction", cycle_id: int, units: Iterable[str]) -> None:
    """Keep everybody else from appending to these units' cases until the transaction ends.

    Taken in the order of the codes, so that two who hold several never wait for each other. On SQLite the transaction
    itself keeps everybody out.
    """
    if transaction.dialect != "postgresql":
        return
    query = "SELECT c.id FROM cases c JOIN units u ON u.id = c.unit_id WHERE c.cycle_id = :cycle AND u.code = :unit "
    for unit in sorted(set(units)):
        transaction.rows(query + "ORDER BY c.id FOR UPDATE OF c", cycle=cycle_id, unit=unit)


def append(transaction: "Transaction", changes: Sequence[tuple[StoredCase, Event]]) -> None:
    """Write events with the rows they make; each event follows its case's last one."""
    from cycle_engine.store.tables import CaseRow

    _insert_events(transaction, [(case.id, event) for case, event in changes])
    for case, event in changes:
        transaction.update(CaseRow, _case_columns(apply(case.state, event)), id=case.id)
        record_papers(transaction, case.id, event)
        record_scores(transaction, case.id, event)
        record_evidence(transaction, case.id, event)


def _insert_events(transaction: "Transaction", events: Iterable[tuple[int, Event]]) -> None:
    from cycle_engine.store.tables import EventRow

    transaction.insert(
        EventRow,
        [{"case_id": case_id, **event_columns(event)} for case_id, event in events],
    )


def event_columns(event: Event) -> dict[str, object]:
    """Write an event as the columns of its row."""
    return {
        "seq": event.seq,
        "kind": event.kind.value,
        "transition": event.transition,
        "source": event.source,
        "target": event.target,
        "actor": event.actor,
        "on_behalf_of": event.on_behalf_of,
        "occurred_on": event.occurred_on,
        "recorded_at": event.recorded_at,
        "facts": canonical_json(facts_to_json(event.facts)),
        "previous_hash": event.previous_hash,
        "hash": event.hash,
    }


def _case_columns(state: CaseState) -> dict[str, object]:
    return {
        "key": state.key,
        "stage": state.stage,
        "previous_stage": state.previous_stage,
        "owner": state.owner.value if state.owner else "",
        "opened_on": state.opened_on,
        "handed_over_on": state.handed_over_on,
        "round": state.round,
        "round_started_on": state.round_started_on,
        "seq": state.seq,
        "hash": state.hash,
        **{column: state.levels.get(kind) for kind, column in _LEVEL_COLUMNS.items()},
    }


def _papers(rows: Rows, cycle_id: int, case_id: int | None = None) -> _Papers:
    return _Papers(
        documents_by_case(rows, cycle_id, case_id),
        own_deadlines(rows, cycle_id, case_id),
        scores_by_case(rows, cycle_id, case_id),
        evidence_by_case(rows, cycle_id, case_id),
        explanations_by_case(rows, cycle_id, case_id),
    )


def _stored(row: Row, papers: _Papers = _NO_PAPERS) -> StoredCase:
    case_id = as_int(row["id"])
    own = papers.deadlines.get(case_id) or OwnDeadlines()
    owner = str(row["owner"])
    return StoredCase(
        id=case_id,
        cycle_id=as_int(row["cycle_id"]),
        unit_id=as_int(row["unit_id"]),
        unit=str(row["unit"]),
        unit_name=str(row["unit_name"]),
        track=str(row["track"]),
        state=CaseState(
            key=str(row["key"]),
            stage=str(row["stage"]),
            previous_stage=str(row["previous_stage"]),
            owner=Party(owner) if owner else None,
            opened_on=as_day(row["opened_on"]),
            handed_over_on=as_day_or_none(row["handed_over_on"]),
            round=as_int(row["round"]),
            round_started_on=as_day(row["round_started_on"]),
            seq=as_int(row["seq"]),
            hash=str(row["hash"]),
            levels={kind: as_int(row[column]) for kind, column in _LEVEL_COLUMNS.items() if row[column] is not None},
            documents=tuple(papers.documents.get(case_id, ())),
            deadlines=own.days,
            extended=frozenset(own.extended),
            scores=dict(papers.scores.get(case_id, {})),
            evidence=tuple(papers.evidence.get(case_id, ())),
            explanations=papers.explanations.get(case_id, {}),
        ),
    )


def event_of(row: Row) -> Event:
    """Read a row of ``EVENTS``. Raises ``ValueError`` and the like where somebody changed it beyond reading."""
    return Event(
        case_key=str(row["key"]),
        seq=as_int(row["seq"]),
        kind=EventKind(str(row["kind"])),
        transition=str(row["transition"]),
        source=str(row["source"]),
        target=str(row["target"]),
        actor=str(row["actor"]),
        on_behalf_of=str(row["on_behalf_of"]),
        occurred_on=as_day(row["occurred_on"]),
        recorded_at=as_moment(row["recorded_at"]),
        facts=facts_from_json(json.loads(str(row["facts"]))),
        previous_hash=str(row["previous_hash"]),
        hash=str(row["hash"]),
    )
