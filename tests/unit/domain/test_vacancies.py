from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from cycle_engine.domain.definition import LADDER_ADDRESSEES, Addressee
from cycle_engine.domain.posts import Post, PostContact, Tenure
from cycle_engine.domain.vacancies import People, Vacancy, find_vacancies
from tests.builders import a_roster

FIRST, LAST = date(2025, 2, 1), date(2025, 3, 3)
SCHOOLS = ("MN01", "MN02")


def found(
    units: Mapping[str, Mapping[str, str | None]] | None = None,
    contacts: Sequence[PostContact] = (),
    addressees: Sequence[Addressee] = LADDER_ADDRESSEES,
) -> set[tuple[str, str, date]]:
    roster = {unit.code: unit for unit in a_roster(2)}
    for code, columns in (units or {}).items():
        roster[code] = replace(roster[code], **columns)  # type: ignore[arg-type]
    people = People(roster, contacts, "PGD", SCHOOLS)
    return {_as_tuple(one) for one in find_vacancies(people, addressees, first=FIRST, last=LAST)}


def _as_tuple(vacancy: Vacancy) -> tuple[str, str, date]:
    return vacancy.unit, vacancy.post, vacancy.since


def a_vacancy(unit: str, post: Post, since: date, until: date | None = None) -> PostContact:
    return PostContact(unit, post, Tenure.HOLDER, "", "", since, until)


def test_a_whole_roster_has_no_vacancy() -> None:
    assert found() == set()


def test_every_post_that_letters_need_is_looked_at() -> None:
    nobody = {"email": "", "officer_email": "", "head_email": "", "parent": None}
    assert found({"PGD": nobody, "MN02": {"email": ""}}) == {
        ("MN02", "school", FIRST),
        ("PGD", "department", FIRST),
        ("PGD", "officer", FIRST),
        ("PGD", "head", FIRST),
        ("PGD", "superior", FIRST),
    }


def test_a_post_that_the_ladder_does_not_speak_to_may_be_empty() -> None:
    assert found({"PGD": {"head_email": ""}}, addressees=[Addressee.OWNER]) == set()


def test_an_office_without_a_mailbox_is_reached_through_its_officer() -> None:
    assert found({"PGD": {"email": ""}}) == set()


def test_a_vacancy_to_come_is_found_with_its_first_day() -> None:
    day = date(2025, 2, 15)
    assert found(contacts=[a_vacancy("MN01", Post.UNIT, day)]) == {("MN01", "school", day)}
    assert found(contacts=[a_vacancy("SGD", Post.UNIT, day)]) == {("PGD", "superior", day)}


def test_a_vacancy_beyond_the_days_looked_at_is_not_found() -> None:
    assert found(contacts=[a_vacancy("PGD", Post.HEAD, date(2025, 3, 4))]) == set()
    assert found(contacts=[a_vacancy("PGD", Post.HEAD, LAST)]) == {("PGD", "head", LAST)}


def test_a_vacancy_that_is_over_is_not_found() -> None:
    assert found(contacts=[a_vacancy("PGD", Post.HEAD, date(2025, 1, 1), FIRST)]) == set()


def test_an_empty_column_is_vacant_again_when_a_contact_s_time_is_over() -> None:
    until = date(2025, 2, 20)
    acting = PostContact("PGD", Post.HEAD, Tenure.HOLDER, "Phó phòng", "pho@phong.example", FIRST, until)
    assert found({"PGD": {"head_email": ""}}, [acting]) == {("PGD", "head", until)}
