"""Events as they are written, for who checks the chain without this program: nothing is read and written anew."""

import json
from collections.abc import Mapping
from datetime import datetime

from cycle_engine.store.rows import Row, Rows, as_day, as_int, as_moment

_LINES = """
SELECT c.key, u.code AS unit, c.track, e.seq, e.kind, e.transition, e.source, e.target, e.actor, e.on_behalf_of,
       e.occurred_on, e.recorded_at, e.facts, e.previous_hash, e.hash
FROM events e JOIN cases c ON c.id = e.case_id JOIN units u ON u.id = c.unit_id
WHERE c.cycle_id = :cycle
"""


def event_lines(rows: Rows, cycle_id: int, *, until: datetime | None = None) -> tuple[Mapping[str, object], ...]:
    """Read every event of a cycle recorded up to a moment (included), a case after the other, by the words of its hash.

    ``recorded_at`` is text with microseconds, as it was hashed; facts that are no longer JSON stay the text they are.
    """
    limits = {"until": until} if until else {}
    found = rows.rows(_LINES + ("AND e.recorded_at <= :until" if until else ""), cycle=cycle_id, **limits)
    # Databases sort letters each in its own way; the bytes of an export are the same on all.
    return tuple(sorted((_line(row) for row in found), key=lambda line: (str(line["case"]), as_int(line["seq"]))))


def _line(row: Row) -> Mapping[str, object]:
    same = ("unit", "track", "kind", "transition", "actor", "on_behalf_of", "previous_hash", "hash")
    return {
        **{name: str(row[name]) for name in same},
        "case": str(row["key"]),
        "seq": as_int(row["seq"]),
        "from": str(row["source"]),
        "to": str(row["target"]),
        "occurred_on": as_day(row["occurred_on"]),
        "recorded_at": as_moment(row["recorded_at"]).isoformat(timespec="microseconds"),
        "facts": _facts(str(row["facts"])),
    }


def _facts(written: str) -> object:
    try:
        return json.loads(written)
    except ValueError:
        return written
