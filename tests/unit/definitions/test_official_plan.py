"""Reading official plans from text: the real one whole, then each thing offices do differently."""

import unicodedata
from datetime import date
from pathlib import Path

import pytest

from cycle_engine.definitions.official_plan import read_official_plan
from cycle_engine.errors import FileInvalid
from tests.unit.definitions.official_documents import (
    DEPARTMENT,
    HEAD,
    REAL_TEXT,
    SCHOOLS,
    a_text,
    read_text,
    reasons,
    windows,
)

REAL_WINDOWS = {
    "I.1": (None, "2024-11-30"),
    "I.2": ("2025-01-01", "2025-01-31"),
    "I.3": ("2025-02-01", "2025-03-31"),
    "I.4": ("2025-05-01", "2025-05-31"),
    "II.1": ("2025-01-01", "2025-01-31"),
    "II.2": ("2025-02-01", "2025-02-28"),
    "II.3": ("2025-02-01", "2025-03-31"),
    "II.4": ("2025-05-01", "2025-05-31"),
}
A_ROW = ("1", "Ban hành kế hoạch", "Tháng 11/2024", "Kế hoạch")


def test_the_real_plan_says_its_number_date_year_title_and_authority() -> None:
    plan = read_official_plan(REAL_TEXT)
    assert plan.number
    assert plan.issued
    assert plan.school_year
    assert plan.title
    assert plan.authority
    assert (plan.number.value, plan.number.place.line) == ("74/KH-GDDT", 3)
    assert (plan.issued.value, plan.issued.place.line) == (date(2024, 11, 22), 5)
    assert (str(plan.school_year.value), plan.school_year.place.line) == ("2024-2025", 9)
    assert plan.title.value == "Kiểm tra, đánh giá mức độ chuyển đổi số trong trường học năm học 2024 - 2025"
    assert (plan.authority.value, plan.authority.place.line) == ("Phòng Giáo dục và Đào tạo", 11)


def test_the_real_plan_gives_eight_rows_with_their_windows_and_lines() -> None:
    plan = read_official_plan(REAL_TEXT)
    assert windows(plan) == REAL_WINDOWS
    assert [row.place.line for row in plan.rows] == [71, 72, 73, 74, 76, 77, 78, 79]
    assert [row.track for row in plan.rows] == ["department"] * 4 + ["school"] * 4
    assert plan.rows[4].title == "Tự đánh giá mức độ chuyển đổi số theo Bộ chỉ số; Phê duyệt kết quả"
    assert plan.rows[4].product == "Biên bản tự đánh giá, Quyết định công nhận kết quả tự đánh giá của đơn vị"
    assert (plan.notes, plan.unplaced) == ((), ())


def test_decomposed_accents_and_windows_line_ends_change_nothing(tmp_path: Path) -> None:
    text = REAL_TEXT.read_text(encoding="utf-8")
    changed = tmp_path / REAL_TEXT.name
    changed.write_bytes(unicodedata.normalize("NFD", text).replace("\n", "\r\n").encode("utf-8-sig"))
    assert read_official_plan(changed) == read_official_plan(REAL_TEXT)


@pytest.mark.parametrize(
    ("line", "number"),
    [
        ("Số: 74/KH-GDDT", "74/KH-GDDT"),
        ("Số: 74 /KH-GDDT", "74/KH-GDDT"),
        ("Số 05 / KH - PGDĐT", "05/KH-PGDĐT"),
        ("SỐ: 12/KH-UBND", "12/KH-UBND"),
        ("Số: 9/KHLT-VHXH-GDĐT", "9/KHLT-VHXH-GDĐT"),
    ],
)
def test_the_number_is_read_with_or_without_blanks(tmp_path: Path, line: str, number: str) -> None:
    plan = read_text(tmp_path, a_text(A_ROW, head=HEAD.replace("Số: 05/KH-PGDĐT", line)))
    assert plan.number
    assert plan.number.value == number


def test_a_draft_whose_number_and_date_are_blank_says_so_and_invents_none(tmp_path: Path) -> None:
    head = HEAD.replace("Số: 05/", "Số:     /").replace("ngày 05 tháng 9", "ngày     tháng 9")
    plan = read_text(tmp_path, a_text((DEPARTMENT,), A_ROW, head=head))
    assert (plan.number, plan.issued) == (None, None)
    assert reasons(plan.notes) == ["number_blank"]
    assert reasons(plan.unplaced) == ["missing_number", "missing_issued"]


def test_an_appendix_alone_gives_number_date_and_authority_by_its_own_reference(tmp_path: Path) -> None:
    head = "(Kèm theo Kế hoạch số 8 /KH-UBND ngày 05/9/2025 của UBND xã A, năm học 2025 – 2026)\n"
    plan = read_text(tmp_path, a_text(A_ROW, head=head))
    assert plan.number
    assert plan.issued
    assert plan.school_year
    assert plan.authority
    assert (plan.number.value, plan.issued.value) == ("8/KH-UBND", date(2025, 9, 5))
    assert str(plan.school_year.value) == "2025-2026"
    assert plan.authority.value.startswith("UBND xã A")


def test_a_head_and_an_appendix_that_disagree_are_pointed_out(tmp_path: Path) -> None:
    head = HEAD + "\n(Kèm theo Kế hoạch số 50/KH-PGDĐT ngày 06 tháng 9 năm 2024 của Phòng GDĐT)\n"
    plan = read_text(tmp_path, a_text(A_ROW, head=head))
    assert plan.number
    assert plan.number.value == "05/KH-PGDĐT"
    assert reasons(plan.notes)[:2] == ["number_differs", "issued_differs"]


def test_several_school_years_without_one_in_the_title_are_not_chosen_between(tmp_path: Path) -> None:
    head = HEAD.replace(" năm học 2024-2025", "").replace("như sau", "năm học 2024-2025, tiếp năm học 2023-2024")
    plan = read_text(tmp_path, a_text(("1", "Ban hành kế hoạch", "Tháng 11", "")))
    assert plan.school_year
    plan = read_text(tmp_path, a_text((DEPARTMENT,), ("1", "Ban hành kế hoạch", "Tháng 11", ""), head=head))
    assert plan.school_year is None
    assert "missing_school_year" in reasons(plan.unplaced)
    assert plan.rows[0].reading.problem


def test_the_title_s_school_year_wins_and_another_is_mentioned(tmp_path: Path) -> None:
    plan = read_text(tmp_path, a_text(A_ROW, head=HEAD + "\nTheo kết quả năm học 2023-2024.\n"))
    assert plan.school_year
    assert str(plan.school_year.value) == "2024-2025"
    assert "school_years_differ" in reasons(plan.notes)


def test_a_letterhead_names_the_authority_before_the_recital_does(tmp_path: Path) -> None:
    head = "ỦY BAN NHÂN DÂN HUYỆN A\nPHÒNG GIÁO DỤC\nVÀ ĐÀO TẠO\n" + HEAD
    plan = read_text(tmp_path, a_text(A_ROW, head=head))
    assert plan.authority
    assert plan.authority.value == "PHÒNG GIÁO DỤC VÀ ĐÀO TẠO"


def test_a_title_over_two_lines_is_one_title(tmp_path: Path) -> None:
    head = HEAD.replace("chuyển đổi số năm học", "chuyển đổi số\ntrong trường học năm học")
    plan = read_text(tmp_path, a_text(A_ROW, head=head))
    assert plan.title
    assert plan.title.value == "Đánh giá mức độ chuyển đổi số trong trường học năm học 2024-2025"


@pytest.mark.parametrize(
    ("section", "track"),
    [
        ("I. PHÒNG GIÁO DỤC VÀ ĐÀO TẠO", "department"),
        ("I. Phòng GDĐT", "department"),
        ("A. ỦY BAN NHÂN DÂN XÃ", "department"),
        ("I. Phòng Văn hóa - Xã hội", "department"),
        ("I. SỞ GIÁO DỤC VÀ ĐÀO TẠO", "department"),
        ("II. CÁC ĐƠN VỊ TRƯỜNG HỌC", "school"),
        ("II. Các cơ sở giáo dục mầm non", "school"),
        ("II/ Hiệu trưởng", "school"),
        ("III. Phòng GDĐT và các trường", None),
        ("III. VNPT", None),
    ],
)
def test_a_section_s_words_say_who_acts(tmp_path: Path, section: str, track: str | None) -> None:
    assert read_text(tmp_path, a_text((section, "", "", ""), A_ROW)).rows[0].track == track


def test_where_an_office_has_rows_the_province_s_are_nobody_s(tmp_path: Path) -> None:
    plan = read_text(tmp_path, a_text(("I. SỞ GDĐT",), A_ROW, ("II. PHÒNG GDĐT",), A_ROW))
    assert [(row.id, row.track) for row in plan.rows] == [("I.1", None), ("II.1", "department")]


def test_without_sections_the_performer_s_column_says_who_acts(tmp_path: Path) -> None:
    headings = ("STT", "Nhiệm vụ", "Đơn vị thực hiện", "Thời hạn", "Kết quả", "Ghi chú")
    plan = read_text(
        tmp_path,
        a_text(
            ("1", "Ban hành kế hoạch", "Phòng GDĐT", "15/11/2024", "Kế hoạch", ""),
            ("2", "Tự đánh giá", "Các trường mầm non", "31.5.2025", "Biên bản", "gấp"),
            ("3", "Họp", "Phòng GDĐT, các trường", "31/5/2025", "", ""),
            headings=headings,
        ),
    )
    assert [(row.id, row.track, row.product) for row in plan.rows] == [
        ("1", "department", "Kế hoạch"),
        ("2", "school", "Biên bản"),
        ("3", None, ""),
    ]
    assert windows(plan)["1"] == (None, "2024-11-15")


def test_nested_numbers_stay_nested_and_a_row_that_only_heads_others_is_no_milestone(tmp_path: Path) -> None:
    plan = read_text(
        tmp_path,
        a_text(
            (SCHOOLS,),
            ("1", "Tự đánh giá", "", ""),
            ("1.1", "Thu thập minh chứng", "Tháng 12/2024", ""),
            ("1.2.", "Phê duyệt kết quả", "Tháng 01/2025", ""),
            ("2", "Công bố kết quả", "Tháng 5/2025", ""),
            ("a)", "Trên trang của trường", "Tháng 5/2025", ""),
        ),
    )
    assert [row.id for row in plan.rows] == ["II.1.1", "II.1.2", "II.2", "II.2.a"]
    assert reasons(plan.notes) == ["row_is_group"]


def test_numbers_written_with_the_task_are_told_from_it(tmp_path: Path) -> None:
    headings = ("Nội dung", "Thời gian", "Sản phẩm")
    plan = read_text(tmp_path, a_text((DEPARTMENT,), ("1. Ban hành", "Tháng 11/2024", ""), headings=headings))
    assert [(row.id, row.title) for row in plan.rows] == [("I.1", "Ban hành")]


def test_rows_that_cannot_be_numbered_are_listed_with_their_words(tmp_path: Path) -> None:
    odd = [("", "Họp giao ban", "Tháng 3/2025", ""), ("2", "", "Tháng 4/2025", "")]
    plan = read_text(tmp_path, a_text((DEPARTMENT,), A_ROW, *odd, A_ROW))
    assert [row.id for row in plan.rows] == ["I.1"]
    assert reasons(plan.unplaced) == ["row_without_number", "row_without_task", "row_repeats_id"]
    assert plan.unplaced[0].words == "Họp giao ban Tháng 3/2025"


def test_a_second_product_below_a_row_belongs_to_it(tmp_path: Path) -> None:
    plan = read_text(tmp_path, a_text((DEPARTMENT,), A_ROW, ("", "", "", "Công văn")))
    assert plan.rows[0].product == "Kế hoạch\nCông văn"


def test_the_appendix_is_found_among_other_tables_by_its_headings(tmp_path: Path) -> None:
    budget = "TT\tNội dung chi\tSố tiền\n1\tIn ấn\t[...]\n\n"
    partial = "TT\tCông việc\tThời gian\n1\tHọp\tTháng 9/2024\n\nDanh mục\n\n"
    plan = read_text(tmp_path, a_text((DEPARTMENT,), A_ROW, head=HEAD + budget + partial))
    assert [row.title for row in plan.rows] == ["Ban hành kế hoạch"]
    assert reasons(plan.unplaced) == ["other_table"]


def test_a_table_with_all_the_headings_is_read_before_one_that_is_only_called_an_appendix(tmp_path: Path) -> None:
    partial = "\n\nPhụ lục 2\n\nCông việc\tThời gian\nHọp\tTháng 9/2024\n"
    plan = read_text(tmp_path, a_text((DEPARTMENT,), A_ROW).replace("Phụ lục", "Bảng") + partial)
    assert [row.title for row in plan.rows] == ["Ban hành kế hoạch"]


def test_a_table_goes_on_after_a_page_number_and_its_headings_said_again(tmp_path: Path) -> None:
    more = [("2",), ("TT", "Nội dung thực hiện", "Thời gian thực hiện", "Sản phẩm"), ("1", "2", "3", "4")]
    plan = read_text(tmp_path, a_text((DEPARTMENT,), A_ROW, *more, ("2", "Tập huấn", "Tháng 01/2025", "")))
    assert [row.id for row in plan.rows] == ["I.1", "I.2"]
    assert plan.unplaced == ()


def test_a_stray_line_in_a_table_is_listed_and_the_table_goes_on(tmp_path: Path) -> None:
    plan = read_text(
        tmp_path, a_text((DEPARTMENT,), A_ROW, ("(có phân công riêng)",), ("2", "Tập huấn", "Tháng 1", ""))
    )
    assert [row.id for row in plan.rows] == ["I.1", "I.2"]
    assert [entry.words for entry in plan.unplaced] == ["(có phân công riêng)"]


def test_a_row_that_speaks_of_tasks_and_times_is_no_heading(tmp_path: Path) -> None:
    row = ("2", "Triển khai nhiệm vụ", "Hoàn thành trong tháng Năm", "Báo cáo kết quả")
    assert [row.id for row in read_text(tmp_path, a_text((DEPARTMENT,), A_ROW, row, A_ROW)).rows] == ["I.1", "I.2"]


def test_a_table_drawn_with_bars_is_read_too(tmp_path: Path) -> None:
    table = "| TT | Nội dung | Thời gian | Sản phẩm |\n|---|:--|---|---|\n| 1 | **Tập huấn** | Tháng 01/2025 | |\n"
    plan = read_text(tmp_path, HEAD + table)
    assert [(row.id, row.title) for row in plan.rows] == [("1", "Tập huấn")]


def test_start_and_end_in_two_columns_make_one_window(tmp_path: Path) -> None:
    headings = ("TT", "Nội dung", "Thời gian bắt đầu", "Thời gian kết thúc", "Sản phẩm")
    plan = read_text(
        tmp_path,
        a_text(
            ("1", "Ban hành", "01/11/2024", "15/11/2024", ""), ("2", "Họp", "", "tháng 12/2024", ""), headings=headings
        ),
    )
    assert windows(plan) == {"1": ("2024-11-01", "2024-11-15"), "2": (None, "2024-12-31")}


def test_a_document_without_an_appendix_is_refused_with_what_is_looked_for(tmp_path: Path) -> None:
    with pytest.raises(FileInvalid) as refused:
        read_text(tmp_path, HEAD)
    assert "TT, Nội dung thực hiện, Thời gian thực hiện, Sản phẩm" in str(refused.value.hints[0])
