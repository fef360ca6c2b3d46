"""``cycle init``: make a workspace."""

from pathlib import Path

import click

from cycle_engine.app import Asked, login
from cycle_engine.commands.output import show_json, show_text
from cycle_engine.commands.speaking import argument, command, option
from cycle_engine.services.workspaces import make_workspace, profiles


@command("init")
@argument("folder", type=click.Path(path_type=Path, file_okay=False), required=False)
@option("--profile", type=click.Choice(profiles()), default="district-2024", show_default=True, help="profile")
@option("--rehearsal", is_flag=True, help="rehearsal")
@click.pass_obj
def init(asked: Asked, folder: Path | None, profile: str, *, rehearsal: bool) -> None:
    """Make a workspace in FOLDER, or where the program stands."""
    made = make_workspace(folder or asked.workspace, profile=profile, rehearsal=rehearsal, login=login())
    if asked.json:
        show_json(
            {
                "workspace": str(made.folder.resolve()),
                "profile": made.profile,
                "rehearsal": made.rehearsal,
                "administrator": made.login,
            }
        )
        return
    show_text("output.workspace_made", folder=str(made.folder.resolve()), login=made.login)
    if made.rehearsal:
        show_text("output.workspace_rehearsal")
    show_text("output.workspace_next", roster=str(made.sample_roster))
