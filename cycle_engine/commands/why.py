"""``cycle why``: what is missing, and the command that supplies it."""

import click

from cycle_engine.app import Asked, open_desk
from cycle_engine.commands.explanations import explanation_as_json, show_explanations
from cycle_engine.commands.output import show, show_json, show_text
from cycle_engine.commands.speaking import argument, command
from cycle_engine.domain.definition import PREVIOUS
from cycle_engine.messages import text
from cycle_engine.services.explaining import Explanation, PossibleStep, explain


@command("why")
@argument("unit")
@argument("transition", required=False)
@click.pass_obj
def why(asked: Asked, unit: str, transition: str | None) -> None:
    """Say what stands against each transition."""
    explanation = explain(open_desk(asked), unit, transition or "")
    if asked.json:
        show_json(_as_json(explanation))
        return
    show_text("output.case_head", unit=explanation.unit, name=explanation.name, stage=explanation.stage.label)
    for step in explanation.steps:
        word = "step_open" if not step.refusals else "step_closed"
        target = text("terms.stage_before") if step.target == PREVIOUS else explanation.track.stage(step.target).label
        show_text(f"output.{word}", transition=step.transition.id, label=step.transition.label, target=target)
        for refusal in step.refusals:
            show(f"    - {refusal.message}")
            show(f"      → {refusal.hint}")
        _show_command(step)
    show_explanations(explanation.unit, explanation.late)


def _show_command(step: PossibleStep) -> None:
    """Show the command that supplies everything, unless the only hint was that."""
    if step.command is None or str(step.command) in [str(refusal.hint) for refusal in step.refusals]:
        return
    line = text("refusals.whole_command", command=step.command) if step.refusals else step.command
    show(f"      → {line}")


def _as_json(explanation: Explanation) -> dict[str, object]:
    return {
        "unit": explanation.unit,
        "stage": explanation.stage.id,
        "transitions": [
            {
                "id": step.transition.id,
                "to": step.target,
                "allowed": not step.refusals,
                "command": str(step.command) if step.command else None,
                "refusals": [{"code": r.code, "message": str(r.message), "hint": str(r.hint)} for r in step.refusals],
            }
            for step in explanation.steps
        ],
        "late": [{"id": one.id, "explanation": explanation_as_json(one)} for one in explanation.late],
    }
