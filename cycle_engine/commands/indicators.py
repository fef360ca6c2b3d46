"""``cycle indicators``: the sets schools are assessed by, shown, checked, and taken from an official annex."""

from pathlib import Path

import click

from cycle_engine.app import Asked
from cycle_engine.commands.findings import findings_as_json, show_findings
from cycle_engine.commands.output import show, show_json, show_table, show_text
from cycle_engine.commands.speaking import argument, command, group, option
from cycle_engine.definitions.findings import Finding, errors_of
from cycle_engine.domain.indicators import IndicatorSet, set_to_row
from cycle_engine.domain.level_reasons import band_words
from cycle_engine.errors import FileInvalid, UsageProblem
from cycle_engine.messages import say, spoken_number, text
from cycle_engine.services.indicator_sets import all_sets, check_set, import_set, keep_template


@group("indicators")
def indicators() -> None:
    """Indicator sets."""


@command("indicators_list", "list")
@click.pass_obj
def list_(asked: Asked) -> None:
    """List the sets."""
    found = all_sets(asked.workspace)
    if asked.json:
        heads = ("id", "version", "title", "number", "issued", "status", "applies_to")
        show_json({"sets": [{name: set_to_row(one)[name] for name in heads} for one in found.values()]})
        return
    headings = [say(f"output.{name}") for name in ("code", "version", "name", "state")]
    show_table(headings, [(one.id, one.version, one.title, _status(one)) for one in found.values()])


@command("indicators_show", "show")
@argument("name")
@click.pass_obj
def show_(asked: Asked, name: str) -> None:
    """Show a set's groups, criteria and bands."""
    found, _ = check_set(name, asked.workspace)
    if asked.json:
        show_json(set_to_row(found))
        return
    show_text("indicators.head", id=found.id, version=found.version, title=found.title)
    show_text("indicators.head_decision", number=found.number, issued=found.issued or "[...]", status=_status(found))
    _show_criteria(found)
    for band in found.bands:
        show(f"  {say('scores.level_row')} {band.level}: {band_words(band)}")
    if found.bands:
        show_text(f"indicators.overall_{found.overall.value}")
        show_text(f"indicators.missing_{found.missing_mandatory.value}")


@command("indicators_check", "check")
@argument("name")
@click.pass_obj
def check(asked: Asked, name: str) -> None:
    """Check a set."""
    found, findings = check_set(name, asked.workspace)
    sums = [{"group": g.id, "sum": str(g.criteria_sum), "maximum": str(g.maximum)} for g in found.groups]
    told = findings_as_json(findings)
    if not asked.json:
        _show_checked(found, findings)
    if errors := errors_of(findings):
        raise FileInvalid(file=name, problems=errors, sums=sums, findings=told)
    if asked.json:
        show_json({"set": found.id, "sums": sums, "findings": told})


@command("indicators_import", "import")
@argument("sheet", required=False, type=click.Path(path_type=Path))
@option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="indicators_output")
@option("--template", type=click.Path(path_type=Path, dir_okay=False), help="indicators_template")
@option("--set", "name", default="3276", show_default=True, help="indicators_set")
@option("--replace", is_flag=True, help="replace")
@click.pass_obj
def import_(
    asked: Asked, sheet: Path | None, *, output: Path | None, template: Path | None, name: str, replace: bool
) -> None:
    """Make a set from a sheet that was filled in, or write the empty sheet."""
    if template and not sheet and not output:
        keep_template(template, name, asked.workspace, replace=replace)
        if asked.json:
            show_json({"template": str(template)})
        else:
            show_text("indicators.template_written", file=str(template))
        return
    if not (sheet and output) or template:
        raise UsageProblem("sheet_and_output", hints=[text("errors.sheet_and_output_hint")])
    made, findings = import_set(sheet, output, replace=replace)
    if asked.json:
        show_json({"set": made.id, "file": str(output), "findings": findings_as_json(findings)})
        return
    _show_checked(made, findings)
    counts = {"groups": len(made.groups), "criteria": len(made.criteria)}
    show_text("indicators.imported", id=made.id, file=str(output), **counts)


for one in (list_, show_, check, import_):
    indicators.add_command(one)


def _show_checked(found: IndicatorSet, findings: tuple[Finding, ...]) -> None:
    for group_ in found.groups:
        facts = {"sum": group_.criteria_sum, "maximum": group_.maximum}
        show_text("indicators.group_sum", group=group_.id, **facts)
    show_findings(findings)
    errors = len(errors_of(findings))
    show_text("indicators.checked", id=found.id, errors=errors, warnings=len(findings) - errors)


def _show_criteria(found: IndicatorSet) -> None:
    for group_ in found.groups:
        show()
        show(f"{say('scores.group_row', group=group_.id)}: {group_.label} ({spoken_number(group_.maximum)})")
        headings = [say(f"output.{name}") for name in ("code", "name")] + [say("scores.maximum")]
        rows = [
            (c.code, c.label, say("indicators.mandatory") if c.maximum is None else spoken_number(c.maximum))
            for c in group_.criteria
        ]
        show_table(headings, rows)
    if found.groups:
        show()


def _status(found: IndicatorSet) -> str:
    return say(f"indicators.status_{found.status.value}")
