"""What became of each period's report: due, issued, sent, to whom, on time or late; one version looked at again."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from cycle_engine.domain.case import day_of
from cycle_engine.domain.issued_reports import (
    IssuedReport,
    LetterPurpose,
    ReportLetter,
    ReportNote,
    Timeliness,
    timeliness_of,
)
from cycle_engine.domain.periods import Period, last_closed_period, parse_period, period_containing
from cycle_engine.errors import NotFound
from cycle_engine.messages import Text, text
from cycle_engine.reports.monthly_changes import list_changes
from cycle_engine.services.desk import Desk, OpenCycle
from cycle_engine.services.report_facts import reporting_rule
from cycle_engine.services.report_issuing import read_facts
from cycle_engine.store.issued_reports import issued_reports, report_letters, report_notes
from cycle_engine.store.rows import Rows


@dataclass(frozen=True, slots=True)
class TrackedReport:
    """One period's line: the day it is due, its versions, and the letter that carried the report first."""

    period: str
    cut_off_on: date
    due_by: date
    versions: tuple[IssuedReport, ...]
    letter: ReportLetter | None
    state: Timeliness

    @property
    def issued_on(self) -> date | None:
        """The day the first version was issued."""
        return day_of(self.versions[0].issued_at) if self.versions else None

    @property
    def sent_on(self) -> date | None:
        """The day the superior's server took the report first."""
        return day_of(self.letter.sent_at) if self.letter and self.letter.sent_at else None


@dataclass(frozen=True, slots=True)
class ShownReport:
    """One version of a period's report, what it changed, the letters about the period, and the officers' notes."""

    tracked: TrackedReport
    issued: IssuedReport | None
    changes: tuple[Text, ...]
    letters: tuple[ReportLetter, ...]
    notes: tuple[ReportNote, ...]


def list_reports(desk: Desk) -> tuple[TrackedReport, ...]:
    """Read the line of every period that is over since the plan was opened. Raises ``NotFound`` for no plan."""
    with desk.database.read() as rows:
        cycle = desk.cycle(rows)
        return tuple(_tracked(rows, desk, cycle, period) for period in _periods(rows, desk, cycle))


def show_report(desk: Desk, period: str, version: int | None = None) -> ShownReport:
    """Read a period's report, its newest version unless another is named. Raises ``NotFound`` for one not there."""
    wanted = parse_period(period, reporting_rule(desk))
    with desk.database.read() as rows:
        cycle = desk.cycle(rows)
        tracked = _tracked(rows, desk, cycle, wanted)
        letters = tuple(one for one in _letters(rows, desk, cycle) if one.period == str(wanted))
        notes = tuple(report_notes(rows, cycle.stored.id, str(wanted), until=desk.until))
    issued = _version(tracked, version)
    return ShownReport(tracked, issued, _changes(desk, tracked.versions, issued), letters, notes)


def _periods(rows: Rows, desk: Desk, cycle: OpenCycle) -> Sequence[Period]:
    """Name the periods from the one the plan was opened in, and any other that was issued."""
    rule = reporting_rule(desk)
    last, period = last_closed_period(desk.today, rule), period_containing(day_of(cycle.stored.opened_at), rule)
    found = {str(period): period for period in _up_to(period, last)}
    issued = {one.period for one in _versions(rows, desk, cycle)}
    return [found.get(name) or parse_period(name, rule) for name in sorted(found.keys() | issued)]


def _up_to(period: Period, last: Period) -> Sequence[Period]:
    periods = []
    while str(period) <= str(last):
        periods.append(period)
        period = period.next
    return periods


def _tracked(rows: Rows, desk: Desk, cycle: OpenCycle, period: Period) -> TrackedReport:
    versions = tuple(one for one in _versions(rows, desk, cycle) if one.period == str(period))
    letters = [one for one in _letters(rows, desk, cycle) if one.purpose is LetterPurpose.ISSUE]
    letter = next((one for one in letters if one.period == str(period)), None)
    # A version keeps the days that held when it was issued, whatever the office set later.
    cut_off_on, due_by = (
        (versions[0].cut_off_on, versions[0].due_by) if versions else (period.cut_off_on, period.due_by)
    )
    state = timeliness_of(due_by, is_issued=bool(versions), letter=letter, today=desk.today)
    return TrackedReport(str(period), cut_off_on, due_by, versions, letter, state)


def _versions(rows: Rows, desk: Desk, cycle: OpenCycle) -> Sequence[IssuedReport]:
    found = issued_reports(rows, cycle.stored.id)
    return [one for one in found if desk.until is None or one.issued_at <= desk.until]


def _letters(rows: Rows, desk: Desk, cycle: OpenCycle) -> Sequence[ReportLetter]:
    found = report_letters(rows, cycle.stored.id)
    return [one for one in found if desk.until is None or one.queued_at <= desk.until]


def _version(tracked: TrackedReport, version: int | None) -> IssuedReport | None:
    if version is None:
        return tracked.versions[-1] if tracked.versions else None
    for issued in tracked.versions:
        if issued.version == version:
            return issued
    hint = text("errors.report_version_unknown_hint", period=tracked.period)
    raise NotFound("report_version_unknown", hints=[hint], period=tracked.period, version=version)


def _changes(desk: Desk, versions: Sequence[IssuedReport], issued: IssuedReport | None) -> tuple[Text, ...]:
    if issued is None or issued.version == 1:
        return ()
    before = versions[issued.version - 2]
    return list_changes(read_facts(desk, before), read_facts(desk, issued))
