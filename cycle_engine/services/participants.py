"""Who takes part in a plan: the authority that runs it and the schools under it that day."""

from collections.abc import Mapping
from datetime import date

from cycle_engine.domain.definition import Plan, Workflow
from cycle_engine.domain.vacancies import People
from cycle_engine.errors import NotFound
from cycle_engine.messages import text
from cycle_engine.services.desk import Desk
from cycle_engine.store.contacts import contacts_from
from cycle_engine.store.rows import Rows
from cycle_engine.store.units import StoredUnit, all_units


def authority_of(desk: Desk, plan: Plan, stored: Mapping[str, StoredUnit]) -> StoredUnit:
    """Find the authority that runs the plan: the one it names, else the office's own. Raises ``NotFound``."""
    for code in (plan.authority, desk.settings.office.unit):
        if code in stored:
            return stored[code]
    hint = text("errors.authority_missing_hint", unit=desk.settings.office.unit)
    raise NotFound("authority_missing", hints=[hint], authority=plan.authority, unit=desk.settings.office.unit)


def schools_under(authority: str, workflow: Workflow, stored: Mapping[str, StoredUnit], day: date) -> list[StoredUnit]:
    """Find the schools that the workflow is for and that stand under the authority, however far, on a day."""
    return [
        unit
        for unit in stored.values()
        if unit.unit.kind.value in workflow.applies_to
        and unit.is_active_on(day)
        and _stands_under(unit, authority, stored)
    ]


def people_for(rows: Rows, desk: Desk, plan: Plan, workflow: Workflow) -> People:
    """Read everybody whom letters of a plan would go to, from the desk's day on. Raises ``NotFound``."""
    stored = {unit.unit.code: unit for unit in all_units(rows, day=desk.today)}
    office = authority_of(desk, plan, stored)
    schools = schools_under(office.unit.code, workflow, stored, desk.today)
    return People(
        units={code: unit.unit for code, unit in stored.items()},
        contacts=contacts_from(rows, desk.today),
        office=office.unit.code,
        schools=tuple(school.unit.code for school in schools),
    )


def _stands_under(unit: StoredUnit, authority: str, stored: Mapping[str, StoredUnit]) -> bool:
    parent, steps = unit.unit.parent, 0
    while parent and parent != authority and steps < len(stored):
        parent, steps = stored[parent].unit.parent, steps + 1
    return parent == authority
