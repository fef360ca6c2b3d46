"""What became of one attempt to hand a letter over, and when the next attempt is due."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

MOST_ATTEMPTS: Final = 16
"""After this many attempts a letter is given up: over five days, longer than the four to five of RFC 5321, 4.5.4.1."""

MOST_ATTEMPTS_IN_DOUBT: Final = 3
"""A letter whose fate is unknown after so many attempts goes no further: each attempt may have reached its reader."""

PAUSE_IN_DOUBT: Final = timedelta(hours=12)
"""How long a person has to settle a letter whose fate is unknown before it goes again, under the same Message-ID."""

PATIENCE_FOR_ALL: Final = 3
"""So many attempts wait until no recipient is put off (a greylisting server does that); then who can get it gets it."""

_PAUSES: Final = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 240))
_LONGEST_PAUSE: Final = timedelta(hours=12)


class Verdict(StrEnum):
    """How an attempt ended, in the words of the outbox."""

    SENT = "sent"
    """At least one recipient's server has taken the letter."""
    RETRY = "retry"
    """Nobody has taken it, and a later attempt may succeed."""
    FAILED = "failed"
    """Nobody has taken it, and no later attempt will succeed."""
    UNCERTAIN = "uncertain"
    """The connection died between handing the message over and the answer: nobody can know."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """A verdict and the words that go with it: the server's own, where it said something.

    ``refused`` are the recipients who did not get a letter that others got.
    """

    verdict: Verdict
    words: str
    refused: tuple[str, ...] = ()


def next_attempt_at(attempts: int, now: datetime) -> datetime | None:
    """Say when to try again after ``attempts`` attempts, the one just made included; None when it is time to give up.

    The pauses are 1, 5, 15, 60 and 240 minutes, then 12 hours each, up to ``MOST_ATTEMPTS``.
    """
    if attempts >= MOST_ATTEMPTS:
        return None
    return now + (_PAUSES[attempts - 1] if attempts <= len(_PAUSES) else _LONGEST_PAUSE)
