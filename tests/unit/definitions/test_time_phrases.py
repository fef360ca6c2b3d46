"""What the time phrases of official plans mean, read beside the table in ``time_phrases``."""

import unicodedata
from datetime import date

import pytest

from cycle_engine.definitions.time_periods import SchoolYear
from cycle_engine.definitions.time_phrases import read_time_phrase

THE_YEAR = SchoolYear(2024)


def read(words: str, *, deadline: bool = False) -> tuple[str | None, str | None]:
    reading = read_time_phrase(words, THE_YEAR, deadline=deadline)
    assert reading.problem is None, str(reading.problem)
    return _iso(reading.opens), _iso(reading.due)


def problem(words: str, school_year: SchoolYear | None = THE_YEAR) -> str:
    reading = read_time_phrase(words, school_year)
    assert reading.problem is not None, f"{words}: {reading.opens} {reading.due}"
    assert reading.due is None
    return reading.problem.key.removeprefix("plan_reading.time_")


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


@pytest.mark.parametrize(
    ("words", "opens", "due"),
    [
        # As the real plan writes them.
        ("Tháng 01/2025", "2025-01-01", "2025-01-31"),
        ("Tháng 02/2025", "2025-02-01", "2025-02-28"),
        ("Tháng 02-3/2025", "2025-02-01", "2025-03-31"),
        ("Tháng 5/2025", "2025-05-01", "2025-05-31"),
        # Months.
        ("Tháng 02 – 3/2025", "2025-02-01", "2025-03-31"),
        ("trong tháng 5", "2025-05-01", "2025-05-31"),
        ("Tháng 5 năm 2025.", "2025-05-01", "2025-05-31"),
        ("tháng 3-2025", "2025-03-01", "2025-03-31"),
        ("5/2025", "2025-05-01", "2025-05-31"),
        ("02-3/2025", "2025-02-01", "2025-03-31"),
        ("Tháng 11/2024 - 01/2025", "2024-11-01", "2025-01-31"),
        ("Tháng 11 - 01/2025", "2024-11-01", "2025-01-31"),
        ("từ tháng 2 đến tháng 3 năm 2025", "2025-02-01", "2025-03-31"),
        ("Tháng 2, 3/2025", "2025-02-01", "2025-03-31"),
        ("tháng 3, 4 và tháng 5/2025", "2025-03-01", "2025-05-31"),
        ("tháng Năm", "2025-05-01", "2025-05-31"),
        ("tháng Năm năm 2025", "2025-05-01", "2025-05-31"),
        ("Tháng Mười Một", "2024-11-01", "2024-11-30"),
        ("tháng Tư/2025", "2025-04-01", "2025-04-30"),
        # Days.
        ("Từ ngày 10/02 đến ngày 15/3/2025", "2025-02-10", "2025-03-15"),
        ("từ 10 đến hết ngày 15/3/2025", "2025-03-10", "2025-03-15"),
        ("từ ngày 10 đến ngày 15 tháng 3 năm 2025", "2025-03-10", "2025-03-15"),
        ("10-15/3/2025", "2025-03-10", "2025-03-15"),
        ("20/12 đến 15/01", "2024-12-20", "2025-01-15"),
        ("từ 20/12/2024 đến 15/01", "2024-12-20", "2025-01-15"),
        ("Từ 10/02 đến trước 15/3/2025", "2025-02-10", "2025-03-14"),
        ("ngày 15 và 16/3/2025", "2025-03-15", "2025-03-16"),
        ("31/5/2025", "2025-05-31", "2025-05-31"),
        ("31.5.2025", "2025-05-31", "2025-05-31"),
        ("31-5-2025", "2025-05-31", "2025-05-31"),
        ("31-5", "2025-05-31", "2025-05-31"),
        ("ngày 05 tháng 9", "2024-09-05", "2024-09-05"),
        # Quarters and years.
        ("Quý I/2025", "2025-01-01", "2025-03-31"),
        ("quí 2 năm 2025", "2025-04-01", "2025-06-30"),
        ("Quý IV", "2024-10-01", "2024-12-31"),
        ("Quý I-II/2025", "2025-01-01", "2025-06-30"),
        ("trong năm 2025", "2025-01-01", "2025-12-31"),
        # Two parts: the later one brings the end forward.
        ("Tháng 01/2025 (trước ngày 24/01)", "2025-01-01", "2025-01-23"),
        ("Tháng 3/2025\nXong trước 20/3", "2025-03-01", "2025-03-19"),
        ("từ ngày 10/2, đến hết ngày 15/3/2025", "2025-02-10", "2025-03-15"),
        ("tháng 3\nnăm 2025", "2025-03-01", "2025-03-31"),
    ],
)
def test_a_window_has_a_first_and_a_last_day(words: str, opens: str, due: str) -> None:
    assert read(words) == (opens, due)


@pytest.mark.parametrize(
    ("words", "due"),
    [
        ("Chậm nhất trong tháng 11/2024", "2024-11-30"),
        ("trước ngày 31/5", "2025-05-30"),
        ("đến hết ngày 15/4/2025", "2025-04-15"),
        ("chậm nhất ngày 15/4", "2025-04-15"),
        ("Chậm nhất là ngày 15 tháng 4 năm 2025", "2025-04-15"),
        ("đến hết tháng 4", "2025-04-30"),
        ("Đến ngày 15/4/2025", "2025-04-15"),
        ("xong trước 20/5/2025", "2025-05-19"),
        ("Hoàn thành trước ngày 01/3/2025", "2025-02-28"),
        ("hoàn thành trong tháng 2-3/2025", "2025-03-31"),
        ("chậm nhất trước ngày 31/5/2025", "2025-05-30"),
        ("trước tháng 5", "2025-04-30"),
        ("trước Quý II/2025", "2025-03-31"),
        ("Hạn cuối: 15/3/2025", "2025-03-15"),
        ("từ nay đến hết ngày 15/3/2025", "2025-03-15"),
        ("Báo cáo trước ngày 15/3/2025", "2025-03-14"),
        ("trước thứ Sáu, ngày 14/3/2025", "2025-03-13"),
    ],
)
def test_a_latest_day_without_a_beginning_opens_never(words: str, due: str) -> None:
    assert read(words) == (None, due)


@pytest.mark.parametrize(
    ("words", "opens", "due"),
    [
        ("Tuần 2 tháng 3/2025", "2025-03-10", "2025-03-16"),
        ("tuần đầu tháng 3", "2025-03-03", "2025-03-09"),
        ("tuần thứ hai của tháng 3/2025", "2025-03-10", "2025-03-16"),
        ("tuần cuối tháng 5/2025", "2025-05-26", "2025-06-01"),
        ("tuần đầu tháng 9", "2024-09-02", "2024-09-08"),
        ("đầu tháng 3", "2025-03-01", "2025-03-10"),
        ("giữa tháng 3", "2025-03-11", "2025-03-20"),
        ("cuối tháng 02", "2025-02-21", "2025-02-28"),
        ("trung tuần tháng 3", "2025-03-11", "2025-03-20"),
        ("nửa cuối tháng 3/2025", "2025-03-16", "2025-03-31"),
        ("Từ cuối tháng 2 đến đầu tháng 3/2025", "2025-02-21", "2025-03-10"),
        ("31-5", "2025-05-31", "2025-05-31"),
        ("Dự kiến tháng 5/2025", "2025-05-01", "2025-05-31"),
        ("trước 17h00 ngày 15/3/2025", None, "2025-03-15"),
    ],
)
def test_what_was_read_by_convention_is_shown(words: str, opens: str | None, due: str) -> None:
    assert read(words) == (opens, due)
    assert read_time_phrase(words, THE_YEAR).conventions


@pytest.mark.parametrize("words", ["Tháng 02-3/2025", "trước ngày 31/5", "31/5/2025", "31-5-2025", "Quý I/2025"])
def test_what_has_one_meaning_needs_no_convention(words: str) -> None:
    assert read_time_phrase(words, THE_YEAR).conventions == ()


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ("", "missing"),
        ("...", "missing"),
        ("thường xuyên", "recurring"),
        ("Hằng tháng", "recurring"),
        ("ngày 25 hàng tháng", "recurring"),
        ("Định kỳ mỗi quý", "recurring"),
        ("trong năm học", "recurring"),
        ("31/02/2025", "impossible"),
        ("trước ngày 31/02", "impossible"),
        ("Tháng 13/2025", "impossible"),
        ("ngày 0/3/2025", "impossible"),
        ("tuần 5 tháng 2/2025", "impossible"),
        ("quý 5/2025", "impossible"),
        ("từ 30/02 đến 15/3/2025", "impossible"),
        ("ngày 15", "month_unknown"),
        ("Quý III", "year_unknown"),
        ("từ ngày 10/2/2025", "without_end"),
        ("sau ngày 15/3", "without_end"),
        ("từ 15/3/2025 đến 10/3/2025", "reversed"),
        ("Tháng 2, 4/2025", "several"),
        ("Tháng 01/2025; báo cáo trước ngày 15/3/2025", "several"),
        ("Tháng 01/2025; tháng 3/2025", "several"),
        ("thứ Năm, ngày 14/3/2025", "weekday"),
        ("Theo kế hoạch của Sở", "unreadable"),
        ("Học kỳ I", "unreadable"),
        ("Sau khi có quyết định", "unreadable"),
        ("Tháng 3/2025 (tuần 2)", "unreadable"),
        ("tháng năm 2025", "unreadable"),
        ("trước hết tháng 5", "unreadable"),
        ("tháng Giêng", "unreadable"),
        ("31/5/25", "unreadable"),
        ("15", "unreadable"),
        ("1398/KH-SGDĐT", "unreadable"),
    ],
)
def test_what_is_not_certain_is_listed_and_not_guessed(words: str, why: str) -> None:
    assert problem(words) == why


@pytest.mark.parametrize("month", range(1, 13))
def test_a_month_without_a_year_lies_in_the_school_year(month: int) -> None:
    opens, due = read(f"Tháng {month}")
    assert opens is not None
    assert due is not None
    assert opens.startswith(f"{2024 if month >= 9 else 2025}-{month:02}")
    assert due[:7] == opens[:7]


def test_without_a_school_year_a_missing_year_stays_unknown() -> None:
    assert problem("Tháng 5", None) == "year_unknown"
    assert read_time_phrase("Tháng 5/2025", None).due == date(2025, 5, 31)


@pytest.mark.parametrize("words", ["Tháng 5/2025", "31/5/2025", "Quý II/2025"])
def test_under_a_deadline_heading_a_single_time_has_no_first_day(words: str) -> None:
    assert read(words, deadline=True)[0] is None
    assert read("Tháng 02-3/2025", deadline=True) == ("2025-02-01", "2025-03-31")


@pytest.mark.parametrize(
    "written",
    [
        "THÁNG 02-3/2025",
        "  tháng   02 - 3 / 2025 ",
        "Tháng\u00a002\u20133/2025",
        "tháng\t02\u22123/2025.",
        unicodedata.normalize("NFD", "Tháng 02-3/2025"),
    ],
)
def test_case_accents_blanks_and_dashes_do_not_matter(written: str) -> None:
    assert read(written) == read("Tháng 02-3/2025")
