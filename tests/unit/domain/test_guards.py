from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest

from cycle_engine.domain.case import CaseState
from cycle_engine.domain.definition import LEVELS, LevelKind, Party, Role, Transition
from cycle_engine.domain.events import Document
from cycle_engine.domain.guards import (
    GUARDS,
    Act,
    ArgumentKind,
    Circumstances,
    refusals,
    role_refusal,
    stage_refusal,
)
from cycle_engine.errors import Refusal
from tests.school_year import a_state, general, preschool

SHA = "a" * 64
OPENED: tuple[str, dict[str, Any]] = ("25/11/2024", {})
IN_REVIEW = ("20/02/2025", {"stage": "external_review", "owner": Party.DEPARTMENT})


def step(transition: str, track: str = "school") -> Transition:
    found = preschool().track(track).find_transition(transition)
    assert found
    return found


def codes(transition: str, state: CaseState | None = None, *, track: str = "school", **act: Any) -> list[str]:
    return [refusal.code for refusal in asked(transition, state, track=track, **act)]


def asked(transition: str, state: CaseState | None = None, *, track: str = "school", **given: Any) -> Sequence[Refusal]:
    around = {name: given.pop(name) for name in ("stages_reached", "cases_in") if name in given}
    act = Act(unit="MN01", transition=transition, **given)
    return refusals(step(transition, track), Circumstances(preschool(), state or a_state(), act, **around))


def a_paper(kind: str) -> Document:
    return Document(kind, "van-ban.pdf", SHA)


def test_promise_12_every_unmet_need_is_said_at_once_with_its_cure() -> None:
    found = asked("recognize")

    assert [refusal.code for refusal in found] == ["product_missing", "product_missing", "level_missing"]
    assert all(str(refusal.message) and str(refusal.hint) for refusal in found)
    assert "recognition_decision" in str(found[0].hint)


def test_with_its_minutes_and_level_a_self_assessment_is_submitted() -> None:
    assert codes("submit", documents=(a_paper("self_assessment_minutes"),), level=2) == []


def test_what_was_handed_in_before_in_this_round_counts() -> None:
    held = ("10/03/2025", {"documents": (a_paper("certificate"),), "level_kind": LevelKind.RECOGNIZED, "level": 3})
    state = a_state(OPENED, held)

    assert codes("recognize", state, documents=(a_paper("recognition_decision"),)) == []


def test_the_certificate_of_an_earlier_round_does_not_count() -> None:
    held = {"documents": (a_paper("certificate"),)}
    state = a_state(OPENED, ("10/03/2025", held), ("20/03/2025", {"round": 2}))

    assert codes("recognize", state, documents=(a_paper("recognition_decision"),), level=2) == ["product_missing"]


@pytest.mark.parametrize("reason", ["", "không đủ minh chứng"])
def test_sending_back_needs_a_reason(reason: str) -> None:
    assert codes("send_back", reason=reason) == ([] if reason else ["reason_missing"])


@pytest.mark.parametrize(
    ("level", "expected"), [(0, ["level_unknown"]), (1, []), (2, []), (3, []), (4, ["level_unknown"])]
)
def test_there_are_three_levels(level: int, expected: list[str]) -> None:
    assert codes("submit", documents=(a_paper("self_assessment_minutes"),), level=level) == expected
    assert (level in LEVELS) is (not expected)


def test_a_level_that_nobody_asked_for_is_refused() -> None:
    decision = (a_paper("self_assessment_decision"),)

    assert codes("approve", documents=decision, level=2) == ["level_not_asked"]


def test_the_self_level_does_not_stand_for_the_external_one() -> None:
    state = a_state(OPENED, ("20/01/2025", {"level_kind": LevelKind.SELF, "level": 3}), IN_REVIEW)

    assert "level_missing" in codes("conclude_review", state, documents=(a_paper("external_review_minutes"),))


def test_a_document_of_a_kind_that_the_workflow_does_not_know_is_refused() -> None:
    assert "unknown_product" in codes("send_back", reason="lý do", documents=(a_paper("letter"),))


def test_the_publication_is_a_link_and_no_file() -> None:
    assert codes("publish", documents=(a_paper("publication_link"),)) == ["link_wanted"]
    assert codes("publish", documents=(Document("publication_link", link="https://truong.example/kq"),)) == []


@pytest.mark.parametrize(
    "link",
    ["https://", "https://truong.example/kết quả", "https://truong.example/\nX: y", "https://a:b@truong.example/"],
)
def test_a_publication_is_a_link_that_a_browser_opens_without_guessing(link: str) -> None:
    assert codes("publish", documents=(Document("publication_link", link=link),)) == ["link_unusable"]
    assert codes("publish", documents=(Document("publication_link", link="https://trường.vn/kết-quả"),)) == []


def test_a_paper_is_a_file_and_no_link() -> None:
    papers = tuple(
        replace(product, form=type(product.form).FILE) if product.id == "self_assessment_minutes" else product
        for product in preschool().products
    )
    act = Act("MN01", "submit", (Document("self_assessment_minutes", link="https://truong.example/bb"),), level=2)
    found = refusals(step("submit"), Circumstances(replace(preschool(), products=papers), a_state(), act))

    assert [refusal.code for refusal in found] == ["file_wanted"]


def test_no_review_is_concluded_before_the_department_has_given_guidance() -> None:
    act: dict[str, Any] = {"documents": (a_paper("external_review_minutes"),), "level": 2}
    state = a_state(OPENED, IN_REVIEW)
    early, later = frozenset({"planning", "guidance"}), frozenset({"planning", "guidance", "reviewing"})

    assert codes("conclude_review", state, stages_reached={"department": early}, **act) == ["gate_closed"]
    assert codes("conclude_review", state, stages_reached={"department": later}, **act) == []
    assert codes("conclude_review", state, **act) == ["gate_closed"]


def test_the_reviews_are_not_concluded_while_a_school_is_in_review_and_it_is_named() -> None:
    act: dict[str, Any] = {"documents": (a_paper("proposal_list"),), "track": "department"}
    remaining = {"school.external_review": ["MN02 Trường Mầm non MN02"]}

    (refusal,) = asked("conclude_reviews", cases_in=remaining, **act)

    assert refusal.code == "cases_remain"
    assert "MN02 Trường Mầm non MN02" in str(refusal.message)
    assert codes("conclude_reviews", cases_in={"school.external_review": []}, **act) == []


def test_a_step_that_does_not_leave_the_stage_is_refused() -> None:
    circumstances = Circumstances(preschool(), a_state(), Act("MN01", "publish"))

    refusal = stage_refusal(step("publish"), circumstances)

    assert refusal
    assert refusal.code == "wrong_stage"
    assert stage_refusal(step("submit"), circumstances) is None


@pytest.mark.parametrize(
    ("transition", "roles", "allowed"),
    [
        ("submit", {Role.SCHOOL}, True),
        ("submit", {Role.OFFICER}, True),
        ("submit", {Role.HEAD}, False),
        ("recognize", {Role.OFFICER, Role.SCHOOL}, False),
        ("recognize", {Role.HEAD}, True),
        ("recognize", {Role.ADMIN}, True),
        ("submit", set(), False),
    ],
)
def test_who_may_make_a_step_follows_from_the_workflow(transition: str, roles: set[Role], *, allowed: bool) -> None:
    refusal = role_refusal(step(transition), frozenset(roles), "MN01")

    assert (refusal is None) is allowed
    assert refusal is None or str(refusal.hint)


def test_every_guard_that_a_shipped_workflow_names_is_here_and_takes_its_argument() -> None:
    calls = {
        call
        for workflow in (preschool(), general())
        for track in workflow.tracks
        for transition in track.transitions
        for call in transition.guards
    }

    assert {call.name for call in calls} == GUARDS.keys()
    for call in calls:
        assert bool(call.argument) is (GUARDS[call.name].argument is not ArgumentKind.NOTHING)
