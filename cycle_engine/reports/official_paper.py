"""An official paper as a value, before it is a Word file or a page (Decree 30/2020/NĐ-CP, appendices I and III).

Every part is in words already and in the order of the decree: national name and motto, agency, number, place and day,
type, subject, addressee, text, receivers, signer. Number and day are given after signature, so a draft has ``[...]``.
"""

from dataclasses import dataclass

from cycle_engine.reports.tables import Table


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading within a section; sections' own headings are numbered in Roman numerals and capitals."""

    words: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of the text."""

    words: str


Block = Heading | Paragraph | Table


@dataclass(frozen=True, slots=True)
class Section:
    """A section of the text with its heading."""

    heading: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class OfficialPaper:
    """One paper of a type that has a place and a day. ``appendix`` stands across, on pages of its own."""

    governing_body: str
    agency: str
    number: str
    place_and_day: str
    type_name: str
    subject: str
    addressee: str
    opening: tuple[str, ...]
    sections: tuple[Section, ...]
    closing: str
    receivers: tuple[str, ...]
    signer_power: str
    signer_title: str
    signer_name: str
    appendix_name: str
    appendix: Table
    footing: str
