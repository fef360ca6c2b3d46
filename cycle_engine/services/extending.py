"""Extending one school's milestone: a later last day for it alone, with the reason, as an event of its history."""

from dataclasses import dataclass
from datetime import date

from cycle_engine.domain.case import apply
from cycle_engine.domain.definition import Role
from cycle_engine.domain.events import EventKind, Facts, OwnDeadline, chain_event
from cycle_engine.domain.milestones import Deadline, open_stages
from cycle_engine.errors import NotFound, NotPermitted, OperationRefused
from cycle_engine.messages import text
from cycle_engine.services.acting import find_case, roles_in
from cycle_engine.services.board import deadline_of
from cycle_engine.services.desk import Desk
from cycle_engine.services.letters import withdraw
from cycle_engine.store.cases import append


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
        case = find_case(transaction, cycle, unit)
        if not roles_in(actor, cycle, case) & {Role.ADMIN, Role.OFFICER, Role.HEAD}:
            raise NotPermitted("staff_only", hints=[text("errors.staff_only_hint")], login=actor.login)
        track, state = cycle.workflow.track(case.track), case.state
        milestone = next((m for m in cycle.plan.milestones_of(track.name) if m.id == milestone_id), None)
        if milestone is None:
            known = [m.id for m in cycle.plan.milestones_of(track.name)]
            hint = text("errors.milestone_unknown_hint", known=known)
            raise NotFound("milestone_unknown", hints=[hint], milestone=milestone_id, unit=unit)
        if state.stage not in open_stages(track, milestone):
            raise OperationRefused("milestone_done", unit=unit, milestone=milestone_id)
        calendar = desk.calendar_for(cycle.plan)
        before = deadline_of(milestone, state, cycle, calendar)
        if until < desk.today or (before and until <= before.nominal):
            hint = text("errors.extension_not_later_hint")
            nominal = before.nominal if before else desk.today
            raise OperationRefused("extension_not_later", hints=[hint], until=until, nominal=nominal)
        event = chain_event(
            (state.seq, state.hash),
            case_key=state.key,
            kind=EventKind.EXTENSION,
            facts=Facts(
                stage=state.stage,
                owner=state.owner,
                round=state.round,
                deadlines=(OwnDeadline(milestone_id, until),),
                reason=reason,
            ),
            actor=actor.login,
            on_behalf_of=actor.on_behalf_of,
            source=state.stage,
            occurred_on=desk.today,
            recorded_at=desk.clock.now(),
        )
        append(transaction, [(case, event)])
        moved = apply(state, event)
        withdraw(transaction, desk, cycle, [(case, moved)])
        after = deadline_of(milestone, moved, cycle, calendar)
        if after is None:
            raise KeyError(milestone_id)
    return Extended(unit, case.unit_name, milestone_id, before, after)
