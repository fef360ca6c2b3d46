from collections.abc import Mapping, Sequence
from dataclasses import replace

import pytest

from cycle_engine.domain.definition import Addressee, Party
from cycle_engine.domain.notices import Contact, Notice
from cycle_engine.domain.recipients import (
    Addressed,
    Chain,
    Gathering,
    chains,
    contact_for,
    gather,
    mailbox,
    party_word,
)
from tests.builders import a_roster, a_unit
from tests.school_year import a_notice

PROVINCE, OFFICE, SCHOOL = a_roster(1)
CHAIN = Chain(SCHOOL, OFFICE, PROVINCE)


def to(address: str, *cc: str, unit: str = "MN01", milestone: str = "II.1") -> Addressed:
    notice = a_notice(unit=unit, milestone=milestone)
    return Addressed(notice, Contact(address, address), tuple(Contact(copy, copy) for copy in cc))


def said(gathering: Gathering) -> Mapping[str, Sequence[str]]:
    """What each letter says to its mailbox; a copy is in brackets."""
    return {letter.recipient.address: [_word(notice) for notice in letter.notices] for letter in gathering.letters}


def _word(notice: Notice) -> str:
    return f"({notice.unit})" if notice.is_copy else notice.unit


@pytest.mark.parametrize(
    ("addressee", "owner", "address"),
    [
        (Addressee.OWNER, Party.SCHOOL, "mn01@truong.example"),
        (Addressee.OWNER, Party.DEPARTMENT, "phong@phong.example"),
        (Addressee.OFFICER, Party.SCHOOL, "chuyenvien@phong.example"),
        (Addressee.HEAD, Party.SCHOOL, "truongphong@phong.example"),
        (Addressee.SUPERIOR, Party.SCHOOL, "so@so.example"),
    ],
)
def test_promise_7_each_rung_speaks_to_the_mailbox_of_its_post(
    addressee: Addressee, owner: Party, address: str
) -> None:
    found = contact_for(addressee, CHAIN, owner)

    assert found
    assert found.address == address


def test_a_school_that_waits_has_no_copy_of_the_department_s_delay() -> None:
    own = a_unit(officer_name="Cán bộ riêng", officer_email="rieng@phong.example")

    found = contact_for(Addressee.OFFICER, replace(CHAIN, unit=own), Party.DEPARTMENT)

    assert found
    assert found.address == "chuyenvien@phong.example"


def test_a_school_s_own_officer_comes_before_the_office_s() -> None:
    own = a_unit(officer_name="Cán bộ riêng", officer_email="rieng@phong.example")

    assert contact_for(Addressee.OFFICER, Chain(own, OFFICE, PROVINCE), Party.SCHOOL) == Contact(
        "rieng@phong.example", "Cán bộ riêng"
    )


def test_an_office_without_a_mailbox_is_written_to_at_its_officer_s() -> None:
    bare = replace(OFFICE, email="")

    found = contact_for(Addressee.OWNER, Chain(SCHOOL, bare, PROVINCE), Party.DEPARTMENT)

    assert found
    assert found.address == "chuyenvien@phong.example"


@pytest.mark.parametrize("addressee", list(Addressee))
def test_a_post_without_a_mailbox_is_found_vacant(addressee: Addressee) -> None:
    office = replace(OFFICE, email="", head_email="", officer_email="")
    bare = Chain(a_unit(email=""), office, replace(PROVINCE, email=""))

    assert contact_for(addressee, bare, Party.SCHOOL) is None


def test_an_office_without_a_superior_has_nobody_above() -> None:
    assert contact_for(Addressee.SUPERIOR, Chain(SCHOOL, OFFICE, None), Party.SCHOOL) is None


def test_every_unit_stands_under_the_office_that_runs_the_assessment() -> None:
    units = {unit.code: unit for unit in a_roster(2)}

    assert chains(units, OFFICE)["MN02"] == Chain(units["MN02"], OFFICE, PROVINCE)
    assert chains(units, replace(OFFICE, parent=None))["MN02"].superior is None


def test_a_notice_s_key_names_the_owner_by_which_party_it_is() -> None:
    assert party_word(Addressee.OWNER, Party.DEPARTMENT) == "department"
    assert party_word(Addressee.HEAD, Party.DEPARTMENT) == "head"


def test_two_copies_of_one_letter_are_one_cc() -> None:
    (letter,) = gather(
        [to("a@x.example", "can-bo@x.example"), to("a@x.example", "can-bo@x.example", milestone="II.2")]
    ).letters

    assert [contact.address for contact in letter.cc] == ["can-bo@x.example"]


def test_who_has_a_letter_of_her_own_finds_the_copies_in_it() -> None:
    found = gather([to("a@x.example", "head@x.example", unit="MN01"), to("head@x.example", unit="MN02")])

    assert said(found) == {"a@x.example": ["MN01"], "head@x.example": ["MN02", "(MN01)"]}


def test_promise_7_a_mailbox_written_to_today_waits_for_the_next_day() -> None:
    first, second = to("a@x.example"), to("b@x.example")
    copy = to("c@x.example", "a@x.example", milestone="II.2")

    found = gather([first, second, copy], written_today=["A@x.example"])

    assert said(found) == {"b@x.example": ["MN01"]}
    assert found.waiting == (first.said, copy.said)


def test_letters_come_in_the_order_of_their_mailboxes() -> None:
    found = gather([to(f"{letter}@x.example", unit=f"MN0{number}") for number, letter in enumerate("bca")])

    assert [letter.recipient.address for letter in found.letters] == ["a@x.example", "b@x.example", "c@x.example"]


def test_two_spellings_of_one_address_are_one_mailbox() -> None:
    assert mailbox(" MN01@Truong.example ") == mailbox("mn01@truong.example")


def test_promise_7_who_is_told_herself_gets_no_copy_of_it_besides() -> None:
    """Head and officer share a mailbox."""
    gathering = gather([to("chung@phong.example", "Chung@phong.example")])
    assert {box: len(told) for box, told in said(gathering).items()} == {"chung@phong.example": 1}
