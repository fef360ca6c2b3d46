"""Extending one school's milestone: a later last day for it alone, with the reason, as an event of its history."""

from dataclasses import dataclass
from datetime import date

from cycle_engine.domain.announcements import Announcement, Occasion, day_told, extension_announcement
from cycle_engine.domain.case import apply
from cycle_engine.domain.definition import Milestone, Role
from cycle_engine.domain.events import Event, EventKind, Facts, OwnDeadline, chain_event
from cycle_engine.domain.milestones import Deadline, deadline_for, open_stages
from cycle_engine.errors import NotFound, NotPermitted, OperationRefused
from cycle_engine.messages import text
from cycle_engine.services.acting import find_case, roles_in
from cycle_engine.services.board import deadline_of
from cycle_engine.services.desk import Actor, Desk, OpenCycle
from cycle_engine.services.withdrawing import announce, withdraw
from cycle_engine.store.announcements import due_about, queued_announcements
from cycle_engine.store.cases import StoredCase, append, hold_cases
from cycle_engine.store.notices import letters_about
from cycle_engine.store.rows import Rows


@dataclass(frozen=True, slots=True)
class Extended:
    """A milestone's dates before and after."""

    unit: str
    name: str
    milestone: str
    before: Deadline | None
    after: Deadline


def extend(desk: Desk, unit: str, milestone_id: str, *, until: date, reason: str) -> Extended:
    """Give one case's milestone another last day. Raises ``OperationRefused`` for one that is done or not later."""
    with desk.database.write() as transaction:
        cycle, actor = desk.cycle(transaction), desk.actor(transaction)
        hold_cases(transaction, cycle.stored.id, [unit])
        case = find_case(transaction, cycle, unit)
        if not roles_in(actor, cycle, case) & {Role.ADMIN, Role.OFFICER, Role.HEAD}:
            raise NotPermitted("staff_only", hints=[text("errors.staff_only_hint")], login=actor.login)
        milestone = _open_milestone(cycle, case, milestone_id)
        before = deadline_of(milestone, case.state, cycle, desk.calendar_for(cycle.plan))
        _require_later(until, before, today=desk.today)
        told = day_told(_untold(transaction, case), (case.id, milestone.id), before.nominal if before else None)
        event = _extension(desk, actor, case, OwnDeadline(milestone.id, until), reason)
        append(transaction, [(case, event)])
        extended = apply(case.state, event)
        withdraw(transaction, desk, cycle, [(case, extended)])
        track = cycle.workflow.track(case.track)
        occasion = Occasion(cycle.workflow, cycle.plan, track, case.id, case.unit, case.unit_name, event)
        news = extension_announcement(occasion, milestone, told)
        announce(transaction, desk, cycle, [news], [(case, extended)])
        calendar = desk.calendar_for(cycle.plan)
        after = deadline_for(until, cycle.plan, calendar, received_on=extended.handed_over_on)
    return Extended(unit, case.unit_name, milestone.id, before, after)


def _open_milestone(cycle: OpenCycle, case: StoredCase, milestone_id: str) -> Milestone:
    track = cycle.workflow.track(case.track)
    known = {milestone.id: milestone for milestone in cycle.plan.milestones_of(track.name)}
    if milestone_id not in known:
        hint = text("errors.milestone_unknown_hint", known=list(known))
        raise NotFound("milestone_unknown", hints=[hint], milestone=milestone_id, unit=case.unit)
    if case.state.stage not in open_stages(track, known[milestone_id]):
        hint = text("errors.milestone_done_hint", unit=case.unit)
        raise OperationRefused("milestone_done", hints=[hint], unit=case.unit, milestone=milestone_id)
    return known[milestone_id]


def _untold(rows: Rows, case: StoredCase) -> tuple[Announcement, ...]:
    """Read the news of a case that nobody has got yet, due or in a letter that can still be taken back."""
    queued = queued_announcements(rows, letters_about(rows, [case.id]))
    return (*due_about(rows, [case.id]), *(one for said in queued.values() for one in said))


def _require_later(until: date, before: Deadline | None, *, today: date) -> None:
    nominal = before.nominal if before else today
    if until < today or until <= nominal:
        hint = text("errors.extension_not_later_hint")
        raise OperationRefused("extension_not_later", hints=[hint], until=until, nominal=nominal)


def _extension(desk: Desk, actor: Actor, case: StoredCase, own: OwnDeadline, reason: str) -> Event:
    state = case.state
    return chain_event(
        (state.seq, state.hash),
        case_key=state.key,
        kind=EventKind.EXTENSION,
        facts=Facts(stage=state.stage, owner=state.owner, round=state.round, deadlines=(own,), reason=reason),
        actor=actor.login,
        on_behalf_of=actor.on_behalf_of,
        source=state.stage,
        occurred_on=desk.today,
        recorded_at=desk.clock.now(),
    )
