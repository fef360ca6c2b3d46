"""``cycle plan``: an authority's own document becomes a plan; a plan is checked and shown."""

from pathlib import Path

import click

from cycle_engine.app import Asked, open_desk
from cycle_engine.commands.findings import findings_as_json, show_findings
from cycle_engine.commands.output import show, show_json, show_table, show_text
from cycle_engine.commands.plan_amending import amend
from cycle_engine.commands.speaking import argument, command, group, option
from cycle_engine.definitions.findings import Severity
from cycle_engine.domain.definition import Milestone, Plan
from cycle_engine.messages import say
from cycle_engine.services.plans import CheckedPlan, check_plan_file, keep_plan, read_document


@group("plan")
def plan() -> None:
    """Read, check and show plans."""


@command("plan_read", "read")
@argument("file", type=click.Path(path_type=Path))
@option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="plan_output")
@option("--workflow", default="preschool", show_default=True, help="workflow_id")
@option("--replace", is_flag=True, help="replace")
@click.pass_obj
def read(asked: Asked, file: Path, output: Path | None, workflow: str, *, replace: bool) -> None:
    """Read an official document into a plan file."""
    draft = read_document(file, asked.workspace, workflow=workflow)
    if output:
        keep_plan(draft, output, replace=replace)
    if asked.json:
        show_json(
            {
                **plan_as_json(draft.plan),
                "notes": [str(note) for note in draft.notes],
                "unplaced": [str(row.reason) for row in draft.unplaced],
                "file": str(output) if output else None,
            }
        )
        return
    _show_plan(draft.plan)
    for note in draft.notes:
        show_text("output.plan_note", note=note)
    for row in draft.unplaced:
        show_text("output.plan_unplaced", row=row.reason)
    if output:
        show_text("output.plan_written", file=str(output))
    else:
        show_text("output.plan_not_written", file=str(file))


@command("plan_check", "check")
@argument("file")
@click.pass_obj
def check(asked: Asked, file: str) -> None:
    """Check a plan with its workflow and the calendar."""
    checked = check_plan_file(open_desk(asked), file)
    if asked.json:
        show_json({"plan": checked.plan.number, "findings": findings_as_json(checked.findings)})
    else:
        _show_findings(checked)
    checked.require_sound()


@command("plan_show", "show")
@argument("file", required=False)
@click.pass_obj
def show_(asked: Asked, file: str | None) -> None:
    """Show a plan, or the one at work."""
    desk = open_desk(asked)
    if file:
        shown = check_plan_file(desk, file).plan
    else:
        with desk.database.read() as rows:
            shown = desk.cycle(rows).plan
    if asked.json:
        show_json(plan_as_json(shown))
    else:
        _show_plan(shown)


plan.add_command(read)
plan.add_command(check)
plan.add_command(show_)
plan.add_command(amend)


def plan_as_json(plan: Plan) -> dict[str, object]:
    """A plan's values, as its file has them."""
    return {
        "number": plan.number,
        "issued": plan.issued,
        "school_year": plan.school_year,
        "title": plan.title,
        "authority": plan.authority,
        "workflow": plan.workflow,
        "milestones": [_milestone_as_json(milestone) for milestone in plan.milestones],
    }


def _show_findings(checked: CheckedPlan) -> None:
    show_findings(checked.findings)
    errors = sum(finding.severity is Severity.ERROR for finding in checked.findings)
    show_text("output.plan_checked", number=checked.plan.number, errors=errors, warnings=len(checked.findings) - errors)


def _show_plan(plan: Plan) -> None:
    show_text("output.plan_head", number=plan.number, issued=plan.issued, school_year=plan.school_year)
    show(plan.title)
    headings = [say(f"output.{name}") for name in ("milestone", "task", "opens", "due", "completes", "source")]
    show_table(
        headings,
        [(m.id, m.title, m.opens, m.due, m.completes, m.source) for m in plan.milestones],
    )


def _milestone_as_json(milestone: Milestone) -> dict[str, object]:
    return {name: getattr(milestone, name) for name in Milestone.__slots__}
