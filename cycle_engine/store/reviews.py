"""The log of review teams and visits: read whole, written by appending."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from cycle_engine.domain.events import canonical_json
from cycle_engine.domain.reviews import ReviewLine, ReviewLineKind
from cycle_engine.store.rows import Row, Rows, as_int, as_moment

if TYPE_CHECKING:
    from cycle_engine.store.writing import Transaction


def review_lines(rows: Rows, cycle_id: int, *, until: datetime | None = None) -> tuple[ReviewLine, ...]:
    """Read a cycle's lines in order, as far as they were recorded up to a moment (included)."""
    query = "SELECT seq, kind, actor, on_behalf_of, recorded_at, facts FROM review_lines WHERE cycle_id = :cycle"
    limits = {"until": until} if until else {}
    found = rows.rows(f"{query}{' AND recorded_at <= :until' if until else ''} ORDER BY seq", cycle=cycle_id, **limits)
    return tuple(_line(row) for row in found)


def append_review_lines(
    transaction: "Transaction",
    cycle_id: int,
    lines: Sequence[tuple[ReviewLineKind, Mapping[str, object]]],
    *,
    actor: tuple[str, str],
    recorded_at: datetime,
) -> None:
    """Append lines by one person (login, on whose behalf). The transaction must be alone."""
    from cycle_engine.store.review_tables import ReviewLineRow

    query = "SELECT COALESCE(MAX(seq), 0) AS seq FROM review_lines WHERE cycle_id = :cycle"
    last = as_int(transaction.rows(query, cycle=cycle_id)[0]["seq"])
    who = {"actor": actor[0], "on_behalf_of": actor[1], "recorded_at": recorded_at}
    rows = [
        {"cycle_id": cycle_id, "seq": seq, "kind": kind.value, "facts": canonical_json(facts), **who}
        for seq, (kind, facts) in enumerate(lines, start=last + 1)
    ]
    transaction.insert(ReviewLineRow, rows)


def _line(row: Row) -> ReviewLine:
    return ReviewLine(
        seq=as_int(row["seq"]),
        kind=ReviewLineKind(str(row["kind"])),
        actor=str(row["actor"]),
        on_behalf_of=str(row["on_behalf_of"]),
        recorded_at=as_moment(row["recorded_at"]),
        facts=json.loads(str(row["facts"])),
    )
