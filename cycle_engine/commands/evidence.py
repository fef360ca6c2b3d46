"""``cycle evidence``: what proves a criterion, handed in, listed, carried over from last year, checked byte by byte."""

from typing import TYPE_CHECKING

import click

from cycle_engine.app import Asked, open_desk
from cycle_engine.commands.evidence_tables import (
    carried_as_json,
    evidence_as_json,
    missing_as_json,
    recorded_as_json,
    show_carried,
    show_items,
    show_missing,
    show_recorded,
    show_walk_faults,
    walk_as_json,
)
from cycle_engine.commands.output import show_json, show_text
from cycle_engine.commands.speaking import argument, command, group, option
from cycle_engine.errors import OperationRefused
from cycle_engine.messages import text

if TYPE_CHECKING:
    from cycle_engine.services.evidence_recording import EvidenceRecorded


@group("evidence")
def evidence() -> None:
    """Evidence by criterion."""


@command("evidence_add", "add")
@argument("unit")
@argument("criterion")
@option("--file", default="", metavar="FILE", help="evidence_file")
@option("--link", default="", metavar="URL", help="evidence_link")
@option("--note", default="", help="evidence_note")
@option("--seen", type=int, help="seen")
@click.pass_obj
def add(  # noqa: PLR0917 - click hands options over by keyword
    asked: Asked, unit: str, criterion: str, file: str, link: str, note: str, seen: int | None
) -> None:
    """Hand in one item."""
    from cycle_engine.services.evidence_recording import EvidenceRequest, add_evidence

    request = EvidenceRequest(unit, criterion, file, link, note, seen)
    _tell(asked, add_evidence(open_desk(asked, writes=True), request), "added")


@command("evidence_list", "list")
@argument("unit")
@click.pass_obj
def list_(asked: Asked, unit: str) -> None:
    """List a unit's evidence."""
    from cycle_engine.services.evidence_views import show_evidence

    found = show_evidence(open_desk(asked), unit)
    if asked.json:
        show_json(evidence_as_json(found))
    else:
        show_items(found)


@command("evidence_missing", "missing")
@argument("unit", required=False, default="")
@click.pass_obj
def missing(asked: Asked, unit: str) -> None:
    """List what has no evidence."""
    from cycle_engine.services.evidence_views import missing_evidence

    found = missing_evidence(open_desk(asked), unit)
    if asked.json:
        show_json(missing_as_json(found))
    else:
        show_missing(found, is_one=bool(unit))


@command("evidence_confirm", "confirm")
@argument("unit")
@argument("ids", nargs=-1, required=True, metavar="ID...")
@option("--reason", default="", help="reason")
@option("--seen", type=int, help="seen")
@click.pass_obj
def confirm(asked: Asked, unit: str, ids: tuple[str, ...], reason: str, seen: int | None) -> None:
    """Confirm items carried over."""
    from cycle_engine.services.evidence_recording import confirm_evidence

    done = confirm_evidence(open_desk(asked, writes=True), unit, ids, reason=reason, seen=seen)
    _tell(asked, done, "confirmed")


@command("evidence_withdraw", "withdraw")
@argument("unit")
@argument("ids", nargs=-1, required=True, metavar="ID...")
@option("--reason", required=True, help="reason")
@option("--seen", type=int, help="seen")
@click.pass_obj
def withdraw(asked: Asked, unit: str, ids: tuple[str, ...], reason: str, seen: int | None) -> None:
    """Withdraw items."""
    from cycle_engine.services.evidence_recording import withdraw_evidence

    done = withdraw_evidence(open_desk(asked, writes=True), unit, ids, reason=reason, seen=seen)
    _tell(asked, done, "withdrawn")


@command("evidence_carry", "carry")
@argument("units", nargs=-1, required=True, metavar="UNIT...")
@option("--from-year", required=True, metavar="YYYY-YYYY", help="evidence_from_year")
@click.pass_obj
def carry(asked: Asked, units: tuple[str, ...], from_year: str) -> None:
    """Take over another year's evidence."""
    from cycle_engine.services.evidence_carrying import carry_evidence

    carried = carry_evidence(open_desk(asked, writes=True), units, from_year=from_year)
    if asked.json:
        show_json({"from_year": from_year, "units": [carried_as_json(one) for one in carried]})
        return
    for one in carried:
        show_carried(one, from_year)


@command("evidence_verify", "verify")
@click.pass_obj
def verify(asked: Asked) -> None:
    """Hash every file kept."""
    from cycle_engine.services.evidence_files import walk_files

    walk = walk_files(open_desk(asked))
    if walk.faults:
        if not asked.json:
            show_walk_faults(walk)
        facts = {"count": len(walk.faults), "files": [str(fault.path) for fault in walk.faults]}
        hints = [text(f"errors.evidence_files_{kind}_hint") for kind in dict.fromkeys(f.fault for f in walk.faults)]
        raise OperationRefused("evidence_files_damaged", hints=hints, faults=walk_as_json(walk)["faults"], **facts)
    if asked.json:
        show_json(walk_as_json(walk))
    else:
        show_text("evidence.walk_whole", files=walk.files, size=walk.size)


def _tell(asked: Asked, recorded: "EvidenceRecorded", what: str) -> None:
    if asked.json:
        show_json(recorded_as_json(recorded))
    else:
        show_recorded(recorded, what)


for one in (add, list_, missing, confirm, withdraw, carry, verify):
    evidence.add_command(one)
