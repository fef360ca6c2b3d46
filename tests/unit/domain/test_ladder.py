from dataclasses import replace
from datetime import timedelta

import pytest

from cycle_engine.domain.definition import Addressee, LatePolicy, Rung
from cycle_engine.domain.ladder import DatedRung, Decision, dated_rungs, decide
from cycle_engine.domain.milestones import deadline_for
from tests.school_year import CALENDAR, day, deadline, plan

LADDER = plan().ladder
OWNERS = [rung.offset for rung in LADDER if rung.to is Addressee.OWNER]
LONG_AGO = "25/11/2024"


def of_self_assessment() -> tuple[DatedRung, ...]:
    """10/01, 17/01, 22/01, 24/01 before Tết; 04/02, then the head on 06/02 and 10/02, the province on 17/02."""
    return dated_rungs(plan(), deadline("II.1"), CALENDAR)


def rungs(*offsets: int) -> set[Rung]:
    return {rung for rung in LADDER if rung.offset in offsets}


def decided_on(
    today: str, *, armed: str = LONG_AGO, decided: tuple[int, ...] = (), said: tuple[int, ...] = ()
) -> Decision:
    return decide(
        of_self_assessment(),
        today=day(today),
        armed_on=day(armed),
        decided=rungs(*decided, *said),
        said_before=rungs(*said),
    )


def offsets(found: tuple[Rung, ...]) -> list[int]:
    return [rung.offset for rung in found]


@pytest.mark.parametrize(
    ("milestone_id", "days"),
    [
        ("I.1", "15/11/2024 22/11/2024 27/11/2024 29/11/2024 03/12/2024 05/12/2024 09/12/2024 16/12/2024"),
        ("I.2", "10/01/2025 17/01/2025 22/01/2025 24/01/2025 04/02/2025 06/02/2025 10/02/2025 17/02/2025"),
        ("I.3", "17/03/2025 24/03/2025 27/03/2025 31/03/2025 01/04/2025 03/04/2025 08/04/2025 15/04/2025"),
        ("I.4", "16/05/2025 23/05/2025 28/05/2025 30/05/2025 03/06/2025 05/06/2025 09/06/2025 16/06/2025"),
        ("II.1", "10/01/2025 17/01/2025 22/01/2025 24/01/2025 04/02/2025 06/02/2025 10/02/2025 17/02/2025"),
        ("II.2", "14/02/2025 21/02/2025 26/02/2025 28/02/2025 03/03/2025 05/03/2025 07/03/2025 14/03/2025"),
        ("II.3", "17/03/2025 24/03/2025 27/03/2025 31/03/2025 01/04/2025 03/04/2025 08/04/2025 15/04/2025"),
        ("II.4", "16/05/2025 23/05/2025 28/05/2025 30/05/2025 03/06/2025 05/06/2025 09/06/2025 16/06/2025"),
    ],
)
def test_the_rungs_of_every_milestone_fall_on_these_working_days(milestone_id: str, days: str) -> None:
    found = dated_rungs(plan(), deadline(milestone_id), CALENDAR)

    assert [item.rung.offset for item in found] == [-10, -5, -2, 0, 1, 3, 5, 10]
    assert [item.falls_on for item in found] == [day(written) for written in days.split()]


def test_promise_10_no_rung_of_any_deadline_falls_on_a_day_off() -> None:
    for policy in LatePolicy:
        for step in range(365):
            due = day("01/09/2024") + timedelta(days=step)
            dates = deadline_for(due, replace(plan(), late_policy=policy), CALENDAR)
            assert all(CALENDAR.is_working(item.falls_on) for item in dated_rungs(plan(), dates, CALENDAR)), due


@pytest.mark.parametrize(
    ("today", "said", "superseded"),
    [
        ("09/01/2025", [], []),
        ("10/01/2025", [-10], []),
        ("16/01/2025", [-10], []),
        ("17/01/2025", [-5], [-10]),
        ("24/01/2025", [0], [-10, -5, -2]),
        ("03/02/2025", [0], [-10, -5, -2]),
        ("04/02/2025", [1], [-10, -5, -2, 0]),
        ("14/02/2025", [5], [-10, -5, -2, 0, 1, 3]),
    ],
)
def test_promise_6_after_an_outage_only_the_latest_rung_is_said(
    today: str, said: list[int], superseded: list[int]
) -> None:
    decision = decided_on(today)

    assert (offsets(decision.said), offsets(decision.superseded)) == (said, superseded)


def test_what_was_decided_before_is_not_decided_again() -> None:
    assert decided_on("18/01/2025", said=(-10, -5)) == Decision((), ())
    assert offsets(decided_on("22/01/2025", said=(-10, -5)).said) == [-2]


@pytest.mark.parametrize("today", ["04/02/2025", "06/02/2025", "10/02/2025", "12/02/2025", "17/02/2025", "30/06/2025"])
def test_on_first_opening_in_mid_year_one_thing_is_said_to_the_owner_and_no_escalation(today: str) -> None:
    decision = decided_on(today, armed=today)

    assert offsets(decision.said) == [1]
    assert set(OWNERS) - {1} <= set(offsets(decision.superseded))


def test_an_owner_who_got_the_case_on_the_day_of_a_reminder_is_reminded() -> None:
    assert offsets(decided_on("24/01/2025", armed="24/01/2025").said) == [0]


def test_the_head_hears_again_from_the_day_after_the_owner_was_first_told() -> None:
    assert offsets(decided_on("10/02/2025", armed="06/02/2025", decided=(-10, -5, -2, 0, 3), said=(1,)).said) == [5]


def test_what_was_only_superseded_has_told_the_owner_nothing() -> None:
    """The letter had to wait for a day, or the school had no mailbox yet: it is still to be said."""
    decision = decided_on("07/02/2025", armed="06/02/2025", decided=(-10, -5, -2, 0, 3))

    assert offsets(decision.said) == [1]


def test_an_owner_who_was_told_is_not_told_of_what_fell_due_while_the_case_was_away() -> None:
    decision = decided_on("24/01/2025", armed="23/01/2025", said=(-10,))
    assert offsets(decision.said) == [0]

    away = decided_on("23/01/2025", armed="23/01/2025", said=(-10,))
    assert (offsets(away.said), offsets(away.superseded)) == ([], [-5, -2])


def test_two_rungs_of_one_day_are_both_said() -> None:
    both = replace(plan(), ladder=(*LADDER, Rung(3, Addressee.SUPERIOR, (), "escalation_superior")))
    decision = decide(
        dated_rungs(both, deadline("II.1"), CALENDAR), today=day("06/02/2025"), armed_on=day(LONG_AGO), decided=rungs(1)
    )

    assert {rung.to for rung in decision.said} == {Addressee.HEAD, Addressee.SUPERIOR}


def test_every_rung_that_fell_due_is_either_said_or_superseded() -> None:
    for step in range(60):
        today = day("01/01/2025") + timedelta(days=step)
        for armed in ("25/11/2024", "20/01/2025", "06/02/2025"):
            decision = decide(of_self_assessment(), today=today, armed_on=day(armed))
            due = {item.rung for item in of_self_assessment() if item.falls_on <= today}
            assert {*decision.said, *decision.superseded} == due
            assert not set(decision.said) & set(decision.superseded)
