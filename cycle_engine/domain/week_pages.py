"""Published pages in a week: what does not open, and what is another page than it was; seen on two days.

How long they have been so is told in days of the calendar, by the first check that found it.
"""

from collections.abc import Mapping, Sequence
from typing import Final

from cycle_engine.domain.publications import CLOSED, PublicationCheck

PAGE_PARTS: Final = ("closed", "altered")
"""Pages that do not open, and pages that are no longer what they were."""

WeekPage = tuple[str, str, PublicationCheck]
"""A school's code and name, and the check that found its page in trouble."""


def page_facts(pages: Sequence[WeekPage], *, most: int) -> Mapping[str, object]:
    """Write down pages in trouble as a week's facts, those that have been so longest first."""
    facts: dict[str, object] = {}
    for kind in PAGE_PARTS:
        found = sorted((page for page in pages if _kind(page[2]) == kind), key=_longest_first)
        facts[kind] = tuple(_row(page) for page in found[:most])
        facts[f"{kind}_more"] = tuple(check.case_id for _, _, check in found[most:])
    return facts


def _kind(check: PublicationCheck) -> str:
    return "closed" if check.finding in CLOSED else "altered"


def _longest_first(page: WeekPage) -> tuple[str, str]:
    unit, _, check = page
    return str(check.trouble_since), unit


def _row(page: WeekPage) -> Mapping[str, object]:
    unit, name, check = page
    return {
        "case_id": check.case_id,
        "unit": unit,
        "unit_name": name,
        "title": check.link,
        "section": check.cause,
        "due": check.trouble_since,
        "days": check.status or 0,
    }
