"""When each job of each daemon last worked, for ``doctor`` to read."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from cycle_engine.store.rows import Rows, as_moment

if TYPE_CHECKING:
    from cycle_engine.store.writing import Transaction


@dataclass(frozen=True, slots=True)
class Heartbeat:
    """The last time a daemon did a job, and how it ended (empty: well)."""

    daemon: str
    job: str
    beat_at: datetime
    outcome: str


def beat(transaction: "Transaction", heartbeat: Heartbeat) -> None:
    """Write down that a job was done."""
    from cycle_engine.store.tables import HeartbeatRow

    values = {"beat_at": heartbeat.beat_at, "outcome": heartbeat.outcome}
    if not transaction.update(HeartbeatRow, values, daemon=heartbeat.daemon, job=heartbeat.job):
        transaction.insert(HeartbeatRow, [{"daemon": heartbeat.daemon, "job": heartbeat.job, **values}])


def heartbeats(rows: Rows) -> tuple[Heartbeat, ...]:
    """Read every daemon's jobs, the most recent first."""
    found = rows.rows("SELECT daemon, job, beat_at, outcome FROM heartbeats ORDER BY beat_at DESC, job")
    return tuple(
        Heartbeat(str(row["daemon"]), str(row["job"]), as_moment(row["beat_at"]), str(row["outcome"])) for row in found
    )
