"""Reports as they were issued: versions that never change, the letters that carried them, and officers' notes.

A version keeps what it said (its facts) and its files by their hashes. Version 1 of a period is made from what was
known at the cut-off; a later one from what is known of the same days when it is made.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from cycle_engine.domain.case import day_of
from cycle_engine.domain.notices import LetterState


class LetterPurpose(StrEnum):
    """What a letter about a report is for: asking the officer for notes, or carrying the report to the superior."""

    DRAFT = "draft"
    ISSUE = "issue"


class NoteSection(StrEnum):
    """Which part of the report a note is for, as ``cycle report note --section`` names it."""

    RESULTS = "results"
    DIFFICULTIES = "difficulties"
    CAUSES = "causes"
    NEXT = "next"
    PROPOSALS = "proposals"


class Timeliness(StrEnum):
    """How a period's report stands against its due day."""

    SENT_ON_TIME = "sent_on_time"
    SENT_LATE = "sent_late"
    ON_ITS_WAY = "on_its_way"
    STUCK = "stuck"
    TO_BE_SENT = "to_be_sent"
    TO_BE_ISSUED = "to_be_issued"
    OVERDUE = "overdue"


@dataclass(frozen=True, slots=True)
class IssuedReport:
    """One version. ``files`` names each form's file by its SHA-256, ``facts_sha256`` what the report says as JSON."""

    cycle_id: int
    period: str
    version: int
    cut_off_on: date
    due_by: date
    fingerprint: str
    facts_sha256: str
    files: Mapping[str, str]
    issued_by: str
    on_behalf_of: str
    issued_at: datetime


@dataclass(frozen=True, slots=True)
class ReportLetter:
    """A letter about a period's report, and how it fared; version 0 is a draft, or one from before versions."""

    period: str
    version: int
    purpose: LetterPurpose
    letter_id: int
    recipient: str
    state: LetterState
    queued_at: datetime
    sent_at: datetime | None


@dataclass(frozen=True, slots=True)
class ReportNote:
    """What an officer wrote for one section, and when; empty words take a note back."""

    section: NoteSection
    words: str
    noted_by: str
    on_behalf_of: str
    noted_at: datetime


def timeliness_of(due_by: date, *, is_issued: bool, letter: ReportLetter | None, today: date) -> Timeliness:
    """Say how a period's report stands: by the day the superior's server took the letter that carries it first."""
    if letter and letter.sent_at:
        return Timeliness.SENT_ON_TIME if day_of(letter.sent_at) <= due_by else Timeliness.SENT_LATE
    if letter and letter.state in {LetterState.FAILED, LetterState.CANCELLED, LetterState.UNCERTAIN}:
        return Timeliness.STUCK
    if today > due_by:
        return Timeliness.OVERDUE
    if letter:
        return Timeliness.ON_ITS_WAY
    return Timeliness.TO_BE_SENT if is_issued else Timeliness.TO_BE_ISSUED
