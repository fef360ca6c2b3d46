"""An official paper as a Word file in the layout of Decree 30/2020/NĐ-CP, appendix I.

Text is 13 points and justified, its first line indented, 6 points between paragraphs. The appendix stands on pages of
its own. The same paper gives the same bytes.
"""

from datetime import datetime
from typing import Final

from docx.document import Document as WordDocument
from docx.enum.section import WD_SECTION
from docx.table import _Cell

from cycle_engine.reports.charts import PictureForm, render_chart
from cycle_engine.reports.official_paper import (
    MOTTO,
    NATIONAL_NAME,
    Appendix,
    Basis,
    Block,
    Centred,
    Heading,
    OfficialPaper,
    Paragraph,
    Picture,
    Signer,
)
from cycle_engine.reports.tables import Table
from cycle_engine.reports.word_pages import (
    ACROSS_WIDTH,
    CENTRED,
    JUSTIFIED,
    TEXT_WIDTH,
    Container,
    blank_grid,
    new_document,
    saved,
    set_page,
    tighten,
    write_line,
    write_page_number,
    write_picture,
    write_rule,
)
from cycle_engine.reports.word_tables import build_grid

_INDENT: Final = 1.27
_AGENCY_SHARE: Final = 6.6 / 16.0
"""How much of the width the agency has; the nation has the rest, so that its name stands on one line."""
_CAPITAL: Final = 0.30
"""How wide a bold capital of 12 points is, in cm, on the average of agencies' names."""

_MOTTO_WIDTH: Final = 5.9
"""How wide the motto is in bold letters of 13 points, in cm: its line is as long as it is."""


def render_official_docx(paper: OfficialPaper, *, made_at: datetime | None) -> bytes:
    """Write the paper as a Word file. ``made_at`` is noted in its properties, so it must follow from the content."""
    document = new_document(paper.type_name, paper.subject, paper.agency, made_at=made_at)
    write_page_number(document.sections[0])
    write_head(document, paper)
    _write_title(document, paper)
    for words in paper.opening:
        _write_text(document, words)
    for section in paper.sections:
        if section.heading:
            write_line(document, section.heading, bold=True, before=10, after=4, keep_with_next=True)
        for block in section.blocks:
            _write_block(document, block)
    if paper.closing:
        _write_text(document, paper.closing)
    # A signature never stands on a page without a line of what is signed.
    document.paragraphs[-1].paragraph_format.keep_with_next = True
    _write_foot(document, paper)
    if paper.appendix:
        _write_appendix(document, paper.appendix)
    return saved(document)


def write_head(document: WordDocument, paper: OfficialPaper, *, width: float = TEXT_WIDTH) -> None:
    """Write the agency at the left, the nation at the right, below them the number, and the place and day."""
    agency_width = round(_AGENCY_SHARE * width, 1)
    nation_width = width - agency_width
    left, right, number, place = blank_grid(document, (agency_width, nation_width), rows=2)
    if paper.governing_body:
        write_line(left, paper.governing_body, size=12, alignment=CENTRED)
    write_line(left, paper.agency, size=12, bold=True, alignment=CENTRED)
    # The line below an agency is a third to a half as long as its name's line.
    name = min(_CAPITAL * len(paper.agency), agency_width - 0.4)
    write_rule(left, round(0.4 * name, 1), within=agency_width - 0.4)
    write_line(right, NATIONAL_NAME, size=12, bold=True, alignment=CENTRED)
    write_line(right, MOTTO, size=13, bold=True, alignment=CENTRED)
    write_rule(right, _MOTTO_WIDTH, within=nation_width - 0.4)
    write_line(number, paper.number, alignment=CENTRED, before=6)
    write_line(place, paper.place_and_day, italic=True, alignment=CENTRED, before=6)


def _write_title(document: WordDocument, paper: OfficialPaper) -> None:
    write_line(document, paper.type_name, size=14, bold=True, alignment=CENTRED, before=18)
    write_line(document, paper.subject, size=14, bold=True, alignment=CENTRED)
    write_rule(document, 4.5, within=TEXT_WIDTH)
    if paper.addressee:
        write_line(document, paper.addressee, alignment=CENTRED, before=12, after=8)
    else:
        tighten(write_line(document, "", size=1), points=6)


def _write_block(document: WordDocument, block: Block) -> None:
    match block:
        case Heading(words):
            write_line(document, words, bold=True, indent=_INDENT, before=4, after=6, keep_with_next=True)
        case Paragraph(words, lead):
            _write_text(document, words, lead=lead)
        case Basis(words):
            _write_text(document, words, italic=True)
        case Centred(words):
            write_line(document, words, bold=True, alignment=CENTRED, before=6, after=6, keep_with_next=True)
        case Table():
            _write_table(document, block, width=TEXT_WIDTH, size=11)
        case Picture():
            picture = render_chart(block.chart, PictureForm.PNG)
            write_picture(document, picture, width=TEXT_WIDTH, alternative=block.alternative)
            write_line(document, block.caption, size=12, italic=True, alignment=CENTRED, before=2, after=8)


def _write_table(document: WordDocument, table: Table, *, width: float, size: int) -> None:
    if not table.rows:
        if table.when_empty:
            _write_text(document, table.when_empty)
        return
    # The end of a Word file is its last section's settings; what is added goes before them.
    document.element.body.insert_element_before(build_grid(table, width=width, size=size), "w:sectPr")
    # Without a paragraph between them two tables would become one.
    tighten(write_line(document, "", size=1), points=8)


def _write_text(document: WordDocument, words: str, *, lead: str = "", italic: bool = False) -> None:
    write_line(document, words, lead=lead, italic=italic, alignment=JUSTIFIED, indent=_INDENT, after=6)


def _write_foot(document: WordDocument, paper: OfficialPaper) -> None:
    if paper.beside:
        left, right = blank_grid(document, (8.0, 8.0), rows=1)
        write_signer(left, paper.beside)
        write_signer(right, paper.signer)
        _write_receivers(document, paper)
        return
    left, right = blank_grid(document, (8.0, 8.0), rows=1)
    _write_receivers(left, paper)
    write_signer(right, paper.signer)


def _write_receivers(container: Container, paper: OfficialPaper) -> None:
    if not paper.receivers and isinstance(container, _Cell):
        write_line(container, "")  # a cell must hold a paragraph
        return
    if paper.receivers:
        write_line(container, "Nơi nhận:", size=12, bold=True, italic=True, before=12)
    for receiver in paper.receivers:
        write_line(container, receiver, size=11)


def write_signer(cell: _Cell, signer: Signer, *, room: float = 72) -> None:
    """Write power and title in capitals, ``room`` in points for the signature, and the name."""
    for place, words in enumerate(words for words in (signer.power, signer.title) if words):
        write_line(cell, words, bold=True, alignment=CENTRED, before=0 if place else 12)
    write_line(cell, signer.name, bold=True, alignment=CENTRED, before=room)


def _write_appendix(document: WordDocument, appendix: Appendix) -> None:
    section = document.add_section(WD_SECTION.NEW_PAGE)
    set_page(section, across=appendix.across)
    section.different_first_page_header_footer = False
    write_line(document, appendix.name, size=14, bold=True, alignment=CENTRED)
    write_line(document, appendix.title, size=14, bold=True, alignment=CENTRED, after=0 if appendix.reference else 8)
    if appendix.reference:
        write_line(document, appendix.reference, italic=True, alignment=CENTRED, after=8)
    width, size = (ACROSS_WIDTH, 10) if appendix.across else (TEXT_WIDTH, 11)
    _write_table(document, appendix.table, width=width, size=size)
    if appendix.footing:
        write_line(document, appendix.footing, size=10)
