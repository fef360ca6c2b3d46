"""``cycle export``: results, events and the roster for other programs."""

import sys
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from cycle_engine.app import Asked, open_desk
from cycle_engine.commands.output import show_json, show_text
from cycle_engine.commands.speaking import command, group, option
from cycle_engine.errors import UsageProblem
from cycle_engine.messages import text

if TYPE_CHECKING:
    from collections.abc import Callable

    from cycle_engine.reports.exports import Export

_FORMS: Final = ("csv", "json", "jsonl")


@group("export")
def export() -> None:
    """Exports."""


def _written_as(function: "Callable[..., Any]") -> "Callable[..., Any]":
    """Give a command the options that say where and how an export is written."""
    output = option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), help="export_output")
    form = option("--format", "form", type=click.Choice(_FORMS), help="export_format")
    return output(form(option("--excel", is_flag=True, help="export_excel")(function)))


@command("export_results", "results")
@option("--all", "every_cycle", is_flag=True, help="export_all")
@_written_as
@click.pass_obj
def results(asked: Asked, *, every_cycle: bool, form: str | None, excel: bool, output: Path | None) -> None:
    """Every school's result."""
    from cycle_engine.services.exporting import export_results

    chosen = _choose(asked, form, output, excel=excel, default="csv")
    _write(asked, export_results(open_desk(asked), every_cycle=every_cycle), chosen, excel=excel, output=output)


@command("export_events", "events")
@option("--all", "every_cycle", is_flag=True, help="export_all")
@_written_as
@click.pass_obj
def events(asked: Asked, *, every_cycle: bool, form: str | None, excel: bool, output: Path | None) -> None:
    """Every event."""
    from cycle_engine.services.exporting import export_events

    chosen = _choose(asked, form, output, excel=excel, default="jsonl")
    _write(asked, export_events(open_desk(asked), every_cycle=every_cycle), chosen, excel=excel, output=output)


@command("export_roster", "roster")
@option("--contacts", is_flag=True, help="export_contacts")
@_written_as
@click.pass_obj
def roster(asked: Asked, *, contacts: bool, form: str | None, excel: bool, output: Path | None) -> None:
    """The roster."""
    from cycle_engine.services.exporting import export_roster

    chosen = _choose(asked, form, output, excel=excel, default="csv")
    _write(asked, export_roster(open_desk(asked), with_contacts=contacts), chosen, excel=excel, output=output)


for one in (results, events, roster):
    export.add_command(one)


def _choose(asked: Asked, form: str | None, output: Path | None, *, excel: bool, default: str) -> str:
    """Say which form is meant: the one named, else by the file's ending, else JSON where the answer is to be JSON."""
    ending = output.suffix.removeprefix(".").casefold() if output else ""
    by_default = "json" if asked.json and output is None else default
    chosen = form or (ending if ending in _FORMS else by_default)
    if excel and chosen != "csv":
        raise UsageProblem("excel_is_for_csv", hints=[text("errors.excel_is_for_csv_hint")], form=chosen)
    return chosen


def _write(asked: Asked, made: "Export", form: str, *, excel: bool, output: Path | None) -> None:
    from cycle_engine.reports.exports import ExportForm, render_export
    from cycle_engine.services.exporting import write_export

    content = render_export(made, ExportForm(form), for_excel=excel)
    if output is None:
        _print(content)
        return
    write_export(content, output)
    if asked.json:
        digest = sha256(content).hexdigest()
        show_json({"file": str(output), "format": form, "rows": len(made.rows), "sha256": digest})
    else:
        show_text("exports.written", file=str(output), rows=len(made.rows))


def _print(content: bytes) -> None:
    """Print an export byte for byte, also where a console would change its line ends."""
    if (binary := getattr(sys.stdout, "buffer", None)) is None:
        sys.stdout.write(content.decode())
    else:
        binary.write(content)
        binary.flush()
