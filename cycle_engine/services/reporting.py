"""The monthly report made: as a draft, issued as a version that is kept, or sent to the superior.

Made again for a past cut-off it says the same: a draft from what was known then, a version from what is kept of it.
"""

from dataclasses import dataclass
from pathlib import Path

from cycle_engine.domain.issued_reports import IssuedReport
from cycle_engine.domain.periods import Period, check_due_day
from cycle_engine.errors import Refusal
from cycle_engine.messages import Text
from cycle_engine.reports.monthly import MonthlyReport
from cycle_engine.reports.monthly_changes import list_changes
from cycle_engine.services.desk import Desk, OpenCycle
from cycle_engine.services.report_facts import GatheredReport, gather_report, wanted_period
from cycle_engine.services.report_files import attachments_of, render_report, version_name, write_files
from cycle_engine.services.report_issuing import Issue, prepare_issue, read_facts, read_issue, record_issue
from cycle_engine.services.report_sending import carrying_letter, queue_issue, send_draft
from cycle_engine.store.issued_reports import issued_reports, report_letters
from cycle_engine.store.rows import Rows


@dataclass(frozen=True, slots=True)
class MadeReport:
    """A monthly report, the files it was written to, its version (None: a draft), and the letter that carries it.

    ``changes`` are what a version that was issued just now says otherwise than the one before.
    """

    report: MonthlyReport
    files: tuple[Path, ...]
    due_too_soon: Refusal | None
    letter_id: int | None = None
    already_sent: bool = False
    issued: IssuedReport | None = None
    issued_now: bool = False
    changes: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True)
class _Before:
    """What there was of a period's report: its versions, and whether the newest went out."""

    cycle: OpenCycle
    versions: tuple[IssuedReport, ...]
    is_sent: bool

    @property
    def newest(self) -> IssuedReport | None:
        return self.versions[-1] if self.versions else None


def make_monthly_report(desk: Desk, period: str = "", *, issue: bool = False, send: bool = False) -> MadeReport:
    """Make the report of a period (the last one that is over, unless named), as files.

    ``issue`` keeps it as the period's next version; ``send`` sends the newest version, and issues the first where
    there is none. Each version is sent once. Raises ``UsageProblem`` for a period that is none, ``OperationRefused``
    for one whose cut-off is still to come and for a version that would say nothing new, ``Conflict`` where somebody
    issued meanwhile.
    """
    wanted = wanted_period(desk, period)
    with desk.database.read() as rows:
        before = _before(rows, desk, wanted)
    too_soon = check_due_day(wanted, desk.calendar_for(before.cycle.plan))
    is_new = issue or (send and not before.versions and not before.is_sent)
    if is_new:
        made = prepare_issue(desk, before.cycle, wanted)
    elif send and before.newest:
        made = read_issue(desk, before.newest)
    else:
        report, files = _draft(desk, before, wanted)
        return MadeReport(report, files, too_soon, already_sent=send)
    with desk.database.write(alone=True) as transaction:
        if is_new:
            record_issue(transaction, made)
        letter = queue_issue(transaction, desk, before.cycle, wanted, made) if send else None
    return MadeReport(
        _made_again(desk, before.cycle, wanted, made.issued).report,
        write_files(desk, str(wanted), made.contents, name=version_name(str(wanted), made.issued.version)),
        too_soon,
        letter_id=letter,
        already_sent=send and letter is None,
        issued=made.issued,
        issued_now=is_new,
        changes=_changes(desk, before, made) if issue else (),
    )


def draft_monthly_report(desk: Desk, period: str) -> int | None:
    """Write the draft of a period and ask the officer for notes, once; the letter's number, or None."""
    wanted = wanted_period(desk, period)
    with desk.database.read() as rows:
        before = _before(rows, desk, wanted)
    report, _ = _draft(desk, before, wanted)
    attachments = attachments_of({"docx": render_report(report)["docx"]}, name=_draft_name(before, wanted))
    return send_draft(desk, before.cycle, wanted, attachments)


def _before(rows: Rows, desk: Desk, period: Period) -> _Before:
    cycle = desk.cycle(rows)
    versions = issued_reports(rows, cycle.stored.id, str(period))
    newest = versions[-1] if versions else None
    letters = report_letters(rows, cycle.stored.id)
    return _Before(cycle, versions, bool(carrying_letter(letters, str(period), newest)))


def _draft(desk: Desk, before: _Before, period: Period) -> tuple[MonthlyReport, tuple[Path, ...]]:
    with desk.database.read() as rows:
        report = gather_report(rows, desk, before.cycle, period).report
    return report, write_files(desk, str(period), render_report(report), name=_draft_name(before, period))


def _draft_name(before: _Before, period: Period) -> str:
    """A draft beside versions has a name of its own, so that it is never taken for one."""
    return f"bao-cao-{period}-du-thao" if before.versions else f"bao-cao-{period}"


def _made_again(desk: Desk, cycle: OpenCycle, period: Period, issued: IssuedReport) -> GatheredReport:
    known = issued.issued_at if issued.version > 1 else None
    with desk.database.read() as rows:
        return gather_report(rows, desk, cycle, period, known_until=known, noted_until=issued.issued_at)


def _changes(desk: Desk, before: _Before, made: Issue) -> tuple[Text, ...]:
    return list_changes(read_facts(desk, before.newest), made.facts) if before.newest else ()
