"""Sheets of acts: what their cells say, and everything that is wrong with them at once."""

import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from cycle_engine.definitions import sheets
from cycle_engine.definitions.batch_sheet import BatchRow, BatchSheet, read_batch
from cycle_engine.errors import FileInvalid, NotFound
from cycle_engine.messages import Language
from tests.definition_files import speaking

VIETNAMESE = ("Mã", "Bước chuyển", "Loại văn bản", "Văn bản", "Số", "Ngày", "Mức", "Lý do")
ENGLISH = ("unit", "transition", "document_kind", "document", "number", "dated", "level", "reason")
FULL = ("MN01", "submit", "minutes", "a.pdf", "05/BB", "20/01/2025", "2", "vì sao")
MEANT = BatchRow(2, "MN01", "submit", "minutes", "a.pdf", "05/BB", date(2025, 1, 20), 2, "vì sao")


def a_sheet(folder: Path, *rows: tuple[object, ...], name: str = "viec.xlsx") -> Path:
    path = folder / name
    if path.suffix == ".csv":
        path.write_text("\n".join(";".join(map(str, row)) for row in rows), "utf-8-sig")
        return path
    book = openpyxl.Workbook()
    assert book.active is not None
    for row in rows:
        book.active.append(list(row))
    book.save(path)
    return path


def problems_of(path: Path) -> set[tuple[str, str]]:
    read = read_batch(path)
    return {(read.where(p.row, p.column), p.message.key.partition(".")[2]) for p in read.problems}


def refused(path: Path) -> list[str]:
    with pytest.raises(FileInvalid) as refusal:
        read_batch(path)
    assert all(problem.hint for problem in refusal.value.problems)
    return [problem.message.key for problem in refusal.value.problems]


@pytest.mark.parametrize("name", ["viec.xlsx", "viec.csv"])
@pytest.mark.parametrize("headings", [VIETNAMESE, ENGLISH], ids=["vi", "en"])
def test_the_columns_may_be_named_in_either_language_and_stand_in_any_order(
    tmp_path: Path, headings: tuple[str, ...], name: str
) -> None:
    for columns in (range(8), range(7, -1, -1)):
        path = a_sheet(tmp_path, tuple(headings[n] for n in columns), tuple(FULL[n] for n in columns), name=name)
        assert read_batch(path).rows == (MEANT,)


def test_a_day_and_a_level_may_be_typed_as_excel_types_them(tmp_path: Path) -> None:
    path = a_sheet(
        tmp_path, VIETNAMESE, ("MN01", "submit", "minutes", "a.pdf", "05/BB", date(2025, 1, 20), 2, "vì sao")
    )
    assert read_batch(path).rows == (MEANT,)


def test_the_headings_may_stand_below_a_title(tmp_path: Path) -> None:
    path = a_sheet(tmp_path, ("Việc tháng 01/2025",), (), VIETNAMESE, FULL)
    assert [row.number for row in read_batch(path).rows] == [4]


def test_a_row_that_names_only_its_unit_is_passed_over(tmp_path: Path) -> None:
    read = read_batch(a_sheet(tmp_path, (*VIETNAMESE, "Tên"), ("MN02", *[""] * 7, "Trường Mẫu"), FULL))
    assert [row.unit for row in read.rows] == ["MN01"]
    assert read.left_blank == 1
    assert read.headings.unknown == ("Tên",)


def test_every_wrong_cell_is_found_at_once_with_its_address(tmp_path: Path) -> None:
    path = a_sheet(
        tmp_path,
        VIETNAMESE,
        ("", "submit", "minutes", "", "", "31/02/2025", "5.5", ""),
        ("MN02", "", "", "a.pdf", "", "mai", "hai", ""),
    )
    assert problems_of(path) == {
        ("Sheet!A2", "missing"),
        ("Sheet!D2", "document_missing"),
        ("Sheet!F2", "no_day"),
        ("Sheet!G2", "no_level"),
        ("Sheet!B3", "missing"),
        ("Sheet!C3", "kind_missing"),
        ("Sheet!F3", "no_day"),
        ("Sheet!G3", "no_level"),
    }


@pytest.mark.parametrize("language", list(Language))
def test_every_wrong_cell_is_told_with_what_to_do(tmp_path: Path, language: Language) -> None:
    path = a_sheet(
        tmp_path, VIETNAMESE, ("", "submit", "minutes", "", "", "x", "x", ""), ("MN1", "x", "", "a", *"    ")
    )
    with speaking(language):
        for problem in read_batch(path).problems:
            assert str(problem.message)
            assert str(problem.hint)


def test_what_excel_could_not_calculate_is_found(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    assert book.active is not None
    book.active.append(list(VIETNAMESE))
    book.active.append(["MN01", "submit", "", "", "", "", "=1+1", ""])
    book.save(tmp_path / "viec.xlsx")
    assert problems_of(tmp_path / "viec.xlsx") == {("Sheet!G2", "formula_without_value")}


def test_a_sheet_without_its_columns_is_refused(tmp_path: Path) -> None:
    assert refused(a_sheet(tmp_path, ("a", "b"), ("c", "d"))) == ["batch.no_headings"]
    assert refused(a_sheet(tmp_path, ("Mã", "Số"), ("MN01", "5"))) == ["batch.column_missing"]
    assert refused(a_sheet(tmp_path, (*VIETNAMESE, "Ngày"), FULL)) == ["batch.column_twice"]


def test_a_sheet_that_is_not_there_is_not_found(tmp_path: Path) -> None:
    with pytest.raises(NotFound):
        read_batch(tmp_path / "khong-co.xlsx")


def _with_part(name: str, content: bytes) -> Callable[[Path], Path]:
    def spoil(path: Path) -> Path:
        with zipfile.ZipFile(path, "a") as archive:
            archive.writestr(name, content)
        return path

    return spoil


def _with_doctype(path: Path) -> Path:
    return _rewritten(path, lambda xml: xml.replace(b"<worksheet", b'<!DOCTYPE x [<!ENTITY a "b">]><worksheet', 1))


def _as_a_bomb(path: Path) -> Path:
    return _rewritten(path, lambda xml: xml + b" " * 2**22)


def _rewritten(path: Path, change: Callable[[bytes], bytes]) -> Path:
    target = path.with_name("rewritten.xlsx")
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as new:
        for name in old.namelist():
            content = old.read(name)
            new.writestr(name, change(content) if name == "xl/worksheets/sheet1.xml" else content)
    return target


LINKED = b'<c r="E2" t="str"><f>[1]Sheet1!A1</f><v>05/BB</v></c>'
HOSTILE: dict[str, tuple[Callable[[Path], Path], str]] = {
    "macros": (lambda path: path.rename(path.with_suffix(".xlsm")), "sheets.has_macros"),
    "macros within": (_with_part("xl/vbaProject.bin", b"x"), "sheets.has_macros"),
    "a document type": (_with_doctype, "sheets.has_doctype"),
    "a bomb": (_as_a_bomb, "sheets.too_large_unpacked"),
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_sheet_that_hides_something_is_refused(tmp_path: Path, kind: str) -> None:
    spoil, reason = HOSTILE[kind]
    assert refused(spoil(a_sheet(tmp_path, VIETNAMESE, FULL))) == [reason]


def test_of_a_link_to_another_file_only_what_it_last_gave_is_read(tmp_path: Path) -> None:
    path = a_sheet(tmp_path, VIETNAMESE, FULL)
    linked = _rewritten(path, lambda xml: xml.replace(b'<c r="E2" t="inlineStr"><is><t>05/BB</t></is></c>', LINKED))
    assert read_batch(linked).rows == (MEANT,)
    assert LINKED in zipfile.ZipFile(linked).read("xl/worksheets/sheet1.xml")


def test_a_sheet_of_more_than_200_megabytes_is_refused(tmp_path: Path) -> None:
    path = a_sheet(tmp_path, VIETNAMESE, FULL)
    with path.open("ab") as file:
        file.truncate(sheets.MAX_FILE_BYTES + 1)
    assert refused(path) == ["sheets.too_large"]


def test_a_million_empty_rows_are_read_as_what_stands_in_them(tmp_path: Path) -> None:
    path = tmp_path / "viec.csv"
    path.write_text(";".join(VIETNAMESE) + "\n" + ";".join(FULL) + "\n" + ";;;;;;;\n" * 1_000_000, "utf-8")
    read: BatchSheet = read_batch(path)
    assert read.rows == (MEANT,)
