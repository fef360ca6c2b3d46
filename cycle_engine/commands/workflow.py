"""``cycle workflow``: the workflows there are, checked and drawn."""

from pathlib import Path

import click

from cycle_engine.app import Asked
from cycle_engine.commands.findings import findings_as_json, show_findings
from cycle_engine.commands.output import show, show_json, show_table, show_text
from cycle_engine.commands.speaking import argument, command, group, option
from cycle_engine.definitions.findings import errors_of
from cycle_engine.domain.definition import Track, Workflow
from cycle_engine.errors import FileInvalid
from cycle_engine.messages import current_language, say
from cycle_engine.services.plans import all_workflows, check_workflow_file


@group("workflow")
def workflow() -> None:
    """Workflows."""


@command("workflow_list", "list")
@click.pass_obj
def list_(asked: Asked) -> None:
    """List the workflows."""
    found = all_workflows(asked.workspace)
    if asked.json:
        show_json({"workflows": [{"id": w.id, "version": w.version, "label": str(w.label)} for w in found.values()]})
        return
    headings = [say(f"output.{name}") for name in ("code", "version", "name")]
    show_table(headings, [(w.id, w.version, w.label) for w in found.values()])


@command("workflow_show", "show")
@argument("name")
@click.pass_obj
def show_(asked: Asked, name: str) -> None:
    """Show a workflow's tracks, stages and transitions."""
    found, _ = check_workflow_file(name, asked.workspace)
    if asked.json:
        show_json(_as_json(found))
        return
    show(f"{found.id} v{found.version}: {found.label}")
    for track in found.tracks:
        show()
        show(str(track.label))
        headings = [say(f"output.{name}") for name in ("transition", "from", "to", "by", "needs")]
        show_table(headings, _rows(track))


@command("workflow_check", "check")
@argument("name")
@click.pass_obj
def check(asked: Asked, name: str) -> None:
    """Check a workflow's structure."""
    found, findings = check_workflow_file(name, asked.workspace)
    if not asked.json:
        show_findings(findings)
    if errors := errors_of(findings):
        raise FileInvalid(file=name, problems=errors, findings=findings_as_json(findings))
    if asked.json:
        show_json({"workflow": found.id, "findings": findings_as_json(findings)})
    else:
        show_text("output.workflow_sound", workflow=found.id)


@command("workflow_draw", "draw")
@argument("name")
@option("--track", help="track")
@option("--format", "form", type=click.Choice(["mermaid", "svg"]), default="mermaid", show_default=True, help="form")
@option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="output")
@click.pass_obj
def draw(asked: Asked, name: str, track: str | None, form: str, output: Path | None) -> None:
    """Draw a workflow's tracks."""
    found, _ = check_workflow_file(name, asked.workspace)
    tracks = [one for one in found.tracks if track in {None, one.name}]
    drawn = "\n".join(_drawing(one, form) for one in tracks)
    if output:
        output.write_text(f"{drawn}\n", "utf-8")
        show_text("output.drawn", file=str(output))
    elif asked.json:
        show_json({"workflow": found.id, "format": form, "drawing": drawn})
    else:
        show(drawn)


for one in (list_, show_, check, draw):
    workflow.add_command(one)


def _drawing(track: Track, form: str) -> str:
    if form == "svg":
        from cycle_engine.reports.stage_drawing import draw_svg

        return draw_svg(track)
    from cycle_engine.machine import draw_mermaid

    return draw_mermaid(track, current_language())


def _rows(track: Track) -> list[tuple[object, ...]]:
    return [
        (
            transition.id,
            ", ".join(transition.sources),
            transition.target,
            ", ".join(role.value for role in transition.roles),
            ", ".join([*transition.products, *map(str, transition.guards)]),
        )
        for transition in track.transitions
    ]


def _as_json(workflow: Workflow) -> dict[str, object]:
    return {
        "id": workflow.id,
        "version": workflow.version,
        "label": str(workflow.label),
        "applies_to": list(workflow.applies_to),
        "tracks": [
            {
                "name": track.name,
                "initial": track.initial,
                "stages": [{"id": s.id, "owner": s.owner.value if s.owner else None} for s in track.stages],
                "transitions": [
                    {"id": t.id, "from": list(t.sources), "to": t.target, "by": [role.value for role in t.roles]}
                    for t in track.transitions
                ],
            }
            for track in workflow.tracks
        ],
    }
