"""When evidence may be handed in is read off the workflow; what lacks it, off the indicator set."""

import pytest

from cycle_engine.domain.definition import Role, Workflow
from cycle_engine.domain.evidence import WHOLE, EvidenceForm, EvidenceItem, EvidenceState, evidence_from_json
from cycle_engine.domain.evidence import evidence_to_json as as_json
from cycle_engine.domain.evidence_rules import code_refusal, evidence_roles, evidence_stages, gaps_in, wants_of
from cycle_engine.domain.indicators import NO_INDICATORS, IndicatorSet
from tests.indicator_sets import a_group, a_set, set_3276, set_4725
from tests.school_year import general, preschool

CONFIRMED, WAITING, WITHDRAWN = EvidenceState


def an_item(criterion: str, state: EvidenceState = CONFIRMED) -> EvidenceItem:
    return EvidenceItem("2-1", criterion, EvidenceForm.NOTE, text="mẫu", state=state)


def gaps(indicators: IndicatorSet, *items: EvidenceItem) -> list[tuple[str, int]]:
    return [(gap.want.code, gap.to_be_confirmed) for gap in gaps_in(items, indicators)]


@pytest.mark.parametrize(
    ("workflow", "track", "stages"),
    [
        (preschool(), "school", ("self_assessment", "approval", "review_request", "external_review")),
        (general(), "school", ("self_assessment", "approval", "external_review")),
        (preschool(), "department", ()),
    ],
)
def test_evidence_is_open_until_the_review_is_concluded(
    workflow: Workflow, track: str, stages: tuple[str, ...]
) -> None:
    assert evidence_stages(workflow.track(track)) == stages


def test_the_school_may_where_the_case_is_its_own_and_reviewers_everywhere() -> None:
    track = preschool().track("school")
    assert evidence_roles(track, "approval") == (Role.SCHOOL, Role.OFFICER)
    assert evidence_roles(track, "external_review") == (Role.OFFICER,)


def test_a_code_is_a_criterion_a_group_or_the_whole() -> None:
    small = a_set(a_group("A", "60", "40"))
    found = {code: code_refusal(code, small) is None for code in ("A.1", "A", WHOLE, "a.1", "B", "")}
    assert found == {"A.1": True, "A": True, WHOLE: True, "a.1": False, "B": False, "": False}


def test_a_set_without_groups_takes_any_group_s_name_that_is_not_too_long() -> None:
    assert [code_refusal(code, NO_INDICATORS) is None for code in ("I", "x" * 20, "x" * 21, "")] == [
        True,
        True,
        False,
        False,
    ]


def test_only_confirmed_evidence_of_its_own_fills_a_criterion() -> None:
    small = a_set(a_group("A", "60", "40", mandatory=1))
    found = gaps(small, an_item("A.1"), an_item("A.2", WAITING), an_item("A.2", WITHDRAWN), an_item("A"), an_item("*"))
    assert found == [("A.m1", 0), ("A.2", 1)]


def test_a_set_without_criteria_wants_evidence_for_each_group_and_one_without_groups_for_the_whole() -> None:
    groups = a_set(a_group("A"), a_group("B"))
    assert gaps(groups, an_item("A"), an_item("*")) == [("B", 0)]
    assert gaps(set_3276()) == [("*", 0)]
    assert gaps(set_3276(), an_item("I")) == []
    assert gaps(NO_INDICATORS, an_item("*", WAITING)) == [("*", 1)]


def test_every_row_of_4725_wants_evidence_and_the_mandatory_ones_say_so() -> None:
    wants = wants_of(set_4725())
    assert len(wants) == len(set_4725().criteria)
    assert [want.code for want in wants if want.is_mandatory] == ["1.1", "1.2", "2.1", "2.2"]


@pytest.mark.parametrize(
    "item",
    [
        EvidenceItem("2-1", "A.1", EvidenceForm.FILE, name="a.pdf", sha256="0" * 64, text="lời"),
        EvidenceItem("2-2", WHOLE, EvidenceForm.LINK, link="https://a.example", state=WAITING, source="PGD/x"),
        EvidenceItem("2-3", "A", EvidenceForm.NOTE, text="ghi chú", state=WITHDRAWN),
    ],
)
def test_an_item_comes_back_from_json_as_it_was(item: EvidenceItem) -> None:
    assert evidence_from_json(as_json(item)) == item


def test_two_items_say_the_same_by_their_bytes_not_by_their_names() -> None:
    first = EvidenceItem("2-1", "A.1", EvidenceForm.FILE, name="a.pdf", sha256="0" * 64)
    renamed = EvidenceItem("3-1", "A.1", EvidenceForm.FILE, name="b.pdf", sha256="0" * 64, text="lời")
    assert first.content == renamed.content
    assert an_item("A.1").content != an_item("A.2").content
