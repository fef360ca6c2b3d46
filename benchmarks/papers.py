"""How long official papers take: a Word file and a PDF of each kind, and certificates for a thousand schools.

``python benchmarks/papers.py [--quick]``. The ratio to compressing a megabyte is what can be compared between machines.
"""

import sys
import zlib
from collections.abc import Callable
from pathlib import Path
from statistics import median
from time import perf_counter

sys.path.insert(0, str(Path(__file__).parents[1]))

from cycle_engine.reports.papers.files import PaperForm, render_paper
from cycle_engine.reports.papers.kinds import CERTIFICATE, KINDS
from tests.unit.reports.sample_papers import a_school, facts_of

QUICK = "--quick" in sys.argv
MEGABYTE = bytes(range(256)) * 4096


def seconds(work: Callable[[], object], times: int) -> float:
    taken = []
    for _ in range(times):
        started = perf_counter()
        work()
        taken.append(perf_counter() - started)
    return median(taken)


def main() -> None:
    unit = seconds(lambda: zlib.compress(MEGABYTE), 5)
    times = 1 if QUICK else 9
    for form in PaperForm:
        render_paper(facts_of(CERTIFICATE.id), form)  # fonts and template are read once
        each = [seconds(lambda kind=kind, form=form: render_paper(facts_of(kind.id), form), times) for kind in KINDS]  # type: ignore[misc]
        print(f"{form.value}: {1000 * median(each):.1f} ms a paper, {median(each) / unit:.1f} times compressing 1 MB")
        schools = [a_school(number) for number in range(1, 21 if QUICK else 1001)]
        started = perf_counter()
        for school in schools:
            render_paper(facts_of(CERTIFICATE.id, school=school), form)
        print(f"{form.value}: {len(schools)} certificates in {perf_counter() - started:.1f} s")


if __name__ == "__main__":
    main()
