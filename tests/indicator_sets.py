"""Indicator sets for tests: the shipped ones, and small ones in which only what matters is given."""

from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any, Final

from cycle_engine.definitions.indicator_reader import parse_indicators
from cycle_engine.domain.definition import LevelKind
from cycle_engine.domain.indicators import Band, Criterion, Group, IndicatorSet, SetStatus
from cycle_engine.domain.scoring import GroupTotal, ScoreEntry, ScoreSheet
from cycle_engine.resources import shipped

SET_4725_TEXT: Final = (shipped("workflows") / "indicators" / "4725.toml").read_text(encoding="utf-8")
SET_3276_TEXT: Final = (shipped("workflows") / "indicators" / "3276.toml").read_text(encoding="utf-8")

BANDS: Final = (
    Band(1, Decimal(0), Decimal(50), high_included=False),
    Band(2, Decimal(50), Decimal(75)),
    Band(3, Decimal(75), Decimal(100), low_included=False),
)
"""Under 50, from 50 to 75, above 75, as Decision 4725 has them."""


@cache
def set_4725() -> IndicatorSet:
    return parse_indicators(SET_4725_TEXT, file="4725.toml")


@cache
def set_3276() -> IndicatorSet:
    return parse_indicators(SET_3276_TEXT, file="3276.toml")


def a_criterion(code: str, maximum: str | None = None, **given: Any) -> Criterion:
    """A criterion of the group its code begins with; without a maximum it is answered with yes or no."""
    whole = {"label": f"Tiêu chí {code}", "group": code.partition(".")[0], **given}
    return Criterion(code, maximum=None if maximum is None else Decimal(maximum), **whole)


def a_group(group: str, *maxima: str, maximum: str = "100", mandatory: int = 0) -> Group:
    """A group with a criterion for each maximum, after so many mandatory rows: ``A.m1``, ``A.1``, ``A.2``."""
    rows = [a_criterion(f"{group}.m{number}", mandatory=True) for number in range(1, mandatory + 1)]
    rows += [a_criterion(f"{group}.{number}", points) for number, points in enumerate(maxima, start=1)]
    return Group(group, f"Nhóm {group}", Decimal(maximum), tuple(rows))


def a_set(*groups: Group, **given: Any) -> IndicatorSet:
    """A set of these groups with the bands of 4725."""
    whole: dict[str, Any] = {
        "id": "mau",
        "version": 1,
        "title": "Bộ chỉ số mẫu",
        "number": "01/QĐ-MẪU",
        "issued": None,
        "source": "bản mẫu",
        "status": SetStatus.VERIFIED,
        "applies_to": ("preschool",),
        "groups": groups or (a_group("A", "60", "40"),),
        "bands": BANDS,
    }
    return IndicatorSet(**(whole | given))


def a_sheet(points: dict[str, Any] | None = None, *, kind: LevelKind = LevelKind.SELF, **given: Any) -> ScoreSheet:
    """A sheet with these answers: points in text, or yes and no; ``totals`` are by group."""
    totals = given.pop("totals", {})
    entries = tuple(
        ScoreEntry(code, met=value) if isinstance(value, bool) else ScoreEntry(code, points=Decimal(value))
        for code, value in (points or {}).items()
    )
    return ScoreSheet(
        kind, entries=entries, group_totals=tuple(GroupTotal(g, Decimal(p)) for g, p in totals.items()), **given
    )


SMALL_SET_TEXT: Final = """
id = "3276"
version = 2
title = "Bộ chỉ số mẫu"
number = "3276/QĐ-BGDĐT"
issued = 2024-10-30
status = "verified"
applies_to = ["preschool"]
source = "bản mẫu"
step = 0.5
overall = "lowest_group"
missing_mandatory = "caps"

[[bands]]
level = 1
below = 50

[[bands]]
level = 2
from = 50
to = 75

[[bands]]
level = 3
above = 75

[[groups]]
id = "A"
label = "Nhóm A"
maximum = 100

[[groups.criteria]]
code = "A.0"
label = "Kế hoạch"
mandatory = true

[[groups.criteria]]
code = "A.1"
label = "Phần mềm"
maximum = 60
step = 0.5
evidence = "ảnh màn hình"

[[groups.criteria]]
code = "A.2"
label = "Học liệu"
maximum = 40
"""
"""A whole set under the name that the preschools' workflow asks for, to lie in an office's own folder."""


def keep_small_set(workspace: Path, text: str = SMALL_SET_TEXT) -> Path:
    """Let an office have a set of its own, which comes before the shipped placeholder."""
    file = workspace / "workflows" / "indicators" / "3276.toml"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, "utf-8")
    return file
