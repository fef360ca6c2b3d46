"""How long the rehearsed school year takes: ``cycle demo`` as one process, beside what of it is computing.

Run: ``python benchmarks/year.py`` (``--runs 5``, ``--folder DIR`` to choose the disk, ``--profile`` for the functions
that take longest). The bound is 20 seconds after installation.
"""

import argparse
import cProfile
import os
import pstats
import subprocess
import sys
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory, gettempdir
from time import perf_counter
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

BOUND: Final = 20.0


def main() -> None:
    parser = argparse.ArgumentParser(description="The rehearsed school year.")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--folder", default=gettempdir())
    parser.add_argument("--profile", action="store_true")
    asked = parser.parse_args()
    if asked.profile:
        profile(asked.folder)
        return
    taken = [live(asked.folder) for _ in range(asked.runs)]
    print(f"cycle demo, medians of {asked.runs} runs in {asked.folder}")
    print(f"  from start to end {median(wall for wall, _ in taken):6.1f} s   bound {BOUND:.0f}")
    print(f"  computing         {median(busy for _, busy in taken):6.1f} s")


def live(where: str) -> tuple[float, float]:
    """Live one year in a folder of its own; give the time it took, and the processor's time in it."""
    with TemporaryDirectory(dir=where) as folder:
        line = [sys.executable, str(ROOT / "cli.py"), "--json", "demo", str(Path(folder) / "demo")]
        before, begun = os.times(), perf_counter()
        subprocess.run(line, stdout=subprocess.DEVNULL, check=True)
        wall, after = perf_counter() - begun, os.times()
    return wall, after.children_user + after.children_system - before.children_user - before.children_system


def profile(where: str) -> None:
    """Live the year in this process and print which functions took longest."""
    import cli

    with TemporaryDirectory(dir=where) as folder:
        watched = cProfile.Profile()
        with redirect_stdout(StringIO()):
            watched.runcall(cli.run, ["--json", "demo", str(Path(folder) / "demo")])
    pstats.Stats(watched).sort_stats("cumulative").print_stats(45)


if __name__ == "__main__":
    main()
