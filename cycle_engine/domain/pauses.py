"""Mailboxes that are not to be written to for some days: what is for them waits, what is for others goes on.

A rung that fell due for a paused mailbox is decided neither as said nor as superseded. When the pause is over, the
latest of those rungs is said, beside whatever the ladder has for others by then. A copy is not made up for.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType

from cycle_engine.domain.recipients import mailbox


@dataclass(frozen=True, slots=True)
class Pause:
    """A mailbox not written to from a day until (excluding) another, and why."""

    address: str
    paused_from: date
    paused_until: date
    reason: str = ""

    def covers(self, day: date) -> bool:
        """Whether nothing is written to the mailbox on this day."""
        return self.paused_from <= day < self.paused_until


@dataclass(frozen=True, slots=True)
class Pauses:
    """All pauses, by mailbox."""

    by_mailbox: Mapping[str, tuple[Pause, ...]] = field(default_factory=lambda: MappingProxyType({}))

    def __bool__(self) -> bool:
        return bool(self.by_mailbox)

    def is_paused(self, address: str, day: date) -> bool:
        """Whether nothing is written to an address on a day."""
        return any(pause.covers(day) for pause in self.by_mailbox.get(mailbox(address), ()))

    def on(self, day: date) -> frozenset[str]:
        """Name the mailboxes that are paused on a day."""
        return frozenset(box for box in self.by_mailbox if self.is_paused(box, day))


def gather_pauses(pauses: Iterable[Pause]) -> Pauses:
    """Put pauses in order by mailbox."""
    found: dict[str, list[Pause]] = defaultdict(list)
    for pause in pauses:
        found[mailbox(pause.address)].append(pause)
    return Pauses({box: tuple(times) for box, times in found.items()})
