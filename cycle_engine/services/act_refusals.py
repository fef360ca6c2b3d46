"""Acts that were refused or came too late, as the errors their caller is told."""

from typing import TYPE_CHECKING

from cycle_engine.errors import Conflict, CycleError, NotPermitted, TransitionRefused
from cycle_engine.messages import text
from cycle_engine.services.command_lines import whole_command
from cycle_engine.store.cases import StoredCase, events_of
from cycle_engine.store.rows import Rows

if TYPE_CHECKING:
    from cycle_engine.services.acting import ActOutcome, ActRequest


def refusal_of(outcome: "ActOutcome", request: "ActRequest") -> CycleError:
    """Say why an act was refused, with the whole command that would supply what it lacks."""
    for refusal in outcome.refusals:
        if refusal.code == "not_permitted":
            return NotPermitted("not_permitted", hints=[refusal.hint], unit=outcome.unit, why=refusal.message)
    against = outcome.refusals
    line = whole_command(outcome.unit, outcome.transition, against, given=request.options)
    return TransitionRefused(
        unit=outcome.unit, transition=outcome.transition, refusals=against, command=str(line or "")
    )


def case_moved(rows: Rows, case: StoredCase, seen: int) -> Conflict:
    """Say that a case moved since it was seen, and what happened in between."""
    between = [event for event in events_of(rows, case.id) if event.seq > seen]
    happened = [
        f"{event.seq}. {event.transition or event.kind.value} → {event.target} ({event.actor})" for event in between
    ]
    return Conflict(
        "case_moved",
        hints=[text("errors.case_moved_hint", unit=case.unit)],
        unit=case.unit,
        seen=seen,
        now=case.state.seq,
        stage=case.state.stage,
        happened=happened,
    )
