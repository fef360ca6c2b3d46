"""The loop that empties an outbox through a transport, and what it needs of both.

Letters are claimed a few at a time, so that a deliverer that dies holds few, and the outcome of each is recorded at
once. At any instant a letter is queued, held under a lease that will end, or settled: a kill loses none, and repeats at
most the ones that were under way, under their old Message-IDs.
"""

import asyncio
import logging
from collections import Counter, deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, Protocol

from cycle_engine.domain.notices import ClaimedLetter
from cycle_engine.errors import Unavailable
from cycle_engine.messages import text
from notifications.outcomes import (
    MOST_ATTEMPTS,
    MOST_ATTEMPTS_IN_DOUBT,
    PAUSE_IN_DOUBT,
    Outcome,
    Verdict,
    next_attempt_at,
)
from notifications.pacing import Pace

_log = logging.getLogger(__name__)

_PAUSE_OF_A_SERVER: Final = timedelta(minutes=1)
_SPARE_TIME: Final = timedelta(minutes=1)


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


@dataclass(frozen=True, slots=True)
class DeliverySummary:
    """What became of the letters of one run.

    ``put_back`` were not tried, and ``unavailable`` says why: the server or folder serves nobody now. ``overtaken``
    are letters that somebody else settled or claimed meanwhile.
    """

    sent: int = 0
    retried: int = 0
    failed: int = 0
    uncertain: int = 0
    put_back: int = 0
    overtaken: int = 0
    unavailable: Unavailable | None = None

    def require_service(self) -> None:
        """Raise ``Unavailable`` where letters stayed behind because the server or folder serves nobody now."""
        if self.unavailable:
            raise self.unavailable


def deliver_all(
    outbox: Outbox,
    transport: Transport,
    *,
    now: Callable[[], datetime],
    per_minute: int = 0,
    should_stop: Callable[[], bool] = lambda: False,
) -> DeliverySummary:
    """Send every letter that is due, and say what became of them; the program's one ``asyncio.run``.

    ``should_stop`` is asked before each letter; what was claimed and not tried is put back. A server that serves
    nobody is told in the summary and raises nothing, because letters may have been sent before.
    """
    return asyncio.run(deliver(outbox, transport, now=now, pace=Pace(per_minute), should_stop=should_stop))


async def deliver(
    outbox: Outbox,
    transport: Transport,
    *,
    now: Callable[[], datetime],
    pace: Pace,
    should_stop: Callable[[], bool] = lambda: False,
) -> DeliverySummary:
    """Send every letter that is due, over as many connections at once as the transport has."""
    run = _Run(outbox, transport, now, pace, should_stop)
    try:
        async with asyncio.TaskGroup() as tasks:
            for _ in range(transport.connections):
                tasks.create_task(run.work())
    except BaseExceptionGroup as group:
        raise group.exceptions[0] from None  # the outbox's own error, as its caller knows it
    finally:
        run.put_rest_back()
        await transport.close()
    return run.summary()


class _Run:
    """One run: the letters held just now, and what became of those before."""

    def __init__(
        self,
        outbox: Outbox,
        transport: Transport,
        now: Callable[[], datetime],
        pace: Pace,
        should_stop: Callable[[], bool],
    ) -> None:
        self._outbox = outbox
        self._transport = transport
        self._now = now
        self._pace = pace
        self._should_stop = should_stop
        self._held: deque[tuple[ClaimedLetter, datetime]] = deque()  # with the moment its lease ends
        self._counts: Counter[str] = Counter()
        self._unavailable: Unavailable | None = None

    async def work(self) -> None:
        """Send letter after letter over one connection, until none is due or the connection cannot be had."""
        while held := self._next():
            letter, lease_ends = held
            await self._pace.turn()
            if self._now() + self._transport.longest > lease_ends:
                self._counts["overtaken"] += 1  # a sleeping computer, say: whoever claims it next sends it
                continue
            try:
                outcome = await self._attempt(letter)
            except Unavailable as error:
                self._held.appendleft(held)  # another connection may be luckier
                self._unavailable = error
                return
            self._record(letter, outcome)

    def put_rest_back(self) -> None:
        """Give up the letters that are held and were not tried."""
        error = str(text("delivery.not_tried", words=self._unavailable)) if self._unavailable else ""
        at = self._now() + (_PAUSE_OF_A_SERVER if self._unavailable else timedelta())
        while self._held:
            letter, _ = self._held.popleft()
            ours = self._outbox.put_back(letter.id, letter.lease, at=at, error=error)
            self._counts["put_back" if ours else "overtaken"] += 1

    def summary(self) -> DeliverySummary:
        """Sum up; a connection that could not be had matters only where letters stayed behind for it."""
        return DeliverySummary(**self._counts, unavailable=self._unavailable if self._counts["put_back"] else None)

    def _next(self) -> tuple[ClaimedLetter, datetime] | None:
        if self._should_stop():
            return None
        if not self._held:
            now, limit = self._now(), self._transport.connections
            lease_for = 3 * self._transport.longest + 2 * limit * self._pace.interval + _SPARE_TIME
            letters = self._outbox.claim(limit, now=now, lease_for=lease_for)
            self._held.extend((letter, now + lease_for) for letter in letters)
        return self._held.popleft() if self._held else None

    async def _attempt(self, letter: ClaimedLetter) -> Outcome:
        if letter.attempts > MOST_ATTEMPTS:  # its deliverers die over it, and nobody recorded why
            return Outcome(Verdict.RETRY, str(text("delivery.broke_off")))
        try:
            return await self._transport.send(letter)
        except Unavailable:
            raise
        except Exception as error:  # noqa: BLE001  one odd letter must not hold up the others
            _log.exception("letter not sent", extra={"action": "letter_unforeseen", "letter": letter.id})
            return Outcome(Verdict.RETRY, str(text("delivery.unforeseen", detail=type(error).__name__)))

    def _record(self, letter: ClaimedLetter, outcome: Outcome) -> None:
        settled = self._settle(letter, outcome)
        self._counts[settled] += 1
        _log.info("letter %s", settled, extra={"action": f"letter_{settled}", "letter": letter.id})

    def _settle(self, letter: ClaimedLetter, outcome: Outcome) -> str:
        """Write down what became of the letter, and name the count it falls under."""
        now, mark, words = self._now(), (letter.id, letter.lease), outcome.words
        match outcome.verdict:
            case Verdict.SENT:
                kept, count = self._outbox.mark_sent(*mark, at=now, answer=words), "sent"
            case Verdict.RETRY if at := next_attempt_at(letter.attempts, now):
                kept, count = self._outbox.retry_later(*mark, at=at, error=words), "retried"
            case Verdict.UNCERTAIN if letter.attempts < MOST_ATTEMPTS_IN_DOUBT:
                at = now + PAUSE_IN_DOUBT
                kept, count = self._outbox.mark_uncertain(*mark, at=at, error=words), "uncertain"
            case _:
                kept, count = self._outbox.mark_failed(*mark, error=_last_words(letter, outcome)), "failed"
        return count if kept else "overtaken"


def _last_words(letter: ClaimedLetter, outcome: Outcome) -> str:
    match outcome.verdict:
        case Verdict.RETRY:
            return str(text("delivery.given_up", attempts=letter.attempts, words=outcome.words))
        case Verdict.UNCERTAIN:
            return str(text("delivery.uncertain_too_often", words=outcome.words))
    return outcome.words
