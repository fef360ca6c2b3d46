"""The loop that empties an outbox through a transport, and what it needs of both."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Protocol

from cycle_engine.domain.notices import ClaimedLetter
from notifications.outcomes import Outcome


class Outbox(Protocol):
    """Where letters wait. Each call is one transaction of its own, committed when it returns.

    A letter is ours while the lease given with it holds. Every ``mark`` answers False, and changes nothing, when the
    lease is no longer ours: it ended and another deliverer claimed the letter, or somebody settled it by hand.
    """

    def claim(self, limit: int, *, now: datetime, lease_for: timedelta) -> Sequence[ClaimedLetter]:
        """Take up to ``limit`` letters that are due at ``now``, the longest due first, or whose lease has ended.

        ``attempts`` of a claimed letter counts this claim, so it is 1 the first time. A lease that ended without a
        mark belonged to a deliverer that died: its letter goes again, under its old Message-ID.
        """
        ...

    def mark_sent(self, letter_id: int, lease: str, *, at: datetime, answer: str) -> bool:
        """Record that a server took the letter; ``answer`` is what it said, and who was refused."""
        ...

    def retry_later(self, letter_id: int, lease: str, *, at: datetime, error: str) -> bool:
        """Queue the letter again, not before ``at``."""
        ...

    def put_back(self, letter_id: int, lease: str, *, at: datetime, error: str) -> bool:
        """Queue the letter again as if it had not been claimed: ``attempts`` goes back by one.

        For letters that were never tried because the mail server could not be reached: a server that is off over Tết
        must not use up the attempts of every letter. An empty ``error`` leaves the old one standing.
        """
        ...

    def mark_failed(self, letter_id: int, lease: str, *, error: str) -> bool:
        """Park the letter for good, with the server's own words."""
        ...

    def mark_uncertain(self, letter_id: int, lease: str, *, at: datetime, error: str) -> bool:
        """Say that the server may have taken it. It goes again from ``at`` on, unless a person settles it before."""
        ...


class Transport(Protocol):
    """A way to hand letters over, used by as many letters at once as it has ``connections``.

    ``longest`` bounds one ``send`` whatever happens.
    """

    @property
    def connections(self) -> int:
        """How many letters may be under way at once."""
        ...

    @property
    def longest(self) -> timedelta:
        """How long one ``send`` may take at most."""
        ...

    async def send(self, letter: ClaimedLetter) -> Outcome:
        """Hand one letter over. Raises ``Unavailable`` when no letter can be handed over now, this one included."""
        ...

    async def close(self) -> None:
        """Part from the server; the transport may be used again afterwards."""
        ...
