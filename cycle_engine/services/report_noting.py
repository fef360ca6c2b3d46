"""What only the officer can say in a report: noted for a section of a period, dated, with who wrote it."""

from cycle_engine.domain.issued_reports import NoteSection, ReportNote
from cycle_engine.domain.periods import parse_period
from cycle_engine.formatting import normalised
from cycle_engine.services.desk import Desk
from cycle_engine.services.report_facts import reporting_rule
from cycle_engine.store.issued_reports import record_note


def note_in_report(desk: Desk, period: str, section: NoteSection, words: str) -> ReportNote:
    """Keep words for a section of a period's report, in place of those before; empty words take them back.

    Raises ``UsageProblem`` for a period that is none, ``NotPermitted`` for schools.
    """
    wanted = parse_period(period, reporting_rule(desk))
    lines = [normalised(line) for line in words.splitlines()]
    with desk.database.write() as transaction:
        cycle = desk.cycle(transaction)
        actor = desk.require_staff(transaction)
        note = ReportNote(
            section=section,
            words="\n".join(line for line in lines if line),
            noted_by=actor.login,
            on_behalf_of=actor.on_behalf_of,
            noted_at=desk.clock.now(),
        )
        record_note(transaction, cycle.stored.id, str(wanted), note)
    return note
