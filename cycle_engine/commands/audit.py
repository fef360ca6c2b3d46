"""``cycle audit``: whether history is whole."""

import click

from cycle_engine.app import Asked, open_desk
from cycle_engine.commands.output import show, show_json, show_text
from cycle_engine.commands.speaking import command, group
from cycle_engine.errors import OperationRefused
from cycle_engine.messages import text
from cycle_engine.services import histories


@group("audit")
def audit() -> None:
    """Check history."""


@command("audit_verify", "verify")
@click.pass_obj
def verify(asked: Asked) -> None:
    """Check every event, row and file."""
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


audit.add_command(verify)
