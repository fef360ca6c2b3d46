"""Issuing a report: a version is made, compared with the one before, and kept for good."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from cycle_engine.domain.case import day_of
from cycle_engine.domain.issued_reports import IssuedReport
from cycle_engine.domain.periods import Period
from cycle_engine.errors import Conflict, OperationRefused
from cycle_engine.messages import text
from cycle_engine.reports.monthly import MonthlyReport
from cycle_engine.reports.monthly_changes import is_same_content, list_changes
from cycle_engine.reports.monthly_facts import Reissue
from cycle_engine.reports.monthly_frozen import Frozen, freeze_report, frozen_json
from cycle_engine.services.desk import Desk, OpenCycle
from cycle_engine.services.report_comparing import differences_of
from cycle_engine.services.report_facts import gather_report
from cycle_engine.services.report_files import FACTS, keep_contents, kept_contents, render_report
from cycle_engine.store.issued_reports import issued_reports, record_issued
from cycle_engine.store.rows import Rows

if TYPE_CHECKING:
    from cycle_engine.store.writing import Transaction


@dataclass(frozen=True, slots=True)
class Issue:
    """A version with what it says and its files."""

    issued: IssuedReport
    facts: Frozen
    contents: Mapping[str, bytes]


@dataclass(frozen=True, slots=True)
class _Made:
    report: MonthlyReport
    facts: dict[str, Any]


def prepare_issue(desk: Desk, cycle: OpenCycle, period: Period) -> Issue:
    """Make the period's next version and keep its files, which nobody reads before it is recorded.

    The first is made from what was known at the cut-off, a later one from what is known now of the same days. Raises
    ``NotPermitted`` for schools, ``OperationRefused`` where nothing changed or the history was rebuilt.
    """
    at = desk.clock.now()
    with desk.database.read() as rows:
        actor = desk.require_staff(rows)
        before = issued_reports(rows, cycle.stored.id, str(period))
        made = _make(rows, desk, cycle, period, before=before, at=at)
    contents = {**render_report(made.report), FACTS: frozen_json(made.facts)}
    hashes = keep_contents(desk, contents)
    issued = IssuedReport(
        cycle_id=cycle.stored.id,
        period=str(period),
        version=len(before) + 1,
        cut_off_on=period.cut_off_on,
        due_by=period.due_by,
        fingerprint=made.report.fingerprint,
        facts_sha256=hashes.pop(FACTS),
        files=hashes,
        issued_by=actor.login,
        on_behalf_of=actor.on_behalf_of,
        issued_at=at,
    )
    return Issue(issued, made.facts, contents)


def record_issue(transaction: "Transaction", issue: Issue) -> None:
    """Make a prepared version the period's newest. Raises ``Conflict`` where somebody else issued meanwhile."""
    issued = issue.issued
    if len(issued_reports(transaction, issued.cycle_id, issued.period)) != issued.version - 1:
        raise Conflict("report_issued_meanwhile", hints=[text("errors.report_issued_meanwhile_hint")])
    record_issued(transaction, issued)


def read_issue(desk: Desk, issued: IssuedReport) -> Issue:
    """Read a version back with its files. Raises ``Unavailable`` for a file that is lost or was changed."""
    contents = kept_contents(desk, issued)
    return Issue(issued, json.loads(contents[FACTS]), contents)


def read_facts(desk: Desk, issued: IssuedReport) -> Frozen:
    """Read what a version says. Raises ``Unavailable`` where that is lost or was changed."""
    return read_issue(desk, replace(issued, files={})).facts


def _make(
    rows: Rows, desk: Desk, cycle: OpenCycle, period: Period, *, before: Sequence[IssuedReport], at: datetime
) -> _Made:
    if not before:
        gathered = gather_report(rows, desk, cycle, period, noted_until=at)
        return _Made(gathered.report, freeze_report(gathered.report, gathered.heads, gathered.known_until))
    last = before[-1]
    said, which = read_facts(desk, last), {"period": str(period), "version": last.version}
    if differences_of(rows, cycle, said):
        raise OperationRefused("history_rebuilt", hints=[text("errors.history_rebuilt_hint", **which)], **which)
    gathered = gather_report(rows, desk, cycle, period, known_until=at, noted_until=at)
    facts = freeze_report(gathered.report, gathered.heads, gathered.known_until)
    if is_same_content(said, facts):
        hint = text("errors.report_unchanged_hint", cut_off=period.cut_off_on)
        raise OperationRefused("report_unchanged", hints=[hint], **which)
    reissue = Reissue(last.version + 1, day_of(last.issued_at), list_changes(said, facts))
    return _Made(replace(gathered.report, reissue=reissue), facts)
