"""Reminders are a function of (definitions, cases, calendar, today, what was said before), not of when a tick ran."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cycle_engine.clock import morning_of
from tests.builders import a_roster, a_unit, everything
from tests.databases import SQLiteTemplate
from tests.naive_office import NaiveOffice
from tests.worlds import LAST, Key, NewOffice, Office, World, days_between, offices, some_of, worlds


@pytest.fixture(scope="module")
def new_office(sqlite_template: SQLiteTemplate) -> NewOffice:
    return offices(sqlite_template.copy)


def last_said(office: Office) -> dict[tuple[str, str, int, date], tuple[int, frozenset[str]]]:
    """The last rung that was said about each milestone in each round, and to whom."""
    found: dict[tuple[str, str, int, date], dict[int, set[str]]] = {}
    for key, state in office.states().items():
        if state == "said":
            found.setdefault(key[:4], {}).setdefault(key.offset, set()).add(key.recipient)
    return {thing: (max(rungs), frozenset(rungs[max(rungs)])) for thing, rungs in found.items()}


@given(world=worlds(), data=st.data())
def test_promise_6_the_tick_decides_what_a_naive_walk_through_the_year_decides(
    new_office: NewOffice, world: World, data: st.DataObject
) -> None:
    days = sorted(data.draw(st.sets(st.sampled_from(days_between(world.opened, LAST)), min_size=1, max_size=12)))
    delivered = data.draw(st.sets(st.sampled_from(days)))
    naive, waiting = NaiveOffice(world), list(world.steps)
    with new_office(world) as office:
        for day in days:
            while waiting and waiting[0].day <= day:
                step = waiting.pop(0)
                naive.act(step, office.act(step))
            office.tick(day)
            naive.tick(day)
            assert office.states() == naive.decided, day
            if day in delivered:
                office.deliver()
                naive.sent()


@some_of(4)
@given(world=worlds(most_steps=4), first=st.integers(0, 200), hours=st.sets(st.integers(9, 18), min_size=1, max_size=4))
def test_promise_6_ticking_hourly_decides_what_ticking_daily_does(
    new_office: NewOffice, world: World, first: int, hours: set[int]
) -> None:
    start = min(world.opened + timedelta(days=first), LAST)
    days = days_between(start, start + timedelta(days=4))
    daily = [morning_of(day) for day in days]
    hourly = sorted([*daily, *(morning_of(day) + timedelta(hours=hour - 8) for day in days for hour in hours)])
    with new_office(world) as one:
        expected = one.live(daily).decided()
    with new_office(world) as other:
        assert other.live(hourly).decided() == expected


@some_of(5)
@given(world=worlds(most_steps=5), down=st.integers(2, 30), before=st.integers(0, 60))
def test_promise_6_after_an_outage_only_the_latest_rung_is_said_and_the_rest_is_superseded(
    new_office: NewOffice, world: World, down: int, before: int
) -> None:
    went = world.opened + timedelta(days=before)
    quiet = replace(world, steps=tuple(step for step in world.steps if step.day <= went))
    back = went + timedelta(days=down)
    while not NaiveOffice(world).works(back):
        back += timedelta(days=1)
    up = days_between(max(world.opened, went - timedelta(days=3)), went)
    with new_office(quiet) as one:
        one.live([*up, *days_between(went, back)[1:]])
        decided, said = set(one.states()), last_said(one)
    with new_office(quiet) as other:
        other.live([*up, back])
        assert set(other.states()) == decided
        assert last_said(other) == said


@some_of(2)
@given(world=worlds(), day=st.sampled_from(days_between(date(2024, 12, 1), LAST)))
def test_promise_6_ticking_twice_changes_nothing_and_a_dry_run_says_what_the_tick_does(
    new_office: NewOffice, world: World, day: date
) -> None:
    day = max(day, world.opened)
    with new_office(world) as office:
        for step in world.steps:
            if step.day <= day:
                office.act(step)
        untouched = everything(office.desk.database)
        shown = office.tick(day, dry_run=True)
        assert everything(office.desk.database) == untouched
        done = office.tick(day)
        assert [(letter.plan, letter.subject) for letter in shown.letters] == [
            (letter.plan, letter.subject) for letter in done.letters
        ]
        assert replace(shown, letters=()) == replace(done, letters=())
        after = everything(office.desk.database)
        again = office.tick(day)
        assert (again.letters, again.superseded, again.waiting) == ((), 0, 0)
        assert everything(office.desk.database) == after


@some_of(3)
@given(world=worlds(), data=st.data())
def test_promise_6_the_order_of_the_cases_does_not_matter(
    new_office: NewOffice, world: World, data: st.DataObject
) -> None:
    days = sorted(data.draw(st.sets(st.sampled_from(days_between(world.opened, LAST)), min_size=1, max_size=5)))
    turned = data.draw(st.permutations(a_roster(world.schools)))
    with new_office(world) as one:
        expected = one.live(days).decided()
    with new_office(world, turned) as other:
        assert other.live(days).decided() == expected


@some_of(3)
@given(world=worlds(most_steps=0), later=st.integers(1, 25), data=st.data())
def test_moving_a_deadline_later_makes_nothing_said_earlier(
    new_office: NewOffice, world: World, later: int, data: st.DataObject
) -> None:
    world = replace(world, opened=min(world.opened, date(2025, 1, 10)))
    days = sorted(data.draw(st.sets(st.sampled_from(days_between(world.opened, date(2025, 3, 20))), min_size=8)))
    found = []
    for due in (world.due, world.due + timedelta(days=later)):
        with new_office(replace(world, due=due)) as office:
            decided = office.live(days).decided()
        found.append({(k.unit, k.offset, k.recipient): on for k, (_, on) in decided.items() if k.milestone == "II.1"})
    early, late = found
    assert late.keys() <= early.keys()
    assert all(late[rung] >= early[rung] for rung in late)


@some_of(4)
@given(
    world=worlds(most_steps=4),
    off=st.sets(st.sampled_from(days_between(date(2025, 1, 2), date(2025, 6, 20))), min_size=1, max_size=20),
)
def test_promise_10_no_letter_falls_on_a_day_that_an_office_was_given_off(
    new_office: NewOffice, world: World, off: set[date]
) -> None:
    world = replace(world, days_off=tuple(sorted(off)))
    around = {near for day in off for near in days_between(day - timedelta(days=1), day + timedelta(days=1))}
    naive = NaiveOffice(world)
    with new_office(world) as office:
        office.live(sorted(day for day in around if day >= world.opened))
        assert all(naive.works(day) for day in office.letter_days())


@some_of(4)
@given(world=worlds(), data=st.data())
def test_another_school_changes_no_letter_of_a_school(new_office: NewOffice, world: World, data: st.DataObject) -> None:
    days = sorted(data.draw(st.sets(st.sampled_from(days_between(world.opened, LAST)), min_size=1, max_size=8)))
    roster = a_roster(world.schools)
    with new_office(world, roster) as alone:
        expected = alone.live(days).decided()
    with new_office(world, (*roster, a_unit("MN00"), a_unit("MN99"))) as beside:
        found = beside.live(days).decided()
    schools = {f"MN{number:02}" for number in range(1, world.schools + 1)}

    def of_schools(decided: dict[Key, object]) -> dict[Key, object]:
        return {key: what for key, what in decided.items() if key.unit in schools}

    assert of_schools(dict(found)) == of_schools(dict(expected))
