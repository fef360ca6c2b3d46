from dataclasses import replace
from decimal import Decimal

import pytest

from cycle_engine.definitions.findings import Severity
from cycle_engine.definitions.indicator_checks import check_indicators
from cycle_engine.domain.indicators import Band, IndicatorSet, SetStatus
from tests.indicator_sets import BANDS, a_criterion, a_group, a_set, set_3276, set_4725


def found(indicators: IndicatorSet) -> list[str]:
    return [f"{f.severity.value} {f.message.key.removeprefix('indicators.')}" for f in check_indicators(indicators)]


def test_a_whole_set_has_nothing_to_find() -> None:
    assert found(a_set()) == []


def test_4725_says_that_its_second_group_is_ten_points_short() -> None:
    findings = check_indicators(set_4725())
    assert {finding.severity for finding in findings} == {Severity.WARNING}
    said = [str(finding) for finding in findings if finding.where == "groups[2].maximum"]
    assert len(said) == 1
    assert all(number in said[0] for number in ("90", "100", "10"))


def test_a_placeholder_is_only_pointed_out() -> None:
    assert found(set_3276()) == ["warning placeholder"]


@pytest.mark.parametrize(
    ("indicators", "problem"),
    [
        (a_set(a_group("A", "60", "30")), "error sum_differs"),
        (a_set(a_group("A", "60", "41")), "error sum_differs"),
        (a_set(a_group("A")), "error group_without_criteria"),
        (a_set(a_group("A", "100"), a_group("A", "100")), "error group_twice"),
        (a_set(a_group("A", "100", "0.5")), "error sum_differs"),
        (a_set(a_group("A", "99.7", "0.3")), "error step_misses_maximum"),
        (a_set(a_group("A", "100", "0")), "error maximum_out_of_range"),
        (replace(a_set(), groups=()), "error no_groups"),
        (replace(a_set(), bands=()), "error no_bands"),
        (replace(a_set(), status=SetStatus.PLACEHOLDER), "error placeholder_with_criteria"),
    ],
)
def test_what_keeps_a_set_from_being_scored_by_is_found(indicators: IndicatorSet, problem: str) -> None:
    assert problem in found(indicators)


def test_a_code_comes_once_in_the_whole_set() -> None:
    first, second = a_group("A", "100"), a_group("B", "100")
    twice = replace(second, criteria=(replace(second.criteria[0], code="A.1"),))
    assert "error code_twice" in found(a_set(first, twice))


def test_a_step_must_lead_somewhere() -> None:
    stuck = replace(a_criterion("A.1", "100"), step=Decimal(0))
    assert found(a_set(replace(a_group("A"), criteria=(stuck,)))) == ["error step_not_positive"]


LOW, MIDDLE, HIGH = BANDS


@pytest.mark.parametrize(
    ("bands", "problem"),
    [
        ((LOW, replace(MIDDLE, low_included=False), HIGH), "bands_leave_gap"),
        ((LOW, replace(MIDDLE, low=Decimal("50.5")), HIGH), "bands_leave_gap"),
        ((replace(LOW, high_included=True), MIDDLE, HIGH), "bands_overlap"),
        ((LOW, replace(MIDDLE, high=Decimal(76)), HIGH), "bands_overlap"),
        ((replace(LOW, low=Decimal(1)), MIDDLE, HIGH), "bands_begin_late"),
        ((replace(LOW, low_included=False), MIDDLE, HIGH), "bands_begin_late"),
        ((LOW, MIDDLE), "bands_end_early"),
        ((LOW, MIDDLE, replace(HIGH, high_included=False)), "bands_end_early"),
        ((replace(LOW, level=3), MIDDLE, replace(HIGH, level=1)), "bands_out_of_order"),
        ((LOW, replace(MIDDLE, level=1), HIGH), "bands_out_of_order"),
        ((LOW, MIDDLE, replace(HIGH, level=4)), "band_level_unknown"),
        ((LOW, replace(MIDDLE, low=Decimal(80)), HIGH), "band_is_empty"),
    ],
)
def test_bands_hold_every_share_exactly_once(bands: tuple[Band, ...], problem: str) -> None:
    assert f"error {problem}" in found(replace(a_set(), bands=bands))


def test_the_order_of_bands_in_the_file_does_not_matter() -> None:
    assert found(replace(a_set(), bands=(HIGH, LOW, MIDDLE))) == []
