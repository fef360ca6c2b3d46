"""A round of pages is gentle: one server is asked for one page after the other, and a round ends."""

from threading import Lock

from cycle_engine.domain.fetched_pages import Fetched
from cycle_engine.services.page_rounds import LONGEST_ROUND, Pace, go_round

MANY = [f"https://mn{server:02}.edu.vn/{page}" for page in range(4) for server in range(6)]


class Servers:
    """Keeps who is asked for what, and how many at once."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.now: list[str] = []
        self.most = 0
        self.crowded = False
        self._lock = Lock()

    def __call__(self, link: str) -> Fetched:
        host = link.split("/")[2]
        with self._lock:
            self.crowded |= host in self.now
            self.now.append(host)
            self.most = max(self.most, len(self.now))
            self.asked.append(link)
        with self._lock:
            self.now.remove(host)
        return Fetched(link, link, status=200)


def test_every_page_is_asked_for_once_and_no_server_for_two_at_a_time() -> None:
    servers = Servers()
    came = go_round([*MANY, *MANY], servers, Pace(at_once=3, pause_seconds=1, wait=lambda _: None))
    assert sorted(servers.asked) == sorted(came) == sorted(MANY)
    assert not servers.crowded
    assert servers.most <= 3


def test_between_two_pages_of_one_server_there_is_a_pause_and_before_its_first_there_is_none() -> None:
    waited: list[float] = []
    go_round(MANY, Servers(), Pace(at_once=2, pause_seconds=1.5, wait=waited.append))
    assert waited == [1.5] * (len(MANY) - 6)


def test_a_round_that_takes_too_long_begins_no_further_page() -> None:
    moments = iter([0.0, 1.0, LONGEST_ROUND - 1, *[LONGEST_ROUND] * 9])
    pages = [f"https://mn01.edu.vn/{number}" for number in range(5)]
    came = go_round(pages, Servers(), Pace(1, 0, clock=lambda: next(moments), wait=lambda _: None))
    assert list(came) == pages[:2]


def test_links_that_are_none_are_gone_through_too() -> None:
    none = ["", "ftp://mn01.edu.vn/"]
    assert list(go_round(none, lambda link: Fetched(link, link), Pace(1, 0, wait=lambda _: None))) == none
