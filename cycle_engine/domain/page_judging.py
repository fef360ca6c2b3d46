"""What an answer means: the page that was published, another one, or none.

A page that a server gives with a good status and the words "không tìm thấy" for its title is gone all the same.
"""

import re
from dataclasses import dataclass
from hashlib import sha256
from typing import Final
from unicodedata import normalize

from cycle_engine.domain.fetched_pages import Fetched, Trouble
from cycle_engine.domain.page_texts import PageText, read_page, sample_of, share_still_there
from cycle_engine.domain.publications import ALTERED, Finding, PageLook
from cycle_engine.domain.web_links import WebLink, parse_web_link

SAME_PAGE: Final = 50
"""With fewer than these in a hundred of its phrases left, a page is another one."""

SAME_UNDER_A_NEW_TITLE: Final = 80

_GONE: Final = frozenset({404, 410})
_GOOD: Final = range(200, 300)
_DECLINED: Final = range(400, 500)
_SERVER_ERRORS: Final = range(500, 600)
_FILES: Final = (b"%PDF", b"PK\x03\x04")
_HTML: Final = frozenset({"text/html", "application/xhtml+xml", "text/plain"})
_BEGINS_AS_HTML: Final = re.compile(rb"(?:\s|\xef\xbb\xbf)*<(?:!doctype html|html|head|body)", re.IGNORECASE)
_SAYS_NOT_FOUND: Final = re.compile(r"\b404\b|not found|không tìm thấy|không tồn tại", re.IGNORECASE)
_HOME: Final = re.compile(r"/?(?:(?:index|default|home|trang-?chu)(?:\.\w{2,5})?/?)?", re.IGNORECASE)
_WORD: Final = re.compile(r"[^\W\d_]+")

_BY_TROUBLE: Final = {
    Trouble.NOT_A_LINK: Finding.NOT_A_PAGE,
    Trouble.UNREADABLE: Finding.NOT_A_PAGE,
    Trouble.REFUSED_ADDRESS: Finding.REFUSED_ADDRESS,
    Trouble.TOO_LARGE: Finding.TOO_LARGE,
}
"""What a trouble comes to; every other one is ``UNREACHABLE``."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """A finding, why, what the page looks like now, and how much of the baseline's phrases is still there."""

    finding: Finding
    cause: str
    look: PageLook
    share: int | None = None


def judge_page(fetched: Fetched, baseline: PageLook | None, *, accepting: bool = False) -> Judgement:
    """Say what an answer means beside the baseline. ``accepting``: whatever page it is, it is the one from now on."""
    nowhere = PageLook(final_link=fetched.final_link)
    if fetched.status is not None and fetched.status not in _GOOD:
        finding, cause = _by_status(fetched.status)
        return Judgement(finding, cause, nowhere)
    if fetched.trouble:
        finding = _BY_TROUBLE.get(fetched.trouble, Finding.UNREACHABLE)
        return Judgement(finding, fetched.trouble.value, nowhere)
    if not fetched.content.strip():
        return Judgement(Finding.NOT_A_PAGE, "empty", nowhere)
    judged = _judge_content(fetched, baseline)
    if accepting and judged.finding in ALTERED:
        return Judgement(Finding.REACHABLE, "", judged.look)
    return judged


def _by_status(status: int) -> tuple[Finding, str]:
    if status in _GONE:
        return Finding.GONE, "not_found"
    if status in _DECLINED:
        return Finding.UNREACHABLE, "declined"
    return Finding.UNREACHABLE, "server_error" if status in _SERVER_ERRORS else "no_page"


def _judge_content(fetched: Fetched, baseline: PageLook | None) -> Judgement:
    is_file = _is_file(fetched)
    page = PageText("", frozenset()) if is_file else read_page(fetched.content, fetched.charset)
    digest = sha256(fetched.content).hexdigest()
    look = PageLook(fetched.final_link, is_file, digest, page.title, sample_of(page))
    if _SAYS_NOT_FOUND.search(page.title) and not (baseline and _SAYS_NOT_FOUND.search(baseline.title)):
        return Judgement(Finding.GONE, "says_not_found", look)
    if cause := _elsewhere(fetched, baseline):
        return Judgement(Finding.REDIRECTED, cause, look)
    if baseline is None:
        return Judgement(Finding.REACHABLE, _remark(fetched), look)
    share = None if is_file or baseline.is_file else share_still_there(baseline.sample, page)
    cause = _difference(look, baseline, share)
    return Judgement(Finding.CHANGED if cause else Finding.REACHABLE, cause or _remark(fetched), look, share)


def _is_file(fetched: Fetched) -> bool:
    if fetched.content.startswith(_FILES):
        return True
    is_named = fetched.content_type in _HTML
    return not is_named and not (not fetched.content_type and _BEGINS_AS_HTML.match(fetched.content))


def _elsewhere(fetched: Fetched, baseline: PageLook | None) -> str:
    """Say in a word how a link leads elsewhere: away from where it led at first, or to a home page in its stead."""
    asked, final = parse_web_link(fetched.link), parse_web_link(fetched.final_link)
    before = parse_web_link(baseline.final_link) if baseline else None
    if asked is None or final is None:
        return ""
    if before and before.site != final.site:
        return "other_site"
    was_home = before is not None and _is_home(before)
    return "home_page" if _is_home(final) and not _is_home(asked) and not was_home else ""


def _is_home(link: WebLink) -> bool:
    return _HOME.fullmatch(link.target) is not None


def _difference(look: PageLook, baseline: PageLook, share: int | None) -> str:
    if look.is_file != baseline.is_file:
        return "other_kind"
    if look.is_file:
        return "" if look.sha256 == baseline.sha256 else "file_changed"
    has_its_title = _words(look.title) == _words(baseline.title)
    least = SAME_PAGE if has_its_title else SAME_UNDER_A_NEW_TITLE
    if share is None:
        return "" if has_its_title else "title_changed"
    return "" if share >= least else "text_changed"


def _words(title: str) -> list[str]:
    return _WORD.findall(normalize("NFC", title).casefold())


def _remark(fetched: Fetched) -> str:
    return "left_https" if fetched.left_https else ""
