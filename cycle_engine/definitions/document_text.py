"""An authority's own document as numbered rows of cells: DOCX, plain text, PDF.

A row is one line of text or one row of a table; a line outside tables has one cell. Rows know where they stand in
words a person can follow: line, page and line, or table and row.

Everything is bounded before it is read, for the file comes from outside: 20 MB for the file, 100 MB and 5,000 members
for what a DOCX unpacks to, 300 pages for a PDF. Macros, pictures and whatever a document embeds are never looked at.
"""

import codecs
from pathlib import Path
from typing import Final

from cycle_engine.definitions.document_columns import rows_by_position
from cycle_engine.definitions.document_rows import Document, Place, PlacedLine, Row, document_invalid
from cycle_engine.errors import NotFound
from cycle_engine.formatting import normalised

MAX_FILE_BYTES: Final = 20 * 1024 * 1024
MAX_LINES: Final = 100_000


def read_document(path: Path) -> Document:
    """Read a DOCX, text or PDF file by what it contains, whatever its name.

    Raises ``NotFound`` where there is no such file and ``FileInvalid`` where it cannot be read or is out of bounds.
    """
    content = _content(path)
    reader = next((read for magic, read in _READERS if content.startswith(magic)), _read_text)
    document = reader(path.name, content)
    if not any(row.words for row in document.rows):
        raise document_invalid(path.name, "document_empty")
    return document


def _content(path: Path) -> bytes:
    try:
        if path.stat().st_size > MAX_FILE_BYTES:
            raise document_invalid(path.name, "document_too_large", limit=MAX_FILE_BYTES // 1024**2)
        return path.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        raise NotFound("document_not_found", file=str(path)) from None
    except (IsADirectoryError, PermissionError, OSError, ValueError) as error:
        raise document_invalid(path.name, "document_unreadable", why=str(error)) from None


def _read_text(file: str, content: bytes) -> Document:
    pages = _pages(_decoded(file, content).split("\n"))
    lines = [line for page in pages for line in page]
    if len(lines) > MAX_LINES:
        raise document_invalid(file, "document_too_long", limit=MAX_LINES)
    rows = tuple(Row(line.place, _cells(line.words)) for line in lines)
    if any(len(row.cells) > 1 for row in rows):
        return Document(file, rows)
    laid_out = rows_by_position(pages)
    return Document(file, laid_out, by_position=True) if laid_out else Document(file, rows)


def _pages(lines: list[str]) -> list[list[PlacedLine]]:
    """What pdftotext writes: it starts a page with a form feed at the beginning of its first line."""
    pages: list[list[PlacedLine]] = [[]]
    for number, line in enumerate(lines, start=1):
        if "\f" in line:
            pages.append([])
        pages[-1].append(PlacedLine(Place(number), line.replace("\f", "")))
    return pages


def _decoded(file: str, content: bytes) -> str:
    encoding = "utf-16" if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) else "utf-8-sig"
    try:
        decoded = content.decode(encoding)
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise document_invalid(file, "document_encoding", place=Place(line)) from None
    if "\0" in decoded:
        raise document_invalid(file, "document_binary")
    return decoded.replace("\r\n", "\n").replace("\r", "\n")


def _cells(line: str) -> tuple[str, ...]:
    stripped = line.strip()
    if stripped.startswith("|") and stripped.count("|") > 1:
        cells = tuple(_cell(cell) for cell in stripped.strip("|").split("|"))
        return () if all(set(cell) <= set(":-") for cell in cells) else cells
    return tuple(_cell(cell) for cell in line.split("\t"))


def _cell(written: str) -> str:
    """The words without Markdown's stars for bold."""
    return normalised(written).strip("*").strip()


def _read_word(file: str, content: bytes) -> Document:
    # python-docx and pypdf are imported only for their own kind of file: each costs more than all the rest.
    from cycle_engine.definitions.document_word import rows_of_word

    return Document(file, rows_of_word(file, content))


def _read_pdf(file: str, content: bytes) -> Document:
    from cycle_engine.definitions.document_pdf import pages_of_pdf

    pages = pages_of_pdf(file, content)
    plain = (Row(line.place, (normalised(line.words),)) for page in pages for line in page)
    return Document(file, rows_by_position(pages) or tuple(plain), by_position=True)


def _read_old_word(file: str, content: bytes) -> Document:
    raise document_invalid(file, "document_old_word" if content.startswith(_OLE) else "document_rich_text")


_OLE: Final = b"\xd0\xcf\x11\xe0"
_READERS: Final = (
    (b"PK\x03\x04", _read_word),
    (b"%PDF-", _read_pdf),
    (_OLE, _read_old_word),
    (b"{\\rtf", _read_old_word),
)
