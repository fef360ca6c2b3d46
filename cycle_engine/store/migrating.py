"""Bringing a database's tables to the revision this program knows, with Alembic; the same steps for both databases."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.util.exc import CommandError
from sqlalchemy.exc import DBAPIError

from cycle_engine.errors import Unavailable
from cycle_engine.messages import text
from cycle_engine.store.database import SCHEMA_REVISION, find_revision
from cycle_engine.store.reading import unavailable
from cycle_engine.store.writing import Transaction, open_engine


def upgrade_database(url: str) -> None:
    """Create or upgrade the tables, in one transaction. Raises ``Unavailable`` for a newer or unreachable one."""
    engine, found = open_engine(url), None
    try:
        with engine.begin() as connection:
            found = find_revision(Transaction(connection))
            config = _config()
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
    except CommandError as error:
        hint = text("errors.database_too_new_hint")
        raise Unavailable("database_too_new", hints=[hint], found=found or "-", known=SCHEMA_REVISION) from error
    except DBAPIError as error:
        raise unavailable(error.orig if isinstance(error.orig, Exception) else error) from error
    finally:
        engine.dispose()


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations").replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    return config
