"""What changed since last month is told school by school, and only of schools that moved."""

from dataclasses import replace

from cycle_engine.domain.definition import LevelKind
from cycle_engine.reports.monthly import build_monthly_report
from tests.unit.reports.samples import MOVES, march_facts, march_standings

STANDINGS = march_standings()


def test_a_school_that_only_joined_has_not_moved() -> None:
    assert build_monthly_report(march_facts(previous=(), moves=())).changes == tuple(
        one for one in build_monthly_report(march_facts(previous=(), moves=())).changes if one.levels
    )


def test_where_nothing_moved_nobody_is_named() -> None:
    assert build_monthly_report(march_facts(previous=STANDINGS, moves=MOVES[:4])).changes == ()


def test_a_new_level_is_told_with_the_one_before() -> None:
    before = [replace(one, levels={}) if one.levels else one for one in STANDINGS]
    told = {one.unit: one.levels for one in build_monthly_report(march_facts(previous=before, moves=())).changes}
    levels = {one.unit: one.levels for one in STANDINGS if one.levels and one.track == "school"}
    assert told.keys() == levels.keys()
    assert all(
        {change.kind: change.now for change in told[unit]} == dict(levels[unit])
        and all(change.before is None for change in told[unit])
        for unit in told
    )
    assert any(LevelKind.SELF in has for has in levels.values())


def test_the_steps_of_a_school_are_told_in_their_order() -> None:
    report = build_monthly_report(march_facts(previous=STANDINGS))
    in_period = [move for move in MOVES if report.period.covers(move.recorded_on)]
    school = {one.unit for one in STANDINGS if one.track == "school"}
    assert {one.unit: len(one.steps) for one in report.changes} == {
        unit: sum(move.unit == unit for move in in_period) for unit in {move.unit for move in in_period} & school
    }
