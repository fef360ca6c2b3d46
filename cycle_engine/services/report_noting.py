"""What only the officer can say in a report: noted for a section of a period, dated, with who wrote it."""

from datetime import date, timedelta
from typing import Final

from cycle_engine.domain.case import day_of
from cycle_engine.domain.issued_reports import NoteSection, ReportNote
from cycle_engine.domain.periods import Period, parse_period
from cycle_engine.errors import NotFound, OperationRefused
from cycle_engine.formatting import normalised
from cycle_engine.messages import text
from cycle_engine.services.desk import Desk
from cycle_engine.services.report_facts import reporting_rule
from cycle_engine.store.issued_reports import record_note

_FARTHEST: Final = timedelta(days=366)
"""Notes may be written ahead; beyond a year the year was mistyped."""


def note_in_report(desk: Desk, period: str, section: NoteSection, words: str) -> ReportNote:
    """Keep words for a section of a period's report, in place of those before; empty words take them back.

    Raises ``UsageProblem`` for a period that is none, ``NotFound`` for one from before the plan was opened,
    ``OperationRefused`` for one that is years away, ``NotPermitted`` for schools.
    """
    wanted = parse_period(period, reporting_rule(desk))
    lines = [normalised(line) for line in words.splitlines()]
    with desk.database.write() as transaction:
        cycle = desk.cycle(transaction)
        actor = desk.require_staff(transaction)
        _require_near(wanted, desk.today, opened_on=day_of(cycle.stored.opened_at))
        note = ReportNote(
            section=section,
            words="\n".join(line for line in lines if line),
            noted_by=actor.login,
            on_behalf_of=actor.on_behalf_of,
            noted_at=desk.clock.now(),
        )
        record_note(transaction, cycle.stored.id, str(wanted), note)
    return note


def _require_near(period: Period, today: date, *, opened_on: date) -> None:
    if period.cut_off_on < opened_on:
        hint = text("errors.nothing_to_report_hint", opened=opened_on)
        raise NotFound("nothing_to_report", hints=[hint], period=str(period))
    if period.first_on > today + _FARTHEST:
        hint = text("errors.period_far_off_hint")
        raise OperationRefused("period_far_off", hints=[hint], period=str(period), begins=period.first_on)
