"""Sheets of a million empty rows, read in another process whose memory is bounded by the operating system."""

import subprocess
import sys
import zipfile
from pathlib import Path

import openpyxl
import pytest

from tests.score_forms import a_file, rewritten

pytest.importorskip("resource", reason="Windows has no limit of this kind")

READ_A_FORM_IN_A_GIGABYTE = """
import resource, sys
from pathlib import Path
resource.setrlimit(resource.RLIMIT_AS, (2**30, 2**30))
from cycle_engine.definitions.score_form_cells import read_form_cells
print(read_form_cells(Path(sys.argv[1])).stamp.unit)
"""

READ_IN_A_GIGABYTE = """
import resource, sys
from pathlib import Path
resource.setrlimit(resource.RLIMIT_AS, (2**30, 2**30))
from cycle_engine.definitions.sheets import read_sheet
print([(row.number, row.texts) for row in read_sheet(Path(sys.argv[1])).rows])
"""


def read_in_a_gigabyte(path: Path, program: str = READ_IN_A_GIGABYTE) -> str:
    command = [sys.executable, "-c", program, str(path)]
    return subprocess.run(command, check=True, capture_output=True, text=True, timeout=60).stdout.strip()


def test_a_million_formatted_empty_rows_cost_little(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    assert book.active is not None
    book.active["A1"] = "x"
    book.save(tmp_path / "small.xlsx")
    rows = b"".join(b'<row r="%d" s="1"><c r="A%d" s="1"/></row>' % (n, n) for n in range(2, 1_048_577))
    path = tmp_path / "large.xlsx"
    with zipfile.ZipFile(tmp_path / "small.xlsx") as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name).replace(b"</sheetData>", rows + b"</sheetData>")
            new.writestr(name, content.replace(b'<dimension ref="A1:A1"', b'<dimension ref="A1:XFD1048576"'))
    assert read_in_a_gigabyte(path) == "[(1, ('x',))]"


def test_a_million_blank_lines_cost_little(tmp_path: Path) -> None:
    path = tmp_path / "large.csv"
    path.write_text("a;b\n" + ";\n" * 1_000_000, encoding="utf-8")
    assert read_in_a_gigabyte(path) == "[(1, ('a', 'b'))]"


def test_a_score_form_with_a_million_empty_rows_costs_little(tmp_path: Path) -> None:
    rows = b"".join(b'<row r="%d" ht="15"/>' % number for number in range(1_000, 1_048_577))
    path = rewritten(
        a_file(tmp_path / "phieu.xlsx"),
        lambda name, old: old.replace(b"</sheetData>", rows + b"</sheetData>") if "sheet1" in name else old,
    )
    assert read_in_a_gigabyte(path, READ_A_FORM_IN_A_GIGABYTE) == "MN01"
