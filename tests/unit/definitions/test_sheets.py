import unicodedata
import zipfile
from collections.abc import Callable, Sequence
from datetime import date, datetime, time, timedelta
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter

from cycle_engine.definitions import sheets
from cycle_engine.definitions.sheets import Sheet, read_sheet, read_worksheets
from cycle_engine.errors import FileInvalid, NotFound

SHEET_PART = "xl/worksheets/sheet1.xml"


def a_workbook(path: Path, rows: Sequence[Sequence[object]], title: str = "Sheet1") -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = title
    for row in rows:
        sheet.append(list(row))
    book.save(path)
    return path


def rewritten(source: Path, change: Callable[[str, bytes], bytes], **added: bytes) -> Path:
    """The archive with its parts changed by name, under the same suffix."""
    target = source.with_name(f"rewritten{source.suffix}")
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)))
        for name, content in added.items():
            new.writestr(name, content)
    return target


def with_cells(source: Path, old: bytes, new: bytes) -> Path:
    return rewritten(source, lambda name, content: content.replace(old, new) if name == SHEET_PART else content)


def texts(sheet: Sheet) -> list[tuple[str, ...]]:
    return [row.texts for row in sheet.rows]


def reason_of(path: Path, **bounds: int) -> str:
    with pytest.raises(FileInvalid) as refusal:
        read_sheet(path, **bounds)
    (problem,) = refusal.value.problems
    assert problem.hint is not None
    assert str(problem.hint)
    assert str(path) in str(refusal.value)
    return problem.message.key.removeprefix("sheets.")


def test_cells_become_the_text_a_person_meant(tmp_path: Path) -> None:
    nfd = unicodedata.normalize("NFD", "Trường Mầm non Mẫu")
    row = [
        101,
        101.5,
        "  x\u00a0y ",
        nfd,
        date(2025, 1, 31),
        True,
        None,
        "007",
        0.0000001,
        12345678901234567890,
    ]
    (cells,) = texts(read_sheet(a_workbook(tmp_path / "a.xlsx", [row])))
    assert cells[:4] == ("101", "101.5", "x y", "Trường Mầm non Mẫu")
    assert cells[4:8] == ("2025-01-31", "TRUE", "", "007")
    assert cells[8:] == ("0.0000001", "12345678901234570000")


def test_times_read_in_iso_form(tmp_path: Path) -> None:
    row = [datetime(2025, 1, 31, 7, 30), time(7, 30), timedelta(hours=30)]  # noqa: DTZ001
    (cells,) = texts(read_sheet(a_workbook(tmp_path / "a.xlsx", [row])))
    assert cells == ("2025-01-31 07:30:00", "07:30:00", "1 day, 6:00:00")


def test_rows_keep_the_numbers_and_columns_that_excel_shows(tmp_path: Path) -> None:
    sheet = read_sheet(a_workbook(tmp_path / "a.xlsx", [[], [], [None, None, "x"], [], [None, "y", None]], "Danh sách"))
    assert [(row.number, row.texts) for row in sheet.rows] == [(3, ("", "", "x")), (5, ("", "y"))]
    assert sheet.where(sheet.rows[0].number, 2) == "Danh sách!C3"
    assert sheet.where(12, 27) == "Danh sách!AB12"
    assert sheet.rows[0].text(99) == ""


def test_a_formula_reads_as_what_excel_last_calculated(tmp_path: Path) -> None:
    book = xlsxwriter.Workbook(tmp_path / "a.xlsx")
    sheet = book.add_worksheet()
    sheet.write_formula("A1", '="MN"&"01"', None, "MN01")
    sheet.write_formula("B1", "=1+1", None, 2)
    sheet.write_formula("C1", "=Z9", None, "")
    sheet.write_formula("D1", "='[other.xlsx]Sheet1'!A1", None, "from outside")
    book.close()
    # Excel itself marks an empty result as text; xlsxwriter leaves the mark out.
    path = with_cells(tmp_path / "a.xlsx", b'<c r="C1">', b'<c r="C1" t="str">')
    (row,) = read_sheet(path).rows
    assert row.texts == ("MN01", "2", "", "from outside")
    assert not row.faults


def test_a_formula_nobody_calculated_is_a_fault_of_its_cell(tmp_path: Path) -> None:
    sheet = read_sheet(a_workbook(tmp_path / "a.xlsx", [["x", "y"], ["=A1", "z"], [None, None], [None, "=A1"]]))
    assert {(row.number, column): fault.key for row in sheet.rows for column, fault in row.faults.items()} == {
        (2, 0): "sheets.formula_without_value",
        (4, 1): "sheets.formula_without_value",
    }


def test_an_excel_error_is_a_fault_and_not_an_empty_cell(tmp_path: Path) -> None:
    book = xlsxwriter.Workbook(tmp_path / "a.xlsx")
    book.add_worksheet().write_formula("B1", "=1/0", None, "#DIV/0!")
    book.close()
    (row,) = read_sheet(tmp_path / "a.xlsx").rows
    assert "#DIV/0!" in str(row.faults[1])
    assert row.text(1) == ""


def test_the_first_visible_worksheet_is_read(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    assert book.active is not None
    book.active["A1"] = "hidden"
    book.active.sheet_state = "hidden"
    book.create_sheet("Thứ hai")["A1"] = "seen"
    book.create_sheet("Thứ ba")["A1"] = "third"
    book.active = 1
    book.save(tmp_path / "a.xlsx")
    sheet = read_sheet(tmp_path / "a.xlsx")
    assert (sheet.name, texts(sheet)) == ("Thứ hai", [("seen",)])


def test_rich_shared_and_inline_texts_read_whole(tmp_path: Path) -> None:
    book = xlsxwriter.Workbook(tmp_path / "a.xlsx")
    book.add_worksheet().write_rich_string("A1", book.add_format({"bold": True}), "Trường", " Mẫu")
    book.close()
    assert texts(read_sheet(tmp_path / "a.xlsx")) == [("Trường Mẫu",)]
    book = xlsxwriter.Workbook(tmp_path / "b.xlsx", {"constant_memory": True})
    book.add_worksheet().write_string("A1", "Trường Mẫu")
    book.close()
    assert texts(read_sheet(tmp_path / "b.xlsx")) == [("Trường Mẫu",)]


def test_cells_without_addresses_follow_one_another(tmp_path: Path) -> None:
    plain = a_workbook(tmp_path / "a.xlsx", [["x", "y"], ["=A1", "z"]])
    bare = plain
    for address in (b' r="A1"', b' r="B1"', b' r="A2"', b' r="B2"'):
        bare = with_cells(bare, address, b"").rename(tmp_path / f"bare{address[-2:-1].hex()}{address[4:5].hex()}.xlsx")
    assert [(row.number, row.texts, list(row.faults)) for row in read_sheet(bare).rows] == [
        (1, ("x", "y"), []),
        (2, ("", "z"), [0]),
    ]


@pytest.mark.parametrize("hostile", ["=1+1", "+84", "-1", "@SUM(A1)", "'x", '"', "<b>&amp;", "{{ 7*7 }}", "x" * 32_000])
def test_hostile_cells_stay_text(tmp_path: Path, hostile: str) -> None:
    book = xlsxwriter.Workbook(tmp_path / "a.xlsx")
    book.add_worksheet().write_string("A1", hostile)
    book.close()
    assert texts(read_sheet(tmp_path / "a.xlsx")) == [(hostile,)]


def test_a_stray_cell_at_the_end_of_the_grid_is_named_and_not_allocated(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    assert book.active is not None
    book.active["A1"] = "x"
    book.active["XFD1048576"] = " "
    book.save(tmp_path / "a.xlsx")
    with pytest.raises(FileInvalid, match=r"Sheet!XFD1048576: .*100000") as refusal:
        read_sheet(tmp_path / "a.xlsx")
    assert refusal.value.problems[0].message.key == "sheets.beyond_bounds"


def test_the_bounds_are_the_last_row_and_column_that_are_read(tmp_path: Path) -> None:
    book = a_workbook(tmp_path / "a.xlsx", [["a", "b"], ["c", "d"]])
    text = tmp_path / "a.csv"
    text.write_text("a;b\nc;d\n", encoding="utf-8")
    for path in (book, text):
        assert len(read_sheet(path, max_rows=2, max_columns=2).rows) == 2
        assert reason_of(path, max_rows=1, max_columns=2) == "beyond_bounds"
        assert reason_of(path, max_rows=2, max_columns=1) == "beyond_bounds"


def test_a_file_too_large_is_refused_before_it_is_opened(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    with path.open("wb") as file:
        file.truncate(sheets.MAX_FILE_BYTES + 1)
    assert reason_of(path) == "too_large"


def test_an_archive_packed_beyond_reason_is_refused_unread(tmp_path: Path) -> None:
    bomb = rewritten(a_workbook(tmp_path / "a.xlsx", [["x"]]), lambda _, c: c, **{"xl/media/image1.png": bytes(2**22)})
    assert reason_of(bomb) == "too_large_unpacked"


def test_an_archive_that_unpacks_to_too_much_is_refused_unread(tmp_path: Path) -> None:
    path = a_workbook(tmp_path / "a.xlsx", [["x"]])
    content = bytearray(path.read_bytes())
    entry = content.index(b"PK\x01\x02")
    content[entry + 20 : entry + 28] = (2_000_000_000).to_bytes(4, "little") * 2
    path.write_bytes(content)
    assert reason_of(path) == "too_large_unpacked"


def test_a_part_larger_than_it_says_is_damage(tmp_path: Path) -> None:
    path = a_workbook(tmp_path / "a.xlsx", [["x"]])
    content = bytearray(path.read_bytes())
    with zipfile.ZipFile(path) as archive:
        size = archive.getinfo(SHEET_PART).file_size
    entry = content.rindex(SHEET_PART.encode()) - 46
    assert content[entry : entry + 4] == b"PK\x01\x02"
    content[entry + 24 : entry + 28] = (size - 40).to_bytes(4, "little")
    path.write_bytes(content)
    assert reason_of(path) == "damaged"


@pytest.mark.parametrize("part", [SHEET_PART, "xl/workbook.xml", "xl/styles.xml", "docProps/core.xml"])
def test_a_document_type_with_entities_is_refused_in_any_part(tmp_path: Path, part: str) -> None:
    doctype = b'<!DOCTYPE x [<!ENTITY a "b"><!ENTITY c "&a;&a;">]>'

    def with_doctype(name: str, content: bytes) -> bytes:
        if name != part:
            return content
        head, mark, rest = content.rpartition(b"?>")
        return head + mark + doctype + rest

    assert reason_of(rewritten(a_workbook(tmp_path / "a.xlsx", [["x"]]), with_doctype)) == "has_doctype"


def test_macros_are_refused_by_name_and_by_content(tmp_path: Path) -> None:
    book = a_workbook(tmp_path / "a.xlsx", [["x"]])
    assert reason_of(rewritten(book, lambda _, content: content, **{"xl/vbaProject.bin": b"x"})) == "has_macros"
    assert reason_of(book.rename(tmp_path / "a.xlsm")) == "has_macros"


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.xls", bytes.fromhex("d0cf11e0a1b11ae1") + bytes(512), "old_or_locked"),
        ("locked.xlsx", bytes.fromhex("d0cf11e0a1b11ae1") + bytes(512), "old_or_locked"),
        ("a.xls", b"<html><table><tr><td>x</td></tr></table></html>", "other_format"),
        ("a.pdf", b"%PDF-1.7", "other_format"),
        ("a.xlsx", b"", "damaged"),
        ("a.xlsx", b"Ma;Ten", "damaged"),
        ("a.xlsx", b"PK\x03\x04 and then nothing", "damaged"),
    ],
)
def test_other_files_are_refused_with_the_way_to_save_them(
    tmp_path: Path, name: str, content: bytes, reason: str
) -> None:
    (tmp_path / name).write_bytes(content)
    assert reason_of(tmp_path / name) == reason


def test_where_only_a_workbook_will_do_a_table_of_text_is_refused_in_those_words(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("Ma;Ten\n", "utf-8")
    with pytest.raises(FileInvalid) as refused:
        read_worksheets(tmp_path / "a.csv", max_rows=10, max_columns=10)
    assert [problem.message.key for problem in refused.value.problems] == ["sheets.only_workbooks"]


def test_an_opendocument_sheet_is_refused_with_the_way_to_save_it(tmp_path: Path) -> None:
    path = tmp_path / "a.ods"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", "<x/>")
    assert reason_of(path) == "other_format"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b'r="A1"', b'r="A0"'),
        (b'r="A1"', b'r="ZZZZZZZZ99999999999"'),
        (b'<row r="1"', b'<row r="x"'),
        (b'<row r="1"', b'<row r="' + b"9" * 5000 + b'"'),
        (b"</sheetData>", b"<sheetData>"),
        (b"</worksheet>", b""),
    ],
)
def test_a_damaged_worksheet_is_refused(tmp_path: Path, old: bytes, new: bytes) -> None:
    assert reason_of(with_cells(a_workbook(tmp_path / "a.xlsx", [["x"]]), old, new)) == "damaged"


@pytest.mark.parametrize("count", [b"4294967295", b"-x"])
def test_a_list_that_claims_more_texts_than_it_has_is_damage(tmp_path: Path, count: bytes) -> None:
    """The reading library would allocate what is claimed, and the process would end."""
    book = xlsxwriter.Workbook(tmp_path / "a.xlsx")
    book.add_worksheet().write_string("A1", "x")
    book.close()
    claim = b'uniqueCount="%s"' % count
    assert reason_of(rewritten(tmp_path / "a.xlsx", lambda _, c: c.replace(b'uniqueCount="1"', claim))) == "damaged"


def test_an_encoding_nobody_knows_is_damage(tmp_path: Path) -> None:
    path = a_workbook(tmp_path / "a.xlsx", [["x"]])
    head = b"<?xml version='1.0' encoding='tcvn3'?>"
    assert reason_of(with_cells(path, b"<worksheet", head + b"<worksheet")) == "damaged"


def test_one_text_used_in_many_cells_is_no_false_claim(tmp_path: Path) -> None:
    book = xlsxwriter.Workbook(tmp_path / "a.xlsx")
    sheet = book.add_worksheet()
    for row in range(2_000):
        sheet.write_string(row, 0, "x")
    book.close()
    assert len(read_sheet(tmp_path / "a.xlsx").rows) == 2_000


def test_a_workbook_cut_short_is_refused_wherever_the_cut_is(tmp_path: Path) -> None:
    content = a_workbook(tmp_path / "a.xlsx", [["x"]]).read_bytes()
    for length in range(4, len(content), 97):
        (tmp_path / "cut.xlsx").write_bytes(content[:length])
        assert reason_of(tmp_path / "cut.xlsx") == "damaged"


def test_a_missing_file_is_not_found_and_a_folder_is_no_sheet(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match=r"none\.xlsx"):
        read_sheet(tmp_path / "none.xlsx")
    (tmp_path / "folder.csv").mkdir()
    assert reason_of(tmp_path / "folder.csv") == "unreadable"
