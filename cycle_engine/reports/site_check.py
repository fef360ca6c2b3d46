"""The page that checks certificates, as files of the results site: the office's public keys, and what was revoked.

The check happens in the visitor's browser, with the keys and the hashes of revoked codes that came with the page; no
code leaves it. The page holds nothing about a certificate: what it shows, it reads out of the code that somebody has.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from cycle_engine.domain.definition import LEVELS
from cycle_engine.formatting import vietnamese_date
from cycle_engine.messages import say
from cycle_engine.reports.certificate_codes import PREFIX, key_id_of
from cycle_engine.reports.site_pages import CHECK, SiteFrame, data_script, render_site_page, site_words
from cycle_engine.reports.tables import NOT_ENTERED
from cycle_engine.reports.vietnamese import in_vietnamese

SCRIPT: Final = "kiem-tra.js"
DATA: Final = "kiem-tra-du-lieu.js"

_SCRIPT: Final = Path(__file__).parent / "templates" / "site" / SCRIPT

_WORDS: Final[Mapping[str, Sequence[str]]] = {
    **{f"{verdict}_title": () for verdict in ("genuine", "revoked", "changed", "unknown_key", "unreadable")},
    "changed_note": (),
    "unknown_key_note": ("key",),
    "revoked_note": ("day",),
    **dict.fromkeys(("checking", "compare", "facts", "insecure"), ()),
    **dict.fromkeys(("school", "unit", "school_year", "level", "decision", "issued_on", "serial"), ()),
}
"""What the script says, with the facts that it puts in itself: they stand as ``{name}``."""


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
    values = {"check": facts, "prefix": PREFIX, "scripts": (DATA, SCRIPT)}
    page = render_site_page("check.html", facts.frame, values, here=CHECK, words=_check_words)
    return {CHECK: page, SCRIPT: _SCRIPT.read_bytes(), DATA: _data(facts)}


@in_vietnamese
def _data(facts: CheckFacts) -> bytes:
    """Write the script ``kiem-tra-du-lieu.js``: one constant, ``CHECK``."""
    spoken = {name: _check_words(name, **{fact: f"{{{fact}}}" for fact in given}) for name, given in _WORDS.items()}
    known = {
        "genuine_note": _check_words("genuine_note", day=facts.frame.as_of),
        "unreadable_note": _check_words("unreadable_note", prefix=PREFIX),
        "decision_of": site_words("decision_of", number="{number}", day="{day}"),
    }
    value = {
        "prefix": PREFIX,
        "keys": [(key_id_of(key), key) for key in facts.public_keys],
        "revoked": [(code, vietnamese_date(day)) for code, day in facts.revoked],
        "levels": {str(level): site_words(f"level_{level}") for level in LEVELS},
        "not_entered": NOT_ENTERED,
        "words": spoken | known,
    }
    return data_script("CHECK", value)


def _check_words(name: str, /, **facts: object) -> str:
    return say(f"site_check.{name}", **facts)
