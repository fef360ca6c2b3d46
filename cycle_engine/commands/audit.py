"""``cycle audit``: whether history is whole."""

import click

from cycle_engine.app import Asked, open_desk
from cycle_engine.commands.output import show, show_json, show_text
from cycle_engine.commands.speaking import command, group, option
from cycle_engine.errors import OperationRefused
from cycle_engine.messages import text
from cycle_engine.services import histories
from cycle_engine.services.report_audit import verify_against


@group("audit")
def audit() -> None:
    """Check history."""


@command("audit_verify", "verify")
@option("--against", default="", help="against")
@click.pass_obj
def verify(asked: Asked, against: str) -> None:
    """Check every event, row and file, or hold history against a report."""
    if against:
        _verify_against(asked, against)
    else:
        _verify_whole(asked)


audit.add_command(verify)


def _verify_against(asked: Asked, report: str) -> None:
    found = verify_against(open_desk(asked), report)
    facts = {"period": found.period, "version": found.version or "-", "fingerprint": found.fingerprint}
    if found.differences:
        lines = [f"{one.case_key} #{one.seq}: {one.what}" for one in found.differences]
        if not asked.json:
            for line in lines:
                show(line)
        hints = [text("errors.history_differs_hint")]
        raise OperationRefused("history_differs", hints=hints, count=len(lines), where=lines, **facts)
    if asked.json:
        show_json({**facts, "version": found.version or None, "differences": []})
    else:
        show_text("report_output.history_agrees", **facts)


def _verify_whole(asked: Asked) -> None:
    found = histories.verify(open_desk(asked))
    if found.damage:
        if not asked.json:
            for damage in found.damage:
                show(f"{damage.case_key} #{damage.seq}: {damage.what}")
        damaged = [f"{damage.case_key} #{damage.seq}: {damage.what}" for damage in found.damage]
        hints = [text("errors.history_damaged_hint")]
        raise OperationRefused("history_damaged", hints=hints, count=len(found.damage), where=damaged)
    if asked.json:
        facts = {"cases": found.cases, "events": found.events, "documents": found.documents}
        facts["register_lines"] = found.register_lines
        show_json({**facts, "fingerprint": found.fingerprint, "damage": []})
    else:
        counts = {"cases": found.cases, "events": found.events, "documents": found.documents}
        show_text("output.audit_whole", **counts, fingerprint=found.fingerprint)
