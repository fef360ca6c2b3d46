"""Office files as their readers see them: every word in order, and what a cell really holds."""

from io import BytesIO

from docx import Document
from docx.table import Table
from docx.text.paragraph import Paragraph
from openpyxl import load_workbook


def words_of_docx(file: bytes) -> str:
    """Every paragraph on a line, every table row on a line, in the order of the paper."""
    return "\n".join(_words_of(part) for part in Document(BytesIO(file)).iter_inner_content()) + "\n"


def words_of_xlsx(file: bytes) -> str:
    """Every sheet with its cells as stored: dates as dates, numbers as numbers, with their number formats."""
    lines = []
    for sheet in load_workbook(BytesIO(file)).worksheets:
        lines.append(f"## {sheet.title} (frozen at {sheet.freeze_panes}, filtered {sheet.auto_filter.ref})")
        for row in sheet.iter_rows():
            cells = [f"{c.value!r}:{c.number_format}" for c in row if c.value is not None]
            lines.append(" | ".join(cells))
    return "\n".join(lines) + "\n"


def _words_of(part: Paragraph | Table) -> str:
    if isinstance(part, Paragraph):
        pictures = part._p.xpath(".//wp:docPr/@descr")  # python-docx has no words for it
        return part.text + "".join(f"[{words}]" for words in pictures)
    return "\n".join(" | ".join(cell.text.replace("\n", " / ") for cell in row.cells) for row in part.rows)
