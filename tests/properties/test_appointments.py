"""Whatever happens in a year, an entry keeps its name, its sequence never falls, and it stands in a calendar once."""

from datetime import date

import pytest
from hypothesis import given

from cycle_engine.domain.appointments import Appointment
from cycle_engine.services.feeds import publish_feeds
from tests.builders import on
from tests.databases import SQLiteTemplate
from tests.worlds import NewOffice, Office, World, offices, some_of, worlds


@pytest.fixture(scope="module")
def new_office(sqlite_template: SQLiteTemplate) -> NewOffice:
    return offices(sqlite_template.copy)


def entries(office: Office, day: date) -> dict[str, dict[str, Appointment]]:
    """Every calendar's entries on a day, by name; none is in one twice."""
    found = {feed.unit: feed.entries for feed in publish_feeds(on(office.desk, day)).feeds}
    for shown in found.values():
        assert len({one.uid for one in shown}) == len(shown), day
    return {unit: {one.uid: one for one in shown} for unit, shown in found.items()}


@some_of(2)
@given(world=worlds())
def test_an_entry_keeps_its_name_and_its_sequence_never_falls(new_office: NewOffice, world: World) -> None:
    with new_office(world) as office:
        seen: dict[tuple[str, str], Appointment] = {}
        names: dict[tuple[str, str], str] = {}
        for step in world.steps:
            office.act(step)
            for unit, shown in entries(office, step.day).items():
                for uid, one in shown.items():
                    _compare(one, seen.get((unit, uid)))
                    seen[unit, uid] = one
                    if not one.units:
                        assert names.setdefault((unit, one.section), uid) == uid


def _compare(now: Appointment, before: Appointment | None) -> None:
    if before is None:
        return
    assert now.sequence >= before.sequence
    if now != before:
        assert now.sequence > before.sequence, (before, now)
