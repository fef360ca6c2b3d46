"""The score form compared whole, fed with hostile words, and asked what it lets people do."""

import re
import zipfile
from decimal import Decimal
from io import BytesIO

import openpyxl
import pytest

from cycle_engine.domain.definition import LevelKind
from cycle_engine.domain.indicators import Criterion, Group, MissingMandatory, OverallRule, SetStatus
from cycle_engine.domain.score_forms import ScoreForm
from cycle_engine.domain.scoring import ScoreEntry, ScoreSheet
from cycle_engine.messages import Language, use_language
from cycle_engine.reports.score_form import render_score_form
from tests.golden_files import assert_golden
from tests.score_forms import WHOLE, a_form, a_set, a_sheet, row_of
from tests.unit.reports.office_files import words_of_xlsx

HOSTILE = (
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    '=HYPERLINK("http://x.example","x")',
    "&P&[Tab]",
    "http://x.example",
)


def pages(form: ScoreForm) -> openpyxl.Workbook:
    return openpyxl.load_workbook(BytesIO(render_score_form(form)))


def test_the_form_of_a_school() -> None:
    evidence = {"1.2": "https://truong.example/pm; Danh mục phần mềm"}
    assert_golden(
        "reports/score-form-self.txt", words_of_xlsx(render_score_form(a_form(sheet=a_sheet(WHOLE), evidence=evidence)))
    )


def test_the_form_of_a_review_team() -> None:
    form = a_form(kind=LevelKind.EXTERNAL, self_sheet=a_sheet(WHOLE), sheet=a_sheet({"1.2": "5"}, LevelKind.EXTERNAL))
    assert_golden("reports/score-form-external.txt", words_of_xlsx(render_score_form(form)))


def test_the_form_of_a_set_without_criteria() -> None:
    by = a_set(Group("I", "Nhóm một", Decimal(100)), bands=(), status=SetStatus.PLACEHOLDER)
    assert_golden("reports/score-form-placeholder.txt", words_of_xlsx(render_score_form(a_form(by))))


def test_the_same_form_is_the_same_bytes_in_either_language() -> None:
    first = render_score_form(a_form())
    use_language(Language.EN)
    try:
        assert render_score_form(a_form()) == first
    finally:
        use_language(Language.VI)


def test_only_what_is_filled_in_is_unlocked_and_there_is_no_password() -> None:
    sheet = pages(a_form()).worksheets[0]
    unlocked = {cell.coordinate for row in sheet.iter_rows() for cell in row if not cell.protection.locked}
    rows = [row_of(sheet, code) for code in ("1.1", "1.2", "1.3", "2.1")]
    assert unlocked == {f"{column}{row}" for row in rows for column in "DEF"}
    assert sheet.protection.sheet
    assert not sheet.protection.password


def test_a_form_whose_scores_are_closed_is_no_draft_and_locks_all() -> None:
    sheet = pages(a_form(is_draft=False)).worksheets[0]
    assert all(cell.protection.locked for row in sheet.iter_rows() for cell in row)
    words = {cell.value for row in sheet.iter_rows() for cell in row}
    assert "BẢN CHÍNH THỨC" in words
    assert "BẢN NHÁP" not in words


def test_every_answer_checks_itself() -> None:
    sheet = pages(a_form()).worksheets[0]
    rules = {str(rule.sqref): rule for rule in sheet.data_validations.dataValidation}
    yes_no, points = (rules[f"D{row_of(sheet, code)}"] for code in ("1.1", "1.2"))
    assert yes_no.formula1 == '"Có,Không"'
    cell = f"D{row_of(sheet, '1.2')}"
    assert points.formula1 == f"AND(ISNUMBER({cell}),{cell}>=0,{cell}<=6,ROUND({cell}/0.5,6)=ROUND({cell}/0.5,0))"
    assert points.error == "Ghi điểm từ 0 đến 6, theo bước 0,5."
    assert points.prompt
    assert rules[f"E{row_of(sheet, '1.2')}"].prompt == "Ảnh chụp màn hình"


def test_the_page_is_a4_with_the_heading_on_every_sheet_and_the_draft_mark() -> None:
    sheet = pages(a_form()).worksheets[0]
    heading = row_of(sheet, "Mã")
    assert (sheet.page_setup.paperSize, sheet.page_setup.fitToHeight) == (9, 0)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.print_title_rows == f"${heading}:${heading}"
    assert sheet.freeze_panes == f"C{heading + 1}"
    assert sheet.oddHeader.center.text == "&BBẢN NHÁP"


def test_the_program_s_sheet_is_very_hidden() -> None:
    assert pages(a_form())["cycle"].sheet_state == "veryHidden"


@pytest.mark.parametrize("words", HOSTILE)
def test_no_word_of_an_outsider_becomes_a_formula_or_a_link(words: str) -> None:
    group = Group("I", words, Decimal(10), (Criterion("1", words, "I", Decimal(10), evidence_hint=words),))
    by = a_set(group, title=words, number=words)
    sheet = ScoreSheet(LevelKind.SELF, entries=(ScoreEntry("1", Decimal(1), note=words),))
    made = render_score_form(a_form(by, office=words, school=words, sheet=sheet, evidence={"1": words}))
    with zipfile.ZipFile(BytesIO(made)) as archive:
        cells = archive.read("xl/worksheets/sheet1.xml").decode()
        assert not [name for name in archive.namelist() if "sheet1.xml.rels" in name]
    assert "<hyperlink" not in cells
    assert len(re.findall("<f>", cells)) == len(re.findall("<f>", _plain_cells()))


def _plain_cells() -> str:
    group = Group("I", "nhóm", Decimal(10), (Criterion("1", "nhãn", "I", Decimal(10)),))
    with zipfile.ZipFile(BytesIO(render_score_form(a_form(a_set(group))))) as archive:
        return archive.read("xl/worksheets/sheet1.xml").decode()


def test_an_ampersand_in_a_name_is_no_command_of_the_header() -> None:
    with zipfile.ZipFile(BytesIO(render_score_form(a_form(school="A & B &P")))) as archive:
        assert b"&amp;LA &amp;&amp; B &amp;&amp;P&amp;C" in archive.read("xl/worksheets/sheet1.xml")


def test_a_long_name_leaves_the_header_whole() -> None:
    with zipfile.ZipFile(BytesIO(render_score_form(a_form(school="x" * 99 + "&" * 200)))) as archive:
        cells = archive.read("xl/worksheets/sheet1.xml").decode()
    assert "x&amp;&amp;&amp;C&amp;BBẢN" in cells


@pytest.mark.parametrize("rule", MissingMandatory)
@pytest.mark.parametrize("overall", OverallRule)
def test_no_formula_is_too_long_for_excel(rule: MissingMandatory, overall: OverallRule) -> None:
    rows = tuple(Criterion(f"1.{n}", "tiêu chí", "I", mandatory=True) for n in range(60))
    groups = [Group(name, name, Decimal(100), rows) for name in ("I", "II", "III", "IV")]
    sheet = pages(a_form(a_set(*groups, missing_mandatory=rule, overall=overall))).worksheets[0]
    formulas = [cell.value for row in sheet.iter_rows() for cell in row if str(cell.value).startswith("=")]
    assert formulas
    assert max(map(len, formulas)) < 8192
