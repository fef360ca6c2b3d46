"""What a daemon does once a day, however often it is asked and however many daemons there are."""

from datetime import timedelta

from cycle_engine.domain.periods import ReportingRule, last_closed_period
from cycle_engine.errors import NotFound, OperationRefused
from cycle_engine.services.desk import Desk
from cycle_engine.services.reporting import make_monthly_report
from cycle_engine.services.upkeep import BACKUPS, back_up_database
from cycle_engine.store.issued_reports import find_issued

LONGEST_SINCE_DUE = timedelta(days=31)
"""A period whose report fell due longer ago is not made up for: a plan opened late begins with the present."""


def report_when_due(desk: Desk) -> None:
    """Make and send the last closed period's report, on a working day, if it did not go out before."""
    if not desk.settings.report.send:
        return
    rule = ReportingRule(desk.settings.report.cut_off_day, desk.settings.report.due_day)
    period = last_closed_period(desk.today, rule)
    with desk.database.read() as rows:
        cycles = desk.cycles(rows)
        if not cycles or find_issued(rows, cycles[-1].stored.id, str(period)):
            return
    if desk.writes_today(desk.calendar_for(cycles[-1].plan)) and desk.today - period.due_by < LONGEST_SINCE_DUE:
        try:
            make_monthly_report(desk, str(period), send=True)
        except NotFound:
            return  # the plan was opened after this period's cut-off: there is nothing to report yet


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
