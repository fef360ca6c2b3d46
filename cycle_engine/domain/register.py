"""The register of documents: what an authority issues, its number once it is signed, and which cases it is for.

A document's number and date are given after signature: a draft has neither. Numbers begin at 01 on 1 January for each
authority and sign (Decree 30/2020/NĐ-CP), so a number is one's own within ``(authority, sign, calendar year)``.
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import Final


class DocumentState(StrEnum):
    """Where a document stands: waiting for its number, numbered, or a draft that was given up."""

    WAITING = "waiting"
    NUMBERED = "numbered"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Listing:
    """A unit that a document is for: the level it gives it, and the event of the case that it completed."""

    unit: str
    level: int | None = None
    case_key: str = ""
    seq: int | None = None


@dataclass(frozen=True, slots=True)
class Paper:
    """The document itself: a kept file, by hash and name, or a link; neither for one that was only announced."""

    name: str = ""
    sha256: str = ""
    link: str = ""

    @property
    def is_there(self) -> bool:
        """Whether there is anything to read."""
        return bool(self.sha256 or self.link)


@dataclass(frozen=True, slots=True)
class DocumentNumber:
    """A number with its sign, as in ``05/QĐ-PGDĐT``; without either it is empty."""

    number: str = ""
    sign: str = ""

    def __str__(self) -> str:
        return "/".join(part for part in (self.number, self.sign) if part)

    @property
    def key(self) -> str:
        """What two spellings of one number have in common: ``5`` and ``05`` are one."""
        return (self.number.lstrip("0") or self.number[:1]).casefold()

    @property
    def sign_key(self) -> str:
        """What two spellings of one sign have in common."""
        return "".join(self.sign.casefold().split())


@dataclass(frozen=True, slots=True)
class RegisteredDocument:
    """A document as it stands; ``line`` is the number of the last line about it, ``cycle_id`` 0 for none."""

    id: int
    authority: str
    cycle_id: int
    kind: str
    type: str
    number: DocumentNumber
    dated: date | None
    subject: str
    signer: str
    paper: Paper
    state: DocumentState
    listings: tuple[Listing, ...]
    line: int

    @property
    def year(self) -> int | None:
        """The calendar year that the number belongs to."""
        return self.dated.year if self.dated else None


_NUMBER: Final = re.compile(r"[0-9]+[^\W\d_]{0,3}")


def parse_number(written: str) -> DocumentNumber | None:
    """Read ``5``, ``05``, ``05a`` or ``05/QĐ-PGDĐT``; None for what is no number. Numbers under 10 get their zero."""
    number, _, sign = unicodedata.normalize("NFC", " ".join(written.split())).partition("/")
    number = number.strip()
    if not _NUMBER.fullmatch(number) or not number.strip("0"):
        return None
    return DocumentNumber(number.zfill(2) if number.isdigit() else number, sign.strip())


TYPE_WORDS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "quyết định": "QĐ",
        "kế hoạch": "KH",
        "báo cáo": "BC",
        "biên bản": "BB",
        "tờ trình": "TTr",
        "thông báo": "TB",
        "giấy chứng nhận": "GCN",
        "công văn": "CV",
    }
)
"""The types of documents by the words that their names begin with, and what signs call them."""

LETTER: Final = "CV"
"""The official letter, whose sign does not name its type."""


def type_of(label: str) -> str:
    """Name the type of a document by its Vietnamese name; empty where none is known."""
    spoken = unicodedata.normalize("NFC", label).casefold()
    return next((short for words, short in TYPE_WORDS.items() if spoken.startswith(words)), "")


def sign_for(type_: str, short_form: str) -> str:
    """Make the sign of an authority's documents of a type, as in ``QĐ-PGDĐT``; empty where either is unknown."""
    if not short_form or not type_:
        return ""
    return short_form if type_ == LETTER else f"{type_}-{short_form}"
