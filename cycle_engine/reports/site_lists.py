"""The list of results as pages that need no script: year by year, five hundred to a page; the first is the index."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from cycle_engine.domain.definition import LEVELS
from cycle_engine.formatting import vietnamese_date
from cycle_engine.reports.site_pages import INDEX, render_site_page, site_words
from cycle_engine.reports.site_results import PublishedResult, SiteFacts
from cycle_engine.reports.tables import NOT_ENTERED
from cycle_engine.reports.vietnamese import in_vietnamese

ROWS_TO_A_PAGE: Final = 500


@dataclass(frozen=True, slots=True)
class ListColumn:
    """A column of the list: its short name, which the script knows it by, and its heading."""

    id: str
    heading: str


@dataclass(frozen=True, slots=True)
class ListPage:
    """One page of the list: its file, what it shows in words, how many results its year has, and its own."""

    name: str
    label: str
    total: int
    results: Sequence[PublishedResult]


@dataclass(frozen=True, slots=True)
class YearCounts:
    """How many schools of a school year are at each level, and by which plans."""

    school_year: str
    plans: Sequence[str]
    schools: int
    levels: Sequence[int]


@in_vietnamese
def render_lists(facts: SiteFacts) -> Mapping[str, bytes]:
    """Write every page of the list, by file name."""
    pages = list_pages(facts)
    values = {
        "columns": list_columns(facts),
        "levels": [site_words(f"level_{level}") for level in LEVELS],
        "pages": pages,
        "cell": _cell,
        "years": count_years(facts),
    }
    return {page.name: _page(facts, page, values) for page in pages}


def list_columns(facts: SiteFacts) -> Sequence[ListColumn]:
    """The columns of the list; kind and school year only where there are several."""
    several = {"kind": len(facts.kinds) > 1, "year": len(facts.years) > 1}
    names = ("name", "code", "authority", "kind", "year", "level", "decision", "published")
    return [ListColumn(name, site_words(f"column_{name}")) for name in names if several.get(name, True)]


def list_pages(facts: SiteFacts) -> Sequence[ListPage]:
    """Divide the results into pages: the newest year first, each year by name."""
    parts = [part for year in facts.years for part in _parts(facts, year)] or [("", 0, ())]
    return [
        ListPage(INDEX if number == 1 else f"danh-sach-{number}.html", label, total, results)
        for number, (label, total, results) in enumerate(parts, start=1)
    ]


def count_years(facts: SiteFacts) -> Sequence[YearCounts]:
    """Count the schools of each year by level, the newest year first."""
    return [_count(year, [one for one in facts.results if one.school_year == year]) for year in facts.years]


def said_decision(result: PublishedResult) -> str:
    """Name the decision: its number and day, ``[...]`` for what nobody entered."""
    day = vietnamese_date(result.decision_date) if result.decision_date else NOT_ENTERED
    return site_words("decision_of", number=result.decision_number or NOT_ENTERED, day=day)


def _parts(facts: SiteFacts, year: str) -> Iterator[tuple[str, int, Sequence[PublishedResult]]]:
    own = [one for one in facts.results if one.school_year == year]
    for start in range(0, len(own), ROWS_TO_A_PAGE):
        page = start // ROWS_TO_A_PAGE + 1
        is_alone = len(own) <= ROWS_TO_A_PAGE
        label = site_words("list_label", year=year) if is_alone else site_words("list_page", year=year, page=page)
        yield label, len(own), own[start : start + ROWS_TO_A_PAGE]


def _count(year: str, results: Sequence[PublishedResult]) -> YearCounts:
    plans = sorted({(one.plan_issued, one.plan_number, one.subject) for one in results})
    levels = Counter(one.level for one in results)
    said = [site_words("plan_of", number=number, day=issued, subject=subject) for issued, number, subject in plans]
    return YearCounts(year, said, len(results), [levels[level] for level in LEVELS])


def _page(facts: SiteFacts, page: ListPage, values: Mapping[str, object]) -> bytes:
    return render_site_page("list.html", facts.frame, {**values, "page": page}, here=page.name)


def _cell(result: PublishedResult, column: str) -> str:
    return _CELLS[column](result)


_CELLS: Final[Mapping[str, Callable[[PublishedResult], str]]] = {
    "code": lambda one: one.code,
    "authority": lambda one: one.parent_name or one.parent or NOT_ENTERED,
    "kind": lambda one: one.kind_name,
    "year": lambda one: one.school_year,
    "level": lambda one: site_words(f"level_{one.level}"),
    "decision": said_decision,
    "published": lambda one: vietnamese_date(one.published_on),
}
"""What stands in each column beside the name."""
