"""``cycle site``: the public pages of results."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

import click

from cycle_engine.app import Asked, open_desk
from cycle_engine.commands.batch import BAR_FROM
from cycle_engine.commands.output import show_json, show_text
from cycle_engine.commands.speaking import argument, command, group
from cycle_engine.messages import say

if TYPE_CHECKING:
    from cycle_engine.services.site_building import Files, SiteBuilt


@group("site")
def site() -> None:
    """The results site."""


@command("site_build", "build")
@argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.pass_obj
def build(asked: Asked, folder: Path) -> None:
    """Build the results site."""
    from cycle_engine.services.site_building import build_site

    built = build_site(open_desk(asked), folder, watch=watched)
    if asked.json:
        show_json(_as_json(built))
        return
    facts = {"schools": built.schools, "results": built.results, "files": built.files}
    show_text("site.built", folder=str(built.folder), **facts)
    show_text("site.board", file=str(built.board))


site.add_command(build)


def watched(files: "Files", count: int, stream: TextIO | None = None) -> "Files":
    """Pass files on, with a bar that shows how far they have come where somebody looks."""
    shown = stream or sys.stderr
    if count < BAR_FROM or not shown.isatty():
        yield from files
        return
    with click.progressbar(files, length=count, label=say("site.bar"), file=shown) as bar:
        yield from bar


def _as_json(built: "SiteBuilt") -> dict[str, object]:
    return {
        "folder": str(built.folder),
        "schools": built.schools,
        "results": built.results,
        "files": built.files,
        "sha256": built.sha256,
        "board": str(built.board),
    }
