"""What the board says of the program's own work: the letters to come, those that are stuck, and the daemon.

It is only known of the present, so a board of a past day has none of it.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Final

from cycle_engine.domain.notices import LetterState
from cycle_engine.messages import has_text, say
from cycle_engine.reports.tables import shown

MOST_FORESEEN: Final = 8
"""How many letters of one day are named."""

MOST_STUCK: Final = 20
"""How many failed, uncertain or waiting letters are named, of each."""

_NAMED: Final = (LetterState.FAILED, LetterState.UNCERTAIN, LetterState.QUEUED)


class Pulse(StrEnum):
    """Whether the daemon works."""

    ALIVE = "alive"
    SILENT = "silent"
    NEVER = "never"


@dataclass(frozen=True, slots=True)
class JobDone:
    """When the daemon last did a job, and what kept it from it (empty: nothing)."""

    name: str
    at: datetime
    outcome: str


@dataclass(frozen=True, slots=True)
class OutboxLetter:
    """A letter that has not been sent."""

    number: int
    state: LetterState
    recipient: str
    subject: str
    since: datetime
    answer: str


@dataclass(frozen=True, slots=True)
class ForeseenDay:
    """The letters of a day to come: to whom, about what."""

    day: date
    letters: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Workings:
    """How the program itself is: ``counts`` of letters by state; ``foreseen`` is None where days were not played.

    ``letters`` are the first of those that wait or are stuck. ``next_tick_at`` is when the daemon looks next.
    """

    pulse: Pulse
    jobs: tuple[JobDone, ...]
    next_tick_at: datetime
    last_sent_at: datetime | None
    counts: Mapping[LetterState, int]
    letters: tuple[OutboxLetter, ...]
    foreseen: tuple[ForeseenDay, ...] | None
    foreseen_until: date


@dataclass(frozen=True, slots=True)
class LetterGroup:
    """Letters under one heading: a line each, and how many more there are."""

    heading: str
    lines: tuple[str, ...]
    more: int
    is_alarm: bool = False


@dataclass(frozen=True, slots=True)
class JobLine:
    """A job of the daemon in words."""

    name: str
    at: str
    outcome: str
    is_bad: bool


@dataclass(frozen=True, slots=True)
class WorkingsShown:
    """The same in words."""

    pulse: Pulse
    pulse_words: str
    jobs: tuple[JobLine, ...]
    facts: tuple[str, ...]
    outbox: tuple[LetterGroup, ...]
    foreseen: tuple[LetterGroup, ...]
    foreseen_words: str


def show_workings(workings: Workings) -> WorkingsShown:
    """Say how the program is, the bad news first."""
    newest = max((job.at for job in workings.jobs), default=None)
    return WorkingsShown(
        pulse=workings.pulse,
        pulse_words=say(f"board.daemon_{workings.pulse.value}", at=newest or ""),
        jobs=tuple(_job_line(job) for job in workings.jobs),
        facts=tuple(_facts(workings)),
        outbox=tuple(_outbox(workings)),
        foreseen=tuple(_foreseen(day) for day in workings.foreseen or ()),
        foreseen_words=_foreseen_words(workings),
    )


def _job_line(job: JobDone) -> JobLine:
    outcome = shown(job.outcome)
    # A job of an older or newer program may have been here too.
    name = say(f"board.job_{job.name}") if has_text(f"board.job_{job.name}") else shown(job.name)
    at = say("board.at", at=job.at)
    return JobLine(name, at, outcome or say("board.job_good"), is_bad=bool(outcome))


def _facts(workings: Workings) -> Iterator[str]:
    if workings.pulse is Pulse.ALIVE:
        yield say("board.next_page", at=workings.next_tick_at)
    if workings.last_sent_at:
        yield say("board.last_sent", at=workings.last_sent_at)
    else:
        yield say("board.nothing_sent")
    if not any(job.name == "backup" and not job.outcome for job in workings.jobs):
        yield say("board.no_backup")


def _outbox(workings: Workings) -> Iterator[LetterGroup]:
    for state in _NAMED:
        if count := workings.counts.get(state, 0):
            lines = tuple(_letter_words(letter) for letter in workings.letters if letter.state is state)
            heading = say(f"board.letters_{state.value}", count=count)
            yield LetterGroup(heading, lines, count - len(lines), is_alarm=state is not LetterState.QUEUED)


def _letter_words(letter: OutboxLetter) -> str:
    words = {"number": letter.number, "recipient": shown(letter.recipient), "subject": shown(letter.subject)}
    if letter.answer:
        return say("board.letter_answered", **words, since=letter.since, answer=shown(letter.answer))
    return say("board.letter", **words, since=letter.since)


def _foreseen(day: ForeseenDay) -> LetterGroup:
    named: Sequence[tuple[str, str]] = day.letters[:MOST_FORESEEN]
    lines = tuple(say("board.letter_foreseen", recipient=shown(to), subject=shown(about)) for to, about in named)
    heading = say("board.letters_of_day", day=day.day, count=len(day.letters))
    return LetterGroup(heading, lines, len(day.letters) - len(lines))


def _foreseen_words(workings: Workings) -> str:
    if workings.foreseen is None:
        return say("board.not_foreseen")
    name = "foreseen" if workings.foreseen else "nothing_foreseen"
    return say(f"board.{name}", last=workings.foreseen_until)
