"""Every letter that days to come would send, if nobody acted: the tick itself, played in a copy of the database.

Nothing is sent and nothing of the workspace changes. What is shown is what the daemon would queue, since the same tick
decides it; only letters that were composed would differ in their Message-IDs.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from cycle_engine.clock import Clock, morning_of
from cycle_engine.domain.notices import ComposedLetter, LetterRequest, ReportRequest
from cycle_engine.errors import OperationRefused, Unavailable
from cycle_engine.messages import text
from cycle_engine.services.desk import Desk, LetterComposer
from cycle_engine.services.letters import QueuedLetter
from cycle_engine.services.ticking import tick_within

LONGEST: Final = timedelta(days=800)
"""How far apart the first and the last day may lie: two school years and some."""


@dataclass(frozen=True, slots=True)
class SimulatedDay:
    """A day on which something would be said."""

    day: date
    letters: tuple[QueuedLetter, ...]


class _SubjectsOnly:
    """A composer that leaves the bodies out: nobody will read them, and they are most of the work."""

    def __init__(self, whole: LetterComposer) -> None:
        self._whole = whole

    def compose(self, request: LetterRequest) -> ComposedLetter:
        return ComposedLetter(self._whole.compose_subject(request), b"")

    def compose_subject(self, request: LetterRequest) -> str:
        return self._whole.compose_subject(request)

    def compose_report(self, request: ReportRequest) -> ComposedLetter:
        return self._whole.compose_report(request)


def simulate(desk: Desk, first: date, last: date) -> tuple[SimulatedDay, ...]:
    """Say which letters the days from ``first`` to ``last`` would send, from how the cases stand now.

    Raises ``OperationRefused`` for days that are out of order or too far apart.
    """
    if not first <= last <= first + LONGEST:
        hint = text("errors.days_out_of_order_hint", days=LONGEST.days)
        raise OperationRefused("days_out_of_order", hints=[hint], first=first, last=last)
    from cycle_engine.store.copying import copy_to_play_in

    with TemporaryDirectory() as folder:
        database = copy_to_play_in(desk.database, Path(folder) / "simulated.db")
        try:
            played = desk.elsewhere(database, composer=lambda sender: _SubjectsOnly(desk.composer(sender)))
            return tuple(_live(played, first, last))
        finally:
            database.dispose()


def foresee(desk: Desk, last: date) -> tuple[SimulatedDay, ...]:
    """Say the same of the few days from today to ``last``, without a copy of what may be large.

    The days are played in the database itself and taken back, as a dry run is; whoever else writes waits meanwhile.
    """
    played = desk.elsewhere(desk.database, composer=lambda sender: _SubjectsOnly(desk.composer(sender)))
    return tuple(_live(played, desk.today, last))


def _live(desk: Desk, first: date, last: date) -> Iterator[SimulatedDay]:
    """Tick through the days in one transaction, which is taken back with the copy."""
    with desk.database.write(alone=True) as transaction:
        for number in range((last - first).days + 1):
            day = first + timedelta(days=number)
            ticked = tick_within(transaction, desk.at(Clock(set_to=morning_of(day))))
            if ticked.letters:
                yield SimulatedDay(day, ticked.letters)
        transaction.take_back()


def write_letter_calendar(days: Sequence[SimulatedDay], target: Path) -> None:
    """Write the foreseen letters as a page. Raises ``Unavailable`` where the disk refuses."""
    from cycle_engine.reports.letter_calendar import ForeseenLetter, render_letter_calendar

    letters = {
        day.day: [ForeseenLetter(letter.plan.recipient.address, letter.subject) for letter in day.letters]
        for day in days
    }
    try:
        target.write_text(render_letter_calendar(letters), "utf-8")
    except OSError as error:
        raise Unavailable("not_writable", file=str(target), detail=error.strerror or str(error)) from error
