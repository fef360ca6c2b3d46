"""The public pages as files: whole as people get them, from the same facts the same bytes, and nothing else in them."""

import csv
import json
import re
from dataclasses import fields, replace
from datetime import date
from html.parser import HTMLParser
from io import StringIO
from typing import Any

import pytest

from cycle_engine.messages import Language, use_language
from cycle_engine.reports.site import count_files, render_site
from cycle_engine.reports.site_downloads import PUBLISHED
from cycle_engine.reports.site_lists import ROWS_TO_A_PAGE, count_years, list_pages
from cycle_engine.reports.site_results import PublishedResult, SiteFacts, is_web_address, page_name
from tests.golden_files import assert_golden
from tests.site_samples import FRAME, HOSTILE, a_result, a_small_site, hostile_results, site_facts

CHECK = {"kiem-tra.html": b""}
SMALL = a_small_site()


def files_of(facts: SiteFacts) -> dict[str, bytes]:
    return dict(render_site(facts, CHECK))


def page_of(facts: SiteFacts, name: str = "index.html") -> str:
    return files_of(facts)[name].decode()


def data_of(facts: SiteFacts) -> dict[str, Any]:
    script = page_of(facts, "du-lieu.js")
    found = re.fullmatch(r'"use strict";\nconst SITE = (.*);\n', script)
    assert found, script
    value: dict[str, Any] = json.loads(found[1])
    return value


@pytest.mark.parametrize("name", ["index.html", "danh-sach-2.html", "truong/mn01.html", "du-lieu.js", "ket-qua.json"])
def test_a_file_of_the_site_is_whole(name: str) -> None:
    assert_golden(f"site/{name.replace('/', '-')}", page_of(SMALL, name))


def test_the_site_is_vietnamese_whatever_the_program_speaks() -> None:
    spoken = files_of(SMALL)
    use_language(Language.EN)
    assert files_of(SMALL) == spoken


def test_the_same_results_make_the_same_bytes_in_whatever_order_they_come() -> None:
    turned = site_facts(*reversed(SMALL.results))
    assert files_of(turned) == files_of(SMALL)
    assert count_files(SMALL, CHECK) == len(files_of(SMALL))


def test_a_list_is_sorted_as_vietnamese_sorts_and_the_newest_year_comes_first() -> None:
    names = re.findall(r'<th scope="row"><a href="truong/\w+.html">(.*?)</a>', page_of(SMALL))
    short = [name.removeprefix("Trường ").removeprefix("Mầm non ") for name in names]
    assert short == ["An Lành", "Ánh Dương", "Ấm Áp", "Ba Vì Mẫu", "Đông Hải", "Tiểu học Đông Mẫu"]
    assert [page.label for page in list_pages(SMALL)] == ["năm học 2024-2025", "năm học 2023-2024"]


def test_a_long_list_is_divided_and_every_school_stands_in_it_once() -> None:
    many = site_facts(*(a_result(f"MN{number:04}") for number in range(ROWS_TO_A_PAGE + 3)))
    pages = list_pages(many)
    assert [(page.name, len(page.results)) for page in pages] == [
        ("index.html", ROWS_TO_A_PAGE),
        ("danh-sach-2.html", 3),
    ]
    assert [page.label for page in pages] == ["năm học 2024-2025, trang 1", "năm học 2024-2025, trang 2"]
    assert 'href="danh-sach-2.html"' in page_of(many)


def test_years_are_counted_by_level() -> None:
    assert [(year.school_year, year.schools, list(year.levels)) for year in count_years(SMALL)] == [
        ("2024-2025", 6, [1, 4, 1]),
        ("2023-2024", 1, [0, 1, 0]),
    ]


def test_kind_and_year_are_columns_only_where_there_are_several() -> None:
    assert 'data-cot="kind"' in page_of(SMALL)
    alone = page_of(site_facts(a_result()))
    assert 'data-cot="kind"' not in alone
    assert 'data-cot="year"' not in alone


def test_an_empty_site_says_so_and_offers_nothing_to_search() -> None:
    page = page_of(site_facts())
    assert "Chưa có kết quả nào được công bố." in page
    assert not re.search("<table|<form|app.js", page)


def test_what_nobody_entered_is_said_and_not_made_up() -> None:
    page = page_of(SMALL)
    assert "số [...] ngày [...]" in page
    assert ">[...]</td>" in page


def test_a_school_that_went_into_another_says_so_from_its_day_on() -> None:
    merged = a_result(closed_on=date(2025, 6, 30), merged_into="Trường Mầm non MN02")
    assert "Đã sáp nhập vào Trường Mầm non MN02 từ ngày 30/06/2025." in page_of(site_facts(merged), "truong/mn01.html")
    closed = replace(merged, merged_into="")
    assert "Không còn hoạt động từ ngày 30/06/2025." in page_of(site_facts(closed), "truong/mn01.html")
    yesterday = replace(FRAME, as_of=date(2025, 6, 29))
    assert "sáp nhập" not in page_of(site_facts(merged, frame=yesterday), "truong/mn01.html")


def test_a_rehearsal_says_on_every_page_that_nothing_is_real_and_stays_out_of_search_engines() -> None:
    facts = site_facts(a_result(), frame=replace(FRAME, is_rehearsal=True))
    pages = [content.decode() for name, content in render_site(facts, {}) if name.endswith(".html")]
    assert len(pages) == 2
    assert all("Bản diễn tập" in page and '"noindex, nofollow"' in page for page in pages)
    assert "noindex" not in page_of(SMALL)


class _Tags(HTMLParser):
    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


def test_hostile_names_stay_text_in_every_page() -> None:
    expected = {tag for name, page in _pages(SMALL) for tag, _ in _Tags(page).found}
    facts = site_facts(*hostile_results())
    for name, page in _pages(facts):
        tags = _Tags(page).found
        assert {tag for tag, _ in tags} <= expected, name
        assert [a for _, a in tags if {one for one in a if one.startswith("on") or one == "style"}] == []
        assert all(a.get("src") in (None, "chuyen-ma.js", "du-lieu.js", "app.js") for _, a in tags)
        assert not re.search("[\u2028\u2029\u202a-\u202e\u2066-\u2069]", page)
    assert sorted(row[0] for row in data_of(facts)["rows"]) == sorted(one.name for one in facts.results)


def test_no_letter_of_a_name_ends_the_script_or_a_line_of_it() -> None:
    facts = site_facts(a_result(name="</script>\u2028\u2029<!--"))
    script = page_of(facts, "du-lieu.js")
    assert not re.search("[<\u2028\u2029]", script)
    assert data_of(facts)["rows"][0][0] == "</script>\u2028\u2029<!--"


def _pages(facts: SiteFacts) -> list[tuple[str, str]]:
    return [(name, content.decode()) for name, content in render_site(facts, {}) if name.endswith(".html")]


@pytest.mark.parametrize(
    "link",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "ftp://a.example/",
        "//a.example",
        "http://",
        "https://[",
        "trang của trường",
    ],
)
def test_a_link_that_is_no_page_of_the_web_is_text_alone(link: str) -> None:
    facts = site_facts(a_result(link=link))
    assert not is_web_address(link)
    for page in (page_of(facts), page_of(facts, "truong/mn01.html")):
        assert [a for _, a in _Tags(page).found if a.get("href") == link] == []
    assert data_of(facts)["rows"][0][-2:] == [link, 0]


def test_a_link_to_the_school_s_page_says_nothing_of_where_it_was_followed_from() -> None:
    facts = site_facts(a_result(link='HTTPS://truong.example/?a=1&b="2'))
    for page in (page_of(facts), page_of(facts, "truong/mn01.html")):
        links = [a for _, a in _Tags(page).found if a.get("class") == "ngoai"]
        assert [(a["href"], a["rel"]) for a in links] == [
            ('HTTPS://truong.example/?a=1&b="2', "noopener noreferrer nofollow")
        ]


def test_a_page_asks_nobody_for_anything_and_leads_nowhere_by_a_whole_address() -> None:
    for name, page in _pages(SMALL):
        addresses = [a.get("href") or a.get("src") for _, a in _Tags(page).found if "href" in a or "src" in a]
        own = [one for one in addresses if not (one or "").startswith("https://mn0")]
        outside = [one for one in own if re.match(r"[a-z]+:|/", one or "") and "th01.truong" not in (one or "")]
        assert outside == [], name
        assert "default-src 'none'" in page
        assert not re.search(r"<style|<script(?! src=)|unsafe-inline|unsafe-eval", page)


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("MN01", "mn01"),
        ("mn-01", "mn-01"),
        ("MN 01", "mn-01-"),
        ("../../x", "x-"),
        ("CON", "con-"),
        ("Đ1", "1-"),
        ("…", ""),
    ],
)
def test_a_page_s_name_is_the_code_where_that_is_a_file_name_and_else_carries_its_hash(code: str, name: str) -> None:
    made = page_name(code)
    assert made == name if name and not name.endswith("-") else re.fullmatch(f"{name}[0-9a-f]{{10}}", made)


def test_pages_of_two_codes_are_never_the_same_and_two_spellings_of_one_code_have_one() -> None:
    codes = ["MN01", "MN-01", "MN 01", "MN_01", "M" * 200, "M" * 201, "Đ1", "D1", "<b>"]
    assert len({page_name(code) for code in codes}) == len(codes)
    assert page_name(" mn01 ") == page_name("MN01")


def test_what_is_searched_in_needs_no_accents() -> None:
    data = data_of(SMALL)
    assert data["rows"][4][1] == "truong mam non dong hai mn01 05/qd-pgddt 01"
    assert ["XA01", "UBND xã Đông Mẫu", "ubnd xa dong mau"] in data["authorities"]
    assert [name for _, name, _ in data["authorities"]] == ["[...]", "UBND xã Đông Mẫu", "UBND xã Tây Mẫu"]


def test_the_downloads_hold_every_result_and_no_other_column() -> None:
    rows = json.loads(page_of(SMALL, "ket-qua.json"))["rows"]
    assert [(row["school_year"], row["code"]) for row in rows][-2:] == [("2024-2025", "TH01"), ("2023-2024", "MN01")]
    names = [column.name for column in PUBLISHED]
    assert all(list(row) == names for row in rows)
    table = list(csv.reader(StringIO(page_of(SMALL, "ket-qua.csv"), newline="")))
    assert (table[0], len(table)) == (names, 8)
    assert files_of(SMALL)["ket-qua-excel.csv"].startswith("\ufeffas_of;school_year;".encode())


def test_a_name_that_is_a_formula_is_text_in_the_download() -> None:
    facts = site_facts(a_result(name=HOSTILE[3]))
    assert f"'{HOSTILE[3]}" in page_of(facts, "ket-qua.csv")
    assert f";'{HOSTILE[3]};" in page_of(facts, "ket-qua-excel.csv")


def test_a_result_has_no_room_for_what_is_not_public() -> None:
    public = {column.name for column in PUBLISHED} | {"link", "subject", "closed_on", "merged_into"}
    assert {field.name for field in fields(PublishedResult)} <= public
