"""A visitor's browser: opens pages of a folder or of a server here, and notes what they ask of anybody else."""

import http.server
import os
import shutil
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Final, Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request

WIDE, PHONE = 1280, 360
HEIGHT: Final = 800

# A browser that is started by a test looks for nothing by itself: no updates, no search engine, no first-run page.
ARGUMENTS: Final = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
_NAMES: Final = ("chromium", "chromium-browser", "google-chrome", "chrome")
WCAG: Final = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa")
GOOD_PRACTICE: Final = "best-practice"


def find_chromium() -> str:
    """Find the browser of the system; without one the test is left out, aloud, and fails where CI is set."""
    named = os.environ.get("CYCLE_TEST_CHROMIUM")
    found = named or next((path for name in _NAMES if (path := shutil.which(name))), "")
    return found or missing("Chromium", "apt-get install chromium, or name one: CYCLE_TEST_CHROMIUM=/path/to/chrome")


def missing(what: str, cure: str) -> str:
    """Say that something these tests need is not here."""
    said = f"{what} is not installed: {cure}"
    if os.environ.get("CI"):
        pytest.fail(said)
    pytest.skip(said)


@dataclass
class Visitor:
    """One person's browser windows; ``complaints`` are what a page should not have done."""

    browser: Browser
    allowed: list[str] = field(default_factory=list)
    """How the addresses begin that a page may ask for."""
    complaints: list[str] = field(default_factory=list)
    contexts: list[BrowserContext] = field(default_factory=list)

    def open(
        self,
        target: Path | str,
        *,
        width: int = WIDE,
        scheme: Literal["light", "dark"] = "light",
        scripts: bool = True,
        before: str = "",
    ) -> Page:
        """Open a file or an address in a new window; ``before`` is a script that runs in it first."""
        address = target.as_uri() if isinstance(target, Path) else target
        self.allowed.append(address.rpartition("/")[0] + "/")
        context = self.browser.new_context(
            viewport={"width": width, "height": HEIGHT},
            color_scheme=scheme,
            java_script_enabled=scripts,
            accept_downloads=True,
            locale="vi-VN",
        )
        self.contexts.append(context)
        if before:
            context.add_init_script(before)
        page = context.new_page()
        page.on("request", self._watch_request)
        page.on("console", self._watch_console)
        page.on("pageerror", lambda error: self.complaints.append(f"error: {error}"))
        page.goto(address)
        return page

    def allow(self, address: str) -> None:
        """Let pages ask for addresses that begin so."""
        self.allowed.append(address)

    def _watch_request(self, request: Request) -> None:
        if not request.url.startswith((*self.allowed, "data:", "blob:")):
            self.complaints.append(f"asked for {request.url}")

    def _watch_console(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            self.complaints.append(f"{message.type}: {message.text}")


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve a folder as a plain web server would, under a path that is not the root; gives its address."""
    quiet = partial(_Quiet, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), quiet) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/ket-qua/2025/"
        server.shutdown()
        thread.join()


def accessibility_faults(page: Page, *, rules: Sequence[str] = (*WCAG, GOOD_PRACTICE)) -> list[str]:
    """Say what axe finds against WCAG 2.2 AA and good practice, with the places; ``rules`` names fewer."""
    options = {"runOnly": list(rules), "resultTypes": ["violations"], "preload": False}  # it asks for nothing itself
    found = Axe().run(page, options=options)
    return [
        f"{one['id']}: {one['help']} at {', '.join(str(node['target']) for node in one['nodes'][:3])}"
        for one in found.response["violations"]
    ]


def overflows(page: Page) -> bool:
    """Whether the page is wider than the window, so that a reader has to push it sideways."""
    return bool(page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"))


class _Quiet(http.server.SimpleHTTPRequestHandler):
    _PREFIX: Final = "/ket-qua/2025"

    def translate_path(self, path: str) -> str:
        return super().translate_path(path.removeprefix(self._PREFIX))

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the library's name
        """Say nothing."""
