"""How long a recognition holds, and so its certificate."""

import pytest

from cycle_engine.domain.certificates import find_recognition, find_reopening, stages_before_recognition
from cycle_engine.domain.definition import LevelKind, Workflow
from cycle_engine.domain.events import Document
from tests.school_year import a_history, day, general, preschool

RECOGNIZED: tuple[str, dict[str, object]] = (
    "20/05/2025",
    {
        "transition": "recognize",
        "stage": "recognized",
        "level_kind": LevelKind.RECOGNIZED,
        "level": 3,
        "documents": (Document("recognition_decision", sha256="a", number="05", dated=day("20/05/2025")),),
    },
)
START: tuple[str, dict[str, object]] = ("25/11/2024", {})


def step(transition: str, stage: str, *, round_: int = 1) -> tuple[str, dict[str, object]]:
    return ("21/05/2025", {"transition": transition, "stage": stage, "round": round_})


@pytest.mark.parametrize("workflow", [preschool(), general()], ids=lambda workflow: workflow.id)
def test_every_stage_up_to_the_recognition_is_before_it_and_none_after(workflow: Workflow) -> None:
    track = workflow.track("school")
    before = stages_before_recognition(track)
    assert {track.initial, "external_review", "recognition"} <= before
    assert not before & {"recognized", "published", "exempt"}


def test_a_recognition_is_found_with_its_decision() -> None:
    found = find_recognition(preschool().track("school"), a_history(START, RECOGNIZED))
    assert found
    assert (found.seq, found.level, found.decision.number) == (2, 3, "05")


@pytest.mark.parametrize(
    "after",
    [[("publish", "published")], [("publish", "published"), ("unpublish", "recognized")], [("exempt", "exempt")]],
    ids=["published", "taken off the page", "exempt"],
)
def test_what_does_not_undo_a_recognition_leaves_it(after: list[tuple[str, str]]) -> None:
    events = a_history(START, RECOGNIZED, *(step(*one) for one in after))
    assert find_recognition(preschool().track("school"), events)


def test_a_reopened_case_has_no_recognition_until_it_has_another() -> None:
    track = preschool().track("school")
    events = a_history(START, RECOGNIZED, step("reopen", "external_review", round_=2))
    assert find_recognition(track, events) is None
    reopened = find_reopening(track, events, after=2)
    assert reopened
    assert reopened.transition == "reopen"
    again = a_history(START, RECOGNIZED, step("reopen", "external_review", round_=2), RECOGNIZED)
    found = find_recognition(track, again)
    assert found
    assert found.seq == 4
