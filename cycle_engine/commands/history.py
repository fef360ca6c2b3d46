"""``cycle history``: what happened to a unit's case."""

from typing import Final

import click

from cycle_engine.app import Asked, open_desk
from cycle_engine.commands.evidence_tables import evidence_in_words
from cycle_engine.commands.holders import days_as_json, days_in_words, holder_name
from cycle_engine.commands.output import show_json, show_table, show_text
from cycle_engine.commands.score_tables import scores_in_words, sheet_as_json
from cycle_engine.commands.speaking import argument, command
from cycle_engine.domain.events import Event
from cycle_engine.domain.evidence import evidence_to_json
from cycle_engine.domain.holdings import Holding, days_held
from cycle_engine.domain.scoring import ScoreSheet
from cycle_engine.messages import say
from cycle_engine.services.histories import History, show_history

_COLUMNS: Final = (
    *("seq", "what", "from", "to", "actor"),
    *("occurred_on", "recorded_at", "held_by", "days_held", "with"),
)


@command("history")
@argument("unit")
@click.pass_obj
def history(asked: Asked, unit: str) -> None:
    """Show a unit's events."""
    found = show_history(open_desk(asked), unit)
    if asked.json:
        show_json(_as_json(found))
        return
    show_text("output.history_head", unit=found.unit, name=found.name)
    pairs = zip(found.events, found.holdings, strict=True)
    show_table([say(f"output.{name}") for name in _COLUMNS], [_row(found, event, held) for event, held in pairs])
    show_text("output.days_waited", days=days_in_words(days_held(found.holdings)))


def _row(found: History, event: Event, held: Holding) -> tuple[object, ...]:
    track = found.cycle.workflow.track(found.track)
    transition = track.find_transition(event.transition)
    what = transition.label if transition else say(f"terms.event_{event.kind.value}")
    actor = f"{event.actor} ({event.on_behalf_of})" if event.on_behalf_of else event.actor
    stages = (track.stage(event.source).label if event.source else None, track.stage(event.target).label)
    days = (event.occurred_on, event.recorded_at, holder_name(held.party), held.working_days)
    return (event.seq, what, *stages, actor, *days, _with(found, event))


def _with(found: History, event: Event) -> str:
    facts = event.facts
    plan = [say("output.with_plan", number=facts.plan.number, issued=facts.plan.issued)] if facts.plan else []
    labels = {product.id: product.label for product in found.cycle.workflow.products}
    papers = [f"{labels[d.kind]}: {d.link or d.name}{f' ({d.number})' if d.number else ''}" for d in facts.documents]
    level = [say("output.with_level", level=facts.level)] if facts.level else []
    days = [f"{own.milestone} → {own.due:%d/%m/%Y}" for own in facts.deadlines]
    about = [say("output.with_explained", milestone=facts.explains.milestone)] if facts.explains else []
    proofs = [evidence_in_words(item) for item in facts.evidence]
    said = (*plan, *papers, *_scores(facts.scores), *proofs, *level, *days, *about, facts.reason, facts.note)
    return "; ".join(part for part in said if part)


def _scores(sheet: ScoreSheet | None) -> list[str]:
    return [scores_in_words(sheet)] if sheet else []


def _as_json(found: History) -> dict[str, object]:
    pairs = zip(found.events, found.holdings, strict=True)
    return {
        "unit": found.unit,
        "events": [_event_as_json(event, held) for event, held in pairs],
        "days_waited": days_as_json(days_held(found.holdings)),
    }


def _event_as_json(event: Event, held: Holding) -> dict[str, object]:
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
        "held_by": held.party.value if held.party else None,
        "days_held": held.working_days,
        "reason": event.facts.reason or None,
        "note": event.facts.note or None,
        "documents": [
            {"kind": d.kind, "name": d.name, "sha256": d.sha256, "link": d.link, "number": d.number, "dated": d.dated}
            for d in event.facts.documents
        ],
        "scores": sheet_as_json(event.facts.scores) if event.facts.scores else None,
        "evidence": [evidence_to_json(item) for item in event.facts.evidence],
        "plan": _plan_as_json(event),
        "explains": _explains_as_json(event),
        "hash": event.hash,
    }


def _plan_as_json(event: Event) -> dict[str, object] | None:
    plan = event.facts.plan
    return {"number": plan.number, "issued": plan.issued, "sha256": plan.sha256} if plan else None


def _explains_as_json(event: Event) -> dict[str, object] | None:
    about = event.facts.explains
    return {"milestone": about.milestone, "round": about.round} if about else None
