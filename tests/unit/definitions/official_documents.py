"""Official documents made for tests: the real plan's head and appendix, as text and as Word files."""

import zipfile
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

import docx
from docx.document import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

from cycle_engine.definitions.official_plan import read_official_plan
from cycle_engine.definitions.official_values import OfficialPlan, Unplaced

REAL_TEXT = Path(__file__).parents[3] / "workflows/plans/sources/ke-hoach-74-KH-GDDT.txt"

HEADINGS = ("TT", "Nội dung thực hiện", "Thời gian thực hiện", "Sản phẩm")
DEPARTMENT = "I. PHÒNG GIÁO DỤC VÀ ĐÀO TẠO"
SCHOOLS = "II. CÁC ĐƠN VỊ TRƯỜNG HỌC"
HEAD = """Số: 05/KH-PGDĐT

Xã A, ngày 05 tháng 9 năm 2024

KẾ HOẠCH

Đánh giá mức độ chuyển đổi số năm học 2024-2025

Căn cứ Quyết định số 3276/QĐ-BGDĐT ngày 30/10/2024, Phòng Giáo dục và Đào tạo xây dựng kế hoạch như sau:
"""


def a_text(*rows: Sequence[str], head: str = HEAD, headings: Sequence[str] = HEADINGS) -> str:
    """A plan as text whose table has tabs between its cells."""
    return head + "\nPhụ lục\n\n" + "\n".join("\t".join(row) for row in (headings, *rows)) + "\n"


def read_text(folder: Path, content: str) -> OfficialPlan:
    """What is read from a text file of this content."""
    path = folder / "ke-hoach.txt"
    path.write_text(content, encoding="utf-8")
    return read_official_plan(path)


def a_word_file(folder: Path, build: Callable[[Document], None], *, head: str = HEAD) -> Path:
    """A Word file with a plan's head and whatever ``build`` adds."""
    document = docx.Document()
    for line in head.split("\n"):
        document.add_paragraph(line)
    build(document)
    path = folder / "ke-hoach.docx"
    document.save(str(path))
    return path


def read_word(folder: Path, build: Callable[[Document], None], *, head: str = HEAD) -> OfficialPlan:
    """What is read from the Word file that ``build`` completes."""
    return read_official_plan(a_word_file(folder, build, head=head))


def add_table(document: Document, *rows: Sequence[str]) -> Table:
    """A table of these rows; a row of one text is merged across the whole table, as sections are."""
    width = max(len(row) for row in rows)
    table: Table = document.add_table(0, width)
    for row in rows:
        cells = table.add_row().cells  # type: ignore[no-untyped-call]
        if len(row) == 1:
            cells[0].merge(cells[-1]).text = row[0]
        else:
            fill(cells, row)
    return table


def fill(cells: Sequence[_Cell], words: Sequence[str]) -> None:
    for cell, written in zip(cells, words, strict=True):
        cell.text = written


def add_list(document: Document, *templates: tuple[str, str]) -> int:
    """A list definition with one (number format, template) per level; returns the id paragraphs refer to."""
    numbering = document.part.numbering_part.element
    shape = OxmlElement("w:abstractNum")
    shape.set(qn("w:abstractNumId"), "90")
    for depth, (form, template) in enumerate(templates):
        level = OxmlElement("w:lvl")
        level.set(qn("w:ilvl"), str(depth))
        for tag, value in (("w:start", "1"), ("w:numFmt", form), ("w:lvlText", template)):
            element = OxmlElement(tag)
            element.set(qn("w:val"), value)
            level.append(element)
        shape.append(level)
    numbering.insert(0, shape)
    number = numbering.add_num(90)
    return int(number.numId)


def number_by_list(paragraph: Paragraph, list_id: int, level: int = 0) -> None:
    """Let Word number this paragraph."""
    numbering = OxmlElement("w:numPr")
    for tag, value in (("w:ilvl", level), ("w:numId", list_id)):
        element = OxmlElement(tag)
        element.set(qn("w:val"), str(value))
        numbering.append(element)
    paragraph._p.get_or_add_pPr().append(numbering)


def repacked(path: Path, change: Callable[[str, bytes], bytes], **extra: bytes) -> Path:
    """The Word file with changed and added members."""
    with zipfile.ZipFile(path) as package:
        members = {name: package.read(name) for name in package.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in members.items():
            package.writestr(name, change(name, content))
        for name, content in extra.items():
            package.writestr(name, content)
    return path


def windows(plan: OfficialPlan) -> dict[str, tuple[str | None, str | None]]:
    """Every row's window by its id, as ISO dates."""
    return {row.id: (_iso(row.reading.opens), _iso(row.reading.due)) for row in plan.rows}


def reasons(entries: Sequence[Unplaced]) -> list[str]:
    """Which texts the entries of a list carry."""
    return [entry.reason.key.removeprefix("plan_reading.") for entry in entries]


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
