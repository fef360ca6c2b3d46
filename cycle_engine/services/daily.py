"""What a daemon does once a day, however often it is asked and however many daemons there are."""

from dataclasses import dataclass
from datetime import date, timedelta

from cycle_engine.domain.periods import Period, last_closed_period
from cycle_engine.domain.working_days import WorkingCalendar
from cycle_engine.errors import Conflict, NotFound, OperationRefused
from cycle_engine.services.desk import Desk, OpenCycle
from cycle_engine.services.report_facts import reporting_rule
from cycle_engine.services.report_sending import carrying_letter
from cycle_engine.services.reporting import draft_monthly_report, make_monthly_report
from cycle_engine.services.upkeep import BACKUPS, back_up_database
from cycle_engine.store.issued_reports import issued_reports, report_letters
from cycle_engine.store.rows import Rows

LONGEST_SINCE_DUE = timedelta(days=31)
"""A period whose report fell due longer ago is not made up for: a plan opened late begins with the present."""


@dataclass(frozen=True, slots=True)
class _Done:
    """What became of a period's report so far."""

    is_told: bool
    is_issued: bool
    is_sent: bool


def report_when_due(desk: Desk) -> None:
    """Draft the last closed period's report and ask for notes; by the due day issue and send it, as the office set.

    The last working day on or before the due day is the one on which it goes; after a time off, the next working day.
    """
    period = last_closed_period(desk.today, reporting_rule(desk))
    with desk.database.read() as rows:
        cycles = desk.cycles(rows)
        if not cycles:
            return
        done = _done(rows, cycles[-1], period)
    calendar = desk.calendar_for(cycles[-1].plan)
    if not desk.writes_today(calendar) or desk.today - period.due_by >= LONGEST_SINCE_DUE:
        return
    try:
        if desk.today >= _goes_on(desk, period, calendar) and (done.is_issued or _issues(desk)):
            _issue_and_send(desk, period, done)
        elif not done.is_told:
            draft_monthly_report(desk, str(period))
    except (NotFound, Conflict):
        return  # the plan was opened after the cut-off, or another daemon issued at the same moment


def back_up_daily(desk: Desk) -> None:
    """Copy the database, unless a copy of today is there."""
    copies = f"cycle-{desk.clock.now():%Y%m%d}T*"
    if any((desk.workspace / BACKUPS).glob(copies)):
        return
    try:
        back_up_database(desk)
    except OperationRefused:
        if not any((desk.workspace / BACKUPS).glob(copies)):  # else another daemon made it at the same moment
            raise


def _done(rows: Rows, cycle: OpenCycle, period: Period) -> _Done:
    versions = issued_reports(rows, cycle.stored.id, str(period))
    letters = report_letters(rows, cycle.stored.id)
    carried = carrying_letter(letters, str(period), versions[-1] if versions else None)
    is_told = any(one.period == str(period) for one in letters)
    return _Done(is_told=is_told, is_issued=bool(versions), is_sent=bool(carried))


def _issues(desk: Desk) -> bool:
    return desk.settings.report.issue == "auto"


def _goes_on(desk: Desk, period: Period, calendar: WorkingCalendar) -> date:
    """The last day before it would be late on which the office works and writes."""
    day = calendar.last_working_on_or_before(period.due_by)
    while day > period.cut_off_on and day in desk.settings.mail.quiet_days:
        day = calendar.last_working_on_or_before(day - timedelta(days=1))
    return max(day, period.cut_off_on + timedelta(days=1))


def _issue_and_send(desk: Desk, period: Period, done: _Done) -> None:
    sends = desk.settings.report.send and not done.is_sent
    issues = not done.is_issued and not done.is_sent
    if issues or sends:
        make_monthly_report(desk, str(period), issue=issues, send=sends)
