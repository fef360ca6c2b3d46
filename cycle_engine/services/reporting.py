"""The monthly report: made from the past as it stood at the cut-off, so that made again it says the same."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from cycle_engine.domain.case import day_of, fold
from cycle_engine.domain.events import Document, Event
from cycle_engine.domain.milestones import CaseStanding
from cycle_engine.domain.notices import Attachment, Contact, LetterKind, NewLetter, ReportRequest
from cycle_engine.domain.periods import (
    Period,
    ReportingRule,
    check_due_day,
    last_closed_period,
    moment_of_cut_off,
    parse_period,
)
from cycle_engine.domain.units import Unit
from cycle_engine.errors import NotFound, OperationRefused, Refusal, not_writable
from cycle_engine.messages import text
from cycle_engine.reports.monthly import MonthlyReport, build_monthly_report
from cycle_engine.reports.monthly_facts import MonthlyFacts, Move, Office
from cycle_engine.reports.monthly_letter import key_figures
from cycle_engine.services.board import read_board
from cycle_engine.services.desk import Desk, OpenCycle
from cycle_engine.services.histories import history_fingerprint
from cycle_engine.services.letters import (
    new_message_id,
    office_of,
    office_reference,
    plan_reference,
    sender_contact,
    sender_of,
    units_on,
)
from cycle_engine.store.cases import events_of_cycle
from cycle_engine.store.issued_reports import IssuedReport, find_issued, record_issued
from cycle_engine.store.outbox import queue_letter
from cycle_engine.store.rows import Rows

_MEDIA_TYPES: Final = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "html": "text/html",
}
"""What a report is written as, and how a letter names that."""


@dataclass(frozen=True, slots=True)
class MadeReport:
    """A monthly report, the files it was written to, and the letter that carries it, if it was sent."""

    report: MonthlyReport
    files: tuple[Path, ...]
    due_too_soon: Refusal | None
    letter_id: int | None = None
    already_sent: bool = False


def make_monthly_report(desk: Desk, period: str = "", *, send: bool = False) -> MadeReport:
    """Make the report of a period (the last one that is over, unless named), as files, and send it if so asked.

    A period's report is sent once. Raises ``UsageProblem`` for a period that is none, ``OperationRefused`` for one
    whose cut-off is still to come.
    """
    wanted = _period(desk, period)
    with desk.database.read() as rows:
        cycle = desk.cycle(rows)
        report = build_monthly_report(_facts(rows, desk, cycle, wanted))
    too_soon = check_due_day(wanted, desk.calendar_for(cycle.plan))
    contents = _render(report)
    files = _write_files(desk.workspace / "reports" / str(wanted), contents)
    if not send:
        return MadeReport(report, files, too_soon)
    letter_id = _send(desk, cycle, report, contents)
    return MadeReport(report, files, too_soon, letter_id, already_sent=letter_id is None)


def _period(desk: Desk, written: str) -> Period:
    rule = ReportingRule(desk.settings.report.cut_off_day, desk.settings.report.due_day)
    period = parse_period(written, rule) if written else last_closed_period(desk.today, rule)
    if moment_of_cut_off(period) > desk.clock.now():
        hint = text("errors.period_not_over_hint")
        raise OperationRefused("period_not_over", hints=[hint], period=str(period), cut_off=period.cut_off_on)
    return period


def _facts(rows: Rows, desk: Desk, cycle: OpenCycle, period: Period) -> MonthlyFacts:
    then = desk.looking_back(moment_of_cut_off(period))
    cycle = then.as_it_was(rows, cycle)
    standings = read_board(rows, then, cycle).cases
    if not standings:
        hint = text("errors.nothing_to_report_hint", opened=day_of(cycle.stored.opened_at))
        raise NotFound("nothing_to_report", hints=[hint], period=str(period))
    before = desk.looking_back(moment_of_cut_off(period.previous))
    histories = events_of_cycle(rows, cycle.stored.id, until=then.until)
    units = units_on(rows, period.cut_off_on)
    return MonthlyFacts(
        office=_office(desk, office_of(units, cycle), units),
        workflow=cycle.workflow,
        plan=cycle.plan,
        period=period,
        standings=standings,
        previous=read_board(rows, before, before.as_it_was(rows, cycle)).cases,
        moves=_moves(histories, standings),
        documents={case_id: _documents(events) for case_id, events in histories.items()},
        fingerprint=history_fingerprint(rows, then, cycle),
    )


def _office(desk: Desk, office: Unit, units: Mapping[str, Unit]) -> Office:
    settings, superior = desk.settings.office, units.get(office.parent or "")
    return Office(
        name=office.name,
        superior=superior.name if superior else "",
        governing_body=settings.governing_body,
        place=settings.place,
        number_mark=settings.number_mark,
        signer_power=settings.signer_power,
        signer_title=settings.signer_title,
        signer_name=settings.signer_name or office.head_name,
    )


def _moves(histories: Mapping[int, Sequence[Event]], standings: Sequence[CaseStanding]) -> list[Move]:
    units = {standing.case_id: standing.unit for standing in standings}
    return [
        Move(
            unit=units[case_id],
            transition=event.transition,
            source=event.source,
            target=event.target,
            occurred_on=event.occurred_on,
            recorded_on=day_of(event.recorded_at),
        )
        for case_id, events in histories.items()
        for event in events
        if event.transition
    ]


def _documents(events: Sequence[Event]) -> list[Document]:
    state = fold(events)
    return [held.document for held in state.documents if held.round == state.round]


def _render(report: MonthlyReport) -> Mapping[str, bytes]:
    from cycle_engine.reports.monthly_docx import render_monthly_docx
    from cycle_engine.reports.monthly_html import render_monthly_html
    from cycle_engine.reports.monthly_xlsx import render_monthly_xlsx

    return {
        "docx": render_monthly_docx(report),
        "xlsx": render_monthly_xlsx(report),
        "html": render_monthly_html(report).encode(),
    }


def _send(desk: Desk, cycle: OpenCycle, report: MonthlyReport, contents: Mapping[str, bytes]) -> int | None:
    """Queue the letter that carries the report to the superior; None when this period's went out before."""
    period = report.period
    with desk.database.write(alone=True) as transaction:
        actor = desk.require_staff(transaction)
        if find_issued(transaction, cycle.stored.id, str(period)):
            return None
        units = units_on(transaction, desk.today)
        office = office_of(units, cycle)
        request = _letter(desk, cycle, report, contents, (office, units.get(office.parent or "")))
        composed = desk.composer(sender_contact(desk, office)).compose_report(request)
        letter = NewLetter(
            message_id=request.message_id,
            kind=LetterKind.REPORT,
            sender=request.office.email,
            recipient=request.recipient.address,
            recipient_name=request.recipient.name,
            cc=tuple(contact.address for contact in request.cc),
            subject=composed.subject,
            message=composed.message,
            day=desk.today,
        )
        letter_id = queue_letter(transaction, letter, at=desk.clock.now())
        issued = IssuedReport(
            cycle.stored.id, str(period), letter_id, report.fingerprint, actor.login, desk.clock.now()
        )
        record_issued(transaction, issued)
    return letter_id


def _letter(
    desk: Desk,
    cycle: OpenCycle,
    report: MonthlyReport,
    contents: Mapping[str, bytes],
    between: tuple[Unit, Unit | None],
) -> ReportRequest:
    office, superior = between
    if superior is None or not superior.email:
        hint = text("errors.superior_mailbox_hint", office=office.code)
        raise OperationRefused("superior_mailbox_missing", hints=[hint], office=office.code)
    period, copy = report.period, office.head_email or office.officer_email
    return ReportRequest(
        message_id=new_message_id(sender_of(desk, office)),
        template="monthly_report",
        recipient=Contact(superior.email, superior.name),
        cc=(Contact(copy, office.head_name),) if copy else (),
        facts={
            "period": f"tháng {period.month:02}/{period.year}",
            "starts_on": period.first_on,
            "ends_on": period.cut_off_on,
            "number": "",
            "figures": key_figures(report),
        },
        attachments=tuple(
            Attachment(f"bao-cao-{period}.{ending}", media_type, contents[ending])
            for ending, media_type in _MEDIA_TYPES.items()
        ),
        office=office_reference(desk, office),
        plan=plan_reference(desk, cycle),
        queued_at=desk.clock.now(),
    )


def _write_files(folder: Path, contents: Mapping[str, bytes]) -> tuple[Path, ...]:
    files = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for ending, content in contents.items():
            file = folder / f"bao-cao-{folder.name}.{ending}"
            file.write_bytes(content)
            files.append(file)
    except OSError as error:
        raise not_writable(folder, error) from error
    return tuple(files)
