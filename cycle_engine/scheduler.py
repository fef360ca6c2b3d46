"""The daemon's clockwork, and the only file that knows APScheduler.

The scheduler only ticks: what is due, what was said and what was sent stand in the workspace's tables, so it may
forget everything. A job that was missed runs late rather than not at all, once rather than as often as it was missed,
and never beside itself.
"""

import logging
import signal
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import time
from types import FrameType
from typing import Any

from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.combining import OrTrigger
from apscheduler.triggers.cron import CronTrigger
from apscheduler.triggers.interval import IntervalTrigger

from cycle_engine.domain.case import ZONE

_log = logging.getLogger("cycle.daemon")


@dataclass(frozen=True, slots=True)
class Job:
    """Something the daemon does at times of the day, or every so many minutes."""

    name: str
    work: Callable[[], None]
    at: tuple[time, ...] = ()
    every_minutes: int = 0


def run_jobs(jobs: tuple[Job, ...], stop: threading.Event) -> None:
    """Run jobs at their times until ``stop`` is set; a job that is running is let finish.

    Every job runs once at the start, so that a machine that was off catches up.
    """
    scheduler = BackgroundScheduler(
        timezone=ZONE,
        executors={"default": ThreadPoolExecutor(1)},
        job_defaults={"misfire_grace_time": None, "coalesce": True, "max_instances": 1},
    )
    for job in jobs:
        scheduler.add_job(job.work, id=f"{job.name}-at-start", name=job.name)
        scheduler.add_job(job.work, trigger=_trigger(job), id=job.name, name=job.name)
    scheduler.start()
    try:
        stop.wait()
    finally:
        scheduler.shutdown(wait=True)


@contextmanager
def stopped_by_signals() -> Iterator[threading.Event]:
    """Give an event that SIGTERM, SIGINT and, on Windows, Ctrl-Break set; the former handlers come back after."""
    stop = threading.Event()

    def set_it(number: int, _frame: FrameType | None) -> None:
        _log.info("stopping", extra={"action": "daemon_stop", "signal": signal.Signals(number).name})
        stop.set()

    wanted = [getattr(signal, name) for name in ("SIGTERM", "SIGINT", "SIGBREAK") if hasattr(signal, name)]
    before: Mapping[int, Any] = {number: signal.signal(number, set_it) for number in wanted}
    try:
        yield stop
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _trigger(job: Job) -> OrTrigger | IntervalTrigger:
    if job.every_minutes:
        return IntervalTrigger(minutes=job.every_minutes, timezone=ZONE)
    return OrTrigger([CronTrigger(hour=at.hour, minute=at.minute, timezone=ZONE) for at in job.at])
