"""How long ``cycle simulate`` takes for a school year in which nobody does anything: every letter there could be.

Run: ``python benchmarks/simulated_year.py`` (``--schools 1000``, ``--runs 3``, ``--folder DIR`` to choose the disk,
``--strict`` to fail on a missed bound). The bound is 15 seconds for 1,000 schools.
"""

import argparse
import csv
import json
import os
import subprocess
import sys
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory, gettempdir
from time import perf_counter
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[1]
BOUND: Final = 15.0
OPENED, FIRST, LAST = "2024-11-25", "2024-11-26", "2025-06-30"


def main() -> None:
    parser = argparse.ArgumentParser(description="A year's letters, simulated.")
    parser.add_argument("--schools", type=int, default=1000)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--folder", default=gettempdir())
    parser.add_argument("--strict", action="store_true")
    asked = parser.parse_args()
    with TemporaryDirectory(dir=asked.folder) as folder:
        workspace = open_cycle(Path(folder), asked.schools)
        taken = [simulate(workspace) for _ in range(asked.runs)]
    wall, busy = (median(times) for times in zip(*((wall, busy) for wall, busy, _ in taken), strict=True))
    print(f"cycle simulate, {asked.schools} schools, {taken[0][2]} letters, medians of {asked.runs} runs")
    print(f"  from start to end {wall:6.1f} s   bound {BOUND:.0f} for 1,000 schools")
    print(f"  computing         {busy:6.1f} s")
    if asked.strict and wall > BOUND:
        sys.exit(1)


def open_cycle(folder: Path, schools: int) -> Path:
    """Make a workspace in which the plan is open for so many schools."""
    workspace, roster = folder / "office", folder / "roster.csv"
    cycle("init", str(workspace), "--rehearsal")
    with roster.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["code", "name", "kind", "parent", "email", "head_email", "officer_email"])
        rows.writerow(["SGD", "Sở Giáo dục và Đào tạo Mẫu", "sở GDĐT", "", "so@so.example", "", ""])
        head, officer = "truongphong@phong.example", "chuyenvien@phong.example"
        office = "Phòng Giáo dục và Đào tạo Mẫu"
        rows.writerow(["PGD", office, "phòng GDĐT", "SGD", "phong@phong.example", head, officer])
        for number in range(1, schools + 1):
            box = f"mn{number:05}@truong.example"
            rows.writerow([f"MN{number:05}", f"Trường Mầm non Mẫu {number:05}", "mầm non", "PGD", box, "", f"cb.{box}"])
    at = ("--workspace", str(workspace), "--as-of", OPENED)
    cycle(*at, "school", "import", str(roster), "--apply")
    cycle(*at, "open", "74-KH-GDDT")
    return workspace


def simulate(workspace: Path) -> tuple[float, float, int]:
    """Simulate the year once; give the time it took, the processor's time in it, and how many letters there are."""
    before, begun = os.times(), perf_counter()
    said = cycle("--workspace", str(workspace), "--json", "simulate", "--from", FIRST, "--to", LAST)
    wall, after = perf_counter() - begun, os.times()
    busy = after.children_user + after.children_system - before.children_user - before.children_system
    return wall, busy, sum(len(day["letters"]) for day in json.loads(said)["days"])


def cycle(*line: str) -> str:
    return subprocess.run(
        [sys.executable, str(ROOT / "cli.py"), *line], check=True, capture_output=True, encoding="utf-8"
    ).stdout


if __name__ == "__main__":
    main()
