"""Which mailboxes are not written to, from when until when. What has been is kept: a rung may have waited for it."""

from datetime import date, datetime
from typing import TYPE_CHECKING

from cycle_engine.domain.pauses import Pause
from cycle_engine.store.rows import Rows, as_day

if TYPE_CHECKING:
    from cycle_engine.store.writing import Transaction


def all_pauses(rows: Rows) -> tuple[Pause, ...]:
    """Read every pause there is or was, by mailbox and time."""
    found = rows.rows("SELECT address, paused_from, paused_until, reason FROM pauses ORDER BY address, paused_from")
    return tuple(
        Pause(str(row["address"]), as_day(row["paused_from"]), as_day(row["paused_until"]), str(row["reason"]))
        for row in found
    )


def add_pause(transaction: "Transaction", pause: Pause, *, actor: str, at: datetime) -> None:
    """Pause a mailbox; a pause it has already is over that day."""
    from cycle_engine.store.people_tables import PauseRow

    end_pause(transaction, pause.address, day=pause.paused_from)
    transaction.insert_one(
        PauseRow,
        address=pause.address,
        paused_from=pause.paused_from,
        paused_until=pause.paused_until,
        reason=pause.reason,
        paused_by=actor,
        paused_at=at,
    )


def end_pause(transaction: "Transaction", address: str, *, day: date) -> bool:
    """Write to a mailbox again from a day on; False when it was not paused."""
    gone = transaction.execute(
        "DELETE FROM pauses WHERE address = :address AND paused_from >= :day", address=address, day=day
    )
    ended = transaction.execute(
        "UPDATE pauses SET paused_until = :day WHERE address = :address AND paused_until > :day",
        address=address,
        day=day,
    )
    return gone + ended > 0
