"""Letters about reports: the version that goes to the superior, and the draft that asks the officer for notes."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final

from cycle_engine.domain.issued_reports import IssuedReport, LetterPurpose, ReportLetter
from cycle_engine.domain.notices import Attachment, Contact, Picture
from cycle_engine.domain.periods import Period
from cycle_engine.domain.units import Unit
from cycle_engine.errors import OperationRefused
from cycle_engine.messages import text
from cycle_engine.reports.monthly_figures import Totals
from cycle_engine.reports.monthly_letter import key_figures, letter_picture_words
from cycle_engine.services.desk import Desk, OpenCycle
from cycle_engine.services.letters import office_of, units_on
from cycle_engine.services.report_files import PICTURE, attachments_of, pictures_of, version_name
from cycle_engine.services.report_issuing import Issue
from cycle_engine.services.report_letters import ReportWriter
from cycle_engine.store.issued_reports import record_letter, report_letters

if TYPE_CHECKING:
    from cycle_engine.store.writing import Transaction

DRAFT: Final = 0
"""The version under which a draft's letter is written down."""


def carrying_letter(letters: Sequence[ReportLetter], period: str, issued: IssuedReport | None) -> ReportLetter | None:
    """Find the letter that carries a version, or, without one, a report from before there were versions."""
    version = issued.version if issued else DRAFT
    key = (period, version, LetterPurpose.ISSUE)
    return next((one for one in letters if (one.period, one.version, one.purpose) == key), None)


def queue_issue(transaction: "Transaction", desk: Desk, cycle: OpenCycle, period: Period, issue: Issue) -> int | None:
    """Queue the letter that carries a version to the superior; None when it went out before."""
    issued, actor = issue.issued, desk.require_staff(transaction)
    if carrying_letter(report_letters(transaction, cycle.stored.id), str(period), issued):
        return None
    units = units_on(transaction, desk.today)
    office = office_of(units, cycle)
    writer, copy = ReportWriter(desk, cycle, office), office.head_email or office.officer_email
    request = writer.request(
        "monthly_report",
        _superior(office, units),
        {**_dates(period), **_said(issue)},
        cc=(Contact(copy, office.head_name),) if copy else (),
        attachments=attachments_of(issue.contents, name=version_name(str(period), issued.version)),
        pictures=_pictures(issue),
    )
    (letter_id,) = writer.queue(transaction, [request])
    record_letter(
        transaction,
        cycle.stored.id,
        str(period),
        version=issued.version,
        purpose=LetterPurpose.ISSUE,
        letter_id=letter_id,
        queued_by=actor.login,
    )
    return letter_id


def send_draft(desk: Desk, cycle: OpenCycle, period: Period, attachments: tuple[Attachment, ...]) -> int | None:
    """Queue the letter that asks the officer for notes to a draft; None when there is one, or nobody to ask."""
    with desk.database.write(alone=True) as transaction:
        actor = desk.require_staff(transaction)
        office = office_of(units_on(transaction, desk.today), cycle)
        letters = report_letters(transaction, cycle.stored.id)
        if any(one.period == str(period) for one in letters) or not office.officer_email:
            return None
        writer = ReportWriter(desk, cycle, office)
        request = writer.request(
            "report_draft",
            Contact(office.officer_email, office.officer_name or office.name),
            {**_dates(period), "period_name": str(period), "due": period.due_by},
            attachments=attachments,
        )
        (letter_id,) = writer.queue(transaction, [request])
        record_letter(
            transaction,
            cycle.stored.id,
            str(period),
            version=DRAFT,
            purpose=LetterPurpose.DRAFT,
            letter_id=letter_id,
            queued_by=actor.login,
        )
    return letter_id


def _superior(office: Unit, units: Mapping[str, Unit]) -> Contact:
    superior = units.get(office.parent or "")
    if superior is None or not superior.email:
        hint = text("errors.superior_mailbox_hint", office=office.code)
        raise OperationRefused("superior_mailbox_missing", hints=[hint], office=office.code)
    return Contact(superior.email, superior.name)


def _dates(period: Period) -> dict[str, object]:
    return {
        "period": f"tháng {period.month:02}/{period.year}",
        "starts_on": period.first_on,
        "ends_on": period.cut_off_on,
    }


def _said(issue: Issue) -> dict[str, object]:
    totals = Totals(**issue.facts["schools"]["totals"])
    issued = issue.issued
    return {
        "number": "",
        "figures": key_figures(totals),
        "fingerprint": issued.fingerprint,
        "version": issued.version,
        "replaces": issued.version - 1 or None,
    }


def _pictures(issue: Issue) -> tuple[Picture, ...]:
    if PICTURE not in issue.contents:
        return ()
    return pictures_of(
        issue.contents,
        name=f"tien-do-{issue.issued.period}",
        alternative=letter_picture_words(issue.facts),
    )
