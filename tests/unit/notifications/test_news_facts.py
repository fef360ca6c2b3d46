"""The day that news asks to act by, on whichever day its letter goes."""

from datetime import date

import pytest

from notifications.news_facts import news_of
from tests.sample_announcements import SATURDAY, an_announcement


@pytest.mark.parametrize(
    ("today", "act_by", "is_past"),
    [
        ("2025-02-06", "2025-02-07", False),
        ("2025-02-07", "2025-02-07", False),
        ("2025-02-10", "2025-02-10", False),
        ("2025-02-11", "2025-02-10", True),
    ],
)
def test_a_last_day_on_a_saturday_asks_for_friday_and_after_it_for_monday(
    today: str, act_by: str, *, is_past: bool
) -> None:
    news = news_of(an_announcement(**SATURDAY), date.fromisoformat(today), "PGD")
    assert (news.act_by, news.is_past) == (date.fromisoformat(act_by), is_past)
