"""An indicator set as the text of its file; ``indicator_reader`` reads it back as the same set."""

import json
from collections.abc import Iterator
from decimal import Decimal

from cycle_engine.domain.indicators import FULL_SHARE, Band, Criterion, Group, IndicatorSet
from cycle_engine.messages import say


def write_indicators(indicators: IndicatorSet, *, file: str) -> str:
    """The set file's text; ``file`` is where it was taken from, said in its first line."""
    steps = [criterion.step for criterion in indicators.criteria]
    step = max(set(steps), key=steps.count) if steps else None
    blocks = [
        [f"# {say('indicators.taken_from', file=_one_line(file))}"],
        list(_head(indicators, step)),
        *(list(_band(band)) for band in indicators.bands),
        *(block for group in indicators.groups for block in _group(group, step)),
    ]
    return "\n\n".join("\n".join(block) for block in blocks) + "\n"


def _head(indicators: IndicatorSet, step: Decimal | None) -> Iterator[str]:
    yield f"id = {_quoted(indicators.id)}"
    yield f"version = {indicators.version}"
    yield f"title = {_quoted(indicators.title)}"
    yield f"number = {_quoted(indicators.number)}"
    if indicators.issued:
        yield f"issued = {indicators.issued.isoformat()}"
    yield f"status = {_quoted(indicators.status.value)}"
    yield f"applies_to = [{', '.join(map(_quoted, indicators.applies_to))}]"
    yield f"source = {_quoted(indicators.source)}"
    if step is not None:
        yield f"step = {step}"
    yield f"overall = {_quoted(indicators.overall.value)}"
    yield f"missing_mandatory = {_quoted(indicators.missing_mandatory.value)}"


def _band(band: Band) -> Iterator[str]:
    yield "[[bands]]"
    yield f"level = {band.level}"
    if (band.low, band.low_included) != (Decimal(0), True):
        yield f"{'from' if band.low_included else 'above'} = {band.low}"
    if (band.high, band.high_included) != (FULL_SHARE, True):
        yield f"{'to' if band.high_included else 'below'} = {band.high}"


def _group(group: Group, step: Decimal | None) -> Iterator[list[str]]:
    yield [
        "[[groups]]",
        f"id = {_quoted(group.id)}",
        f"label = {_quoted(group.label)}",
        f"maximum = {group.maximum}",
    ]
    for criterion in group.criteria:
        yield ["[[groups.criteria]]", *_criterion(criterion, step)]


def _criterion(criterion: Criterion, step: Decimal | None) -> Iterator[str]:
    yield f"code = {_quoted(criterion.code)}"
    yield f"label = {_quoted(criterion.label)}"
    if criterion.maximum is not None:
        yield f"maximum = {criterion.maximum}"
    if criterion.mandatory:
        yield "mandatory = true"
    if criterion.step != step:
        yield f"step = {criterion.step}"
    if criterion.evidence_hint:
        yield f"evidence = {_quoted(criterion.evidence_hint)}"


def _quoted(written: str) -> str:
    # A JSON string is a TOML basic string: what differs, DEL, is left out of all texts when they are read.
    return json.dumps(written, ensure_ascii=False)


def _one_line(words: str) -> str:
    return " ".join(words.split())
