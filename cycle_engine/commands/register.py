"""The register of documents: ``cycle document add | number | withdraw | list | show``."""

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Final

import click

from cycle_engine.app import Asked, open_desk
from cycle_engine.commands.output import show, show_json, show_table, show_text
from cycle_engine.commands.parameters import DAY
from cycle_engine.commands.speaking import argument, command, option
from cycle_engine.errors import OperationRefused, UsageProblem
from cycle_engine.messages import say, text

if TYPE_CHECKING:
    from cycle_engine.domain.register import Paper, RegisteredDocument
    from cycle_engine.domain.register_lines import RegisterLine
    from cycle_engine.services.numbering import Numbered
    from cycle_engine.services.register_reading import Entry, EntryShown

BLANK: Final = "[...]"
"""What stands for what nobody entered."""

_UNITS_SHOWN: Final = 3

_COLUMNS: Final = ("id", "authority", "number", "date", "kind", "subject", "units", "state")


@command("document_add", "add")
@argument("kind")
@argument("units", nargs=-1, metavar="[UNIT]...")
@option("--subject", required=True, help="document_subject")
@option("--file", "paper", default="", metavar="FILE|URL", help="document_file")
@option("--signer", default="", help="document_signer")
@option("--sign", default="", help="document_sign")
@option("--issuer", default="", metavar="UNIT", help="document_issuer")
@option("--level", "levels", multiple=True, metavar="[UNIT=]N|external", help="document_level")
@option("--all", "all_waiting", is_flag=True, help="document_all")
@click.pass_obj
def add(  # noqa: PLR0917 - click hands options over by keyword
    asked: Asked,
    kind: str,
    units: tuple[str, ...],
    subject: str,
    paper: str,
    signer: str,
    sign: str,
    issuer: str,
    levels: tuple[str, ...],
    *,
    all_waiting: bool,
) -> None:
    """Register a draft."""
    from cycle_engine.services.registering import Draft, add_document

    draft = Draft(
        kind=kind,
        subject=subject,
        units=units,
        all_waiting=all_waiting,
        paper=paper.strip(),
        signer=signer,
        sign=sign,
        issuer=issuer,
        levels=_levels(levels),
    )
    added = add_document(open_desk(asked, writes=True), draft)
    if asked.json:
        show_json(_document_as_json(added))
        return
    sign = added.number.sign or BLANK
    show_text("register.added", id=added.id, unit=added.authority, sign=sign, count=len(added.listings))
    show_text("register.number_it", id=added.id)


@command("document_number", "number")
@argument("document_id", metavar="ID", type=int)
@option("--number", required=True, help="document_number_given")
@option("--dated", type=DAY, required=True, help="document_dated")
@option("--file", "paper", default="", metavar="FILE|URL", help="document_signed_file")
@option("--level", "levels", multiple=True, metavar="[UNIT=]N|external", help="document_level")
@option("--reason", default="", help="document_reason")
@option("--apply", "apply_it", is_flag=True, help="apply_many")
@click.pass_obj
def number_(  # noqa: PLR0917 - click hands options over by keyword
    asked: Asked,
    document_id: int,
    number: str,
    dated: date,
    paper: str,
    levels: tuple[str, ...],
    reason: str,
    *,
    apply_it: bool,
) -> None:
    """Register the number given after signature."""
    from cycle_engine.services.numbering import Numbering, number_document

    asks = Numbering(document_id, number, dated, paper.strip(), _levels(levels), reason)
    done = number_document(open_desk(asked, writes=True), asks, apply_it=apply_it)
    if refused := done.acts.refused:
        if not asked.json:
            _show_acts(done)
        hints = dict.fromkeys(str(refusal.hint) for outcome in refused for refusal in outcome.refusals)
        whole = [*hints, text("register.refused_hint")]
        facts = {"count": len(refused), "total": len(done.acts.outcomes), "units": [one.unit for one in refused]}
        raise OperationRefused("batch_refused", hints=whole, **facts)  # type: ignore[arg-type]
    _show_numbered(asked, done)


@command("document_withdraw", "withdraw")
@argument("document_id", metavar="ID", type=int)
@option("--reason", required=True, help="document_reason")
@click.pass_obj
def withdraw(asked: Asked, document_id: int, reason: str) -> None:
    """Give up a draft."""
    from cycle_engine.services.registering import withdraw_document

    withdrawn = withdraw_document(open_desk(asked, writes=True), document_id, reason)
    if asked.json:
        show_json(_document_as_json(withdrawn))
    else:
        show_text("register.withdrawn", id=withdrawn.id)


@command("document_list", "list")
@option("--unit", default="", help="document_of_unit")
@option("--kind", default="", help="document_of_kind")
@option("--waiting", is_flag=True, help="document_waiting")
@option("--year", type=int, help="document_year")
@click.pass_obj
def list_(asked: Asked, unit: str, kind: str, year: int | None, *, waiting: bool) -> None:
    """List the register."""
    from cycle_engine.services.register_reading import RegisterFilter, list_register

    found = list_register(open_desk(asked), RegisterFilter(unit, kind, waiting, year))
    if asked.json:
        show_json({"documents": [_entry_as_json(entry) for entry in found]})
        return
    show_table([say(f"register.{name}") for name in _COLUMNS], [_row(entry) for entry in found])
    if twice := [entry for entry in found if entry.is_taken_twice]:
        show_text("register.taken_twice", numbers=[f"{one.authority} {one.number}" for one in twice])


@command("document_show", "show")
@argument("document_id", metavar="ID", type=int)
@click.pass_obj
def show_(asked: Asked, document_id: int) -> None:
    """Show one document."""
    from cycle_engine.services.register_reading import show_document

    found = show_document(open_desk(asked), document_id)
    if asked.json:
        show_json(_shown_as_json(found))
        return
    entry = found.entry
    for name, value in (*zip(_COLUMNS, _row(entry), strict=True), *_more(entry)):
        show(f"{say(f'register.{name}')}: {BLANK if value in ('', None) else _plain(value)}")
    for one in found.document.listings:
        level = BLANK if one.level is None else one.level
        done = text("register.completed_by", seq=one.seq) if one.seq else text("register.not_completed")
        show("  " + say("register.listing", unit=one.unit, level=level, done=done))
    for line in found.lines:
        reason = line.facts.get("reason") or "-"
        actor = f"{line.actor} ({line.on_behalf_of})" if line.on_behalf_of else line.actor
        show_text("register.line", at=line.recorded_at, what=_what(line), actor=actor, reason=reason)


def _what(line: "RegisterLine") -> str:
    """Say what a line wrote, with the number it gave: a corrected one stays readable here."""
    number = f"{line.facts['number']}/{line.facts['sign']}" if "number" in line.facts else ""
    return " ".join(word for word in (say(f"register.line_{line.kind.value}"), number) if word)


def _levels(written: tuple[str, ...]) -> Mapping[str, str]:
    levels: dict[str, str] = {}
    for one in written:
        unit, separator, level = one.rpartition("=")
        if not level.strip() or (separator and not unit.strip()):
            raise UsageProblem("no_level", hints=[text("errors.no_level_hint")], value=one)
        levels[unit.strip()] = level.strip()
    return levels


def _show_numbered(asked: Asked, done: "Numbered") -> None:
    if asked.json:
        acts = [
            {"unit": o.unit, "transition": o.transition, "from": o.source, "to": o.target} for o in done.acts.outcomes
        ]
        more = {"acts": acts, "not_waiting": done.not_waiting, "certificates_out_of_date": done.stale}
        show_json({"applied": done.applied, "document": _document_as_json(done.document), **more})
        return
    document = done.document
    _show_acts(done)
    show_text("register.numbered", id=document.id, number=str(document.number), dated=document.dated or BLANK)
    if done.not_waiting:
        show_text("register.not_waiting", units=done.not_waiting)
    if done.stale:
        show_text("register.stale", units=done.stale)
    if not done.applied:
        show_text("output.apply_to_act")
    elif done.acts.letters_cancelled:
        show_text("output.letters_cancelled", count=done.acts.letters_cancelled)


def _show_acts(done: "Numbered") -> None:
    if not done.acts.outcomes:
        return
    rows = [
        (o.unit, o.name, o.source_label, o.target_label, "; ".join(str(refusal.message) for refusal in o.refusals))
        for o in done.acts.outcomes
    ]
    show_table([say(f"output.{name}") for name in ("code", "name", "from", "to", "refused")], rows)


def _row(entry: "Entry") -> tuple[object, ...]:
    number = str(entry.number) if entry.number.number else f"{BLANK}/{entry.number.sign or BLANK}"
    waits = entry.waiting and entry.state.value == "numbered"
    state = (
        say("register.state_incomplete", count=len(entry.waiting)) if waits else say(f"register.state_{entry.state}")
    )
    units = ", ".join(entry.units)
    if len(entry.units) > _UNITS_SHOWN:
        units = say("register.units_more", first=entry.units[0], more=len(entry.units) - 1)
    identity = entry.id if entry.id is not None else say("register.from_history")
    dated = entry.dated or BLANK
    return identity, entry.authority, number, dated, entry.label, entry.subject or BLANK, units, state


def _more(entry: "Entry") -> tuple[tuple[str, object], ...]:
    return ("signer", entry.signer), ("file", entry.paper.link or entry.paper.name), ("sha256", entry.paper.sha256)


def _plain(value: object) -> str:
    return value.strftime("%d/%m/%Y") if isinstance(value, date) else str(value)


def _document_as_json(document: "RegisteredDocument") -> dict[str, object]:
    return {
        "id": document.id,
        "authority": document.authority,
        "kind": document.kind,
        "type": document.type or None,
        "number": document.number.number or None,
        "sign": document.number.sign or None,
        "dated": document.dated,
        "subject": document.subject or None,
        "signer": document.signer or None,
        **_paper_as_json(document.paper),
        "state": document.state.value,
        "units": [{"unit": one.unit, "level": one.level, "completed_by": one.seq} for one in document.listings],
    }


def _entry_as_json(entry: "Entry") -> dict[str, object]:
    return {
        "id": entry.id,
        "source": "register" if entry.id is not None else "history",
        "authority": entry.authority,
        "kind": entry.kind,
        "type": entry.type or None,
        "number": entry.number.number or None,
        "sign": entry.number.sign or None,
        "dated": entry.dated,
        "subject": entry.subject or None,
        "signer": entry.signer or None,
        **_paper_as_json(entry.paper),
        "state": entry.state.value,
        "units": entry.units,
        "waiting": entry.waiting,
        "taken_twice": entry.is_taken_twice,
    }


def _paper_as_json(paper: "Paper") -> dict[str, object]:
    return {"name": paper.name or None, "sha256": paper.sha256 or None, "link": paper.link or None}


def _shown_as_json(found: "EntryShown") -> dict[str, object]:
    lines = [
        {
            "seq": line.seq,
            "kind": line.kind.value,
            "actor": line.actor,
            "on_behalf_of": line.on_behalf_of or None,
            "recorded_at": line.recorded_at,
            "facts": dict(line.facts),
            "hash": line.hash,
        }
        for line in found.lines
    ]
    return {**_document_as_json(found.document), "taken_twice": found.entry.is_taken_twice, "lines": lines}
