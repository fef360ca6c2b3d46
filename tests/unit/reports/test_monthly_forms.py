"""The three forms of the monthly report, compared whole and fed with hostile names."""

import re
from collections.abc import Callable
from datetime import UTC, datetime
from io import BytesIO
from zipfile import ZipFile

import pytest
from docx import Document
from docx.enum.section import WD_ORIENT
from docx.shared import Mm
from lxml import html as html_reader
from openpyxl import load_workbook

from cycle_engine.messages import Language, current_language, use_language
from cycle_engine.reports.monthly import MonthlyReport, build_monthly_report
from cycle_engine.reports.monthly_docx import render_monthly_docx
from cycle_engine.reports.monthly_facts import Office, OfficerNotes
from cycle_engine.reports.monthly_html import render_monthly_html
from cycle_engine.reports.monthly_xlsx import render_monthly_xlsx
from tests.golden_files import assert_golden
from tests.unit.reports.office_files import words_of_docx, words_of_xlsx
from tests.unit.reports.samples import HOSTILE_NAMES, MOVES, hostile_facts, march_facts

MARCH = build_monthly_report(march_facts())
HOSTILE = build_monthly_report(hostile_facts())


def words_of_html(page: str) -> str:
    return "".join(str(words) for words in html_reader.document_fromstring(page).itertext())


def in_words(render: str, report: MonthlyReport) -> str:
    forms: dict[str, Callable[[MonthlyReport], str]] = {
        "html": lambda r: words_of_html(render_monthly_html(r)),
        "docx": lambda r: words_of_docx(render_monthly_docx(r)),
        "xlsx": lambda r: words_of_xlsx(render_monthly_xlsx(r)),
    }
    return forms[render](report)


def test_the_page_of_march() -> None:
    page = render_monthly_html(MARCH)
    # What a picture looks like is matplotlib's; what it says stands in its alternative and its table.
    assert_golden("reports/monthly.html", re.sub(r"(?<=base64,)[A-Za-z0-9+/=]+", "…", page))


def test_the_paper_of_march() -> None:
    assert_golden("reports/monthly.docx.txt", words_of_docx(render_monthly_docx(MARCH)))


def test_the_workbook_of_march() -> None:
    assert_golden("reports/monthly.xlsx.txt", words_of_xlsx(render_monthly_xlsx(MARCH)))


def test_the_paper_of_a_month_in_which_nothing_moved() -> None:
    report = build_monthly_report(march_facts(moves=MOVES[:4], previous=march_facts().standings))

    assert_golden("reports/monthly-nil.docx.txt", words_of_docx(render_monthly_docx(report)))


def test_the_paper_of_an_office_that_entered_nothing_invents_nothing() -> None:
    report = build_monthly_report(march_facts(office=Office(name=""), fingerprint="", standings=(), moves=()))

    assert_golden("reports/monthly-bare.docx.txt", words_of_docx(render_monthly_docx(report)))


@pytest.mark.parametrize("render", ["html", "docx"])
def test_what_the_officer_notes_stands_in_its_section(render: str) -> None:
    notes = OfficerNotes(results="Ý một.\nÝ hai.", causes="Vì mạng chậm.", tasks="Họp giao ban.", proposals="Hỗ trợ.")

    words = in_words(render, build_monthly_report(march_facts(notes=notes)))

    for written in ("Ý một.", "Ý hai.", "Vì mạng chậm.", "Họp giao ban.", "Hỗ trợ."):
        assert written in words
    assert "Ý một.Ý hai." not in words


def test_the_files_say_that_they_were_made_at_the_cut_off() -> None:
    at_cut_off = datetime(2025, 3, 14, 16, 59, 59)  # noqa: DTZ001  # both libraries read UTC as naive

    assert Document(BytesIO(render_monthly_docx(MARCH))).core_properties.created == at_cut_off.replace(tzinfo=UTC)
    assert load_workbook(BytesIO(render_monthly_xlsx(MARCH))).properties.created == at_cut_off


@pytest.mark.parametrize("render", [render_monthly_docx, render_monthly_xlsx])
def test_a_report_made_again_has_the_same_bytes(render: Callable[[MonthlyReport], bytes]) -> None:
    assert render(MARCH) == render(build_monthly_report(march_facts()))
    with ZipFile(BytesIO(render(MARCH))) as archive:
        assert {part.date_time for part in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_reports_are_vietnamese_whatever_the_program_speaks() -> None:
    before = [in_words(render, MARCH) for render in ("html", "docx", "xlsx")]
    use_language(Language.EN)
    try:
        assert [in_words(render, MARCH) for render in ("html", "docx", "xlsx")] == before
        assert current_language() is Language.EN
    finally:
        use_language(Language.VI)


@pytest.mark.parametrize("render", ["html", "docx", "xlsx"])
def test_hostile_names_stay_text_in_every_form(render: str) -> None:
    words = in_words(render, HOSTILE)

    for name in HOSTILE_NAMES:
        seen = " ".join(name.replace("\u202e", "").replace("\u202c", "").split())
        assert (seen if render != "xlsx" else repr(seen)) in words
    assert "\u202e" not in words


def test_a_page_with_hostile_names_has_no_element_or_address_of_theirs() -> None:
    page = html_reader.document_fromstring(render_monthly_html(HOSTILE))
    pictures = [str(image.get("src")) for image in page.iter("img")]

    assert not page.xpath("//script | //a | //link | //iframe | //@href | //*[@src][not(self::img)]")
    assert all(source.startswith("data:image/svg+xml;base64,") for source in pictures)
    assert "url(" not in render_monthly_html(HOSTILE)


def test_a_workbook_with_hostile_names_has_no_formula_and_no_link() -> None:
    book = load_workbook(BytesIO(render_monthly_xlsx(HOSTILE)))
    cells = [cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row if cell.value is not None]

    with ZipFile(BytesIO(render_monthly_xlsx(HOSTILE))) as archive:
        sheets = [archive.read(name) for name in archive.namelist() if name.startswith("xl/worksheets/sheet")]
    assert not any(b"<f>" in sheet or b"<hyperlink" in sheet for sheet in sheets)
    assert any(cell.value == "=cmd|' /C calc'!A0" for cell in cells)


def test_a_workbook_holds_dates_and_numbers_not_their_pictures() -> None:
    book = load_workbook(BytesIO(render_monthly_xlsx(MARCH)))
    schools = book["Các trường"]

    assert schools.freeze_panes == "C2"
    assert schools.auto_filter.ref == "A1:L8"
    assert schools["E2"].is_date
    assert schools["F3"].value == 3


def test_the_paper_keeps_the_margins_the_font_and_the_landscape_appendix() -> None:
    document = Document(BytesIO(render_monthly_docx(MARCH)))
    upright, across = document.sections

    sizes = (upright.page_width, upright.page_height, upright.left_margin, upright.right_margin, upright.top_margin)
    # Word keeps twentieths of a point, so a millimetre is off by less than a hundredth.
    assert [round((size or 0) / Mm(1), 1) for size in sizes] == [210, 297, 30, 20, 20]
    assert upright.different_first_page_header_footer
    assert across.orientation is WD_ORIENT.LANDSCAPE
    assert document.styles["Normal"].font.name == "Times New Roman"


@pytest.mark.parametrize("render", ["html", "docx", "xlsx"])
def test_an_office_with_an_endless_name_still_gets_its_report(render: str) -> None:
    office = Office(name="Phòng Giáo dục " * 20, superior="Sở " * 100)

    assert "PHÒNG GIÁO DỤC PHÒNG GIÁO DỤC" in in_words(render, build_monthly_report(march_facts(office=office)))
