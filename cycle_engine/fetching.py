"""Asking other people's web servers for a page, and the only file that knows the HTTP library.

The link was written by somebody else, and so is where the server sends us on: whoever could make us ask inside our own
network would read what is not theirs. So the name is looked up here, every address it has must be public, and the
connection goes to the very address that was checked; a second look-up could answer otherwise. Redirects are followed by
hand and each is checked anew. Nothing of ours is sent along: no cookie, no login, no proxy from the environment.

Time is bounded as a whole and step by step, bytes on the wire and unpacked, headers by the library (100 KiB).
"""

import logging
import socket
import ssl
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from queue import Empty, SimpleQueue
from threading import Thread
from time import monotonic
from typing import Any, Final, Protocol

import httpcore

from cycle_engine.domain.fetched_pages import Fetched, Trouble
from cycle_engine.domain.public_addresses import is_public
from cycle_engine.domain.web_links import WebLink, parse_web_link, redirected_link

MOST_REDIRECTS: Final = 5

_REDIRECTS: Final = frozenset({301, 302, 303, 307, 308})
_FRAMING: Final = 256 * 1024
"""Bytes on the wire besides the page's own: headers, and the sizes of its chunks."""

_log = logging.getLogger("cycle.fetching")


class Resolver(Protocol):
    """Whoever knows the addresses of a host's name."""

    def addresses(self, host: str, *, within: float) -> Sequence[str]:
        """Look a name up, for so many seconds at most; none where there are none. Raises ``OSError``."""
        ...


class SystemResolver:
    """This machine's own resolver."""

    def addresses(self, host: str, *, within: float) -> Sequence[str]:
        """Look a name up in a thread of its own, since the system knows no bound for it."""
        answers: SimpleQueue[Sequence[str] | OSError] = SimpleQueue()
        Thread(target=_look_up, args=(host, answers), daemon=True).start()
        try:
            answer = answers.get(timeout=within)
        except Empty:
            raise TimeoutError(host) from None
        if isinstance(answer, OSError):
            raise answer
        return answer


Connect = Callable[[str, int, float], httpcore.NetworkStream]
"""Connects to an address, never a name: address, port, seconds."""


def connect_to(address: str, port: int, seconds: float) -> httpcore.NetworkStream:
    """Connect over TCP."""
    return httpcore.SyncBackend().connect_tcp(address, port, timeout=seconds)


@dataclass(frozen=True, slots=True)
class Asking:
    """How pages are asked for. Hosts that are ``allowed`` may be inside a network, and at any port."""

    asks_as: str
    seconds: float
    most_bytes: int
    tls: ssl.SSLContext
    allowed: frozenset[str] = frozenset()
    resolver: Resolver = field(default_factory=SystemResolver)
    connect: Connect = connect_to
    clock: Callable[[], float] = monotonic


def tls_context(ca_file: str = "") -> ssl.SSLContext:
    """Trust the authorities that this system and browsers trust, and one of the office's own. Raises ``OSError``."""
    context = httpcore.default_ssl_context()
    if ca_file:
        context.load_verify_locations(ca_file)
    return context


def fetch_page(written: str, asking: Asking) -> Fetched:
    """Ask for a page and follow where it leads. Raises nothing: what goes wrong is what it comes back with."""
    fetched = Fetched(written, written, trouble=Trouble.NOT_A_LINK)
    link, deadline = parse_web_link(written), _Deadline(asking)
    for _ in range(MOST_REDIRECTS + 1):
        if link is None:
            return replace(fetched, trouble=Trouble.NOT_A_LINK)
        fetched, location = _fetch_one(link, asking, deadline, fetched)
        if location is None:
            return fetched
        before, link = link, redirected_link(link, location)
        if link and (before.scheme, link.scheme) == ("https", "http"):
            fetched = replace(fetched, left_https=True)
    return replace(fetched, trouble=Trouble.TOO_MANY_REDIRECTS)


class _Failed(Exception):
    def __init__(self, trouble: Trouble) -> None:
        super().__init__(trouble.value)
        self.trouble = trouble


def _fetch_one(link: WebLink, asking: Asking, deadline: "_Deadline", before: Fetched) -> tuple[Fetched, str | None]:
    """Ask one server once; where it redirects, say where to."""
    fetched = Fetched(before.link, str(link), left_https=before.left_https)
    try:
        return _ask(link, asking, deadline, fetched)
    except _Failed as failed:
        trouble = failed.trouble
    except httpcore.TimeoutException:
        trouble = Trouble.TOO_SLOW
    except httpcore.ProtocolError:
        trouble = Trouble.NOT_HTTP
    except (httpcore.NetworkError, OSError) as error:
        trouble = Trouble.BAD_CERTIFICATE if _is_about_tls(error) else Trouble.NO_CONNECTION
    except Exception:  # noqa: BLE001 - the other schools' pages are asked for all the same
        _log.exception("a page could not be asked for", extra={"action": "fetch_broken", "link": str(link)})
        trouble = Trouble.NOT_HTTP
    return replace(fetched, trouble=trouble), None


def _ask(link: WebLink, asking: Asking, deadline: "_Deadline", fetched: Fetched) -> tuple[Fetched, str | None]:
    backend = _CheckedBackend(_checked_addresses(link, asking, deadline), asking, deadline)
    origin = httpcore.Origin(link.scheme.encode(), link.host.encode(), link.port)
    url = httpcore.URL(scheme=origin.scheme, host=origin.host, port=link.port, target=link.target.encode())
    with (
        httpcore.HTTPConnection(origin, ssl_context=asking.tls, network_backend=backend) as connection,
        connection.stream("GET", url, headers=_headers(link, asking.asks_as)) as answer,
    ):
        headers = {name.lower().decode("latin-1"): value for name, value in answer.headers}
        location = headers.get("location")
        if answer.status in _REDIRECTS and location is not None:
            return replace(fetched, status=answer.status), _as_text(location)
        content_type, _, parameters = _as_text(headers.get("content-type", b"")).lower().partition(";")
        fetched = replace(
            fetched,
            status=answer.status,
            content_type=content_type.strip(),
            charset=parameters.partition("charset=")[2].partition(";")[0].strip(" \"'"),
        )
        try:
            encoding = _as_text(headers.get("content-encoding", b"")).strip().lower()
            return replace(fetched, content=_read(answer.iter_stream(), encoding, asking.most_bytes)), None
        except _Failed as failed:
            return replace(fetched, trouble=failed.trouble), None


def _checked_addresses(link: WebLink, asking: Asking, deadline: "_Deadline") -> Sequence[str]:
    """Look up whom a link leads to. One address that may not be asked is enough to ask none of them."""
    is_allowed = link.host in asking.allowed
    if not is_allowed and not (link.has_public_name and link.has_usual_port):
        raise _Failed(Trouble.REFUSED_ADDRESS)
    try:
        addresses = tuple(dict.fromkeys(asking.resolver.addresses(link.host, within=deadline.left())))
    except TimeoutError:
        raise _Failed(Trouble.TOO_SLOW) from None
    except OSError:
        raise _Failed(Trouble.NO_SUCH_NAME) from None
    if not addresses:
        raise _Failed(Trouble.NO_SUCH_NAME)
    if not is_allowed and not all(map(is_public, addresses)):
        raise _Failed(Trouble.REFUSED_ADDRESS)
    return addresses


def _headers(link: WebLink, asks_as: str) -> list[tuple[str, str]]:
    return [
        ("Host", link.authority),
        ("User-Agent", asks_as),
        ("Accept", "text/html,application/xhtml+xml,application/pdf;q=0.9,*/*;q=0.8"),
        ("Accept-Language", "vi"),
        ("Accept-Encoding", "identity"),
        ("Connection", "close"),
    ]


def _read(chunks: Iterable[bytes], encoding: str, most: int) -> bytes:
    """Put a body together, unpacked where the server packed it all the same, as far as ``most`` bytes."""
    content = bytearray()
    for piece in _unpacked(chunks, encoding, most):
        content += piece
        if len(content) > most:
            raise _Failed(Trouble.TOO_LARGE)
    return bytes(content)


def _unpacked(chunks: Iterable[bytes], encoding: str, most: int) -> Iterator[bytes]:
    if encoding in ("", "identity"):
        yield from chunks
        return
    if encoding not in ("gzip", "x-gzip", "deflate"):
        raise _Failed(Trouble.UNREADABLE)
    packed = zlib.decompressobj(_GZIP_OR_ZLIB)
    try:
        for chunk in chunks:
            yield packed.decompress(chunk, most + 1)
    except zlib.error:
        raise _Failed(Trouble.UNREADABLE) from None


_GZIP_OR_ZLIB: Final = 32 + zlib.MAX_WBITS


def _as_text(header: bytes) -> str:
    try:
        return header.decode("utf-8")
    except UnicodeDecodeError:
        return header.decode("latin-1")


def _is_about_tls(error: BaseException) -> bool:
    return isinstance(error, ssl.SSLError) or isinstance(error.__cause__, ssl.SSLError)


def _look_up(host: str, answers: SimpleQueue[Sequence[str] | OSError]) -> None:
    try:
        found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
        answers.put([str(address[0]) for *_, address in found])
    except OSError as error:
        answers.put(error)
    except UnicodeError as error:
        answers.put(OSError(str(error)))


class _Deadline:
    """By when everything is over; a step takes what is left."""

    def __init__(self, asking: Asking) -> None:
        self._clock = asking.clock
        self._ends = asking.clock() + asking.seconds

    def left(self) -> float:
        """Say how many seconds are left. Raises ``httpcore.ReadTimeout`` when none are."""
        left = self._ends - self._clock()
        if left <= 0:
            raise httpcore.ReadTimeout
        return left


class _CheckedBackend(httpcore.NetworkBackend):
    """Connects to the addresses that were checked, whatever name it is asked for."""

    def __init__(self, addresses: Sequence[str], asking: Asking, deadline: _Deadline) -> None:
        self._addresses, self._asking, self._deadline = addresses, asking, deadline

    def connect_tcp(self, host: str, port: int, *_: Any, **__: Any) -> httpcore.NetworkStream:  # the library's own
        del host
        failure: Exception = httpcore.ConnectError()
        for still, address in zip(range(len(self._addresses), 0, -1), self._addresses, strict=True):
            try:
                # An address that keeps silent, as IPv6 does in many networks, leaves the next ones their share of time.
                stream = self._asking.connect(address, port, self._deadline.left() / still)
                return _BoundedStream(stream, self._asking.most_bytes + _FRAMING, self._deadline)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
        raise failure


class _BoundedStream(httpcore.NetworkStream):
    """A stream that ends when time is up or when too much came through it."""

    def __init__(self, stream: httpcore.NetworkStream, most: int, deadline: _Deadline) -> None:
        self._stream, self._left, self._deadline = stream, most, deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        del timeout
        read = self._stream.read(max_bytes, self._deadline.left())
        self._left -= len(read)
        if self._left < 0:
            raise _Failed(Trouble.TOO_LARGE)
        return read

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        del timeout
        self._stream.write(buffer, self._deadline.left())

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        del timeout
        stream = self._stream.start_tls(ssl_context, server_hostname, self._deadline.left())
        return _BoundedStream(stream, self._left, self._deadline)

    def get_extra_info(self, info: str) -> Any:  # the library's own
        return self._stream.get_extra_info(info)
