"""Posts that letters of an open cycle need and nobody is behind, today or soon; ``tick`` and ``doctor`` say so."""

from collections.abc import Mapping
from datetime import date

from cycle_engine.domain.vacancies import FORESIGHT, People, Vacancy, find_vacancies
from cycle_engine.messages import Text, text
from cycle_engine.services.desk import OpenCycle
from cycle_engine.store.contacts import contacts_from
from cycle_engine.store.rows import Rows
from cycle_engine.store.units import all_units, assessed_units


def people_of(rows: Rows, cycle: OpenCycle, day: date) -> People:
    """Read everybody whom letters of a cycle may go to, from a day on. The roster may have lost the office."""
    assessed = assessed_units(rows, cycle.stored.id)
    return People(
        units={stored.unit.code: stored.unit for stored in all_units(rows, day=day)},
        contacts=contacts_from(rows, day),
        office=cycle.stored.authority,
        schools=tuple(code for code in assessed if code != cycle.stored.authority),
    )


def vacancies_ahead(people: People, cycle: OpenCycle, day: date) -> tuple[Vacancy, ...]:
    """Find the posts that letters of a cycle would not reach, today or within the time of foresight."""
    if people.office not in people.units:
        return ()
    addressees = {addressee for rung in cycle.plan.ladder for addressee in (rung.to, *rung.cc)}
    return find_vacancies(people, addressees, first=day, last=day + FORESIGHT)


def alarm(vacancy: Vacancy, day: date) -> Text:
    """Say that a post is or falls vacant."""
    name = "tick.post_vacant" if vacancy.since <= day else "tick.post_vacant_soon"
    post = text(f"terms.post_{vacancy.post}")
    return text(name, unit=vacancy.unit, post=post, since=vacancy.since)


def vacancy_alarms(people: People, cycle: OpenCycle, day: date) -> Mapping[tuple[str, str], Text]:
    """Say which posts letters would not reach; by unit and party's word."""
    return {(found.unit, found.post): alarm(found, day) for found in vacancies_ahead(people, cycle, day)}
