"""``cycle batch``: acts for many schools from a sheet."""

import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Final, TextIO

import click

from cycle_engine.app import Asked, open_desk
from cycle_engine.commands.output import show_json, show_table, show_text
from cycle_engine.commands.speaking import argument, command, option
from cycle_engine.errors import UsageProblem
from cycle_engine.messages import say, text
from cycle_engine.services.acting import ActOutcome, ActRequest
from cycle_engine.services.batch_acts import BatchAct
from cycle_engine.services.batches import BatchDone, run_batch, write_template

BAR_FROM: Final = 200
"""From so many acts on it takes long enough to be watched."""


@command("batch")
@argument("file", required=False, type=click.Path(path_type=Path, dir_okay=False))
@option("--apply", "apply_it", is_flag=True, help="apply")
@option("--template", type=click.Path(path_type=Path, dir_okay=False), help="batch_template")
@click.pass_obj
def batch(asked: Asked, file: Path | None, template: Path | None, *, apply_it: bool) -> None:
    """Make the acts of a sheet, or write an empty one."""
    if (file is None) == (template is None) or (template and apply_it):
        raise UsageProblem("batch_what", hints=[text("errors.batch_what_hint")])
    if template:
        units = write_template(open_desk(asked), template)
        if asked.json:
            show_json({"file": str(template), "units": units})
        else:
            show_text("batch.template_written", file=str(template), units=units)
    elif file:
        done = run_batch(open_desk(asked, writes=True), file, apply_it=apply_it, along=watched)
        _show(asked, done, applied=apply_it)


def watched(requests: Sequence[ActRequest], stream: TextIO | None = None) -> Iterator[ActRequest]:
    """Pass acts on, with a bar that shows how far they have come where somebody looks."""
    shown = stream or sys.stderr
    if len(requests) < BAR_FROM or not shown.isatty():
        yield from requests
        return
    with click.progressbar(requests, label=say("batch.bar"), file=shown) as bar:
        yield from _passed(bar)


def _passed(bar: Iterable[ActRequest]) -> Iterator[ActRequest]:
    yield from bar


def _show(asked: Asked, batch: BatchDone, *, applied: bool) -> None:
    together = list(zip(batch.acts, batch.done.outcomes, strict=True))
    if asked.json:
        acts = [_as_json(act, outcome) for act, outcome in together]
        show_json({"applied": applied, "acts": acts, "left_blank": batch.left_blank, "ignored": batch.ignored})
        return
    headings = [say(f"batch.heading_{name}") for name in ("rows", "code", "name", "from", "to")]
    show_table(headings, [_row(act, outcome) for act, outcome in together])
    if batch.ignored:
        show_text("batch.ignored", columns=batch.ignored)
    if batch.left_blank:
        show_text("batch.left_blank", count=batch.left_blank)
    show_text("output.applied" if applied else "output.apply_to_act")
    if batch.done.letters_cancelled and applied:
        show_text("output.letters_cancelled", count=batch.done.letters_cancelled)


def _row(act: BatchAct, outcome: ActOutcome) -> tuple[object, ...]:
    rows = ", ".join(map(str, act.rows))
    return (rows, outcome.unit, outcome.name, outcome.source_label, outcome.target_label)


def _as_json(act: BatchAct, outcome: ActOutcome) -> dict[str, object]:
    return {
        "rows": act.rows,
        "unit": outcome.unit,
        "transition": outcome.transition,
        "from": outcome.source,
        "to": outcome.target,
    }
