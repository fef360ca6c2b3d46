"""How many letters there are in each state, and when the last one left."""

from collections.abc import Mapping
from datetime import datetime

from cycle_engine.domain.notices import LetterState
from cycle_engine.store.rows import Rows, as_int, as_moment


def count_letters(rows: Rows) -> Mapping[LetterState, int]:
    """Count the letters of each state that there is one of."""
    found = rows.rows("SELECT state, COUNT(*) AS found FROM letters GROUP BY state")
    return {LetterState(str(row["state"])): as_int(row["found"]) for row in found}


def find_last_sent(rows: Rows) -> datetime | None:
    """Find the moment at which the last letter was taken; None before the first."""
    last = rows.rows("SELECT MAX(sent_at) AS last FROM letters")[0]["last"]
    return as_moment(last) if last else None
