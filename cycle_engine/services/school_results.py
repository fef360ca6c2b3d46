"""What a year came to for each school: levels, points, decision, certificate, publication, and days late."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from cycle_engine.domain.case import CaseState, fold
from cycle_engine.domain.certificates import Recognition, find_recognition
from cycle_engine.domain.definition import LevelKind, Party, Track, Workflow
from cycle_engine.domain.events import Event
from cycle_engine.domain.indicators import Group, IndicatorSet
from cycle_engine.domain.milestones import CaseStanding, MilestoneState, party_of
from cycle_engine.domain.publications import find_publication
from cycle_engine.domain.register import RegisteredDocument
from cycle_engine.domain.register_lines import fold_documents
from cycle_engine.domain.scoring import points_of
from cycle_engine.domain.units import Unit
from cycle_engine.services.board import read_board
from cycle_engine.services.certifying import Certificate, read_certificates
from cycle_engine.services.desk import Desk, OpenCycle
from cycle_engine.services.indicator_sets import indicators_of_cycle
from cycle_engine.store.cases import StoredCase, cases_of, events_of_cycle
from cycle_engine.store.register import documents, register_lines
from cycle_engine.store.rows import Rows
from cycle_engine.store.units import all_units

POINTS_KINDS: Final = (LevelKind.SELF, LevelKind.EXTERNAL, LevelKind.RECOGNIZED)
"""The sides whose points are told, in their order."""


@dataclass(frozen=True, slots=True)
class SchoolResult:
    """One school's result: its facts by column, its points by side and group, and the groups of its indicator set."""

    facts: Mapping[str, object]
    points: Mapping[tuple[LevelKind, str], Decimal]
    groups: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Scene:
    cycle: OpenCycle
    indicators: IndicatorSet
    units: Mapping[str, Unit]
    decisions: Mapping[tuple[str, str, int | None], RegisteredDocument]
    """The register's documents by what they completed: kind, case, event."""
    serials: Mapping[tuple[int, int], str]
    """Serial numbers of the certificates that hold, by case and recognising event."""


def results_of_cycle(rows: Rows, desk: Desk, cycle: OpenCycle) -> tuple[SchoolResult, ...]:
    """Read every school's result as it stood at the moment looked at, by code."""
    histories = events_of_cycle(rows, cycle.stored.id, until=desk.until)
    schools = _school_tracks(cycle)
    board = read_board(rows, desk, cycle, histories=histories)
    standings = sorted((one for one in board.cases if one.track in schools), key=lambda one: one.unit)
    scene = _scene(rows, desk, cycle, read_certificates(rows, desk, cycle, histories=histories))
    return tuple(_result(one, histories[one.case_id], scene, desk.today) for one in standings)


def outcomes_of_cycle(
    rows: Rows,
    desk: Desk,
    cycle: OpenCycle,
    *,
    histories: Mapping[int, Sequence[Event]],
    certificates: Sequence[Certificate],
) -> Iterator[tuple[StoredCase, Mapping[str, object]]]:
    """Read only what each school came to, recognised level to publication, by these histories and certificates."""
    scene, schools = _scene(rows, desk, cycle, certificates), _school_tracks(cycle)
    for case in cases_of(rows, cycle.stored.id):
        if case.track in schools and (events := histories.get(case.id)):
            yield case, _outcome(case.id, case.state.key, events, (cycle.workflow.track(case.track), scene))


def _school_tracks(cycle: OpenCycle) -> frozenset[str]:
    return frozenset(track.name for track in cycle.workflow.tracks if party_of(track) is Party.SCHOOL)


def _scene(rows: Rows, desk: Desk, cycle: OpenCycle, certificates: Sequence[Certificate]) -> _Scene:
    until = desk.until
    registered = documents(rows) if until is None else fold_documents(register_lines(rows, until=until)).values()
    held = [one for one in certificates if one.revocation is None]
    return _Scene(
        cycle,
        indicators_of_cycle(rows, cycle),
        {one.unit.code: one.unit for one in all_units(rows, day=desk.today)},
        {(one.kind, done.case_key, done.seq): one for one in registered for done in one.listings if done.seq},
        {(one.stored.case_id, one.stored.seq): one.claim.serial for one in held},
    )


def _result(standing: CaseStanding, events: Sequence[Event], scene: _Scene, today: date) -> SchoolResult:
    plan, indicators, unit = scene.cycle.plan, scene.indicators, scene.units[standing.unit]
    track, state = scene.cycle.workflow.track(standing.track), fold(events)
    facts: dict[str, object] = {
        "as_of": today,
        "school_year": plan.school_year,
        "plan_number": plan.number,
        "plan_issued": plan.issued,
        "code": standing.unit,
        "name": standing.name,
        "kind": unit.kind.value,
        "parent": unit.parent,
        "workflow": scene.cycle.workflow.id,
        "indicator_set": indicators.id or None,
        "indicator_version": indicators.version or None,
        "stage": state.stage,
        "stage_name": track.stage(state.stage).label.vi,
        "level_self": state.levels.get(LevelKind.SELF),
        "level_external": state.levels.get(LevelKind.EXTERNAL),
        **_outcome(standing.case_id, state.key, events, (track, scene)),
        "days_late": _longest(standing, MilestoneState.LATE),
        "days_done_late": _longest(standing, MilestoneState.DONE),
    }
    return SchoolResult(facts, dict(_points(state, indicators)), tuple(group.id for group in indicators.groups))


def _outcome(case_id: int, key: str, events: Sequence[Event], of: tuple[Track, _Scene]) -> Mapping[str, object]:
    track, scene = of
    return {
        **_recognised(find_recognition(track, events), case_id, key, scene),
        **_published(events, track, scene.cycle.workflow),
    }


def _recognised(recognition: Recognition | None, case_id: int, key: str, scene: _Scene) -> Mapping[str, object]:
    """Say what is recognised, by the number that the register has now; nothing where the case was reopened."""
    if recognition is None:
        return dict.fromkeys(("level_recognized", "decision_number", "decision_date", "certificate_serial"))
    decision = recognition.decision
    number, dated = decision.number, decision.dated
    if corrected := scene.decisions.get((decision.kind, key, recognition.seq)):
        number, dated = str(corrected.number), corrected.dated
    return {
        "level_recognized": recognition.level,
        "decision_number": number or None,
        "decision_date": dated,
        "certificate_serial": scene.serials.get((case_id, recognition.seq)) or None,
    }


def _published(events: Sequence[Event], track: Track, workflow: Workflow) -> Mapping[str, object]:
    """Say where and when the school published, unless it was taken back since."""
    found = find_publication(workflow, track, events)
    return {
        "publication_link": found.link if found else None,
        "published_on": found.published_on if found else None,
    }


def _longest(standing: CaseStanding, state: MilestoneState) -> int:
    return max((one.days_late for one in standing.milestones if one.state is state), default=0)


def _points(state: CaseState, indicators: IndicatorSet) -> Iterator[tuple[tuple[LevelKind, str], Decimal]]:
    """Give each side's points of the set's groups, and of groups that only a total was entered for."""
    known = {group.id: group for group in indicators.groups}
    for kind in POINTS_KINDS:
        if held := state.scores.get(kind):
            named = [*known, *(total.group for total in held.sheet.group_totals if total.group not in known)]
            for name in named:
                points = points_of(held.sheet, known.get(name) or Group(name, "", Decimal(0)))
                if points is not None:
                    yield (kind, name), points
