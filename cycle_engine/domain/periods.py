"""Reporting periods: which days a monthly report covers, when its data are fixed and when it is due.

The regime is Decree 09/2019/NĐ-CP's: a periodic report has a cut-off for its data and a deadline, with at least one
working day between the two. A period is named after the month its cut-off falls in and runs from the day after the
last month's cut-off to this month's, both included, so that the periods of a year touch and never overlap: with the
usual cut-off on the 14th, ``2025-02`` is 15/01/2025 to 14/02/2025. The cut-off is the end of its day in
Asia/Ho_Chi_Minh. Both days of the rule are the office's own settings.
"""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Final

from cycle_engine.domain.case import ZONE
from cycle_engine.domain.working_days import WorkingCalendar
from cycle_engine.errors import OperationRefused, Refusal, UsageProblem
from cycle_engine.messages import text

LAST_DAY_OF_EVERY_MONTH: Final = 28
"""The last day of the month that no month lacks."""

_WRITTEN: Final = re.compile(r"(?P<year>[0-9]{4})-(?P<month>[0-9]{2})")
_DECEMBER: Final = 12


@dataclass(frozen=True, slots=True)
class ReportingRule:
    """On which day of the month data are fixed, and by which day of the same month the report is due.

    Raises ``OperationRefused`` unless 1 <= cut-off < due <= 28.
    """

    cut_off_day: int = 14
    due_day: int = 18

    def __post_init__(self) -> None:
        if not 1 <= self.cut_off_day < self.due_day <= LAST_DAY_OF_EVERY_MONTH:
            raise OperationRefused(
                "reporting_rule",
                hints=[text("reports.reporting_rule_hint", last=LAST_DAY_OF_EVERY_MONTH)],
                cut_off_day=self.cut_off_day,
                due_day=self.due_day,
            )


@dataclass(frozen=True, slots=True)
class Period:
    """One month's reporting period under a rule; ``str`` gives its name, ``2025-02``."""

    year: int
    month: int
    rule: ReportingRule

    def __str__(self) -> str:
        return f"{self.year:04}-{self.month:02}"

    @property
    def first_on(self) -> date:
        """The first day it covers."""
        return self.previous.cut_off_on + timedelta(days=1)

    @property
    def cut_off_on(self) -> date:
        """The last day it covers."""
        return date(self.year, self.month, self.rule.cut_off_day)

    @property
    def due_by(self) -> date:
        """The last day on which its report is on time."""
        return date(self.year, self.month, self.rule.due_day)

    @property
    def previous(self) -> "Period":
        """The period before."""
        year, month = (self.year - 1, _DECEMBER) if self.month == 1 else (self.year, self.month - 1)
        return Period(year, month, self.rule)

    @property
    def next(self) -> "Period":
        """The period after."""
        year, month = (self.year + 1, 1) if self.month == _DECEMBER else (self.year, self.month + 1)
        return Period(year, month, self.rule)

    def covers(self, day: date) -> bool:
        """Whether the day lies in it."""
        return self.first_on <= day <= self.cut_off_on


DEFAULT_RULE: Final = ReportingRule()
"""From the 15th of last month to the 14th of this one, due by the 18th."""


def parse_period(written: str, rule: ReportingRule = DEFAULT_RULE) -> Period:
    """Read ``2025-02``. Raises ``UsageProblem`` for anything else."""
    found = _WRITTEN.fullmatch(written.strip())
    year, month = (int(found["year"]), int(found["month"])) if found else (0, 0)
    # The year before the first and the year after the last must still be years, for the periods beside it.
    if not (date.min.year < year < date.max.year and 1 <= month <= _DECEMBER):
        raise UsageProblem("period_not_valid", hints=[text("reports.period_hint")], written=written)
    return Period(year, month, rule)


def period_containing(day: date, rule: ReportingRule = DEFAULT_RULE) -> Period:
    """The period that covers the day."""
    named = Period(day.year, day.month, rule)
    return named if day <= named.cut_off_on else named.next


def last_closed_period(day: date, rule: ReportingRule = DEFAULT_RULE) -> Period:
    """The latest period whose cut-off has passed on this day; on the cut-off day itself it is still the one before."""
    return period_containing(day, rule).previous


def moment_of_cut_off(period: Period) -> datetime:
    """The last instant that counts, aware and in UTC: the end of the cut-off day in Asia/Ho_Chi_Minh."""
    return datetime.combine(period.cut_off_on, time.max, ZONE).astimezone(UTC)


def working_days_to_prepare(period: Period, calendar: WorkingCalendar) -> int:
    """The working days that lie between the cut-off and the due day, neither of them counted."""
    return calendar.count_between(period.cut_off_on, period.due_by - timedelta(days=1))


def check_due_day(period: Period, calendar: WorkingCalendar) -> Refusal | None:
    """Say why the report cannot be due on its day (no working day lies before it: Decree 09/2019), or None."""
    if working_days_to_prepare(period, calendar):
        return None
    facts = {"period": str(period), "cut_off": period.cut_off_on, "due": period.due_by}
    return Refusal(
        code="report_due_too_soon",
        message=text("reports.due_too_soon", **facts),
        hint=text("reports.due_too_soon_hint"),
    )
