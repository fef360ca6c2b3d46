"""An official paper as a value, before it is a Word file, a PDF or a page (Decree 30/2020/NĐ-CP, appendices I and III).

Every part is in words already and in the order of the decree: national name and motto, agency, number, place and day,
type, subject, addressee, text, signers, receivers, appendix. Number and day are given after signature, so a draft has
blanks. A part that a type does not have is empty and leaves nothing on the paper: minutes have no place and day, a
People's Committee has no agency above it, only submissions, reports and letters have an addressee.
"""

from dataclasses import dataclass
from typing import Final

from cycle_engine.reports.chart_figures import Chart
from cycle_engine.reports.tables import NOT_ENTERED, Table, shown

NATIONAL_NAME: Final = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO: Final = "Độc lập - Tự do - Hạnh phúc"

UNBROKEN: Final = "\u00a0"
"""The space at which no line ends."""

_LONGEST_NAME: Final = 40
"""A person's name longer than this may be broken, or it would run out of the page."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading within a section; sections' own headings are numbered in Roman numerals and capitals."""

    words: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of the text; ``lead`` are its first words where those are bold, as in ``Điều 1.``."""

    words: str
    lead: str = ""


@dataclass(frozen=True, slots=True)
class Basis:
    """A legal basis, in italics."""

    words: str


@dataclass(frozen=True, slots=True)
class Centred:
    """A line of bold words in the middle: who decides, and ``QUYẾT ĐỊNH:``."""

    words: str


@dataclass(frozen=True, slots=True)
class Picture:
    """A chart with its caption; ``alternative`` says in words what it shows."""

    chart: Chart
    caption: str
    alternative: str


Block = Heading | Paragraph | Basis | Centred | Table | Picture


@dataclass(frozen=True, slots=True)
class Section:
    """A section of the text with its heading, or without one."""

    heading: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Signer:
    """Who signs: the power (TM., Q., KT., TL., TUQ. with whom it stands for) where it is not their own, title, name."""

    title: str
    name: str
    power: str = ""


@dataclass(frozen=True, slots=True)
class Appendix:
    """A table on pages of its own. ``reference`` names the paper it came with; ``across`` turns the page."""

    name: str
    title: str
    table: Table
    reference: str = ""
    footing: str = ""
    across: bool = False


@dataclass(frozen=True, slots=True)
class OfficialPaper:
    """One paper. ``beside`` signs at the left, beside the signer: the secretary of minutes."""

    governing_body: str
    agency: str
    number: str
    type_name: str
    subject: str
    sections: tuple[Section, ...]
    signer: Signer
    place_and_day: str = ""
    addressee: str = ""
    opening: tuple[str, ...] = ()
    closing: str = ""
    receivers: tuple[str, ...] = ()
    beside: Signer | None = None
    appendix: Appendix | None = None


def above_agency(governing_body: str, *, is_named_alone: bool) -> str:
    """What stands above who issues a paper: what was entered, nothing where nothing belongs, else ``[...]``."""
    return shown(governing_body) or ("" if is_named_alone else NOT_ENTERED)


def printed(words: str) -> str:
    """The words as every form prints them: what nobody can see is left out, unbroken spaces stay."""
    return UNBROKEN.join(shown(part) for part in words.split(UNBROKEN))


def unbroken(name: str) -> str:
    """A person's name, which no line end divides unless it is longer than a line."""
    return name.replace(" ", UNBROKEN) if len(name) <= _LONGEST_NAME else name
