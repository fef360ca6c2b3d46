"""``cycle database``: look after the database itself."""

from pathlib import Path

import click

from cycle_engine.app import Asked, open_desk
from cycle_engine.commands.output import show, show_json, show_text
from cycle_engine.commands.speaking import argument, command, group, option
from cycle_engine.errors import OperationRefused
from cycle_engine.messages import text
from cycle_engine.services import upkeep


@group("database")
def database() -> None:
    """The database."""


@command("database_upgrade", "upgrade")
@click.pass_obj
def upgrade(asked: Asked) -> None:
    """Bring the tables up to date."""
    before, after = upkeep.upgrade(open_desk(asked))
    _tell(asked, {"before": before, "after": after}, "output.database_upgraded")


@command("database_backup", "backup")
@option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="backup_output")
@click.pass_obj
def backup(asked: Asked, output: Path | None) -> None:
    """Copy the database."""
    _tell(asked, {"file": str(upkeep.back_up_database(open_desk(asked), output))}, "output.database_backed_up")


@command("database_restore", "restore")
@argument("file", type=click.Path(path_type=Path))
@click.pass_obj
def restore(asked: Asked, file: Path) -> None:
    """Put a copy back."""
    kept = upkeep.restore_database(open_desk(asked), file)
    _tell(asked, {"file": str(file)}, "output.database_replaced" if kept else "output.database_restored")


@command("database_check", "check")
@click.pass_obj
def check(asked: Asked) -> None:
    """Check the database file."""
    damage = upkeep.check_database(open_desk(asked))
    if damage:
        for line in damage:
            show(line)
        raise OperationRefused("database_damaged", hints=[text("doctor.damaged_hint")], count=len(damage))
    _tell(asked, {"damage": 0}, "output.database_whole")


for one in (upgrade, backup, restore, check):
    database.add_command(one)


def _tell(asked: Asked, facts: dict[str, object], key: str) -> None:
    if asked.json:
        show_json(facts)
    else:
        show_text(key, **facts)
