"""Letters into the outbox: composed and queued in the transaction that causes them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TYPE_CHECKING
from uuid import uuid4

from cycle_engine.domain.case import day_of
from cycle_engine.domain.notices import (
    ComposedLetter,
    Contact,
    LetterKind,
    LetterRequest,
    NewLetter,
    Office,
    PlanReference,
)
from cycle_engine.domain.posts import people_on
from cycle_engine.domain.recipients import LetterPlan
from cycle_engine.domain.units import Unit
from cycle_engine.errors import NotFound, OperationRefused
from cycle_engine.messages import text
from cycle_engine.services.appointments import enclosed
from cycle_engine.services.desk import Desk, OpenCycle
from cycle_engine.store.contacts import contacts_from
from cycle_engine.store.outbox import queue_letters
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
    entries = ((),) * len(plans) if desk.only_plays else enclosed(transaction, desk, cycle, plans, office)
    requests = [
        replace(_request(desk, cycle, plan, office, at=at), appointments=own)
        for plan, own in zip(plans, entries, strict=True)
    ]
    letters = [_new_letter(request, composer.compose(request)) for request in requests]
    numbers = queue_letters(transaction, letters, at=at)
    return tuple(
        QueuedLetter(number, plan, letter.subject) for number, plan, letter in zip(numbers, plans, letters, strict=True)
    )


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
        announcements=plan.announcements,
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
        announcements=request.announcements,
    )
