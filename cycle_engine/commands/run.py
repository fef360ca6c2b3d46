"""``cycle run``: the daemon."""

import logging
import os
import socket
from collections.abc import Callable

import click

from cycle_engine.app import Asked, open_desk
from cycle_engine.commands.output import show_text
from cycle_engine.commands.speaking import command, option
from cycle_engine.errors import CycleError
from cycle_engine.scheduler import Job, run_jobs, stopped_by_signals
from cycle_engine.services.daily import back_up_daily, report_when_due
from cycle_engine.services.desk import Desk
from cycle_engine.services.feeds import tick_and_publish
from cycle_engine.services.upkeep import record_beat

_log = logging.getLogger("cycle.daemon")

_SHOWN_ON_THE_BOARD = frozenset({"tick", "report", "publication", "backup"})
"""The jobs done a few times a day, after which the board is brought up to date; letters leave every few minutes."""


@command("run")
@option("--once", is_flag=True, help="once")
@click.pass_obj
def run(asked: Asked, *, once: bool) -> None:
    """Work by the clock until told to stop."""
    _log_to_stderr(verbose=asked.verbose)
    jobs = daemon_jobs(asked, open_desk(asked))
    if once:
        for job in jobs:
            job.work()
        return
    show_text("output.daemon_started", jobs=[job.name for job in jobs])
    with stopped_by_signals() as stop:
        run_jobs(jobs, stop)
    show_text("output.daemon_stopped")


def daemon_jobs(asked: Asked, desk: Desk) -> tuple[Job, ...]:
    """Name what the daemon does and when, by the workspace's settings."""
    schedule = desk.settings.schedule
    return (
        Job("tick", _watched(asked, "tick", _tick), at=schedule.tick_at),
        Job("report", _watched(asked, "report", report_when_due), at=(schedule.report_at,)),
        Job(
            "deliver",
            _watched(asked, "deliver", lambda desk: _deliver(asked, desk)),
            every_minutes=schedule.deliver_every_minutes,
        ),
        Job("publication", _watched(asked, "publication", _check_pages), at=(schedule.publication_at,)),
        Job("backup", _watched(asked, "backup", back_up_daily), at=(schedule.backup_at,)),
    )


def _log_to_stderr(*, verbose: bool) -> None:
    """Write a line for every job done, with its moment; the service manager keeps them."""
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(levelname)s %(message)s")
    for name in ("cycle", "notifications"):
        logging.getLogger(name).setLevel(logging.DEBUG if verbose else logging.INFO)


def _watched(asked: Asked, name: str, work: Callable[[Desk], None]) -> Callable[[], None]:
    """Do a job at a desk of its own, and write down that it was done or what kept it from being done."""
    daemon = f"{socket.gethostname()}:{os.getpid()}"

    def watched() -> None:
        desk = open_desk(asked, writes=True)
        try:
            work(desk)
            record_beat(desk, daemon, name)
            _log.info("%s done", name, extra={"action": "job_done", "job": name})
        except CycleError as error:
            _log.error("%s: %s", name, error, extra={"action": "job_failed", "job": name})
            _record_failure(desk, daemon, name, str(error))
        except Exception as error:  # noqa: BLE001 - the other jobs go on, and doctor tells of this one
            _log.exception("%s failed", name, extra={"action": "job_broken", "job": name})
            _record_failure(desk, daemon, name, type(error).__name__)
        finally:
            if name in _SHOWN_ON_THE_BOARD:
                _rebuild_board(desk)
            desk.database.dispose()

    return watched


def _rebuild_board(desk: Desk) -> None:
    """Make the page that says how the job went; that it cannot be made must not stop the others."""
    from cycle_engine.services.board_page import rebuild_board  # what it takes is much, and first needed now

    try:
        problem: Exception | None = rebuild_board(desk)
    except Exception as error:  # noqa: BLE001 - a page, and no more, is lost
        problem = error
    if problem:
        _log.warning("board: %s", problem, extra={"action": "board_not_written"})


def _record_failure(desk: Desk, daemon: str, name: str, outcome: str) -> None:
    try:
        record_beat(desk, daemon, name, outcome)
    except CycleError as error:
        _log.error("%s: %s", name, error, extra={"action": "beat_failed", "job": name})


def _tick(desk: Desk) -> None:
    ticked, made = tick_and_publish(desk)
    for alarm in ticked.alarms:
        _log.warning("%s", alarm, extra={"action": "no_mailbox"})
    if made.problem:
        _log.warning("feeds: %s", made.problem, extra={"action": "feeds_not_written"})


def _check_pages(desk: Desk) -> None:
    from cycle_engine.services.publication_checking import check_when_due  # most mornings nothing is due

    for page in check_when_due(desk):
        if page.check and page.check.is_news:
            facts = {"action": "page_in_trouble", "unit": page.unit}
            _log.warning("%s: %s since %s", page.unit, page.check.finding.value, page.check.trouble_since, extra=facts)


def _deliver(asked: Asked, desk: Desk) -> None:
    asked.post_office.deliver(desk).require_service()
