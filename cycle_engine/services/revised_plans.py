"""A revised plan before it is put in place: read, checked by the cycle's own workflow, and fit for this cycle."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from cycle_engine.definitions.catalogue import find_plan
from cycle_engine.definitions.findings import Finding, errors_of
from cycle_engine.definitions.plan_reader import read_plan
from cycle_engine.domain.definition import Milestone, Plan
from cycle_engine.domain.plan_changes import compare_plans, renamed_milestones
from cycle_engine.errors import FileInvalid, OperationRefused, Problem
from cycle_engine.formatting import search_key
from cycle_engine.messages import text
from cycle_engine.services.desk import Desk, OpenCycle
from cycle_engine.services.plans import check_read_plan
from cycle_engine.store.cases import cases_of
from cycle_engine.store.rows import Rows


@dataclass(frozen=True, slots=True)
class RevisedPlan:
    """A plan file with the cycle it is for, as the cycle was when it was read, and what the checks find."""

    file: Path
    plan: Plan
    cycle: OpenCycle
    findings: tuple[Finding, ...]


def read_revised_plan(desk: Desk, name: str) -> RevisedPlan:
    """Read a revised plan and find the cycle it is for: the one of its workflow and year, else the one at work."""
    with desk.database.read() as rows:
        desk.require_staff(rows)
        cycles, at_work = desk.cycles(rows), desk.cycle(rows)
    file = find_plan(name, desk.workspace)
    plan = read_plan(file)
    cycle = next((one for one in reversed(cycles) if _is_for(plan, one)), at_work)
    findings = check_read_plan(desk, plan, cycle.workflow) if plan.workflow == cycle.plan.workflow else ()
    return RevisedPlan(file, plan, cycle, findings)


def require_amendable(rows: Rows, revised: RevisedPlan, cycle: OpenCycle) -> None:
    """Refuse what cannot take the place of the cycle's plan. Raises ``FileInvalid``, ``OperationRefused``."""
    problems = [
        *_other_plan(revised.plan, cycle.plan),
        *errors_of(revised.findings),
        *_renamed(revised.plan, cycle.plan),
        *_removed(rows, revised.plan, cycle),
    ]
    if problems:
        raise FileInvalid(file=str(revised.file), problems=problems)
    if compare_plans(cycle.plan, revised.plan).is_empty:
        hint = text("errors.plan_same_hint")
        raise OperationRefused("plan_same", hints=[hint], file=str(revised.file), plan=cycle.plan.number)


def _is_for(plan: Plan, cycle: OpenCycle) -> bool:
    current = cycle.plan
    return (plan.workflow, plan.school_year) == (current.workflow, current.school_year) and _same_authority(
        plan, current
    )


def _same_authority(plan: Plan, current: Plan) -> bool:
    return search_key(plan.authority) == search_key(current.authority)


def _other_plan(plan: Plan, current: Plan) -> Iterator[Problem]:
    """Find the lines by which the file is the plan of something else."""
    same = {
        "authority": _same_authority(plan, current),
        "workflow": plan.workflow == current.workflow,
        "school_year": plan.school_year == current.school_year,
    }
    for field, is_same in same.items():
        if not is_same:
            facts = {"given": getattr(plan, field), "current": getattr(current, field), "plan": current.number}
            yield Problem(field, text(f"amending.other_{field}", **facts), text("amending.other_plan_hint", **facts))


def _renamed(plan: Plan, current: Plan) -> Iterator[Problem]:
    places = {milestone.id: number for number, milestone in enumerate(plan.milestones, start=1)}
    for old, new in renamed_milestones(current, plan):
        facts = {"old": old.id, "new": new.id, "step": old.completes}
        where = f"milestones[{places[new.id]}].id"
        yield Problem(where, text("amending.renamed", **facts), text("amending.renamed_hint", **facts))


def _removed(rows: Rows, plan: Plan, cycle: OpenCycle) -> Iterator[Problem]:
    """Find the rows that are gone although units have handed in what they ask for."""
    renamed = {old.id for old, _ in renamed_milestones(cycle.plan, plan)}
    removed = [one for one in compare_plans(cycle.plan, plan).removed if one.id not in renamed]
    if not removed:
        return
    cases = cases_of(rows, cycle.stored.id, with_papers=True)
    for milestone in removed:
        asked = _products(milestone, cycle)
        units = [
            case.unit
            for case in cases
            if case.track == milestone.track and any(held.document.kind in asked for held in case.state.documents)
        ]
        if units:
            facts = {"milestone": milestone.id, "count": len(units), "units": units[:5]}
            yield Problem("milestones", text("amending.removed", **facts), text("amending.removed_hint", **facts))


def _products(milestone: Milestone, cycle: OpenCycle) -> frozenset[str]:
    step = cycle.workflow.track(milestone.track).find_transition(milestone.completes or "")
    return frozenset((*milestone.products, *(step.products if step else ())))
