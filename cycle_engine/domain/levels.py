"""Which level a score sheet comes to, by the indicator set's own rule, and why.

Points that nobody accounts for yet (a criterion without an answer, or points of the group's maximum that no criterion
of an incomplete set has) may turn out anything, so a group's total is a range. A level is told only where every answer
is there and the whole range gives the same one: no level rather than a wrong one. A level entered by hand stands where
the rule tells none, unless the range excludes it.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from cycle_engine.domain.case import CaseState
from cycle_engine.domain.definition import LEVELS, LevelKind
from cycle_engine.domain.indicators import (
    FULL_SHARE,
    Band,
    Criterion,
    Group,
    IndicatorSet,
    MissingMandatory,
    OverallRule,
)
from cycle_engine.domain.scoring import ScoreEntry, ScoreSheet, points_of

LOWEST_LEVEL: Final = LEVELS[0]


@dataclass(frozen=True, slots=True)
class GroupVerdict:
    """What a sheet says of one group.

    ``points`` are those at hand (None: none); ``least`` and ``most`` what the total can be once all is known; the two
    levels are what these come to, a missing mandatory row counted in. ``is_entered`` tells a total entered as such.
    """

    group: Group
    points: Decimal | None
    least: Decimal
    most: Decimal
    lowest: int
    highest: int
    unanswered: tuple[str, ...]
    unmet: tuple[str, ...]
    is_entered: bool

    @property
    def level(self) -> int | None:
        """The group's level where it is certain."""
        return self.lowest if self.lowest == self.highest and not self.unanswered else None

    @property
    def is_ranged(self) -> bool:
        """Whether the total may still turn out otherwise."""
        return self.least != self.most


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a sheet comes to. ``computed`` is the rule's level, None where it tells none; ``level`` counts.

    Any level from ``lowest`` to ``highest`` would agree with the points at hand.
    """

    indicators: IndicatorSet
    groups: tuple[GroupVerdict, ...]
    computed: int | None
    level: int | None
    lowest: int
    highest: int

    @property
    def is_by_hand(self) -> bool:
        """Whether the level that counts was entered by hand."""
        return self.level is not None and self.computed is None

    @property
    def unanswered(self) -> tuple[str, ...]:
        """The rows without an answer that the level waits for."""
        return tuple(code for group in self.groups for code in group.unanswered)

    @property
    def unmet(self) -> tuple[str, ...]:
        """The mandatory rows that are not met."""
        return tuple(code for group in self.groups for code in group.unmet)

    def contradicts(self, level: int) -> bool:
        """Whether the points at hand exclude this level."""
        return not self.lowest <= level <= self.highest


def judge(sheet: ScoreSheet, indicators: IndicatorSet) -> Verdict:
    """Say which level a sheet comes to."""
    if not (indicators.bands and indicators.groups):
        return Verdict(indicators, (), None, sheet.level, LEVELS[0], LEVELS[-1])
    groups = tuple(_judge_group(sheet, group, indicators) for group in indicators.groups)
    lowest, highest = _OVERALL[indicators.overall](groups, indicators)
    is_certain = lowest == highest and not any(group.unanswered for group in groups)
    prevented = indicators.missing_mandatory is MissingMandatory.PREVENTS and any(group.unmet for group in groups)
    computed = lowest if is_certain and not prevented else None
    by_hand = sheet.level if sheet.level is not None and lowest <= sheet.level <= highest else None
    return Verdict(indicators, groups, computed, by_hand if computed is None else computed, lowest, highest)


def judge_case(kind: LevelKind, state: CaseState, indicators: IndicatorSet) -> Verdict | None:
    """Say which level a case's scores come to; None where there are none."""
    side = side_judged(kind, state)
    return judge(state.scores[side].sheet, indicators) if side else None


def side_judged(kind: LevelKind, state: CaseState) -> LevelKind | None:
    """Name the side whose scores a level follows from; None where it has none.

    What is recognised follows from the recognised scores, or from those of the external review where they are newer.
    """
    kinds = (LevelKind.RECOGNIZED, LevelKind.EXTERNAL) if kind is LevelKind.RECOGNIZED else (kind,)
    return max((one for one in kinds if one in state.scores), key=lambda one: state.scores[one].seq, default=None)


def level_to_record(
    level: int | None, kind: LevelKind | None, state: CaseState, indicators: IndicatorSet
) -> int | None:
    """Say which level an act records: the one it names, else what the scores come to."""
    if level is not None or kind is None:
        return level
    verdict = judge_case(kind, state, indicators)
    return verdict.level if verdict else None


def level_of(points: Decimal, maximum: Decimal, bands: Sequence[Band]) -> int:
    """Say which level a total comes to. Raises ``ValueError`` where the bands leave a gap, which no checked set has."""
    return band_of(points, maximum, bands).level


def band_of(points: Decimal, maximum: Decimal, bands: Sequence[Band]) -> Band:
    """Find the band a total falls into, exactly: shares are compared crosswise, nothing is divided."""
    share = points * FULL_SHARE
    for band in bands:
        low, high = band.low * maximum, band.high * maximum
        above = low <= share if band.low_included else low < share
        below = share <= high if band.high_included else share < high
        if above and below:
            return band
    raise ValueError(f"no band for {points} of {maximum}")


def is_met(criterion: Criterion, entry: ScoreEntry | None) -> bool | None:
    """Whether a mandatory row is met: answered with yes, or given points. None without an answer."""
    if entry is None:
        return None
    if criterion.maximum is None:
        return entry.met
    return None if entry.points is None else entry.points > 0


def _judge_group(sheet: ScoreSheet, group: Group, indicators: IndicatorSet) -> GroupVerdict:
    total, answers = sheet.find_total(group.id), sheet.by_code()
    least, most = _range(group, answers) if total is None else (total, total)
    unanswered, unmet = _rows(group, answers, total_known=total is not None)
    lowest, highest = (level_of(points, group.maximum, indicators.bands) for points in (least, most))
    if indicators.missing_mandatory is MissingMandatory.CAPS:
        lowest = LOWEST_LEVEL if unmet or any(_is_mandatory(group, code) for code in unanswered) else lowest
        highest = LOWEST_LEVEL if unmet else highest
    points = points_of(sheet, group)
    return GroupVerdict(group, points, least, most, lowest, highest, unanswered, unmet, is_entered=total is not None)


def _range(group: Group, answers: Mapping[str, ScoreEntry]) -> tuple[Decimal, Decimal]:
    """Give the least and the most that a group's total can turn out to be."""
    least = most = Decimal(0)
    for criterion in group.criteria:
        if criterion.maximum is None:
            continue
        points = answers[criterion.code].points if criterion.code in answers else None
        least += points if points is not None else 0
        most += points if points is not None else criterion.maximum
    least, most = least + min(group.gap, Decimal(0)), most + max(group.gap, Decimal(0))
    return max(least, Decimal(0)), min(max(most, Decimal(0)), group.maximum)


def _rows(
    group: Group, answers: Mapping[str, ScoreEntry], *, total_known: bool
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Name the rows the level waits for, and the mandatory ones that are not met."""
    unanswered, unmet = [], []
    for criterion in group.criteria:
        entry = answers.get(criterion.code)
        if criterion.mandatory:
            met = is_met(criterion, entry)
            unanswered += [criterion.code] if met is None else []
            unmet += [criterion.code] if met is False else []
        elif criterion.maximum is not None and not total_known and (entry is None or entry.points is None):
            unanswered.append(criterion.code)
    return tuple(unanswered), tuple(unmet)


def _is_mandatory(group: Group, code: str) -> bool:
    return any(criterion.mandatory for criterion in group.criteria if criterion.code == code)


def _lowest_group(groups: Sequence[GroupVerdict], _indicators: IndicatorSet) -> tuple[int, int]:
    return min(group.lowest for group in groups), min(group.highest for group in groups)


def _all_points(groups: Sequence[GroupVerdict], indicators: IndicatorSet) -> tuple[int, int]:
    maximum = sum((group.group.maximum for group in groups), Decimal(0))
    least = level_of(sum((group.least for group in groups), Decimal(0)), maximum, indicators.bands)
    most = level_of(sum((group.most for group in groups), Decimal(0)), maximum, indicators.bands)
    if indicators.missing_mandatory is not MissingMandatory.CAPS:
        return least, most
    waits = any(_is_mandatory(group.group, code) for group in groups for code in group.unanswered)
    unmet = any(group.unmet for group in groups)
    return LOWEST_LEVEL if unmet or waits else least, LOWEST_LEVEL if unmet else most


_OVERALL: Final[Mapping[OverallRule, Callable[[Sequence[GroupVerdict], IndicatorSet], tuple[int, int]]]] = {
    OverallRule.LOWEST_GROUP: _lowest_group,
    OverallRule.ALL_POINTS: _all_points,
}
