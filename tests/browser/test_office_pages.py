"""The pages that stay in an office (board, report, letters to come), and letters as mail readers have them."""

import re
from datetime import date, timedelta
from pathlib import Path
from typing import Final

import pytest
from playwright.sync_api import Page

from cycle_engine.services.board_page import write_board_page
from cycle_engine.services.reporting import make_monthly_report
from cycle_engine.services.simulating import simulate, write_letter_calendar
from cycle_engine.services.ticking import tick
from tests.browser.page_checkers import html_faults
from tests.browser.visiting import PHONE, WCAG, WIDE, Visitor, accessibility_faults, overflows, served
from tests.builders import (
    a_composer,
    a_desk,
    a_roster,
    a_unit,
    advance,
    close_desks,
    on,
    open_sample_cycle,
    with_composer,
)
from tests.databases import SQLiteTemplate
from tests.site_samples import HOSTILE

TODAY: Final = date(2025, 4, 9)
PAGES: Final = ("board.html", "report.html", "calendar.html")
LETTERS: Final = sorted((Path(__file__).parents[1] / "golden" / "letters").glob("*.html"))

PICTURE: Final = "data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7"
"""Stands for the picture that comes in the same message as a letter."""

FOR_MAIL_READERS: Final = re.compile(
    r"The “(width|cellpadding|cellspacing|border|bgcolor|align|valign)” attribute on the “(table|td)” element is"
    r"|CSS: “supported-color-schemes”"
)
"""What the checker has against letters, which some mail readers read only so."""

MISTAKEN: Final = re.compile("CSS: “vector-effect”|image “data:[^”]*” blocked by “img-src” directive")
"""Where the checker is wrong: a property of SVG, and pictures within the page, which ``img-src data:`` lets in."""

READ: Final = (
    *("correction-long", "digest-officer-of-everything", "escalation-head", "monthly-report", "overdue", "published"),
    *("reminder", "returned", "review-schedule-reviewer", "weekly-digest-long"),
)
"""Letters that have among them every part that a letter may have."""


@pytest.fixture(scope="module")
def pages(sqlite_template: SQLiteTemplate, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The pages of an office with a school at every stage, some of them late, and others with hostile names."""
    folder = tmp_path_factory.mktemp("office")
    desk = with_composer(a_desk(sqlite_template.copy(folder), folder), a_composer())
    hostile = [a_unit(f"XX{number}", name=name) for number, name in enumerate(HOSTILE)]
    open_sample_cycle(desk, roster=(*a_roster(5), *hostile))
    advance(desk, "PGD", "issue_plan", "issue_guidance")
    way = ("submit", "approve", "request_review", "conclude_review", "recognize", "publish")
    for number in range(1, 6):
        advance(desk, f"MN{number:02}", *way[: number + 1])
    advance(desk, "XX1", "exempt", reason=HOSTILE[0])
    tick(on(desk, TODAY))
    today = on(desk, TODAY)
    write_letter_calendar(simulate(today, TODAY, TODAY + timedelta(days=40)), folder / "calendar.html")
    write_board_page(today).replace(folder / "board.html")
    files = make_monthly_report(today, "2025-03").files
    next(file for file in files if file.suffix == ".html").replace(folder / "report.html")
    close_desks()
    return folder


def said(page: Page) -> str:
    return page.locator("body").inner_text()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [WIDE, PHONE])
@pytest.mark.parametrize("name", PAGES)
def test_a_page_of_the_office_is_for_everybody_and_asks_nobody(
    visitor: Visitor, pages: Path, name: str, width: int, scheme: str
) -> None:
    page = visitor.open(pages / name, width=width, scheme="dark" if scheme == "dark" else "light")
    assert accessibility_faults(page) == []
    assert not overflows(page)


@pytest.mark.parametrize("name", PAGES)
def test_a_page_of_the_office_may_run_no_script_and_load_nothing(visitor: Visitor, pages: Path, name: str) -> None:
    page = visitor.open(pages / name)
    policy = page.locator("meta[http-equiv=Content-Security-Policy]").get_attribute("content") or ""
    assert re.fullmatch(r"default-src 'none'; (img-src data:; )?style-src 'unsafe-inline'", policy)
    assert page.locator("script, iframe, object, link[rel=stylesheet]").count() == 0


@pytest.mark.parametrize("name", ["board.html", "report.html"])
def test_hostile_names_stay_text_in_the_office(visitor: Visitor, pages: Path, name: str) -> None:
    page = visitor.open(pages / name)
    assert all(hostile in said(page) for hostile in HOSTILE[:3])
    assert page.locator("b, img[src=x], [onerror], [onmouseover], a[href^=javascript]").count() == 0
    assert not re.search("[\u202a-\u202e\u2066-\u2069]", said(page))


@pytest.mark.parametrize("name", ["board.html", "report.html"])
def test_a_page_of_the_office_is_printed_whole(visitor: Visitor, pages: Path, name: str) -> None:
    page = visitor.open(pages / name)
    page.emulate_media(media="print")
    assert "Trường Mầm non MN01" in said(page)
    assert not overflows(page)


def test_pages_of_the_office_are_valid_html(pages: Path) -> None:
    with served(pages) as address:
        faults = html_faults([f"{address}{name}" for name in PAGES])
    assert [fault for fault in faults if not MISTAKEN.search(fault)] == []


def test_letters_are_valid_html_but_for_what_mail_readers_need() -> None:
    assert [fault for fault in html_faults(LETTERS) if not FOR_MAIL_READERS.search(fault)] == []


@pytest.mark.parametrize("name", READ)
def test_a_letter_can_be_read_by_everybody_in_the_light_and_in_the_dark(
    visitor: Visitor, tmp_path: Path, name: str
) -> None:
    written = next(letter for letter in LETTERS if letter.stem == name).read_text("utf-8")
    letter = tmp_path / "letter.html"
    letter.write_text(re.sub(r'"cid:[^"]*"', f'"{PICTURE}"', written), "utf-8")
    page = visitor.open(letter, width=PHONE)
    assert accessibility_faults(page, rules=WCAG) == []
    page.emulate_media(color_scheme="dark")
    assert accessibility_faults(page, rules=WCAG) == []
    assert not overflows(page)
