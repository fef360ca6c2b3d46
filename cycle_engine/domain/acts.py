"""What a permitted act makes of a case: the facts of its event."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from cycle_engine.domain.case import CaseState
from cycle_engine.domain.definition import Plan, ProductForm, Track, Transition, Workflow
from cycle_engine.domain.events import Document, Facts, OwnDeadline
from cycle_engine.domain.guards import Act
from cycle_engine.domain.indicators import NO_INDICATORS, IndicatorSet
from cycle_engine.domain.levels import level_to_record
from cycle_engine.domain.milestones import next_milestones, open_stages
from cycle_engine.domain.register import type_of
from cycle_engine.errors import Refusal
from cycle_engine.messages import text


@dataclass(frozen=True, slots=True)
class After:
    """Where an act leads: the transition it makes, on which track, to which stage, by which definitions."""

    workflow: Workflow
    plan: Plan
    track: Track
    transition: Transition
    target: str
    indicators: IndicatorSet = NO_INDICATORS


def facts_after(act: Act, state: CaseState, after: After, *, supplement_until: date) -> Facts:
    """Say how the case stands after an act, and what came with it.

    ``supplement_until`` is the last day a return gives when the act names none.
    """
    transition = after.transition
    level = level_to_record(act.level, transition.level, state, after.indicators)
    return Facts(
        stage=after.target,
        owner=after.track.stage(after.target).owner,
        round=state.round + int(transition.starts_round),
        documents=_numbered(act, after),
        level_kind=transition.level if level is not None else None,
        level=level,
        deadlines=_own_deadlines(after, act.until or supplement_until) if transition.sets_deadline else (),
        reason=act.reason,
        note=act.note,
    )


def date_refusals(act: Act, transition: Transition, *, today: date) -> Sequence[Refusal]:
    """Refuse dates that cannot be: an act of tomorrow, a last day that is past or that nobody asked for."""
    found = []
    if act.occurred_on and act.occurred_on > today:
        said = text("refusals.date_in_future", day=act.occurred_on, today=today)
        found.append(Refusal("date_in_future", said, text("refusals.date_in_future_hint")))
    if act.until and not transition.sets_deadline:
        said = text("refusals.until_not_asked", transition=transition.id)
        found.append(Refusal("until_not_asked", said, text("refusals.until_not_asked_hint", unit=act.unit)))
    elif act.until and act.until < today:
        said = text("refusals.until_in_past", day=act.until)
        found.append(Refusal("until_in_past", said, text("refusals.until_in_past_hint")))
    return found


def _numbered(act: Act, after: After) -> tuple[Document, ...]:
    """Give the number and date to the paper they belong to.

    That is the one of the type that the number's sign names, as ``BC`` in ``12/BC-PGDĐT``, else the first that the
    transition asks for; a link has no number.
    """
    products = {product.id: product for product in after.workflow.products}
    links = {product.id for product in after.workflow.products if product.form is ProductForm.LINK}
    given = [document.kind for document in act.documents if document.kind not in links]
    asked = [kind for kind in after.transition.products if kind in given] or given
    sign = act.number.partition("/")[2].partition("-")[0].strip().casefold()
    types = {kind: type_of(products[kind].label.vi) for kind in asked if kind in products}
    named = [kind for kind in asked if sign and types.get(kind, "").casefold() == sign]
    return tuple(
        replace(document, number=act.number, dated=act.occurred_on)
        if document.kind in (named or asked)[:1]
        else document
        for document in act.documents
    )


def _own_deadlines(after: After, until: date) -> tuple[OwnDeadline, ...]:
    """Date a return: what the case comes to next gets the given last day, and so does what was due before it.

    Nobody can be late with a later step while the earlier one still has its time.
    """
    milestones = [m for m in after.plan.milestones_of(after.track.name) if after.target in open_stages(after.track, m)]
    first = next_milestones(after.track, milestones, after.target)
    return tuple(
        OwnDeadline(milestone.id, until)
        for milestone in milestones
        if milestone in first or (milestone.due and milestone.due < until)
    )
