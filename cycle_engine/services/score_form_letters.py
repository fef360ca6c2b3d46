"""Score forms by letter: each school gets its own self-assessment form, to fill in and send back."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from cycle_engine.domain.definition import LevelKind
from cycle_engine.domain.notices import Attachment, Contact, ReportRequest
from cycle_engine.domain.score_stages import recording_transition
from cycle_engine.services.desk import Desk, OpenCycle
from cycle_engine.services.letters import office_of, units_on
from cycle_engine.services.report_letters import ReportWriter
from cycle_engine.services.score_forms import MadeForm, make_forms
from cycle_engine.store.cases import StoredCase

_XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True, slots=True)
class MailedForms:
    """To whom forms go, or would; who has no mailbox, and whose scores cannot be filled in now."""

    recipients: tuple[Contact, ...]
    without_mailbox: tuple[str, ...]
    left_out: tuple[str, ...]
    letters: tuple[int, ...] = ()


def mail_forms(desk: Desk, *, apply_it: bool) -> MailedForms:
    """Queue a letter with its form for every school that may fill it in now; or say to whom they would go."""
    with desk.database.write() as transaction:
        desk.require_staff(transaction)
        cycle = desk.cycle(transaction)
        made, units = make_forms(transaction, desk, LevelKind.SELF), units_on(transaction, desk.today)
        reached = [form for form in made.forms if (unit := units.get(form.case.unit)) and unit.email]
        silent = tuple(form.case.unit for form in made.forms if form not in reached)
        contacts = tuple(Contact(units[form.case.unit].email, form.case.unit_name) for form in reached)
        letters: tuple[int, ...] = ()
        if apply_it and reached:
            writer = ReportWriter(desk, cycle, office_of(units, cycle))
            requests = [_request(writer, form, to) for form, to in zip(reached, contacts, strict=True)]
            letters = writer.queue(transaction, requests)
    return MailedForms(contacts, silent, made.left_out, letters)


def _request(writer: ReportWriter, form: MadeForm, to: Contact) -> ReportRequest:
    facts = {"unit_name": form.case.unit_name, "due": _due(writer.cycle, form.case)}
    return writer.request("score_form", to, facts, attachments=(Attachment(form.name, _XLSX, form.content),))


def _due(cycle: OpenCycle, case: StoredCase) -> date | None:
    """The last day of the milestone that the self-assessment is part of, this case's own before the plan's."""
    recording = recording_transition(cycle.workflow.track(case.track), LevelKind.SELF)
    for milestone in cycle.plan.milestones:
        if (
            recording
            and milestone.track == case.track
            and _leads_on(cycle, case, milestone.completes, recording.target)
        ):
            return case.state.deadlines.get((milestone.id, case.state.round), milestone.due)
    return None


def _leads_on(cycle: OpenCycle, case: StoredCase, completes: str | None, target: str) -> bool:
    """Whether a transition is the one that records the self scores, or follows it at once."""
    track = cycle.workflow.track(case.track)
    step = track.find_transition(completes) if completes else None
    recording = recording_transition(track, LevelKind.SELF)
    return step is not None and (step is recording or target in step.sources)
