"""The results site as visitors use it: search, order, filters, addresses, paper, downloads, keys, a telephone."""

import csv
import json
import re
from collections.abc import Sequence
from io import StringIO
from pathlib import Path
from typing import Any, Final

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from cycle_engine.formatting import search_key
from cycle_engine.reports.site import render_site
from cycle_engine.reports.site_check import CheckFacts, site_check_files
from cycle_engine.reports.site_results import SiteFacts
from cycle_engine.store.site_folder import replace_site
from tests.browser.page_checkers import html_faults, lighthouse_scores
from tests.browser.visiting import PHONE, Visitor, accessibility_faults, overflows, served
from tests.site_samples import HOSTILE, a_result, a_small_site, hostile_results, site_facts

CODE: Final = "CYC1:ABCDEFGH"


def build(folder: Path, facts: SiteFacts) -> Path:
    replace_site(folder, render_site(facts, site_check_files(CheckFacts(facts.frame, (), ()))))
    return folder


def many_schools() -> SiteFacts:
    """Six hundred schools under six communes, so that the list goes over several screens and pages."""
    return site_facts(
        *(
            a_result(
                f"MN{number:04}",
                level=number % 3 + 1,
                parent=f"XA{number % 6}",
                parent_name=f"UBND xã Mẫu {number % 6}",
            )
            for number in range(600)
        )
    )


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(tmp_path_factory.mktemp("small") / "site", a_small_site())


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(tmp_path_factory.mktemp("many") / "site", many_schools())


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(tmp_path_factory.mktemp("hostile") / "site", site_facts(*hostile_results()))


def open_list(visitor: Visitor, folder: Path, after: str = "", *, width: int = 1280) -> Page:
    return visitor.open(f"{(folder / 'index.html').as_uri()}{after}", width=width)


def open_page(visitor: Visitor, folder: Path, name: str, **window: Any) -> Page:
    """A page of the site, which may ask for the site's other files."""
    visitor.allow(f"{folder.as_uri()}/")
    return visitor.open(folder / name, **window)


def names(page: Page) -> list[str]:
    """The names shown, without what they begin with."""
    shown = page.locator("#ket-qua tbody th").all_inner_texts()
    return [re.sub(r"^Trường (Mầm non )?", "", name) for name in shown]


def said(page: Page) -> str:
    return page.locator("#dem").inner_text()


def search(page: Page, typed: str) -> list[str]:
    page.locator("#tim").fill("")
    page.locator("#tim").press_sequentially(typed)
    return names(page)


# --- search, filters and order ----------------------------------------------------------------------------------------


def test_a_list_begins_with_the_newest_year_by_name(visitor: Visitor, small: Path) -> None:
    page = open_list(visitor, small)
    assert names(page) == ["An Lành", "Ánh Dương", "Ấm Áp", "Ba Vì Mẫu", "Đông Hải", "Tiểu học Đông Mẫu"]
    assert said(page) == "6 kết quả. Đang lọc: 2024-2025."


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("anh duong", ["Ánh Dương"]),
        ("ÁNH DƯƠNG", ["Ánh Dương"]),
        ("  đông   hải ", ["Đông Hải"]),
        ("hai dong", ["Đông Hải"]),
        ("mn05", ["Ba Vì Mẫu"]),
        ("tay mau", ["Ánh Dương", "Ấm Áp"]),
        ("12/qd", ["Ấm Áp"]),
        ("không có", []),
    ],
)
def test_search_needs_no_accents_and_every_word_must_occur(
    visitor: Visitor, small: Path, typed: str, found: Sequence[str]
) -> None:
    page = open_list(visitor, small)
    assert search(page, typed) == found
    assert said(page).startswith(f"{len(found)} kết quả." if found else "Không có kết quả nào phù hợp.")


def test_what_is_typed_is_read_as_the_names_were(visitor: Visitor, tmp_path: Path) -> None:
    written = ["Trường Đặng-Ứng ẫ", "Straße", "e\u0301cole", "Ơ Ư ĐĐ", "số 1"]
    results = [a_result(f"MN{number}", name=name) for number, name in enumerate(written)]
    page = open_list(visitor, build(tmp_path / "site", site_facts(*results)))
    for name in written:
        if "ß" not in name:
            assert search(page, name) != [], search_key(name)


def test_filters_narrow_together_and_are_taken_back(visitor: Visitor, small: Path) -> None:
    page = open_list(visitor, small)
    page.get_by_label("Đơn vị quản lý", exact=True).select_option(label="UBND xã Đông Mẫu")
    assert names(page) == ["Ba Vì Mẫu", "Đông Hải", "Tiểu học Đông Mẫu"]
    page.get_by_label("Mức", exact=True).select_option(label="Mức 2 (đáp ứng cơ bản)")
    assert names(page) == ["Ba Vì Mẫu", "Tiểu học Đông Mẫu"]
    page.get_by_label("Loại trường").select_option("tiểu học")
    assert names(page) == ["Tiểu học Đông Mẫu"]
    assert said(page) == "1 kết quả. Đang lọc: UBND xã Đông Mẫu; tiểu học; 2024-2025; Mức 2 (đáp ứng cơ bản)."
    page.get_by_role("button", name="Xóa bộ lọc").click()
    assert len(names(page)) == 6
    expect(page.locator("#tim")).to_be_focused()


def test_a_school_without_an_authority_can_be_found_by_that(visitor: Visitor, small: Path) -> None:
    page = open_list(visitor, small)
    page.get_by_label("Đơn vị quản lý", exact=True).select_option(label="[...]")
    assert names(page) == ["An Lành"]


def test_earlier_years_are_there_for_who_asks(visitor: Visitor, small: Path) -> None:
    page = open_list(visitor, small)
    page.get_by_label("Năm học").select_option("2023-2024")
    assert names(page) == ["Đông Hải"]
    page.get_by_label("Năm học").select_option("")
    assert len(names(page)) == 7


@pytest.mark.parametrize(
    ("heading", "first", "last"),
    [
        ("Trường", "An Lành", "Tiểu học Đông Mẫu"),
        ("Mã", "Đông Hải", "Tiểu học Đông Mẫu"),
        ("Đơn vị quản lý", "An Lành", "Ấm Áp"),
        ("Loại trường", "An Lành", "Tiểu học Đông Mẫu"),
        ("Mức", "Ánh Dương", "Đông Hải"),
        ("Quyết định công nhận", "Ba Vì Mẫu", "Ấm Áp"),
        ("Công bố", "An Lành", "Tiểu học Đông Mẫu"),
    ],
)
def test_every_heading_sorts_both_ways(visitor: Visitor, small: Path, heading: str, first: str, last: str) -> None:
    page = open_list(visitor, small)
    head = page.get_by_role("columnheader", name=heading, exact=True)
    if head.get_attribute("aria-sort") is None:
        head.get_by_role("button").click()
    expect(head).to_have_attribute("aria-sort", "ascending")
    assert (names(page)[0], names(page)[-1]) == (first, last)
    head.get_by_role("button").click()
    expect(head).to_have_attribute("aria-sort", "descending")
    assert (names(page)[0], names(page)[-1]) == (last, first)
    assert page.locator("th[aria-sort]").count() == 1


# --- a long list ------------------------------------------------------------------------------------------------------


def test_a_long_answer_is_shown_a_hundred_at_a_time(visitor: Visitor, many: Path) -> None:
    page = open_list(visitor, many)
    rows = page.locator("#ket-qua tbody tr")
    expect(rows).to_have_count(100)
    assert said(page) == "600 kết quả, đang hiện 100."
    page.get_by_role("button", name="Hiện thêm").press("Enter")
    expect(rows).to_have_count(200)
    assert page.evaluate("document.activeElement.textContent") == "Trường Mầm non MN0100"
    page.locator("#tim").fill("mn000")
    expect(rows).to_have_count(10)
    expect(page.get_by_role("button", name="Hiện thêm")).to_be_hidden()


def test_a_long_list_is_whole_without_scripts(visitor: Visitor, many: Path) -> None:
    page = visitor.open(many / "index.html", scripts=False)
    assert page.locator("#tim-kiem").is_hidden()
    shown = names(page)
    page.get_by_role("link", name="năm học 2024-2025, trang 2").click()
    shown += [re.sub(r"^Trường Mầm non ", "", name) for name in page.locator("tbody th").all_inner_texts()]
    assert shown == [f"MN{number:04}" for number in range(600)]


# --- links to a search, and codes of certificates ---------------------------------------------------------------------


def test_what_is_asked_for_stands_in_the_address_and_is_found_again_there(visitor: Visitor, small: Path) -> None:
    page = open_list(visitor, small)
    search(page, "mẫu")
    page.get_by_label("Đơn vị quản lý", exact=True).select_option("XA01")
    page.get_by_label("Năm học").select_option("")
    page.get_by_role("button", name="Mức").click()
    page.get_by_role("button", name="Mức").click()
    page.wait_for_url(re.compile(r"#tim=.*xep=-level"))
    shown = names(page)
    again = visitor.open(page.url)
    assert names(again) == shown
    assert len(shown) == 4
    assert again.locator("#tim").input_value() == "mẫu"


@pytest.mark.parametrize("after", ["#muc=9", "#nam=1999", "#xep=-gi-do", "#don-vi=%3Cscript%3E", "#noi-dung", "#"])
def test_an_address_that_asks_for_nothing_there_is_shows_the_list(visitor: Visitor, small: Path, after: str) -> None:
    assert len(names(open_list(visitor, small, after))) in {6, 7}


def test_the_way_to_the_content_keeps_what_was_asked_for(visitor: Visitor, small: Path) -> None:
    page = open_list(visitor, small, "#tim=anh+duong")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Đến nội dung chính")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    assert names(page) == ["Ánh Dương"]


@pytest.mark.parametrize("after", [f"#{CODE}", f"#{CODE.replace(':', '%3A')}"])
def test_the_code_of_a_certificate_is_passed_on_to_the_check(visitor: Visitor, small: Path, after: str) -> None:
    page = open_list(visitor, small, after)
    page.wait_for_url(re.compile(r"kiem-tra\.html#CYC1"))
    assert page.url.endswith(after)


# --- keys, paper, downloads -------------------------------------------------------------------------------------------


def test_everything_can_be_reached_and_done_by_keys(visitor: Visitor, small: Path) -> None:
    page = open_list(visitor, small)
    reached = []
    for _ in range(18):
        page.keyboard.press("Tab")
        reached.append(page.evaluate("document.activeElement.id || document.activeElement.textContent"))
        outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
        assert outline != "none", reached[-1]
    assert reached[3:10] == ["tim", "don-vi", "cap-hoc", "nam", "muc", "Xóa bộ lọc", "in"]
    assert reached[10:12] == ["Trường", "Mã"]
    page.locator("#tim").focus()
    page.keyboard.type("dong hai")
    page.keyboard.press("Enter")
    assert names(page) == ["Đông Hải"]


def test_paper_takes_every_hit_and_the_screen_has_its_own_back(visitor: Visitor, many: Path, tmp_path: Path) -> None:
    page = open_list(visitor, many, "#muc=3")
    rows = page.locator("#ket-qua tbody tr")
    expect(rows).to_have_count(100)
    file = tmp_path / "in.pdf"
    page.pdf(path=file, prefer_css_page_size=True)
    sheets = [sheet.extract_text() for sheet in PdfReader(file).pages]
    whole = "\n".join(sheets)
    assert len(re.findall(r"Trường Mầm non MN\d{4}", whole)) == 200
    assert len(sheets) > 5
    assert all("công nhận Công bố" in sheet for sheet in sheets)
    assert "https://mn0002.truong.example/" in whole
    assert "Xóa bộ lọc" not in whole
    assert "Đang lọc: Mức 3 (đáp ứng tốt)." in whole
    expect(rows).to_have_count(100)


def test_the_button_prints(visitor: Visitor, small: Path) -> None:
    page = visitor.open(small / "index.html", before="window.print = () => { window.printed = true; };")
    page.get_by_role("button", name="In danh sách").click()
    assert page.evaluate("window.printed")


def test_the_downloads_are_files_with_every_result(visitor: Visitor, small: Path) -> None:
    contents = {}
    with served(small) as address:
        page = visitor.open(f"{address}index.html")
        for link in page.locator(".tai-ve a").all():
            with page.expect_download() as started:
                link.click()
            contents[started.value.suggested_filename] = Path(started.value.path()).read_text("utf-8")
    assert list(contents) == ["ket-qua-excel.csv", "ket-qua.csv", "ket-qua.json"]
    assert len(json.loads(contents["ket-qua.json"])["rows"]) == 7
    assert len(list(csv.DictReader(StringIO(contents["ket-qua.csv"], newline="")))) == 7


# --- a telephone, the dark, and who cannot see ------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["index.html", "truong/mn01.html", "danh-sach-2.html"])
def test_a_page_fits_a_telephone(visitor: Visitor, small: Path, name: str) -> None:
    assert not overflows(open_page(visitor, small, name, width=PHONE))


def test_a_telephone_shows_cards_that_name_their_values_and_still_sort(visitor: Visitor, small: Path) -> None:
    page = open_list(visitor, small, width=PHONE)
    cell = page.locator("#ket-qua tbody td").first
    assert page.evaluate("cell => getComputedStyle(cell, '::before').content", cell.element_handle()) == '"Mã"'
    page.get_by_role("button", name="Mức").click()
    assert names(page)[0] == "Ánh Dương"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, PHONE])
@pytest.mark.parametrize("name", ["index.html", "truong/mn01.html"])
def test_a_page_is_for_everybody(visitor: Visitor, small: Path, name: str, width: int, scheme: str) -> None:
    page = open_page(visitor, small, name, width=width, scheme=scheme)
    assert accessibility_faults(page) == []


def test_a_long_list_and_an_empty_one_are_for_everybody(visitor: Visitor, many: Path, tmp_path: Path) -> None:
    assert accessibility_faults(open_list(visitor, many, "#muc=2")) == []
    assert accessibility_faults(open_list(visitor, build(tmp_path / "site", site_facts()))) == []


def test_pages_are_valid_html(small: Path, hostile: Path, tmp_path: Path) -> None:
    empty = build(tmp_path / "site", site_facts())
    for folder in (small, hostile, empty):
        with served(folder) as address:
            pages = [path.relative_to(folder).as_posix() for path in folder.rglob("*.html")]
            assert html_faults(f"{address}{name}" for name in pages) == []


@pytest.mark.parametrize("name", ["index.html", "truong/mn01.html"])
def test_lighthouse_has_nothing_against_the_pages(small: Path, tmp_path: Path, name: str) -> None:
    with served(small) as address:
        assert set(lighthouse_scores(f"{address}{name}", tmp_path).values()) == {1.0}


def test_the_site_works_under_any_path_of_a_server(visitor: Visitor, small: Path) -> None:
    with served(small) as address:
        page = visitor.open(f"{address}index.html#tim=dong+hai")
        page.get_by_role("link", name="Trường Mầm non Đông Hải", exact=True).click()
        assert page.locator("h1").inner_text() == "Trường Mầm non Đông Hải"
        page.get_by_role("link", name="Về danh sách kết quả").click()
        assert len(names(page)) == 6


# --- names that mean no good ------------------------------------------------------------------------------------------


def test_hostile_names_stay_text_on_the_screen(visitor: Visitor, hostile: Path) -> None:
    page = open_list(visitor, hostile)
    before = page.locator("#ket-qua tbody th").all_inner_texts()
    page.get_by_role("button", name="Mã").click()
    shown = page.locator("#ket-qua tbody th").all_inner_texts()
    assert sorted(shown) == sorted(before)
    assert shown[0] == HOSTILE[0]
    assert page.locator("#ket-qua :is(img, script, b), #ket-qua a[href^=javascript]").count() == 0
    assert page.locator("#ket-qua a[rel]").count() == 0
    assert not overflows(page)
    phone = open_list(visitor, hostile, width=PHONE)
    assert not overflows(phone)
    assert "26/05/2025\njavascript:" in phone.locator("#ket-qua tbody td:last-child").first.inner_text()
    assert not overflows(open_page(visitor, hostile, "truong/xx6.html", width=PHONE))


def test_a_hostile_search_stays_text(visitor: Visitor, small: Path) -> None:
    page = open_list(visitor, small)
    page.locator("#tim").fill(HOSTILE[2])
    assert HOSTILE[2] in said(page)
    assert page.locator("#dem *").count() == 0
