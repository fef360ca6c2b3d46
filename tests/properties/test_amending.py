"""A plan amended in the middle of the year leaves what the revised plan would have made of it from the start."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

import pytest
from hypothesis import given, reject
from hypothesis import strategies as st

from cycle_engine.clock import morning_of
from cycle_engine.errors import FileInvalid, OperationRefused
from cycle_engine.services.amending import amend
from cycle_engine.services.board import show_board
from cycle_engine.services.desk import Desk
from cycle_engine.services.histories import verify
from tests.builders import a_plan, on
from tests.databases import SQLiteTemplate
from tests.worlds import LAST, Key, NewOffice, Office, World, days_between, offices, some_of, worlds


@dataclass(frozen=True)
class Revised(World):
    """The same year under a plan that gives II.2 another day as well."""

    second: date = date(2025, 2, 28)

    @property
    def plan(self) -> str:
        return super().plan + f'[[milestones]]\nid = "II.2"\ndue = {self.second}\n'


@pytest.fixture(scope="module")
def new_office(sqlite_template: SQLiteTemplate) -> NewOffice:
    return offices(sqlite_template.copy)


def put(office: Office, plan: World, day: date) -> None:
    """Amend the plan of an office after the day's tick; a plan with errors, or the same, is none to try."""
    file = office.desk.workspace / "revised.toml"
    file.write_text(a_plan(plan.plan), "utf-8")
    try:
        amend(on(office.desk, morning_of(day) + timedelta(hours=2)), str(file), apply_it=True)
    except (FileInvalid, OperationRefused):
        reject()


def standings(desk: Desk, day: date) -> list[tuple[object, ...]]:
    """How every case stands, but for how its time is parted by events that move nothing."""
    return [(replace(case, holdings=()), case.days_waited) for case in show_board(on(desk, morning_of(day))).cases]


def later(office: Office, day: date) -> Mapping[Key, date]:
    return {key: on_ for key, (_, on_) in office.decided().items() if on_ > day}


@some_of(2)
@given(
    world=worlds(most_steps=6),
    first=st.sampled_from(days_between(date(2025, 1, 6), date(2025, 2, 20))),
    second=st.sampled_from(days_between(date(2025, 2, 21), date(2025, 3, 28))),
    data=st.data(),
)
def test_after_an_amendment_all_is_as_if_the_plan_had_been_so_from_the_start(
    new_office: NewOffice, world: World, first: date, second: date, data: st.DataObject
) -> None:
    amended_on = data.draw(st.sampled_from(days_between(world.opened, date(2025, 4, 11))))
    ticks = sorted(data.draw(st.sets(st.sampled_from(days_between(world.opened, LAST)), min_size=3, max_size=10)))
    ticks = sorted({*ticks, amended_on, *days_between(amended_on, amended_on + timedelta(days=12))})
    settled = amended_on + timedelta(days=12)
    fields = {name: getattr(world, name) for name in World.__dataclass_fields__}
    plan = Revised(**{**fields, "due": first, "second": second})
    with new_office(world) as office:
        made = _live(office, world, ticks, amendment=(amended_on, plan))
        found = (standings(office.desk, LAST), later(office, settled))
        assert verify(office.desk).damage == ()
    with new_office(plan) as office:
        _live(office, world, ticks, only=made)
        assert (standings(office.desk, LAST), later(office, settled)) == found


def _live(
    office: Office,
    world: World,
    ticks: Sequence[date],
    *,
    only: Sequence[bool] | None = None,
    amendment: tuple[date, World] | None = None,
) -> Sequence[bool]:
    """Live through steps and ticks, every letter sent at once; say which steps were made, of those that may be made."""
    made: list[bool] = []
    waiting = list(world.steps)
    for day in ticks:
        while waiting and waiting[0].day <= day:
            step = waiting.pop(0)
            wanted = only is None or only[len(made)]
            made.append(wanted and bool(office.act(step)))
        office.tick(day)
        office.deliver()
        if amendment and day == amendment[0]:
            put(office, amendment[1], day)
    return made
