"""Which texts may stand as a mailbox or as a web address; neither is tried."""

import re
from typing import Final
from urllib.parse import urlsplit

_LOCAL: Final = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*"
_LABEL: Final = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_MAILBOX: Final = re.compile(rf"(?=.{{1,254}}\Z)(?=[^@]{{1,64}}@){_LOCAL}@{_LABEL}(?:\.{_LABEL})+")


def is_mailbox(text: str) -> bool:
    """One bare mail address in ASCII, as every mail server takes it: no name around it, no list, no line break."""
    return _MAILBOX.fullmatch(text) is not None


def is_web_address(text: str) -> bool:
    """An http or https address with a host, without blanks and without a login in it."""
    if not text.isprintable() or " " in text or "\\" in text:
        return False
    try:
        parts = urlsplit(text)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and "@" not in parts.netloc
    except ValueError:
        return False
