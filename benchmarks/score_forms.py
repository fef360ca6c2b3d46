"""How long 1,000 score forms take to make and to take back, by the set of Decision 4725; each as one command does it.

Run: ``python benchmarks/score_forms.py``; ``--strict`` fails above the bound of 60 s. The forms are filled in between,
which is not counted. The ratio is that to writing and reading the same files as plain bytes.
"""

import argparse
import re
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Final

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from cycle_engine.domain.definition import LevelKind
from cycle_engine.resources import shipped
from cycle_engine.services.score_forms import write_forms
from cycle_engine.services.score_importing import import_forms
from cycle_engine.store.migrating import upgrade_database
from tests.builders import a_desk, close_desks, open_sample_cycle

BOUND: Final = 60.0
_EMPTY: Final = re.compile(rb'<c r="(D[0-9]+)" s="([0-9]+)"/>')


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--forms", type=int, default=1_000)
    parser.add_argument("--strict", action="store_true")
    asked = parser.parse_args()
    with TemporaryDirectory() as folder:
        took = measure(Path(folder), asked.forms)
    print(f"{asked.forms} forms, 29 criteria each; bound {BOUND:.0f} s")
    for what, seconds in took.items():
        print(f"  {what:28} {seconds:8.2f} s   {seconds / took['plain bytes']:8.1f} x")
    if asked.strict and max(took.values()) > BOUND:
        sys.exit(1)


def measure(workspace: Path, forms: int) -> dict[str, float]:
    url = f"sqlite:///{workspace / 'cycle.db'}"
    upgrade_database(url)
    sets = workspace / "workflows" / "indicators"
    sets.mkdir(parents=True)
    (sets / "3276.toml").write_text((shipped("workflows") / "indicators" / "4725.toml").read_text("utf-8"), "utf-8")
    desk = a_desk(url, workspace)
    open_sample_cycle(desk, schools=forms)
    folder = workspace / "forms"
    made = timed(lambda: write_forms(desk, LevelKind.SELF, to=folder))
    plain = timed(lambda: copied(folder, workspace / "copies"))
    yes = yes_cells(next(folder.iterdir()))
    for form in folder.iterdir():
        fill(form, yes)
    taken = timed(lambda: import_forms(desk, [folder], apply_it=True))
    again = timed(lambda: import_forms(desk, [folder], apply_it=True))
    close_desks()
    return {"plain bytes": plain, "made": made, "imported, all changed": taken, "imported, nothing changed": again}


def fill(form: Path, yes: frozenset[bytes]) -> None:
    """Answer everything: 2 points, or yes in these cells."""
    with zipfile.ZipFile(form) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    sheet = "xl/worksheets/sheet1.xml"
    parts[sheet] = _EMPTY.sub(lambda cell: _yes(cell) if cell[1] in yes else _points(cell), parts[sheet])
    with zipfile.ZipFile(form, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)


def yes_cells(form: Path) -> frozenset[bytes]:
    """Find the cells that are answered with yes: a form's first sheet says so beside them."""
    import openpyxl

    page = openpyxl.load_workbook(form).worksheets[0]
    return frozenset(f"D{row}".encode() for row in range(1, page.max_row) if page.cell(row, 3).value == "Bắt buộc")


def _yes(cell: re.Match[bytes]) -> bytes:
    return b'<c r="%b" s="%b" t="str"><v>' % (cell[1], cell[2]) + "Có".encode() + b"</v></c>"


def _points(cell: re.Match[bytes]) -> bytes:
    return b'<c r="%b" s="%b"><v>2</v></c>' % (cell[1], cell[2])


def copied(source: Path, target: Path) -> None:
    target.mkdir()
    for file in source.iterdir():
        (target / file.name).write_bytes(file.read_bytes())


def timed(work: Callable[[], object]) -> float:
    start = perf_counter()
    work()
    return perf_counter() - start


if __name__ == "__main__":
    main()
