"""Whether history is whole: every event's hash, every chain's links, and every row equal to the fold of its events."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

from cycle_engine.domain.case import CaseState, fold
from cycle_engine.domain.events import GENESIS, Event, hash_of
from cycle_engine.messages import Text, text


@dataclass(frozen=True, slots=True)
class Damage:
    """One thing that is not as it was written: in which case, at which event (0: the row), and what."""

    case_key: str
    seq: int
    what: Text


def verify_case(state: CaseState, events: Sequence[Event]) -> tuple[Damage, ...]:
    """Find what is damaged in one case. A chain that goes on after a missing or changed link is damaged there."""
    if not events:
        return (Damage(state.key, 0, text("audit.no_events")),)
    if found := tuple(_chain_damage(state.key, events)):
        return found
    if len(events) < state.seq:
        return (Damage(state.key, 0, text("audit.end_missing")),)
    return () if fold(events) == state else (Damage(state.key, 0, text("audit.row_differs")),)


def fingerprint(heads: Mapping[str, str]) -> str:
    """Name a whole history by one value: the SHA-256 over every case's key and last hash, in the order of the keys."""
    lines = "".join(f"{key}\t{heads[key]}\n" for key in sorted(heads))
    return sha256(lines.encode()).hexdigest()


def _chain_damage(key: str, events: Sequence[Event]) -> Iterable[Damage]:
    previous = GENESIS
    for number, event in enumerate(events, start=1):
        if event.seq != number:
            yield Damage(key, number, text("audit.event_missing", seq=number))
            return
        if event.previous_hash != previous:
            yield Damage(key, number, text("audit.link_broken", seq=number))
            return
        if hash_of(event) != event.hash:
            yield Damage(key, number, text("audit.event_changed", seq=number))
            return
        previous = event.hash
