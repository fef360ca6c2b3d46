"""Bringing a database's tables to the revision this program knows, with Alembic; the same steps for both databases."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.util.exc import CommandError

from cycle_engine.errors import Unavailable
from cycle_engine.messages import text
from cycle_engine.store.database import SCHEMA_REVISION
from cycle_engine.store.writing import open_engine


def upgrade_database(url: str) -> None:
    """Create or upgrade the tables, in one transaction. Raises ``Unavailable`` for a newer database."""
    engine = open_engine(url)
    try:
        with engine.begin() as connection:
            config = _config()
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
    except CommandError as error:
        raise Unavailable(
            "database_too_new", hints=[text("errors.database_too_new_hint")], found=str(error), known=SCHEMA_REVISION
        ) from error
    finally:
        engine.dispose()


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations").replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    return config
