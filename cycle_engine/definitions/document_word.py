"""Word files (DOCX, DOCM, DOTX) as rows.

The XML is walked here rather than through python-docx's paragraphs, which leave out what stands in content controls
and what was inserted under tracked changes: a deadline written there would be lost. Deleted text is left out, text
boxes are too. Automatic numbers of Word lists are written out as Word shows them.
"""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from typing import Final

import docx
from docx.opc.exceptions import OpcError
from docx.oxml.ns import nsmap, qn

from cycle_engine.definitions.document_rows import Place, Row, document_invalid
from cycle_engine.definitions.word_numbering import Element, WordNumbering
from cycle_engine.formatting import normalised

MAX_UNPACKED_BYTES: Final = 100 * 1024 * 1024
MAX_MEMBERS: Final = 5_000
MAX_COLUMNS: Final = 63
"""What Word itself allows a table."""

_MAIN_PART: Final = "word/document.xml"
_TYPES: Final = "[Content_Types].xml"
_PLAIN_TYPE: Final = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_OTHER_TYPES: Final = re.compile(
    rb"application/vnd\.(?:ms-word\.(?:document|template)\.macroEnabled(?:Template)?"
    rb"|openxmlformats-officedocument\.wordprocessingml\.template)\.main\+xml"
)
_SKIPPED: Final = frozenset(
    {
        qn("w:del"),
        qn("w:moveFrom"),
        qn("w:txbxContent"),
        "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback",
    }
)
_MARKS: Final = {qn("w:tab"): " ", qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "-"}


def rows_of_word(file: str, content: bytes) -> tuple[Row, ...]:
    """The paragraphs and table rows in order.

    Raises ``FileInvalid``: no Word file, damaged, one that unpacks beyond bounds or defines its own XML entities.
    """
    try:
        document = docx.Document(io.BytesIO(_checked(file, content)))
        return tuple(_Walk(WordNumbering(document)).rows(document.element.body))
    except (
        zipfile.BadZipFile,
        zlib.error,
        OpcError,
        SyntaxError,
        ValueError,
        LookupError,
        NotImplementedError,
    ) as error:
        # A damaged package makes zipfile, lxml and python-docx stumble in any of these ways.
        raise document_invalid(file, "document_damaged", why=type(error).__name__) from None
    except (AttributeError, TypeError, AssertionError, RecursionError, OSError, RuntimeError) as error:
        raise document_invalid(file, "document_damaged", why=type(error).__name__) from None


def _checked(file: str, content: bytes) -> bytes:
    """The package, found to be within bounds, as the plain document that python-docx opens."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        members = package.infolist()
        if len(members) > MAX_MEMBERS or sum(member.file_size for member in members) > MAX_UNPACKED_BYTES:
            raise document_invalid(file, "document_bomb", limit=MAX_UNPACKED_BYTES // 1024**2)
        names = {member.filename for member in members}
        if not {_MAIN_PART, _TYPES} <= names:
            raise document_invalid(file, "document_not_word")
        if any(_declares_entities(package.read(m)) for m in members if m.filename.endswith((".xml", ".rels"))):
            raise document_invalid(file, "document_entities")
        types = package.read(_TYPES)
        return _retyped(package) if _OTHER_TYPES.search(types) else content


def _declares_entities(part: bytes) -> bool:
    return b"<!doctype" in part.replace(b"\0", b"").lower()


def _retyped(package: zipfile.ZipFile) -> bytes:
    """A macro or template file as a plain document; its macros stay behind."""
    plain = io.BytesIO()
    with zipfile.ZipFile(plain, "w") as copy:
        for member in package.infolist():
            part = package.read(member)
            copy.writestr(member.filename, _OTHER_TYPES.sub(_PLAIN_TYPE, part) if member.filename == _TYPES else part)
    return plain.getvalue()


class _Walk:
    """One pass through a document's body; counts paragraphs, tables and list numbers on its way."""

    def __init__(self, numbering: WordNumbering) -> None:
        self._numbering = numbering
        self._paragraphs = 0
        self._tables = 0

    def rows(self, parent: Element) -> Iterator[Row]:
        for element in parent:
            if element.tag == qn("w:p"):
                self._paragraphs += 1
                yield Row(Place(self._paragraphs, in_paragraphs=True), (self._text(element),))
            elif element.tag == qn("w:tbl"):
                self._tables += 1
                yield from self._table(element, self._tables)
            elif element.tag not in _SKIPPED:
                yield from self.rows(element)

    def _table(self, table: Element, number: int) -> Iterator[Row]:
        above: tuple[str, ...] = ()
        for index, row in enumerate(_children(table, qn("w:tr")), start=1):
            cells, carried = self._row(row, above)
            yield Row(Place(index, table=number), cells, carried)
            above = cells

    def _row(self, row: Element, above: tuple[str, ...]) -> tuple[tuple[str, ...], frozenset[int]]:
        cells: list[str] = [""] * min(_number_in(row, "w:trPr/w:gridBefore"), MAX_COLUMNS)
        carried: set[int] = set()
        for cell in _children(row, qn("w:tc")):
            span = min(_number_in(cell, "w:tcPr/w:gridSpan") or 1, MAX_COLUMNS)
            columns = range(len(cells), len(cells) + span)
            if _continues(cell):
                carried.update(columns)
                cells += [above[column] if column < len(above) else "" for column in columns]
            else:
                cells += [self._cell(cell)] * span
        return tuple(cells), frozenset(carried)

    def _cell(self, cell: Element) -> str:
        return "\n".join(filter(None, (self._text(paragraph) for paragraph in _children(cell, qn("w:p")))))

    def _text(self, paragraph: Element) -> str:
        written = f"{self._numbering.number_of(paragraph)} {''.join(_runs(paragraph))}"
        return "\n".join(filter(None, map(normalised, written.split("\n"))))


def _children(parent: Element, tag: str) -> Iterator[Element]:
    """The elements of this tag, through content controls and insertions but not within each other."""
    for element in parent:
        if element.tag == tag:
            yield element
        elif element.tag not in _SKIPPED:
            yield from _children(element, tag)


def _runs(parent: Element) -> Iterator[str]:
    for element in parent:
        if element.tag == qn("w:t"):
            yield element.text or ""
        elif element.tag in _MARKS:
            yield _MARKS[element.tag]
        elif element.tag not in _SKIPPED and element.tag != qn("w:pPr"):
            yield from _runs(element)


def _continues(cell: Element) -> bool:
    merge = cell.find("w:tcPr/w:vMerge", nsmap)
    return merge is not None and merge.get(qn("w:val")) != "restart"


def _number_in(element: Element, path: str) -> int:
    found = element.find(path, nsmap)
    value = (found.get(qn("w:val")) if found is not None else None) or ""
    return int(value) if value.isdecimal() else 0
