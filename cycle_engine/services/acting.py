"""Making transitions: one unit's or many, each an event, all or nothing.

What an officer saw is the number of the case's last event when the command began; if the case has moved on by the time
the transaction holds the database, somebody else was first and nothing is done. A preview does everything the act
would do and then takes the transaction back, so what it shows is what will happen.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, TypeAlias

from cycle_engine.domain.acts import After, date_refusals, facts_after
from cycle_engine.domain.announcements import Announcement, Occasion, announcements_of
from cycle_engine.domain.case import apply
from cycle_engine.domain.definition import Role, Track, Transition
from cycle_engine.domain.events import Document, Event, EventKind, chain_event
from cycle_engine.domain.guards import Act, Circumstances, refusals, role_refusal, stage_refusal
from cycle_engine.errors import NotFound, Refusal, UsageProblem
from cycle_engine.formatting import nearest
from cycle_engine.machine import target_of
from cycle_engine.messages import Label, text
from cycle_engine.services.act_refusals import case_moved, refusal_of
from cycle_engine.services.board import unit_not_found
from cycle_engine.services.desk import Actor, Desk, OpenCycle
from cycle_engine.services.handing_in import document_of, hash_papers, keep_papers
from cycle_engine.services.surroundings import Surroundings
from cycle_engine.services.withdrawing import announce, withdraw
from cycle_engine.store.cases import StoredCase, append, case_of, cases_of, hold_cases
from cycle_engine.store.rows import Rows

if TYPE_CHECKING:
    from cycle_engine.store.writing import Transaction

Besides: TypeAlias = "Callable[[Transaction, Sequence[tuple[StoredCase, Event]]], None]"
"""What is written with acts in their transaction, given the events and the cases as they were before them."""


@dataclass(frozen=True, slots=True)
class ActRequest:
    """What was asked for: a transition of one unit, with papers as they stand on the command line.

    ``kept`` are documents that are in the store already, or will be by the time the act is made.
    """

    unit: str
    transition: str
    documents: tuple[tuple[str, str], ...] = ()
    number: str = ""
    dated: date | None = None
    level: int | None = None
    reason: str = ""
    note: str = ""
    until: date | None = None
    seen: int | None = None
    kept: tuple[Document, ...] = ()

    @property
    def options(self) -> tuple[tuple[str, str], ...]:
        """What was given, as options with their values."""
        rest = {
            "--number": self.number,
            "--dated": self.dated,
            "--level": self.level,
            "--reason": self.reason,
            "--note": self.note,
            "--until": self.until,
        }
        papers = [("--document", f"{kind}={where}") for kind, where in self.documents]
        return (*papers, *((option, str(value)) for option, value in rest.items() if value not in {None, ""}))


@dataclass(frozen=True, slots=True)
class ActOutcome:
    """What became of a request, or would: the stage left and the stage reached, or why not."""

    unit: str
    name: str
    transition: str
    source: str
    target: str
    track: Track
    refusals: tuple[Refusal, ...] = ()

    @property
    def source_label(self) -> Label:
        """What the stage left is called."""
        return self.track.stage(self.source).label

    @property
    def target_label(self) -> Label:
        """What the stage reached is called."""
        return self.track.stage(self.target).label


@dataclass(frozen=True, slots=True)
class ActsDone:
    """The outcomes of a call, the letters it took back, and the events it made with the cases as they were before."""

    outcomes: tuple[ActOutcome, ...]
    letters_cancelled: int = 0
    made: tuple[tuple[StoredCase, Event], ...] = ()

    @property
    def refused(self) -> tuple[ActOutcome, ...]:
        """Those that were refused."""
        return tuple(outcome for outcome in self.outcomes if outcome.refusals)


def perform(
    desk: Desk, requests: Sequence[ActRequest], *, apply_it: bool = True, besides: "Besides | None" = None
) -> ActsDone:
    """Make transitions, all or none; with ``apply_it`` false, say what would happen and change nothing.

    ``besides`` is called in the same transaction, which then keeps every other writer out, once nothing was refused.

    Raises ``NotPermitted`` and ``TransitionRefused`` for a single refused one, and whatever ``perform_together`` does.
    """
    done = perform_together(desk, requests, apply_it=apply_it, besides=besides)
    if apply_it and len(requests) == 1 and done.refused:
        raise refusal_of(done.refused[0], requests[0])
    return done


def perform_together(
    desk: Desk,
    requests: Sequence[ActRequest],
    *,
    apply_it: bool,
    besides: "Besides | None" = None,
    along: Callable[[Sequence[ActRequest]], Iterable[ActRequest]] = iter,
) -> ActsDone:
    """Do the same, but let refused acts come back with their refusals, all undone; one unit may act several times.

    ``along`` passes the acts on one by one, to somebody who watches how far they have come.

    Raises ``NotFound`` for an unknown unit, transition or file, ``Conflict`` when a case moved since the call began.
    """
    seen = _read_seen(desk, requests)
    papers = hash_papers(where for request in requests for _, where in request.documents)
    with desk.database.write(alone=besides is not None or _touches_gates(desk, requests)) as transaction:
        done = _perform_all(transaction, desk, along(requests), seen, papers)
        if besides and not done.refused:
            besides(transaction, done.made)
        if done.refused or not apply_it:
            transaction.take_back()
        else:
            keep_papers(desk, papers)
    return done


def find_case(rows: Rows, cycle: OpenCycle, unit: str) -> StoredCase:
    """Read a unit's case whole. Raises ``NotFound`` that suggests the nearest unit."""
    for track in cycle.workflow.tracks:
        if case := case_of(rows, cycle.stored.id, unit, track.name):
            return case
    raise unit_not_found(unit, {case.unit: case.unit_name for case in cases_of(rows, cycle.stored.id)})


def refusals_for(
    actor: Actor, cycle: OpenCycle, case: StoredCase, transition: Transition, circumstances: Circumstances
) -> tuple[Refusal, ...]:
    """List everything that stands against a transition: the actor's role, the stage, and every unmet need."""
    roles = roles_in(actor, cycle, case)
    wrong_stage = stage_refusal(transition, circumstances)
    needs = () if wrong_stage else refusals(transition, circumstances)
    first = (role_refusal(transition, roles, case.unit), wrong_stage)
    return (*(refusal for refusal in first if refusal), *needs)


def roles_in(actor: Actor, cycle: OpenCycle, case: StoredCase) -> frozenset[Role]:
    """In which roles somebody may act on a case: by the grants for its unit, the office, or everywhere."""
    return actor.roles_for(case.unit, [cycle.stored.authority])


def find_transition(track: Track, name: str, unit: str) -> Transition:
    """Find a transition of a track. Raises ``NotFound`` that lists what there is."""
    if transition := track.find_transition(name):
        return transition
    known = [transition.id for transition in track.transitions]
    meant = nearest(name, known)
    hints = [text("errors.transition_unknown_nearest", transition=meant)] if meant else []
    hints.append(text("errors.transition_unknown_hint", unit=unit))
    raise NotFound("transition_unknown", hints=hints, transition=name, known=known)


def _read_seen(desk: Desk, requests: Sequence[ActRequest]) -> Mapping[str, int]:
    last: dict[str, str] = {}
    for request in requests:
        if last.get(request.unit) == request.transition:
            raise UsageProblem("unit_named_twice", hints=[text("errors.unit_named_twice_hint")], units=[request.unit])
        last[request.unit] = request.transition
    with desk.database.read() as rows:
        cycle = desk.cycle(rows)
        cases = {request.unit: find_case(rows, cycle, request.unit) for request in requests}
        for request in requests:
            find_transition(cycle.workflow.track(cases[request.unit].track), request.transition, request.unit)
    asked = {request.unit: request.seen for request in requests if request.seen is not None}
    return {unit: case.state.seq for unit, case in cases.items()} | asked


def _touches_gates(desk: Desk, requests: Sequence[ActRequest]) -> bool:
    """Whether a guard among the acts looks at other cases, which then must not move meanwhile."""
    with desk.database.read() as rows:
        tracks = desk.cycle(rows).workflow.tracks
    asked = {request.transition for request in requests}
    named = [t for track in tracks for t in track.transitions if t.id in asked]
    return any(call.name == "no_case_in" for transition in named for call in transition.guards)


def _perform_all(
    transaction: "Transaction",
    desk: Desk,
    requests: Iterable[ActRequest],
    seen: Mapping[str, int],
    papers: Mapping[str, str],
) -> ActsDone:
    cycle, actor = desk.cycle(transaction), desk.actor(transaction)
    supplement_until = desk.calendar_for(cycle.plan).add(desk.today, cycle.plan.supplement_days)
    surroundings = Surroundings(transaction, cycle, supplement_until)
    hold_cases(transaction, cycle.stored.id, seen)
    expected, outcomes, changed = dict(seen), [], []
    made: list[tuple[StoredCase, Event]] = []
    announcements: list[Announcement] = []
    for request in requests:
        case = find_case(transaction, cycle, request.unit)
        if case.state.seq != expected[request.unit]:
            raise case_moved(transaction, case, expected[request.unit])
        outcome, event = _perform_one(desk, actor, surroundings, case, _act(request, papers))
        outcomes.append(outcome)
        if event:
            append(transaction, [(case, event)])
            made.append((case, event))
            expected[request.unit] = event.seq
            changed.append((case, apply(case.state, event)))
            announcements.extend(_announcements(cycle, case, event))
    withdrawal = withdraw(transaction, desk, cycle, changed)
    announce(transaction, desk, cycle, announcements, changed)
    return ActsDone(tuple(outcomes), withdrawal.cancelled, tuple(made))


def _perform_one(
    desk: Desk, actor: Actor, surroundings: Surroundings, case: StoredCase, act: Act
) -> tuple[ActOutcome, Event | None]:
    cycle, state = surroundings.cycle, case.state
    track = cycle.workflow.track(case.track)
    transition = find_transition(track, act.transition, act.unit)
    circumstances = surroundings.circumstances(state, act, transition)
    against = (
        *refusals_for(actor, cycle, case, transition, circumstances),
        *date_refusals(act, transition, today=desk.today),
    )
    outcome = ActOutcome(case.unit, case.unit_name, transition.id, state.stage, state.stage, track, against)
    if against:
        return outcome, None
    target = target_of(track, state.stage, transition.id, previous=state.previous_stage)
    after = After(cycle.workflow, cycle.plan, track, transition, target, circumstances.indicators)
    event = chain_event(
        (state.seq, state.hash),
        case_key=state.key,
        kind=EventKind.TRANSITION,
        facts=facts_after(act, state, after, supplement_until=surroundings.supplement_until),
        actor=actor.login,
        on_behalf_of=actor.on_behalf_of,
        transition=transition.id,
        source=state.stage,
        occurred_on=act.occurred_on or desk.today,
        recorded_at=desk.clock.now(),
    )
    return replace(outcome, target=target), event


def _announcements(cycle: OpenCycle, case: StoredCase, event: Event) -> tuple[Announcement, ...]:
    """Say what an act has to tell besides the ladder."""
    track = cycle.workflow.track(case.track)
    transition = find_transition(track, event.transition, case.unit)
    occasion = Occasion(cycle.workflow, cycle.plan, track, case.id, case.unit, case.unit_name, event)
    return announcements_of(transition, occasion)


def _act(request: ActRequest, papers: Mapping[str, str]) -> Act:
    return Act(
        unit=request.unit,
        transition=request.transition,
        documents=(*(document_of(kind, where, papers) for kind, where in request.documents), *request.kept),
        number=request.number,
        level=request.level,
        reason=request.reason,
        note=request.note,
        until=request.until,
        occurred_on=request.dated,
    )
