"""The empty sheet on which an officer copies an official annex: what is known of the decision is filled in."""

from io import BytesIO
from typing import Final

from cycle_engine.domain.indicator_columns import COLUMNS, HEAD
from cycle_engine.domain.indicators import IndicatorSet
from cycle_engine.domain.units import KIND_LABELS, UnitKind

NOTE: Final = (
    "Điền theo phụ lục chính thức của Quyết định, mỗi dòng một tiêu chí. Dòng chỉ trả lời có hay không thì bỏ trống "
    "điểm tối đa và ghi “có” ở cột Bắt buộc. Khoảng điểm của mức ghi như: dưới 50; từ 50 đến 75; trên 75."
)
_WIDTHS: Final = (24, 40, 14, 14, 60, 12, 12, 50)
_EMPTY_ROWS: Final = 60
_A4: Final = 9


def build_indicator_template(known: IndicatorSet) -> bytes:
    """Write the sheet as XLSX; a placeholder gives its number, date and title, and no criterion is invented."""
    import xlsxwriter

    buffer = BytesIO()
    # Text is text: what begins like a formula or a link stays what it is.
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(buffer, options) as book:
        bold, box = book.add_format({"bold": True}), book.add_format({"bold": True, "border": 1, "text_wrap": True})
        cell, note = (
            book.add_format({"border": 1, "text_wrap": True}),
            book.add_format({"italic": True, "text_wrap": True}),
        )
        sheet = book.add_worksheet("Bộ chỉ số")
        sheet.merge_range(0, 0, 0, len(COLUMNS) - 1, NOTE, note)
        sheet.set_row(0, 32)
        sheet.set_landscape()
        sheet.set_paper(_A4)
        sheet.fit_to_pages(1, 0)
        for number, (name, words) in enumerate(HEAD.items(), start=1):
            sheet.write(number, 0, words[0], bold)
            sheet.write(number, 1, _known(known, name), cell)
        table = len(HEAD) + 2
        for column, (words, width) in enumerate(zip(COLUMNS.values(), _WIDTHS, strict=True)):
            sheet.write(table, column, words[0], box)
            sheet.set_column(column, column, width)
        for row in range(table + 1, table + 1 + _EMPTY_ROWS):
            for column in range(len(COLUMNS)):
                sheet.write_blank(row, column, None, cell)
        sheet.freeze_panes(table + 1, 0)
    return buffer.getvalue()


def _known(known: IndicatorSet, name: str) -> str:
    facts = {
        "id": known.id,
        "version": str(known.version + 1),
        "title": known.title,
        "number": known.number,
        "issued": known.issued.strftime("%d/%m/%Y") if known.issued else "",
        "applies_to": ", ".join(KIND_LABELS[UnitKind(kind)].vi for kind in known.applies_to),
        "step": "0,5",
    }
    return facts.get(name, "")
