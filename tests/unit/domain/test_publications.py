"""When a page is looked at, from when on a finding is news, and when it is our own network."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from cycle_engine.domain.fetched_pages import Fetched, Trouble
from cycle_engine.domain.publications import (
    ALTERED,
    CLOSED,
    Finding,
    Frequency,
    PageLook,
    PublicationCheck,
    is_due,
    is_our_own_network,
    trouble_since,
)

MONDAY = date(2025, 6, 2)


def a_check(on: date = MONDAY, finding: Finding = Finding.REACHABLE, since: date | None = None) -> PublicationCheck:
    return PublicationCheck(
        case_id=1,
        published_seq=7,
        number=1,
        link="https://mn01.edu.vn/a",
        checked_at=datetime(on.year, on.month, on.day, 3, tzinfo=UTC),
        checked_on=on,
        finding=finding,
        cause="",
        status=200,
        share=None,
        look=PageLook(),
        is_baseline=False,
        trouble_since=since,
        checked_by="can-bo",
    )


def came(host: str, **facts: Any) -> Fetched:
    link = f"https://{host}.edu.vn/a"
    return Fetched(link, facts.pop("final_link", link), **facts)


def test_one_outage_is_no_news_and_trouble_on_another_day_is() -> None:
    assert not a_check(MONDAY, Finding.GONE, since=MONDAY).is_news
    assert a_check(date(2025, 6, 3), Finding.GONE, since=MONDAY).is_news
    assert not a_check().is_news


@pytest.mark.parametrize("finding", sorted(Finding))
def test_trouble_counts_from_the_first_of_the_checks_in_a_row_that_found_any(finding: Finding) -> None:
    tuesday, is_trouble = date(2025, 6, 3), finding in CLOSED | ALTERED
    assert trouble_since(finding, None, tuesday) == (tuesday if is_trouble else None)
    assert trouble_since(finding, a_check(), tuesday) == (tuesday if is_trouble else None)
    before = a_check(MONDAY, Finding.UNREACHABLE, since=MONDAY)
    assert trouble_since(finding, before, tuesday) == (MONDAY if is_trouble else None)


def test_a_clock_that_went_ahead_once_leaves_no_trouble_since_a_day_to_come() -> None:
    ahead = a_check(date(2030, 1, 1), Finding.GONE, since=date(2030, 1, 1))
    assert trouble_since(Finding.GONE, ahead, MONDAY) == MONDAY


@pytest.mark.parametrize(
    ("check", "frequency", "due"),
    [
        (a_check(), Frequency.WEEKLY, "2025-06-09"),
        (a_check(), Frequency.DAILY, "2025-06-03"),
        (a_check(MONDAY, Finding.GONE, since=MONDAY), Frequency.WEEKLY, "2025-06-03"),
        (a_check(MONDAY, Finding.GONE, since=date(2025, 6, 1)), Frequency.WEEKLY, "2025-06-09"),
        (None, Frequency.WEEKLY, "2025-06-02"),
    ],
)
def test_a_page_in_doubt_is_looked_at_again_the_next_day(
    check: PublicationCheck | None, frequency: Frequency, due: str
) -> None:
    days = [date(2025, 6, number) for number in range(2, 15)]
    assert next(day for day in days if is_due(check, day, frequency)) == date.fromisoformat(due)
    assert not any(is_due(check, day, Frequency.OFF) for day in days)


SILENT = (Trouble.NO_SUCH_NAME, Trouble.NO_CONNECTION, Trouble.TOO_SLOW, Trouble.BAD_CERTIFICATE)


def test_when_of_several_hosts_none_answers_it_is_our_own_network() -> None:
    silent = [came(f"mn{number}", trouble=trouble) for number, trouble in enumerate(SILENT)]
    assert is_our_own_network(silent)
    assert is_our_own_network(silent[:3])
    assert not is_our_own_network(silent[:2])
    assert not is_our_own_network([*silent, came("mn9", status=503)])
    assert not is_our_own_network([*silent, came("mn9", trouble=Trouble.NOT_HTTP)])
    assert not is_our_own_network([])


def test_many_pages_of_one_host_are_one_host() -> None:
    assert not is_our_own_network([came("mn1", trouble=Trouble.TOO_SLOW)] * 5)


def test_links_that_nobody_was_asked_about_say_nothing_of_the_network() -> None:
    refused = [came(f"mn{number}", trouble=Trouble.REFUSED_ADDRESS) for number in range(5)]
    assert not is_our_own_network(refused)
    assert is_our_own_network([*refused, *(came(f"x{number}", trouble=Trouble.TOO_SLOW) for number in range(3))])


def test_one_stranger_who_answers_for_everybody_is_our_own_network_too() -> None:
    login = "http://dang-nhap.khach-san.vn/"
    captive = [came(f"mn{number}", status=200, final_link=login) for number in range(3)]
    assert is_our_own_network(captive)
    assert not is_our_own_network([*captive, came("mn9", status=200)])
