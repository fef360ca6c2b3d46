"""A school's web server for the tests: a real one on this machine, which answers as it is told, and keeps who asked."""

import ssl
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from typing import Any

Answer = Callable[["Visit"], None]


class Resolver:
    """The port ``fetching.Resolver``: a name has the addresses that are written here; it keeps what it was asked."""

    def __init__(self, **named: list[str] | str) -> None:
        self.known = {name.replace("_", "."): addresses for name, addresses in named.items()}
        self.asked: list[str] = []

    def addresses(self, host: str, *, within: float) -> list[str]:
        assert within > 0
        self.asked.append(host)
        found = self.known.get(host)
        if found is None:
            raise OSError(f"{host}: name or service not known")
        return [found] if isinstance(found, str) else found


@dataclass
class Site:
    """What stands at which path, and who asked for what: path and headers."""

    port: int = 0
    scheme: str = "http"
    pages: dict[str, Answer] = field(default_factory=dict)
    asked: list[tuple[str, Mapping[str, str]]] = field(default_factory=list)
    over: Event = field(default_factory=Event)

    def link(self, path: str = "/cong-bo", host: str = "127.0.0.1") -> str:
        return f"{self.scheme}://{host}:{self.port}{path}"

    def gives(self, content: bytes | str, path: str = "/cong-bo", status: int = 200, **headers: str) -> str:
        """Let a page stand at a path, and return its link."""
        body = content.encode() if isinstance(content, str) else content
        given = {"Content_Type": "text/html; charset=utf-8", "Content_Length": str(len(body)), **headers}

        def answer(visit: "Visit") -> None:
            visit.send_response(status)
            for name, value in given.items():
                visit.send_header(name.replace("_", "-"), value)
            visit.end_headers()
            visit.wfile.write(body)

        self.pages[path] = answer
        return self.link(path)

    def sends_on(self, to: str, path: str = "/cong-bo", status: int = 302) -> str:
        return self.gives("", path, status, Location=to)

    def says(self, written: bytes, path: str = "/cong-bo") -> str:
        """Let the very bytes of an answer stand at a path."""
        self.pages[path] = lambda visit: _written(visit, written)
        return self.link(path)

    def never_stops(self, first: bytes, again: bytes, path: str = "/cong-bo") -> str:
        """Let an answer begin and go on until whoever asked has had enough."""

        def answer(visit: "Visit") -> None:
            visit.wfile.write(first)
            while not self.over.is_set():
                visit.wfile.write(again)

        self.pages[path] = answer
        return self.link(path)

    def keeps_silent(self, after: bytes = b"", path: str = "/cong-bo") -> str:
        """Let an answer end before it is whole, with the line open."""

        def answer(visit: "Visit") -> None:
            visit.wfile.write(after)
            visit.wfile.flush()
            self.over.wait(60)

        self.pages[path] = answer
        return self.link(path)


class Visit(BaseHTTPRequestHandler):
    """One request."""

    server: "_Server"

    def do_GET(self) -> None:
        site = self.server.site
        site.asked.append((self.path, dict(self.headers)))
        answer = site.pages.get(self.path)
        try:
            if answer is None:
                self.send_error(404)
            else:
                answer(self)
        except OSError:
            pass  # whoever asked has gone

    def log_message(self, *_: Any) -> None:
        """Keep still."""


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    site: Site
    tls: ssl.SSLContext | None

    def finish_request(self, request: Any, client_address: Any) -> None:
        """Talk to one client, after the handshake where there is one; both in the visit's own thread."""
        try:
            talk = self.tls.wrap_socket(request, server_side=True) if self.tls else request
        except OSError:
            return  # the client did not want this certificate
        super().finish_request(talk, client_address)
        if self.tls:
            talk.close()


@contextmanager
def a_site(tls: ssl.SSLContext | None = None) -> Iterator[Site]:
    """Run a server for the length of the block."""
    server = _Server(("127.0.0.1", 0), Visit)
    server.site, server.tls = Site(server.server_address[1], "https" if tls else "http"), tls
    thread = Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield server.site
    finally:
        server.site.over.set()
        server.shutdown()
        server.server_close()
        thread.join()


def _written(visit: Visit, written: bytes) -> None:
    visit.wfile.write(written)
