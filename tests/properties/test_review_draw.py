"""Schools drawn to teams: the same seed draws the same, evenly, and nobody gets a school that she may not."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cycle_engine.domain.review_draw import Draw, draw

TEAMS = ("Đoàn 1", "Đoàn 2", "Đoàn 3", "Đoàn 4")
UNITS = tuple(f"MN{number:02}" for number in range(1, 31))

teams = st.integers(1, 4).map(lambda count: TEAMS[:count])
units = st.integers(0, 30).map(lambda count: UNITS[:count])
seeds = st.integers(-(10**9), 10**9)


def loads(drawn: Draw, teams: tuple[str, ...], load: dict[str, int] | None = None) -> list[int]:
    given = list(drawn.by_unit.values())
    return [(load or {}).get(team, 0) + given.count(team) for team in teams]


@given(units, teams, seeds)
def test_without_ties_every_school_is_drawn_and_loads_differ_by_one_at_most(
    units: tuple[str, ...], teams: tuple[str, ...], seed: int
) -> None:
    drawn = draw(units, teams, barred=(), load={}, seed=seed)
    assert (set(drawn.by_unit), drawn.stuck, drawn.is_even) == (set(units), (), True)
    assert max(loads(drawn, teams)) - min(loads(drawn, teams)) <= 1


@given(units, teams, seeds, st.data())
def test_the_same_seed_draws_the_same_in_whatever_order_schools_are_named(
    units: tuple[str, ...], teams: tuple[str, ...], seed: int, data: st.DataObject
) -> None:
    barred = data.draw(st.sets(st.tuples(st.sampled_from(UNITS), st.sampled_from(TEAMS)), max_size=20))
    mixed = data.draw(st.permutations(units))
    first = draw(units, teams, barred=barred, load={}, seed=seed)
    assert draw(units, teams, barred=set(barred), load={}, seed=seed) == first
    assert draw(sorted(mixed), teams, barred=barred, load={}, seed=seed) == first


@given(units, teams, seeds, st.data())
def test_nobody_gets_a_school_she_may_not_and_who_is_stuck_is_named(
    units: tuple[str, ...], teams: tuple[str, ...], seed: int, data: st.DataObject
) -> None:
    barred = data.draw(st.sets(st.tuples(st.sampled_from(UNITS), st.sampled_from(TEAMS)), max_size=60))
    drawn = draw(units, teams, barred=barred, load={}, seed=seed)
    assert not barred & set(drawn.by_unit.items())
    assert set(drawn.stuck) == {unit for unit in units if all((unit, team) in barred for team in teams)}
    assert drawn.by_unit.keys() | set(drawn.stuck) == set(units)
    if drawn.is_even:
        assert max(loads(drawn, teams)) - min(loads(drawn, teams)) <= 1


@given(st.integers(1, 6), st.integers(2, 3), seeds, st.data())
def test_a_draw_is_as_even_as_any_way_to_give_the_schools_out(
    schools: int, count: int, seed: int, data: st.DataObject
) -> None:
    """Held to every way there is, with what the teams have already."""
    units, teams = UNITS[:schools], TEAMS[:count]
    barred = data.draw(st.sets(st.tuples(st.sampled_from(units), st.sampled_from(teams)), max_size=8))
    load = {team: data.draw(st.integers(0, 4)) for team in teams}
    drawn = draw(units, teams, barred=barred, load=load, seed=seed)
    if drawn.stuck:
        return

    def weight(given: tuple[str, ...]) -> int:
        return sum((load[team] + given.count(team)) ** 2 for team in teams)

    ways = list(product(teams, repeat=schools))
    allowed = [way for way in ways if not barred & set(zip(units, way, strict=True))]
    best = min(map(weight, allowed))
    assert sum(count * count for count in loads(drawn, teams, load)) == best
    assert drawn.is_even == (best == min(map(weight, ways)))


@pytest.mark.parametrize("seed", range(12))
def test_who_may_go_to_several_teams_makes_room_for_who_may_not(seed: int) -> None:
    """Three schools only the first team may take, three only it and the second, three any: handed on along the row."""
    _, second, third = TEAMS[:3]
    barred = {(unit, team) for unit in UNITS[:3] for team in (second, third)} | {(unit, third) for unit in UNITS[3:6]}
    drawn = draw(UNITS[:9], TEAMS[:3], barred=barred, load={}, seed=seed)
    assert (loads(drawn, TEAMS[:3]), drawn.is_even) == ([3, 3, 3], True)


def test_two_seeds_draw_differently() -> None:
    drawn = [draw(UNITS, TEAMS, barred=(), load={}, seed=seed).by_unit for seed in range(5)]
    assert len({tuple(one.items()) for one in drawn}) == 5


def test_a_draw_of_a_whole_province_is_quick_and_even() -> None:
    many, teams = [f"T{number:04}" for number in range(1000)], [f"Đoàn {number}" for number in range(20)]
    barred = {(unit, teams[number % 20]) for number, unit in enumerate(many)}
    drawn = draw(many, teams, barred=barred, load={}, seed=1)
    assert sorted(set(loads(drawn, tuple(teams)))) == [50]
