from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from cycle_engine.domain.acts import After, date_refusals, facts_after
from cycle_engine.domain.definition import LevelKind, Party, Workflow
from cycle_engine.domain.events import Document, Facts
from cycle_engine.domain.guards import Act
from tests.school_year import a_state, day, general, plan, preschool

DECISION = Document("self_assessment_decision", "quyet-dinh.pdf", "a" * 64)
MINUTES = Document("self_assessment_minutes", "bien-ban.pdf", "b" * 64)
SUPPLEMENT_UNTIL = day("24/03/2025")


def facts(transition: str, *, workflow: Workflow | None = None, target: str = "", **given: Any) -> Facts:
    found = workflow or preschool()
    track = found.track("school")
    step = track.find_transition(transition)
    assert step
    after = After(found, plan(), track, step, target or step.target)
    return facts_after(Act("MN01", transition, **given), a_state(), after, supplement_until=SUPPLEMENT_UNTIL)


def own(found: Facts) -> Mapping[str, object]:
    return {deadline.milestone: deadline.due for deadline in found.deadlines}


def test_an_act_says_where_the_case_stands_after_it_and_whose_move_it_is() -> None:
    found = facts("request_review", reason="lý do", note="ghi chú")

    assert (found.stage, found.owner, found.round) == ("external_review", Party.DEPARTMENT, 1)
    assert (found.reason, found.note) == ("lý do", "ghi chú")


def test_a_published_case_is_nobody_s_move() -> None:
    assert facts("publish").owner is None


def test_a_reinstated_case_is_its_former_owner_s_move() -> None:
    assert facts("reinstate", target="recognition").owner is Party.DEPARTMENT


def test_the_number_and_the_date_belong_to_the_paper_that_the_step_asks_for() -> None:
    found = facts("approve", documents=(MINUTES, DECISION), number="05/QĐ-MN", occurred_on=day("24/01/2025"))

    assert found.documents == (MINUTES, replace(DECISION, number="05/QĐ-MN", dated=day("24/01/2025")))


@pytest.mark.parametrize(
    ("number", "numbered"),
    [
        ("12/BC-PGDĐT", "report_to_province"),
        ("12/bc", "report_to_province"),
        ("05/QĐ-PGDĐT", "recognition_decision"),
        ("12", "recognition_decision"),
    ],
)
def test_of_two_papers_the_number_belongs_to_the_one_whose_type_its_sign_names(number: str, numbered: str) -> None:
    papers = (Document("recognition_decision", "qd.pdf", "a" * 64), Document("report_to_province", "bc.pdf", "b" * 64))
    track = preschool().track("department")
    step = track.find_transition("report_recognition")
    assert step
    act = Act("PGD", "report_recognition", documents=papers, number=number)
    found = facts_after(
        act, a_state(), After(preschool(), plan(), track, step, step.target), supplement_until=SUPPLEMENT_UNTIL
    )

    assert [document.kind for document in found.documents if document.number] == [numbered]


def test_a_paper_that_nobody_asked_for_gets_the_number_when_it_is_the_only_one() -> None:
    found = facts("approve", documents=(MINUTES,), number="01/BB")

    assert found.documents[0].number == "01/BB"


def test_a_link_to_the_school_s_site_has_no_number() -> None:
    link = Document("publication_link", link="https://truong.example/kq")

    assert facts("publish", documents=(link,), number="05").documents == (link,)


def test_a_level_is_of_the_kind_that_the_step_records() -> None:
    found = facts("conclude_review", level=2)

    assert (found.level_kind, found.level) == (LevelKind.EXTERNAL, 2)
    assert facts("conclude_review").level_kind is None


def test_a_return_counts_the_round_and_gives_the_request_its_own_deadline() -> None:
    found = facts("return_for_supplement")

    assert found.round == 2
    assert own(found) == {"II.2": SUPPLEMENT_UNTIL}


def test_a_return_names_its_own_last_day() -> None:
    assert own(facts("return_for_supplement", until=day("14/03/2025"))) == {"II.2": day("14/03/2025")}


def test_no_school_is_late_with_the_review_while_its_supplement_has_time() -> None:
    """Returned in April: the review was due on 31/03, before the supplement is."""
    found = facts("return_for_supplement", until=day("25/04/2025"))

    assert own(found) == {"II.2": day("25/04/2025"), "II.3": day("25/04/2025")}


def test_where_a_return_leads_back_to_the_self_assessment_that_gets_the_deadline() -> None:
    found = facts("return_for_supplement", workflow=general(), until=day("14/01/2025"))

    assert own(found) == {"II.1": day("14/01/2025")}


def test_reopening_counts_the_round_and_gives_no_deadline() -> None:
    found = facts("reopen")

    assert (found.round, own(found)) == (2, {})


def test_sending_back_within_the_school_counts_no_round() -> None:
    found = facts("send_back")

    assert (found.round, own(found)) == (1, {})


@pytest.mark.parametrize(
    ("transition", "given", "codes"),
    [
        ("submit", {}, []),
        ("submit", {"occurred_on": "20/03/2025"}, []),
        ("submit", {"occurred_on": "21/03/2025"}, ["date_in_future"]),
        ("submit", {"until": "28/03/2025"}, ["until_not_asked"]),
        ("return_for_supplement", {"until": "28/03/2025"}, []),
        ("return_for_supplement", {"until": "20/03/2025"}, []),
        ("return_for_supplement", {"until": "19/03/2025"}, ["until_in_past"]),
        ("submit", {"occurred_on": "21/03/2025", "until": "19/03/2025"}, ["date_in_future", "until_not_asked"]),
    ],
)
def test_promise_12_a_date_that_cannot_be_is_refused_with_its_cure(
    transition: str, given: dict[str, str], codes: list[str]
) -> None:
    step = preschool().track("school").find_transition(transition)
    assert step
    dates: dict[str, Any] = {name: day(written) for name, written in given.items()}
    act = Act("MN01", transition, **dates)

    found = date_refusals(act, step, today=day("20/03/2025"))

    assert [refusal.code for refusal in found] == codes
    assert all(str(refusal.hint) for refusal in found)
