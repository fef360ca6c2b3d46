"""The board: how every case stands on a day, from the rows when the present is asked, from the events for the past."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from cycle_engine.domain.case import CaseState, fold
from cycle_engine.domain.definition import PREVIOUS, Milestone, Party, Track
from cycle_engine.domain.events import Event
from cycle_engine.domain.holdings import (
    NO_DELAY,
    Delay,
    Holding,
    Overrun,
    Step,
    delay_of,
    holdings_of,
    last_open,
    last_received_on,
    steps_of,
)
from cycle_engine.domain.milestones import (
    CaseStanding,
    Deadline,
    MilestoneStanding,
    deadline_for,
    open_stages,
    party_of,
    standing_of,
)
from cycle_engine.domain.working_days import WorkingCalendar
from cycle_engine.errors import NotFound
from cycle_engine.formatting import nearest
from cycle_engine.messages import text
from cycle_engine.services.desk import Desk, OpenCycle
from cycle_engine.store.cases import StoredCase, cases_of, events_of, events_of_cycle
from cycle_engine.store.explanations import explanations_by_case
from cycle_engine.store.papers import own_deadlines
from cycle_engine.store.rows import Rows
from cycle_engine.store.steps import steps_of_cycle


@dataclass(frozen=True, slots=True)
class Board:
    """The cases of a cycle as they stand."""

    day: date
    cycle: OpenCycle
    calendar: WorkingCalendar
    cases: tuple[CaseStanding, ...]


@dataclass(frozen=True, slots=True)
class BoardFilter:
    """Which cases to show; empty shows all."""

    unit: str = ""
    stage: str = ""
    late: bool = False
    waiting_on: Party | None = None


@dataclass(frozen=True, slots=True)
class _Seen:
    """A case as it stood at the moment looked at, with the steps it had made."""

    case: StoredCase
    state: CaseState
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class _Scene:
    """What the standing of every case of one track is seen against."""

    cycle: OpenCycle
    track: Track
    calendar: WorkingCalendar
    today: date
    milestones: tuple[tuple[Milestone, frozenset[str]], ...]
    """Each milestone of the track with the stages it is open in."""


def show_board(desk: Desk, wanted: BoardFilter = BoardFilter()) -> Board:
    """Read the board. Raises ``NotFound`` for a unit without a case, or a stage the workflow does not have."""
    with desk.database.read() as rows:
        board = read_board(rows, desk, desk.cycle(rows))
    _require_known(board, wanted)
    shown = tuple(case for case in board.cases if _is_wanted(case, wanted))
    return Board(board.day, board.cycle, board.calendar, shown)


def read_board(
    rows: Rows, desk: Desk, cycle: OpenCycle, *, histories: Mapping[int, Sequence[Event]] | None = None
) -> Board:
    """Read how every case of a cycle stands at the moment the desk looks at, or after these ``histories``."""
    calendar = desk.calendar_for(cycle.plan)
    if histories is None and desk.until is not None:
        histories = events_of_cycle(rows, cycle.stored.id, until=desk.until)
    seen = _seen_now(rows, cycle) if histories is None else _seen_then(rows, cycle, histories)
    scenes = {track.name: _scene(cycle, track, calendar, desk.today) for track in cycle.workflow.tracks}
    standings = tuple(_standing(one, scenes[one.case.track]) for one in seen)
    return Board(desk.today, cycle, calendar, standings)


def read_standing(rows: Rows, desk: Desk, cycle: OpenCycle, case: StoredCase) -> CaseStanding:
    """Read how one case stands at the moment the desk looks at; it had been opened by then."""
    events = [event for event in events_of(rows, case.id) if desk.until is None or event.recorded_at <= desk.until]
    scene = _scene(cycle, cycle.workflow.track(case.track), desk.calendar_for(cycle.plan), desk.today)
    return _standing(_Seen(case, fold(events), steps_of(events)), scene)


def round_of(milestone: Milestone, track: Track, standing: CaseStanding) -> int:
    """Name the round in which a milestone counts: the last one in which it was open."""
    last = last_open(standing.holdings, open_stages(track, milestone))
    return last.round if last else standing.round


def deadline_of(milestone: Milestone, state: CaseState, cycle: OpenCycle, calendar: WorkingCalendar) -> Deadline | None:
    """Date a milestone for one case: by its own last day for this round, else the plan's, from when it was received."""
    due = state.due_of(milestone)
    return deadline_for(due, cycle.plan, calendar, received_on=state.handed_over_on) if due else None


def _scene(cycle: OpenCycle, track: Track, calendar: WorkingCalendar, today: date) -> _Scene:
    milestones = ((milestone, open_stages(track, milestone)) for milestone in cycle.plan.milestones_of(track.name))
    return _Scene(cycle, track, calendar, today, tuple(milestones))


def _seen_now(rows: Rows, cycle: OpenCycle) -> Iterable[_Seen]:
    steps, deadlines = steps_of_cycle(rows, cycle.stored.id), own_deadlines(rows, cycle.stored.id)
    explanations = explanations_by_case(rows, cycle.stored.id)
    for case in cases_of(rows, cycle.stored.id):
        own = deadlines.get(case.id)
        state = replace(case.state, deadlines=own.days, extended=frozenset(own.extended)) if own else case.state
        if said := explanations.get(case.id):
            state = replace(state, explanations=said)
        yield _Seen(case, state, steps.get(case.id, ()))


def _seen_then(rows: Rows, cycle: OpenCycle, histories: Mapping[int, Sequence[Event]]) -> Iterable[_Seen]:
    for case in cases_of(rows, cycle.stored.id):
        if events := histories.get(case.id):
            yield _Seen(case, fold(events), steps_of(events))


def _standing(seen: _Seen, scene: _Scene) -> CaseStanding:
    case, state = seen.case, seen.state
    holdings = holdings_of(seen.steps, scene.track, scene.calendar, upto=scene.today)
    return CaseStanding(
        case_id=case.id,
        unit=case.unit,
        name=case.unit_name,
        track=case.track,
        stage=state.stage,
        owner=state.owner,
        round=state.round,
        held_since=state.held_since,
        milestones=tuple(_milestones(seen, holdings, scene)),
        levels=state.levels,
        holdings=holdings,
    )


def _milestones(seen: _Seen, holdings: tuple[Holding, ...], scene: _Scene) -> Iterable[MilestoneStanding]:
    state = seen.state
    if is_out_of_the_running(scene.track, state):
        return
    made_on = {step.transition: step.occurred_on for step in seen.steps if step.transition}
    for milestone, stages in scene.milestones:
        completed_on = made_on.get(milestone.completes or "")
        last = last_open(holdings, stages)
        round_ = last.round if last else state.round
        if is_open := state.stage in stages:
            deadline = deadline_of(milestone, state, scene.cycle, scene.calendar)
        else:
            deadline = _deadline_kept(milestone, stages, state, holdings, scene)
        upto = scene.today if is_open else completed_on
        yield standing_of(
            milestone,
            deadline,
            track=scene.track,
            stage=state.stage,
            today=scene.today,
            calendar=scene.calendar,
            completed_on=completed_on,
            delay=_delay(deadline, stages, holdings, scene, upto=upto if milestone.completes else None),
            explanation=state.explanations.get((milestone.id, round_)),
        )


def _deadline_kept(
    milestone: Milestone, stages: frozenset[str], state: CaseState, holdings: tuple[Holding, ...], scene: _Scene
) -> Deadline | None:
    """Date a milestone that is fulfilled: by the last day of the round it was open in, for whoever had it then."""
    last = last_open(holdings, stages)
    due = state.due_of(milestone, last.round if last else None)
    received_on = last_received_on(holdings, party_of(scene.track), stages)
    return deadline_for(due, scene.cycle.plan, scene.calendar, received_on=received_on) if due else None


def _delay(
    deadline: Deadline | None,
    stages: frozenset[str],
    holdings: tuple[Holding, ...],
    scene: _Scene,
    *,
    upto: date | None,
) -> Delay:
    """Say whose delay it is that a milestone ran over its last day, as the plan or the case has it, up to a day."""
    if deadline is None or upto is None or upto <= deadline.nominal:
        return NO_DELAY
    plan = scene.cycle.plan
    late_after = deadline_for(deadline.nominal, plan, scene.calendar).late_after
    overrun = Overrun(stages, late_after, upto)
    return delay_of(party_of(scene.track), holdings, overrun, scene.calendar, handover_days=plan.handover_days)


def is_out_of_the_running(track: Track, state: CaseState) -> bool:
    """Whether the case stands where nothing is expected of it this year: a stage that can only be taken back."""
    leaving = track.transitions_from(state.stage)
    return state.owner is None and bool(leaving) and all(transition.target == PREVIOUS for transition in leaving)


def _require_known(board: Board, wanted: BoardFilter) -> None:
    if wanted.unit and not any(case.unit == wanted.unit for case in board.cases):
        raise unit_not_found(wanted.unit, {case.unit: case.name for case in board.cases})
    stages = {stage.id for track in board.cycle.workflow.tracks for stage in track.stages}
    if wanted.stage and wanted.stage not in stages:
        raise NotFound(
            "stage_unknown", hints=[text("errors.stage_unknown_hint", stages=sorted(stages))], stage=wanted.stage
        )


def unit_not_found(code: str, known: Mapping[str, str]) -> NotFound:
    """Say that there is no such unit, and which one was probably meant, by its code or its name."""
    names = {name: unit for unit, name in known.items()}
    found = nearest(code, known) or nearest(code, names)
    meant = found if found in known else names.get(found or "")
    hints = [text("errors.unit_not_found_nearest", unit=meant, name=known[meant])] if meant else []
    return NotFound("unit_not_found", hints=[*hints, text("errors.unit_not_found_hint")], unit=code)


def _is_wanted(case: CaseStanding, wanted: BoardFilter) -> bool:
    return (
        (not wanted.unit or case.unit == wanted.unit)
        and (not wanted.stage or case.stage == wanted.stage)
        and (not wanted.late or case.is_late)
        and (wanted.waiting_on is None or case.owner is wanted.waiting_on)
    )
