"""Mailboxes that are not to be written to for some days: what is for them waits, what is for others goes on.

A rung that fell due for a paused mailbox is decided neither as said nor as superseded. When the pause is over, the
latest of those rungs is said, beside whatever the ladder has for others by then. A copy is not made up for.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType

from cycle_engine.domain.definition import Addressee
from cycle_engine.domain.ladder import DatedRung
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


@dataclass(frozen=True, slots=True)
class PartedRungs:
    """A case's rungs as pauses part them; each part is decided by itself.

    ``paused`` fell due while their mailbox was paused, and it is so today. Each of ``resumed`` has one addressee's
    rungs that fell due in a pause which is over, where nothing later has fallen due for it since. ``others`` are the
    rest, also what fell due before a pause.
    """

    others: tuple[DatedRung, ...]
    resumed: tuple[tuple[DatedRung, ...], ...] = ()
    paused: tuple[DatedRung, ...] = ()


def part_rungs(rungs: Sequence[DatedRung], *, today: date, is_paused: Callable[[Addressee, date], bool]) -> PartedRungs:
    """Part a case's rungs, the earlier first, by whether their addressee was paused when they fell due."""
    missed = [item for item in rungs if is_paused(item.rung.to, item.falls_on)]
    paused = tuple(item for item in missed if is_paused(item.rung.to, today))
    since = {item.rung.to: item.falls_on for item in rungs if item.falls_on <= today and item not in missed}
    resumed = [i for i in missed if i not in paused and i.falls_on >= since.get(i.rung.to, date.min)]
    by_addressee = [tuple(i for i in resumed if i.rung.to is to) for to in dict.fromkeys(i.rung.to for i in resumed)]
    others = tuple(item for item in rungs if item not in paused and item not in resumed)
    return PartedRungs(others, tuple(by_addressee), paused)
