"""What a page says to a reader: its title, and its words without menus, scripts, numbers and dates.

Of the words a page had when it was first seen, a fixed sample of three in a row is kept. How many of those are still
there says whether it is the same page, whatever news, counters or dates came and went around it.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from html import unescape
from typing import Final
from unicodedata import normalize

SAMPLE: Final = 64
"""How many of a page's phrases are kept; the share that is still there is known to about six per cent."""

LONGEST_TITLE: Final = 200

_MOST_READ: Final = 2 * 2**20
"""Of a longer page only so much is read for its words."""

_LONGEST_WORD: Final = 200

_COMMENT: Final = "!--"

_IN_A_ROW: Final = 3
_WORD: Final = re.compile(r"[^\W\d_]+")
_BLANKS: Final = re.compile(r"\s+")
_NOT_READ: Final = frozenset(
    ("script", "style", "noscript", "template", "svg", "nav", "header", "footer", "aside", "select", "button", "iframe")
)
_TAG: Final = re.compile(r"(/?)([a-zA-Z][a-zA-Z0-9-]*)")
_CHARSET: Final = re.compile(rb"""<meta[^>]{0,200}charset=["']?\s*([A-Za-z0-9_-]{2,40})""", re.IGNORECASE)

_ENCODING: Final = re.compile(
    r"(?:ascii|big5|cp|euc|gb|iso|koi8|latin|mac|shift|us-ascii|utf|windows)[a-z0-9_-]{0,20}", re.IGNORECASE
)
"""How the names of encodings of letters begin; Python has others (``idna``, ``unicode_escape``) that no page is in."""


@dataclass(frozen=True, slots=True)
class PageText:
    """A page's title, and the phrases of its visible text as numbers."""

    title: str
    phrases: frozenset[int]


def read_page(content: bytes, charset: str = "") -> PageText:
    """Read a page's bytes; ``charset`` is what the server calls them. Whatever they are, something is read."""
    pieces = tuple(_pieces(_decoded(content[:_MOST_READ], charset)))
    title = _BLANKS.sub(" ", _plain("".join(text for is_title, text in pieces if is_title))).strip()
    words = _WORD.findall(_composed(_plain(" ".join(text for is_title, text in pieces if not is_title))).casefold())
    shown = "".join(letter for letter in _composed(title) if letter.isprintable())
    return PageText(shown[:LONGEST_TITLE], frozenset(_phrases(words)))


def sample_of(page: PageText) -> tuple[int, ...]:
    """Choose the phrases of a page that it is known again by: the smallest numbers, which are as good as drawn."""
    return tuple(sorted(page.phrases)[:SAMPLE])


def share_still_there(sample: Sequence[int], page: PageText) -> int | None:
    """Say how many in a hundred of a page's phrases are still there; None where it had none."""
    return round(100 * sum(one in page.phrases for one in sample) / len(sample)) if sample else None


def _decoded(content: bytes, charset: str) -> str:
    found = _CHARSET.search(content[:2048])
    for name in (charset, found.group(1).decode("ascii") if found else ""):
        try:
            if _ENCODING.fullmatch(name):
                return content.decode(name, "replace")
        except (LookupError, ValueError):
            continue  # a name that is no encoding's, or one that Python cannot read on in past what is wrong
    return content.decode("utf-8", "replace")


def _phrases(words: Sequence[str]) -> Iterator[int]:
    for start in range(max(1, len(words) - _IN_A_ROW + 1) if words else 0):
        phrase = " ".join(words[start : start + _IN_A_ROW])
        yield int.from_bytes(blake2b(phrase.encode(), digest_size=4).digest())


def _pieces(text: str) -> Iterator[tuple[bool, str]]:
    """Walk through a page once, tag by tag: what is its title, and what is text that is shown.

    Nothing is ever looked for twice, so a page made to be slow to read is not.
    """
    inside, depth, title = "", 0, ""
    for number, piece in enumerate(text.split("<")):
        tag = _TAG.match(piece) if number else None
        name = tag.group(2).lower() if tag else ""
        if inside == _COMMENT or (not inside and number and piece.startswith(_COMMENT)):
            inside = "" if "-->" in piece else _COMMENT
            piece = ">" + piece.partition("-->")[2]  # noqa: PLW2901 - what stands after the comment is text again
        elif name and name == inside:
            depth += -1 if tag and tag.group(1) else 1
            inside = inside if depth > 0 else ""
        elif not inside and name in _NOT_READ and tag and not tag.group(1):
            inside, depth = name, 1
        if name == "title" and not inside:
            title = "done" if tag and tag.group(1) else (title or "open")
        if not inside:
            yield title == "open", piece.partition(">")[2] if number else piece


def _composed(text: str) -> str:
    """NFC word by word, long ones in pieces: putting n accents of one letter in order takes time by the square of n."""
    starts = ((word, start) for word in text.split() for start in range(0, len(word), _LONGEST_WORD))
    return " ".join(normalize("NFC", word[start : start + _LONGEST_WORD]) for word, start in starts)


def _plain(text: str) -> str:
    try:
        return unescape(text)
    except ValueError:
        return text  # a character's number that is too long for Python to read
