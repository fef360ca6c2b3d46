"""How commands print: aligned tables for people, one JSON object for programs."""

import sys
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from io import TextIOWrapper
from typing import Final

import click

from cycle_engine.messages import Text, say

GAP: Final = "  "
"""What stands between two columns."""


def show(message: Text | str = "", *, as_problem: bool = False) -> None:
    """Print one line; ``as_problem``: where errors go."""
    click.echo(_harmless(str(message)), err=as_problem)


def show_text(key: str, /, **facts: object) -> None:
    """Print a text of the catalogue."""
    show(say(key, **facts))


def show_json(value: Mapping[str, object]) -> None:
    """Print one JSON object; days and moments in ISO form, letters as they are."""
    import json

    click.echo(json.dumps(value, ensure_ascii=False, default=_plain))


def show_table(headings: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    """Print rows under their headings, each column as wide as its widest cell."""
    cells = [[cell_text(cell) for cell in row] for row in rows]
    widths = [max(map(len, column)) for column in zip(headings, *cells, strict=True)]
    for row in (headings, ["-" * width for width in widths], *cells):
        click.echo(GAP.join(f"{cell:<{width}}" for cell, width in zip(row, widths, strict=True)).rstrip())


def write_utf8() -> None:
    """Write UTF-8 whatever the console's code page is; Windows' own cannot say Vietnamese."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")


def cell_text(value: object) -> str:
    """Write a value as a table shows it: days as dd/MM/yyyy, moments by the clock here, nothing as a dash."""
    if value is None or value == "":
        return "-"
    if isinstance(value, datetime):
        from cycle_engine.domain.case import ZONE  # the way in imports this module for --help too

        return value.astimezone(ZONE).strftime("%d/%m/%Y %H:%M")
    return value.strftime("%d/%m/%Y") if isinstance(value, date) else _harmless(str(value))


def _harmless(words: str) -> str:
    """The words without what a terminal would obey: schools and servers wrote some of them."""
    if words.isprintable():
        return words
    from unicodedata import category  # most words are harmless as they are

    return "".join(letter for letter in words if letter in "\n\t" or category(letter) not in ("Cc", "Cf"))


def _plain(value: object) -> str:
    if isinstance(value, date | datetime):
        return value.isoformat()
    return str(value)
