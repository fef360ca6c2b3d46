"""PDF text, page by page, with the blanks that show its columns. The only file that knows ``pypdf``."""

import io
import logging
import zlib
from typing import Final

import pypdf

from cycle_engine.definitions.document_rows import Place, PlacedLine, document_invalid

MAX_PAGES: Final = 300


def pages_of_pdf(file: str, content: bytes) -> list[list[PlacedLine]]:
    """The lines of every page. Raises ``FileInvalid``: damaged, locked, too long, or pictures of paper only."""
    # pypdf logs every oddity of a file; what matters to the reader is whether it can be read.
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        pages = _pages(file, content)
    except (pypdf.errors.FileNotDecryptedError, pypdf.errors.DependencyError):
        raise document_invalid(file, "document_locked") from None
    except (
        pypdf.errors.PyPdfError,
        zlib.error,
        ValueError,
        LookupError,
        TypeError,
        AttributeError,
        ArithmeticError,
    ) as error:
        # A damaged file makes pypdf stumble in any of these ways; none of them is a fault of the program.
        raise document_invalid(file, "document_damaged", why=type(error).__name__) from None
    except (RecursionError, MemoryError, AssertionError, NotImplementedError, OSError) as error:
        raise document_invalid(file, "document_damaged", why=type(error).__name__) from None
    if not any(line.words.strip() for page in pages for line in page):
        raise document_invalid(file, "document_scanned")
    return pages


def _pages(file: str, content: bytes) -> list[list[PlacedLine]]:
    reader = pypdf.PdfReader(io.BytesIO(content))
    if reader.is_encrypted:
        raise pypdf.errors.FileNotDecryptedError
    if len(reader.pages) > MAX_PAGES:
        raise document_invalid(file, "document_too_long", limit=MAX_PAGES)
    return [_lines(page, number) for number, page in enumerate(reader.pages, start=1)]


def _lines(page: pypdf.PageObject, number: int) -> list[PlacedLine]:
    laid_out = page.extract_text(extraction_mode="layout")
    lines = enumerate(laid_out.split("\n"), start=1)
    return [PlacedLine(Place(line, page=number), words) for line, words in lines]
