"""Opening a plan: a cycle with its own copy of workflow and plan, a case for every school and one for the office."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from cycle_engine.definitions.findings import Finding
from cycle_engine.definitions.frozen_copies import plan_from_json, plan_to_json, workflow_to_json
from cycle_engine.domain.definition import Party, Plan
from cycle_engine.domain.events import GENESIS, Event, EventKind, Facts, chain_event
from cycle_engine.domain.units import Unit
from cycle_engine.errors import OperationRefused
from cycle_engine.messages import text
from cycle_engine.services.desk import Actor, Desk, OpenCycle
from cycle_engine.services.indicator_sets import frozen, set_for
from cycle_engine.services.participants import authority_of, schools_under
from cycle_engine.services.plans import check_plan_file
from cycle_engine.store.cases import open_cases
from cycle_engine.store.cycles import StoredCycle, add_cycle, all_cycles
from cycle_engine.store.scores import add_indicators
from cycle_engine.store.units import StoredUnit, all_units, roster_begins_on


@dataclass(frozen=True, slots=True)
class Opened:
    """What was opened: the plan, the authority, how many schools, and what ought to be looked at."""

    plan: Plan
    authority: Unit
    schools: int
    warnings: tuple[Finding, ...]


def open_plan(desk: Desk, name: str) -> Opened:
    """Open a plan by file or name, for every school under the authority today.

    Raises ``FileInvalid`` with every problem of the plan, ``NotFound`` for no authority, ``OperationRefused`` for a
    plan that is open already or an authority without schools to assess.
    """
    checked = check_plan_file(desk, name)
    checked.require_sound()
    plan, workflow = checked.plan, checked.workflow
    indicators = frozen(set_for(workflow, desk.workspace))
    with desk.database.write(alone=True) as transaction:
        actor = desk.require_staff(transaction)
        stored = {unit.unit.code: unit for unit in all_units(transaction, day=desk.today)}
        office = authority_of(desk, plan, stored)
        schools = schools_under(office.unit.code, workflow, stored, desk.today)
        if not schools:
            begins_on = roster_begins_on(transaction)
            is_early = begins_on is not None and begins_on > desk.today
            hints = [text("errors.no_schools_yet_hint", day=begins_on, today=desk.today)] if is_early else []
            hints.append(text("errors.no_schools_hint"))
            raise OperationRefused("no_schools", hints=hints, authority=office.unit.code, kinds=workflow.applies_to)
        if any(_is_same(cycle, plan, office.unit.code) for cycle in all_cycles(transaction)):
            hint = text("errors.already_open_hint")
            raise OperationRefused("already_open", hints=[hint], plan=plan.number, school_year=plan.school_year)
        cycle = StoredCycle(
            id=0,
            authority=office.unit.code,
            plan_number=plan.number,
            school_year=plan.school_year,
            workflow=workflow_to_json(workflow),
            plan=plan_to_json(plan),
            opened_by=actor.login,
            opened_at=desk.clock.now(),
        )
        cycle_id = add_cycle(transaction, cycle)
        if indicators:
            add_indicators(transaction, cycle_id, indicators)
        units = {Party.SCHOOL: schools, Party.DEPARTMENT: [office]}
        open_cases(transaction, cycle_id, _first_events(desk, actor, OpenCycle(cycle, workflow, plan), units))
    return Opened(plan, office.unit, len(schools), checked.findings)


def _is_same(cycle: StoredCycle, plan: Plan, authority: str) -> bool:
    """Whether a plan is open already, as it was issued or as it was amended since."""
    numbers = (cycle.plan_number, plan_from_json(cycle.plan).number)
    return (cycle.authority, cycle.school_year) == (authority, plan.school_year) and plan.number in numbers


def _first_events(
    desk: Desk, actor: Actor, cycle: OpenCycle, units: Mapping[Party, Sequence[StoredUnit]]
) -> list[tuple[int, str, Event]]:
    """Open a case for every unit on the track of its party."""
    opened = []
    for track in cycle.workflow.tracks:
        owner = track.stage(track.initial).owner
        for unit in units[owner] if owner else ():
            event = chain_event(
                (0, GENESIS),
                case_key=cycle.stored.key_of(unit.unit.code, track.name),
                kind=EventKind.OPENED,
                facts=Facts(stage=track.initial, owner=owner, round=1),
                actor=actor.login,
                on_behalf_of=actor.on_behalf_of,
                occurred_on=desk.today,
                recorded_at=desk.clock.now(),
            )
            opened.append((unit.id, track.name, event))
    return opened
