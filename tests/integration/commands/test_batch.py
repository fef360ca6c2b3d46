"""Acts for many schools, as they are made from a sheet on the command line."""

import csv
import json
import os
import subprocess
import zipfile
from io import StringIO
from pathlib import Path

import openpyxl

from cycle_engine.commands.batch import BAR_FROM, watched
from cycle_engine.services.acting import ActRequest
from tests.command_line import Answer, cycle

HEADINGS = "Mã;Bước chuyển;Loại văn bản;Văn bản;Số;Ngày;Mức;Lý do\n"
SUBMIT = "MN01;submit;self_assessment_minutes;bb.txt;;20/01/2025;2;\n"
APPROVE = "MN01;approve;self_assessment_decision;bb.txt;05/QĐ;20/01/2025;;\n"
BAD = "MN02;approve;;;;;;\nMN03;submit;self_assessment_minutes;bb.txt;;;9;\n"


def on(workspace: Path, *words: str) -> Answer:
    return cycle(workspace, "--as-of", "2025-01-21", *words)


def a_sheet(workspace: Path, *rows: str) -> str:
    (workspace / "bb.txt").write_text("Bản mẫu\n", "utf-8")
    (workspace / "viec.csv").write_text(HEADINGS + "".join(rows), "utf-8")
    return str(workspace / "viec.csv")


def stage_of(workspace: Path, unit: str) -> str:
    (case,) = json.loads(on(workspace, "--json", "status", unit).out)["cases"]
    return str(case["stage"])


def test_a_sheet_is_shown_and_then_made(workspace: Path) -> None:
    sheet = a_sheet(workspace, SUBMIT, APPROVE, "MN02;;;;;;;\n")

    shown = on(workspace, "batch", sheet)
    assert shown.status == 0
    assert "Approval of the self-assessment" in shown.out
    assert "1 row names only a unit" in shown.out
    assert "Add --apply to do it." in shown.out
    assert stage_of(workspace, "MN01") == "self_assessment"

    made = on(workspace, "--json", "batch", sheet, "--apply")
    assert made.status == 0
    assert json.loads(made.out) == {
        "applied": True,
        "acts": [
            {"rows": [2], "unit": "MN01", "transition": "submit", "from": "self_assessment", "to": "approval"},
            {"rows": [3], "unit": "MN01", "transition": "approve", "from": "approval", "to": "review_request"},
        ],
        "left_blank": 1,
        "ignored": [],
    }
    assert stage_of(workspace, "MN01") == "review_request"


def test_a_bad_sheet_changes_nothing_and_says_every_cell_with_its_cure(workspace: Path) -> None:
    sheet = a_sheet(workspace, SUBMIT, BAD)

    refused = on(workspace, "batch", sheet, "--apply")

    assert (refused.status, refused.out) == (1, "")
    assert "row 3, column Bước chuyển: " in refused.err
    assert "row 4, column Mức: " in refused.err
    assert "hint: write 1, 2 or 3, or leave the cell empty" in refused.err
    assert f"the wrong cells are marked in {workspace / 'viec-loi.xlsx'}" in refused.err
    assert stage_of(workspace, "MN01") == "self_assessment"


def test_programs_are_told_the_cells_and_the_marked_copy(workspace: Path) -> None:
    refused = on(workspace, "--json", "batch", a_sheet(workspace, BAD))

    error = json.loads(refused.out)["error"]
    assert refused.status == 1
    assert [problem["where"] for problem in error["details"]["problems"]] == [
        "row 2, column Bước chuyển",
        "row 3, column Mức",
    ]
    assert Path(error["details"]["error_sheet"]).exists()


def test_the_call_and_the_file_must_be_right(workspace: Path) -> None:
    sheet = a_sheet(workspace, SUBMIT)
    assert on(workspace, "batch").status == 2
    assert on(workspace, "batch", sheet, "--template", str(workspace / "t.xlsx")).status == 2
    assert on(workspace, "batch", "--template", str(workspace / "t.xlsx"), "--apply").status == 2
    assert on(workspace, "batch", str(workspace / "khong-co.xlsx")).status == 3
    assert on(workspace, "batch", "--template", sheet).status == 1


def test_an_empty_sheet_offers_the_units_and_the_words_and_comes_back_filled_in(workspace: Path) -> None:
    template = workspace / "mau.xlsx"
    assert json.loads(on(workspace, "--json", "batch", "--template", str(template)).out)["units"] == 26
    book = openpyxl.load_workbook(template)
    sheet = book.worksheets[0]
    rules = {str(rule.sqref).split(":")[0]: str(rule.formula1) for rule in sheet.data_validations.dataValidation}
    assert rules == {"C2": "'Danh mục'!$A$1:$A$16", "D2": "'Danh mục'!$B$1:$B$9", "H2": '"1,2,3"'}
    assert [sheet.cell(3, column).value for column in (1, 2)] == ["MN01", "Trường Mầm non Mẫu 01"]
    assert on(workspace, "batch", str(template)).status == 1  # nobody has filled anything in

    (workspace / "bb.txt").write_text("Bản mẫu\n", "utf-8")
    filled = {"C3": "Trình kết quả tự đánh giá", "D3": "Biên bản tự đánh giá", "E3": "bb.txt", "H3": "2"}
    for cell, value in filled.items():
        sheet[cell] = value
    book.save(template)
    assert on(workspace, "batch", str(template), "--apply").status == 0
    assert stage_of(workspace, "MN01") == "approval"


def test_libre_office_opens_the_empty_sheet_and_the_marked_copy(workspace: Path, tmp_path: Path) -> None:
    trick = 'MN01;=HYPERLINK("http://x.example");;;;;;@SUM(1)\n'
    on(workspace, "--lang", "vi", "batch", a_sheet(workspace, BAD, trick))
    on(workspace, "--lang", "vi", "batch", "--template", str(workspace / "mau.xlsx"))

    told, empty = _as_csv([workspace / "viec-loi.xlsx", workspace / "mau.xlsx"], tmp_path)

    assert told[0] == ["Mã", "Bước chuyển", "Loại văn bản", "Văn bản", "Số", "Ngày", "Mức", "Lý do", "Lỗi"]
    assert told[3][:8] == ["MN01", '=HYPERLINK("http://x.example")', "", "", "", "", "", "@SUM(1)"]
    assert told[1][8].startswith("B2: ")
    assert empty[:3] == [
        ["Mã", "Tên đơn vị", "Bước chuyển", "Loại văn bản", "Văn bản", "Số", "Ngày", "Mức", "Lý do"],
        ["PGD", "Phòng Giáo dục và Đào tạo Mẫu", *[""] * 7],
        ["MN01", "Trường Mầm non Mẫu 01", *[""] * 7],
    ]


def test_the_sheets_are_the_same_bytes_whenever_they_are_made(workspace: Path) -> None:
    for name in ("mot.xlsx", "hai.xlsx"):
        assert on(workspace, "batch", "--template", str(workspace / name)).status == 0
    parts = [zipfile.ZipFile(workspace / name).read("xl/worksheets/sheet1.xml") for name in ("mot.xlsx", "hai.xlsx")]
    assert parts[0] == parts[1]


class Terminal(StringIO):
    """A screen somebody looks at."""

    def isatty(self) -> bool:
        return True


def test_from_200_acts_on_whoever_looks_sees_how_far_they_have_come() -> None:
    many = [ActRequest(unit=f"MN{number}", transition="submit") for number in range(BAR_FROM)]
    screen, few, file = Terminal(), Terminal(), StringIO()

    assert list(watched(many, screen)) == many
    assert list(watched(many[1:], few)) == many[1:]
    assert list(watched(many, file)) == many

    assert "100%" in screen.getvalue()
    assert few.getvalue() == file.getvalue() == ""


def _as_csv(files: list[Path], folder: Path) -> list[list[list[str]]]:
    """The first sheets of workbooks as LibreOffice reads them."""
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    form = "csv:Text - txt - csv (StarCalc):44,34,76,1"
    command = ["soffice", profile, "--headless", "--convert-to", form, "--outdir", str(folder), *map(str, files)]
    subprocess.run(command, check=True, capture_output=True, timeout=120, env={**os.environ, "LC_ALL": "C.UTF-8"})
    return [[*csv.reader(StringIO((folder / f"{file.stem}.csv").read_text("utf-8")))] for file in files]
