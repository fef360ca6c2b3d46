"""Published pages are checked on a real server, and what is found is kept, compared and told."""

import tracemalloc
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.exc import IntegrityError

from cycle_engine.domain.definition import Role
from cycle_engine.domain.fetched_pages import Fetched, Trouble
from cycle_engine.domain.publications import Finding
from cycle_engine.errors import NotFound, NotPermitted, OperationRefused, Unavailable
from cycle_engine.services.desk import Desk, as_seen_at
from cycle_engine.services.publication_checking import check_publications, check_when_due
from cycle_engine.services.published_pages import PublishedPage, list_publications
from cycle_engine.store.facts import mark_rehearsal
from cycle_engine.store.publications import record_checks
from cycle_engine.store.rows import Row
from tests.builders import advance, by, everything, on
from tests.integration.conftest import KINDS, Offices
from tests.integration.services.published_schools import (
    ARTICLE,
    HERE,
    MONDAY,
    NO_PAUSE,
    OTHER,
    check,
    findings,
    publish,
    published_in_may,
    with_settings,
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


def due(desk: Desk, **given: Any) -> Mapping[str, Finding]:
    return findings(check_when_due(desk, pace=NO_PAUSE, **given))


def the_page(desk: Desk, unit: str = "MN01") -> PublishedPage:
    return next(page for page in list_publications(desk) if page.unit == unit)


def silent(link: str) -> Fetched:
    return Fetched(link, link, trouble=Trouble.TOO_SLOW)


def test_each_school_that_has_published_is_asked_for_once(desk: Desk, site: Site) -> None:
    assert check(desk) == {"MN01": Finding.REACHABLE, "MN02": Finding.REACHABLE}
    assert sorted(path for path, _ in site.asked) == ["/MN01", "/MN02"]


def test_what_was_found_is_kept_with_its_day_and_who_asked(desk: Desk, site: Site) -> None:
    check(desk, "MN01")
    kept = the_page(desk).check
    assert kept
    assert (kept.checked_on, kept.checked_at, kept.checked_by) == (MONDAY, desk.clock.now(), desk.login)
    assert (kept.status, kept.look.title, kept.link) == (200, "Công bố", site.link("/MN01"))
    assert (kept.number, kept.is_baseline, kept.trouble_since) == (1, True, None)
    assert the_page(desk, "MN02").check is None


def test_a_page_is_compared_with_what_it_was_at_first_however_often_it_is_checked(desk: Desk, site: Site) -> None:
    check(desk, "MN01")
    site.gives(OTHER, "/MN01")
    for number in range(1, 4):
        assert check(on(desk, MONDAY + timedelta(number)), "MN01") == {"MN01": Finding.CHANGED}
    site.gives(ARTICLE, "/MN01")
    assert check(on(desk, MONDAY + timedelta(5)), "MN01") == {"MN01": Finding.REACHABLE}
    kept = the_page(desk).check
    assert kept
    assert (kept.number, kept.share, kept.trouble_since) == (5, 100, None)


def test_what_a_person_has_looked_at_is_the_page_from_then_on(desk: Desk, site: Site) -> None:
    check(desk, "MN01")
    site.gives(OTHER, "/MN01")
    assert check(desk, "MN01") == {"MN01": Finding.CHANGED}
    assert check(desk, "MN01", accepting=True) == {"MN01": Finding.REACHABLE}
    assert check(desk, "MN01") == {"MN01": Finding.REACHABLE}
    site.gives(ARTICLE, "/MN01")
    assert check(desk, "MN01") == {"MN01": Finding.CHANGED}


def test_a_link_that_is_published_anew_begins_anew(desk: Desk, site: Site) -> None:
    check(desk, "MN01")
    advance(desk, "MN01", "unpublish")
    assert [page.unit for page in list_publications(desk)] == ["MN02"]
    publish(desk, "MN01", site.gives(OTHER, "/moi"))
    assert the_page(desk).check is None
    assert check(desk, "MN01") == {"MN01": Finding.REACHABLE}
    kept = the_page(desk).check
    assert kept
    assert (kept.number, kept.is_baseline) == (1, True)


def test_a_page_that_was_never_there_has_no_baseline_until_it_is(desk: Desk, site: Site) -> None:
    site.gives("", "/MN01", status=404)
    assert check(desk, "MN01") == {"MN01": Finding.GONE}
    site.gives(OTHER, "/MN01")
    assert check(desk, "MN01") == {"MN01": Finding.REACHABLE}
    kept = the_page(desk).check
    assert kept
    assert kept.is_baseline


def test_a_school_that_has_not_published_is_refused_with_all_others_like_it(desk: Desk, site: Site) -> None:
    before = everything(desk.database)
    with pytest.raises(OperationRefused) as refused:
        check(desk, "MN01", "MN03")
    assert refused.value.facts["units"] == ["MN03"]
    with pytest.raises(NotFound):
        check(desk, "MN99")
    assert (everything(desk.database), site.asked) == (before, [])


def test_only_the_office_s_own_people_may_check(desk: Desk, site: Site) -> None:
    check(by(desk, "can-bo", Role.OFFICER), "MN01")
    with pytest.raises(NotPermitted):
        check(by(desk, "hieu-truong", Role.SCHOOL, unit="MN01"), "MN01")
    assert len(site.asked) == 1


def test_a_rehearsal_asks_nobody(desk: Desk, site: Site) -> None:
    with desk.database.write() as transaction:
        mark_rehearsal(transaction)
    with pytest.raises(OperationRefused, match="diễn tập"):
        check(desk)
    assert due(desk) == {}
    assert site.asked == []


def test_a_preview_names_the_pages_and_asks_nobody(desk: Desk, site: Site) -> None:
    before = everything(desk.database)
    run = check_publications(desk, dry_run=True)
    assert [page.unit for page in run.pages] == ["MN01", "MN02"]
    assert (everything(desk.database), site.asked) == (before, [])


def test_hosts_of_this_network_are_asked_only_where_they_are_allowed(desk: Desk, site: Site) -> None:
    assert check(with_settings(desk, ""), "MN01") == {"MN01": Finding.REFUSED_ADDRESS}
    assert site.asked == []
    other = with_settings(desk, f'publication.allow_hosts = ["TRƯỜNG.noibo.", "{HERE}.", "không phải tên"]')
    assert check(other, "MN01") == {"MN01": Finding.REACHABLE}


def test_the_office_says_who_asks(desk: Desk, site: Site) -> None:
    allowed = f'allow_hosts = ["{HERE}"]\n'
    check(with_settings(desk, f'[publication]\n{allowed}asks_as = "Phòng GDĐT Mẫu"\n'), "MN01")
    check(with_settings(desk, f'site.base_url = "https://mau.example/kq"\n[publication]\n{allowed}'), "MN01")
    check(with_settings(desk, f"[publication]\n{allowed}"), "MN01")
    assert [headers["User-Agent"] for _, headers in site.asked] == [
        "Phong GDDT Mau",
        "cycle (publication check; +https://mau.example/kq)",
        "cycle (publication check)",
    ]


def test_an_authority_s_file_that_is_not_there_is_said_before_anybody_is_asked(desk: Desk, site: Site) -> None:
    with pytest.raises(Unavailable) as refused:
        check(with_settings(desk, '[publication]\nca_file = "khong-co.pem"\n'))
    assert refused.value.facts["file"] == "khong-co.pem"
    assert site.asked == []


def test_a_run_takes_the_pages_that_waited_longest_and_leaves_the_rest(desk: Desk) -> None:
    few = with_settings(desk, f'[publication]\nallow_hosts = ["{HERE}"]\nmost_per_run = 1\n')
    runs = [check_publications(on(few, MONDAY + timedelta(day)), pace=NO_PAUSE) for day in range(3)]
    assert [[page.unit for page in run.pages] for run in runs] == [["MN01"], ["MN02"], ["MN01"]]
    assert [run.left for run in runs] == [1, 1, 1]


def test_the_daemon_checks_a_page_a_week_and_one_in_doubt_the_next_day(desk: Desk, site: Site) -> None:
    assert due(desk) == {"MN01": Finding.REACHABLE, "MN02": Finding.REACHABLE}
    site.gives("", "/MN01", status=404)
    checked = {day: sorted(due(on(desk, MONDAY + timedelta(day)))) for day in range(1, 16)}
    assert {day: units for day, units in checked.items() if units} == {
        7: ["MN01", "MN02"],
        8: ["MN01"],
        14: ["MN02"],
        15: ["MN01"],
    }


def test_whoever_asks_only_for_what_is_due_asks_as_the_daemon_does(desk: Desk) -> None:
    check(desk, "MN01")
    assert set(check(desk, only_due=True)) == {"MN02"}
    assert set(check(on(desk, MONDAY + timedelta(7)), "MN01", only_due=True)) == {"MN01"}


def test_a_day_s_second_daemon_finds_nothing_to_do(desk: Desk, site: Site) -> None:
    due(desk)
    assert due(desk) == {}
    assert len(site.asked) == 2


@pytest.mark.parametrize("weeks_before", [0, 1])
def test_of_two_daemons_that_ask_at_the_same_moment_one_writes_it_down(desk: Desk, weeks_before: int) -> None:
    asked: list[str] = []
    now = on(desk, MONDAY + timedelta(weeks=weeks_before))

    def meanwhile(link: str) -> Fetched:
        if not asked:
            asked.append(link)
            due(now)
        return silent(link)

    if weeks_before:
        due(desk)
    assert due(now, fetch=meanwhile) == {"MN01": Finding.REACHABLE, "MN02": Finding.REACHABLE}
    assert [row["number"] for row in checks(desk)] == [*range(1, weeks_before + 2)] * 2


def test_the_database_itself_keeps_a_number_from_being_written_twice(desk: Desk) -> None:
    check(desk, "MN01")
    kept = the_page(desk).check
    assert kept
    with pytest.raises(IntegrityError), desk.database.write() as transaction:
        record_checks(transaction, [kept])


@pytest.mark.parametrize(
    "statement", ["UPDATE publication_checks SET finding = 'gone'", "DELETE FROM publication_checks"]
)
def test_what_was_found_is_never_changed(desk: Desk, statement: str) -> None:
    check(desk, "MN01")
    with (
        pytest.raises((IntegrityError, Unavailable), match="append-only"),
        desk.database.write() as transaction,
    ):
        transaction.execute(statement)


@pytest.mark.parametrize("word", ["off", "daily", "weekly"])
def test_the_office_sets_how_often(desk: Desk, word: str) -> None:
    often = with_settings(desk, f'[publication]\ncheck = "{word}"\nallow_hosts = ["{HERE}"]\n')
    days = [day for day in range(9) if due(on(often, MONDAY + timedelta(day)))]
    assert days == {"off": [], "daily": list(range(9)), "weekly": [0, 7]}[word]


def test_where_nobody_answers_it_is_our_own_network_and_nothing_is_kept(desk: Desk) -> None:
    for unit in ("MN01", "MN02"):
        advance(desk, unit, "unpublish")
    for unit in ("MN01", "MN02", "MN03"):
        publish(desk, unit, f"https://{unit}.edu.vn/a")
    with pytest.raises(Unavailable) as refused:
        check(desk, fetch=silent)
    assert refused.value.reason == "own_network"
    with pytest.raises(Unavailable):
        due(desk, fetch=silent)
    assert checks(desk) == []


def test_a_look_back_sees_what_was_known_then(desk: Desk, site: Site) -> None:
    check(desk, "MN01")
    site.gives("", "/MN01", status=404)
    check(on(desk, date(2025, 6, 9)), "MN01")
    assert findings(list_publications(desk.looking_back(as_seen_at(date(2025, 6, 8)))))["MN01"] is Finding.REACHABLE
    assert findings(list_publications(desk.looking_back(as_seen_at(date(2025, 6, 9)))))["MN01"] is Finding.GONE
    assert findings(list_publications(desk.looking_back(as_seen_at(date(2025, 6, 1))))) == {}


def test_nothing_is_asked_while_the_database_is_held(desk: Desk) -> None:
    def writing(link: str) -> Fetched:
        with desk.database.write(alone=True) as transaction:
            transaction.take_back()
        return silent(link)

    assert check(desk, "MN01", fetch=writing) == {"MN01": Finding.UNREACHABLE}


def test_of_pages_that_came_only_what_was_found_is_held_on_to(desk: Desk) -> None:
    size = 16 * 2**20

    def large(link: str) -> Fetched:
        return Fetched(link, link, status=200, content_type="application/pdf", content=bytes(size))

    tracemalloc.start()
    try:
        assert check(desk, fetch=large) == {"MN01": Finding.REACHABLE, "MN02": Finding.REACHABLE}
        assert tracemalloc.get_traced_memory()[1] < 1.5 * size
    finally:
        tracemalloc.stop()


def checks(desk: Desk) -> list[Row]:
    return list(everything(desk.database)["publication_checks"])
