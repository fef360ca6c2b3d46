"""A log of teams and visits, and what it has for whom that she has not heard."""

from datetime import date
from typing import Any

from cycle_engine.domain.reviews import (
    Reviewer,
    ReviewLine,
    ReviewLineKind,
    Reviews,
    ScheduleChange,
    Visit,
    fold_reviews,
    schedule_changes,
)
from tests.school_year import at

TEAM, ASSIGNED, TOLD = ReviewLineKind
TODAY, MONDAY, TUESDAY = date(2025, 2, 20), date(2025, 3, 3), date(2025, 3, 4)
BOX = "A@phong.example"


def a_log(*lines: tuple[ReviewLineKind, dict[str, Any]]) -> Reviews:
    return fold_reviews(
        ReviewLine(seq, kind, "can-bo", "", at("20/02/2025"), facts) for seq, (kind, facts) in enumerate(lines, start=1)
    )


def a_team(name: str = "Đoàn 1", *emails: str) -> tuple[ReviewLineKind, dict[str, Any]]:
    return TEAM, {"name": name, "members": [{"name": email, "email": email} for email in emails or (BOX,)]}


def assigned(
    unit: str = "MN01", on: date | None = MONDAY, team: str = "Đoàn 1"
) -> tuple[ReviewLineKind, dict[str, Any]]:
    return ASSIGNED, {"seed": 7, "visits": [{"unit": unit, "team": team, "on": on.isoformat() if on else None}]}


def told(sequence: int, *, is_off: bool = False, on: date = MONDAY) -> tuple[ReviewLineKind, dict[str, Any]]:
    said = {"unit": "MN01", "team": "Đoàn 1", "on": on.isoformat(), "sequence": sequence, "is_off": is_off}
    return TOLD, {"recipient": BOX.casefold(), "visits": [said]}


def news(reviews: Reviews, *units: str, today: date = TODAY) -> list[tuple[str, int, bool, bool]]:
    changes: tuple[ScheduleChange, ...] = schedule_changes(reviews, BOX, units, today=today)
    return [(change.unit, change.sequence, change.is_off, change.was_told) for change in changes]


def test_what_was_said_last_of_a_team_and_a_school_counts() -> None:
    reviews = a_log(a_team(), assigned(), assigned(on=TUESDAY), a_team("Đoàn 1", "b@phong.example"))
    assert reviews.teams["Đoàn 1"].members == (Reviewer("b@phong.example", "b@phong.example"),)
    assert reviews.visits["MN01"] == Visit("MN01", "Đoàn 1", TUESDAY, 3, 7)
    assert reviews.seq == 4


def test_a_visit_is_news_once_and_again_when_it_moves() -> None:
    log = [a_team(), assigned()]
    assert news(a_log(*log), "MN01") == [("MN01", 2, False, False)]
    log.append(told(2))
    assert news(a_log(*log), "MN01") == []
    log.append(assigned(on=TUESDAY))
    assert news(a_log(*log), "MN01") == [("MN01", 4, False, True)]


def test_a_visit_without_a_day_is_no_news() -> None:
    assert news(a_log(a_team(), assigned(on=None)), "MN01") == []


def test_a_changed_team_is_news_to_whom_it_visits() -> None:
    log = [a_team(), assigned(), told(2), a_team("Đoàn 1", BOX, "b@phong.example")]
    assert news(a_log(*log), "MN01") == [("MN01", 4, False, True)]


def test_who_need_not_come_any_more_is_told_once_with_a_risen_sequence() -> None:
    log = [a_team(), a_team("Đoàn 2"), assigned(), told(3), assigned(team="Đoàn 2")]
    assert news(a_log(*log)) == [("MN01", 5, True, True)]
    log.append(told(5, is_off=True))
    assert news(a_log(*log)) == []
    log.append(assigned(team="Đoàn 1"))
    assert news(a_log(*log), "MN01") == [("MN01", 7, False, True)]


def test_a_mailbox_that_is_the_school_s_again_hears_of_the_visit_with_a_risen_sequence() -> None:
    log = [a_team(), assigned(), a_team("Đoàn 2"), told(2), told(3, is_off=True)]
    assert news(a_log(*log), "MN01") == [("MN01", 4, False, True)]
    log.append(told(4))
    assert news(a_log(*log), "MN01") == []
    log.append(assigned(on=TUESDAY))
    assert news(a_log(*log), "MN01") == [("MN01", 7, False, True)]


def test_letters_do_not_raise_the_sequence() -> None:
    assert a_log(a_team(), assigned(), told(2), told(2)).seq == 2


def test_the_past_is_no_news() -> None:
    later = date(2025, 4, 1)
    assert news(a_log(a_team(), assigned()), "MN01", today=later) == []
    gone = a_log(a_team(), a_team("Đoàn 2"), assigned(), told(3), assigned(team="Đoàn 2"))
    assert news(gone, today=later) == []


def test_a_team_s_visits_come_by_day_those_without_one_last() -> None:
    reviews = a_log(a_team(), assigned("MN03", None), assigned("MN02", TUESDAY), assigned("MN01", MONDAY))
    assert [visit.unit for visit in reviews.visits_of("Đoàn 1")] == ["MN01", "MN02", "MN03"]
