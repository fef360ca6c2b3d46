"""What holds for every time phrase."""

import unicodedata
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from cycle_engine.definitions.time_periods import SchoolYear
from cycle_engine.definitions.time_phrases import TimeReading, read_time_phrase

DAYS = st.dates(min_value=date(2000, 1, 1), max_value=date(2099, 12, 31))
NOTATIONS = st.sampled_from(
    [
        "{d}/{m}/{y}",
        "{d:02}/{m:02}/{y}",
        "{d}.{m}.{y}",
        "{d:02}-{m:02}-{y}",
        "ngày {d} tháng {m} năm {y}",
        "ngày {d:02} tháng {m:02} năm {y}",
        "{d}/{m} năm {y}",
    ]
)
PHRASES = st.sampled_from(
    [
        "Chậm nhất trong tháng 11/2024",
        "Tháng 02-3/2025",
        "trước ngày 31/5",
        "Từ ngày 10/02 đến ngày 15/3/2025",
        "Tuần 2 tháng 3/2025",
        "Quý I/2025",
        "tháng Năm",
        "cuối tháng 3",
        "Tháng 01/2025 (trước ngày 24/01)",
        "thường xuyên",
        "31/02/2025",
    ]
)
WORDS = ["ngày", "tháng", "năm", "quý", "tuần", "trước", "sau", "từ", "đến", "hết", "đầu", "cuối", "và", "2025", "31"]
PIECES = st.sampled_from(
    [*"0123456789/-.,;()–", " ", "\n", "chậm nhất", "thứ hai", "02", "iv", "17h", "hằng", "khoảng", *WORDS]
)


def written(day: date, notation: str) -> str:
    return notation.format(d=day.day, m=day.month, y=day.year)


@given(DAYS, NOTATIONS)
def test_a_day_in_any_notation_reads_back(day: date, notation: str) -> None:
    assert read_time_phrase(written(day, notation), None) == TimeReading(day, day)


@given(DAYS, NOTATIONS)
def test_before_leaves_the_day_out_and_latest_keeps_it(day: date, notation: str) -> None:
    words = written(day, notation)
    assert read_time_phrase(f"trước {words}", None).due == day - timedelta(days=1)
    assert read_time_phrase(f"chậm nhất {words}", None).due == day
    assert read_time_phrase(f"Đến hết {words}", None).due == day


@given(DAYS, st.integers(min_value=0, max_value=400), NOTATIONS, NOTATIONS)
def test_a_range_in_any_notations_reads_back(first: date, length: int, one: str, other: str) -> None:
    last = first + timedelta(days=length)
    words = f"Từ {written(first, one)} đến {written(last, other)}"
    assert read_time_phrase(words, None) == TimeReading(first, last)


@given(st.integers(min_value=2000, max_value=2098), DAYS)
def test_a_day_without_a_year_falls_inside_its_school_year(first: int, day: date) -> None:
    reading = read_time_phrase(f"ngày {day.day}/{day.month}", SchoolYear(first))
    if reading.due is None:
        assert (day.month, day.day) == (2, 29)
    else:
        assert date(first, 9, 1) <= reading.due <= date(first + 1, 8, 31)
        assert (reading.due.month, reading.due.day) == (day.month, day.day)


@given(PHRASES, st.booleans(), st.sampled_from(["NFC", "NFD"]), st.sampled_from([" ", "  ", "\u00a0", " \u200b"]))
def test_accents_case_and_blanks_do_not_change_what_is_read(words: str, loud: bool, form: str, blank: str) -> None:  # noqa: FBT001
    spoken = words.upper() if loud else words
    changed = unicodedata.normalize(form, spoken).replace(" ", blank)  # type: ignore[arg-type]
    plain, other = read_time_phrase(words, SchoolYear(2024)), read_time_phrase(changed, SchoolYear(2024))
    assert (other.opens, other.due, len(other.conventions)) == (plain.opens, plain.due, len(plain.conventions))


@given(st.lists(PIECES, max_size=12).map(" ".join) | st.lists(PIECES, max_size=12).map("".join) | st.text(max_size=60))
def test_any_words_are_read_or_listed_and_never_end_before_they_begin(words: str) -> None:
    reading = read_time_phrase(words, SchoolYear(2024))
    assert (reading.problem is None) == (reading.due is not None)
    assert reading.problem is None or str(reading.problem)
    if reading.opens and reading.due:
        assert reading.opens <= reading.due
