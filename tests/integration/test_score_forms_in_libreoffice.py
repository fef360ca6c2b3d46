"""A form opens in a real office program, is filled in there, and comes back; what it prints is looked at."""

from pathlib import Path

import openpyxl
import pypdf

from cycle_engine.domain.definition import LevelKind
from cycle_engine.domain.scoring import ScoreEntry, ScoreSheet
from tests.libre_office import fill_in
from tests.score_forms import a_file, a_form, a_set, a_sheet, read_back, row_of


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
