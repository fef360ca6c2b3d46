"""Issued reports, the letters about them and officers' notes: written once, read by period."""

import json
from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from cycle_engine.domain.events import canonical_json
from cycle_engine.domain.issued_reports import IssuedReport, LetterPurpose, NoteSection, ReportLetter, ReportNote
from cycle_engine.domain.notices import LetterState
from cycle_engine.store.rows import Row, Rows, as_day, as_int, as_moment

if TYPE_CHECKING:
    from cycle_engine.store.writing import Transaction

_VERSIONS = """
SELECT cycle_id, period, version, cut_off_on, due_by, fingerprint, facts_sha256, files, issued_by, on_behalf_of,
       issued_at
FROM report_versions WHERE cycle_id = :cycle {and_period} ORDER BY period, version
"""

_LETTERS = """
SELECT r.period, r.version, r.purpose, r.letter_id, l.recipient, l.state, l.queued_at, l.sent_at
FROM report_letters r JOIN letters l ON l.id = r.letter_id
WHERE r.cycle_id = :cycle ORDER BY r.period, r.version, r.purpose
"""

_NOTES = """
SELECT section, words, noted_by, on_behalf_of, noted_at FROM report_notes
WHERE cycle_id = :cycle AND period = :period ORDER BY id
"""


def issued_reports(rows: Rows, cycle_id: int, period: str = "") -> tuple[IssuedReport, ...]:
    """Read every version of a period's report, or of all periods', oldest first."""
    query = _VERSIONS.format(and_period="AND period = :period" if period else "")
    named = {"period": period} if period else {}
    return tuple(_issued(row) for row in rows.rows(query, cycle=cycle_id, **named))


def report_letters(rows: Rows, cycle_id: int) -> tuple[ReportLetter, ...]:
    """Read every letter about a cycle's reports, and how it fared."""
    return tuple(_letter(row) for row in rows.rows(_LETTERS, cycle=cycle_id))


def report_notes(rows: Rows, cycle_id: int, period: str, *, until: datetime | None = None) -> Sequence[ReportNote]:
    """Read what officers wrote for a period's report up to a moment, in the order it was written."""
    notes = [_note(row) for row in rows.rows(_NOTES, cycle=cycle_id, period=period)]
    return tuple(note for note in notes if until is None or note.noted_at <= until)


def record_issued(transaction: "Transaction", issued: IssuedReport) -> None:
    """Write down a version. A second one of the same number the database refuses."""
    from cycle_engine.store.report_tables import ReportVersionRow

    columns = {name: getattr(issued, name) for name in IssuedReport.__slots__}
    transaction.insert(ReportVersionRow, [{**columns, "files": canonical_json(dict(issued.files))}])


def record_letter(
    transaction: "Transaction",
    cycle_id: int,
    period: str,
    *,
    version: int,
    purpose: LetterPurpose,
    letter_id: int,
    queued_by: str,
) -> None:
    """Write down which letter is about a period's report. A second one for the same the database refuses."""
    from cycle_engine.store.report_tables import ReportLetterRow

    key = {"cycle_id": cycle_id, "period": period, "version": version, "purpose": purpose.value}
    transaction.insert(ReportLetterRow, [{**key, "letter_id": letter_id, "queued_by": queued_by}])


def record_note(transaction: "Transaction", cycle_id: int, period: str, note: ReportNote) -> None:
    """Keep what an officer wrote."""
    from cycle_engine.store.report_tables import ReportNoteRow

    columns = {name: getattr(note, name) for name in ReportNote.__slots__}
    transaction.insert(
        ReportNoteRow, [{"cycle_id": cycle_id, "period": period, **columns, "section": note.section.value}]
    )


def _issued(row: Row) -> IssuedReport:
    return IssuedReport(
        cycle_id=as_int(row["cycle_id"]),
        period=str(row["period"]),
        version=as_int(row["version"]),
        cut_off_on=as_day(row["cut_off_on"]),
        due_by=as_day(row["due_by"]),
        fingerprint=str(row["fingerprint"]),
        facts_sha256=str(row["facts_sha256"]),
        files={str(form): str(sha256) for form, sha256 in json.loads(str(row["files"])).items()},
        issued_by=str(row["issued_by"]),
        on_behalf_of=str(row["on_behalf_of"]),
        issued_at=as_moment(row["issued_at"]),
    )


def _letter(row: Row) -> ReportLetter:
    return ReportLetter(
        period=str(row["period"]),
        version=as_int(row["version"]),
        purpose=LetterPurpose(str(row["purpose"])),
        letter_id=as_int(row["letter_id"]),
        recipient=str(row["recipient"]),
        state=LetterState(str(row["state"])),
        queued_at=as_moment(row["queued_at"]),
        sent_at=as_moment(row["sent_at"]) if row["sent_at"] else None,
    )


def _note(row: Row) -> ReportNote:
    return ReportNote(
        section=NoteSection(str(row["section"])),
        words=str(row["words"]),
        noted_by=str(row["noted_by"]),
        on_behalf_of=str(row["on_behalf_of"]),
        noted_at=as_moment(row["noted_at"]),
    )
