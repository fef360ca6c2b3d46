"""``cycle document``: official papers, made from what was recorded."""

from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from cycle_engine.app import Asked, open_desk
from cycle_engine.commands.output import show, show_json, show_table, show_text
from cycle_engine.commands.speaking import LazyGroup, argument, command, option
from cycle_engine.errors import OperationRefused
from cycle_engine.messages import say, text
from cycle_engine.reports.papers.kinds import KINDS, PaperKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cycle_engine.errors import Problem

COMMANDS: Final = {
    "add": "cycle_engine.commands.register:add",
    "number": "cycle_engine.commands.register:number_",
    "withdraw": "cycle_engine.commands.register:withdraw",
    "list": "cycle_engine.commands.register:list_",
    "show": "cycle_engine.commands.register:show_",
    "render": "cycle_engine.commands.document:render",
    "kinds": "cycle_engine.commands.document:kinds",
    "check": "cycle_engine.commands.document:check",
}
"""Every command about documents, by its place; those of the register stand in a module of their own."""


@click.group("document", cls=LazyGroup, table=COMMANDS, prefix="document_", help="document")
def document() -> None:
    """Official papers."""


@command("document_render", "render")
@argument("kind")
@argument("units", nargs=-1, metavar="[UNIT]...")
@option("-o", "--output", type=click.Path(path_type=Path), help="paper_output")
@option("--format", "form", type=click.Choice(["docx", "pdf", "both"]), help="paper_format")
@click.pass_obj
def render(asked: Asked, kind: str, units: tuple[str, ...], output: Path | None, form: str | None) -> None:
    """Write papers."""
    from cycle_engine.reports.papers.files import PaperForm
    from cycle_engine.services.official_papers import render_papers

    forms = tuple(PaperForm) if form == "both" else (PaperForm(form),) if form else ()
    written = render_papers(open_desk(asked), kind, units, into=output, forms=forms)
    if asked.json:
        papers = [{"unit": one.unit, "schools": one.schools, "file": str(one.file)} for one in written]
        show_json({"kind": kind, "papers": papers})
        return
    for one in written:
        show(one.file.as_posix())
    show_text("papers.written", count=len(written))


@command("document_kinds", "kinds")
@click.pass_obj
def kinds(asked: Asked) -> None:
    """List the kinds of papers."""
    from cycle_engine.services.official_papers import own_template

    desk = open_desk(asked)
    rows = [(kind, own_template(desk, kind)) for kind in KINDS]
    if asked.json:
        show_json({"kinds": [_as_json(kind, own) for kind, own in rows]})
        return
    headings = [say(f"papers.column_{name}") for name in ("kind", "label", "type", "issuing", "for", "template")]
    show_table(
        headings,
        [
            (
                kind.id,
                kind.label,
                kind.type,
                say(f"papers.issuing_{kind.issuing.value}"),
                say("papers.for_many" if kind.lists_schools else "papers.for_each"),
                own,
            )
            for kind, own in rows
        ],
    )


@command("document_check", "check")
@click.pass_obj
def check(asked: Asked) -> None:
    """Check the office's own templates."""
    from cycle_engine.services.official_papers import check_templates

    found = check_templates(open_desk(asked))
    bad = [one for one in found if one.problems]
    if asked.json:
        show_json({"templates": [{"file": str(one.file), "problems": _problems(one.problems)} for one in found]})
    for one in () if asked.json else found:
        show_text("papers.template_bad" if one.problems else "papers.template_good", file=str(one.file))
        for problem in one.problems:
            show(f"  {problem}")
            if problem.hint:
                show(f"  → {problem.hint}")
    if not found and not asked.json:
        show_text("papers.no_templates")
    if bad:
        hint = text("papers.templates_bad_hint")
        raise OperationRefused("templates_bad", hints=[hint], files=[one.file.name for one in bad])


def _as_json(kind: PaperKind, own: Path | None) -> dict[str, object]:
    return {
        "kind": kind.id,
        "label": str(kind.label),
        "type": kind.type,
        "issuing": kind.issuing.value,
        "lists_schools": kind.lists_schools,
        "template": str(own) if own else None,
    }


def _problems(problems: "Sequence[Problem]") -> list[dict[str, str]]:
    return [{"where": p.where, "message": str(p.message), "hint": str(p.hint or "")} for p in problems]
