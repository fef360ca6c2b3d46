"""What offices do in Word, each made here with python-docx and read back."""

import re
import zipfile
from pathlib import Path

import docx
import pytest
from docx.document import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from cycle_engine.definitions.document_text import read_document
from cycle_engine.definitions.official_plan import read_official_plan
from cycle_engine.errors import FileInvalid
from tests.unit.definitions.official_documents import (
    DEPARTMENT,
    HEAD,
    HEADINGS,
    REAL_TEXT,
    SCHOOLS,
    a_word_file,
    add_list,
    add_table,
    fill,
    number_by_list,
    read_word,
    reasons,
    repacked,
    windows,
)

ROW_1 = ("1", "Ban hành kế hoạch", "Chậm nhất trong tháng 11/2024", "Kế hoạch")
ROW_2 = ("2", "Tập huấn", "Tháng 01/2025", "Hướng dẫn")


def a_small_plan(document: Document) -> None:
    add_table(document, HEADINGS, (DEPARTMENT,), ROW_1, ROW_2)


def test_the_real_plan_in_word_says_what_it_says_in_text(tmp_path: Path) -> None:
    lines = REAL_TEXT.read_text(encoding="utf-8").split("\n")
    rows = [tuple(cell for cell in line.split("\t") if cell or "I." not in line[:3]) for line in lines[68:79]]

    def build(document: Document) -> None:
        add_table(document, *rows)

    plan = read_word(tmp_path, build, head="\n".join(lines[:68]))
    text = read_official_plan(REAL_TEXT)
    assert [(r.id, r.track, r.title, r.time, r.product) for r in plan.rows] == [
        (r.id, r.track, r.title, r.time, r.product) for r in text.rows
    ]
    assert [stated and stated.value for stated in (plan.number, plan.issued, plan.school_year, plan.title)] == [
        stated and stated.value for stated in (text.number, text.issued, text.school_year, text.title)
    ]


def test_a_row_says_in_which_table_and_row_it_stands(tmp_path: Path) -> None:
    plan = read_word(tmp_path, a_small_plan)
    assert [str(row.place.words) for row in plan.rows] == ["bảng 1, hàng 3", "bảng 1, hàng 4"]
    assert plan.number
    assert str(plan.number.place.words) == "đoạn 1"


def test_a_letterhead_in_two_columns_is_read_by_column(tmp_path: Path) -> None:
    def build(document: Document) -> None:
        table = document.add_table(1, 2)
        fill(
            table.rows[0].cells,
            (
                "UBND HUYỆN A\nPHÒNG GIÁO DỤC\nVÀ ĐÀO TẠO\nSố: 05/KH-PGDĐT",
                "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\nA, ngày 05 tháng 9 năm 2024",
            ),
        )
        document.add_paragraph("KẾ HOẠCH\nĐánh giá mức độ chuyển đổi số\nnăm học 2024-2025")
        a_small_plan(document)

    plan = read_word(tmp_path, build, head="")
    assert plan.authority
    assert plan.title
    assert plan.authority.value == "PHÒNG GIÁO DỤC VÀ ĐÀO TẠO"
    assert plan.title.value == "Đánh giá mức độ chuyển đổi số năm học 2024-2025"
    assert (plan.number and plan.number.value, plan.unplaced) == ("05/KH-PGDĐT", ())


def test_a_time_merged_over_two_rows_holds_for_both(tmp_path: Path) -> None:
    def build(document: Document) -> None:
        table = add_table(document, HEADINGS, (DEPARTMENT,), ROW_1, ("2", "Tập huấn", "", "Hướng dẫn"))
        merged = table.cell(2, 2).merge(table.cell(3, 2))
        merged.text = "Tháng 01/2025"

    assert windows(read_word(tmp_path, build)) == {"I.1": ("2025-01-01", "2025-01-31")} | {
        "I.2": ("2025-01-01", "2025-01-31")
    }


def test_a_number_merged_over_two_rows_is_one_task_with_two_products(tmp_path: Path) -> None:
    def build(document: Document) -> None:
        table = add_table(document, HEADINGS, (SCHOOLS,), ("1", "Tự đánh giá", "Tháng 01/2025", "Biên bản"), ("",) * 4)
        for column in range(3):
            words = table.cell(2, column).text
            table.cell(2, column).merge(table.cell(3, column)).text = words
        table.cell(3, 3).text = "Quyết định"

    plan = read_word(tmp_path, build)
    assert [(row.id, row.title, row.time, row.product) for row in plan.rows] == [
        ("II.1", "Tự đánh giá", "Tháng 01/2025", "Biên bản\nQuyết định")
    ]


def test_a_heading_of_two_lines_is_read_as_one(tmp_path: Path) -> None:
    def build(document: Document) -> None:
        table = add_table(
            document,
            ("TT", "Nội dung", "Thời gian", "Thời gian", "Sản phẩm"),
            ("", "", "Bắt đầu", "Kết thúc", ""),
            (DEPARTMENT,),
            ("1", "Ban hành kế hoạch", "01/11/2024", "15/11/2024", "Kế hoạch"),
        )
        table.cell(0, 2).merge(table.cell(0, 3)).text = "Thời gian"
        for column in (0, 1, 4):
            words = table.cell(0, column).text
            table.cell(0, column).merge(table.cell(1, column)).text = words

    plan = read_word(tmp_path, build)
    assert windows(plan) == {"I.1": ("2024-11-01", "2024-11-15")}
    assert plan.rows[0].product == "Kế hoạch"


@pytest.mark.parametrize("again", [True, False])
def test_a_table_split_over_pages_is_one_table(tmp_path: Path, again: bool) -> None:  # noqa: FBT001
    def build(document: Document) -> None:
        add_table(document, HEADINGS, (DEPARTMENT,), ROW_1)
        document.add_paragraph()
        add_table(document, *([HEADINGS] if again else []), ROW_2, (SCHOOLS,), ROW_1)

    assert [row.id for row in read_word(tmp_path, build).rows] == ["I.1", "I.2", "II.1"]


def test_sections_between_tables_are_sections_still(tmp_path: Path) -> None:
    def build(document: Document) -> None:
        add_table(document, HEADINGS, (DEPARTMENT,), ROW_1)
        document.add_paragraph(SCHOOLS)
        add_table(document, HEADINGS, ROW_1)

    assert [(row.id, row.track) for row in read_word(tmp_path, build).rows] == [
        ("I.1", "department"),
        ("II.1", "school"),
    ]


def test_the_appendix_is_found_among_several_tables(tmp_path: Path) -> None:
    def build(document: Document) -> None:
        add_table(document, ("TT", "Họ và tên", "Chức vụ"), ("1", "[...]", "Tổ trưởng"))
        document.add_paragraph("Phân công")
        add_table(document, ("TT", "Nội dung", "Thời gian"), ("1", "Họp tổ", "Tháng 9/2024"))
        document.add_paragraph("Phụ lục")
        a_small_plan(document)

    plan = read_word(tmp_path, build)
    assert [row.title for row in plan.rows] == ["Ban hành kế hoạch", "Tập huấn"]
    assert reasons(plan.unplaced) == ["other_table"]


def test_a_further_part_below_other_words_is_pointed_out(tmp_path: Path) -> None:
    def build(document: Document) -> None:
        a_small_plan(document)
        document.add_paragraph("Các việc khác giao cho tổ giúp việc.")
        add_table(document, ("3", "Họp tổ", "Tháng 3/2025", ""))

    plan = read_word(tmp_path, build)
    assert [row.id for row in plan.rows] == ["I.1", "I.2"]
    assert reasons(plan.unplaced) == ["other_table"]


def test_numbers_that_word_counts_itself_are_read_as_shown(tmp_path: Path) -> None:
    def build(document: Document) -> None:
        table = add_table(
            document,
            HEADINGS,
            (DEPARTMENT,),
            ("", "Ban hành kế hoạch", "Tháng 11/2024", ""),
            ("", "Tập huấn", "", ""),
            ("", "Tập huấn cán bộ", "Tháng 12/2024", ""),
            ("", "Tập huấn giáo viên", "Tháng 01/2025", ""),
            ("", "Đánh giá ngoài", "", ""),
            ("", "Đánh giá ngoài đợt đầu", "Tháng 02-3/2025", ""),
        )
        list_id = add_list(document, ("decimal", "%1."), ("decimal", "%1.%2"))
        for row, level in zip(table.rows[2:], (0, 0, 1, 1, 0, 1), strict=True):
            number_by_list(row.cells[0].paragraphs[0], list_id, level)

    plan = read_word(tmp_path, build)
    assert [row.id for row in plan.rows] == ["I.1", "I.2.1", "I.2.2", "I.3.1"]
    assert reasons(plan.notes) == ["row_is_group"] * 2


def test_sections_that_word_counts_itself_are_read_as_shown(tmp_path: Path) -> None:
    def build(document: Document) -> None:
        table = add_table(document, HEADINGS, ("Phòng GDĐT",), ROW_1, ("Các trường mầm non",), ROW_1)
        list_id = add_list(document, ("upperRoman", "%1."))
        for row in (1, 3):
            number_by_list(table.cell(row, 0).paragraphs[0], list_id)

    assert [row.id for row in read_word(tmp_path, build).rows] == ["I.1", "II.1"]


def test_a_deadline_inserted_under_tracked_changes_is_read_and_the_deleted_one_is_not(tmp_path: Path) -> None:
    def build(document: Document) -> None:
        cell = add_table(document, HEADINGS, (DEPARTMENT,), ROW_1).cell(2, 2)
        run = cell.paragraphs[0].runs[0]
        run.text = "Tháng 12/2024"
        inserted = OxmlElement("w:ins")
        deleted = OxmlElement("w:del")
        run._r.addprevious(deleted)
        deleted.addnext(inserted)
        inserted.append(run._r)
        old = OxmlElement("w:r")
        words = OxmlElement("w:t")
        words.text = "Tháng 10/2024"
        old.append(words)
        deleted.append(old)

    assert windows(read_word(tmp_path, build)) == {"I.1": ("2024-12-01", "2024-12-31")}


def test_a_table_in_a_content_control_is_found(tmp_path: Path) -> None:
    def build(document: Document) -> None:
        table = add_table(document, HEADINGS, (DEPARTMENT,), ROW_1)
        control = OxmlElement("w:sdt")
        content = OxmlElement("w:sdtContent")
        table._tbl.addprevious(control)
        control.append(content)
        content.append(table._tbl)

    assert [row.id for row in read_word(tmp_path, build).rows] == ["I.1"]


def test_macros_and_templates_are_opened_as_plain_documents(tmp_path: Path) -> None:
    def with_macros(name: str, content: bytes) -> bytes:
        plain = b"openxmlformats-officedocument.wordprocessingml.document.main"
        return (
            content.replace(plain, b"ms-word.document.macroEnabled.main") if name == "[Content_Types].xml" else content
        )

    path = repacked(a_word_file(tmp_path, a_small_plan), with_macros, **{"word/vbaProject.bin": b"\xd0\xcf"})
    assert [row.id for row in read_official_plan(path).rows] == ["I.1", "I.2"]


def refusal(path: Path) -> str:
    with pytest.raises(FileInvalid) as refused:
        read_official_plan(path)
    assert refused.value.facts["file"] == path.name
    assert all(str(hint) for hint in refused.value.hints)
    return refused.value.problems[0].message.key.removeprefix("plan_reading.document_")


def test_a_package_that_unpacks_beyond_bounds_is_refused_unread(tmp_path: Path) -> None:
    path = a_word_file(tmp_path, a_small_plan)
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as package, package.open("word/media/a.bin", "w") as member:
        for _ in range(101):
            member.write(bytes(1024 * 1024))
    assert path.stat().st_size < 1024 * 1024
    assert refusal(path) == "bomb"


def test_a_package_of_too_many_members_is_refused(tmp_path: Path) -> None:
    many = {f"word/media/{number}.bin": b"" for number in range(5_001)}
    assert refusal(repacked(a_word_file(tmp_path, a_small_plan), lambda _, content: content, **many)) == "bomb"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_document_with_entities_of_its_own_is_refused(tmp_path: Path, encoding: str) -> None:
    def with_entities(name: str, content: bytes) -> bytes:
        if name != "word/document.xml":
            return content
        body = re.sub(r"^<\?xml[^>]*\?>", "", content.decode())
        return f'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]>{body}'.encode(encoding)

    assert refusal(repacked(a_word_file(tmp_path, a_small_plan), with_entities)) == "entities"


@pytest.mark.parametrize("size", [10, 100, 2_000, 10_000])
def test_a_cut_off_file_is_refused_as_damaged(tmp_path: Path, size: int) -> None:
    path = a_word_file(tmp_path, a_small_plan)
    path.write_bytes(path.read_bytes()[:size])
    assert refusal(path) == "damaged"


@pytest.mark.parametrize("part", ["word/document.xml", "word/numbering.xml", "word/styles.xml", "[Content_Types].xml"])
def test_a_broken_part_is_refused_as_damaged(tmp_path: Path, part: str) -> None:
    broken = repacked(a_word_file(tmp_path, a_small_plan), lambda name, c: c[: len(c) // 2] if name == part else c)
    assert refusal(broken) == "damaged"


def test_an_archive_that_is_no_word_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "ke-hoach.docx"
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("xl/workbook.xml", "<workbook/>")
    assert refusal(path) == "not_word"


def test_an_empty_word_file_is_refused(tmp_path: Path) -> None:
    docx.Document().save(str(tmp_path / "a.docx"))
    assert refusal(tmp_path / "a.docx") == "empty"


def test_a_merge_that_begins_in_no_row_above_is_an_empty_cell(tmp_path: Path) -> None:
    def build(document: Document) -> None:
        table = add_table(document, HEADINGS, (DEPARTMENT,), ROW_1)
        merge = OxmlElement("w:vMerge")
        merge.set(qn("w:val"), "continue")
        table.cell(0, 3)._tc.get_or_add_tcPr().append(merge)

    assert [(row.id, row.product) for row in read_word(tmp_path, build).rows] == [("I.1", "")]


def test_a_table_cannot_claim_more_columns_than_word_allows(tmp_path: Path) -> None:
    def build(document: Document) -> None:
        table = add_table(document, HEADINGS, (DEPARTMENT,), ROW_1)
        before = OxmlElement("w:gridBefore")
        before.set(qn("w:val"), "99999999999")
        table.rows[0]._tr.get_or_add_trPr().append(before)
        add_table(document, HEADINGS, (DEPARTMENT,), ROW_2)

    assert len(read_document(a_word_file(tmp_path, build)).rows[len(HEAD.split("\n"))].cells) < 100
