"""Amending a plan in the middle of the year: what the revised plan does to every case and letter, in one transaction.

The plan that was opened stays; the revised one holds from the moment of the act on, so that whoever looks back sees
what held then. A preview does all of it and takes it back.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from cycle_engine.definitions.findings import Finding
from cycle_engine.definitions.frozen_copies import plan_to_json
from cycle_engine.domain.amendments import (
    ChangedLateness,
    MovedDeadline,
    WrongDay,
    amendment_announcements,
    changed_lateness,
    moved_deadlines,
    wrong_days,
)
from cycle_engine.domain.announcements import Announcement
from cycle_engine.domain.case import CaseState
from cycle_engine.domain.definition import Party, Plan
from cycle_engine.domain.events import AmendedPlan, Event, EventKind, Facts, chain_event
from cycle_engine.domain.plan_changes import PlanChanges, compare_plans
from cycle_engine.domain.recipients import Chain, chains, contact_for
from cycle_engine.errors import Conflict
from cycle_engine.messages import text
from cycle_engine.services.board import Board, read_board
from cycle_engine.services.desk import Actor, Desk, OpenCycle
from cycle_engine.services.letters import office_of, units_on
from cycle_engine.services.revised_plans import RevisedPlan, read_revised_plan, require_amendable
from cycle_engine.services.withdrawing import withdraw
from cycle_engine.store.amendments import StoredAmendment, hash_of_plan, record_amendment, said_about
from cycle_engine.store.announcements import record_due
from cycle_engine.store.cases import append, cases_of, hold_cases

if TYPE_CHECKING:
    from cycle_engine.store.writing import Transaction


@dataclass(frozen=True, slots=True)
class KeptExtension:
    """A case with a last day of its own for a milestone that the plan moves: its own day, and the one that holds."""

    unit: str
    milestone: str
    own: date
    holds: date | None


@dataclass(frozen=True, slots=True)
class Correction:
    """What will be told of an amendment, and to which mailbox; None where the post has none."""

    announcement: Announcement
    mailbox: str | None


@dataclass(frozen=True, slots=True)
class Amended:
    """What an amendment does, or would do."""

    number: int
    before: Plan
    plan: Plan
    findings: tuple[Finding, ...]
    changes: PlanChanges
    moved: tuple[MovedDeadline, ...]
    lateness: tuple[ChangedLateness, ...]
    extensions: tuple[KeptExtension, ...]
    wrong: tuple[WrongDay, ...]
    letters_cancelled: int
    letters_rewritten: int
    corrections: tuple[Correction, ...]


def amend(desk: Desk, name: str, *, apply_it: bool = False) -> Amended:
    """Put a revised plan in the place of the one a cycle has, or show what that would do.

    Raises ``FileInvalid`` with everything that keeps the file from being the plan of this cycle, ``OperationRefused``
    for one that changes nothing, ``Conflict`` where somebody else amended the plan meanwhile.
    """
    return put_in_place(desk, read_revised_plan(desk, name), apply_it=apply_it)


def put_in_place(desk: Desk, revised: RevisedPlan, *, apply_it: bool) -> Amended:
    """Do, or show, what a revised plan does that was read and checked. Raises as ``amend`` does."""
    with desk.database.write(alone=True) as transaction:
        actor = desk.require_staff(transaction)
        cycle = next(one for one in desk.cycles(transaction) if one.stored.id == revised.cycle.stored.id)
        if cycle.stored.amendment != revised.cycle.stored.amendment:
            raise _conflict(cycle)
        require_amendable(transaction, revised, cycle)
        amended = _amend(transaction, desk, actor, cycle, revised)
        if not apply_it:
            transaction.take_back()
    return amended


def _amend(transaction: "Transaction", desk: Desk, actor: Actor, cycle: OpenCycle, revised: RevisedPlan) -> Amended:
    plan, content = revised.plan, plan_to_json(revised.plan)
    before = read_board(transaction, desk, cycle)
    number = cycle.stored.amendment + 1
    kept = StoredAmendment(number, content, hash_of_plan(content), actor.login, desk.clock.now())
    record_amendment(transaction, cycle.stored.id, kept)
    _record_event(transaction, desk, actor, cycle, AmendedPlan(plan.number, plan.issued, kept.sha256))
    now = OpenCycle(replace(cycle.stored, plan=content, amendment=number), cycle.workflow, plan)
    after = read_board(transaction, desk, now)
    moved = moved_deadlines(before.cases, after.cases)
    affected = {one.case.case_id for one in moved}
    wrong = wrong_days(said_about(transaction, sorted(affected)), moved)
    cases = [case for case in cases_of(transaction, cycle.stored.id, with_papers=True) if case.id in affected]
    taken_back = withdraw(transaction, desk, now, [(case, case.state) for case in cases])
    units = units_on(transaction, desk.today)
    posts = chains(units, office_of(units, now))
    announcements = amendment_announcements(number, plan, moved, wrong, posts)
    record_due(transaction, announcements, day=desk.today)
    return Amended(
        number=number,
        before=cycle.plan,
        plan=plan,
        findings=revised.findings,
        changes=compare_plans(cycle.plan, plan),
        moved=moved,
        lateness=changed_lateness(before.cases, after.cases),
        extensions=_extensions(transaction, cycle, plan),
        wrong=wrong,
        letters_cancelled=taken_back.cancelled,
        letters_rewritten=len(taken_back.rewritten),
        corrections=_corrections(announcements, posts, after),
    )


def _record_event(transaction: "Transaction", desk: Desk, actor: Actor, cycle: OpenCycle, plan: AmendedPlan) -> None:
    """Write the amendment into the office's own history; where a workflow gives it no case, into everybody's."""
    cases = cases_of(transaction, cycle.stored.id)
    carriers = [case for case in cases if case.unit == cycle.stored.authority] or list(cases)
    hold_cases(transaction, cycle.stored.id, [case.unit for case in carriers])
    append(transaction, [(case, _event(desk, actor, case.state, plan)) for case in carriers])


def _event(desk: Desk, actor: Actor, state: CaseState, plan: AmendedPlan) -> Event:
    return chain_event(
        (state.seq, state.hash),
        case_key=state.key,
        kind=EventKind.AMENDED,
        facts=Facts(stage=state.stage, owner=state.owner, round=state.round, plan=plan),
        actor=actor.login,
        on_behalf_of=actor.on_behalf_of,
        source=state.stage,
        occurred_on=desk.today,
        recorded_at=desk.clock.now(),
    )


def _extensions(transaction: "Transaction", cycle: OpenCycle, plan: Plan) -> tuple[KeptExtension, ...]:
    """Say of each day that a case was given for itself, of a milestone that the plan moves, which day holds now."""
    before = {milestone.id: milestone.due for milestone in cycle.plan.milestones}
    dated = {one.id: one for one in plan.milestones if one.due != before.get(one.id)}
    return tuple(
        KeptExtension(case.unit, milestone, own, case.state.due_of(dated[milestone]))
        for case in cases_of(transaction, cycle.stored.id, with_papers=True)
        for (milestone, round_), own in case.state.deadlines.items()
        if milestone in dated and round_ == case.state.round
    )


def _corrections(
    announcements: Sequence[Announcement], posts: Mapping[str, Chain], board: Board
) -> tuple[Correction, ...]:
    owners = {case.case_id: case.owner or Party.SCHOOL for case in board.cases}
    found = []
    for one in announcements:
        contact = contact_for(one.addressee, posts[one.unit], owners[one.key.case_id]) if one.unit in posts else None
        found.append(Correction(one, contact.address if contact else None))
    return tuple(found)


def _conflict(cycle: OpenCycle) -> Conflict:
    hint = text("errors.plan_amended_meanwhile_hint")
    return Conflict("plan_amended_meanwhile", hints=[hint], plan=cycle.plan.number, amendment=cycle.stored.amendment)
