"""Filled forms: what is read, what is refused by which address, and what does no harm."""

import os
import re
import zipfile
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from cycle_engine.definitions import sheets
from cycle_engine.definitions.score_form_cells import read_form_cells
from cycle_engine.domain.definition import LevelKind
from cycle_engine.domain.indicators import Group, SetStatus
from cycle_engine.domain.scoring import GroupTotal, ScoreEntry, ScoreSheet
from cycle_engine.errors import FileInvalid
from tests.score_forms import (
    EVIDENCE,
    NOTE,
    POINTS,
    WHOLE,
    a_file,
    a_form,
    a_set,
    a_sheet,
    edited,
    filled,
    read_back,
    rewritten,
    row_of,
)

SHEET_PART = "xl/worksheets/sheet1.xml"


@pytest.fixture
def form(tmp_path: Path) -> Path:
    return a_file(tmp_path / "phieu.xlsx")


def entries(path: Path) -> Mapping[str, ScoreEntry]:
    return read_back(path).sheet.by_code()


def reasons(path: Path) -> list[tuple[str, str]]:
    with pytest.raises(FileInvalid) as refusal:
        read_back(path)
    assert all(problem.hint and str(problem.hint) and str(problem) for problem in refusal.value.problems)
    return [(problem.where, problem.message.key.partition(".")[2]) for problem in refusal.value.problems]


def place(path: Path, code: str, column: str = POINTS) -> str:
    return f"{column}{row_of(openpyxl.load_workbook(path).worksheets[0], code)}"


def test_a_form_gives_back_what_was_on_it(tmp_path: Path) -> None:
    sheet = a_sheet(WHOLE)
    evidence = {"1.2": "https://truong.example/pm; Danh mục phần mềm"}
    read = read_back(a_file(tmp_path / "phieu.xlsx", a_form(sheet=sheet, evidence=evidence)))
    assert read.sheet.entries == sheet.entries
    assert read.evidence == evidence
    assert (read.stamp.unit, read.stamp.seq, read.stamp.kind) == ("MN01", 1, LevelKind.SELF)


def test_an_empty_form_answers_nothing(form: Path) -> None:
    assert read_back(form).sheet.entries == ()


@pytest.mark.parametrize(
    ("typed", "points"),
    [(5.5, "5.5"), (6, "6"), (0, "0"), ("5,5", "5.5"), ("5.5", "5.5"), (" 4 ", "4"), ("4,0", "4.0")],
)
def test_points_may_have_a_comma_or_a_point(form: Path, typed: object, points: str) -> None:
    assert entries(filled(form, {"1.2": typed}))["1.2"].points == Decimal(points)


@pytest.mark.parametrize(
    ("code", "typed", "reason"),
    [
        ("1.2", 7, "above_maximum"),
        ("1.2", "6,5", "above_maximum"),
        ("1.2", -1, "below_zero"),
        ("1.2", 5.25, "not_in_steps"),
        ("1.2", "sáu", "not_a_number"),
        ("1.2", "5/6", "not_a_number"),
        ("1.2", "1.234,5", "not_a_number"),
        ("1.2", True, "not_a_number"),
        ("1.1", "chưa", "yes_no"),
        ("1.1", 1, "yes_no"),
    ],
)
def test_a_bad_answer_is_named_by_its_cell(form: Path, code: str, typed: object, reason: str) -> None:
    assert reasons(filled(form, {code: typed})) == [(place(form, code), reason)]


def test_every_bad_cell_is_found_at_once(form: Path) -> None:
    filled(form, {"1.1": "x", "1.2": 7, "2.1": "mười"})
    filled(form, {"1.3": "y" * 2001}, column=NOTE)
    assert {reason for _, reason in reasons(form)} == {"yes_no", "above_maximum", "not_a_number", "text_too_long"}


def test_a_maximum_typed_over_on_the_sheet_does_not_count(form: Path) -> None:
    edited(form, lambda sheet: sheet.__setitem__(f"C{row_of(sheet, '1.2')}", 100))
    assert reasons(filled(form, {"1.2": 7})) == [(place(form, "1.2"), "above_maximum")]


@pytest.mark.parametrize("typed", ["Có", "có", "CO"])
def test_yes_is_yes_however_it_is_typed(form: Path, typed: str) -> None:
    assert entries(filled(form, {"1.1": typed}))["1.1"].met is True


def test_what_a_formula_last_gave_is_read_and_said(form: Path) -> None:
    filled(form, {"1.2": "=2+3"})
    address = place(form, "1.2")

    def calculated(name: str, content: bytes) -> bytes:
        return (
            content.replace(b"<v></v>", b"<v>5</v>").replace(b"<v />", b"<v>5</v>") if name == SHEET_PART else content
        )

    read = read_back(rewritten(form, calculated))
    assert read.sheet.by_code()["1.2"].points == Decimal(5)
    assert read.calculated == (address,)


def test_a_formula_nobody_calculated_is_refused(form: Path) -> None:
    assert (place(form, "1.2"), "formula_without_value") in reasons(filled(form, {"1.2": "=2+3"}))


@pytest.mark.parametrize("words", ["=1+1", "+1", "-1", "@SUM(A1)", '=HYPERLINK("http://x.example")'])
def test_words_that_look_like_formulas_stay_words(tmp_path: Path, words: str) -> None:
    sheet = ScoreSheet(LevelKind.SELF, entries=(ScoreEntry("1.2", points=Decimal(5), note=words),))
    form = a_form(sheet=sheet, evidence={"1.2": words})
    path = a_file(tmp_path / "phieu.xlsx", form)
    assert b"<f>" not in _cells_of(path, "1.2")
    read = read_back(path)
    assert (read.sheet.by_code()["1.2"].note, read.evidence["1.2"]) == (words, words)


def _cells_of(path: Path, code: str) -> bytes:
    row = row_of(openpyxl.load_workbook(path).worksheets[0], code)
    with zipfile.ZipFile(path) as archive:
        match = re.search(rb'<row r="%d".*?</row>' % row, archive.read(SHEET_PART), re.DOTALL)
    assert match
    return match[0]


def test_rows_may_be_moved_and_the_sheet_renamed_and_columns_hidden(form: Path) -> None:
    filled(form, {"1.2": 5, "1.3": 3})

    def rearrange(sheet: Worksheet) -> None:
        first, second = row_of(sheet, "1.2"), row_of(sheet, "1.3")
        for column in range(1, 7):
            one, other = sheet.cell(first, column), sheet.cell(second, column)
            one.value, other.value = other.value, one.value
        sheet.title = "Sao lưu"
        sheet.column_dimensions["B"].hidden = True

    assert {code: entry.points for code, entry in entries(edited(form, rearrange)).items()} == {"1.2": 5, "1.3": 3}


def test_a_sheet_put_in_front_does_no_harm(form: Path) -> None:
    book = openpyxl.load_workbook(filled(form, {"1.2": 5}))
    book.create_sheet("Ghi chép", 0)["A1"] = "ghi chép riêng"
    book.save(form)
    assert entries(form)["1.2"].points == 5


def test_a_deleted_row_is_missed(form: Path) -> None:
    edited(form, lambda sheet: sheet.delete_rows(row_of(sheet, "1.2")))
    assert ("", "row_missing") in reasons(form)


def test_an_unknown_a_copied_and_a_nameless_row_are_named(form: Path) -> None:
    def add(sheet: Worksheet) -> None:
        sheet[f"A{row_of(sheet, '1.2')}"] = "9.9"
        sheet[f"A{row_of(sheet, '1.3')}"] = "2.1"
        row = row_of(sheet, "1.1")
        sheet[f"A{row}"], sheet[f"B{row}"], sheet[f"D{row}"] = None, None, "Có"

    found = {reason for _, reason in reasons(edited(form, add))}
    assert found == {"row_unknown", "row_twice", "row_without_code", "row_missing"}


def test_merged_answers_are_named(form: Path) -> None:
    rows = f"{place(form, '1.2')}:{place(form, '1.3')}"
    assert reasons(edited(form, lambda sheet: sheet.merge_cells(rows))) == [(rows, "merged")]


def test_a_lost_heading_is_named(form: Path) -> None:
    edited(form, lambda sheet: sheet.__setitem__(f"D{_heading_row(sheet)}", "Điểm mới"))
    assert reasons(form) == [("", "column_missing")]


def test_headings_lost_altogether_are_said(form: Path) -> None:
    edited(form, lambda sheet: sheet.delete_rows(_heading_row(sheet)))
    assert reasons(form) == [("", "no_headings")]


def _heading_row(sheet: Worksheet) -> int:
    return row_of(sheet, "Mã")


def test_another_workbook_is_no_form(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.save(tmp_path / "khac.xlsx")
    assert reasons(tmp_path / "khac.xlsx") == [("", "no_form")]


def test_a_form_without_its_hidden_sheet_or_with_a_changed_one_is_refused(form: Path) -> None:
    book = openpyxl.load_workbook(form)
    book["cycle"]["B6"] = "số"
    book.save(form)
    assert reasons(form) == [("", "stamp_damaged")]
    del book["cycle"]
    book.save(form)
    assert reasons(form) == [("", "no_form")]


def test_a_table_pasted_into_another_school_s_form_is_refused(form: Path) -> None:
    def paste(sheet: Worksheet) -> None:
        cell = next(cell for row in sheet.iter_rows() for cell in row if cell.value == "MN01")
        cell.value = "MN02"

    assert reasons(edited(form, paste)) == [("", "other_school")]


def test_a_form_of_another_set_is_refused(form: Path) -> None:
    with pytest.raises(FileInvalid) as refusal:
        read_back(form, a_set(version=2))
    assert refusal.value.problems[0].message.key == "score_form.other_set"


def test_a_set_without_criteria_takes_totals(tmp_path: Path) -> None:
    groups = (Group("I", "Nhóm một", Decimal(100)), Group("II", "Nhóm hai", Decimal(100)))
    by = a_set(*groups, status=SetStatus.PLACEHOLDER)
    form = filled(a_file(tmp_path / "phieu.xlsx", a_form(by)), {"I": "60,5", "II": 80})
    read = read_back(form, by)
    assert read.sheet.group_totals == (GroupTotal("I", Decimal("60.5")), GroupTotal("II", Decimal(80)))


def test_a_set_without_groups_takes_the_level(tmp_path: Path) -> None:
    by = a_set(Group("I", "Nhóm một", Decimal(100)), bands=())
    form = filled(a_file(tmp_path / "phieu.xlsx", a_form(by)), {"*": 2})
    assert read_back(form, by).sheet.level == 2
    with pytest.raises(FileInvalid):
        read_back(filled(form, {"*": 4}), by)


def test_the_review_team_s_form_has_the_school_s_points_beside_its_own(tmp_path: Path) -> None:
    form = a_form(kind=LevelKind.EXTERNAL, self_sheet=a_sheet({"1.2": "5"}), evidence={"1.2": "Sổ"})
    path = filled(a_file(tmp_path / "phieu.xlsx", form), {"1.2": 4}, column="E")
    sheet = openpyxl.load_workbook(path).worksheets[0]
    row = row_of(sheet, "1.2")
    assert (sheet[f"D{row}"].value, sheet[f"F{row}"].value) == (5, "Sổ")
    assert sheet[f"D{row}"].protection.locked
    assert sheet[f"F{row}"].protection.locked
    read = read_back(path)
    assert read.sheet.by_code()["1.2"].points == 4
    assert read.evidence == {}


def test_macros_links_and_entities_are_refused(form: Path) -> None:
    def same(_name: str, content: bytes) -> bytes:
        return content

    macros = rewritten(form, same, [("xl/vbaProject.bin", b"macro")])
    assert reasons(macros) == [("", "has_macros")]
    links = rewritten(form, same, [("xl/externalLinks/externalLink1.xml", b"<externalLink/>")])
    assert reasons(links) == [("", "has_external_links")]
    bomb = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><x>&b;</x>'
    entities = rewritten(form, lambda name, old: bomb if name == "xl/styles.xml" else old)
    assert reasons(entities) == [("", "has_doctype")]


def test_a_zip_bomb_and_a_file_too_large_are_refused_unread(form: Path) -> None:
    zeros = rewritten(form, lambda name, old: old + b" " * 2**24 if name == SHEET_PART else old)
    assert reasons(zeros) == [("", "too_large_unpacked")]
    large = form.with_name("large.xlsx")
    with large.open("wb") as file:
        file.write(b"PK\x03\x04")
        file.truncate(sheets.MAX_FILE_BYTES + 1)
    assert reasons(large) == [("", "too_large")]
    os.truncate(large, 0)
    assert reasons(large) == [("", "damaged")]


@pytest.mark.parametrize("part", [SHEET_PART, "xl/worksheets/sheet2.xml"])
def test_a_stray_cell_on_either_sheet_is_refused_and_a_million_empty_rows_are_nothing(form: Path, part: str) -> None:
    stray = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    assert reasons(rewritten(form, lambda n, old: old.replace(b"</sheetData>", stray) if n == part else old))[0][1] == (
        "beyond_bounds"
    )
    empty = b"".join(b'<row r="%d" ht="15"/>' % row for row in range(1_000, 200_000))
    many = rewritten(form, lambda n, old: old.replace(b"</sheetData>", empty + b"</sheetData>") if n == part else old)
    assert read_form_cells(many).stamp.unit == "MN01"


def test_much_evidence_is_no_fault(tmp_path: Path) -> None:
    many = "; ".join(f"https://truong.example/minh-chung/{number}" for number in range(100))
    form = a_file(tmp_path / "phieu.xlsx", a_form(evidence={"1.2": many}))
    assert read_back(form).evidence == {"1.2": many}


def test_evidence_of_a_row_is_read_with_its_lines(form: Path) -> None:
    filled(form, {"1.2": "một; hai"}, column=EVIDENCE)
    assert read_back(form).evidence == {"1.2": "một; hai"}
