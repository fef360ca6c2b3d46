"""An annex copied into a sheet becomes a set, or every bad cell is named by its address."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
import xlsxwriter
from python_calamine import CalamineWorkbook

from cycle_engine.definitions.indicator_sheets import read_indicator_sheet
from cycle_engine.definitions.sheets import read_sheet
from cycle_engine.domain.indicators import Band, IndicatorSet, SetStatus
from cycle_engine.errors import FileInvalid
from cycle_engine.reports.indicator_template import build_indicator_template
from tests.indicator_sets import BANDS, set_3276

HEAD = {
    "Mã bộ chỉ số": "3276",
    "Bản": "2",
    "Tên bộ chỉ số": "Bộ chỉ số mẫu",
    "Số Quyết định": "3276/QĐ-BGDĐT",
    "Ngày ban hành": "30/10/2024",
    "Nguồn": "phụ lục mẫu",
    "Áp dụng cho": "mầm non",
    "Bước điểm": "0,5",
    "Đã đối chiếu với phụ lục": "có",
    "Mức 1": "dưới 50",
    "Mức 2": "từ 50 đến 75",
    "Mức 3": "trên 75",
}
HEADINGS = (
    *("Nhóm", "Tên nhóm", "Điểm tối đa của nhóm", "Mã tiêu chí", "Tiêu chí", "Điểm tối đa"),
    *("Bắt buộc", "Gợi ý minh chứng"),
)
ROWS: tuple[tuple[object, ...], ...] = (
    ("A", "Dạy học", 100, "1.1", "Kế hoạch", "", "có", ""),
    ("A", "", "", "1.2", "Phần mềm", 60, "", "ảnh màn hình"),
    ("A", "Dạy học", "100", "1.3", "Học liệu", "40,0", "", ""),
    ("B", "Quản trị", 7.5, "2.1", "Sổ điểm", 7.5, "", ""),
)
FIRST_ROW = len(HEAD) + 2
"""The number of the first criterion's row, as Excel shows it."""


def a_sheet(folder: Path, rows: Sequence[Sequence[object]] = ROWS, **head: str) -> Path:
    """A filled sheet; ``head`` changes a value by its heading, with ``_`` for blanks."""
    file = folder / "phu-luc.xlsx"
    given = HEAD | {name.replace("_", " "): value for name, value in head.items()}
    with xlsxwriter.Workbook(file) as book:
        sheet = book.add_worksheet("Bộ chỉ số")
        for number, (word, value) in enumerate(given.items()):
            sheet.write_row(number, 0, [word, value])
        sheet.write_row(len(given), 0, HEADINGS)
        for number, row in enumerate(rows, start=len(given) + 1):
            sheet.write_row(number, 0, row)
    return file


def refused(file: Path) -> dict[str, str]:
    with pytest.raises(FileInvalid) as told:
        read_indicator_sheet(file)
    return {problem.where: problem.message.key for problem in told.value.problems}


def test_a_filled_sheet_becomes_the_set_it_says(tmp_path: Path) -> None:
    read = read_indicator_sheet(a_sheet(tmp_path))
    assert (read.id, read.version, read.number, read.issued) == ("3276", 2, "3276/QĐ-BGDĐT", date(2024, 10, 30))
    assert (read.status, read.applies_to, read.bands) == (SetStatus.VERIFIED, ("preschool",), BANDS)
    assert [(group.id, group.label, group.maximum) for group in read.groups] == [
        ("A", "Dạy học", Decimal(100)),
        ("B", "Quản trị", Decimal("7.5")),
    ]
    assert [(c.code, c.maximum, c.mandatory) for c in read.criteria] == [
        ("1.1", None, True),
        ("1.2", Decimal(60), False),
        ("1.3", Decimal("40.0"), False),
        ("2.1", Decimal("7.5"), False),
    ]
    assert read.criteria[1].evidence_hint == "ảnh màn hình"


def test_a_set_nobody_compared_with_the_annex_is_incomplete(tmp_path: Path) -> None:
    head = {"Đã_đối_chiếu_với_phụ_lục": ""}
    assert read_indicator_sheet(a_sheet(tmp_path, **head)).status is SetStatus.INCOMPLETE


def test_every_bad_cell_is_named_by_its_address_at_once(tmp_path: Path) -> None:
    rows = (
        ("A", "Dạy học", "một trăm", "1.1", "", "", "", ""),
        ("", "", "", "", "Phần mềm", "-6", "", ""),
        ("B", "", "", "2.1", "Sổ điểm", "6", "có lẽ", ""),
    )
    head = {
        "Mã_bộ_chỉ_số": "Bộ 3276",
        "Ngày_ban_hành": "30/13/2024",
        "Áp_dụng_cho": "trường mẫu",
        "Mức_2": "trung bình",
    }
    assert refused(a_sheet(tmp_path, rows, **head)) == {
        "Bộ chỉ số!B1": "indicators.cell_id",
        "Bộ chỉ số!B5": "indicators.cell_day",
        "Bộ chỉ số!B7": "indicators.cell_kind",
        "Bộ chỉ số!B11": "indicators.cell_bounds",
        f"Bộ chỉ số!C{FIRST_ROW}": "indicators.cell_number",
        f"Bộ chỉ số!E{FIRST_ROW}": "indicators.cell_missing",
        f"Bộ chỉ số!F{FIRST_ROW}": "indicators.cell_no_maximum",
        f"Bộ chỉ số!A{FIRST_ROW + 1}": "indicators.cell_missing",
        f"Bộ chỉ số!B{FIRST_ROW + 1}": "indicators.cell_missing",
        f"Bộ chỉ số!C{FIRST_ROW + 1}": "indicators.cell_missing",
        f"Bộ chỉ số!D{FIRST_ROW + 1}": "indicators.cell_missing",
        f"Bộ chỉ số!F{FIRST_ROW + 1}": "indicators.cell_number",
        f"Bộ chỉ số!B{FIRST_ROW + 2}": "indicators.cell_missing",
        f"Bộ chỉ số!C{FIRST_ROW + 2}": "indicators.cell_missing",
        f"Bộ chỉ số!G{FIRST_ROW + 2}": "indicators.cell_yes_no",
    }


def test_a_group_that_is_told_in_two_ways_is_pointed_out(tmp_path: Path) -> None:
    rows = (*ROWS[:2], ("A", "Dạy và học", 90, *ROWS[2][3:]), ROWS[3])
    assert refused(a_sheet(tmp_path, rows)) == {f"Bộ chỉ số!A{FIRST_ROW + 2}": "indicators.cell_group_again"}


def test_a_sheet_without_the_table_is_told_where_to_get_one(tmp_path: Path) -> None:
    file = tmp_path / "khac.csv"
    file.write_text("Mã;Tên\n1;2\n", "utf-8")
    assert list(refused(file).values()) == ["indicators.no_table"]


@pytest.mark.parametrize(
    ("words", "band"),
    [
        ("dưới 50", Band(2, Decimal(0), Decimal(50), high_included=False)),
        ("Từ 50 đến 75", Band(2, Decimal(50), Decimal(75))),
        ("từ 50 đến dưới 75", None),
        ("trên 49,5 đến hết 75", Band(2, Decimal("49.5"), Decimal(75), low_included=False)),
        ("trên 75%", Band(2, Decimal(75), Decimal(100), low_included=False)),
        ("50-75", None),
    ],
)
def test_the_points_of_a_level_are_read_in_words(tmp_path: Path, words: str, band: Band | None) -> None:
    file = a_sheet(tmp_path, Mức_2=words)
    if band is None:
        assert list(refused(file).values()) == ["indicators.cell_bounds"]
    else:
        assert read_indicator_sheet(file).bands[1] == band


def kept(folder: Path, known: IndicatorSet) -> Path:
    file = folder / "mau.xlsx"
    file.write_bytes(build_indicator_template(known))
    return file


def test_the_empty_sheet_says_what_is_known_of_the_decision_and_no_criterion(tmp_path: Path) -> None:
    sheet = read_sheet(kept(tmp_path, set_3276()))
    said = {row.text(0): row.text(1) for row in sheet.rows}
    assert (said["Mã bộ chỉ số"], said["Số Quyết định"], said["Ngày ban hành"]) == (
        *("3276", "3276/QĐ-BGDĐT", "30/10/2024"),
    )
    assert said["Mức 1"] == said["Mức 3"] == ""
    assert sheet.rows[-1].texts == HEADINGS


def test_the_empty_sheet_is_read_back_as_one_that_has_to_be_filled_in(tmp_path: Path) -> None:
    told = refused(kept(tmp_path, set_3276()))
    assert set(told.values()) == {"indicators.cell_missing"}
    assert len(told) == len(BANDS)


def test_a_title_that_begins_like_a_formula_stays_text(tmp_path: Path) -> None:
    file = kept(tmp_path, replace(set_3276(), title='=HYPERLINK("http://x.example")'))
    with CalamineWorkbook.from_path(file) as book:
        cells = book.get_sheet_by_index(0).to_python()
    assert ["Tên bộ chỉ số", '=HYPERLINK("http://x.example")'] in [row[:2] for row in cells]
