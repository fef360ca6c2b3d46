"""A link as it is asked for: its parts checked one by one, and where a server's redirect leads from it.

Everything a browser would forgive is refused here where it could mean two things: a login before the host, a backslash,
a control character, a host that only some programs read as a number.
"""

import re
from dataclasses import dataclass
from ipaddress import ip_address
from typing import Final
from urllib.parse import quote, urljoin, urlsplit

LONGEST_LINK: Final = 2_000

_PORTS: Final = {"http": 80, "https": 443}
_LABEL: Final = re.compile(r"(?!-)[a-z0-9_-]{1,63}(?<!-)")
_LIKE_A_NUMBER: Final = re.compile(r"(0x[0-9a-f]*|[0-9]+)")
_NO_ONE_S: Final = ("alt", "arpa", "example", "internal", "invalid", "lan", "local", "localhost", "onion", "test")
"""Top names that are nobody's on the Internet (RFC 2606, 6761, 6762, 7686, 8375, 9476); samples use them."""

_KEPT_IN_A_TARGET: Final = "/%:@!$&'()*+,;=~-._?"


@dataclass(frozen=True, slots=True)
class WebLink:
    """Whom to ask and for what; ``host`` in ASCII and lower case, ``target`` the path with its query, in ASCII."""

    scheme: str
    host: str
    port: int
    target: str

    @property
    def authority(self) -> str:
        """The host as a request names it, with its port where it is not the scheme's own."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == _PORTS[self.scheme] else f"{host}:{self.port}"

    @property
    def site(self) -> str:
        """Whose page it is: the host without ``www.``."""
        return self.host.removeprefix("www.")

    @property
    def has_usual_port(self) -> bool:
        """Whether it is asked for at a port where the web is."""
        return self.port in _PORTS.values()

    @property
    def has_public_name(self) -> bool:
        """Whether the host's name could be one of the Internet's: it has a dot, and a top name that is somebody's."""
        if _is_address(self.host):
            return True
        return "." in self.host and self.host.rpartition(".")[2] not in _NO_ONE_S

    def __str__(self) -> str:
        return f"{self.scheme}://{self.authority}{self.target}"


def parse_web_link(written: str) -> WebLink | None:
    """Read a link; None where it is none that may be asked for."""
    if not written.isprintable() or "\\" in written or " " in written or len(written) > LONGEST_LINK:
        return None
    try:
        parts = urlsplit(written)
        port = parts.port
    except ValueError:
        return None
    host = _host(parts.hostname or "")
    if parts.scheme not in _PORTS or host is None or "@" in parts.netloc or port == 0:
        return None
    path = quote(parts.path or "/", safe=_KEPT_IN_A_TARGET.replace("?", ""))
    query = f"?{quote(parts.query, safe=_KEPT_IN_A_TARGET + '[]')}" if parts.query else ""
    return WebLink(parts.scheme, host, port or _PORTS[parts.scheme], path + query)


def redirected_link(link: WebLink, location: str) -> WebLink | None:
    """Say where a server's ``Location`` leads from a link; None where that is nowhere that may be asked."""
    try:
        return parse_web_link(urljoin(str(link), location.strip().replace(" ", "%20")))
    except ValueError:
        return None


def _host(written: str) -> str | None:
    host = written.removesuffix(".")
    if _is_address(host):
        return None if "%" in host else str(ip_address(host))
    try:
        named = host if host.isascii() else host.encode("idna").decode()
    except UnicodeError:
        return None
    labels = named.lower().split(".")
    if not all(_LABEL.fullmatch(label) for label in labels) or _LIKE_A_NUMBER.fullmatch(labels[-1]):
        return None
    return ".".join(labels) if len(named) <= _LONGEST_NAME else None


_LONGEST_NAME: Final = 253


def _is_address(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return False
    return True
