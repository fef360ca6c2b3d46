import codecs
from pathlib import Path

import pytest

from cycle_engine.definitions.sheets import Sheet, read_sheet
from cycle_engine.errors import FileInvalid

TABLE = [("Mã", "Tên"), ("007", "Trường Mầm non Mẫu, 01")]


def a_file(tmp_path: Path, content: bytes | str, name: str = "a.csv") -> Path:
    path = tmp_path / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def read(tmp_path: Path, content: bytes | str, name: str = "a.csv") -> Sheet:
    return read_sheet(a_file(tmp_path, content, name))


def texts(sheet: Sheet) -> list[tuple[str, ...]]:
    return [row.texts for row in sheet.rows]


def reason_of(tmp_path: Path, content: bytes | str) -> str:
    with pytest.raises(FileInvalid) as refusal:
        read(tmp_path, content)
    (problem,) = refusal.value.problems
    assert str(problem.hint)
    return problem.message.key.removeprefix("sheets.")


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_every_dialect_that_offices_export_is_read(tmp_path: Path, delimiter: str, encoding: str, end: str) -> None:
    content = end.join(["Mã|Tên", '007|"Trường Mầm non Mẫu, 01"', ""]).replace("|", delimiter)
    assert texts(read(tmp_path, content.encode(encoding))) == TABLE


def test_utf_16_of_either_byte_order_is_read(tmp_path: Path) -> None:
    content = "Mã;Tên\n007;Trường Mầm non Mẫu, 01"
    assert texts(read(tmp_path, codecs.BOM_UTF16_BE + content.encode("utf-16-be"))) == TABLE
    assert texts(read(tmp_path, codecs.BOM_UTF16_LE + content.encode("utf-16-le"))) == TABLE


@pytest.mark.parametrize(
    "content",
    [
        "Mã;Tên\nMN01;Trường Mầm non".encode("cp1258", "replace") + b"\xe0\xf0",
        "code;name".encode("utf-16-le"),
        b"\xff\xd8",
    ],
)
def test_other_encodings_are_refused_with_the_way_to_save_as_utf_8(tmp_path: Path, content: bytes) -> None:
    assert reason_of(tmp_path, content) == "not_unicode"


def test_a_bad_byte_far_into_the_file_is_found_too(tmp_path: Path) -> None:
    assert reason_of(tmp_path, b"a;b\n" * 50_000 + b"\xe0\xf0") == "not_unicode"


def test_rows_count_as_excel_counts_them(tmp_path: Path) -> None:
    sheet = read(tmp_path, 'Mã;Tên\n\n01;"hai\ndòng"\n;;;\n02;x\n')
    assert [(row.number, row.texts) for row in sheet.rows] == [
        (1, ("Mã", "Tên")),
        (3, ("01", "hai dòng")),
        (5, ("02", "x")),
    ]
    assert sheet.where(5, 0, "Mã") == "dòng 5, cột Mã"
    assert sheet.where(5, 1) == "dòng 5, cột B"


def test_the_line_that_tells_excel_the_delimiter_is_obeyed_and_is_no_row(tmp_path: Path) -> None:
    sheet = read(tmp_path, "\ufeffsep=;\r\nMã;Tên\r\n01;a,b,c,d\r\n")
    assert [(row.number, row.texts) for row in sheet.rows] == [(1, ("Mã", "Tên")), (2, ("01", "a,b,c,d"))]


def test_titles_above_the_table_do_not_hide_the_delimiter(tmp_path: Path) -> None:
    content = "DANH SÁCH TRƯỜNG, NĂM HỌC 2024-2025, HUYỆN MẪU\n\nMã;Tên;Loại\n01;Trường 1, xã Mẫu;mầm non\n"
    assert texts(read(tmp_path, content))[-1] == ("01", "Trường 1, xã Mẫu", "mầm non")


def test_commas_in_names_do_not_outvote_the_delimiter(tmp_path: Path) -> None:
    assert texts(read(tmp_path, "Mã;Tên\n01;a,b,c,d,e,f,g\n")) == [("Mã", "Tên"), ("01", "a,b,c,d,e,f,g")]


def test_quotes_protect_delimiters_and_quotes(tmp_path: Path) -> None:
    assert texts(read(tmp_path, 'Mã,Tên\n01,"Trường ""Mẫu"", xã A; B"\n')) == [
        ("Mã", "Tên"),
        ("01", 'Trường "Mẫu", xã A; B'),
    ]


def test_a_file_of_one_column_and_an_empty_file_are_read(tmp_path: Path) -> None:
    assert texts(read(tmp_path, "Mã\n01\n")) == [("Mã",), ("01",)]
    assert texts(read(tmp_path, b"")) == []
    assert texts(read(tmp_path, codecs.BOM_UTF8)) == []


@pytest.mark.parametrize("content", ['Mã;Tên\n01;"mở mà không đóng\n02;x\n', 'Mã;Tên\n01;"a"b\n02;c'])
def test_a_quote_left_open_swallows_no_rows_in_silence(tmp_path: Path, content: str) -> None:
    with pytest.raises(FileInvalid, match="dòng 2: "):
        read(tmp_path, content)
    assert reason_of(tmp_path, content) == "broken_quotes"


def test_a_quote_left_open_in_a_long_file_is_found_too(tmp_path: Path) -> None:
    assert reason_of(tmp_path, 'Mã;Tên\n01;"mở\n' + "02;x\n" * 100_000) == "broken_quotes"


def test_an_excel_error_exported_as_text_is_a_fault(tmp_path: Path) -> None:
    row = read(tmp_path, "Mã;Tên\n#N/A;x\n").rows[1]
    assert row.texts == ("", "x")
    assert "#N/A" in str(row.faults[0])


@pytest.mark.parametrize("hostile", ["=1+1", "+84", "-1", "@x", "'x", "{{ 7*7 }}", "../../x"])
def test_hostile_cells_stay_text(tmp_path: Path, hostile: str) -> None:
    assert texts(read(tmp_path, f"Mã;Tên\n{hostile};x\n"))[1] == (hostile, "x")


def test_a_workbook_named_csv_is_still_read_as_a_workbook(tmp_path: Path) -> None:
    with pytest.raises(FileInvalid) as refusal:
        read(tmp_path, b"PK\x03\x04 no archive")
    assert refusal.value.problems[0].message.key == "sheets.damaged"
