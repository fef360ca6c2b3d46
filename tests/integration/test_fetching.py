"""Pages are fetched from a real server that means no good: bounded in time and bytes, and never inside a network."""

import gzip
import ssl
import tracemalloc
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpcore
import pytest

from cycle_engine.domain.fetched_pages import Trouble
from cycle_engine.fetching import MOST_REDIRECTS, Asking, SystemResolver, connect_to, fetch_page, tls_context
from tests.mail_servers import Certificates, make_certificates
from tests.web_servers import Resolver, Site, a_site

HERE = "127.0.0.1"
PAGE = "<title>Công bố</title><p>Kết quả chuyển đổi số</p>"
MANY = 10_000


@pytest.fixture
def site() -> Iterator[Site]:
    with a_site() as running:
        yield running


@pytest.fixture(scope="session")
def certificates(tmp_path_factory: pytest.TempPathFactory) -> Certificates:
    return make_certificates(tmp_path_factory.mktemp("certificates"))


@pytest.fixture
def safe_site(certificates: Certificates) -> Iterator[Site]:
    with a_site(certificates.for_server()) as running:
        yield running


def asking(**given: Any) -> Asking:
    """Ask servers of this machine, as an office that allows it would."""
    known: dict[str, Any] = {
        "asks_as": "cycle (test)",
        "seconds": 30.0,
        "most_bytes": MANY,
        "tls": ssl.create_default_context(),
        "allowed": frozenset({HERE}),
        "resolver": Resolver(**{HERE.replace(".", "_"): HERE}),
        **given,
    }
    return Asking(**known)


class Clock:
    """A clock that goes a second on whenever it is read."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self) -> float:
        self.seconds += 1
        return self.seconds


def test_a_page_comes_whole_with_what_the_server_calls_it(site: Site) -> None:
    fetched = fetch_page(site.gives(PAGE), asking())
    assert (fetched.trouble, fetched.status) == (None, 200)
    assert (fetched.content.decode(), fetched.content_type, fetched.charset) == (PAGE, "text/html", "utf-8")


def test_nothing_of_ours_goes_along_but_who_asks(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:9")
    site.gives("", "/den", Set_Cookie="dau-vet=1; Path=/")
    fetch_page(site.sends_on("/den"), asking())
    assert [path for path, _ in site.asked] == ["/cong-bo", "/den"]
    _, headers = site.asked[-1]
    assert headers["User-Agent"] == "cycle (test)"
    assert headers["Accept-Encoding"] == "identity"
    assert headers["Host"] == f"{HERE}:{site.port}"
    assert set(headers) == {"Host", "User-Agent", "Accept", "Accept-Language", "Accept-Encoding", "Connection"}


@pytest.mark.parametrize("status", [204, 400, 403, 404, 410, 429, 500, 503])
def test_a_server_s_own_answer_is_no_trouble_of_ours(site: Site, status: int) -> None:
    fetched = fetch_page(site.gives("" if status == 204 else "không có", status=status), asking())
    assert (fetched.status, fetched.trouble) == (status, None)


def test_a_path_in_vietnamese_is_asked_for_in_its_own_bytes(site: Site) -> None:
    site.gives(PAGE, "/c%C3%B4ng%20b%E1%BB%91/k%E1%BA%BFt-qu%E1%BA%A3.html?n%C4%83m=2025")
    fetched = fetch_page(site.link("/công%20bố/kết-quả.html?năm=2025"), asking())
    assert fetched.status == 200


def test_redirects_are_followed_as_far_as_a_few(site: Site) -> None:
    for number in range(MOST_REDIRECTS):
        site.sends_on(f"/{number + 1}", f"/{number}", status=(301, 302, 303, 307, 308)[number % 5])
    site.gives(PAGE, f"/{MOST_REDIRECTS}")
    fetched = fetch_page(site.link("/0"), asking())
    assert (fetched.status, fetched.final_link) == (200, site.link(f"/{MOST_REDIRECTS}"))
    assert fetched.link == site.link("/0")


def test_a_redirect_in_a_circle_ends(site: Site) -> None:
    fetched = fetch_page(site.sends_on("/cong-bo"), asking())
    assert fetched.trouble is Trouble.TOO_MANY_REDIRECTS
    assert len(site.asked) == MOST_REDIRECTS + 1


@pytest.mark.parametrize(
    ("to", "trouble"),
    [
        ("http://169.254.169.254/latest/meta-data/", Trouble.REFUSED_ADDRESS),
        ("http://[::ffff:169.254.169.254]/", Trouble.REFUSED_ADDRESS),
        ("http://localhost/", Trouble.REFUSED_ADDRESS),
        ("http://10.0.0.1/", Trouble.REFUSED_ADDRESS),
        ("http://truong.edu.vn:22/", Trouble.REFUSED_ADDRESS),
        ("http://noibo.edu.vn/", Trouble.REFUSED_ADDRESS),
        ("file:///etc/passwd", Trouble.NOT_A_LINK),
        ("javascript:alert(1)", Trouble.NOT_A_LINK),
        ("gopher://truong.edu.vn/", Trouble.NOT_A_LINK),
        ("http://ai@truong.edu.vn/", Trouble.NOT_A_LINK),
        ("http://0x7f.1/", Trouble.NOT_A_LINK),
    ],
)
def test_a_redirect_leads_neither_inside_nor_out_of_the_web(site: Site, to: str, trouble: Trouble) -> None:
    def refuse(address: str, port: int, seconds: float) -> Any:
        raise AssertionError(f"connected to {address}:{port} for {seconds}")

    inward = Resolver(noibo_edu_vn=["1.1.1.1", "192.168.1.5"], truong_edu_vn="1.1.1.1", localhost=HERE)
    inward.known |= {one: one for one in (HERE, "10.0.0.1", "169.254.169.254", "::ffff:a9fe:a9fe")}
    first = fetch_page(site.sends_on(to), asking(resolver=inward))
    assert first.trouble is trouble
    assert fetch_page(to, asking(resolver=inward, connect=refuse)).trouble is trouble


@pytest.mark.parametrize("host", [HERE, "localhost", "[::1]", "0.0.0.1", "may-chu", "truong.local", "mn01.example"])
def test_without_being_allowed_nothing_of_this_network_is_asked(site: Site, host: str) -> None:
    site.gives(PAGE)
    fetched = fetch_page(site.link(host=host), asking(allowed=frozenset(), resolver=SystemResolver()))
    assert fetched.trouble is Trouble.REFUSED_ADDRESS
    assert site.asked == []


@pytest.mark.parametrize("host", ["2130706433", "0x7f000001", "0177.0.0.1", "127.1", "①②⑦.0.0.1", "127.0.0.1."])
def test_no_other_spelling_of_this_machine_gets_through(site: Site, host: str) -> None:
    site.gives(PAGE)
    fetched = fetch_page(f"http://{host}/cong-bo", asking(allowed=frozenset(), resolver=SystemResolver()))
    assert fetched.trouble in {Trouble.NOT_A_LINK, Trouble.REFUSED_ADDRESS}
    assert site.asked == []


def test_the_connection_goes_to_the_address_that_was_checked_whatever_a_second_look_up_would_say(site: Site) -> None:
    class Rebinding(Resolver):
        def addresses(self, host: str, *, within: float) -> list[str]:
            super().addresses(host, within=within)
            return ["1.1.1.1"] if self.asked.count(host) == 1 else [HERE]

    connected: list[str] = []

    def connect(address: str, port: int, seconds: float) -> Any:
        connected.append(address)
        assert port == 80
        return connect_to(HERE, site.port, seconds)

    resolver = Rebinding(truong_edu_vn="")
    site.gives(PAGE)
    fetched = fetch_page("http://truong.edu.vn/cong-bo", asking(resolver=resolver, connect=connect))
    assert fetched.status == 200
    assert (connected, resolver.asked) == (["1.1.1.1"], ["truong.edu.vn"])


def test_of_several_addresses_the_next_is_tried_where_one_keeps_silent(site: Site) -> None:
    site.gives(PAGE)
    two = Resolver(**{HERE.replace(".", "_"): ["127.0.0.2", HERE]})
    assert fetch_page(site.link(), asking(resolver=two)).status == 200


def test_an_address_that_keeps_silent_leaves_the_next_one_its_share_of_time(site: Site) -> None:
    clock = Clock()

    def connect(address: str, port: int, seconds: float) -> Any:
        if address == "127.0.0.2":
            clock.seconds += seconds
            raise httpcore.ConnectTimeout
        return connect_to(address, port, seconds)

    site.gives(PAGE)
    two = Resolver(**{HERE.replace(".", "_"): ["127.0.0.2", HERE]})
    assert fetch_page(site.link(), asking(resolver=two, connect=connect, clock=clock, seconds=100)).status == 200


def test_a_name_that_nobody_has_is_a_finding() -> None:
    assert fetch_page("http://khong-co.edu.vn/", asking()).trouble is Trouble.NO_SUCH_NAME
    empty = Resolver(truong_edu_vn=[])
    assert fetch_page("http://truong.edu.vn/", asking(resolver=empty)).trouble is Trouble.NO_SUCH_NAME


def test_a_server_that_is_not_there_is_a_finding() -> None:
    with a_site() as gone:
        link = gone.link()
    assert fetch_page(link, asking()).trouble is Trouble.NO_CONNECTION


def test_a_server_that_keeps_silent_is_not_waited_for(site: Site) -> None:
    assert fetch_page(site.keeps_silent(), asking(seconds=0.2)).trouble is Trouble.TOO_SLOW


def test_a_page_that_stops_in_the_middle_is_not_waited_for(site: Site) -> None:
    begun = b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nket qua"
    assert fetch_page(site.keeps_silent(begun), asking(seconds=0.2)).trouble is Trouble.TOO_SLOW


def test_time_is_bounded_as_a_whole_however_steadily_a_server_sends(site: Site) -> None:
    drip = site.never_stops(b"HTTP/1.1 200 OK\r\nX-A: ", b"a")
    fetched = fetch_page(drip, asking(seconds=40, most_bytes=10**9, clock=Clock()))
    assert fetched.trouble in {Trouble.TOO_SLOW, Trouble.NOT_HTTP}
    body = site.never_stops(b"HTTP/1.1 200 OK\r\n\r\n", b"a" * 1000)
    assert fetch_page(body, asking(seconds=40, most_bytes=10**9, clock=Clock())).trouble is Trouble.TOO_SLOW


@pytest.mark.parametrize(
    ("first", "again"),
    [
        (b"HTTP/1.1 200 OK\r\n\r\n", b"a" * 4096),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", b"1\r\na\r\n" * 512),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", b"1;" + b"x" * 500 + b"\r\na\r\n"),
        (b"", b"HTTP/1.1 100 Continue\r\n\r\n" * 100),
    ],
    ids=["a page without end", "chunks of one byte", "chunks with extensions", "only promises"],
)
def test_bytes_are_bounded_however_they_come(site: Site, first: bytes, again: bytes) -> None:
    assert fetch_page(site.never_stops(first, again), asking()).trouble is Trouble.TOO_LARGE


def test_headers_without_end_are_no_answer(site: Site) -> None:
    assert (
        fetch_page(site.never_stops(b"HTTP/1.1 200 OK\r\n", b"X-A: b\r\n" * 99), asking()).trouble is Trouble.NOT_HTTP
    )


@pytest.mark.parametrize("length", [MANY, MANY + 1])
def test_a_page_of_just_the_bound_is_taken_and_no_byte_more(site: Site, length: int) -> None:
    fetched = fetch_page(site.gives(b"a" * length), asking())
    assert (fetched.trouble, fetched.status) == (None if length == MANY else Trouble.TOO_LARGE, 200)


def test_what_a_server_packs_all_the_same_is_unpacked(site: Site) -> None:
    packed = site.gives(gzip.compress(PAGE.encode()), Content_Encoding="gzip")
    assert fetch_page(packed, asking()).content.decode() == PAGE
    packed = site.gives(zlib.compress(PAGE.encode()), Content_Encoding="deflate")
    assert fetch_page(packed, asking()).content.decode() == PAGE


def test_a_bomb_does_not_unfold(site: Site) -> None:
    bomb, asked = site.gives(gzip.compress(b"\0" * 50_000_000), Content_Encoding="gzip"), asking(most_bytes=100_000)
    tracemalloc.start()
    fetched = fetch_page(bomb, asked)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert (fetched.trouble, fetched.content) == (Trouble.TOO_LARGE, b"")
    assert most < 5_000_000


@pytest.mark.parametrize(("encoding", "content"), [("br", b"x"), ("gzip", b"khong phai"), ("gzip, gzip", b"x")])
def test_what_cannot_be_unpacked_is_unreadable(site: Site, encoding: str, content: bytes) -> None:
    assert fetch_page(site.gives(content, Content_Encoding=encoding), asking()).trouble is Trouble.UNREADABLE


@pytest.mark.parametrize(
    "written",
    [
        b"SSH-2.0-OpenSSH_9.2\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nngan",
        b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhaihai",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nfffffffffffffffffffff\r\na",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n-5\r\nabcde\r\n",
        b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n\r\n",
        b"\0" * 100,
        b"",
    ],
)
def test_whoever_does_not_speak_as_a_web_server_is_not_heard(site: Site, written: bytes) -> None:
    fetched = fetch_page(site.says(written), asking())
    assert fetched.trouble is Trouble.NOT_HTTP


def test_a_certificate_is_checked_against_the_name_that_was_asked_for(
    safe_site: Site, certificates: Certificates
) -> None:
    safe_site.gives(PAGE)
    names = Resolver(localhost=HERE, truong_edu_vn=HERE)
    trusting = {"tls": tls_context(str(certificates.authority)), "resolver": names}
    named = asking(allowed=frozenset({"localhost"}), **trusting)
    assert fetch_page(safe_site.link(host="localhost"), named).status == 200
    other = asking(allowed=frozenset({"truong.edu.vn"}), **trusting)
    assert fetch_page(safe_site.link(host="truong.edu.vn"), other).trouble is Trouble.BAD_CERTIFICATE


def test_an_authority_that_nobody_trusts_is_not_trusted(safe_site: Site) -> None:
    safe_site.gives(PAGE)
    assert fetch_page(safe_site.link(), asking(tls=tls_context())).trouble is Trouble.BAD_CERTIFICATE


def test_a_server_without_tls_where_tls_is_asked_for_is_a_finding(site: Site) -> None:
    site.gives(PAGE)
    assert fetch_page(site.link().replace("http:", "https:"), asking()).trouble is Trouble.BAD_CERTIFICATE


def test_leaving_the_protected_connection_is_noted(site: Site, safe_site: Site, certificates: Certificates) -> None:
    leaving = fetch_page(safe_site.sends_on(site.gives(PAGE)), asking(tls=tls_context(str(certificates.authority))))
    assert (leaving.status, leaving.left_https) == (200, True)
    assert not fetch_page(site.link(), asking()).left_https


def test_an_authority_s_file_that_is_none_is_said(tmp_path: Path) -> None:
    broken = tmp_path / "ca.pem"
    broken.write_text("không phải chứng thư", "utf-8")
    with pytest.raises(ssl.SSLError):
        tls_context(str(broken))


def test_this_machine_s_own_resolver_knows_this_machine_and_no_name_that_cannot_be() -> None:
    assert HERE in SystemResolver().addresses("localhost", within=30)
    with pytest.raises(OSError, match="label"):
        SystemResolver().addresses("ă" * 70, within=30)


def test_a_resolver_that_does_not_answer_is_not_waited_for() -> None:
    class Silent(Resolver):
        def addresses(self, host: str, *, within: float) -> list[str]:
            raise TimeoutError(host, within)

    assert fetch_page("http://truong.edu.vn/", asking(resolver=Silent())).trouble is Trouble.TOO_SLOW
