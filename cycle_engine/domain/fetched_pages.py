"""What came back when a page was asked for: the page, or what kept it from coming."""

from dataclasses import dataclass
from enum import StrEnum


class Trouble(StrEnum):
    """What kept a page from coming."""

    NOT_A_LINK = "not_a_link"
    """A link, or a redirect, that may not be asked for: another scheme, a login in it, no host."""
    REFUSED_ADDRESS = "refused_address"
    """A host inside some network, or a port where no web is."""
    NO_SUCH_NAME = "no_such_name"
    NO_CONNECTION = "no_connection"
    BAD_CERTIFICATE = "bad_certificate"
    TOO_SLOW = "too_slow"
    NOT_HTTP = "not_http"
    """The server speaks, but not as a web server does."""
    TOO_MANY_REDIRECTS = "too_many_redirects"
    TOO_LARGE = "too_large"
    UNREADABLE = "unreadable"
    """Compressed in a way that was not asked for and cannot be undone."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """An answer: ``final_link`` is where the last redirect led, ``status`` what the server said there.

    ``left_https``: on the way the connection stopped being a protected one.
    """

    link: str
    final_link: str
    status: int | None = None
    trouble: Trouble | None = None
    content_type: str = ""
    charset: str = ""
    content: bytes = b""
    left_https: bool = False
