"""What a report says, as plain values that are kept and compared: everything of it, and nothing of its layout.

Labels are Vietnamese, days are ISO texts, points are texts. ``heads`` name the last event of every case that the
report was made from, by which a history that was rebuilt since is found and named.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields, is_dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from typing import Any, Final

from cycle_engine.domain.events import canonical_json
from cycle_engine.messages import Label
from cycle_engine.reports.monthly import MonthlyReport

FORMAT: Final = 2
"""Counts up when the facts are written otherwise; what only one of two versions writes is no difference of them."""

_LEFT_OUT_WHEN_EMPTY: Final = frozenset({"explanation", "group_points", "is_named_alone", "setbacks"})
"""What versions of before could not say, so that where nobody says it now nothing is changed."""

Frozen = Mapping[str, Any]
"""The facts as read back from JSON."""


def freeze_report(report: MonthlyReport, heads: Mapping[str, tuple[int, str]], known_until: datetime) -> dict[str, Any]:
    """Turn a report into plain values; what a new version says of the one before is not part of them."""
    content = _plain(replace(report, reissue=None))
    period = {"name": str(report.period), "first": _plain(report.period.first_on)}
    dates = {"cut_off": _plain(report.period.cut_off_on), "due": _plain(report.period.due_by)}
    return {
        **content,
        "format": FORMAT,
        "period": {**period, **dates},
        "known_until": known_until.isoformat(),
        "heads": {key: list(head) for key, head in heads.items()},
    }


def frozen_json(facts: Frozen) -> bytes:
    """Write frozen facts the one way in which they are hashed."""
    return canonical_json(facts).encode()


def _plain(value: object) -> Any:  # whatever JSON can hold
    for kind, plainly in _PLAINLY:
        if isinstance(value, kind):
            return plainly(value)
    if is_dataclass(value) and not isinstance(value, type):
        said = {one.name: _plain(getattr(value, one.name)) for one in fields(value)}
        return {name: plain for name, plain in said.items() if plain or name not in _LEFT_OUT_WHEN_EMPTY}
    return value


_PLAINLY: Final[tuple[tuple[type, Callable[[Any], Any]], ...]] = (
    (Label, lambda label: label.vi),
    (Enum, lambda member: member.value),
    (date, date.isoformat),
    (Decimal, str),
    (str, str),
    (Mapping, lambda mapping: {str(_plain(key)): _plain(item) for key, item in mapping.items()}),
    (frozenset, lambda items: sorted(map(_plain, items))),
    (Sequence, lambda items: [_plain(item) for item in items]),
)
"""How each kind of value is written; the first that fits."""
