"""Published pages in an officer's week."""

from dataclasses import replace
from datetime import date
from typing import Any

from cycle_engine.domain.publications import Finding
from cycle_engine.domain.week_pages import WeekPage, page_facts
from cycle_engine.domain.weekly import has_something, without_lapsed
from tests.unit.domain.test_publications import a_check

TUESDAY = date(2025, 6, 3)


def a_page(number: int = 1, finding: Finding = Finding.GONE, since: date = date(2025, 6, 2)) -> WeekPage:
    check = replace(a_check(TUESDAY, finding, since), case_id=number, cause="not_found", status=404)
    return f"MN{number:02}", f"Trường Mầm non {number}", check


def rows(facts: Any, kind: str) -> list[Any]:
    return list(facts[kind])


def test_pages_that_do_not_open_stand_apart_from_those_that_changed() -> None:
    facts = page_facts([a_page(1, Finding.CHANGED), a_page(2), a_page(3, Finding.REDIRECTED)], most=50)
    assert [row["unit"] for row in rows(facts, "closed")] == ["MN02"]
    assert [row["unit"] for row in rows(facts, "altered")] == ["MN01", "MN03"]


def test_a_row_says_since_when_why_and_where() -> None:
    (row,) = rows(page_facts([a_page()], most=50), "closed")
    assert (row["due"], row["section"], row["days"]) == (date(2025, 6, 2), "not_found", 404)
    assert row["title"] == "https://mn01.edu.vn/a"


def test_what_has_been_so_longest_stands_first_and_the_rest_is_counted() -> None:
    facts = page_facts([a_page(1), a_page(2, since=date(2025, 5, 1)), a_page(3)], most=2)
    assert [row["unit"] for row in rows(facts, "closed")] == ["MN02", "MN01"]
    assert facts["closed_more"] == (3,)


def test_a_week_with_nothing_but_a_page_has_something_to_tell() -> None:
    assert has_something(page_facts([a_page()], most=50))
    assert not has_something(page_facts([], most=50))


def test_what_a_school_that_moved_had_published_is_left_out() -> None:
    facts = page_facts([a_page(1), a_page(2), a_page(3)], most=2)
    left = without_lapsed(facts, lambda _: True, [1, 3])
    assert [row["unit"] for row in rows(left, "closed")] == ["MN02"]
    assert left["closed_more"] == ()
