import subprocess
import sys
import unicodedata
from datetime import date
from decimal import Decimal

import pytest

from cycle_engine.formatting import (
    decimal_comma,
    document_date,
    nearest,
    normalised,
    parse_decimal,
    search_key,
    vietnamese_date,
    vietnamese_sort_key,
    weekday_date,
)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("  Trường\u00a0Mầm  non ", "Trường Mầm non"),
        ("Trường\nMầm\r\nnon\t01", "Trường Mầm non 01"),
        (unicodedata.normalize("NFD", "Đặng Thị Ưởng"), "Đặng Thị Ưởng"),
        ("\ufeffMN\u200b01\u00ad", "MN01"),
        ("a\x00b\u202ec", "abc"),
        ("", ""),
        (" \u3000 ", ""),
    ],
)
def test_text_comes_in_composed_trimmed_and_without_unseen_characters(typed: str, meant: str) -> None:
    assert normalised(typed) == meant


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("6", "6"),
        (" 6,5 ", "6.5"),
        ("6.50", "6.50"),
        ("-0,5", "-0.5"),
        ("0.1", "0.1"),
        *((wrong, None) for wrong in ("", "6,", ",5", "1.000,5", "1e3", "NaN", "6 điểm", "٦", "0x1", "1_0")),
    ],
)
def test_a_number_is_read_exactly_with_a_comma_or_a_point(written: str, number: str | None) -> None:
    found = parse_decimal(written)
    assert (None if found is None else str(found)) == number


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Trường Mầm non  Đông Hải", "truong mam non dong hai"),
        ("ƯỞNG ĐƯỢC", "uong duoc"),
        (unicodedata.normalize("NFD", "Tiền Lãng"), "tien lang"),
        ("MN01", "mn01"),
    ],
)
def test_a_search_key_is_what_one_types_without_accents(text: str, key: str) -> None:
    assert search_key(text) == key


def test_letters_sort_in_the_order_of_the_vietnamese_alphabet() -> None:
    words = ["a", "ă", "â", "b", "c", "d", "đ", "e", "ê", "o", "ô", "ơ", "u", "ư", "v", "y"]
    backwards = words[::-1]
    assert sorted(backwards, key=vietnamese_sort_key) == words


def test_tones_decide_only_between_words_of_equal_letters() -> None:
    words = ["ma", "mà", "mả", "mã", "má", "mạ", "man", "màn", "mă", "mâ", "mậ", "mân"]
    backwards = words[::-1]
    assert sorted(backwards, key=vietnamese_sort_key) == words


def test_capitals_do_not_tear_a_list_apart() -> None:
    assert sorted(["Đông", "dân", "DÂN", "An", "ân"], key=vietnamese_sort_key) == ["An", "ân", "dân", "DÂN", "Đông"]


def test_numbers_and_shorter_names_come_first() -> None:
    names = ["Trường A", "Trường 02", "Trường", "Trường 01"]
    assert sorted(names, key=vietnamese_sort_key) == ["Trường", "Trường 01", "Trường 02", "Trường A"]


@pytest.mark.parametrize(
    ("day", "plain", "with_weekday", "on_a_document"),
    [
        ("2025-01-24", "24/01/2025", "thứ Sáu, 24/01/2025", "ngày 24 tháng 01 năm 2025"),
        ("2025-01-05", "05/01/2025", "Chủ nhật, 05/01/2025", "ngày 05 tháng 01 năm 2025"),
        ("2025-02-10", "10/02/2025", "thứ Hai, 10/02/2025", "ngày 10 tháng 02 năm 2025"),
        ("2025-03-04", "04/03/2025", "thứ Ba, 04/03/2025", "ngày 04 tháng 3 năm 2025"),
        ("2024-11-30", "30/11/2024", "thứ Bảy, 30/11/2024", "ngày 30 tháng 11 năm 2024"),
    ],
)
def test_dates_are_written_as_decree_30_writes_them(
    day: str, plain: str, with_weekday: str, on_a_document: str
) -> None:
    parsed = date.fromisoformat(day)
    assert vietnamese_date(parsed) == plain
    assert weekday_date(parsed) == with_weekday
    assert document_date(parsed) == on_a_document


@pytest.mark.parametrize(
    ("points", "written"),
    [
        ("75.5", "75,5"),
        ("75.50", "75,5"),
        ("100", "100"),
        ("1E+2", "100"),
        ("0.00", "0"),
        ("-0.0", "0"),
        ("7.25", "7,25"),
    ],
)
def test_points_have_a_decimal_comma_and_no_idle_zeros(points: str, written: str) -> None:
    assert decimal_comma(Decimal(points)) == written


def test_the_nearest_word_is_found_without_accents() -> None:
    assert nearest("mam nonn", ["tiểu học", "mầm non", "phòng GDĐT"]) == "mầm non"
    assert nearest("MN26", ["MN25", "PGD"]) == "MN25"


def test_a_number_typed_without_its_zero_is_the_number() -> None:
    assert nearest("MN1", [f"MN{number:02}" for number in range(1, 26)]) == "MN01"


CODES = ["PGD", "SGD", *(f"MN{number:02}" for number in range(1, 26))]
NAMES = ["Phòng Giáo dục và Đào tạo Mẫu", *(f"Trường Mầm non Mẫu {number:02}" for number in range(1, 26))]


@pytest.mark.parametrize(
    ("typed", "known", "meant"),
    [
        ("MN1", CODES, "MN01"),
        ("mn 1", CODES, "MN01"),
        ("MN001", CODES, "MN01"),
        ("MN21", CODES, "MN21"),
        ("MN26", CODES, "MN25"),
        ("MN100", CODES, "MN10"),
        ("MN", CODES, "MN01"),
        ("NM12", CODES, "MN12"),
        ("PGDD", CODES, "PGD"),
        ("Trường mầm non mẫu 3", NAMES, "Trường Mầm non Mẫu 03"),
        ("truong mam non mau 3", NAMES, "Trường Mầm non Mẫu 03"),
        ("mam non mau 23", NAMES, "Trường Mầm non Mẫu 23"),
        ("phong giao duc mau", NAMES, "Phòng Giáo dục và Đào tạo Mẫu"),
        ("x" * 5000 + "9" * 5000, CODES, None),
    ],
)
def test_the_nearest_unit_is_the_one_that_was_meant(typed: str, known: list[str], meant: str | None) -> None:
    assert nearest(typed, known) == meant
    assert nearest(typed, known[::-1]) == meant


def test_nothing_is_suggested_for_a_word_unlike_any() -> None:
    assert nearest("xyz", ["mầm non", "tiểu học"]) is None


def test_formatting_is_light_to_import() -> None:
    code = "import sys, cycle_engine.formatting; print('difflib' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "False\n"
