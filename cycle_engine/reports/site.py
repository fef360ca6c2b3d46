"""The results site: every public page as a file, from the same facts always the same bytes.

A page for every school; the list with search, filters and order, which stands there whole without a script too; the
results as files for other programs; the page that checks certificates.
"""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

from cycle_engine.reports.site_downloads import render_downloads
from cycle_engine.reports.site_lists import list_pages, render_lists, said_decision
from cycle_engine.reports.site_pages import SiteFrame, render_site_page
from cycle_engine.reports.site_results import PublishedResult, SiteFacts
from cycle_engine.reports.site_search import render_search

_TEMPLATES: Final = Path(__file__).parent / "templates" / "site"
_AS_THEY_ARE: Final = ("app.js", "bieu-tuong.svg", "chuyen-ma.js", "style.css")
_MADE: Final = ("du-lieu.js", "ket-qua.csv", "ket-qua-excel.csv", "ket-qua.json")


def render_site(facts: SiteFacts, check: Mapping[str, bytes]) -> Iterator[tuple[str, bytes]]:
    """Write the site's files one after another: the name within the site, with forward slashes, and the content.

    ``check`` are the files of the page that checks certificates.
    """
    for name in _AS_THEY_ARE:
        yield name, (_TEMPLATES / name).read_bytes()
    yield from render_lists(facts).items()
    yield "du-lieu.js", render_search(facts)
    yield from render_downloads(facts).items()
    yield from check.items()
    for results in facts.by_school.values():
        yield results[0].page, _school_page(facts.frame, results)


def count_files(facts: SiteFacts, check: Mapping[str, bytes]) -> int:
    """Say how many files ``render_site`` writes."""
    return facts.schools + len(list_pages(facts)) + len(_AS_THEY_ARE) + len(_MADE) + len(check)


def _school_page(frame: SiteFrame, results: Sequence[PublishedResult]) -> bytes:
    values = {"school": results[0], "results": results, "decision": said_decision}
    return render_site_page("school.html", frame, values, root="../")
