"""How a table's cells are written."""

from datetime import UTC, date, datetime

import pytest

from cycle_engine.commands.output import cell_text, show, show_table


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


def test_nothing_that_somebody_else_wrote_commands_the_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    written = "xong\x1b]0;cua toi\x07\x1b[2J\x9b31m\u202e"
    show(f"Lỗi:\n\t{written}", as_problem=True)
    show_table(["Mã"], [[written]])
    out, err = capsys.readouterr()
    assert err == "Lỗi:\n\txong]0;cua toi[2J31m\n"
    assert out.splitlines()[-1] == "xong]0;cua toi[2J31m"
