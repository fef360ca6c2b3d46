"""The officer's week is what a naive walk through the year finds, on the first working day that is ticked in it."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cycle_engine.services.ticking import Ticked
from tests.databases import SQLiteTemplate
from tests.naive_office import NaiveOffice
from tests.worlds import LAST, NewOffice, Office, World, days_between, offices, some_of, worlds


@pytest.fixture(scope="module")
def new_office(sqlite_template: SQLiteTemplate) -> NewOffice:
    return offices(sqlite_template.copy)


@some_of(2)
@given(world=worlds(), data=st.data())
def test_each_week_is_told_once_as_a_naive_walk_finds_it(
    new_office: NewOffice, world: World, data: st.DataObject
) -> None:
    days = sorted(data.draw(st.sets(st.sampled_from(days_between(world.opened, LAST)), min_size=1, max_size=20)))
    naive, waiting = NaiveOffice(world), list(world.steps)
    with new_office(world) as office:
        tell_weeks(office)
        for day in days:
            while waiting and waiting[0].day <= day:
                step = waiting.pop(0)
                naive.act(step, office.act(step))
            assert told(office.tick(day)) == naive.week(day), day
            assert told(office.tick(day)) is None


def tell_weeks(office: Office) -> None:
    given_ = office.desk.settings
    office.desk.settings = replace(given_, mail=replace(given_.mail, weekly_digest=True))


def told(ticked: Ticked) -> set[tuple[str, str, str]] | None:
    weeks = [
        one
        for letter in ticked.letters
        for one in letter.plan.announcements
        if one.template == "weekly_digest" and not one.is_copy
    ]
    if not weeks:
        return None
    (facts,) = [week.facts for week in weeks]
    kinds = {kind: facts[kind] for kind in ("late", "due", "waiting")}
    return {(kind, row["unit"], row["milestone"]) for kind, rows in kinds.items() for row in rows}  # type: ignore[attr-defined]
