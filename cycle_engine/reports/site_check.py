"""The page that checks certificates, as files of the results site: the office's public keys, and what was revoked."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from cycle_engine.reports.site_pages import CHECK, SiteFrame, render_site_page


@dataclass(frozen=True, slots=True)
class CheckFacts:
    """What the page is made from.

    ``public_keys`` are the office's, in hexadecimal, oldest first; ``revoked`` the SHA-256 of the codes of certificates
    that hold no longer, each with the day that ended it, sorted.
    """

    frame: SiteFrame
    public_keys: tuple[str, ...]
    revoked: tuple[tuple[str, date], ...]


def site_check_files(facts: CheckFacts) -> Mapping[str, bytes]:
    """Write the page's files, by name within the site."""
    return {CHECK: render_site_page("check.html", facts.frame, {"check": facts}, here=CHECK)}
