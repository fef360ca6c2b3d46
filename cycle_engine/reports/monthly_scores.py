"""What the scores say over all schools: whom to learn from, and which criteria are met best and missed most.

Of each school the scores of one side count: the recognised ones, else those of the external review. A school's own are
left out, since nobody has looked at them yet. Only what was entered counts; nothing is taken for 0.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from cycle_engine.domain.definition import LEVELS, LevelKind
from cycle_engine.domain.indicators import Criterion, IndicatorSet
from cycle_engine.domain.milestones import CaseStanding
from cycle_engine.domain.scoring import ScoreEntry, ScoreSheet, points_of
from cycle_engine.formatting import vietnamese_sort_key

Sheets = Mapping[int, Mapping[LevelKind, ScoreSheet]]
"""Each case's scores by side."""

_SIDES: Final = (LevelKind.RECOGNIZED, LevelKind.EXTERNAL)
_MOST: Final = 10
"""No list of these is longer."""


@dataclass(frozen=True, slots=True)
class ExemplarySchool:
    """A school at the highest level, by which side, and its points over all groups where they were entered."""

    unit: str
    name: str
    kind: LevelKind
    points: Decimal | None


@dataclass(frozen=True, slots=True)
class GroupPoints:
    """One side's points of every group that has any, by the group's short name."""

    kind: LevelKind
    points: tuple[tuple[str, Decimal], ...]


@dataclass(frozen=True, slots=True)
class CriterionFigures:
    """How a criterion was met: by how many of the schools that have an answer in full, and the share of its points."""

    code: str
    label: str
    schools: int
    met: int
    share: Decimal


def list_exemplary(
    standings: Sequence[CaseStanding], sheets: Sheets, indicators: IndicatorSet
) -> tuple[ExemplarySchool, ...]:
    """Name the schools at the highest level: recognised ones first, then by points, then by name."""
    found = [school for one in standings if (school := _exemplary(one, sheets.get(one.case_id, {}), indicators))]
    return tuple(sorted(found, key=_rank)[:_MOST])


def points_by_group(sheets: Mapping[LevelKind, ScoreSheet], indicators: IndicatorSet) -> tuple[GroupPoints, ...]:
    """One case's points of each side that has any; of a set without groups, those that totals were entered for."""
    groups = {group.id: group for group in indicators.groups}
    found = []
    for kind in LevelKind:
        if sheet := sheets.get(kind):
            totals = {one.group: one.points for one in sheet.group_totals if one.group not in groups}
            points = {group.id: points_of(sheet, group) for group in groups.values()} | totals
            given = tuple((name, each) for name, each in points.items() if each is not None)
            found += [GroupPoints(kind, given)] if given else []
    return tuple(found)


def rank_criteria(sheets: Sheets, indicators: IndicatorSet) -> tuple[CriterionFigures, ...]:
    """Say how each criterion was met, the best first; those that nobody answered are left out."""
    counted = [sheet for sides in sheets.values() if (sheet := _sheet(sides))]
    found = [figures for criterion in indicators.criteria if (figures := _figures(criterion, counted))]
    return tuple(sorted(found, key=lambda one: (-one.share, one.code)))


def best_met(ranked: Sequence[CriterionFigures]) -> tuple[CriterionFigures, ...]:
    """The criteria to hold up as examples."""
    return tuple(ranked[: _MOST // 2])


def most_missed(ranked: Sequence[CriterionFigures]) -> tuple[CriterionFigures, ...]:
    """The criteria that some school missed, the worst first."""
    return tuple(one for one in reversed(ranked) if one.met < one.schools)[:_MOST]


def _exemplary(
    standing: CaseStanding, sides: Mapping[LevelKind, ScoreSheet], indicators: IndicatorSet
) -> ExemplarySchool | None:
    kind = next((kind for kind in _SIDES if standing.levels.get(kind) is not None), None)
    if kind is None or standing.levels[kind] != max(LEVELS):
        return None
    sheet = sides.get(kind)
    return ExemplarySchool(standing.unit, standing.name, kind, _total(sheet, indicators) if sheet else None)


def _rank(school: ExemplarySchool) -> tuple[int, Decimal, object]:
    return _SIDES.index(school.kind), -(school.points or Decimal(0)), vietnamese_sort_key(school.name)


def _total(sheet: ScoreSheet, indicators: IndicatorSet) -> Decimal | None:
    given = [points_of(sheet, group) for group in indicators.groups]
    known = [points for points in given if points is not None]
    return sum(known, Decimal(0)) if known and len(known) == len(given) else None


def _sheet(sides: Mapping[LevelKind, ScoreSheet]) -> ScoreSheet | None:
    return next((sides[kind] for kind in _SIDES if kind in sides), None)


def _figures(criterion: Criterion, sheets: Sequence[ScoreSheet]) -> CriterionFigures | None:
    shares = list(_shares(criterion, sheets))
    if not shares:
        return None
    share = sum(shares, Decimal(0)) / len(shares)
    return CriterionFigures(criterion.code, criterion.label, len(shares), sum(one >= 1 for one in shares), share)


def _shares(criterion: Criterion, sheets: Sequence[ScoreSheet]) -> Iterator[Decimal]:
    for sheet in sheets:
        entry = sheet.find_entry(criterion.code)
        share = _share(entry, criterion) if entry else None
        if share is not None:
            yield share


def _share(entry: ScoreEntry, criterion: Criterion) -> Decimal | None:
    if not criterion.maximum:
        return None if entry.met is None else Decimal(entry.met)
    return None if entry.points is None else entry.points / criterion.maximum
