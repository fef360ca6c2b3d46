from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from cycle_engine.domain.case import apply, day_of, fold, products_in_hand
from cycle_engine.domain.definition import LevelKind, Party
from cycle_engine.domain.events import Document, EventKind, Explains, OwnDeadline
from cycle_engine.domain.evidence import EvidenceForm, EvidenceItem, EvidenceState
from cycle_engine.domain.scoring import ScoreSheet
from tests.school_year import a_history, a_state, day

OPENED: tuple[str, dict[str, Any]] = ("25/11/2024", {})
WITH_DEPARTMENT = {"stage": "external_review", "owner": Party.DEPARTMENT}
BACK_AT_SCHOOL = {"stage": "review_request", "owner": Party.SCHOOL, "round": 2}
MINUTES = Document("self_assessment_minutes", sha256="a" * 64)
SUBMISSION = Document("review_submission", link="https://truong.example/to-trinh")


def test_promise_1_a_case_is_what_its_events_say_however_they_are_folded() -> None:
    events = a_history(OPENED, ("20/01/2025", {"stage": "approval"}), ("05/02/2025", WITH_DEPARTMENT))
    step_by_step = None
    for event in events:
        step_by_step = apply(step_by_step, event)

    assert fold(events) == step_by_step


def test_a_case_without_events_is_nothing() -> None:
    with pytest.raises(ValueError, match="opened"):
        fold([])


def test_an_opened_case_is_in_its_first_round_with_its_first_owner() -> None:
    state = a_state(OPENED)

    assert (state.stage, state.owner, state.round, state.seq) == ("self_assessment", Party.SCHOOL, 1, 1)
    assert state.opened_on == state.round_started_on == state.held_since == day("25/11/2024")
    assert state.handed_over_on is None


def test_a_step_within_one_party_s_hands_is_no_handover() -> None:
    assert a_state(OPENED, ("20/01/2025", {"stage": "approval"})).held_since == day("25/11/2024")


def test_a_case_is_held_from_the_day_the_other_party_gave_it() -> None:
    state = a_state(OPENED, ("20/02/2025", WITH_DEPARTMENT), ("10/03/2025", {"stage": "recognition"}))

    assert state.held_since == day("20/02/2025")


def test_a_return_starts_a_round_and_hands_the_case_back() -> None:
    state = a_state(OPENED, ("20/02/2025", WITH_DEPARTMENT), ("10/03/2025", BACK_AT_SCHOOL))

    assert state.round == 2
    assert state.round_started_on == state.handed_over_on == day("10/03/2025")


def test_a_reinstated_case_counts_from_the_day_it_came_back() -> None:
    exempt = {"stage": "exempt", "owner": None}
    state = a_state(OPENED, ("20/01/2025", exempt), ("10/02/2025", {"stage": "self_assessment", "owner": Party.SCHOOL}))

    assert (state.previous_stage, state.held_since) == ("exempt", day("10/02/2025"))


def test_an_extension_leaves_the_stage_the_case_came_from() -> None:
    approval = {"stage": "approval", "owner": Party.SCHOOL}
    extension = {"kind": EventKind.EXTENSION, "deadlines": (OwnDeadline("II.1", day("14/02/2025")),)}
    state = a_state(OPENED, ("20/01/2025", approval), ("21/01/2025", extension))

    assert state.previous_stage == "self_assessment"
    assert state.deadlines == {("II.1", 1): day("14/02/2025")}


def test_the_latest_extension_of_a_round_holds_and_an_older_round_keeps_its_own() -> None:
    def extended(until: str) -> dict[str, object]:
        return {"deadlines": (OwnDeadline("II.2", day(until)),)}

    state = a_state(
        OPENED,
        ("20/01/2025", extended("07/03/2025")),
        ("21/01/2025", extended("14/03/2025")),
        ("20/02/2025", WITH_DEPARTMENT),
        ("10/03/2025", BACK_AT_SCHOOL | extended("24/03/2025")),
    )

    assert state.deadlines == {("II.2", 1): day("14/03/2025"), ("II.2", 2): day("24/03/2025")}


def test_three_levels_are_kept_apart() -> None:
    state = a_state(
        OPENED,
        ("20/01/2025", {"level_kind": LevelKind.SELF, "level": 3}),
        ("10/03/2025", {"level_kind": LevelKind.EXTERNAL, "level": 2}),
    )

    assert state.levels == {LevelKind.SELF: 3, LevelKind.EXTERNAL: 2}


def test_what_was_handed_in_before_a_return_has_to_be_handed_in_anew() -> None:
    state = a_state(
        ("25/11/2024", {"documents": (MINUTES,)}),
        ("20/02/2025", WITH_DEPARTMENT),
        ("10/03/2025", BACK_AT_SCHOOL),
        ("11/03/2025", {"documents": (SUBMISSION,)}),
    )

    assert [held.document for held in state.documents] == [MINUTES, SUBMISSION]
    assert products_in_hand(state) == {"review_submission"}


@pytest.mark.parametrize(
    ("moment", "expected"),
    [("2025-01-31T16:59:59+00:00", "31/01/2025"), ("2025-01-31T17:00:00+00:00", "01/02/2025")],
)
def test_a_day_begins_at_midnight_in_vietnam(moment: str, expected: str) -> None:
    assert day_of(datetime.fromisoformat(moment).astimezone(UTC)) == day(expected)


def test_each_side_s_scores_are_kept_apart_and_the_latest_of_a_side_counts() -> None:
    def scored(kind: LevelKind, level: int, **given: Any) -> dict[str, Any]:
        return {"kind": EventKind.SCORED, "scores": ScoreSheet(kind, level=level), **given}

    state = a_state(
        OPENED,
        ("15/01/2025", scored(LevelKind.SELF, 3)),
        ("20/01/2025", scored(LevelKind.SELF, 2)),
        ("10/03/2025", scored(LevelKind.EXTERNAL, 1, round=2)),
    )

    kept = {kind: (held.sheet.level, held.round, held.seq) for kind, held in state.scores.items()}
    assert kept == {LevelKind.SELF: (2, 1, 3), LevelKind.EXTERNAL: (1, 2, 4)}
    assert state.levels == {}


def test_what_is_said_of_an_item_of_evidence_later_replaces_it_in_its_place() -> None:
    first = EvidenceItem("e1", "1.3.1", EvidenceForm.LINK, link="https://truong.example/")
    second = EvidenceItem("e2", "1.3.2", EvidenceForm.NOTE, text="xem sổ")
    withdrawn = replace(first, state=EvidenceState.WITHDRAWN)
    state = a_state(
        OPENED,
        ("15/01/2025", {"kind": EventKind.EVIDENCE, "evidence": (first, second)}),
        ("16/01/2025", {"kind": EventKind.EVIDENCE, "evidence": (withdrawn,)}),
    )

    assert [(held.item, held.seq) for held in state.evidence] == [(withdrawn, 3), (second, 2)]


def test_the_last_explanation_of_a_milestone_and_round_counts_and_moves_nothing() -> None:
    def explained(reason: str, milestone: str, round_: int) -> dict[str, Any]:
        return {"kind": EventKind.EXPLAINED, "reason": reason, "explains": Explains(milestone, round_)}

    state = a_state(
        OPENED,
        ("05/02/2025", explained("mất điện", "II.1", 1)),
        ("06/02/2025", explained("mất mạng", "II.1", 1)),
        ("10/03/2025", explained("ốm", "II.2", 1)),
        ("11/03/2025", explained("bão", "II.2", 2)),
    )

    said = {key: (one.reason, one.given_on) for key, one in state.explanations.items()}
    assert said == {
        ("II.1", 1): ("mất mạng", day("06/02/2025")),
        ("II.2", 1): ("ốm", day("10/03/2025")),
        ("II.2", 2): ("bão", day("11/03/2025")),
    }
    assert (state.stage, state.round, state.deadlines) == ("self_assessment", 1, {})
