"""Whether an indicator set can be scored by: its codes are unique, its groups add up, its bands leave no gap.

A set that says itself that it is incomplete may have groups that do not add up; how many points no criterion accounts
for is said all the same, since a level is then told only where those points cannot change it.
"""

from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise
from typing import Final

from cycle_engine.definitions.findings import Finding, Severity
from cycle_engine.definitions.toml_tables import repeats
from cycle_engine.domain.definition import LEVELS
from cycle_engine.domain.indicators import FULL_SHARE, Band, Criterion, Group, IndicatorSet, SetStatus
from cycle_engine.messages import text

HIGHEST_POINTS: Final = Decimal(10_000)
"""More than any criterion or group can have."""


def check_indicators(indicators: IndicatorSet) -> tuple[Finding, ...]:
    """Find everything that keeps a set from being scored by, and what its users ought to know."""
    return (
        *_repeat_findings(indicators),
        *_status_findings(indicators),
        *(f for n, group in enumerate(indicators.groups, start=1) for f in _group_findings(indicators, group, n)),
        *_band_findings(indicators),
    )


def _repeat_findings(indicators: IndicatorSet) -> Iterator[Finding]:
    for repeated in repeats(group.id for group in indicators.groups):
        yield _error("groups", "group_twice", group=repeated)
    for repeated in repeats(criterion.code for criterion in indicators.criteria):
        yield _error("groups", "code_twice", code=repeated)


def _status_findings(indicators: IndicatorSet) -> Iterator[Finding]:
    if indicators.status is SetStatus.PLACEHOLDER:
        if indicators.criteria:
            yield _error("status", "placeholder_with_criteria", count=len(indicators.criteria))
        else:
            yield _warning("status", "placeholder", number=indicators.number)
        return
    if not indicators.groups:
        yield _error("groups", "no_groups")
    if not indicators.bands:
        yield _error("bands", "no_bands")
    if indicators.status is SetStatus.INCOMPLETE:
        yield _warning("status", "incomplete", number=indicators.number)


def _group_findings(indicators: IndicatorSet, group: Group, number: int) -> Iterator[Finding]:
    where = f"groups[{number}]"
    if not 0 < group.maximum <= HIGHEST_POINTS:
        yield _error(f"{where}.maximum", "maximum_out_of_range", what=group.id)
    if indicators.status is not SetStatus.PLACEHOLDER:
        yield from _sum_findings(indicators, group, where)
    for place, criterion in enumerate(group.criteria, start=1):
        yield from _criterion_findings(criterion, f"{where}.criteria[{place}]")


def _sum_findings(indicators: IndicatorSet, group: Group, where: str) -> Iterator[Finding]:
    facts = {
        "group": group.id,
        "sum": group.criteria_sum,
        "maximum": group.maximum,
        "gap": abs(group.gap),
    }
    if not group.criteria:
        yield _error(f"{where}.criteria", "group_without_criteria", group=group.id)
    elif group.gap and indicators.status is SetStatus.INCOMPLETE:
        yield _warning(f"{where}.maximum", "sum_differs_known", **facts)
    elif group.gap:
        yield _error(f"{where}.maximum", "sum_differs", **facts)


def _criterion_findings(criterion: Criterion, where: str) -> Iterator[Finding]:
    if criterion.maximum is None:
        return
    if not 0 < criterion.maximum <= HIGHEST_POINTS:
        yield _error(f"{where}.maximum", "maximum_out_of_range", what=criterion.code)
    if criterion.step <= 0:
        yield _error(f"{where}.step", "step_not_positive", code=criterion.code)
    elif criterion.maximum % criterion.step:
        facts = {"maximum": criterion.maximum, "step": criterion.step}
        yield _error(f"{where}.step", "step_misses_maximum", code=criterion.code, **facts)


def _band_findings(indicators: IndicatorSet) -> Iterator[Finding]:
    bands = sorted(indicators.bands, key=lambda band: (band.low, not band.low_included, band.high))
    if not bands:
        return
    for band in bands:
        where = f"bands[{indicators.bands.index(band) + 1}]"
        if band.level not in LEVELS:
            yield _error(f"{where}.level", "band_level_unknown", level=band.level, levels=LEVELS)
        if not _is_sound(band):
            yield _error(where, "band_is_empty", level=band.level, low=band.low, high=band.high)
    if [band.level for band in bands] != sorted({band.level for band in bands}):
        yield _error("bands", "bands_out_of_order", levels=[band.level for band in bands])
    if (bands[0].low, bands[0].low_included) != (Decimal(0), True):
        yield _error("bands", "bands_begin_late", low=bands[0].low)
    if (bands[-1].high, bands[-1].high_included) != (FULL_SHARE, True):
        yield _error("bands", "bands_end_early", high=bands[-1].high)
    yield from _seam_findings(bands)


def _seam_findings(bands: list[Band]) -> Iterator[Finding]:
    """Look at each place where two bands meet: exactly one of them must hold the bound."""
    for lower, higher in pairwise(bands):
        facts = {"lower": lower.level, "higher": higher.level, "end": lower.high, "begin": higher.low}
        meets = lower.high == higher.low
        if higher.low < lower.high or (meets and lower.high_included and higher.low_included):
            yield _error("bands", "bands_overlap", **facts)
        elif not meets or not (lower.high_included or higher.low_included):
            yield _error("bands", "bands_leave_gap", **facts)


def _is_sound(band: Band) -> bool:
    if band.low == band.high:
        return band.low_included and band.high_included
    return band.low < band.high


def _error(where: str, name: str, **facts: object) -> Finding:
    return _finding(Severity.ERROR, where, name, facts)


def _warning(where: str, name: str, **facts: object) -> Finding:
    return _finding(Severity.WARNING, where, name, facts)


def _finding(severity: Severity, where: str, name: str, facts: dict[str, object]) -> Finding:
    message, hint = text(f"indicators.{name}", **facts), text(f"indicators.{name}_hint", **facts)
    return Finding(where, message, hint, severity)
