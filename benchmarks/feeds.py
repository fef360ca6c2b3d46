"""How long the calendars of 1,000 schools take after a tick: all of them, none of them, and one act's.

Run: ``python benchmarks/feeds.py`` (``--schools 1000``).
"""

import argparse
import sys
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from cycle_engine.services.desk import Desk
from cycle_engine.services.feeds import publish_feeds
from cycle_engine.store.migrating import upgrade_database
from tests.builders import a_desk, advance, close_desks, on, open_sample_cycle


def main() -> None:
    parser = argparse.ArgumentParser(description="The calendars that units subscribe to.")
    parser.add_argument("--schools", type=int, default=1000)
    asked = parser.parse_args()
    with TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'cycle.db'}"
        upgrade_database(url)
        desk = a_desk(url, Path(folder))
        open_sample_cycle(desk, schools=asked.schools)
        publish(desk, "for the first time")
        publish(desk, "nothing changed")
        advance(on(desk, date(2025, 1, 20)), "MN01", "submit", "approve")
        publish(desk, "after two acts")
        close_desks()


def publish(desk: Desk, what: str) -> None:
    begun = perf_counter()
    made = publish_feeds(desk)
    print(f"  {what:20} {perf_counter() - begun:6.2f} s   {made.written} written")


if __name__ == "__main__":
    main()
