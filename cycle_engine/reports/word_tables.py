"""Tables in Word files, built as XML.

python-docx looks the whole grid up again for every cell, which a table of a thousand schools cannot bear.
"""

from collections.abc import Sequence
from typing import Final

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

from cycle_engine.reports.tables import Cell, ColumnKind, Table, cell_text

_TWIPS_PER_CM: Final = 567


def build_grid(table: Table, *, width: float, size: int) -> BaseOxmlElement:
    """The table, its heading on every page and no row broken over two; ``width`` in cm, ``size`` in points."""
    total = sum(column.width for column in table.columns)
    widths = [round(column.width / total * width * _TWIPS_PER_CM) for column in table.columns]
    grid = _element("w:tbl", _table_properties(sum(widths)), _columns(widths))
    heading = [
        _cell(column.heading, each, size, alignment="center", bold=True)
        for column, each in zip(table.columns, widths, strict=True)
    ]
    grid.append(_row(heading, is_heading=True))
    for row in table.rows:
        grid.append(_row(_cells(row, table, widths, size), is_heading=False))
    return grid


def _cells(row: Sequence[Cell], table: Table, widths: Sequence[int], size: int) -> list[BaseOxmlElement]:
    return [
        _cell(cell_text(cell), width, size, alignment="left" if column.kind is ColumnKind.TEXT else "center")
        for cell, column, width in zip(row, table.columns, widths, strict=True)
    ]


def _table_properties(width: int) -> BaseOxmlElement:
    edges = ("w:top", "w:left", "w:bottom", "w:right", "w:insideH", "w:insideV")
    borders = [_element(edge, val="single", sz="4", space="0", color="000000") for edge in edges]
    margins = [_element(side, w="57", type="dxa") for side in ("w:left", "w:right")]
    return _element(
        "w:tblPr",
        _element("w:tblW", w=str(width), type="dxa"),
        _element("w:tblBorders", *borders),
        _element("w:tblLayout", type="fixed"),
        _element("w:tblCellMar", *margins),
    )


def _columns(widths: Sequence[int]) -> BaseOxmlElement:
    return _element("w:tblGrid", *(_element("w:gridCol", w=str(width)) for width in widths))


def _row(cells: Sequence[BaseOxmlElement], *, is_heading: bool) -> BaseOxmlElement:
    marks = [_element("w:cantSplit"), *([_element("w:tblHeader")] if is_heading else [])]
    return _element("w:tr", _element("w:trPr", *marks), *cells)


def _cell(words: str, width: int, size: int, *, alignment: str, bold: bool = False) -> BaseOxmlElement:
    properties = [_element("w:tcW", w=str(width), type="dxa")]
    if bold:
        properties.append(_element("w:vAlign", val="center"))
    paragraphs = [_paragraph(line, size, alignment=alignment, bold=bold) for line in words.split("\n")]
    return _element("w:tc", _element("w:tcPr", *properties), *paragraphs)


def _paragraph(words: str, size: int, *, alignment: str, bold: bool) -> BaseOxmlElement:
    text = _element("w:t")
    text.text = words
    half_points = str(2 * size)
    marks = [
        *([_element("w:b")] if bold else []),
        _element("w:sz", val=half_points),
        _element("w:szCs", val=half_points),
    ]
    spacing = _element("w:spacing", before="20", after="20", line="240", lineRule="auto")
    return _element(
        "w:p",
        _element("w:pPr", spacing, _element("w:ind", firstLine="0"), _element("w:jc", val=alignment)),
        _element("w:r", _element("w:rPr", *marks), text),
    )


def _element(tag: str, *children: BaseOxmlElement, **attributes: str) -> BaseOxmlElement:
    made: BaseOxmlElement = OxmlElement(tag)
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), value)
    made.extend(children)
    return made
