import pytest

from cycle_engine.domain.case import CaseState
from cycle_engine.domain.definition import LevelKind, Party
from cycle_engine.domain.score_stages import recording_transition, records_level, scoring_refusal
from tests.school_year import a_state, general, preschool

OPENED: tuple[str, dict[str, object]] = ("25/11/2024", {})
SCHOOL = preschool().track("school")


def at(*stages: str, round_: int = 1) -> CaseState:
    """A case that went through these stages."""
    owners = {stage.id: stage.owner for stage in SCHOOL.stages}
    last = len(stages)
    steps = [
        ("20/01/2025", {"stage": stage, "owner": owners[stage], "round": round_ if number == last else 1})
        for number, stage in enumerate(stages, start=1)
    ]
    return a_state(OPENED, *steps)


@pytest.mark.parametrize(
    ("kind", "stage"),
    [
        (LevelKind.SELF, "self_assessment"),
        (LevelKind.EXTERNAL, "external_review"),
        (LevelKind.RECOGNIZED, "recognition"),
    ],
)
def test_each_side_s_scores_are_entered_where_its_level_is_recorded(kind: LevelKind, stage: str) -> None:
    for one in SCHOOL.stages:
        refused = scoring_refusal(kind, SCHOOL, at(one.id), "MN01") is not None
        assert refused is (one.id != stage), one.id
    assert records_level(SCHOOL, kind, at(stage))


@pytest.mark.parametrize(
    ("stages", "steps"),
    [
        (("approval",), ["send_back"]),
        (("external_review",), ["return_for_supplement"]),
        (("approval", "review_request"), ["request_review", "return_for_supplement"]),
    ],
)
def test_after_submission_the_refusal_names_the_return_that_helps(stages: tuple[str, ...], steps: list[str]) -> None:
    refusal = scoring_refusal(LevelKind.SELF, SCHOOL, at(*stages), "MN01")
    assert refusal
    labels = [str(step) for step in refusal.hint.facts["steps"]]  # type: ignore[attr-defined]
    expected = [str(found.label) for step in steps if (found := SCHOOL.find_transition(step))]
    assert labels == expected
    assert f"cycle advance MN01 {steps[0]}" in str(refusal.hint)


def test_a_school_puts_its_scores_right_where_a_return_handed_the_case_back() -> None:
    returned = at("external_review", "review_request", round_=2)
    assert scoring_refusal(LevelKind.SELF, SCHOOL, returned, "MN01") is None
    assert not records_level(SCHOOL, LevelKind.SELF, returned)
    assert scoring_refusal(LevelKind.EXTERNAL, SCHOOL, returned, "MN01")


def test_where_a_return_leads_back_to_the_self_assessment_that_is_the_way() -> None:
    track = general().track("school")
    state = a_state(OPENED, ("20/01/2025", {"stage": "external_review", "owner": Party.DEPARTMENT}))
    refusal = scoring_refusal(LevelKind.SELF, track, state, "TH01")
    assert refusal
    assert "return_for_supplement" in str(refusal.hint)


def test_an_exempt_school_is_not_scored_and_the_office_never() -> None:
    refusal = scoring_refusal(LevelKind.SELF, SCHOOL, at("exempt"), "MN01")
    assert refusal
    assert "cycle why MN01" in str(refusal.hint)
    office = preschool().track("department")
    assert recording_transition(office, LevelKind.SELF) is None
    unscored = scoring_refusal(LevelKind.SELF, office, at("self_assessment"), "PGD")
    assert unscored
    assert unscored.code == "track_unscored"
