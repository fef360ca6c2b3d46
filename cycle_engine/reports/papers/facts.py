"""What an official paper is made from, handed in by the service. What nobody entered is empty here, ``[...]`` on paper.

Nothing is computed that is a person's to say. The one rule: before a level is recognised, the papers that recognise it
name the level that the external review concluded.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final

from cycle_engine.domain.definition import LevelKind, Plan
from cycle_engine.domain.events import Document
from cycle_engine.reports.official_paper import Signer
from cycle_engine.reports.papers.kinds import PaperKind

NOBODY: Final = Signer("", "")
"""Where nobody was named who signs."""


@dataclass(frozen=True, slots=True)
class Issuer:
    """Who issues a paper, as its head and foot show it.

    ``governing_body`` is empty where none is printed, which holds for People's Committees. ``sign`` is the agency's
    short form in numbers: ``PGDĐT``. ``authority`` is who decides in decisions; empty lets it follow from the signer.
    """

    agency: str
    governing_body: str = ""
    place: str = ""
    sign: str = ""
    authority: str = ""
    signer: Signer = NOBODY


@dataclass(frozen=True, slots=True)
class GroupPoints:
    """The points of one group of criteria, by whose they are; ``maximum`` is None where the set is not known."""

    name: str
    maximum: Decimal | None = None
    points: Mapping[LevelKind, Decimal] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SchoolFacts:
    """One school as its case stands; ``documents`` are the last in hand of each kind."""

    code: str
    name: str
    levels: Mapping[LevelKind, int] = field(default_factory=dict)
    documents: Mapping[str, Document] = field(default_factory=dict)
    groups: tuple[GroupPoints, ...] = ()

    @property
    def concluded_level(self) -> int | None:
        """The level that is recognised, or as long as none is, the one that the external review concluded."""
        return self.levels.get(LevelKind.RECOGNIZED) or self.levels.get(LevelKind.EXTERNAL)


@dataclass(frozen=True, slots=True)
class VerificationMark:
    """What lets a reader check a certificate: its code, and the same as a QR code, drawn for PDF and for Word."""

    code: str = ""
    qr_svg: str = ""
    qr_png: bytes = b""


NO_MARK: Final = VerificationMark()
"""Of a certificate that was not issued yet."""


@dataclass(frozen=True, slots=True)
class PaperFacts:
    """Everything a paper says comes from here.

    ``given`` has the number and the date of the paper itself, once they were given. ``school`` is whom it is about,
    ``schools`` whom it lists. ``assessment`` is what the workflow calls the whole. ``superior`` is whom the office
    reports to. ``not_asked`` are the kinds of papers that no step of the workflow asks for.
    """

    kind: PaperKind
    issuer: Issuer
    plan: Plan
    assessment: str
    office: str
    superior: str = ""
    given: Document | None = None
    school: SchoolFacts | None = None
    schools: tuple[SchoolFacts, ...] = ()
    bases: tuple[str, ...] = ()
    copies: tuple[str, ...] = ()
    mark: VerificationMark = NO_MARK
    not_asked: frozenset[str] = frozenset()
