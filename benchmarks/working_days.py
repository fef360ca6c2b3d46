"""How fast working days are counted: the calendar against the holiday library, numpy (if installed) and a plain loop.

Run: ``python benchmarks/working_days.py``. Times are medians; the ratios are what counts.
"""

import random
import sys
from collections.abc import Callable
from datetime import date, timedelta
from importlib import import_module
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any, Final

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from cycle_engine.definitions.days_off import (
    calendar_fingerprint,
    calendar_from_json,
    calendar_to_json,
    read_calendar,
)
from cycle_engine.domain.working_days import WorkingCalendar

SHIPPED: Final = Path(__file__).resolve().parents[1] / "config" / "calendars" / "vietnam.toml"
ROUNDS: Final = 15
QUESTIONS: Final = 2_000

Adder = Callable[[date, int], date]


def main() -> None:
    calendar = read_calendar([SHIPPED], 2023, 2026)
    draw = random.Random(74)  # noqa: S311  the same questions every time
    questions = [(date(2024, 7, 1) + timedelta(days=draw.randrange(500)), draw.choice((-10, -5, -2, 1, 3, 5, 10)))
                 for _ in range(QUESTIONS)]  # fmt: skip
    adders = {"calendar.add": calendar.add, "plain loop": loop_over(calendar), **other_adders(calendar)}
    costs = {name: per_call(add, questions) for name, add in adders.items()}
    print(f"adding working days, {QUESTIONS} questions, {ROUNDS} rounds")
    for name, cost in costs.items():
        print(f"  {name:28} {cost * 1e6:8.2f} µs   {cost / costs['calendar.add']:7.1f} x")
    print_the_cost_of_a_start(calendar)


def loop_over(calendar: WorkingCalendar) -> Adder:
    def add(day: date, n: int) -> date:
        step = timedelta(days=1 if n > 0 else -1)
        left = abs(n)
        while left:
            day += step
            left -= calendar.is_working(day)
        return day

    return add


def other_adders(calendar: WorkingCalendar) -> dict[str, Adder]:
    library: Any = import_module("holidays").country_holidays("VN", years=range(2022, 2028))
    adders: dict[str, Adder] = {"holidays.get_nth_working_day": library.get_nth_working_day}
    try:
        numpy: Any = import_module("numpy")
    except ModuleNotFoundError:
        return adders
    off = [day.day for day in calendar.named_days]
    week = numpy.busdaycalendar(holidays=off)
    return {
        **adders,
        "numpy.busday_offset": lambda d, n: numpy.busday_offset(d, n, roll="preceding", busdaycal=week).item(),
    }


def per_call(add: Adder, questions: list[tuple[date, int]]) -> float:
    return timed(lambda: [add(day, n) for day, n in questions]) / len(questions)


def timed(work: Callable[[], object]) -> float:
    def once() -> float:
        start = perf_counter()
        work()
        return perf_counter() - start

    return median(once() for _ in range(ROUNDS))


def print_the_cost_of_a_start(calendar: WorkingCalendar) -> None:
    fingerprint = calendar_fingerprint([SHIPPED], 2023, 2026)
    kept = calendar_to_json(calendar, fingerprint)
    loaded = timed(lambda: calendar_from_json(kept, fingerprint))
    print("having the calendar of four years (the library's own import comes on top of computing)")
    print(f"  {'kept as JSON':28} {loaded * 1e3:8.2f} ms   {1:7.1f} x")
    for name, work in {
        "fingerprint": lambda: calendar_fingerprint([SHIPPED], 2023, 2026),
        "computed from the library": lambda: read_calendar([SHIPPED], 2023, 2026),
    }.items():
        cost = timed(work)
        print(f"  {name:28} {cost * 1e3:8.2f} ms   {cost / loaded:7.1f} x")


if __name__ == "__main__":
    main()
