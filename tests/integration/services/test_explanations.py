"""Explanations of being late: who may give one and of what, what it replaces, and where it is seen."""

from datetime import date
from typing import Any

import pytest

from cycle_engine.clock import morning_of
from cycle_engine.domain.case import fold
from cycle_engine.domain.definition import Role
from cycle_engine.domain.events import EventKind
from cycle_engine.domain.explanations import MOST_LETTERS, Explanation
from cycle_engine.domain.milestones import MilestoneStanding
from cycle_engine.errors import CycleError, NotFound, NotPermitted, OperationRefused
from cycle_engine.services.board import BoardFilter, show_board
from cycle_engine.services.desk import Desk
from cycle_engine.services.explaining import explain as why
from cycle_engine.services.explanations import explain_delay
from cycle_engine.services.extending import extend
from cycle_engine.services.histories import show_history, verify
from tests.builders import ADMIN, advance, by, case_of, everything, on

LATE = date(2025, 2, 6)
"""A Thursday; self-assessment was due on Friday 31 January, a day of Tết, and is late from Tuesday 4 February on."""


@pytest.fixture
def february(office: Desk) -> Desk:
    return on(office, LATE)


def milestone(desk: Desk, unit: str, name: str) -> MilestoneStanding:
    standing = show_board(desk, BoardFilter(unit=unit)).cases[0]
    return next(found for found in standing.milestones if found.id == name)


def refusal(desk: Desk, unit: str = "MN01", name: str = "II.1", **given: Any) -> CycleError:
    before = everything(desk.database)
    with pytest.raises(CycleError) as refused:
        explain_delay(desk, unit, name, **{"reason": "mất điện", **given})
    assert everything(desk.database) == before
    return refused.value


def test_an_explanation_is_a_line_of_the_case_s_own_history_and_changes_nothing_else(february: Desk) -> None:
    before = case_of(february, "MN01").state
    explained = explain_delay(february, "MN01", "II.1", reason="  mất điện\ntừ 15/01 ", dated=date(2025, 2, 5))

    case, history = case_of(february, "MN01"), show_history(february, "MN01").events
    said = Explanation("mất điện từ 15/01", date(2025, 2, 5), ADMIN)
    assert (explained.explanation, explained.before, explained.round) == (said, None, 1)
    assert case.state.explanations == {("II.1", 1): said}
    assert fold(history) == case.state
    last = history[-1]
    assert (last.kind, last.occurred_on, last.target) == (EventKind.EXPLAINED, date(2025, 2, 5), before.stage)
    assert (case.state.stage, case.state.owner, case.state.round) == (before.stage, before.owner, before.round)
    assert milestone(february, "MN01", "II.1").explanation == said
    assert verify(february).damage == ()


def test_a_later_explanation_takes_the_place_of_the_one_before_and_both_stay_in_the_history(february: Desk) -> None:
    explain_delay(february, "MN01", "II.1", reason="mất điện")
    second = explain_delay(on(february, date(2025, 2, 7)), "MN01", "II.1", reason="mất điện và mất mạng")

    assert second.before == Explanation("mất điện", LATE, ADMIN)
    shown = milestone(february, "MN01", "II.1").explanation
    assert shown
    assert shown.reason == "mất điện và mất mạng"
    told = [event.facts.reason for event in show_history(february, "MN01").events if event.facts.explains]
    assert told == ["mất điện", "mất điện và mất mạng"]


def test_the_same_words_of_the_same_day_are_not_recorded_twice(february: Desk) -> None:
    explain_delay(february, "MN01", "II.1", reason="mất điện")
    assert refusal(february).reason == "explanation_said"
    assert explain_delay(february, "MN01", "II.1", reason="mất điện", dated=date(2025, 2, 5)).before


def test_the_past_knows_only_what_had_been_said_by_then(february: Desk) -> None:
    explain_delay(february, "MN01", "II.1", reason="mất điện")
    later = on(february, date(2025, 2, 10))
    explain_delay(later, "MN01", "II.1", reason="đã sửa")

    then, before = (later.looking_back(morning_of(day)) for day in (date(2025, 2, 7), date(2025, 2, 5)))
    assert milestone(then, "MN01", "II.1").explanation == Explanation("mất điện", LATE, ADMIN)
    assert milestone(before, "MN01", "II.1").explanation is None


def test_what_was_done_late_can_be_explained_after_it_was_done(february: Desk) -> None:
    advance(february, "MN01", "submit", "approve")
    explain_delay(on(february, date(2025, 2, 14)), "MN01", "II.1", reason="mất điện")

    found = milestone(on(february, date(2025, 2, 14)), "MN01", "II.1")
    assert (found.state.value, found.days_late) == ("done", 3)
    assert found.explanation


def test_a_school_returned_for_supplement_explains_each_round_for_itself(everywhere: Desk) -> None:
    march = on(everywhere, date(2025, 3, 10))
    explain_delay(march, "MN03", "II.2", reason="vòng một")
    advance(march, "MN03", "request_review")
    advance(march, "MN03", "return_for_supplement", until=date(2025, 3, 14))
    april = on(everywhere, date(2025, 4, 1))

    assert milestone(april, "MN03", "II.2").explanation is None
    explain_delay(april, "MN03", "II.2", reason="vòng hai")
    assert {key: said.reason for key, said in case_of(april, "MN03").state.explanations.items()} == {
        ("II.2", 1): "vòng một",
        ("II.2", 2): "vòng hai",
    }


def test_what_was_late_in_an_earlier_round_is_still_explained_in_a_later_one(everywhere: Desk) -> None:
    late = on(everywhere, LATE)
    advance(late, "MN02", "approve", "request_review")
    advance(late, "MN02", "return_for_supplement", until=date(2025, 2, 28))
    explained = explain_delay(late, "MN02", "II.1", reason="hiệu trưởng nghỉ ốm")

    assert explained.round == 1
    assert milestone(late, "MN02", "II.1").explanation == explained.explanation


def test_a_reopened_case_begins_a_round_that_is_explained_for_itself(everywhere: Desk) -> None:
    june = on(everywhere, date(2025, 6, 12))
    said = explain_delay(june, "MN06", "II.4", reason="trang web hỏng").explanation
    advance(june, "MN06", "reopen")
    advance(june, "MN06", "conclude_review", "recognize")

    assert milestone(june, "MN06", "II.4").explanation is None
    assert case_of(june, "MN06").state.explanations == {("II.4", 1): said}
    assert verify(june).damage == ()


def test_a_school_explains_for_itself_alone(february: Desk) -> None:
    school = by(february, "truong-mot", Role.SCHOOL, unit="MN01")
    explain_delay(school, "MN01", "II.1", reason="mất điện")

    refused = refusal(school, "MN02")
    assert isinstance(refused, NotPermitted)
    assert "--role school --unit MN02" in str(refused.hints[0])


@pytest.mark.parametrize("role", [Role.OFFICER, Role.HEAD])
def test_the_office_explains_for_a_school(february: Desk, role: Role) -> None:
    explained = explain_delay(by(february, "can-bo", role), "MN01", "II.1", reason="theo giải trình của trường")
    assert explained.explanation.actor == "can-bo"


def test_a_stranger_explains_for_nobody(february: Desk) -> None:
    assert isinstance(refusal(by(february, "nguoi-la")), NotPermitted)


def test_the_office_explains_its_own_delay(office: Desk) -> None:
    later = on(office, date(2024, 12, 6))
    assert explain_delay(later, "PGD", "I.1", reason="chờ ý kiến của Sở").milestone.days_late > 0


def test_what_is_not_late_yet_needs_no_explanation(office: Desk) -> None:
    refused = refusal(on(office, date(2025, 2, 3)))
    assert (refused.reason, [str(hint.key) for hint in refused.hints]) == (
        "not_late",
        ["errors.not_late_yet_hint", "errors.milestone_done_hint"],
    )


def test_who_was_held_up_is_told_that_the_report_says_so_itself(everywhere: Desk) -> None:
    refused = refusal(on(everywhere, date(2025, 4, 10)), "MN04", "II.3")
    assert "errors.not_late_held_up_hint" in [hint.key for hint in refused.hints]


def test_a_refusal_names_what_could_be_explained_instead(february: Desk) -> None:
    refused = refusal(february, name="II.3")
    assert "cycle explain MN01 II.1" in str(refused.hints[-1])


def test_days_that_count_against_a_school_can_be_explained_while_it_waits_for_the_office(everywhere: Desk) -> None:
    """Asked for its review four working days after the review should have been over."""
    april = on(everywhere, date(2025, 4, 4))
    advance(april, "MN03", "request_review")
    waiting = explain_delay(april, "MN03", "II.3", reason="bão").milestone
    assert (waiting.state.value, waiting.days_late, waiting.delay.own_days) == ("waiting", 0, 4)


def test_nothing_is_expected_of_a_school_that_is_set_aside(everywhere: Desk) -> None:
    assert refusal(on(everywhere, LATE), "MN08").reason == "not_late"


def test_an_extension_that_makes_it_timely_leaves_nothing_to_explain(february: Desk) -> None:
    extend(february, "MN01", "II.1", until=date(2025, 2, 14), reason="đang sửa chữa")
    assert refusal(february).reason == "not_late"


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        ({"reason": " \n"}, "explanation_empty"),
        ({"reason": "a" * (MOST_LETTERS + 1)}, "explanation_too_long"),
        ({"dated": date(2025, 2, 7)}, "explanation_in_future"),
        ({"dated": date(2020, 1, 1)}, "explanation_before_opening"),
    ],
)
def test_words_and_days_that_cannot_be_are_refused(february: Desk, given: dict[str, Any], reason: str) -> None:
    refused = refusal(february, **given)
    assert isinstance(refused, OperationRefused)
    assert (refused.reason, len(refused.hints)) == (reason, 1)


def test_an_unknown_milestone_is_answered_with_those_there_are(february: Desk) -> None:
    refused = refusal(february, name="I.1")
    assert isinstance(refused, NotFound)
    assert "II.1" in str(refused.hints[0])


def test_why_shows_what_was_said_and_what_still_wants_an_explanation(february: Desk) -> None:
    explain_delay(february, "MN01", "II.1", reason="mất điện")

    assert [(one.id, bool(one.explanation)) for one in why(february, "MN01").late] == [("II.1", True)]
    assert [(one.id, bool(one.explanation)) for one in why(february, "MN02").late] == [("II.1", False)]
    assert why(february, "MN02", "submit").late == ()


def test_a_changed_explanation_is_found_and_named(february: Desk) -> None:
    explain_delay(february, "MN01", "II.1", reason="mất điện")
    with pytest.raises(Exception, match="append-only"), february.database.write() as transaction:
        transaction.execute("UPDATE events SET facts = replace(facts, 'mất', 'có') WHERE kind = 'explained'")
