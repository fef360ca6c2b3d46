"""Whether a plan fits its workflow: its milestones name steps, come in order, and are reminded of in time."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Final

from cycle_engine.definitions.findings import Finding, error, repeated_ids, unknown, warning
from cycle_engine.definitions.milestone_order import milestones_needed_for
from cycle_engine.definitions.plan_reader import school_year_span
from cycle_engine.definitions.track_graph import reachable_stages
from cycle_engine.domain.definition import Addressee, LevelKind, Milestone, Party, Plan, Rung, Track, Workflow

BEFORE, ON, AFTER = -1, 0, 1
TEMPLATES: Final[Mapping[str, int]] = {
    "reminder": BEFORE,
    "due_today": ON,
    "overdue": AFTER,
    "escalation_head": AFTER,
    "escalation_superior": AFTER,
}
"""The letters a rung may name, and on which side of the deadline what they say is true."""

SELF_ASSESSMENT_BY: Final = (5, 31)
"""The Ministry's outer day, month first, for self-assessment results (read for Decision 4725/QĐ-BGDĐT)."""

RECOGNITION_BY: Final = (6, 20)
"""The Ministry's outer day for recognition and publication (read for Decision 4725/QĐ-BGDĐT)."""


def check_plan(plan: Plan, workflow: Workflow) -> tuple[Finding, ...]:
    """Find what is wrong in a plan, errors and warnings, without asking the calendar."""
    if plan.workflow != workflow.id:
        return (unknown("workflow", "other_workflow", plan.workflow, [workflow.id]),)
    return (
        *repeated_ids("milestones", (milestone.id for milestone in plan.milestones)),
        *_reference_findings(plan, workflow),
        *_date_findings(plan),
        *_order_findings(plan, workflow),
        *_outer_date_findings(plan, workflow),
        *_ladder_findings(plan),
    )


def _numbered(plan: Plan) -> Iterator[tuple[str, Milestone]]:
    for number, milestone in enumerate(plan.milestones, start=1):
        yield f"milestones[{number}]", milestone


def _reference_findings(plan: Plan, workflow: Workflow) -> Iterator[Finding]:
    tracks = {track.name: track for track in workflow.tracks}
    products = [product.id for product in workflow.products]
    for where, milestone in _numbered(plan):
        if milestone.track in tracks:
            yield from _completing_findings(where, milestone, tracks[milestone.track])
        else:
            yield unknown(f"{where}.track", "unknown_track", milestone.track, tracks)
        for product in milestone.products:
            if product not in products:
                yield unknown(f"{where}.products", "unknown_product", product, products)


def _completing_findings(where: str, milestone: Milestone, track: Track) -> Iterator[Finding]:
    steps = [step.id for step in track.transitions]
    if milestone.completes is None:
        yield warning(where, "milestone_moves_nothing", milestone=milestone.id, steps=steps)
    elif milestone.completes not in steps:
        yield unknown(f"{where}.completes", "unknown_step", milestone.completes, steps)


def _date_findings(plan: Plan) -> Iterator[Finding]:
    span = school_year_span(plan.school_year)
    if span is None:
        yield error("school_year", "not_a_school_year", value=plan.school_year)
    for where, milestone in _numbered(plan):
        if milestone.due is None:
            yield warning(where, "milestone_without_due", milestone=milestone.id)
        elif milestone.opens and milestone.opens > milestone.due:
            facts = {"milestone": milestone.id, "opens": milestone.opens, "due": milestone.due}
            yield error(f"{where}.due", "due_before_opens", **facts)
        for key, day in (("opens", milestone.opens), ("due", milestone.due)):
            if day and span and not span[0] <= day <= span[1]:
                facts = {"milestone": milestone.id, "day": day, "first": span[0], "last": span[1]}
                yield error(f"{where}.{key}", "outside_school_year", **facts)


def _order_findings(plan: Plan, workflow: Workflow) -> Iterator[Finding]:
    for where, milestone in _numbered(plan):
        for needed in milestones_needed_for(milestone, plan, workflow):
            if milestone.due and needed.due and milestone.due < needed.due:
                facts = {"milestone": milestone.id, "due": milestone.due, "needed": needed.id, "needed_due": needed.due}
                yield error(f"{where}.due", "due_before_needed", **facts)


def _outer_date_findings(plan: Plan, workflow: Workflow) -> Iterator[Finding]:
    span = school_year_span(plan.school_year)
    if span is None:
        return
    for where, milestone in _numbered(plan):
        is_own = _is_self_assessment(milestone, workflow)
        latest = date(span[1].year, *(SELF_ASSESSMENT_BY if is_own else RECOGNITION_BY))
        if milestone.due and latest < milestone.due <= span[1]:
            name = "after_self_assessment_date" if is_own else "after_recognition_date"
            facts = {"milestone": milestone.id, "due": milestone.due, "latest": latest}
            yield warning(f"{where}.due", name, **facts)


def _is_self_assessment(milestone: Milestone, workflow: Workflow) -> bool:
    """Whether the milestone is the school's own work before anybody outside has looked at it."""
    track = next((track for track in workflow.tracks if track.name == milestone.track), None)
    step = track.find_transition(milestone.completes or "") if track else None
    if track is None or step is None:
        return False
    outside = next((step for step in track.transitions if step.level is LevelKind.EXTERNAL), None)
    owners = {stage.id: stage.owner for stage in track.stages}
    before = reachable_stages(track, without=outside.id) if outside else frozenset()
    return all(source in before and owners.get(source) is Party.SCHOOL for source in step.sources)


def _ladder_findings(plan: Plan) -> Iterator[Finding]:
    dated = [milestone.id for milestone in plan.milestones if milestone.due]
    if dated and not plan.ladder:
        yield error("ladder", "ladder_empty", milestones=dated)
    elif dated and not any(rung.offset < 0 and rung.to is Addressee.OWNER for rung in plan.ladder):
        yield error("ladder", "ladder_too_late", milestones=dated)
    seen: set[tuple[int, Addressee]] = set()
    for number, rung in enumerate(plan.ladder, start=1):
        if (rung.offset, rung.to) in seen:
            yield error(f"ladder[{number}]", "rung_twice", offset=rung.offset, to=rung.to.value)
        seen.add((rung.offset, rung.to))
        yield from _template_findings(f"ladder[{number}].template", rung)


def _template_findings(where: str, rung: Rung) -> Iterator[Finding]:
    if rung.template not in TEMPLATES:
        yield unknown(where, "unknown_template", rung.template, TEMPLATES)
        return
    side = (rung.offset > 0) - (rung.offset < 0)
    if TEMPLATES[rung.template] != side:
        fitting = [name for name, wanted in TEMPLATES.items() if wanted == side]
        yield error(where, "rung_on_wrong_side", template=rung.template, offset=rung.offset, fitting=fitting)
