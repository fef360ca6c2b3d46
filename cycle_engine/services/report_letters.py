"""Letters that no rung and no act asks for: reports, forms and schedules, each written for its own recipient."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cycle_engine.domain.notices import (
    Attachment,
    ComposedLetter,
    Contact,
    LetterKind,
    NewLetter,
    Picture,
    ReportRequest,
)
from cycle_engine.services.desk import Desk, OpenCycle
from cycle_engine.services.letters import (
    new_message_id,
    office_reference,
    plan_reference,
    sender_contact,
    sender_of,
)
from cycle_engine.store.outbox import queue_letters

if TYPE_CHECKING:
    from cycle_engine.domain.appointments import Appointment
    from cycle_engine.domain.units import Unit
    from cycle_engine.store.writing import Transaction


@dataclass(frozen=True, slots=True)
class ReportWriter:
    """An office that writes about a cycle."""

    desk: Desk
    cycle: OpenCycle
    office: "Unit"

    def request(
        self,
        template: str,
        to: Contact,
        facts: Mapping[str, object],
        *,
        cc: tuple[Contact, ...] = (),
        attachments: tuple[Attachment, ...] = (),
        pictures: tuple[Picture, ...] = (),
        appointments: "tuple[Appointment, ...]" = (),
    ) -> ReportRequest:
        """Say what a letter is to be written from."""
        return ReportRequest(
            message_id=new_message_id(sender_of(self.desk, self.office)),
            template=template,
            recipient=to,
            cc=cc,
            facts=facts,
            attachments=attachments,
            pictures=pictures,
            office=office_reference(self.desk, self.office),
            plan=plan_reference(self.desk, self.cycle),
            queued_at=self.desk.clock.now(),
            appointments=appointments,
        )

    def queue(self, transaction: "Transaction", requests: Sequence[ReportRequest]) -> tuple[int, ...]:
        """Compose letters and queue them in the transaction that causes them; give their numbers."""
        composer = self.desk.composer(sender_contact(self.desk, self.office))
        letters = [self._letter(request, composer.compose_report(request)) for request in requests]
        return queue_letters(transaction, letters, at=self.desk.clock.now())

    def _letter(self, request: ReportRequest, composed: ComposedLetter) -> NewLetter:
        return NewLetter(
            message_id=request.message_id,
            kind=LetterKind.REPORT,
            sender=request.office.email,
            recipient=request.recipient.address,
            recipient_name=request.recipient.name,
            cc=tuple(contact.address for contact in request.cc),
            subject=composed.subject,
            message=composed.message,
            day=self.desk.today,
        )
