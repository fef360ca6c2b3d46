"""What the public may see of a result, and where its page lies.

Only what is recognised and published by the school's own act comes here; nothing of the way there does: no stage, no
other side's level or points, no lateness, no person, no address.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from itertools import groupby
from typing import Final
from urllib.parse import urlsplit

from cycle_engine.domain.units import KIND_LABELS, UnitKind, code_key
from cycle_engine.formatting import vietnamese_sort_key
from cycle_engine.reports.site_pages import SCHOOLS, SiteFrame

_PLAIN: Final = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_OTHERS: Final = re.compile(r"[^a-z0-9]+")
_LONGEST: Final = 60
_RESERVED: Final = frozenset({"con", "prn", "aux", "nul"}) | {f"{n}{i}" for n in ("com", "lpt") for i in range(10)}
"""Names that Windows keeps for itself, whatever follows them."""

_WEB: Final = frozenset({"http", "https"})


@dataclass(frozen=True, slots=True)
class PublishedResult:
    """One school's result of one plan, recognised and published.

    What nobody entered is empty or None; ``parent`` and ``parent_name`` are those of the day whose results are told,
    ``closed_on`` is since when there is no such school any more, ``merged_into`` the name of the one it went into.
    """

    school_year: str
    plan_number: str
    plan_issued: date
    subject: str
    code: str
    name: str
    kind: UnitKind
    parent: str
    parent_name: str
    level: int
    decision_number: str
    decision_date: date | None
    certificate_serial: str
    link: str
    published_on: date
    closed_on: date | None = None
    merged_into: str = ""

    @property
    def page(self) -> str:
        """The address of the school's page within the site."""
        return f"{SCHOOLS}/{page_name(self.code)}.html"

    @property
    def href(self) -> str:
        """The link where it leads to a page of the web; empty for any other, which is shown as text alone."""
        return self.link if is_web_address(self.link) else ""

    @property
    def kind_name(self) -> str:
        """What people call the kind of school."""
        return KIND_LABELS[self.kind].vi


@dataclass(frozen=True, slots=True)
class SiteFacts:
    """Everything the public pages are made from: the frame, and the results as ``in_order`` has them."""

    frame: SiteFrame
    results: tuple[PublishedResult, ...]

    @property
    def years(self) -> tuple[str, ...]:
        """The school years, the newest first."""
        return tuple(sorted({result.school_year for result in self.results}, reverse=True))

    @property
    def kinds(self) -> tuple[UnitKind, ...]:
        """The kinds of schools there are, from the youngest children on."""
        found = {result.kind for result in self.results}
        return tuple(kind for kind in UnitKind if kind in found)

    @property
    def schools(self) -> int:
        """How many schools there are."""
        return len({result.code for result in self.results})

    @property
    def by_school(self) -> Mapping[str, Sequence[PublishedResult]]:
        """Each school's results by its code, the newest first."""
        by_code = sorted(self.results, key=lambda one: one.code)
        return {code: _newest_first(own) for code, own in groupby(by_code, key=lambda one: one.code)}


def in_order(results: Iterable[PublishedResult]) -> tuple[PublishedResult, ...]:
    """Sort results as a list shows them: by name as Vietnamese sorts, then by code, the newest year first."""
    return tuple(sorted(_newest_first(results), key=lambda one: (vietnamese_sort_key(one.name), one.code)))


def page_name(code: str) -> str:
    """Name a school's page by its code, the same whichever other schools there are.

    A code that is no file name as it stands (other letters, reserved, too long) carries the beginning of its hash.
    """
    key = code_key(code)
    if _PLAIN.fullmatch(key) and len(key) <= _LONGEST and key not in _RESERVED:
        return key
    plain = _OTHERS.sub("-", key)[:_LONGEST].strip("-")
    digest = sha256(key.encode()).hexdigest()[:10]
    return f"{plain}-{digest}" if plain else digest


def is_web_address(link: str) -> bool:
    """Whether a link may be followed: http or https with a host, nothing that a browser would run."""
    try:
        parts = urlsplit(link)
    except ValueError:
        return False
    return parts.scheme in _WEB and bool(parts.hostname)


def _newest_first(results: Iterable[PublishedResult]) -> tuple[PublishedResult, ...]:
    return tuple(sorted(results, key=lambda one: (one.school_year, one.plan_issued, one.plan_number), reverse=True))
