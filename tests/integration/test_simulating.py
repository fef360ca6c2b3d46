"""What is foreseen is what then happens: letter for letter, on both databases, and nothing changes by looking."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from cycle_engine.domain.case import ZONE
from cycle_engine.errors import OperationRefused
from cycle_engine.services.desk import Desk
from cycle_engine.services.letters import QueuedLetter
from cycle_engine.services.simulating import simulate, write_letter_calendar
from cycle_engine.services.ticking import tick
from tests.builders import advance, everything, on

FIRST, LAST = date(2025, 1, 6), date(2025, 3, 14)

Line = tuple[date, str, tuple[str, ...], str, tuple[tuple[str, str, int], ...]]


@pytest.mark.parametrize("hours", [(8,), (7, 8, 11, 16, 20)], ids=["daily", "several times a day"])
def test_what_is_foreseen_is_what_the_daemon_then_queues(office: Desk, hours: Sequence[int]) -> None:
    _act(office)
    foreseen = [line for day in simulate(office, FIRST, LAST) for line in _lines(day.day, day.letters)]
    queued = [
        line
        for day in _days(FIRST, LAST)
        for hour in hours
        for line in _lines(day, tick(on(office, datetime(day.year, day.month, day.day, hour, tzinfo=ZONE))).letters)
    ]
    assert foreseen == queued
    assert len({line[0] for line in foreseen}) > 10


def test_after_three_weeks_down_the_same_is_foreseen_as_is_then_said(office: Desk) -> None:
    _act(office)
    for day in _days(FIRST, date(2025, 1, 20)):
        tick(on(office, day))
    back = date(2025, 2, 10)
    foreseen = [line for day in simulate(office, back, LAST) for line in _lines(day.day, day.letters)]
    queued = [line for day in _days(back, LAST) for line in _lines(day, tick(on(office, day)).letters)]
    assert foreseen == queued


def test_looking_ahead_changes_nothing(office: Desk) -> None:
    _act(office)
    before = everything(office.database)
    simulate(office, FIRST, LAST)
    assert everything(office.database) == before


def test_days_out_of_order_are_refused(office: Desk) -> None:
    with pytest.raises(OperationRefused, match="14/03/2025"):
        simulate(office, LAST, FIRST)


def test_the_calendar_page_shows_every_letter_as_text(office: Desk, tmp_path: Path) -> None:
    days = simulate(office, FIRST, date(2025, 1, 31))
    write_letter_calendar(days, tmp_path / "lich.html")
    page = (tmp_path / "lich.html").read_text("utf-8")
    assert "Tháng 01/2025" in page
    assert page.count("<li>") == sum(len(day.letters) for day in days) > 0


def _act(office: Desk) -> None:
    """One school goes on, the others stay where they are."""
    advance(on(office, date(2024, 12, 20)), "PGD", "issue_plan")
    advance(on(office, date(2025, 1, 3)), "MN01", "submit", "approve")


def _days(first: date, last: date) -> list[date]:
    return [first + timedelta(days=number) for number in range((last - first).days + 1)]


def _lines(day: date, letters: Sequence[QueuedLetter]) -> list[Line]:
    return [
        (
            day,
            letter.plan.recipient.address,
            tuple(contact.address for contact in letter.plan.cc),
            letter.subject,
            tuple((notice.unit, notice.key.milestone, notice.key.offset) for notice in letter.plan.notices),
        )
        for letter in letters
    ]
