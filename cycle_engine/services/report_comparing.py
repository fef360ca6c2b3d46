"""Whether the history that a report was made from is still there, case by case.

A report keeps the number and hash of the last event of every case it was made from. As hashes are chained, whoever
rebuilds a history after that, however well, does not come to the same hash at the same number again.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from cycle_engine.domain.events import Event, hash_of
from cycle_engine.domain.periods import Period, ReportingRule
from cycle_engine.messages import Text, text
from cycle_engine.reports.monthly_frozen import Frozen
from cycle_engine.services.desk import OpenCycle
from cycle_engine.services.report_facts import known_histories
from cycle_engine.store.cases import events_of_cycle
from cycle_engine.store.rows import Rows


@dataclass(frozen=True, slots=True)
class Difference:
    """Where today's history is not the one a report was made from: in which case, at which event, and what."""

    case_key: str
    seq: int
    what: Text


def differences_of(rows: Rows, cycle: OpenCycle, facts: Frozen) -> tuple[Difference, ...]:
    """Compare the heads that a report keeps with today's history of the same days, as it was known then."""
    heads = {str(key): (int(head[0]), str(head[1])) for key, head in facts["heads"].items()}
    whole = _by_key(events_of_cycle(rows, cycle.stored.id))
    known = _by_key(known_histories(rows, cycle, _period(facts), datetime.fromisoformat(facts["known_until"])))
    return (*_lost(heads, whole), *_added(heads, known))


def _by_key(histories: Mapping[int, Sequence[Event]]) -> Mapping[str, Sequence[Event]]:
    return {events[0].case_key: events for events in histories.values()}


def _period(facts: Frozen) -> Period:
    cut_off, due = (date.fromisoformat(facts["period"][name]) for name in ("cut_off", "due"))
    return Period(cut_off.year, cut_off.month, ReportingRule(cut_off.day, due.day))


def _lost(heads: Mapping[str, tuple[int, str]], whole: Mapping[str, Sequence[Event]]) -> Iterator[Difference]:
    for key, (seq, hash_) in sorted(heads.items()):
        event = next((event for event in whole.get(key, ()) if event.seq == seq), None)
        if event is None:
            yield Difference(key, seq, text("report_audit.event_gone", seq=seq))
        elif event.hash != hash_ or hash_of(event) != hash_:
            found = hash_of(event)
            yield Difference(key, seq, text("report_audit.event_other", seq=seq, kept=hash_[:12], found=found[:12]))


def _added(heads: Mapping[str, tuple[int, str]], known: Mapping[str, Sequence[Event]]) -> Iterator[Difference]:
    """Find what claims to have been known when the report was made, but was not."""
    for key, events in sorted(known.items()):
        seq, _ = heads.get(key, (0, ""))
        for event in events:
            if event.seq > seq:
                yield Difference(key, event.seq, text("report_audit.event_added", seq=event.seq))
                break
