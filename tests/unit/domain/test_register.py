"""Numbers and signs of documents, and the lines that they are folded from."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from cycle_engine.domain.events import GENESIS
from cycle_engine.domain.register import DocumentNumber, parse_number, sign_for, type_of
from cycle_engine.domain.register_lines import LineKind, RegisterLine, chain_line, first_broken_line


@pytest.mark.parametrize(
    ("written", "number", "sign"),
    [
        ("5", "05", ""),
        ("05", "05", ""),
        ("125", "125", ""),
        ("12a", "12a", ""),
        (" 05 / QĐ-PGDĐT ", "05", "QĐ-PGDĐT"),
        ("12/2025/QĐ-UBND", "12", "2025/QĐ-UBND"),
    ],
)
def test_a_number_is_read_as_offices_write_it(written: str, number: str, sign: str) -> None:
    assert parse_number(written) == DocumentNumber(number, sign)


@pytest.mark.parametrize("written", ["", "0", "000", "năm", "-5", "5.1", "/QĐ", "12abcd"])
def test_what_is_no_number_is_none(written: str) -> None:
    assert parse_number(written) is None


@pytest.mark.parametrize(("one", "other"), [("5", "05"), ("12A", "12a"), ("005", "5")])
def test_spellings_of_one_number_have_one_key(one: str, other: str) -> None:
    first, second = parse_number(one), parse_number(other)
    assert first
    assert second
    assert first.key == second.key


def test_signs_that_differ_in_blanks_and_case_are_one() -> None:
    assert DocumentNumber("05", "QĐ-PGDĐT").sign_key == DocumentNumber("05", "qđ - pgdđt").sign_key


@pytest.mark.parametrize(
    ("label", "type_"),
    [
        ("Quyết định công nhận mức độ", "QĐ"),
        ("Biên bản tự đánh giá", "BB"),
        ("Giấy chứng nhận kết quả", "GCN"),
        ("Danh sách đơn vị", ""),
    ],
)
def test_the_type_is_what_the_name_begins_with(label: str, type_: str) -> None:
    assert type_of(label) == type_


def test_a_sign_is_made_of_type_and_short_form_and_an_official_letter_has_only_the_latter() -> None:
    assert sign_for("QĐ", "PGDĐT") == "QĐ-PGDĐT"
    assert sign_for("CV", "PGDĐT-GDMN") == "PGDĐT-GDMN"
    assert sign_for("QĐ", "") == ""


def some_lines() -> list[RegisterLine]:
    lines: list[RegisterLine] = []
    for kind in (LineKind.DRAFTED, LineKind.WITHDRAWN, LineKind.KEYED):
        previous = (lines[-1].seq, lines[-1].hash) if lines else (0, GENESIS)
        at = datetime(2025, 5, 20, 1, tzinfo=UTC)
        lines.append(chain_line(previous, kind, 1, {"reason": "lý do"}, actor=("can-bo", ""), recorded_at=at))
    return lines


def test_a_whole_chain_is_whole() -> None:
    assert first_broken_line(some_lines()) is None


@pytest.mark.parametrize(
    "change",
    [
        {"actor": "ai-khac"},
        {"on_behalf_of": "ai-khac"},
        {"kind": LineKind.NUMBERED},
        {"entry": 2},
        {"facts": {"reason": "khác"}},
        {"recorded_at": datetime(2025, 5, 20, 2, tzinfo=UTC)},
        {"previous_hash": "1" * 64},
        {"hash": "1" * 64},
        {"seq": 5},
    ],
)
def test_whatever_is_changed_in_a_line_is_found_there(change: dict[str, object]) -> None:
    first, second, third = some_lines()
    assert first_broken_line([first, replace(second, **change), third]) == 2  # type: ignore[arg-type]


def test_a_missing_line_is_found() -> None:
    first, _, third = some_lines()
    assert first_broken_line([first, third]) == 2
