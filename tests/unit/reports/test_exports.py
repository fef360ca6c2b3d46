"""Exports as bytes: one way to write each value, no formula in a spreadsheet, columns as the documentation has them."""

import csv
import json
import re
from datetime import date
from decimal import Decimal
from io import StringIO

import pytest

from cycle_engine.domain.definition import LevelKind
from cycle_engine.reports.export_columns import CONTACTS, EVENTS, RESULTS, ROSTER, points_column
from cycle_engine.reports.exports import ColumnType, Export, ExportColumn, ExportForm, harmless, render_export
from tests.architecture.source_code import ROOT

COLUMNS = (
    ExportColumn("name", ColumnType.TEXT, is_filled=True),
    ExportColumn("points", ColumnType.NUMBER),
    ExportColumn("on", ColumnType.DAY),
    ExportColumn("facts", ColumnType.OBJECT),
)


def an_export(*rows: tuple[object, ...]) -> Export:
    named = tuple(dict(zip((column.name for column in COLUMNS), row, strict=True)) for row in rows)
    return Export("sample", date(2025, 5, 31), COLUMNS, named)


def test_what_nobody_entered_is_an_empty_cell_and_null() -> None:
    export = an_export(("Mầm non", None, None, None))
    assert render_export(export, ExportForm.CSV).decode() == "name,points,on,facts\r\nMầm non,,,\r\n"
    assert json.loads(render_export(export, ExportForm.JSON_LINES)) == {
        "name": "Mầm non",
        "points": None,
        "on": None,
        "facts": None,
    }


@pytest.mark.parametrize(
    ("points", "written"), [("72.5", "72.5"), ("40", "40"), ("40.00", "40"), ("0", "0"), ("0.1", "0.1"), ("100", "100")]
)
def test_points_are_numbers_with_a_decimal_point(points: str, written: str) -> None:
    export = an_export(("A", Decimal(points), date(2025, 1, 31), {"b": "ỳ", "a": 1}))
    assert render_export(export, ExportForm.JSON_LINES).decode() == (
        f'{{"name":"A","points":{written},"on":"2025-01-31","facts":{{"b":"ỳ","a":1}}}}\n'
    )
    assert f"A,{written},2025-01-31," in render_export(export, ExportForm.CSV).decode()


def test_json_is_one_object_that_says_what_it_is() -> None:
    whole = json.loads(render_export(an_export(("A", None, None, None), ("B", None, None, None)), ExportForm.JSON))
    assert {name: whole[name] for name in ("export", "version", "as_of")} == {
        "export": "sample",
        "version": 1,
        "as_of": "2025-05-31",
    }
    assert [row["name"] for row in whole["rows"]] == ["A", "B"]


def test_an_export_without_rows_is_whole_too() -> None:
    assert json.loads(render_export(an_export(), ExportForm.JSON))["rows"] == []
    assert render_export(an_export(), ExportForm.JSON_LINES) == b""


def test_excel_gets_its_mark_semicolons_and_decimal_commas_only_where_it_is_asked_for() -> None:
    export = an_export(("Ổ; a.b", Decimal("72.5"), None, {"v": "1.5"}))
    assert (
        render_export(export, ExportForm.CSV).decode() == 'name,points,on,facts\r\nỔ; a.b,72.5,,"{""v"":""1.5""}"\r\n'
    )
    excel = render_export(export, ExportForm.CSV, for_excel=True)
    assert excel.decode() == '\ufeffname;points;on;facts\r\n"Ổ; a.b";72,5;;"{""v"":""1.5""}"\r\n'
    assert render_export(export, ExportForm.JSON, for_excel=True) == render_export(export, ExportForm.JSON)


HOSTILE = [
    "=HYPERLINK(1)",
    "+84 123",
    "-1",
    "@SUM(1)",
    "\tx",
    "\rx",
    "\n=1",
    "＝1",
    "－1",
    "＋1",
    "＠1",
    "  =1",
    "\u00a0=1",
]


@pytest.mark.parametrize("name", HOSTILE)
def test_no_cell_starts_a_formula_and_json_has_it_as_it_was(name: str) -> None:
    export = an_export((name, None, None, None))
    ((cell, *_),) = list(csv.reader(StringIO(render_export(export, ExportForm.CSV).decode(), newline="")))[1:]
    assert cell == f"'{name}"
    assert json.loads(render_export(export, ExportForm.JSON_LINES))["name"] == name


@pytest.mark.parametrize("name", ["", "Mầm non", 'a "b", c\nd', "<script>", "x" * 200, "a=1", "\u202egnp"])
def test_every_other_text_comes_back_from_csv_as_it_was(name: str) -> None:
    written = render_export(an_export((name, None, None, None)), ExportForm.CSV).decode()
    assert harmless(name) == name
    assert list(csv.reader(StringIO(written, newline="")))[1][0] == name


def documented(heading: str) -> list[tuple[str, str, str]]:
    """The rows of the table under a heading of docs/exports.md: name, type, whether it may be null."""
    section = (ROOT / "docs" / "exports.md").read_text("utf-8").split(f"## {heading}\n")[1].split("\n## ")[0]
    return re.findall(r"^\| `(\S+)` \| (\w+) \| (never|yes) \|", section, re.MULTILINE)


@pytest.mark.parametrize(
    ("heading", "columns"),
    [
        ("`results`", (*RESULTS, points_column(LevelKind.SELF, "GROUP"))),
        ("`events`", EVENTS),
        ("`roster`", (*ROSTER, *CONTACTS)),
    ],
)
def test_the_documentation_lists_every_column_in_its_order(heading: str, columns: tuple[ExportColumn, ...]) -> None:
    said = [(one.name, one.type.value, "never" if one.is_filled else "yes") for one in columns]
    assert [(name.replace("SIDE", "self"), *rest) for name, *rest in documented(heading)] == said
