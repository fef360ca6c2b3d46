"""Sheets of acts as workbooks: an empty one to fill, and a copy of a filled one with what is wrong marked in it.

Every text is written as a string and never as a formula or a link, whatever it begins with. A wrong cell is told by
words, in a comment and in a column of its own, and coloured besides.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from textwrap import wrap
from typing import Any, Final

import xlsxwriter

from cycle_engine.messages import say
from cycle_engine.reports.stable_zip import without_times

_OPTIONS: Final = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
_HIGHEST_ROW: Final = 409.0
"""Points; Excel draws no row higher."""
_COLUMNS: Final = ("unit", "name", "transition", "document_kind", "document", "number", "dated", "level", "reason")
_WIDTHS: Final = (12, 32, 34, 38, 34, 18, 12, 8, 40)
_EMPTY_ROWS: Final = 200
_LISTS: Final = "Danh mục"
_HEADING: Final = {"bold": True, "border": 1, "text_wrap": True, "valign": "vcenter", "bg_color": "#E7E6E6"}
_TEXT: Final = "@"
_WIDEST: Final = 60
_A4: Final = 9
_LINE_HEIGHT: Final = 15.0
"""Points that a line takes; programs differ in whether they find a row's height themselves."""


@dataclass(frozen=True, slots=True)
class BatchTemplate:
    """What an empty sheet offers: a row for each unit (code, name), and the words to choose from."""

    units: tuple[tuple[str, str], ...]
    steps: tuple[str, ...]
    kinds: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MarkedSheet:
    """A sheet as it was read: rows by number, what is wrong with cells (row from 1, column from 0), notes on rows."""

    name: str
    heading: int
    rows: tuple[tuple[int, tuple[str, ...]], ...]
    marks: Mapping[tuple[int, int], Sequence[str]]
    notes: Mapping[int, str]


def render_batch_template(template: BatchTemplate) -> bytes:
    """Write the empty sheet, with lists to choose steps, kinds of documents and levels from."""
    file = BytesIO()
    with xlsxwriter.Workbook(file, _OPTIONS) as book:
        heading, cell = book.add_format(_HEADING), book.add_format({"num_format": _TEXT, "text_wrap": True})
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        sheet = book.add_worksheet(say("batch.sheet"))
        for column, (name, width) in enumerate(zip(_COLUMNS, _WIDTHS, strict=True)):
            sheet.write_string(0, column, say(f"batch.column_{name}"), heading)
            sheet.set_column(column, column, width, day if name == "dated" else cell)
        for row, (code, name) in enumerate(template.units, start=1):
            sheet.write_string(row, 0, code, cell)
            sheet.write_string(row, 1, name, cell)
        sheet.freeze_panes(1, 2)
        _on_paper(sheet)
        _offer(book, sheet, template)
    return without_times(file.getvalue())


def render_marked_sheet(marked: MarkedSheet) -> bytes:
    """Write the copy: every cell where it stood, the wrong ones marked, a last column that says what to do."""
    file = BytesIO()
    with xlsxwriter.Workbook(file, _OPTIONS) as book:
        _write_copy(book, marked)
    return without_times(file.getvalue())


def _offer(book: Any, sheet: Any, template: BatchTemplate) -> None:
    """Let cells be chosen from lists on a sheet of their own; within the rule itself there is little room."""
    lists = book.add_worksheet(_LISTS)
    last = len(template.units) + _EMPTY_ROWS
    for column, (name, words) in enumerate((("transition", template.steps), ("document_kind", template.kinds))):
        for row, word in enumerate(words):
            lists.write_string(row, column, word)
        lists.set_column(column, column, _WIDEST)
        place, letter = _COLUMNS.index(name), "AB"[column]
        source = f"='{_LISTS}'!${letter}$1:${letter}${len(words)}"
        sheet.data_validation(1, place, last, place, {"validate": "list", "source": source})
    place = _COLUMNS.index("level")
    sheet.data_validation(1, place, last, place, {"validate": "list", "source": ["1", "2", "3"]})


def _write_copy(book: Any, marked: MarkedSheet) -> None:
    plain, wrong = (
        book.add_format({"num_format": _TEXT, "valign": "top"}),
        book.add_format(
            {
                "num_format": _TEXT,
                "bg_color": "#F8CBAD",
                "border": 2,
                "border_color": "#A40000",
                "bold": True,
                "valign": "top",
            }
        ),
    )
    heading, said = book.add_format(_HEADING), book.add_format({"text_wrap": True, "valign": "top"})
    sheet = book.add_worksheet(marked.name or say("batch.sheet"))
    errors = max((len(texts) for _, texts in marked.rows), default=0)
    texts_of = dict(marked.rows)
    for number, texts in marked.rows:
        for column, written in enumerate(texts):
            style = heading if number == marked.heading else plain
            sheet.write_string(number - 1, column, written, style)
    for (number, column), reasons in marked.marks.items():
        texts = texts_of.get(number, ())
        sheet.write_string(number - 1, column, texts[column] if column < len(texts) else "", wrong)
        size = {"x_scale": 2.5, "y_scale": 1.5}
        sheet.write_comment(number - 1, column, "\n".join(reasons), size)
    sheet.write_string(marked.heading - 1, errors, say("batch.column_error"), heading)
    for number, words in sorted(_words_of_rows(marked).items()):
        lines = sum(len(wrap(line, _WIDEST)) for line in words.splitlines())
        sheet.set_row(number - 1, min(_LINE_HEIGHT * lines, _HIGHEST_ROW))
        sheet.write_string(number - 1, errors, words, said)
    sheet.set_column(0, max(errors - 1, 0), 20)
    sheet.set_column(errors, errors, _WIDEST)
    sheet.freeze_panes(marked.heading, 0)
    _on_paper(sheet)
    sheet.ignore_errors({"number_stored_as_text": f"A1:XFD{max(texts_of, default=1)}"})


def _on_paper(sheet: Any) -> None:
    """Print on A4, as wide as the paper."""
    sheet.set_paper(_A4)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)


def _words_of_rows(marked: MarkedSheet) -> dict[int, str]:
    """Say of each row everything that is wrong in it, each with its cell's address."""
    words: dict[int, list[str]] = {number: [note] for number, note in marked.notes.items()}
    for (number, column), reasons in sorted(marked.marks.items()):
        address = xlsxwriter.utility.xl_rowcol_to_cell(number - 1, column)
        words.setdefault(number, []).extend(f"{address}: {reason}" for reason in reasons)
    return {number: "\n".join(found) for number, found in words.items()}
