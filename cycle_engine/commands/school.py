"""``cycle school``: the roster."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import click

from cycle_engine.app import Asked, open_desk
from cycle_engine.commands.output import show, show_json, show_table, show_text
from cycle_engine.commands.parameters import DAY
from cycle_engine.commands.speaking import argument, command, group, option
from cycle_engine.domain.roster import RosterChanges
from cycle_engine.domain.units import Unit
from cycle_engine.messages import say
from cycle_engine.services import roster
from cycle_engine.services.roster import RosterImport


@group("school")
def school() -> None:
    """The roster of schools and authorities."""


@command("school_import", "import")
@argument("file", type=click.Path(path_type=Path))
@option("--apply", "apply_it", is_flag=True, help="apply")
@click.pass_obj
def import_(asked: Asked, file: Path, *, apply_it: bool) -> None:
    """Import a roster sheet."""
    imported = roster.import_roster(open_desk(asked, writes=True), file, apply_it=apply_it)
    if asked.json:
        show_json({**_changes_as_json(imported.changes), "ignored": imported.ignored, "applied": apply_it})
        return
    _show_changes(imported)
    if imported.changes.is_empty:
        show_text("output.roster_same")
    else:
        show_text("output.applied" if apply_it else "output.apply_to_act")


@command("school_list", "list")
@click.pass_obj
def list_(asked: Asked) -> None:
    """List every unit."""
    stored = roster.list_units(open_desk(asked))
    if asked.json:
        show_json({"units": [{**_unit_as_json(one.unit), "closed_on": one.closed_on} for one in stored]})
        return
    headings = [say(f"output.{name}") for name in ("code", "name", "kind", "parent", "email", "closed_on")]
    show_table(
        headings,
        [(o.unit.code, o.unit.name, o.unit.kind.label, o.unit.parent, o.unit.email, o.closed_on) for o in stored],
    )


@command("school_show", "show")
@argument("unit")
@click.pass_obj
def show_(asked: Asked, unit: str) -> None:
    """Show everything the roster says of a unit."""
    stored = roster.find_unit(open_desk(asked), unit)
    facts = {**_unit_as_json(stored.unit), "closed_on": stored.closed_on, "merged_into": stored.merged_into or None}
    if asked.json:
        show_json(facts)
        return
    show_table(
        [say("output.field"), say("output.value")],
        [(name, stored.unit.kind.label if name == "kind" else value) for name, value in facts.items()],
    )


@command("school_rename", "rename")
@argument("unit")
@argument("name")
@click.pass_obj
def rename(asked: Asked, unit: str, name: str) -> None:
    """Give a unit another name."""
    renamed = roster.rename(open_desk(asked, writes=True), unit, name)
    _say(asked, {"unit": renamed.code, "name": renamed.name}, "output.unit_renamed")


@command("school_merge", "merge")
@argument("unit")
@argument("into")
@option("--on", type=DAY, help="on")
@click.pass_obj
def merge(asked: Asked, unit: str, into: str, on: date | None) -> None:
    """Merge a unit into another."""
    merged = roster.merge(open_desk(asked, writes=True), unit, into, on=on)
    facts = {"unit": merged.unit.code, "into": merged.merged_into, "on": merged.closed_on}
    _say(asked, facts, "output.unit_merged")


@command("school_close", "close")
@argument("unit")
@option("--on", type=DAY, help="on")
@click.pass_obj
def close(asked: Asked, unit: str, on: date | None) -> None:
    """Close a unit."""
    closed = roster.close(open_desk(asked, writes=True), unit, on=on)
    _say(asked, {"unit": closed.unit.code, "on": closed.closed_on}, "output.unit_closed")


@command("school_move", "move")
@argument("unit")
@argument("under")
@option("--since", type=DAY, help="since")
@click.pass_obj
def move(asked: Asked, unit: str, under: str, since: date | None) -> None:
    """Put a unit under another authority."""
    moved = roster.move(open_desk(asked, writes=True), unit, under, since=since)
    _say(asked, {"unit": moved.unit.code, "under": moved.unit.parent or under}, "output.unit_moved")


for one in (import_, list_, show_, rename, merge, close, move):
    school.add_command(one)


def _say(asked: Asked, facts: Mapping[str, object], key: str) -> None:
    if asked.json:
        show_json(facts)
    else:
        show_text(key, **facts)


def _show_changes(imported: RosterImport) -> None:
    changes = imported.changes
    for unit in changes.added:
        show_text("output.roster_added", unit=unit.code, name=unit.name)
    for change in changes.changed:
        for field in change.fields:
            old, new = field.old or "-", field.new or "-"
            show_text("output.roster_changed", unit=change.unit.code, field=field.field, old=old, new=new)
    if imported.ignored:
        show_text("output.roster_ignored", headings=imported.ignored)
    if changes.absent:
        show_text("output.roster_absent", count=len(changes.absent))
    show(
        say(
            "output.roster_counts",
            added=len(changes.added),
            changed=len(changes.changed),
            unchanged=len(changes.unchanged),
        )
    )


def _changes_as_json(changes: RosterChanges) -> dict[str, object]:
    return {
        "added": [_unit_as_json(unit) for unit in changes.added],
        "changed": [
            {"code": change.unit.code, "fields": {f.field: [f.old, f.new] for f in change.fields}}
            for change in changes.changed
        ],
        "unchanged": len(changes.unchanged),
        "absent": [unit.code for unit in changes.absent],
    }


def _unit_as_json(unit: Unit) -> dict[str, object]:
    return {name: getattr(unit, name) for name in Unit.__slots__}
