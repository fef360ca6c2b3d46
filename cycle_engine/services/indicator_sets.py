"""Indicator sets: the files there are, checked, and the copy that an open cycle is scored by."""

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from cycle_engine.definitions.catalogue import find_indicator_set, list_indicator_sets
from cycle_engine.definitions.findings import Finding, errors_of
from cycle_engine.definitions.frozen_copies import indicators_from_json, indicators_to_json
from cycle_engine.definitions.indicator_checks import check_indicators
from cycle_engine.definitions.indicator_reader import read_indicators
from cycle_engine.domain.definition import Workflow
from cycle_engine.domain.indicators import NO_INDICATORS, IndicatorSet
from cycle_engine.errors import FileInvalid, NotFound, OperationRefused, not_writable
from cycle_engine.messages import text
from cycle_engine.services.desk import OpenCycle
from cycle_engine.store.rows import Rows
from cycle_engine.store.scores import indicators_of


def all_sets(workspace: Path) -> Mapping[str, IndicatorSet]:
    """Read every indicator set there is, by name."""
    return {name: read_indicators(file) for name, file in list_indicator_sets(workspace).items()}


def check_set(name: str, workspace: Path) -> tuple[IndicatorSet, tuple[Finding, ...]]:
    """Read a set by name or file and say what a check finds in it."""
    indicators = read_indicators(find_indicator_set(name, workspace))
    return indicators, check_indicators(indicators)


def set_for(workflow: Workflow, workspace: Path) -> IndicatorSet:
    """Read the set that a workflow scores by. Raises ``FileInvalid`` with every error of it, ``NotFound``."""
    if not workflow.indicators:
        return NO_INDICATORS
    indicators, findings = check_set(workflow.indicators, workspace)
    if errors := errors_of(findings):
        raise FileInvalid(file=str(find_indicator_set(workflow.indicators, workspace)), problems=errors)
    return indicators


def set_findings(workflow: Workflow, workspace: Path) -> tuple[Finding, ...]:
    """Find what is wrong with the set that a workflow names, or that there is none."""
    if not workflow.indicators:
        return ()
    try:
        return errors_of(check_set(workflow.indicators, workspace)[1])
    except (NotFound, FileInvalid) as error:
        return (Finding("indicators", error.message, error.hints[0] if error.hints else None),)


def indicators_of_cycle(rows: Rows, cycle: OpenCycle) -> IndicatorSet:
    """Give the set that a cycle was opened with; an empty one where it has none."""
    body = indicators_of(rows, cycle.stored.id)
    return _parsed(body) if body else NO_INDICATORS


def frozen(indicators: IndicatorSet) -> str:
    """Write the copy that a cycle keeps; empty for none."""
    return "" if indicators == NO_INDICATORS else indicators_to_json(indicators)


def import_set(sheet: Path, target: Path, *, replace: bool) -> tuple[IndicatorSet, tuple[Finding, ...]]:
    """Make a set file from a sheet that somebody filled in from the annex.

    Raises ``FileInvalid`` with every bad cell, or with every error of the set they make; ``OperationRefused`` where
    the file stands already.
    """
    # Every act reads this module for the cycle's copy; only here is a workbook read.
    from cycle_engine.definitions.indicator_sheets import read_indicator_sheet
    from cycle_engine.definitions.indicator_writing import write_indicators

    if target.exists() and not replace:
        raise OperationRefused("file_exists", hints=[text("errors.file_exists_hint")], file=str(target))
    indicators = read_indicator_sheet(sheet)
    findings = check_indicators(indicators)
    if errors := errors_of(findings):
        raise FileInvalid(file=str(sheet), problems=errors)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(write_indicators(indicators, file=sheet.name), "utf-8", newline="\n")
    except OSError as error:
        raise not_writable(target, error) from error
    return indicators, findings


def keep_template(target: Path, name: str, workspace: Path, *, replace: bool) -> None:
    """Write the empty sheet for a set's annex; what the program knows of its decision is filled in."""
    from cycle_engine.reports.indicator_template import build_indicator_template

    if target.exists() and not replace:
        raise OperationRefused("file_exists", hints=[text("errors.file_exists_hint")], file=str(target))
    content = build_indicator_template(check_set(name, workspace)[0])
    try:
        target.write_bytes(content)
    except OSError as error:
        raise not_writable(target, error) from error


@lru_cache(maxsize=8)
def _parsed(body: str) -> IndicatorSet:
    return indicators_from_json(body)
