"""How a table's cells are written."""

from datetime import UTC, date, datetime

import pytest

from cycle_engine.commands.output import cell_text


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (date(2025, 1, 31), "31/01/2025"),
        (datetime(2025, 1, 31, 17, 30, tzinfo=UTC), "01/02/2025 00:30"),
        (None, "-"),
        ("", "-"),
        (0, "0"),
    ],
)
def test_a_cell_shows_days_moments_and_nothing_as_an_officer_writes_them(value: object, written: str) -> None:
    assert cell_text(value) == written
