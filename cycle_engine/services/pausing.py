"""Pausing a mailbox: nothing is written to it for some days, and what was due is said after."""

from datetime import date, timedelta

from cycle_engine.domain.pauses import Pause
from cycle_engine.domain.recipients import mailbox
from cycle_engine.errors import NotFound, OperationRefused
from cycle_engine.formatting import normalised
from cycle_engine.messages import text
from cycle_engine.services.contacts import require_mailbox
from cycle_engine.services.desk import Desk
from cycle_engine.store.pauses import add_pause, all_pauses, end_pause


def pause(desk: Desk, address: str, *, last: date, reason: str) -> Pause:
    """Write nothing to a mailbox from today to ``last``, both included; letters queued already still go.

    Raises ``OperationRefused`` for an address that is none or a day that is over.
    """
    require_mailbox(address)
    if last < desk.today:
        raise OperationRefused("pause_is_over", hints=[text("errors.pause_is_over_hint")], last=last, today=desk.today)
    made = Pause(mailbox(address), desk.today, last + timedelta(days=1), normalised(reason))
    with desk.database.write(alone=True) as transaction:
        actor = desk.require_staff(transaction)
        add_pause(transaction, made, actor=actor.login, at=desk.clock.now())
    return made


def resume(desk: Desk, address: str) -> None:
    """Write to a mailbox again from today on. Raises ``NotFound`` for one that is not paused."""
    with desk.database.write(alone=True) as transaction:
        desk.require_staff(transaction)
        if not end_pause(transaction, mailbox(address), day=desk.today):
            raise NotFound("not_paused", hints=[text("errors.not_paused_hint")], address=address)


def list_pauses(desk: Desk) -> tuple[Pause, ...]:
    """Read the pauses that are not over."""
    with desk.database.read() as rows:
        return tuple(one for one in all_pauses(rows) if one.paused_until > desk.today)
