"""Evidence as it is looked at: a unit's items with who handed them in, and what is still without any."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from cycle_engine.domain.case import CaseEvidence, CaseState, fold
from cycle_engine.domain.events import Event
from cycle_engine.domain.evidence import EvidenceItem
from cycle_engine.domain.evidence_rules import Gap, evidence_stages, gaps_in, wants_of
from cycle_engine.domain.indicators import IndicatorSet
from cycle_engine.services.acting import find_case
from cycle_engine.services.board import is_out_of_the_running
from cycle_engine.services.desk import Desk, OpenCycle
from cycle_engine.services.evidence_twins import Twin, twins_of
from cycle_engine.services.explaining import as_seen
from cycle_engine.services.indicator_sets import indicators_of_cycle
from cycle_engine.store.cases import StoredCase, cases_of, events_of, events_of_cycle
from cycle_engine.store.files import stored_path
from cycle_engine.store.rows import Rows


@dataclass(frozen=True, slots=True)
class ShownItem:
    """An item, who spoke of it last and when, where else the same file is, and whether its file is still there."""

    item: EvidenceItem
    actor: str
    on_behalf_of: str
    recorded_at: datetime
    twins: tuple[Twin, ...]
    is_kept: bool


@dataclass(frozen=True, slots=True)
class ShownEvidence:
    """A unit's evidence, in the order in which it was first handed in."""

    unit: str
    name: str
    stage: str
    indicators: IndicatorSet
    items: tuple[ShownItem, ...]


@dataclass(frozen=True, slots=True)
class UnitGaps:
    """What one unit has no evidence for, of how many things that want some."""

    unit: str
    name: str
    wanted: int
    gaps: tuple[Gap, ...]


@dataclass(frozen=True, slots=True)
class MissingEvidence:
    """What is missing, unit by unit, by the cycle's own set."""

    indicators: IndicatorSet
    units: tuple[UnitGaps, ...]


def show_evidence(desk: Desk, unit: str) -> ShownEvidence:
    """Read a unit's evidence as it stood at the moment looked at. Raises ``NotFound``."""
    with desk.database.read() as rows:
        cycle = desk.cycle(rows)
        case = as_seen(rows, desk, find_case(rows, cycle, unit))
        held = case.state.evidence
        events = {event.seq: event for event in events_of(rows, case.id)} if held else {}
        twins = twins_of(rows, desk, case.unit, [one.item for one in held])
        indicators = indicators_of_cycle(rows, cycle)
    items = tuple(_shown(desk, one, events[one.seq], twins) for one in held)
    return ShownEvidence(case.unit, case.unit_name, case.state.stage, indicators, items)


def missing_evidence(desk: Desk, unit: str = "") -> MissingEvidence:
    """List what has no evidence, of one unit or of all that are assessed this year. Raises ``NotFound``."""
    with desk.database.read() as rows:
        cycle = desk.cycle(rows)
        indicators = indicators_of_cycle(rows, cycle)
        if unit:
            case = as_seen(rows, desk, find_case(rows, cycle, unit))
            found: Iterable[tuple[StoredCase, CaseState]] = [(case, case.state)]
        else:
            found = _assessed(rows, desk, cycle)
    wanted = len(wants_of(indicators))
    units = [
        UnitGaps(case.unit, case.unit_name, wanted, gaps_in([held.item for held in state.evidence], indicators))
        for case, state in found
    ]
    return MissingEvidence(indicators, tuple(units))


def _assessed(rows: Rows, desk: Desk, cycle: OpenCycle) -> list[tuple[StoredCase, CaseState]]:
    """The cases that evidence is handed in for, as they stood then, without those that are out of it this year."""
    tracks = {track.name: track for track in cycle.workflow.tracks if evidence_stages(track)}
    cases = cases_of(rows, cycle.stored.id, with_papers=True)
    if desk.until is None:
        found = [(case, case.state) for case in cases]
    else:
        then = events_of_cycle(rows, cycle.stored.id, until=desk.until)
        found = [(case, fold(then[case.id])) for case in cases if case.id in then]
    return [
        (case, state)
        for case, state in found
        if case.track in tracks and not is_out_of_the_running(tracks[case.track], state)
    ]


def _shown(desk: Desk, held: CaseEvidence, event: Event, twins: Mapping[str, tuple[Twin, ...]]) -> ShownItem:
    item = held.item
    kept = not item.is_file or stored_path(desk.documents, item.sha256).is_file()
    elsewhere = twins.get(item.sha256, ()) if item.is_file else ()
    return ShownItem(item, event.actor, event.on_behalf_of, event.recorded_at, elsewhere, kept)
