"""What a score form's formulas say, by the rule of its indicator set; and what they would give now.

The value is written beside each formula: a program that does not calculate (a mail's preview, Excel's protected view)
shows what is so. Shares of a group's maximum are written as points. Six decimals are enough to hide what floating point
makes of sums.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from cycle_engine.domain.definition import LEVELS
from cycle_engine.domain.indicators import FULL_SHARE, Band, Group, IndicatorSet, MissingMandatory, OverallRule

UNKNOWN: Final = "[...]"


@dataclass(frozen=True, slots=True)
class GroupPlaces:
    """Where a group's answers stand: the range of inputs, their sum, and when a mandatory row is not met."""

    group: Group
    inputs: str
    total: str
    unmet: tuple[str, ...]


def sum_formula(first: str, last: str) -> str:
    """Add up a group's points; empty until something is filled in."""
    return f'=IF(COUNT({first}:{last})=0,"",SUM({first}:{last}))'


def group_level_formula(indicators: IndicatorSet, places: GroupPlaces, *, words: str) -> str:
    """Say a group's level after ``words``, once all of it is filled in and nothing can change it any more."""
    least, most = _bounds(indicators, places)
    return _certain(indicators, [places], (least, most), words=words, is_overall=False)


def conclusion_formula(indicators: IndicatorSet, groups: Sequence[GroupPlaces], *, words: str) -> str:
    """Say the level of all after ``words``, once every answer is there.

    Points of a group's maximum that no criterion accounts for may turn out anything: where they would change the
    level, none is told.
    """
    if indicators.overall is OverallRule.ALL_POINTS:
        maximum = sum((places.group.maximum for places in groups), Decimal(0))
        totals = ("+".join(_total(places)[side] for places in groups) for side in (0, 1))
        least, most = (_level(indicators.bands, f"({total})", maximum) for total in totals)
    else:
        bounds = [_bounds(indicators, places) for places in groups]
        least, most = (f"MIN({','.join(bound[side] for bound in bounds)})" for side in (0, 1))
    return _certain(indicators, groups, (least, most), words=words, is_overall=True)


def answer_rule(cell: str, maximum: Decimal, step: Decimal) -> str:
    """Let a cell hold nothing but points from 0 to its maximum in whole steps."""
    whole_steps = f"ROUND({cell}/{step},6)=ROUND({cell}/{step},0)"
    return f"=AND(ISNUMBER({cell}),{cell}>=0,{cell}<={maximum},{whole_steps})"


def _certain(
    indicators: IndicatorSet,
    groups: Sequence[GroupPlaces],
    bounds: tuple[str, str],
    *,
    words: str,
    is_overall: bool,
) -> str:
    """The level if it is certain, else what stands for the unknown."""
    least, most = bounds
    blanks = "+".join(f"COUNTBLANK({places.inputs})" for places in groups)
    whole = f'"{words}"&{least}' if least == most else f'IF({least}={most},"{words}"&{least},"{UNKNOWN}")'
    # No sum and no comparison: to Excel, FALSE is greater than 0.
    unmet = ",".join(condition for places in groups for condition in places.unmet)
    if unmet and indicators.missing_mandatory is MissingMandatory.CAPS:
        whole = f'IF(OR({unmet}),"{words}"&{LEVELS[0]},{whole})'
    elif unmet and indicators.missing_mandatory is MissingMandatory.PREVENTS and is_overall:
        whole = f'IF(OR({unmet}),"{UNKNOWN}",{whole})'
    return f'=IF({blanks}>0,"{UNKNOWN}",{whole})'


def _bounds(indicators: IndicatorSet, places: GroupPlaces) -> tuple[str, str]:
    least, most = _total(places)
    maximum, bands = places.group.maximum, indicators.bands
    return _level(bands, least, maximum), _level(bands, most, maximum)


def _total(places: GroupPlaces) -> tuple[str, str]:
    """The least and the most that a group's total can turn out to be."""
    gap, total = places.group.gap if places.group.criteria else Decimal(0), f"N({places.total})"
    least = f"MAX(0,{total}-{_number(-gap)})" if gap < 0 else total
    most = f"MIN({_number(places.group.maximum)},{total}+{_number(gap)})" if gap > 0 else total
    return least, most


def _level(bands: Sequence[Band], cell: str, maximum: Decimal) -> str:
    """The level of the first band that holds, highest first; 0 where none does, which a checked set has not."""
    formula = "0"
    for band in sorted(bands, key=lambda band: band.level):
        low, high = (share * maximum / FULL_SHARE for share in (band.low, band.high))
        above = f"ROUND({cell},6){'>=' if band.low_included else '>'}{_number(low)}"
        below = f"ROUND({cell},6){'<=' if band.high_included else '<'}{_number(high)}"
        formula = f"IF(AND({above},{below}),{band.level},{formula})"
    return formula


def _number(value: Decimal) -> str:
    return f"{value.normalize():f}"
