"""When a letter is tried again, and when it is given up."""

from datetime import UTC, datetime, timedelta

import pytest

from notifications.outcomes import MOST_ATTEMPTS, next_attempt_at

NOW = datetime(2025, 1, 10, 1, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("attempts", "minutes"), [(1, 1), (2, 5), (3, 15), (4, 60), (5, 240), (6, 720), (7, 720), (15, 720), (16, None)]
)
def test_the_pauses_grow_up_to_half_a_day_and_end(attempts: int, minutes: int | None) -> None:
    due = None if minutes is None else NOW + timedelta(minutes=minutes)
    assert next_attempt_at(attempts, NOW) == due


def test_a_letter_is_tried_for_longer_than_a_long_weekend() -> None:
    moment = NOW
    for attempts in range(1, MOST_ATTEMPTS):
        moment = next_attempt_at(attempts, moment) or moment
    assert moment - NOW == timedelta(days=5, hours=5, minutes=21)
