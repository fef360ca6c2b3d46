"""Indicator sets: what a school is assessed by, as an official decision's annex lists it.

Points are ``Decimal`` and count from 0 to a criterion's or group's ``maximum``. The bounds of bands are hundredths of
a group's maximum, so that a group out of 30 is judged like one out of 100. A row without a maximum is answered with
yes or no. What nobody has read in the annex is not here: a set without criteria is a placeholder.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from hashlib import sha256
from typing import Final

HALF: Final = Decimal("0.5")
"""The step of points where a file names none."""

FULL_SHARE: Final = Decimal(100)
"""A group's maximum, in the hundredths that bands are written in."""


class SetStatus(StrEnum):
    """How far a set can be relied on."""

    VERIFIED = "verified"
    INCOMPLETE = "incomplete"
    PLACEHOLDER = "placeholder"


class OverallRule(StrEnum):
    """How the groups' levels make one: the lowest of them, or the level of all points together."""

    LOWEST_GROUP = "lowest_group"
    ALL_POINTS = "all_points"


class MissingMandatory(StrEnum):
    """What it does that a mandatory row is not met: level 1 at most, no level at all, or a warning only."""

    CAPS = "caps"
    PREVENTS = "prevents"
    WARNS = "warns"


@dataclass(frozen=True, slots=True)
class Criterion:
    """One row of the annex. ``maximum`` is None for a row answered with yes or no; points come in whole ``step``."""

    code: str
    label: str
    group: str
    maximum: Decimal | None = None
    mandatory: bool = False
    step: Decimal = HALF
    evidence_hint: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """Criteria that are summed up; ``maximum`` is what the annex says, whatever the criteria at hand add to."""

    id: str
    label: str
    maximum: Decimal
    criteria: tuple[Criterion, ...] = ()

    @property
    def criteria_sum(self) -> Decimal:
        """What the criteria's maxima add to."""
        return sum((c.maximum for c in self.criteria if c.maximum is not None), Decimal(0))

    @property
    def gap(self) -> Decimal:
        """How many points of the maximum no criterion accounts for; negative where they are too many, 0 when whole."""
        return self.maximum - self.criteria_sum


@dataclass(frozen=True, slots=True)
class Band:
    """The shares of a group's maximum that give a level, each bound included or not."""

    level: int
    low: Decimal
    high: Decimal
    low_included: bool = True
    high_included: bool = True


@dataclass(frozen=True, slots=True)
class IndicatorSet:
    """One version of an official set. ``number`` and ``issued`` are the decision's; ``applies_to`` are kinds of unit.

    A placeholder has no criteria, and perhaps no groups and no bands; its levels are entered by hand.
    """

    id: str
    version: int
    title: str
    number: str
    issued: date | None
    source: str
    status: SetStatus
    applies_to: tuple[str, ...]
    groups: tuple[Group, ...] = ()
    bands: tuple[Band, ...] = ()
    overall: OverallRule = OverallRule.LOWEST_GROUP
    missing_mandatory: MissingMandatory = MissingMandatory.CAPS

    @property
    def criteria(self) -> tuple[Criterion, ...]:
        """Every criterion, in the annex's order."""
        return tuple(criterion for group in self.groups for criterion in group.criteria)

    def find_group(self, group_id: str) -> Group | None:
        """The group of this id, or None."""
        return next((group for group in self.groups if group.id == group_id), None)

    def find_criterion(self, code: str) -> Criterion | None:
        """The criterion of this code, or None."""
        return next((criterion for criterion in self.criteria if criterion.code == code), None)

    def by_code(self) -> Mapping[str, Criterion]:
        """The criteria by their codes."""
        return {criterion.code: criterion for criterion in self.criteria}


NO_INDICATORS: Final = IndicatorSet("", 0, "", "", None, "", SetStatus.PLACEHOLDER, ())
"""What a cycle is assessed by whose workflow names no set: totals and levels are entered by hand."""


def set_digest(indicators: IndicatorSet) -> str:
    """Name a set's whole content by one value: sheets keep it, so that nobody mixes two versions."""
    return sha256(json.dumps(set_to_row(indicators), sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def set_to_row(indicators: IndicatorSet) -> dict[str, object]:
    """Turn a set into plain JSON values; points are text."""
    return {
        "id": indicators.id,
        "version": indicators.version,
        "title": indicators.title,
        "number": indicators.number,
        "issued": indicators.issued.isoformat() if indicators.issued else None,
        "source": indicators.source,
        "status": indicators.status.value,
        "applies_to": list(indicators.applies_to),
        "groups": [_group_to_row(group) for group in indicators.groups],
        "bands": [_band_to_row(band) for band in indicators.bands],
        "overall": indicators.overall.value,
        "missing_mandatory": indicators.missing_mandatory.value,
    }


def _group_to_row(group: Group) -> dict[str, object]:
    return {
        "id": group.id,
        "label": group.label,
        "maximum": str(group.maximum),
        "criteria": [_criterion_to_row(criterion) for criterion in group.criteria],
    }


def _criterion_to_row(criterion: Criterion) -> dict[str, object]:
    return {
        "code": criterion.code,
        "label": criterion.label,
        "group": criterion.group,
        "maximum": None if criterion.maximum is None else str(criterion.maximum),
        "mandatory": criterion.mandatory,
        "step": str(criterion.step),
        "evidence_hint": criterion.evidence_hint,
    }


def _band_to_row(band: Band) -> dict[str, object]:
    return {
        "level": band.level,
        "low": str(band.low),
        "high": str(band.high),
        "low_included": band.low_included,
        "high_included": band.high_included,
    }
