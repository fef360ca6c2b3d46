"""What is found at the links where schools publish their results, and from when on it is news.

A page is compared with what it was when it was first found, its baseline: a file byte for byte, a page by its title and
by how many of its phrases are still there, since news, counters and dates change by themselves. A link published anew
begins anew. One outage is no news: a finding counts once a later day's check finds trouble again.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Final

from cycle_engine.domain.certificates import stages_before_recognition
from cycle_engine.domain.definition import ProductForm, Track, Workflow
from cycle_engine.domain.events import Event, EventKind
from cycle_engine.domain.fetched_pages import Fetched, Trouble
from cycle_engine.domain.web_links import parse_web_link

FEWEST_HOSTS: Final = 3
"""Of fewer hosts that all keep silent nobody can say that it is our own network."""


class Finding(StrEnum):
    """What a check found."""

    REACHABLE = "reachable"
    CHANGED = "changed"
    """Something else stands there than when it was first found."""
    REDIRECTED = "redirected"
    """The link leads to another site than before, or to the site's home page."""
    GONE = "gone"
    """The server says that there is no such page."""
    UNREACHABLE = "unreachable"
    """No answer, or one that is no page."""
    REFUSED_ADDRESS = "refused_address"
    """Inside some network: nobody outside can read it, and we do not ask."""
    NOT_A_PAGE = "not_a_page"
    TOO_LARGE = "too_large"
    """It is there; how much of it there is was not read, so nothing is compared."""


CLOSED: Final = frozenset({Finding.GONE, Finding.UNREACHABLE, Finding.REFUSED_ADDRESS, Finding.NOT_A_PAGE})
"""Nobody can read the result there."""

ALTERED: Final = frozenset({Finding.CHANGED, Finding.REDIRECTED})
"""Something can be read there; whether it is the result, a person must see."""


class Frequency(StrEnum):
    """How often the daemon checks a page by itself."""

    OFF = "off"
    DAILY = "daily"
    WEEKLY = "weekly"


_EVERY: Final[Mapping[Frequency, timedelta]] = {Frequency.DAILY: timedelta(1), Frequency.WEEKLY: timedelta(7)}


@dataclass(frozen=True, slots=True)
class Publication:
    """Where a school published its result: by which event, and on which day."""

    seq: int
    link: str
    published_on: date


@dataclass(frozen=True, slots=True)
class PageLook:
    """What a page looked like: a ``file`` by its hash, else a page by its title and a sample of its phrases."""

    final_link: str = ""
    is_file: bool = False
    sha256: str = ""
    title: str = ""
    sample: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class PublicationCheck:
    """A check as it is kept; ``number`` counts the checks of one publishing act.

    ``cause`` says why in a word, ``share`` how many in a hundred of the baseline's phrases are still there.
    ``trouble_since`` is the first day of the checks in a row that found trouble, this one included.
    """

    case_id: int
    published_seq: int
    number: int
    link: str
    checked_at: datetime
    checked_on: date
    finding: Finding
    cause: str
    status: int | None
    share: int | None
    look: PageLook
    is_baseline: bool
    trouble_since: date | None
    checked_by: str
    on_behalf_of: str = ""

    @property
    def is_news(self) -> bool:
        """Whether checks of two days found trouble, one after the other."""
        return self.trouble_since is not None and self.trouble_since < self.checked_on


def find_publication(workflow: Workflow, track: Track, events: Sequence[Event]) -> Publication | None:
    """Find where a case is published after these events, unless that was taken back since."""
    links = {product.id for product in workflow.products if product.form is ProductForm.LINK}
    before = stages_before_recognition(track)
    later: list[Event] = []
    for event in reversed([event for event in events if event.kind is EventKind.TRANSITION]):
        link = next((document.link for document in event.facts.documents if document.kind in links), "")
        if link:
            is_taken_back = any(one.target in {event.source, *before} for one in later)
            return None if is_taken_back else Publication(event.seq, link, event.occurred_on)
        later.append(event)
    return None


def trouble_since(finding: Finding, previous: PublicationCheck | None, today: date) -> date | None:
    """Say since when checks in a row have found trouble, today's finding included; since a day to come it cannot be."""
    if finding not in CLOSED | ALTERED:
        return None
    before = previous.trouble_since if previous else None
    return min(before, today) if before else today


def is_due(last: PublicationCheck | None, today: date, frequency: Frequency) -> bool:
    """Whether a page is to be looked at today: after its days, or the day after a first trouble, to see if it stays."""
    if frequency is Frequency.OFF:
        return False
    if last is None:
        return True
    is_in_doubt = last.trouble_since is not None and not last.is_news
    return today - last.checked_on >= (timedelta(1) if is_in_doubt else _EVERY[frequency])


def is_our_own_network(fetched: Collection[Fetched]) -> bool:
    """Whether it is us who are cut off: of several hosts none answered, or one stranger answered for all of them."""
    asked = [one for one in fetched if one.trouble not in _NOT_ASKED]
    sites = {_site(one.link) for one in asked}
    if len(sites) < FEWEST_HOSTS:
        return False
    answering = {_site(one.final_link) for one in asked if one.status or one.trouble is Trouble.NOT_HTTP}
    return not answering or (len(answering) == 1 and not answering & sites)


_NOT_ASKED: Final = frozenset({Trouble.NOT_A_LINK, Trouble.REFUSED_ADDRESS})


def _site(written: str) -> str:
    link = parse_web_link(written)
    return link.site if link else ""
