"""An official paper as a Word file in the layout of Decree 30/2020/NĐ-CP, appendix I.

A4, margins 20 mm (30 mm at the left), Times New Roman in black, text 13 points and justified with its first line
indented, page numbers in the middle of the top margin from page 2 on. The appendix stands across on its own pages.
The same paper gives the same bytes.
"""

from collections.abc import Sequence
from datetime import datetime
from io import BytesIO
from typing import Final

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml.ns import qn
from docx.section import Section as WordSection
from docx.shared import Cm, Mm, Pt, RGBColor
from docx.table import _Cell
from docx.text.paragraph import Paragraph as WordParagraph

from cycle_engine.reports.official_paper import Block, Heading, OfficialPaper, Paragraph
from cycle_engine.reports.stable_zip import without_times
from cycle_engine.reports.tables import Table, shown
from cycle_engine.reports.word_elements import build_element
from cycle_engine.reports.word_tables import build_grid

NATIONAL_NAME: Final = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO: Final = "Độc lập - Tự do - Hạnh phúc"

_FONT: Final = "Times New Roman"
_LONGEST_PROPERTY: Final = 255
"""The most letters that python-docx lets a file's property have."""

_TEXT_WIDTH: Final = 16.0
_ACROSS_WIDTH: Final = 25.7
_LEFT, _RIGHT, _JUSTIFIED, _CENTRED = (
    WD_ALIGN_PARAGRAPH.LEFT,
    WD_ALIGN_PARAGRAPH.RIGHT,
    WD_ALIGN_PARAGRAPH.JUSTIFY,
    WD_ALIGN_PARAGRAPH.CENTER,
)


def render_official_docx(paper: OfficialPaper, *, made_at: datetime) -> bytes:
    """Write the paper as a Word file. ``made_at`` is noted in its properties, so it must follow from the content."""
    document = Document()
    _set_up(document, paper, made_at)
    _write_head(document, paper)
    for words in paper.opening:
        _write_text(document, words)
    for section in paper.sections:
        _write_line(document, section.heading, bold=True, before=10, keep_with_next=True)
        for block in section.blocks:
            _write_block(document, block)
    _write_text(document, paper.closing)
    _write_foot(document, paper)
    _write_appendix(document, paper)
    file = BytesIO()
    document.save(file)
    return without_times(file.getvalue())


def _set_up(document: WordDocument, paper: OfficialPaper, made_at: datetime) -> None:
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size, normal.font.color.rgb = _FONT, Pt(13), RGBColor(0, 0, 0)
    fonts = normal.element.rPr.rFonts
    for script in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
        fonts.set(qn(script), _FONT)
    normal.paragraph_format.space_after = Pt(0)
    normal.element.rPr.append(build_element("w:lang", val="vi-VN"))
    properties = document.core_properties
    properties.title, properties.subject = paper.type_name, paper.subject[:_LONGEST_PROPERTY]
    properties.author = properties.last_modified_by = paper.agency[:_LONGEST_PROPERTY]
    properties.comments, properties.language = "", "vi-VN"
    properties.created = properties.modified = made_at.replace(microsecond=0, tzinfo=None)
    section = document.sections[0]
    _set_page(section, Mm(210), Mm(297), left=Mm(30))
    section.different_first_page_header_footer = True
    _write_page_number(section)


def _set_page(section: WordSection, width: Mm, height: Mm, *, left: Mm) -> None:
    section.page_width, section.page_height = width, height
    section.top_margin = section.bottom_margin = section.right_margin = Mm(20)
    section.left_margin, section.header_distance = left, Mm(10)


def _write_page_number(section: WordSection) -> None:
    paragraph = section.header.paragraphs[0]
    paragraph.alignment = _CENTRED
    run = paragraph.add_run()
    run.font.size = Pt(13)
    instruction = build_element("w:instrText")
    instruction.text = "PAGE"
    begin, end = (build_element("w:fldChar", fldCharType=kind) for kind in ("begin", "end"))
    run._r.extend((begin, instruction, end))  # noqa: SLF001  # python-docx has no public way to a field


def _write_head(document: WordDocument, paper: OfficialPaper) -> None:
    left, right, number, place = _blank_grid(document, (6.6, 9.4), rows=2)
    _write_line(left, paper.governing_body, size=12, alignment=_CENTRED)
    _write_line(left, paper.agency, size=12, bold=True, alignment=_CENTRED)
    _write_rule(left, 2.4, within=6.2)
    _write_line(right, NATIONAL_NAME, size=12, bold=True, alignment=_CENTRED)
    _write_line(right, MOTTO, size=13, bold=True, alignment=_CENTRED)
    _write_rule(right, 5.9, within=9.0)
    _write_line(number, paper.number, alignment=_CENTRED, before=6)
    _write_line(place, paper.place_and_day, italic=True, alignment=_CENTRED, before=6)
    _write_line(document, paper.type_name, size=14, bold=True, alignment=_CENTRED, before=18)
    _write_line(document, paper.subject, size=14, bold=True, alignment=_CENTRED)
    _write_rule(document, 4.5, within=_TEXT_WIDTH)
    _write_line(document, paper.addressee, alignment=_CENTRED, before=12, after=8)


def _write_block(document: WordDocument, block: Block) -> None:
    match block:
        case Heading(words):
            _write_line(document, words, bold=True, indent=1.27, before=8, after=4, keep_with_next=True)
        case Paragraph(words):
            _write_text(document, words)
        case Table():
            _write_table(document, block, width=_TEXT_WIDTH, size=11)


def _write_table(document: WordDocument, table: Table, *, width: float, size: int) -> None:
    if not table.rows:
        _write_text(document, table.when_empty)
        return
    # The end of a Word file is its last section's settings; what is added goes before them.
    document.element.body.insert_element_before(build_grid(table, width=width, size=size), "w:sectPr")
    # Without a paragraph between them two tables would become one.
    _tighten(_write_line(document, "", size=1), points=4)


def _write_text(document: WordDocument, words: str) -> None:
    _write_line(document, words, alignment=_JUSTIFIED, indent=1.27, before=3, after=3)


def _write_foot(document: WordDocument, paper: OfficialPaper) -> None:
    receivers, signer = _blank_grid(document, (8.0, 8.0), rows=1)
    _write_line(receivers, "Nơi nhận:", size=12, bold=True, italic=True, before=12)
    for receiver in paper.receivers:
        _write_line(receivers, receiver, size=11)
    for place, words in enumerate(words for words in (paper.signer_power, paper.signer_title) if words):
        _write_line(signer, words, bold=True, alignment=_CENTRED, before=0 if place else 12)
    _write_line(signer, paper.signer_name, bold=True, alignment=_CENTRED, before=72)


def _write_appendix(document: WordDocument, paper: OfficialPaper) -> None:
    section = document.add_section(WD_SECTION.NEW_PAGE)
    section.orientation = WD_ORIENT.LANDSCAPE
    _set_page(section, Mm(297), Mm(210), left=Mm(20))
    section.different_first_page_header_footer = False
    _write_line(document, paper.appendix_name, size=14, bold=True, alignment=_CENTRED)
    _write_line(document, paper.appendix.title, size=14, bold=True, alignment=_CENTRED, after=8)
    _write_table(document, paper.appendix, width=_ACROSS_WIDTH, size=10)
    _write_line(document, paper.footing, size=10)


def _blank_grid(document: WordDocument, widths: Sequence[float], *, rows: int) -> tuple[_Cell, ...]:
    """A table without lines that holds parts beside each other; its cells row by row."""
    table = document.add_table(rows=rows, cols=len(widths))
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Cm(width)
    for row in table.rows:
        properties = row._tr.get_or_add_trPr()  # noqa: SLF001  # python-docx has no public way to an unbroken row
        properties.append(build_element("w:cantSplit"))
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = Cm(width)
            # A cell is born with an empty paragraph, which would stand above whatever is written into it.
            cell._tc.remove(cell.paragraphs[0]._p)  # noqa: SLF001
    return tuple(cell for row in table.rows for cell in row.cells)


def _write_line(
    container: WordDocument | _Cell,
    words: str,
    *,
    size: int = 13,
    bold: bool = False,
    italic: bool = False,
    alignment: WD_ALIGN_PARAGRAPH = _LEFT,
    indent: float = 0,
    before: float = 0,
    after: float = 0,
    keep_with_next: bool = False,
) -> WordParagraph:
    paragraph = container.add_paragraph()
    run = paragraph.add_run(shown(words))
    run.font.size, run.bold, run.italic = Pt(size), bold, italic
    layout = paragraph.paragraph_format
    layout.alignment, layout.first_line_indent = alignment, Cm(indent)
    layout.space_before, layout.space_after = Pt(before), Pt(after)
    layout.keep_with_next = keep_with_next
    return paragraph


def _write_rule(container: WordDocument | _Cell, width: float, *, within: float) -> None:
    """Draw a line of ``width`` cm in the middle of ``within`` cm: the upper border of an empty paragraph."""
    paragraph = _write_line(container, "", size=1, before=2)
    layout = paragraph.paragraph_format
    layout.left_indent = layout.right_indent = Cm((within - width) / 2)
    _tighten(paragraph, points=3)
    border = build_element("w:top", val="single", sz="6", space="1", color="000000")
    borders = build_element("w:pBdr", border)
    # The order of a paragraph's properties is fixed: borders come before spacing and indents.
    paragraph._p.get_or_add_pPr().insert_element_before(borders, "w:spacing", "w:ind", "w:jc")  # noqa: SLF001


def _tighten(paragraph: WordParagraph, *, points: int) -> None:
    layout = paragraph.paragraph_format
    layout.line_spacing_rule, layout.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(points)
