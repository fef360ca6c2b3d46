"""Files as they come: encodings, PDF, text laid out in columns, and everything that must be refused."""

import codecs
from pathlib import Path

import pytest

from cycle_engine.definitions.document_rows import Place
from cycle_engine.definitions.document_text import MAX_FILE_BYTES, read_document
from cycle_engine.definitions.official_plan import read_official_plan
from cycle_engine.errors import FileInvalid, NotFound
from tests.unit.definitions.official_documents import REAL_TEXT, a_text, reasons

DOCUMENTS = Path(__file__).parent / "documents"


def written(folder: Path, content: bytes, name: str = "ke-hoach.txt") -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def refusal(path: Path) -> str:
    with pytest.raises(FileInvalid) as refused:
        read_document(path)
    assert all(str(hint) for hint in refused.value.hints)
    return refused.value.problems[0].message.key.removeprefix("plan_reading.document_")


@pytest.mark.parametrize(
    ("encoding", "mark"),
    [
        ("utf-8", b""),
        ("utf-8", codecs.BOM_UTF8),
        ("utf-16-le", codecs.BOM_UTF16_LE),
        ("utf-16-be", codecs.BOM_UTF16_BE),
    ],
)
def test_text_is_read_in_each_unicode_encoding(tmp_path: Path, encoding: str, mark: bytes) -> None:
    path = written(tmp_path, mark + REAL_TEXT.read_text(encoding="utf-8").encode(encoding), REAL_TEXT.name)
    assert read_document(path) == read_document(REAL_TEXT)


def test_lines_keep_their_numbers_and_cells(tmp_path: Path) -> None:
    document = read_document(written(tmp_path, "Số: 1\r\n\r\nTT\t Nội  dung \t\r\n".encode()))
    assert [(row.place, row.cells) for row in document.rows[:3]] == [
        (Place(1), ("Số: 1",)),
        (Place(2), ("",)),
        (Place(3), ("TT", "Nội dung", "")),
    ]


@pytest.mark.parametrize("name", ["numbers-on-top.pdf", "numbers-in-the-middle.pdf"])
def test_a_pdf_says_what_the_text_says_and_asks_to_be_compared(name: str) -> None:
    plan, text = read_official_plan(DOCUMENTS / name), read_official_plan(REAL_TEXT)
    assert [(r.id, r.track, r.title, r.reading, r.product) for r in plan.rows] == [
        (r.id, r.track, r.title, r.reading, r.product) for r in text.rows
    ]
    assert [s and s.value for s in (plan.number, plan.issued, plan.school_year, plan.title)] == [
        s and s.value for s in (text.number, text.issued, text.school_year, text.title)
    ]
    assert (reasons(plan.notes), plan.unplaced) == (["by_position"], ())
    assert plan.rows[-1].place.page == 5


@pytest.mark.parametrize("name", ["numbers-on-top.layout.txt", "numbers-in-the-middle.layout.txt"])
def test_text_that_pdftotext_laid_out_is_read_by_its_columns(name: str) -> None:
    plan, text = read_official_plan(DOCUMENTS / name), read_official_plan(REAL_TEXT)
    assert [(r.id, r.track, r.title, r.reading, r.product) for r in plan.rows] == [
        (r.id, r.track, r.title, r.reading, r.product) for r in text.rows
    ]
    assert (reasons(plan.notes), plan.unplaced) == (["by_position"], ())


def test_a_line_of_laid_out_text_is_the_file_s_own_line() -> None:
    path = DOCUMENTS / "numbers-on-top.layout.txt"
    row = read_official_plan(path).rows[-1]
    assert "Công bố kết quả" in path.read_text(encoding="utf-8").split("\n")[row.place.line - 1]


def test_a_file_that_is_not_there_is_said_by_name(tmp_path: Path) -> None:
    with pytest.raises(NotFound) as missing:
        read_document(tmp_path / "khong-co.docx")
    assert "khong-co.docx" in str(missing.value)


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "empty"),
        (b" \n\t\n\n", "empty"),
        (codecs.BOM_UTF8, "empty"),
        ("So: 1\n".encode("utf-16-le"), "binary"),
        ("Số: 1\nKế hoạch".encode("utf-16-le"), "encoding"),
        (codecs.BOM_UTF16_LE + b"\x00", "encoding"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "old_word"),
        (b"{\\rtf1 K}", "rich_text"),
        (b"PK\x03\x04", "damaged"),
        (b"%PDF-1.7\n", "damaged"),
        (b"%PDF-1.4\ntrailer <</Root 1 0 R>>\n%%EOF", "damaged"),
        (b"\n" * 100_001, "too_long"),
    ],
)
def test_what_is_no_document_is_refused_with_what_to_do(tmp_path: Path, content: bytes, why: str) -> None:
    assert refusal(written(tmp_path, content)) == why


def test_an_old_encoding_is_refused_with_the_line_where_it_shows(tmp_path: Path) -> None:
    path = written(tmp_path, "Số: 1\n".encode() + "Kế hoạch năm".encode("cp1258", "replace"))
    with pytest.raises(FileInvalid) as refused:
        read_document(path)
    assert str(refused.value.problems[0].where) == "dòng 2"


def test_a_file_beyond_the_limit_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "lon.txt"
    with path.open("wb") as large:
        large.truncate(MAX_FILE_BYTES + 1)
    assert refusal(path) == "too_large"


def test_a_folder_is_no_document(tmp_path: Path) -> None:
    assert refusal(tmp_path) == "unreadable"


def test_a_pdf_of_pictures_only_is_refused_with_a_way_out() -> None:
    assert refusal(DOCUMENTS / "scanned.pdf") == "scanned"


def test_a_locked_pdf_is_refused() -> None:
    assert refusal(DOCUMENTS / "locked.pdf") == "locked"


def test_the_kind_of_file_goes_by_its_content_not_its_name(tmp_path: Path) -> None:
    path = written(tmp_path, a_text(("1", "Họp", "Tháng 3/2025", "")).encode(), "ke-hoach.docx")
    assert len(read_official_plan(path).rows) == 1


@pytest.mark.parametrize("cell", ["1-" * 40_000, "a   " * 40_000, "Tự đánh giá " * 8_000, "(" * 90_000])
def test_a_monstrous_cell_is_read_in_passing(tmp_path: Path, cell: str) -> None:
    content = a_text(("1", cell, cell, cell))
    plan = read_official_plan(written(tmp_path, content.encode()))
    assert [row.reading.due for row in plan.rows] == [None]
    laid_out = read_official_plan(written(tmp_path, content.replace("\t", "   ").encode()))
    assert [row.reading.due for row in laid_out.rows if row.reading.due] == []
