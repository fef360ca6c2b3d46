"""``cycle history``: what happened to a unit's case."""

import click

from cycle_engine.app import Asked, open_desk
from cycle_engine.commands.output import show_json, show_table, show_text
from cycle_engine.commands.speaking import argument, command
from cycle_engine.domain.events import Event
from cycle_engine.messages import say
from cycle_engine.services.histories import History, show_history


@command("history")
@argument("unit")
@click.pass_obj
def history(asked: Asked, unit: str) -> None:
    """Show a unit's events."""
    found = show_history(open_desk(asked), unit)
    if asked.json:
        show_json({"unit": found.unit, "events": [_as_json(event) for event in found.events]})
        return
    show_text("output.history_head", unit=found.unit, name=found.name)
    headings = [say(f"output.{name}") for name in ("seq", "what", "from", "to", "actor", "occurred_on", "recorded_at")]
    show_table([*headings, say("output.with")], [_row(found, event) for event in found.events])


def _row(found: History, event: Event) -> tuple[object, ...]:
    transition = found.cycle.workflow.track(found.track).find_transition(event.transition)
    what = transition.label if transition else say(f"terms.event_{event.kind.value}")
    actor = f"{event.actor} ({event.on_behalf_of})" if event.on_behalf_of else event.actor
    return (event.seq, what, event.source, event.target, actor, event.occurred_on, event.recorded_at, _with(event))


def _with(event: Event) -> str:
    facts = event.facts
    papers = [f"{d.kind}: {d.link or d.name}{f' ({d.number})' if d.number else ''}" for d in facts.documents]
    level = [say("output.with_level", level=facts.level)] if facts.level else []
    days = [f"{own.milestone} → {own.due:%d/%m/%Y}" for own in facts.deadlines]
    return "; ".join(part for part in (*papers, *level, *days, facts.reason, facts.note) if part)


def _as_json(event: Event) -> dict[str, object]:
    return {
        "seq": event.seq,
        "kind": event.kind.value,
        "transition": event.transition or None,
        "from": event.source or None,
        "to": event.target,
        "actor": event.actor,
        "on_behalf_of": event.on_behalf_of or None,
        "occurred_on": event.occurred_on,
        "recorded_at": event.recorded_at,
        "reason": event.facts.reason or None,
        "note": event.facts.note or None,
        "documents": [
            {"kind": d.kind, "name": d.name, "sha256": d.sha256, "link": d.link, "number": d.number, "dated": d.dated}
            for d in event.facts.documents
        ],
        "hash": event.hash,
    }
