"""How a report stands against its due day."""

from datetime import UTC, date, datetime

import pytest

from cycle_engine.domain.issued_reports import LetterPurpose, ReportLetter, Timeliness, timeliness_of
from cycle_engine.domain.notices import LetterState

DUE = date(2025, 3, 18)
QUEUED = datetime(2025, 3, 17, 1, tzinfo=UTC)


def a_letter(state: LetterState, sent_at: str = "") -> ReportLetter:
    sent = datetime.fromisoformat(sent_at) if sent_at else None
    return ReportLetter("2025-03", 1, LetterPurpose.ISSUE, 1, "so@so.example", state, QUEUED, sent)


@pytest.mark.parametrize(
    ("letter", "today", "state"),
    [
        (a_letter(LetterState.SENT, "2025-03-18T23:59:59+07:00"), "2025-03-30", Timeliness.SENT_ON_TIME),
        (a_letter(LetterState.SENT, "2025-03-18T17:00:00+00:00"), "2025-03-30", Timeliness.SENT_LATE),
        (a_letter(LetterState.QUEUED), "2025-03-18", Timeliness.ON_ITS_WAY),
        (a_letter(LetterState.QUEUED), "2025-03-19", Timeliness.OVERDUE),
        (a_letter(LetterState.FAILED), "2025-03-18", Timeliness.STUCK),
        (a_letter(LetterState.UNCERTAIN), "2025-03-19", Timeliness.STUCK),
        (None, "2025-03-18", Timeliness.TO_BE_SENT),
        (None, "2025-03-19", Timeliness.OVERDUE),
    ],
)
def test_on_time_is_by_the_day_the_receiver_s_server_took_it(
    letter: ReportLetter | None, today: str, state: Timeliness
) -> None:
    assert timeliness_of(DUE, is_issued=True, letter=letter, today=date.fromisoformat(today)) is state


def test_what_nobody_issued_is_to_be_issued_until_the_due_day() -> None:
    assert timeliness_of(DUE, is_issued=False, letter=None, today=DUE) is Timeliness.TO_BE_ISSUED
