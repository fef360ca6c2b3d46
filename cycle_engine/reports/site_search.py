"""The results as the search in the page reads them: a script of plain values, so that it works from a file too.

A row's place is its rank among names as Vietnamese sorts, and authorities, kinds and years are places in lists of
their own, so that the page compares numbers. What is searched in is written without accents already.
"""

from collections.abc import Mapping, Sequence
from typing import Final

from cycle_engine.domain.definition import LEVELS
from cycle_engine.domain.units import KIND_LABELS
from cycle_engine.formatting import search_key, vietnamese_sort_key
from cycle_engine.reports.site_pages import data_script, site_words
from cycle_engine.reports.site_results import PublishedResult, SiteFacts, page_name
from cycle_engine.reports.vietnamese import in_vietnamese

_WORDS: Final = (
    *(
        "all_authorities",
        "all_kinds",
        "all_levels",
        "all_years",
        "filtered_by",
        "hits",
        "hits_shown",
        "link",
        "link_of",
        "no_hits",
    ),
    *("decision_of", "not_entered", "sort_by"),
)
"""What the script says."""

_FACTS: Final[Mapping[str, Sequence[str]]] = {
    "decision_of": ("number", "day"),
    "filtered_by": ("what",),
    "hits": ("count",),
    "hits_shown": ("count", "shown"),
    "link_of": ("name",),
    "sort_by": ("column",),
}
"""The facts that the script puts in itself: they stand as ``{name}``."""


@in_vietnamese
def render_search(facts: SiteFacts) -> bytes:
    """Write the script ``du-lieu.js``: one constant, ``SITE``."""
    authorities = _authorities(facts)
    places = {code: place for place, (code, *_) in enumerate(authorities)}
    kinds = {kind: place for place, kind in enumerate(facts.kinds)}
    years = {year: place for place, year in enumerate(facts.years)}
    value = {
        "words": {name: site_words(name, **_as_placeholders(name)) for name in _WORDS},
        "levels": {str(level): site_words(f"level_{level}") for level in LEVELS},
        "years": list(years),
        "kinds": [KIND_LABELS[kind].vi for kind in kinds],
        "authorities": authorities,
        "rows": [_row(one, (places[one.parent], kinds[one.kind], years[one.school_year])) for one in facts.results],
    }
    return data_script("SITE", value)


def _authorities(facts: SiteFacts) -> Sequence[tuple[str, str, str]]:
    """List the authorities by name: code, name, and the name as it is searched."""
    named = {one.parent: one.parent_name or one.parent or site_words("not_entered") for one in facts.results}
    in_order = sorted(named.items(), key=lambda item: (vietnamese_sort_key(item[1]), item[0]))
    return [(code, name, search_key(name)) for code, name in in_order]


def _row(result: PublishedResult, places: tuple[int, int, int]) -> Sequence[object]:
    """One result: name, search key, page, code, authority, kind, year, level, decision, its day, day, link, is web."""
    searched = f"{result.name} {result.code} {result.decision_number} {result.certificate_serial}"
    decided = result.decision_date.isoformat() if result.decision_date else ""
    return (
        *(result.name, search_key(searched), page_name(result.code), result.code, *places, result.level),
        *(result.decision_number, decided, result.published_on.isoformat(), result.link, int(bool(result.href))),
    )


def _as_placeholders(name: str) -> Mapping[str, str]:
    return {field: f"{{{field}}}" for field in _FACTS.get(name, ())}
