from datetime import date
from typing import Any

import pytest

from cycle_engine.domain.posts import Post, PostContact, Tenure, people_on, turning_days
from tests.builders import a_roster

UNITS = {unit.code: unit for unit in a_roster(3)}
FIRST, LAST = date(2025, 2, 10), date(2025, 2, 21)


def a_contact(unit: str = "PGD", post: Post = Post.OFFICER, **given: Any) -> PostContact:
    told = {"tenure": Tenure.HOLDER, "name": "Người mới", "address": "moi@phong.example", "valid_until": LAST}
    return PostContact(unit=unit, post=post, valid_from=FIRST, **{**told, **given})


@pytest.mark.parametrize(
    ("day", "address"),
    [
        (date(2025, 2, 9), "chuyenvien@phong.example"),
        (FIRST, "moi@phong.example"),
        (date(2025, 2, 20), "moi@phong.example"),
        (LAST, "chuyenvien@phong.example"),
    ],
)
def test_a_time_begins_with_its_first_day_and_ends_before_its_last(day: date, address: str) -> None:
    assert people_on(UNITS, [a_contact()], day)["PGD"].officer_email == address


def test_a_time_without_end_goes_on() -> None:
    assert people_on(UNITS, [a_contact(valid_until=None)], date(2030, 1, 1))["PGD"].officer_name == "Người mới"


@pytest.mark.parametrize(
    ("post", "column"), [(Post.UNIT, "email"), (Post.OFFICER, "officer_email"), (Post.HEAD, "head_email")]
)
def test_each_post_has_its_mailbox_and_no_other(post: Post, column: str) -> None:
    before, after = UNITS["PGD"], people_on(UNITS, [a_contact(post=post)], FIRST)["PGD"]
    columns = ("email", "officer_email", "head_email")
    assert {c for c in columns if getattr(before, c) != getattr(after, c)} == {column}


def test_a_unit_s_own_mailbox_goes_by_the_unit_s_name_whoever_reads_it() -> None:
    seen = people_on(UNITS, [a_contact("MN01", Post.UNIT)], FIRST)["MN01"]
    assert (seen.name, seen.email) == (UNITS["MN01"].name, "moi@phong.example")


def test_a_holder_without_an_address_leaves_the_post_vacant() -> None:
    assert people_on(UNITS, [a_contact(address="", name="")], FIRST)["PGD"].officer_email == ""


def test_a_substitute_comes_before_the_holder() -> None:
    deputy = a_contact(tenure=Tenure.SUBSTITUTE, address="pho@phong.example")
    assert people_on(UNITS, [deputy, a_contact()], FIRST)["PGD"].officer_email == "pho@phong.example"


def test_whoever_stands_in_does_so_wherever_the_absent_one_holds_the_post() -> None:
    same = [a_contact(code, address="Chuyenvien@phong.example") for code in ("MN01", "MN02")]
    deputy = a_contact(tenure=Tenure.SUBSTITUTE, address="pho@phong.example")
    seen = people_on(UNITS, [*same, a_contact("MN03", address="khac@phong.example"), deputy], FIRST)
    assert [seen[code].officer_email for code in ("PGD", "MN01", "MN02", "MN03")] == [
        "pho@phong.example",
        "pho@phong.example",
        "pho@phong.example",
        "khac@phong.example",
    ]
    assert seen["PGD"].email == UNITS["PGD"].email


def test_whoever_reads_a_school_s_mailbox_for_a_while_does_not_read_another_s() -> None:
    shared = a_contact("MN02", Post.UNIT, address="mn01@truong.example")
    deputy = a_contact("MN01", Post.UNIT, tenure=Tenure.SUBSTITUTE)
    seen = people_on(UNITS, [shared, deputy], FIRST)
    assert (seen["MN01"].email, seen["MN02"].email) == ("moi@phong.example", "mn01@truong.example")


def test_a_post_that_nobody_held_can_still_be_stood_in_for() -> None:
    deputy = a_contact("MN01", tenure=Tenure.SUBSTITUTE)
    seen = people_on(UNITS, [deputy], FIRST)
    assert (seen["MN01"].officer_email, seen["MN02"].officer_email) == ("moi@phong.example", "")


def test_the_roster_itself_is_not_changed() -> None:
    before = dict(UNITS)
    people_on(UNITS, [a_contact()], FIRST)
    assert before == UNITS
    assert people_on(UNITS, [], FIRST) is UNITS


def test_a_contact_of_a_unit_that_is_gone_is_nobody_s() -> None:
    assert people_on(UNITS, [a_contact("MN99")], FIRST) == UNITS


def test_the_days_on_which_somebody_comes_or_goes_are_known() -> None:
    assert turning_days([a_contact(), a_contact(valid_until=None)], date(2025, 2, 9), LAST) == (FIRST, LAST)
    assert turning_days([a_contact()], FIRST, date(2025, 2, 20)) == ()
