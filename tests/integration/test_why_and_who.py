"""``why`` and ``advance`` say the same, and who may do what is what the table of the design says."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

import pytest

from cycle_engine.domain.definition import Role
from cycle_engine.errors import NotPermitted, Refusal, TransitionRefused
from cycle_engine.services.acting import ActRequest, perform
from cycle_engine.services.desk import Desk
from cycle_engine.services.explaining import explain
from cycle_engine.services.histories import show_history
from tests.builders import a_request, advance, by, case_of, cycle_of
from tests.integration.conftest import STAGES

MAY: Mapping[str, tuple[str, str]] = {
    "submit": ("MN01", "school officer"),
    "approve": ("MN02", "school officer"),
    "send_back": ("MN02", "school officer"),
    "request_review": ("MN03", "school officer"),
    "return_for_supplement": ("MN04", "officer"),
    "conclude_review": ("MN04", "officer"),
    "recognize": ("MN05", "head"),
    "publish": ("MN06", "school officer"),
    "unpublish": ("MN07", "officer"),
    "reopen": ("MN06", "head"),
    "exempt": ("MN01", "head"),
    "reinstate": ("MN08", "head"),
}
"""Who makes each transition of the schools' track, from the design's table, and a school that stands before it."""


def test_what_why_lists_is_what_advance_refuses_with(everywhere: Desk) -> None:
    compared = 0
    for unit, transition in _stand_everywhere(everywhere):
        [step] = explain(everywhere, unit, transition).steps
        told = _refusals(everywhere, ActRequest(unit, transition))
        assert told == step.refusals, (unit, transition)
        compared += bool(told)
    assert compared > 80


def test_once_everything_why_lists_is_supplied_advance_succeeds(everywhere: Desk) -> None:
    open_ways = 0
    for unit in (*STAGES, "PGD"):
        for step in explain(everywhere, unit).steps:
            request = a_request(everywhere, unit, step.transition.id)
            cannot_be_supplied = {"gate_closed", "cases_remain"} & {refusal.code for refusal in step.refusals}
            if not cannot_be_supplied:
                assert perform(everywhere, [request], apply_it=False).refused == (), (unit, step.transition.id)
                open_ways += 1
    assert open_ways > 15


def test_a_need_that_is_supplied_is_no_longer_listed(everywhere: Desk) -> None:
    whole = a_request(everywhere, "MN01", "submit")
    for poorer, code in (
        (replace(whole, documents=()), "product_missing"),
        (replace(whole, level=None), "level_missing"),
    ):
        assert [refusal.code for refusal in _refusals(everywhere, poorer)] == [code]
    assert perform(everywhere, [whole]).refused == ()


def test_the_department_cannot_conclude_while_a_school_is_under_review_and_is_told_which(everywhere: Desk) -> None:
    [step] = explain(everywhere, "PGD", "conclude_reviews").steps
    [remaining] = [refusal for refusal in step.refusals if refusal.code == "cases_remain"]
    assert "MN04" in str(remaining.message)
    with pytest.raises(TransitionRefused, match="MN04"):
        advance(everywhere, "PGD", "conclude_reviews")
    advance(everywhere, "MN04", "conclude_review")
    advance(everywhere, "PGD", "conclude_reviews")


@pytest.mark.parametrize("role", list(Role))
def test_each_role_makes_the_transitions_of_the_table_and_no_other(everywhere: Desk, role: Role) -> None:
    somebody = by(everywhere, f"la-{role}", role)
    permitted = {name: _is_permitted(somebody, a_request(everywhere, unit, name)) for name, (unit, _) in MAY.items()}
    expected = {name: role is Role.ADMIN or role.value in roles.split() for name, (_, roles) in MAY.items()}
    assert permitted == expected


@pytest.mark.parametrize("role", list(Role))
def test_the_departments_own_transitions_are_made_by_its_officers_and_head(office: Desk, role: Role) -> None:
    assert {frozenset(step.roles) for step in cycle_of(office).workflow.track("department").transitions} == {
        frozenset({Role.OFFICER, Role.HEAD})
    }
    permitted = _is_permitted(by(office, f"la-{role}", role), a_request(office, "PGD", "issue_plan"))
    assert permitted is (role is not Role.SCHOOL)


def test_a_school_acts_for_itself_only_and_an_officer_within_his_units(office: Desk) -> None:
    school = by(office, "truong", Role.SCHOOL, unit="MN01")
    officer = by(office, "can-bo", Role.OFFICER, unit="MN02")
    office_wide = by(office, "can-bo-phong", Role.OFFICER, unit="PGD")
    may = {
        (somebody.login, unit): _is_permitted(somebody, a_request(office, unit, "submit"))
        for somebody in (school, officer, office_wide)
        for unit in ("MN01", "MN02")
    }
    assert may == {
        ("truong", "MN01"): True,
        ("truong", "MN02"): False,
        ("can-bo", "MN01"): False,
        ("can-bo", "MN02"): True,
        ("can-bo-phong", "MN01"): True,
        ("can-bo-phong", "MN02"): True,
    }


def test_a_stranger_may_do_nothing(office: Desk) -> None:
    stranger = by(office, "nguoi-la")
    assert not _is_permitted(stranger, a_request(office, "MN01", "submit"))


def test_an_administrator_acts_for_another_within_that_ones_roles_and_both_names_are_kept(office: Desk) -> None:
    by(office, "truong", Role.SCHOOL, unit="MN01")
    behalf = by(office, office.login, behalf="truong")
    perform(behalf, [a_request(office, "MN01", "submit")])
    assert not _is_permitted(behalf, a_request(office, "MN02", "submit"))
    event = show_history(office, "MN01").events[-1]
    assert (event.actor, event.on_behalf_of) == (office.login, "truong")


def test_only_an_administrator_may_act_for_another(office: Desk) -> None:
    by(office, "truong", Role.SCHOOL, unit="MN01")
    officer = by(office, "can-bo", Role.OFFICER, behalf="truong")
    with pytest.raises(NotPermitted):
        perform(officer, [a_request(office, "MN01", "submit")])


def _stand_everywhere(desk: Desk) -> Iterator[tuple[str, str]]:
    """Every transition there is, of a unit in every stage there is."""
    for unit in ("PGD", *STAGES):
        for transition in cycle_of(desk).workflow.track(case_of(desk, unit).track).transitions:
            yield unit, transition.id


def _refusals(desk: Desk, request: ActRequest) -> tuple[Refusal, ...]:
    """What stands against an act, from the error it is refused with; nothing where it would succeed."""
    try:
        perform(desk, [request], apply_it=True)
    except TransitionRefused as told:
        return told.refusals
    raise AssertionError(f"{request.unit} {request.transition} was not refused")


def _is_permitted(desk: Desk, request: ActRequest) -> bool:
    done = perform(desk, [request], apply_it=False)
    codes = {refusal.code for refusal in done.outcomes[0].refusals}
    assert codes <= {"not_permitted"}, codes
    return not codes
