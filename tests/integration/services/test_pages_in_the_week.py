"""Published pages that are in trouble stand in the week of the officer who looks after the school."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from cycle_engine.domain.announcements import Announcement
from cycle_engine.services.desk import Desk
from cycle_engine.services.ticking import tick
from cycle_engine.store.announcements import queued_announcements
from cycle_engine.store.outbox import letters
from tests.builders import a_desk, a_roster, advance, on, open_sample_cycle
from tests.integration.conftest import KINDS, Offices
from tests.integration.services.published_schools import (
    ARTICLE,
    HERE,
    MAY,
    MONDAY,
    OTHER,
    check,
    publish,
    published_in_may,
)
from tests.web_servers import Site, a_site


@pytest.fixture
def site() -> Iterator[Site]:
    with a_site() as running:
        yield running


@pytest.fixture(params=KINDS)
def desk(request: pytest.FixtureRequest, offices: Offices, tmp_path: Path, site: Site) -> Iterator[Desk]:
    with published_in_may(offices, request.param, tmp_path, site) as opened:
        yield opened


def test_an_officer_hears_of_a_page_once_two_days_found_it_closed(desk: Desk, site: Site) -> None:
    check(on(desk, date(2025, 5, 27)))
    site.gives("", "/MN01", status=404)
    check(on(desk, date(2025, 5, 30)), "MN01")
    assert rows_of(the_week(desk, MONDAY), "closed") == []
    check(on(desk, date(2025, 6, 3)), "MN01")
    (row,) = rows_of(the_week(desk, date(2025, 6, 9)), "closed")
    assert (row["unit"], row["section"], row["days"], row["due"]) == ("MN01", "not_found", 404, date(2025, 5, 30))


def test_an_officer_hears_of_a_page_that_is_another_one_than_it_was(desk: Desk, site: Site) -> None:
    check(on(desk, date(2025, 5, 27)))
    site.gives(OTHER, "/MN02")
    for day in (date(2025, 5, 29), date(2025, 5, 30)):
        check(on(desk, day), "MN02")
    (row,) = rows_of(the_week(desk, MONDAY), "altered")
    assert (row["unit"], row["section"]) == ("MN02", "text_changed")


def test_what_is_published_no_more_is_told_no_more(desk: Desk, site: Site) -> None:
    site.gives("", "/MN01", status=404)
    for day in (date(2025, 5, 29), date(2025, 5, 30)):
        check(on(desk, day), "MN01")
    advance(on(desk, date(2025, 5, 30)), "MN01", "unpublish")
    assert rows_of(the_week(desk, MONDAY), "closed") == []


@pytest.mark.parametrize(("anew", "told"), [("", ["MN01"]), (ARTICLE, [])], ids=["closed again", "mended"])
def test_of_a_page_published_anew_the_week_tells_how_it_is_now(
    desk: Desk, site: Site, anew: str, told: list[str]
) -> None:
    dead = site.gives("", "/dead", status=404)
    for seen in (date(2025, 5, 28), date(2025, 5, 30)):
        advance(on(desk, seen), "MN01", "unpublish")
        publish(on(desk, seen), "MN01", site.gives(anew, "/anew") if anew and seen.day > 28 else dead)
        for later in (0, 1):
            check(on(desk, seen + timedelta(later)), "MN01")
    assert [row["unit"] for row in rows_of(the_week(desk, MONDAY), "closed")] == told


def test_a_row_about_a_page_goes_from_a_week_that_waits_once_the_school_takes_it_down(desk: Desk, site: Site) -> None:
    site.gives("", "/MN01", status=404)
    for day in (date(2025, 5, 29), date(2025, 5, 30)):
        check(on(desk, day), "MN01")
    assert rows_of(the_week(desk, MONDAY), "closed")
    advance(desk, "MN01", "unpublish")
    assert rows_of(waiting(desk), "closed") == []


def test_a_page_is_told_to_the_officer_who_looks_after_its_school(
    database_url: str, tmp_path: Path, site: Site
) -> None:
    province, office, *schools = a_roster(3)
    named = ("canbo@phong.example", "canbo@phong.example", "")
    roster = [replace(school, officer_email=box) for school, box in zip(schools, named, strict=True)]
    opened = a_desk(database_url, tmp_path, settings=f'publication.allow_hosts = ["{HERE}"]')
    open_sample_cycle(opened, roster=(province, office, *roster))
    spring = on(opened, MAY)
    advance(spring, "PGD", "issue_plan", "issue_guidance")
    for unit in ("MN01", "MN03"):
        advance(spring, unit, "submit", "approve", "request_review", "conclude_review", "recognize")
        publish(spring, unit, site.link(f"/{unit}"))
    for day in (date(2025, 5, 29), date(2025, 5, 30)):
        check(on(opened, day))
    told = {week.key.recipient: [row["unit"] for row in rows_of(week, "closed")] for week in weeks(opened, MONDAY)}
    assert told == {"canbo@phong.example": ["MN01"], "chuyenvien@phong.example": ["MN03"]}


def weeks(desk: Desk, day: date) -> list[Announcement]:
    return [
        one for letter in tick(on(desk, day)).letters for one in letter.plan.announcements
        if one.template == "weekly_digest"
    ]  # fmt: skip


def the_week(desk: Desk, day: date) -> Announcement:
    (week,) = weeks(desk, day)
    return week


def waiting(desk: Desk) -> Announcement:
    with desk.database.read() as rows:
        queued = queued_announcements(rows, [letter.id for letter in letters(rows, state="queued")])
    return next(one for said in queued.values() for one in said if one.template == "weekly_digest")


def rows_of(week: Announcement, kind: str) -> list[Any]:
    rows = week.facts[kind]
    assert isinstance(rows, tuple)
    return list(rows)
