"""The visitor of these tests sees what a page does wrong, so that a page without complaint has earned it."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser.page_checkers import html_faults
from tests.browser.visiting import PHONE, Visitor, accessibility_faults, find_chromium, overflows, served

GOOD = """<!DOCTYPE html><html lang="vi"><head><meta charset="utf-8">
<link rel="icon" href="data:,">
<title>Kết quả</title></head>
<body><main><h1>Kết quả</h1><p>Trường Mầm non Hoa Sen</p></main></body></html>"""


def test_a_page_that_asks_somebody_else_is_complained_of(browser: Browser, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text(GOOD.replace("<p>", '<img alt="" src="file:///nowhere/at-all.png"><p>'), "utf-8")
    visitor = Visitor(browser)
    visitor.open(page)
    assert any("at-all.png" in complaint for complaint in visitor.complaints)


def test_a_script_that_fails_is_complained_of(browser: Browser, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text(GOOD.replace("<p>", "<script>throw new Error('vỡ')</script><p>"), "utf-8")
    visitor = Visitor(browser)
    visitor.open(page)
    assert any("vỡ" in complaint for complaint in visitor.complaints)


def test_a_good_page_is_complained_of_by_nobody(visitor: Visitor, tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text(GOOD, "utf-8")
    with served(tmp_path) as address:
        page = visitor.open(f"{address}page.html", width=PHONE)
        assert accessibility_faults(page) == []
        assert not overflows(page)
    assert html_faults([tmp_path / "page.html"]) == []


def test_grey_on_grey_and_a_page_too_wide_are_found(visitor: Visitor, tmp_path: Path) -> None:
    bad = GOOD.replace("<p>", '<p style="color:#bbb;background:#ccc;width:2000px">')
    (tmp_path / "page.html").write_text(bad, "utf-8")
    page = visitor.open(tmp_path / "page.html", width=PHONE)
    assert [fault.partition(":")[0] for fault in accessibility_faults(page)] == ["color-contrast"]
    assert overflows(page)
    (tmp_path / "faulty.html").write_text(GOOD.replace("</p>", "</b></p>"), "utf-8")
    assert html_faults([tmp_path / "faulty.html"]) != []


@pytest.mark.parametrize(("ci", "outcome"), [("", pytest.skip.Exception), ("true", pytest.fail.Exception)])
def test_without_a_browser_a_test_is_left_out_at_a_desk_and_fails_in_ci(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, ci: str, outcome: type[BaseException]
) -> None:
    monkeypatch.setenv("CI", ci)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("CYCLE_TEST_CHROMIUM", raising=False)
    with pytest.raises(outcome, match="apt-get install chromium"):
        find_chromium()
