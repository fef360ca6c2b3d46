"""The score form as a workbook: who fills it in and by what, the table, and a hidden sheet for the program.

All cells but the inputs are locked, without a password: against slips, not against people. The same form gives the
same bytes.
"""

from collections.abc import Mapping
from io import BytesIO
from typing import Any, Final

import xlsxwriter

from cycle_engine.domain.case import ZONE
from cycle_engine.domain.score_forms import FORM_MARK, ScoreForm
from cycle_engine.formatting import vietnamese_date
from cycle_engine.messages import say
from cycle_engine.reports.score_form_table import LINE_HEIGHT, WIDTHS, heading, write_table
from cycle_engine.reports.score_formulas import UNKNOWN
from cycle_engine.reports.vietnamese import in_vietnamese

STAMP_SHEET: Final = "cycle"
_A4: Final = 9
_FONT: Final = {"font_name": "Times New Roman", "font_size": 12, "valign": "vcenter"}
_BOXED: Final = {**_FONT, "border": 1, "border_color": "#7F7F7F"}
_OPEN: Final = {"locked": False, "bg_color": "#FFF9DB"}
_SUM: Final = {**_BOXED, "bold": True, "bg_color": "#F2F2F2", "text_wrap": True}
_STYLES: Final[Mapping[str, Mapping[str, object]]] = {
    "office": {**_FONT, "bold": True},
    "draft": {**_FONT, "bold": True, "align": "center", "border": 1},
    "title": {**_FONT, "bold": True, "font_size": 16, "align": "center"},
    "subtitle": {**_FONT, "bold": True, "font_size": 13, "align": "center"},
    "label": {**_FONT, "align": "right", "valign": "top"},
    "value": {**_FONT, "bold": True, "text_wrap": True, "valign": "top"},
    "guide": {**_FONT, "italic": True, "text_wrap": True, "valign": "top"},
    "signer": {**_FONT, "bold": True, "align": "center"},
    "sign_hint": {**_FONT, "italic": True, "align": "center"},
    "heading": {**_BOXED, "bold": True, "align": "center", "text_wrap": True, "bg_color": "#D9E2EC"},
    "group": {**_BOXED, "bold": True, "text_wrap": True, "bg_color": "#EDF1F5"},
    "code": {**_BOXED, "align": "center"},
    "words": {**_BOXED, "text_wrap": True},
    "number": {**_BOXED, "align": "center"},
    "input": {**_BOXED, **_OPEN, "align": "center"},
    "input_words": {**_BOXED, **_OPEN, "text_wrap": True, "num_format": "@"},
    "sum": _SUM,
    "sum_code": {**_SUM, "align": "center"},
    "sum_number": {**_SUM, "align": "center"},
    "conclusion": {**_SUM, "font_size": 13},
    "conclusion_level": {**_SUM, "font_size": 13, "align": "center"},
}


@in_vietnamese
def render_score_form(form: ScoreForm) -> bytes:
    """Write a form as a workbook."""
    file = BytesIO()
    # Even behind write_string, no text of an outsider may become a formula, a number or a link by the library's guess.
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(file, options) as book:
        styles = {name: book.add_format(style) for name, style in _STYLES.items()}
        title = _say(form, "title")
        # xlsxwriter writes a naive time as UTC.
        made_at = form.stamp.made_at.replace(tzinfo=None)
        book.set_properties({"title": title, "subject": form.school, "company": form.office, "created": made_at})
        sheet = book.add_worksheet(_say(form, "sheet"))
        top = _write_head(sheet, styles, form)
        last = write_table(sheet, styles, form, top)
        _write_signers(sheet, styles, form, last + 2)
        _set_page(sheet, form, top, last)
        _write_stamp(book.add_worksheet(STAMP_SHEET), form)
    return file.getvalue()


def _say(form: ScoreForm, name: str) -> str:
    return say(f"score_form.{name}_{form.stamp.kind.value}")


def _write_head(sheet: Any, styles: Mapping[str, Any], form: ScoreForm) -> int:
    """Write who fills in what, above the table; say in which row the table may begin."""
    last = len(form.columns) - 1
    sheet.write_string(0, 0, form.office, styles["office"])
    sheet.write_string(0, last, say("score_form.draft" if form.is_draft else "score_form.final"), styles["draft"])
    _across(sheet, 2, last, _say(form, "title"), styles["title"], height=26)
    _across(sheet, 3, last, say("score_form.year", year=form.stamp.school_year), styles["subtitle"], height=22)
    row = 5
    for name, value in _fields(form).items():
        sheet.write_string(row, 1, say(f"score_form.field_{name}"), styles["label"])
        sheet.merge_range(row, 2, row, last, "", styles["value"])
        sheet.write_string(row, 2, value, styles["value"])
        sheet.set_row(row, LINE_HEIGHT * _lines(value, 80))
        row += 1
    if form.is_draft:
        guide = say("score_form.guide", made_at=form.stamp.made_at)
        _across(sheet, row, last, guide, styles["guide"], height=LINE_HEIGHT * _lines(guide, 118))
        row += 1
    return row + 1


def _fields(form: ScoreForm) -> Mapping[str, str]:
    indicators = form.indicators
    plan = say("score_form.plan", number=form.plan_number, issued=vietnamese_date(form.plan_issued))
    issued = vietnamese_date(indicators.issued) if indicators.issued else UNKNOWN
    named = {"number": indicators.number or UNKNOWN, "issued": issued, "version": indicators.version}
    status = say(f"score_form.status_{indicators.status.value}")
    return {
        "school": form.school,
        "unit": form.stamp.unit,
        "plan": plan,
        "set": say("score_form.set", title=indicators.title, **named) if indicators.id else UNKNOWN,
        "status": status,
    }


def _across(sheet: Any, row: int, last: int, words: str, style: Any, *, height: float) -> None:
    sheet.merge_range(row, 0, row, last, "", style)
    sheet.write_string(row, 0, words, style)
    sheet.set_row(row, height)


def _lines(words: str, width: int) -> int:
    return -(-len(words) // width) or 1


def _write_signers(sheet: Any, styles: Mapping[str, Any], form: ScoreForm, row: int) -> None:
    """Leave room for two hands; who signs and when is written by them."""
    last = len(form.columns) - 1
    sheet.merge_range(row, last - 1, row, last, "", styles["sign_hint"])
    sheet.write_string(row, last - 1, say("score_form.day"), styles["sign_hint"])
    for side, (first, end) in (("left", (0, 1)), ("right", (last - 1, last))):
        for line, (name, style) in enumerate((("signer", "signer"), ("sign_hint", "sign_hint"))):
            words = _say(form, f"signer_{side}") if name == "signer" else say("score_form.sign_hint")
            sheet.merge_range(row + 1 + line, first, row + 1 + line, end, "", styles[style])
            sheet.write_string(row + 1 + line, first, words, styles[style])


def _set_page(sheet: Any, form: ScoreForm, top: int, last: int) -> None:
    for place, column in enumerate(form.columns):
        sheet.set_column(place, place, WIDTHS[column])
    sheet.freeze_panes(top + 1, 2)
    sheet.ignore_errors({"number_stored_as_text": f"A1:G{last + 10}"})
    sheet.hide_gridlines(2)
    sheet.set_paper(_A4)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.6, right=0.5, top=0.75, bottom=0.7)
    sheet.center_horizontally()
    sheet.repeat_rows(top)
    mark = say("score_form.draft") if form.is_draft else ""
    sheet.set_header(f"&L{_plain(form.school[:100])}&C&B{mark}&R{_plain(form.stamp.school_year)}")
    sheet.set_footer(f"&C{say('score_form.page')}")
    sheet.protect("", {"format_rows": True, "format_columns": True})


def _plain(words: str) -> str:
    """Words in a header or footer, where ``&`` begins a command."""
    return words.replace("&", "&&")


def _write_stamp(sheet: Any, form: ScoreForm) -> None:
    """Write what only the program reads: names in the first column, values in the second."""
    stamp = form.stamp
    values = {
        FORM_MARK: "",
        "case": stamp.case_key,
        "unit": stamp.unit,
        "school_year": stamp.school_year,
        "kind": stamp.kind.value,
        "seq": str(stamp.seq),
        "set": stamp.set_id,
        "set_version": str(stamp.set_version),
        "set_digest": stamp.set_digest,
        "made_at": stamp.made_at.astimezone(ZONE).isoformat(),
        "unit_label": say("score_form.field_unit"),
        **{f"column.{column.value}": heading(form, column) for column in form.columns},
    }
    for row, (name, value) in enumerate(values.items()):
        sheet.write_string(row, 0, name)
        sheet.write_string(row, 1, value)
    sheet.protect("")
    sheet.very_hidden()
