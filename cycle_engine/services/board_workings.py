"""How the program itself is, for the board: its daemon, its outbox, and the letters of the next days."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Final

from cycle_engine.domain.case import ZONE
from cycle_engine.domain.notices import LetterState
from cycle_engine.errors import CycleError
from cycle_engine.reports.board_workings import MOST_STUCK, ForeseenDay, JobDone, OutboxLetter, Pulse, Workings
from cycle_engine.services.board import Board
from cycle_engine.services.desk import Desk
from cycle_engine.services.simulating import foresee
from cycle_engine.services.upkeep import SILENCE
from cycle_engine.store.heartbeats import heartbeats
from cycle_engine.store.outbox import letters
from cycle_engine.store.outbox_counts import count_letters, find_last_sent
from cycle_engine.store.rows import Rows

DAYS_AHEAD: Final = 5
"""For how many working days after today letters are foreseen."""

MOST_PLAYED: Final = 2000
"""Of more cases than this no days are played: everybody else who writes would wait for it."""


def gather_workings(desk: Desk, board: Board) -> Workings:
    """Gather how the program is at this moment."""
    last = board.calendar.add(desk.today, DAYS_AHEAD)
    foreseen, now = _foreseen(desk, board, last), desk.clock.now()
    with desk.database.read() as rows:
        jobs = _jobs(rows)
        return Workings(
            pulse=_pulse(jobs, now),
            jobs=jobs,
            next_tick_at=next_tick(desk, now),
            last_sent_at=find_last_sent(rows),
            counts=count_letters(rows),
            letters=tuple(_unsent(rows)),
            foreseen=foreseen,
            foreseen_until=last,
        )


def next_tick(desk: Desk, now: datetime) -> datetime:
    """Name the moment after ``now`` at which a daemon ticks next, by the workspace's settings."""
    days = (desk.today, desk.today + timedelta(days=1))
    times = [datetime.combine(day, at, ZONE) for day in days for at in desk.settings.schedule.tick_at]
    return min((at for at in times if at > now), default=now + timedelta(days=1))


def _foreseen(desk: Desk, board: Board, last: date) -> tuple[ForeseenDay, ...] | None:
    """Play the days to come; whoever may only read, or cannot now, gets a board without them."""
    if len(board.cases) > MOST_PLAYED:
        return None
    try:
        days = foresee(desk, last)
    except CycleError:
        return None
    return tuple(
        ForeseenDay(one.day, tuple((letter.plan.recipient.address, letter.subject) for letter in one.letters))
        for one in days
    )


def _jobs(rows: Rows) -> tuple[JobDone, ...]:
    """Read when each job was last done, whichever daemon did it."""
    last = {beat.job: beat for beat in reversed(heartbeats(rows))}
    return tuple(JobDone(job, last[job].beat_at, last[job].outcome) for job in sorted(last))


def _pulse(jobs: tuple[JobDone, ...], now: datetime) -> Pulse:
    if not jobs:
        return Pulse.NEVER
    return Pulse.SILENT if now - max(job.at for job in jobs) > SILENCE else Pulse.ALIVE


def _unsent(rows: Rows) -> Iterator[OutboxLetter]:
    for state in (LetterState.FAILED, LetterState.UNCERTAIN, LetterState.QUEUED):
        for one in letters(rows, state=state.value, limit=MOST_STUCK):
            yield OutboxLetter(one.id, one.state, one.recipient, one.subject, one.queued_at, one.answer)
