"""How long a command makes a person wait: whole processes, measured against ``python -c "import click"``.

Run: ``python benchmarks/startup.py`` (``--runs 31`` for a steadier median; ``--strict`` fails when a bound is missed).
The runs of all kinds take turns, so that a busy machine is busy for all alike. Bytecode is compiled first, as ``make
demo`` and an installation do. The ratios are what counts.
"""

import argparse
import compileall
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

BASE: Final = 'python -c "import click"'
BOUNDS: Final = {"cycle --help": 1.5, "cycle status": 8.0}


def main() -> None:
    parser = argparse.ArgumentParser(description="Whole processes against a bare import of click.")
    parser.add_argument("--runs", type=int, default=21)
    parser.add_argument("--strict", action="store_true")
    asked = parser.parse_args()
    compile_everything()
    with TemporaryDirectory() as folder:
        workspace = Path(folder) / "office"
        make_workspace(workspace)
        medians = measure(lines(workspace), asked.runs)
    missed = report(medians, asked.runs)
    if asked.strict and missed:
        sys.exit(f"missed: {', '.join(missed)}")


def lines(workspace: Path) -> dict[str, Sequence[str]]:
    program = [sys.executable, "-c", "from cli import main; main()"]  # as the installed command does
    here = ["--workspace", str(workspace)]
    return {
        "python -c pass": [sys.executable, "-c", "pass"],
        BASE: [sys.executable, "-c", "import click"],
        "cycle --help": [*program, "--help"],
        "cycle status": [*program, *here, "--as-of", "2025-02-10", "status"],
        "cycle status MN01": [*program, *here, "--as-of", "2025-02-10", "status", "MN01"],
        "cycle why MN01": [*program, *here, "--as-of", "2025-02-10", "why", "MN01"],
        "cycle advance (refused)": [*program, *here, "--as-of", "2025-02-10", "advance", "MN01", "submit"],
        "cycle tick --dry-run": [*program, *here, "--as-of", "2025-02-10", "tick", "--dry-run"],
    }


def measure(kinds: Mapping[str, Sequence[str]], runs: int) -> dict[str, float]:
    """Run every kind in turn, as often as asked and once to warm up; give each one's median in seconds."""
    times: dict[str, list[float]] = {kind: [] for kind in kinds}
    environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": ""}
    for turn in range(runs + 1):
        for kind, line in kinds.items():
            begun = perf_counter()
            subprocess.run(
                line, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment, check=False, cwd=ROOT
            )
            if turn:
                times[kind].append(perf_counter() - begun)
    return {kind: median(taken) for kind, taken in times.items()}


def report(medians: Mapping[str, float], runs: int) -> list[str]:
    """Print a line for each kind; return those that missed their bound."""
    print(f"whole processes, medians of {runs} runs taking turns, Python {sys.version.split()[0]}")
    missed = []
    for kind, seconds in medians.items():
        ratio, bound = seconds / medians[BASE], BOUNDS.get(kind)
        verdict = f"   bound {bound}" if bound else ""
        print(f"  {kind:28} {seconds * 1e3:7.0f} ms   {ratio:5.2f} x{verdict}")
        if bound and ratio > bound:
            missed.append(kind)
    return missed


def compile_everything() -> None:
    """What is measured is running, not compiling."""
    compileall.compile_file(ROOT / "cli.py", quiet=1)
    for place in ("cycle_engine", "notifications"):
        compileall.compile_dir(ROOT / place, quiet=1)


def make_workspace(folder: Path) -> None:
    """Make a rehearsal of 25 schools with the real plan open."""
    import cli

    before = ["--workspace", str(folder), "--as-of", "2024-11-22"]
    for arguments in (
        ["init", str(folder), "--rehearsal"],
        [*before, "school", "import", str(folder / "sample-roster.csv"), "--apply"],
        [*before, "open", "74-KH-GDDT"],
    ):
        with redirect_stdout(StringIO()):
            status = cli.run(arguments)
        if status:
            sys.exit(f"could not prepare: {arguments}")


if __name__ == "__main__":
    main()
