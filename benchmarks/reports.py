"""The monthly report of 1,000 schools in April, from the database to all its files: the draft, and issued.

Held against reading the same events alone. ``python benchmarks/reports.py [--quick] [--strict] [--profile]``;
``--strict`` fails where one takes longer than ten seconds.
"""

import sys
from cProfile import Profile
from datetime import date, timedelta
from pathlib import Path
from pstats import Stats
from tempfile import TemporaryDirectory
from time import perf_counter

sys.path.insert(0, str(Path(__file__).parents[1]))

from cycle_engine.services.acting import perform
from cycle_engine.services.desk import Desk
from cycle_engine.services.explanations import explain_delay
from cycle_engine.services.reporting import make_monthly_report
from cycle_engine.store.cases import events_of_cycle
from cycle_engine.store.migrating import upgrade_database
from tests.builders import a_desk, a_request, close_desks, cycle_of, on, open_sample_cycle

SCHOOLS = 50 if "--quick" in sys.argv else 1000
WAY = ("submit", "approve", "request_review", "return_for_supplement", "request_review", "conclude_review")
BOUND = 10.0
PERIOD, AFTER = "2025-04", date(2025, 4, 16)


def main() -> None:
    with TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/cycle.db"
        upgrade_database(url)
        desk = a_desk(url, Path(folder))
        open_sample_cycle(desk, schools=SCHOOLS)
        live(desk)
        april = on(desk, AFTER)
        reading = seconds(lambda: read_events(april))
        print(f"{SCHOOLS} schools, {reading[1]} events, read in {reading[0]:.2f} s")
        slowest = 0.0
        for name, issue in (("draft", False), ("issued", True)):
            profile = Profile()
            if "--profile" in sys.argv:
                profile.enable()
            taken, _ = seconds(lambda issue=issue: make_monthly_report(april, PERIOD, issue=issue))
            profile.disable()
            slowest = max(slowest, taken)
            print(f"{name}: {taken:.2f} s, {taken / reading[0]:.0f} : 1 to reading the events")
            if "--profile" in sys.argv:
                Stats(profile).sort_stats("cumulative").print_stats(45)
        close_desks()
    if "--strict" in sys.argv and slowest > BOUND:
        sys.exit(f"slower than {BOUND} s")


def live(desk: Desk) -> None:
    """Let schools come as far as their number has them: a sixth never begins, a sixth is done with the review."""
    for step in ("issue_plan", "issue_guidance"):
        perform(desk, [a_request(desk, "PGD", step)])
    units = [f"MN{number:02}" for number in range(1, SCHOOLS + 1)]
    for number, step in enumerate(WAY):
        acting = [unit for place, unit in enumerate(units) if place % (len(WAY) + 1) > number]
        then = on(desk, date(2025, 1, 20) + timedelta(weeks=2 * number))
        perform(then, [a_request(then, unit, step) for unit in acting])
    late = on(desk, date(2025, 4, 10))
    for unit in units[:: 2 * (len(WAY) + 1)]:
        explain_delay(late, unit, "II.1", reason="phòng máy đang sửa chữa, chưa có thiết bị thay thế")


def read_events(desk: Desk) -> int:
    with desk.database.read() as rows:
        return sum(len(events) for events in events_of_cycle(rows, cycle_of(desk).stored.id).values())


def seconds(work: object) -> tuple[float, object]:
    started = perf_counter()
    done = work()  # type: ignore[operator]
    return perf_counter() - started, done


if __name__ == "__main__":
    main()
