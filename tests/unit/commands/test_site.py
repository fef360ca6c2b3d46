"""Building a large site shows how far it has come, to whoever looks and to nobody else."""

from io import StringIO

from cycle_engine.commands.batch import BAR_FROM
from cycle_engine.commands.site import watched


class Screen(StringIO):
    """A stream at which somebody looks."""

    def isatty(self) -> bool:
        return True


def test_files_are_passed_on_with_a_bar_where_somebody_looks() -> None:
    many = [(f"{number}.html", b"") for number in range(BAR_FROM)]
    screen, pipe, few = Screen(), StringIO(), Screen()
    assert list(watched(many, len(many), screen)) == many
    assert list(watched(many, len(many), pipe)) == many
    assert list(watched(many[1:], len(many) - 1, few)) == many[1:]
    assert "100%" in screen.getvalue()
    assert (pipe.getvalue(), few.getvalue()) == ("", "")
