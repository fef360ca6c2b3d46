"""Tables in Word files, built as XML.

python-docx looks the whole grid up again for every cell, which a table of a thousand schools cannot bear.
"""

from collections.abc import Sequence
from copy import deepcopy
from typing import Final

from docx.oxml.xmlchemy import BaseOxmlElement

from cycle_engine.reports.tables import ColumnKind, Table, cell_text
from cycle_engine.reports.word_elements import build_element

_TWIPS_PER_CM: Final = 567


def build_grid(table: Table, *, width: float, size: int) -> BaseOxmlElement:
    """The table, its heading on every page and no row broken over two; ``width`` in cm, ``size`` in points."""
    total = sum(column.width for column in table.columns)
    widths = [round(column.width / total * width * _TWIPS_PER_CM) for column in table.columns]
    grid = build_element("w:tbl", _table_properties(sum(widths)), _columns(widths))
    heading = [
        _cell(column.heading, each, size, alignment="center", bold=True)
        for column, each in zip(table.columns, widths, strict=True)
    ]
    grid.append(_row(heading, is_heading=True))
    empty = [
        _cell("", each, size, alignment="left" if column.kind is ColumnKind.TEXT else "center")
        for column, each in zip(table.columns, widths, strict=True)
    ]
    for row in table.rows:
        cells = [_filled(cell, cell_text(each)) for cell, each in zip(empty, row, strict=True)]
        grid.append(_row(cells, is_heading=False))
    return grid


def _filled(empty: BaseOxmlElement, words: str) -> BaseOxmlElement:
    """A copy of a column's empty cell with these words, a paragraph a line; copying is far quicker than building."""
    cell = deepcopy(empty)
    first, *others = words.split("\n")
    paragraph = cell[-1]
    paragraph[-1][-1].text = first
    for line in others:
        another = deepcopy(paragraph)
        another[-1][-1].text = line
        cell.append(another)
    return cell


def _table_properties(width: int) -> BaseOxmlElement:
    edges = ("w:top", "w:left", "w:bottom", "w:right", "w:insideH", "w:insideV")
    borders = [build_element(edge, val="single", sz="4", space="0", color="000000") for edge in edges]
    margins = [build_element(side, w="57", type="dxa") for side in ("w:left", "w:right")]
    return build_element(
        "w:tblPr",
        build_element("w:tblW", w=str(width), type="dxa"),
        build_element("w:tblBorders", *borders),
        build_element("w:tblLayout", type="fixed"),
        build_element("w:tblCellMar", *margins),
    )


def _columns(widths: Sequence[int]) -> BaseOxmlElement:
    return build_element("w:tblGrid", *(build_element("w:gridCol", w=str(width)) for width in widths))


def _row(cells: Sequence[BaseOxmlElement], *, is_heading: bool) -> BaseOxmlElement:
    marks = [build_element("w:cantSplit"), *([build_element("w:tblHeader")] if is_heading else [])]
    return build_element("w:tr", build_element("w:trPr", *marks), *cells)


def _cell(words: str, width: int, size: int, *, alignment: str, bold: bool = False) -> BaseOxmlElement:
    properties = [build_element("w:tcW", w=str(width), type="dxa")]
    if bold:
        properties.append(build_element("w:vAlign", val="center"))
    paragraphs = [_paragraph(line, size, alignment=alignment, bold=bold) for line in words.split("\n")]
    return build_element("w:tc", build_element("w:tcPr", *properties), *paragraphs)


def _paragraph(words: str, size: int, *, alignment: str, bold: bool) -> BaseOxmlElement:
    text = build_element("w:t")
    text.text = words
    half_points = str(2 * size)
    marks = [
        *([build_element("w:b")] if bold else []),
        build_element("w:sz", val=half_points),
        build_element("w:szCs", val=half_points),
    ]
    spacing = build_element("w:spacing", before="20", after="20", line="240", lineRule="auto")
    return build_element(
        "w:p",
        build_element("w:pPr", spacing, build_element("w:ind", firstLine="0"), build_element("w:jc", val=alignment)),
        build_element("w:r", build_element("w:rPr", *marks), text),
    )
