"""A Word file's page and lines by Decree 30/2020/NĐ-CP, appendix I: what every official paper is written with.

A4, margins 20 mm (30 mm at the left), Times New Roman in black, page numbers in the middle of the top margin from
page 2 on. Widths are in cm, sizes and distances in points.
"""

from collections.abc import Sequence
from datetime import datetime
from io import BytesIO
from typing import Final

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml.ns import qn
from docx.section import Section as WordSection
from docx.shared import Cm, Mm, Pt, RGBColor
from docx.table import _Cell
from docx.text.paragraph import Paragraph as WordParagraph

from cycle_engine.reports.official_paper import printed
from cycle_engine.reports.stable_zip import without_times
from cycle_engine.reports.word_elements import build_element

FONT: Final = "Times New Roman"
TEXT_WIDTH: Final = 16.0
ACROSS_WIDTH: Final = 25.7
LEFT, JUSTIFIED, CENTRED = WD_ALIGN_PARAGRAPH.LEFT, WD_ALIGN_PARAGRAPH.JUSTIFY, WD_ALIGN_PARAGRAPH.CENTER

Container = WordDocument | _Cell

_LONGEST_PROPERTY: Final = 255
"""The most letters that python-docx lets a file's property have."""


def new_document(title: str, subject: str, author: str, *, made_at: datetime | None) -> WordDocument:
    """An empty A4 page in Times New Roman. ``made_at`` is noted in its properties; None notes no moment."""
    document = Document()
    _set_font(document)
    properties = document.core_properties
    properties.title, properties.subject = title[:_LONGEST_PROPERTY], subject[:_LONGEST_PROPERTY]
    properties.author = properties.last_modified_by = author[:_LONGEST_PROPERTY]
    properties.comments, properties.language = "", "vi-VN"
    if made_at:
        properties.created = properties.modified = made_at.replace(microsecond=0, tzinfo=None)
    else:
        element = properties._element  # noqa: SLF001  # python-docx has no public way to take a property away
        for moment in element.xpath("dcterms:created | dcterms:modified"):
            element.remove(moment)
    set_page(document.sections[0])
    return document


def saved(document: WordDocument) -> bytes:
    """The document as a file; the same document gives the same bytes."""
    file = BytesIO()
    document.save(file)
    return without_times(file.getvalue())


def set_page(section: WordSection, *, across: bool = False) -> None:
    """Make a section's page A4 with the decree's margins, upright or turned ``across``."""
    width, height = (Mm(297), Mm(210)) if across else (Mm(210), Mm(297))
    section.orientation = WD_ORIENT.LANDSCAPE if across else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = width, height
    section.top_margin = section.bottom_margin = section.right_margin = Mm(20)
    section.left_margin, section.header_distance = Mm(20 if across else 30), Mm(10)


def write_page_number(section: WordSection) -> None:
    """Number the pages in the middle of the top margin, but not the first one."""
    section.different_first_page_header_footer = True
    paragraph = section.header.paragraphs[0]
    paragraph.alignment = CENTRED
    run = paragraph.add_run()
    run.font.size = Pt(13)
    instruction = build_element("w:instrText")
    instruction.text = "PAGE"
    begin, end = (build_element("w:fldChar", fldCharType=kind) for kind in ("begin", "end"))
    run._r.extend((begin, instruction, end))  # noqa: SLF001  # python-docx has no public way to a field


def blank_grid(document: WordDocument, widths: Sequence[float], *, rows: int) -> tuple[_Cell, ...]:
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


def write_line(
    container: Container,
    words: str,
    *,
    lead: str = "",
    size: int = 13,
    bold: bool = False,
    italic: bool = False,
    alignment: WD_ALIGN_PARAGRAPH = LEFT,
    indent: float = 0,
    before: float = 0,
    after: float = 0,
    keep_with_next: bool = False,
) -> WordParagraph:
    """Write a paragraph; ``lead`` are bold words before the others."""
    paragraph = container.add_paragraph()
    if lead:
        first = paragraph.add_run(f"{printed(lead)} ")
        first.font.size, first.bold, first.italic = Pt(size), True, italic
    run = paragraph.add_run(printed(words))
    run.font.size, run.bold, run.italic = Pt(size), bold, italic
    layout = paragraph.paragraph_format
    layout.alignment, layout.first_line_indent = alignment, Cm(indent)
    layout.space_before, layout.space_after = Pt(before), Pt(after)
    layout.keep_with_next = keep_with_next
    return paragraph


def write_picture(document: WordDocument, content: bytes, *, width: float, alternative: str) -> None:
    """Show a picture ``width`` cm wide, kept with the next paragraph; ``alternative`` is read out in its place."""
    paragraph = document.add_paragraph()
    layout = paragraph.paragraph_format
    layout.alignment, layout.space_before, layout.keep_with_next = CENTRED, Pt(6), True
    shape = paragraph.add_run().add_picture(BytesIO(content), width=Cm(width))
    shape._inline.docPr.set("descr", printed(alternative))  # noqa: SLF001  # python-docx has no words for it


def write_rule(container: Container, width: float, *, within: float) -> None:
    """Draw a line of ``width`` cm in the middle of ``within`` cm: the upper border of an empty paragraph."""
    paragraph = write_line(container, "", size=1, before=2)
    layout = paragraph.paragraph_format
    layout.left_indent = layout.right_indent = Cm((within - width) / 2)
    tighten(paragraph, points=3)
    border = build_element("w:top", val="single", sz="6", space="1", color="000000")
    borders = build_element("w:pBdr", border)
    # The order of a paragraph's properties is fixed: borders come before spacing and indents.
    paragraph._p.get_or_add_pPr().insert_element_before(borders, "w:spacing", "w:ind", "w:jc")  # noqa: SLF001


def tighten(paragraph: WordParagraph, *, points: int) -> None:
    """Make a paragraph's lines exactly so high."""
    layout = paragraph.paragraph_format
    layout.line_spacing_rule, layout.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(points)


def _set_font(document: WordDocument) -> None:
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size, normal.font.color.rgb = FONT, Pt(13), RGBColor(0, 0, 0)
    fonts = normal.element.rPr.rFonts
    for script in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
        fonts.set(qn(script), FONT)
    normal.paragraph_format.space_after = Pt(0)
    normal.element.rPr.append(build_element("w:lang", val="vi-VN"))
