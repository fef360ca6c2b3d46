"""Letters into the outbox: queued in the transaction that causes them, withdrawn in the one that ends them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING
from uuid import uuid4

from cycle_engine.domain.case import CaseState, day_of
from cycle_engine.domain.milestones import open_stages
from cycle_engine.domain.notices import (
    ComposedLetter,
    Contact,
    LetterKind,
    LetterRequest,
    NewLetter,
    Notice,
    NoticeKey,
    Office,
    PlanReference,
)
from cycle_engine.domain.posts import people_on
from cycle_engine.domain.recipients import LetterPlan
from cycle_engine.domain.units import Unit
from cycle_engine.errors import NotFound, OperationRefused
from cycle_engine.messages import text
from cycle_engine.services.board import deadline_of
from cycle_engine.services.desk import Desk, OpenCycle
from cycle_engine.store.cases import StoredCase, case_of
from cycle_engine.store.contacts import contacts_from
from cycle_engine.store.notices import cancel_notices, hold_letters, move_notices, overtaken_cases, queued_notices
from cycle_engine.store.outbox import cancel_queued, letter_with_message, queue_letters
from cycle_engine.store.rows import Rows
from cycle_engine.store.units import all_units

if TYPE_CHECKING:
    from cycle_engine.store.writing import Transaction


@dataclass(frozen=True, slots=True)
class QueuedLetter:
    """A letter as it went into the outbox."""

    id: int
    plan: LetterPlan
    subject: str


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """What a change took back: how many letters were cancelled, and those written anew without what no longer holds."""

    cancelled: int
    rewritten: tuple[QueuedLetter, ...]


def units_on(rows: Rows, day: date) -> Mapping[str, Unit]:
    """Read the roster of a day, by code, with whoever is behind each post then."""
    units = {stored.unit.code: stored.unit for stored in all_units(rows, day=day)}
    return people_on(units, contacts_from(rows, day), day)


def office_of(units: Mapping[str, Unit], cycle: OpenCycle) -> Unit:
    """Find the authority that opened the cycle. Raises ``NotFound`` when the roster has lost it."""
    if office := units.get(cycle.stored.authority):
        return office
    hint = text("errors.office_not_in_roster_hint", unit=cycle.stored.authority)
    raise NotFound("office_not_in_roster", hints=[hint], unit=cycle.stored.authority)


def write_letters(
    transaction: "Transaction",
    desk: Desk,
    cycle: OpenCycle,
    plans: Sequence[LetterPlan],
    office: Unit,
    *,
    written_at: datetime | None = None,
) -> tuple[QueuedLetter, ...]:
    """Compose letters and queue them as one set, as of now or as of the moment they were first written."""
    if not plans:
        return ()
    composer = desk.composer(sender_contact(desk, office))
    at = written_at or desk.clock.now()
    requests = [_request(desk, cycle, plan, office, at=at) for plan in plans]
    letters = [_new_letter(request, composer.compose(request)) for request in requests]
    numbers = queue_letters(transaction, letters, at=at)
    return tuple(
        QueuedLetter(number, plan, letter.subject) for number, plan, letter in zip(numbers, plans, letters, strict=True)
    )


def withdraw(
    transaction: "Transaction", desk: Desk, cycle: OpenCycle, changed: Sequence[tuple[StoredCase, CaseState]]
) -> Withdrawal:
    """Take back what queued letters say about these cases that no longer holds, and keep saying the rest.

    A letter with nothing left is cancelled; one that still says something is cancelled and written anew without it, as
    the letter of the same day. What was taken back was not said: it is undecided again, should it hold again. A letter
    that failed, or that may have arrived, is taken back as well, or it would be sent once more.
    """
    now = {case.id: (case, state) for case, state in changed}
    if not queued_notices(transaction, list(now)):
        return Withdrawal(0, ())
    hold_letters(transaction)
    queued = queued_notices(transaction, list(now))
    affected = {
        letter_id: [notice for notice in notices if not _holds(notice, now, desk, cycle)]
        for letter_id, notices in queued.items()
    }
    rewritten, cancelled = [], 0
    for letter_id, lapsed in affected.items():
        if not lapsed or not cancel_queued(transaction, letter_id):
            continue
        cancelled += 1
        cancel_notices(transaction, _own_keys(lapsed))
        if left := tuple(notice for notice in queued[letter_id] if notice not in lapsed):
            rewritten.append(_rewrite(transaction, desk, cycle, letter_id, left))
    return Withdrawal(cancelled, tuple(rewritten))


def withdraw_overtaken(transaction: "Transaction", desk: Desk) -> int:
    """Take back what letters say that were on their way while a case moved, and came back; return how many letters."""
    overtaken = overtaken_cases(transaction)
    cancelled = 0
    for cycle in desk.cycles(transaction) if overtaken else ():
        found = [
            case_of(transaction, cycle.stored.id, unit, track)
            for number, unit, track in overtaken
            if number == cycle.stored.id
        ]
        cancelled += withdraw(transaction, desk, cycle, [(case, case.state) for case in found if case]).cancelled
    return cancelled


def sender_of(desk: Desk, office: Unit) -> str:
    """Name the address letters come from: the setting, else the office's own. Raises ``OperationRefused`` for none."""
    if sender := desk.settings.mail.from_address or office.email or office.officer_email:
        return sender
    raise OperationRefused("sender_unknown", hints=[text("errors.sender_unknown_hint")], unit=office.code)


def sender_contact(desk: Desk, office: Unit) -> Contact:
    """Name who letters come from, with the address."""
    return Contact(sender_of(desk, office), desk.settings.mail.from_name or office.name)


def new_message_id(sender: str) -> str:
    """Make a Message-ID that is the letter's for life."""
    return f"<{uuid4().hex}@{sender.rpartition('@')[2]}>"


def office_reference(desk: Desk, office: Unit) -> Office:
    """Say who writes, as letters show it."""
    return Office(
        code=office.code,
        name=office.name,
        email=sender_of(desk, office),
        officer_name=office.officer_name,
        officer_email=office.officer_email,
        phone=office.phone,
    )


def plan_reference(desk: Desk, cycle: OpenCycle) -> PlanReference:
    """Name the official document, as letters lean on it."""
    plan = cycle.plan
    return PlanReference(
        number=plan.number,
        issued=plan.issued,
        title=plan.title,
        authority=plan.authority,
        school_year=plan.school_year,
        label=f"{desk.settings.office.label} {plan.school_year}",
    )


def _request(desk: Desk, cycle: OpenCycle, plan: LetterPlan, office: Unit, *, at: datetime) -> LetterRequest:
    return LetterRequest(
        message_id=new_message_id(sender_of(desk, office)),
        recipient=plan.recipient,
        cc=plan.cc,
        notices=plan.notices,
        office=office_reference(desk, office),
        plan=plan_reference(desk, cycle),
        today=day_of(at),
        queued_at=at,
    )


def _new_letter(request: LetterRequest, composed: ComposedLetter) -> NewLetter:
    return NewLetter(
        message_id=request.message_id,
        kind=LetterKind.LADDER,
        sender=request.office.email,
        recipient=request.recipient.address,
        recipient_name=request.recipient.name,
        cc=tuple(contact.address for contact in request.cc),
        subject=composed.subject,
        message=composed.message,
        day=request.today,
        notices=request.notices,
    )


def _holds(notice: Notice, now: Mapping[int, tuple[StoredCase, CaseState]], desk: Desk, cycle: OpenCycle) -> bool:
    """Whether what a notice says is still so: its milestone open, the same party's move, same round, same last day."""
    if notice.key.case_id not in now:
        return True
    case, state = now[notice.key.case_id]
    milestone = cycle.plan.find_milestone(notice.key.milestone)
    if milestone is None or state.stage not in open_stages(cycle.workflow.track(case.track), milestone):
        return False
    deadline = deadline_of(milestone, state, cycle, desk.calendar_for(cycle.plan))
    same_day = deadline is not None and deadline.counts_from == notice.key.due
    return same_day and state.owner is notice.owner and state.round == notice.key.round


def _rewrite(
    transaction: "Transaction", desk: Desk, cycle: OpenCycle, letter_id: int, left: tuple[Notice, ...]
) -> QueuedLetter:
    units = units_on(transaction, desk.today)
    office = office_of(units, cycle)
    found = letter_with_message(transaction, letter_id)
    if found is None:
        raise KeyError(letter_id)
    old = found[0]
    plan = LetterPlan(
        recipient=Contact(old.recipient, old.recipient_name),
        cc=tuple(Contact(address, "") for address in old.cc),
        notices=left,
    )
    (queued,) = write_letters(transaction, desk, cycle, [plan], office, written_at=old.queued_at)
    move_notices(transaction, _own_keys(left), queued.id)
    return queued


def _own_keys(notices: Sequence[Notice]) -> list[NoticeKey]:
    return [notice.key for notice in notices if not notice.is_copy]
