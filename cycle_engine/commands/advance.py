"""``cycle advance``: one transition, of one unit or several."""

from datetime import date

import click

from cycle_engine.app import Asked, open_desk
from cycle_engine.commands.output import show, show_json, show_table, show_text
from cycle_engine.commands.parameters import DAY, PAPER
from cycle_engine.commands.speaking import argument, command, option
from cycle_engine.errors import OperationRefused
from cycle_engine.messages import say, text
from cycle_engine.services.acting import ActOutcome, ActRequest, ActsDone, perform


@command("advance")
@argument("units", nargs=-1, required=True)
@argument("transition")
@option("--document", "documents", type=PAPER, multiple=True, help="handed_in")
@option("--number", default="", help="number")
@option("--dated", type=DAY, help="dated")
@option("--level", type=int, help="level")
@option("--reason", default="", help="reason")
@option("--note", default="", help="note")
@option("--until", type=DAY, help="until")
@option("--seen", type=int, help="seen")
@option("--apply", "apply_it", is_flag=True, help="apply_many")
@click.pass_obj
def advance(  # noqa: PLR0917 - click hands options over by keyword
    asked: Asked,
    units: tuple[str, ...],
    transition: str,
    documents: tuple[tuple[str, str], ...],
    number: str,
    dated: date | None,
    level: int | None,
    reason: str,
    note: str,
    until: date | None,
    seen: int | None,
    *,
    apply_it: bool,
) -> None:
    """Make a transition."""
    requests = [
        ActRequest(
            unit=unit,
            transition=transition,
            documents=documents,
            number=number.strip(),
            dated=dated,
            level=level,
            reason=reason.strip(),
            note=note.strip(),
            until=until,
            seen=seen,
        )
        for unit in dict.fromkeys(units)
    ]
    alone = len(requests) == 1
    done = perform(open_desk(asked, writes=True), requests, apply_it=apply_it or alone)
    _show(asked, done, applied=(apply_it or alone) and not done.refused)
    if done.refused:
        hints = [text("errors.batch_refused_hint")]
        refused = [_refused_as_json(outcome) for outcome in done.refused]
        counts = {"count": len(refused), "total": len(requests)}
        raise OperationRefused("batch_refused", hints=hints, **counts, refused=refused)


def _show(asked: Asked, done: ActsDone, *, applied: bool) -> None:
    if asked.json:
        if not done.refused:
            show_json({"applied": applied, "acts": [_as_json(outcome) for outcome in done.outcomes]})
        return
    if len(done.outcomes) == 1:
        outcome = done.outcomes[0]
        labels = {"source": outcome.source_label, "target": outcome.target_label}
        show_text("output.advanced", unit=outcome.unit, name=outcome.name, **labels)
    else:
        headings = [say(f"output.{name}") for name in ("code", "name", "from", "to", "refused")]
        show_table(headings, [_row(outcome) for outcome in done.outcomes])
        _show_hints(done)
        if not done.refused:
            show_text("output.applied" if applied else "output.apply_to_act")
    if done.letters_cancelled and applied:
        show_text("output.letters_cancelled", count=done.letters_cancelled)


def _row(outcome: ActOutcome) -> tuple[object, ...]:
    reasons = "; ".join(str(refusal.message) for refusal in outcome.refusals)
    return (outcome.unit, outcome.name, outcome.source_label, outcome.target_label, reasons)


def _show_hints(done: ActsDone) -> None:
    for hint in dict.fromkeys(str(refusal.hint) for outcome in done.refused for refusal in outcome.refusals):
        show(f"  → {hint}")


def _as_json(outcome: ActOutcome) -> dict[str, object]:
    return {
        "unit": outcome.unit,
        "transition": outcome.transition,
        "from": outcome.source,
        "to": outcome.target,
    }


def _refused_as_json(outcome: ActOutcome) -> dict[str, object]:
    refusals = [{"code": r.code, "message": str(r.message), "hint": str(r.hint)} for r in outcome.refusals]
    return {"unit": outcome.unit, "refusals": refusals}
