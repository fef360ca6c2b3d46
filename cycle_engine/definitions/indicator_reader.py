"""Indicator set files: TOML into an ``IndicatorSet``. The format is described in ``docs/indicator-files.md``.

What the values mean together (sums, bands, codes that come twice) is asked in ``indicator_checks``.
"""

import re
from decimal import Decimal
from pathlib import Path
from typing import Final

from cycle_engine.definitions.toml_tables import Table, parse_toml, read_toml
from cycle_engine.domain.indicators import (
    FULL_SHARE,
    HALF,
    Band,
    Criterion,
    Group,
    IndicatorSet,
    MissingMandatory,
    OverallRule,
    SetStatus,
)
from cycle_engine.domain.units import UnitKind

SET_ID: Final = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
"""What a set is called: small letters and digits, parted by ``-``; its file's name without the ending."""


def read_indicators(path: Path) -> IndicatorSet:
    """Read an indicator set file. Raises ``FileInvalid`` with all problems, ``NotFound``, ``Unavailable``."""
    return read_toml(path, _indicators)


def parse_indicators(content: str, *, file: str) -> IndicatorSet:
    """Read a set from text; ``file`` is what problems call it. Raises ``FileInvalid``."""
    return parse_toml(content, _indicators, file=file)


def _indicators(table: Table) -> IndicatorSet:
    step = table.number("step", default=HALF)
    return table.close(
        IndicatorSet(
            id=_set_id(table),
            version=table.whole_number("version", least=1),
            title=table.text("title"),
            number=table.text("number"),
            issued=table.find_day("issued"),
            source=table.text("source"),
            status=table.word("status", SetStatus),
            applies_to=_kinds(table),
            groups=tuple(_group(row, step) for row in table.rows("groups", required=False)),
            bands=tuple(_band(row) for row in table.rows("bands", required=False)),
            overall=table.word("overall", OverallRule, default=OverallRule.LOWEST_GROUP),
            missing_mandatory=table.word("missing_mandatory", MissingMandatory, default=MissingMandatory.CAPS),
        )
    )


def _set_id(table: Table) -> str:
    word = table.text("id")
    if word and not SET_ID.fullmatch(word):
        table.report("id", "not_identifier", "not_set_id_hint", value=word)
    return word


def _kinds(table: Table) -> tuple[str, ...]:
    allowed = [kind.value for kind in UnitKind if kind.is_school]
    kinds = table.texts("applies_to", required=True)
    for kind in kinds:
        if kind not in allowed:
            table.report_word("applies_to", kind, allowed)
    return kinds


def _group(table: Table, step: Decimal) -> Group:
    group = table.text("id")
    return table.close(
        Group(
            id=group,
            label=table.text("label"),
            maximum=table.number("maximum"),
            criteria=tuple(_criterion(row, group, step) for row in table.rows("criteria", required=False)),
        )
    )


def _criterion(table: Table, group: str, step: Decimal) -> Criterion:
    return table.close(
        Criterion(
            code=table.text("code"),
            label=table.text("label"),
            group=group,
            maximum=table.find_number("maximum"),
            mandatory=table.yes_no("mandatory"),
            step=table.number("step", default=step),
            evidence_hint=table.text("evidence", default=""),
        )
    )


def _band(table: Table) -> Band:
    """Read the bounds of a level: ``from`` and ``to`` are included, ``above`` and ``below`` are not."""
    lowest, above = table.find_number("from"), table.find_number("above")
    highest, below = table.find_number("to"), table.find_number("below")
    for one, other, both in ((lowest, above, "from, above"), (highest, below, "to, below")):
        if one is not None and other is not None:
            table.report("level", "two_bounds", "two_bounds_hint", bounds=both)
    low = lowest if above is None else above
    high = highest if below is None else below
    return table.close(
        Band(
            level=table.whole_number("level", least=1),
            low=Decimal(0) if low is None else low,
            high=FULL_SHARE if high is None else high,
            low_included=above is None,
            high_included=below is None,
        )
    )
