"""A certificate as a Word file: across, framed, the school's name and level in the middle, the mark to check it by."""

from io import BytesIO

from docx.document import Document as WordDocument
from docx.shared import Mm, Pt

from cycle_engine.reports.official_docx import write_head, write_signer
from cycle_engine.reports.official_paper import Centred, OfficialPaper, Paragraph
from cycle_engine.reports.papers.facts import VerificationMark
from cycle_engine.reports.word_elements import build_element
from cycle_engine.reports.word_pages import CENTRED, blank_grid, new_document, saved, set_page, write_line

_WIDTH = 24.9
_BELOW = ("w:lnNumType", "w:pgNumType", "w:cols", "w:docGrid")
"""What follows the frame in a section's settings."""


def render_certificate_docx(paper: OfficialPaper, mark: VerificationMark) -> bytes:
    """Write a certificate as a Word file."""
    document = new_document(paper.type_name, paper.subject, paper.agency, made_at=None)
    _frame(document)
    write_head(document, paper, width=_WIDTH)
    write_line(document, paper.type_name, size=30, bold=True, alignment=CENTRED, before=34)
    write_line(document, paper.subject, size=15, bold=True, alignment=CENTRED, after=22)
    for block in (block for section in paper.sections for block in section.blocks):
        match block:
            case Centred(words):
                write_line(document, words, size=20, bold=True, alignment=CENTRED, after=9)
            case Paragraph(words):
                write_line(document, words, size=14, alignment=CENTRED, after=9)
    write_line(document, paper.closing, size=14, alignment=CENTRED, after=9)
    left, right = blank_grid(document, (_WIDTH / 2, _WIDTH / 2), rows=1)
    picture = write_line(left, "", before=12)
    if mark.qr_png:
        picture.add_run().add_picture(BytesIO(mark.qr_png), width=Mm(28))
    if mark.code:
        write_line(left, mark.code, size=6)
    write_signer(right, paper.signer, room=48)
    _shrink_last_line(document)
    return saved(document)


def _frame(document: WordDocument) -> None:
    section = document.sections[0]
    set_page(section, across=True)
    section.top_margin = section.bottom_margin = section.left_margin = section.right_margin = Mm(24)
    edges = ("w:top", "w:left", "w:bottom", "w:right")
    lines = [build_element(edge, val="thinThickSmallGap", sz="24", space="24", color="000000") for edge in edges]
    frame = build_element("w:pgBorders", *lines, offsetFrom="page")
    section._sectPr.insert_element_before(frame, *_BELOW)  # noqa: SLF001  # python-docx knows no page borders


def _shrink_last_line(document: WordDocument) -> None:
    """A file ends with a paragraph, which must not take a page of its own after the table."""
    line = write_line(document, "", size=1)
    line.paragraph_format.line_spacing = Pt(1)
