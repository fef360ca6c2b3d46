"""How long exports of 1,000 schools take that went the whole way, against writing the same rows as plain JSON.

``python benchmarks/exports.py [--quick] [--strict]``; ``--strict`` fails where one takes longer than five seconds.
"""

import json
import sys
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

sys.path.insert(0, str(Path(__file__).parents[1]))

from cycle_engine.reports.exports import ExportForm, render_export
from cycle_engine.services.acting import perform
from cycle_engine.services.certificate_keys import make_key
from cycle_engine.services.certifying import issue_certificates
from cycle_engine.services.exporting import export_events, export_results, export_roster
from cycle_engine.store.migrating import upgrade_database
from tests.builders import a_desk, a_request, close_desks, on, open_sample_cycle

SCHOOLS = 50 if "--quick" in sys.argv else 1000
WAY = ("submit", "approve", "request_review", "conclude_review", "recognize", "publish")
BOUND = 5.0


def main() -> None:
    with TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/cycle.db"
        upgrade_database(url)
        desk = a_desk(url, Path(folder))
        open_sample_cycle(desk, schools=SCHOOLS)
        for step in ("issue_plan", "issue_guidance"):
            perform(desk, [a_request(desk, "PGD", step)])
        units = [f"MN{number:02}" for number in range(1, SCHOOLS + 1)]
        for step in WAY:
            perform(desk, [a_request(desk, unit, step) for unit in units])
        june = on(desk, date(2025, 6, 2))
        make_key(june)
        issue_certificates(june, [], everybody=True, serials_from=1)
        slowest = 0.0
        for gather in (export_results, export_events, export_roster):
            started = perf_counter()
            export = gather(june)
            for form in ExportForm:
                render_export(export, form)
            taken = perf_counter() - started
            started = perf_counter()
            json.dumps([dict(row) for row in export.rows], default=str)
            plain = perf_counter() - started
            slowest = max(slowest, taken)
            print(
                f"{export.kind}: {len(export.rows)} rows in three forms {taken:.2f} s, {taken / plain:.0f} : 1 to JSON"
            )
        close_desks()
    if "--strict" in sys.argv and slowest > BOUND:
        sys.exit(f"slower than {BOUND} s")


if __name__ == "__main__":
    main()
