"""The rule of levels, for whatever points and sets there may be."""

from dataclasses import replace
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from cycle_engine.definitions.frozen_copies import indicators_from_json, indicators_to_json
from cycle_engine.definitions.indicator_reader import parse_indicators
from cycle_engine.definitions.indicator_writing import write_indicators
from cycle_engine.domain.indicators import HALF, IndicatorSet, OverallRule, set_digest
from cycle_engine.domain.levels import judge
from cycle_engine.domain.scoring import ScoreEntry, ScoreSheet
from tests.indicator_sets import a_group, a_set, a_sheet, set_4725

HALVES = st.integers(1, 60).map(lambda halves: str(halves * HALF))


@st.composite
def whole_sets(draw: st.DrawFn) -> IndicatorSet:
    """Sets whose groups add up, with mandatory rows, judged by either rule."""
    groups = []
    for name in draw(st.sampled_from([("A",), ("A", "B"), ("A", "B", "C")])):
        maxima = draw(st.lists(HALVES, min_size=1, max_size=5))
        total = str(sum(map(Decimal, maxima)))
        groups.append(a_group(name, *maxima, maximum=total, mandatory=draw(st.integers(0, 2))))
    return a_set(*groups, overall=draw(st.sampled_from(OverallRule)))


@st.composite
def sheets(draw: st.DrawFn, indicators: IndicatorSet, *, least: ScoreSheet | None = None) -> ScoreSheet:
    """Whole sheets of a set, with at least the points of another."""
    entries = []
    for criterion in indicators.criteria:
        floor = least.find_entry(criterion.code) if least else None
        if criterion.maximum is None:
            entries.append(ScoreEntry(criterion.code, met=bool(floor and floor.met) or draw(st.booleans())))
        else:
            low = int(((floor.points if floor else None) or Decimal(0)) / HALF)
            halves = draw(st.integers(low, int(criterion.maximum / HALF)))
            entries.append(ScoreEntry(criterion.code, points=halves * HALF))
    return replace(a_sheet(), entries=tuple(entries))


@given(st.data())
def test_more_points_never_give_a_lower_level(data: st.DataObject) -> None:
    indicators = data.draw(whole_sets())
    fewer = data.draw(sheets(indicators))
    more = data.draw(sheets(indicators, least=fewer))
    low, high = judge(fewer, indicators).level, judge(more, indicators).level
    assert low is not None
    assert high is not None
    assert low <= high


@given(st.data(), st.integers(2, 9))
def test_a_set_scaled_up_with_its_points_gives_the_same_level(data: st.DataObject, times: int) -> None:
    indicators = data.draw(whole_sets())
    sheet = data.draw(sheets(indicators))
    groups = tuple(
        replace(
            group,
            maximum=group.maximum * times,
            criteria=tuple(replace(c, maximum=c.maximum * times if c.maximum else None) for c in group.criteria),
        )
        for group in indicators.groups
    )
    entries = tuple(replace(e, points=None if e.points is None else e.points * times) for e in sheet.entries)
    scaled = judge(replace(sheet, entries=entries), replace(indicators, groups=groups))
    assert scaled.level == judge(sheet, indicators).level


@given(st.data())
def test_what_is_known_of_part_of_a_sheet_holds_for_the_whole(data: st.DataObject) -> None:
    indicators = data.draw(whole_sets())
    sheet = data.draw(sheets(indicators))
    kept = data.draw(st.sets(st.sampled_from([entry.code for entry in sheet.entries])))
    part = judge(replace(sheet, entries=tuple(e for e in sheet.entries if e.code in kept)), indicators)
    whole = judge(sheet, indicators)
    assert whole.level is not None
    assert part.lowest <= whole.level <= part.highest
    assert part.level in {None, whole.level}


@given(whole_sets())
def test_a_set_survives_its_file_and_a_cycle_s_copy(indicators: IndicatorSet) -> None:
    assert parse_indicators(write_indicators(indicators, file="bảng.xlsx"), file="x.toml") == indicators
    copied = indicators_from_json(indicators_to_json(indicators))
    assert copied == indicators
    assert set_digest(copied) == set_digest(indicators)


def test_the_shipped_set_survives_too() -> None:
    assert indicators_from_json(indicators_to_json(set_4725())) == set_4725()
    assert parse_indicators(write_indicators(set_4725(), file="4725.toml"), file="x.toml") == set_4725()
