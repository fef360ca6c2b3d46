"""Histories read for an audit: whether every line stands in its table letter for letter as it was written.

A hash covers what an event means. A blank more, a word that nobody reads or another spelling of a day would leave it as
it was, and a line may be changed beyond reading; so each line is written once more from its meaning and compared.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

from cycle_engine.domain.events import Event
from cycle_engine.store.cases import EVENTS, event_columns, event_of
from cycle_engine.store.rows import Row, Rows, as_int, parameters_for


@dataclass(slots=True)
class Evidence:
    """A case's events in order, those that can be read, and the numbers of those that are not as they were written."""

    events: list[Event] = field(default_factory=list)
    misspelt: list[int] = field(default_factory=list)


def evidence_of_cycle(rows: Rows, cycle_id: int) -> Mapping[int, Evidence]:
    """Read the history of every case of a cycle, by case."""
    by_case: dict[int, Evidence] = defaultdict(Evidence)
    for row in rows.rows(EVENTS + "WHERE c.cycle_id = :cycle ORDER BY e.case_id, e.seq", cycle=cycle_id):
        evidence, event = by_case[as_int(row["case_id"])], _read(row)
        if event:
            evidence.events.append(event)
        if event is None or not _is_as_written(row, event, rows.dialect):
            evidence.misspelt.append(as_int(row["seq"]))
    return by_case


def _read(row: Row) -> Event | None:
    try:
        return event_of(row)
    except (ValueError, TypeError, KeyError, AttributeError):
        return None


def _is_as_written(row: Row, event: Event, dialect: str) -> bool:
    written = parameters_for(dialect, event_columns(event))
    return all(row[name] == value for name, value in written.items())
