"""Going round the schools' servers: a few at once, each for one page after the other, with a pause between."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from time import monotonic, sleep
from typing import Final, TypeVar

from cycle_engine.domain.web_links import parse_web_link

Came = TypeVar("Came")

LONGEST_ROUND: Final = 600.0
"""After so many seconds no further page is begun: letters wait behind a round."""


@dataclass(frozen=True, slots=True)
class Pace:
    """How gently pages are asked for; ``clock`` and ``wait`` are the machine's own unless a test keeps the time."""

    at_once: int
    pause_seconds: float
    clock: Callable[[], float] = monotonic
    wait: Callable[[float], object] = sleep


def go_round(links: Iterable[str], fetch: Callable[[str], Came], pace: Pace) -> Mapping[str, Came]:
    """Fetch each link once; what was not begun in time is left out.

    What ``fetch`` gives is kept until the round is over: it should be small.
    """
    ends = pace.clock() + LONGEST_ROUND
    servers: dict[str, list[str]] = {}
    for link in dict.fromkeys(links):
        parsed = parse_web_link(link)
        servers.setdefault(parsed.host if parsed else "", []).append(link)
    pool = ThreadPoolExecutor(max_workers=pace.at_once, thread_name_prefix="page")
    try:
        rounds = [pool.submit(_visit, pages, fetch, pace, ends) for pages in servers.values()]
        return {link: came for one in rounds for link, came in one.result().items()}
    finally:
        pool.shutdown(cancel_futures=True)


def _visit(pages: Sequence[str], fetch: Callable[[str], Came], pace: Pace, ends: float) -> Mapping[str, Came]:
    """Ask one server for its pages."""
    found: dict[str, Came] = {}
    for number, link in enumerate(pages):
        if number:
            pace.wait(pace.pause_seconds)
        if pace.clock() >= ends:
            break
        found[link] = fetch(link)
    return found
