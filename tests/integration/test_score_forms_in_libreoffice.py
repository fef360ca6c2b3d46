"""A form opens in a real office program, is filled in there, and comes back; what it prints is looked at."""

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import product
from pathlib import Path

import openpyxl
import pypdf
import xlsxwriter

from cycle_engine.domain.definition import LevelKind
from cycle_engine.domain.indicators import Criterion, Group, MissingMandatory, OverallRule
from cycle_engine.domain.score_forms import ScoreForm
from cycle_engine.domain.scoring import ScoreEntry, ScoreSheet
from cycle_engine.reports import score_form
from cycle_engine.reports.score_form_table import write_table
from tests.libre_office import calculated_anew, fill_in
from tests.score_forms import a_file, a_form, a_set, a_sheet, read_back, rewritten, row_of


def test_a_form_filled_in_by_libreoffice_comes_back_with_its_level_worked_out(tmp_path: Path) -> None:
    entries = (*a_sheet({"1.1": True}).entries, ScoreEntry("1.2", note="=1+1"))
    given = a_form(sheet=ScoreSheet(LevelKind.SELF, entries=entries))
    form = a_file(tmp_path / "phieu.xlsx", given)
    page = openpyxl.load_workbook(form).worksheets[0]
    rows = {code: row_of(page, code) for code in ("1.2", "1.3", "2.1")}
    answers = {"1.2": "6", "1.3": "1.5", "2.1": "8"}
    cells = {f"D{row}": answers[code] for code, row in rows.items()} | {f"E{rows['2.1']}": "Sổ điểm; https://a.example"}

    saved, printed = fill_in(form, cells, tmp_path)

    read = read_back(saved)
    assert {code: str(entry.points) for code, entry in read.sheet.by_code().items() if entry.points} == answers
    assert read.sheet.by_code()["1.2"].note == "=1+1"
    assert read.evidence == {"2.1": "Sổ điểm; https://a.example"}
    assert read.stamp == given.stamp
    page = openpyxl.load_workbook(saved, data_only=True).worksheets[0]
    words = [cell.value for row in page.iter_rows() for cell in row]
    assert {7.5, 8, "Mức của nhóm: 2", "Mức của nhóm: 3", "MỨC 2"} <= set(words)
    assert page.protection.sheet
    assert len(openpyxl.load_workbook(saved).worksheets[0].data_validations.dataValidation) >= 3
    paper = pypdf.PdfReader(printed)
    assert len(paper.pages) == 1
    assert round(float(paper.pages[0].mediabox.width)) == 842
    assert "MỨC 2" in paper.pages[0].extract_text()
    assert a_set().title in paper.pages[0].extract_text()


GROUPS = (
    Group(
        "I",
        "Nhóm một",
        Decimal(30),
        (
            Criterion("1.1", "Có kế hoạch", "I", mandatory=True),
            Criterion("1.2", "Phần mềm", "I", Decimal(20), mandatory=True, step=Decimal("0.1")),
            Criterion("1.3", "Học liệu", "I", Decimal(8), step=Decimal("0.1")),
        ),
    ),
    Group("II", "Nhóm hai", Decimal(10), (Criterion("2.1", "Quản trị", "II", Decimal(10)),)),
)
"""The first group has two points that no criterion accounts for."""

ANSWERS: tuple[Mapping[str, object], ...] = (
    {"1.1": True, "1.2": "20", "1.3": "8", "2.1": "10"},
    {"1.1": True, "1.2": "20", "1.3": "2.5", "2.1": "7.5"},
    {"1.1": True, "1.2": "20", "1.3": "2.6", "2.1": "8"},
    {"1.1": True, "1.2": "14.9", "1.3": "0.1", "2.1": "5"},
    {"1.1": True, "1.2": "14.9", "1.3": "0", "2.1": "5"},
    {"1.1": True, "1.2": "12.9", "1.3": "0.1", "2.1": "4.5"},
    {"1.1": False, "1.2": "20", "1.3": "8", "2.1": "10"},
    {"1.1": True, "1.2": "0", "1.3": "8", "2.1": "10"},
    {"1.1": True, "1.2": "20", "2.1": "10"},
    {},
)


def cases() -> Iterator[ScoreForm]:
    rules = [*product(OverallRule, [MissingMandatory.CAPS], ANSWERS)]
    rules += product([OverallRule.LOWEST_GROUP], [MissingMandatory.PREVENTS, MissingMandatory.WARNS], ANSWERS[5:8])
    for overall, missing, answers in rules:
        yield a_form(a_set(*GROUPS, overall=overall, missing_mandatory=missing), sheet=a_sheet(answers))


def in_one_book(path: Path, forms: Sequence[ScoreForm]) -> Path:
    """The forms' tables, each on a sheet of its own: an office program takes its time for every file."""
    with xlsxwriter.Workbook(path) as book:
        styles = {name: book.add_format(style) for name, style in score_form._STYLES.items()}
        for form in forms:
            write_table(book.add_worksheet(), styles, form, 0)
    return path


def levels_on(path: Path) -> list[list[object]]:
    return [
        [cell.value for row in page.iter_rows() for cell in row if str(cell.value).startswith(("MỨC", "Mức", "[...]"))]
        for page in openpyxl.load_workbook(path, data_only=True).worksheets
    ]


def without_values(path: Path) -> Path:
    """The book with nothing beside its formulas, so that they have to be worked out."""
    strip = re.compile(rb'( t="str")?(><f>[^<]*</f>)<v>[^<]*</v>')
    return rewritten(path, lambda name, old: strip.sub(rb"\2", old) if "worksheets" in name else old)


def test_an_office_program_works_out_the_levels_that_the_rule_tells(tmp_path: Path) -> None:
    with_levels = in_one_book(tmp_path / "levels.xlsx", list(cases()))
    told, bare = levels_on(with_levels), without_values(with_levels)
    assert levels_on(bare) == [[] for _ in told]
    assert levels_on(calculated_anew(bare, tmp_path)) == told
    assert {str(levels[-1]) for levels in told} == {"MỨC 1", "MỨC 2", "MỨC 3", "[...]"}
