"""What a fact of a message looks like to the person who reads it."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from cycle_engine.messages import Label, Language, spoken_number, text, use_language


def _said(fact: object) -> str:
    return str(text("errors.no_date", value=fact)).removesuffix(" không phải là một ngày")


def test_a_moment_is_told_by_the_clock_on_the_wall_in_vietnam() -> None:
    assert _said(datetime(2025, 1, 31, 17, 30, tzinfo=UTC)) == "01/02/2025 00:30"


def test_a_day_and_a_clock_without_a_zone_are_told_as_they_are() -> None:
    assert _said(date(2025, 1, 31)) == "31/01/2025"
    assert _said(datetime(2025, 1, 31, 17, 30)) == "31/01/2025 17:30"  # noqa: DTZ001 - what has no zone is not moved


def test_a_list_is_told_with_commas_each_part_as_a_person_writes_it() -> None:
    assert _said([date(2025, 1, 31), Label("Trường", "School"), 2]) == "31/01/2025, Trường, 2"


@pytest.mark.parametrize(("number", "vietnamese", "english"), [("72.50", "72,5", "72.5"), ("-0.25", "-0,25", "-0.25"),
                         ("100", "100", "100"), ("-0.0", "0", "0")])  # fmt: skip
def test_a_decimal_is_told_with_the_comma_or_the_point_of_the_language(
    number: str, vietnamese: str, english: str
) -> None:
    assert _said(Decimal(number)) == vietnamese
    use_language(Language.EN)
    assert spoken_number(Decimal(number)) == english


@pytest.mark.parametrize(("count", "said"), [(0, "0 units, 0 late"), (1, "1 unit, 0 late"), (2, "2 units, 0 late")])
def test_english_says_one_unit_and_two_units(count: int, said: str) -> None:
    use_language(Language.EN)
    assert str(text("output.board_foot", cases=count, late=0)) == said
