"""What happened: one case's history, and whether the whole of it still is as it was written."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import zip_longest

from cycle_engine.domain.audit import Damage, fingerprint, verify_case
from cycle_engine.domain.events import Event
from cycle_engine.domain.holdings import Holding, holdings_of, steps_of
from cycle_engine.messages import text
from cycle_engine.services.acting import find_case
from cycle_engine.services.desk import Desk, OpenCycle
from cycle_engine.services.register_audit import verify_register
from cycle_engine.services.report_audit import verify_report_files
from cycle_engine.store.amendments import amendments_of
from cycle_engine.store.cases import StoredCase, cases_of, events_of
from cycle_engine.store.evidence import Evidence, evidence_of_cycle
from cycle_engine.store.files import hash_file, stored_path
from cycle_engine.store.rows import Rows


@dataclass(frozen=True, slots=True)
class History:
    """A unit's events, in order, with who held the case after each of them."""

    unit: str
    name: str
    cycle: OpenCycle
    track: str
    events: tuple[Event, ...]
    holdings: tuple[Holding, ...]


@dataclass(frozen=True, slots=True)
class Audit:
    """What an audit looked at and found."""

    cases: int
    events: int
    documents: int
    fingerprint: str
    damage: tuple[Damage, ...]
    register_lines: int = 0


def show_history(desk: Desk, unit: str) -> History:
    """Read a unit's history up to the moment looked at."""
    with desk.database.read() as rows:
        cycle = desk.cycle(rows)
        case = find_case(rows, cycle, unit)
        events = events_of(rows, case.id)
    seen = tuple(event for event in events if desk.until is None or event.recorded_at <= desk.until)
    track, calendar = cycle.workflow.track(case.track), desk.calendar_for(cycle.plan)
    holdings = holdings_of(steps_of(seen), track, calendar, upto=desk.today)
    return History(case.unit, case.unit_name, cycle, case.track, seen, holdings)


def verify(desk: Desk) -> Audit:
    """Check every case's chain, row and stored files in every cycle."""
    damage: list[Damage] = []
    cases = events = documents = 0
    heads: dict[str, str] = {}
    with desk.database.read() as rows:
        for cycle in desk.cycles(rows):
            evidence = evidence_of_cycle(rows, cycle.stored.id)
            damage.extend(_plan_damage(rows, cycle, evidence))
            for case in cases_of(rows, cycle.stored.id, with_papers=True):
                found = evidence.get(case.id) or Evidence()
                damage.extend(_case_damage(cycle, case, found))
                heads[case.state.key] = case.state.hash
                cases, events = cases + 1, events + len(found.events)
                documents += sum(len(event.facts.documents) for event in found.events)
                damage.extend(lost for event in found.events for lost in _file_damage(desk, event))
        register = verify_register(rows, desk)
        reports = tuple(verify_report_files(rows, desk))
    damage.extend([*register.damage, *reports])
    return Audit(cases, events, documents, fingerprint(heads), tuple(damage), register.lines)


def _plan_damage(rows: Rows, cycle: OpenCycle, evidence: Mapping[int, Evidence]) -> Iterator[Damage]:
    """Find the amended plans whose text, hash and line of history no longer say the same."""
    kept = amendments_of(rows, cycle.stored.id)
    told: dict[str, list[Event]] = {}
    for event in (event for found in evidence.values() for event in found.events):
        if event.facts.plan:
            told.setdefault(event.case_key, []).append(event)
    if kept and not told:
        yield Damage(cycle.stored.key_of(cycle.stored.authority, "*"), 0, text("audit.plan_unrecorded"))
    for key, events in told.items():
        for number, (event, amendment) in enumerate(zip_longest(events, kept), start=1):
            is_same = amendment and amendment.is_whole and _names(event, amendment.sha256)
            if not is_same:
                yield Damage(key, event.seq if event else 0, text("audit.plan_changed", number=number))


def _names(event: Event | None, sha256: str) -> bool:
    return bool(event and event.facts.plan and event.facts.plan.sha256 == sha256)


def _case_damage(cycle: OpenCycle, case: StoredCase, evidence: Evidence) -> Iterator[Damage]:
    """Find what is damaged in one case; where lines are not as they were written, those are."""
    key = case.state.key
    if evidence.misspelt:
        yield from (Damage(key, seq, text("audit.event_changed", seq=seq)) for seq in evidence.misspelt)
    else:
        yield from verify_case(case.state, evidence.events)
    if key != cycle.stored.key_of(case.unit, case.track):
        yield Damage(key, 0, text("audit.row_differs"))


def _file_damage(desk: Desk, event: Event) -> Iterator[Damage]:
    facts = event.facts
    papers = [(one.name, one.sha256) for one in facts.documents] + [(one.name, one.sha256) for one in facts.evidence]
    for name, sha256 in papers:
        if not sha256:
            continue
        kept = stored_path(desk.documents, sha256)
        if not kept.exists():
            yield Damage(event.case_key, event.seq, text("audit.file_missing", name=name))
        elif hash_file(kept) != sha256:
            yield Damage(event.case_key, event.seq, text("audit.file_changed", name=name))
