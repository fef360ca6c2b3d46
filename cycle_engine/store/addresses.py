"""A database's address, in the one form that both drivers read and whose password has one place."""

from typing import Final
from urllib.parse import SplitResult, parse_qsl, quote, urlencode, urlsplit, urlunsplit

from cycle_engine.errors import Unavailable
from cycle_engine.messages import text

FILE: Final = "sqlite:///"
_SERVERS: Final = ("postgresql", "postgresql+psycopg")


def checked_address(url: str) -> str:
    """Write an address in its one form. Raises ``Unavailable``, without the address, where it is none we know.

    A driver that cannot read an address repeats it whole in its complaint, with the password; so it never gets there.
    """
    if url.startswith(FILE):
        return url
    try:
        parts = urlsplit(url)
        is_known = parts.scheme in _SERVERS and (parts.port is None or parts.port > 0)
    except ValueError:  # a port that is no number, a bracket that is not closed
        is_known = False
    if not is_known:
        raise Unavailable("database_url_unknown", hints=[text("errors.database_url_unknown_hint")])
    return urlunsplit(_with_password_in_its_place(parts))


def _with_password_in_its_place(parts: SplitResult) -> SplitResult:
    """Move a password out of the query: there it would be shown with the address."""
    query = parse_qsl(parts.query, keep_blank_values=True)
    passwords = [value for name, value in query if name == "password"]
    if not passwords:
        return parts
    user, _, where = parts.netloc.rpartition("@")
    rest = urlencode([(name, value) for name, value in query if name != "password"], quote_via=quote)
    login = f"{user.partition(':')[0]}:{quote(passwords[-1], safe='')}"
    return parts._replace(netloc=f"{login}@{where}", query=rest)
