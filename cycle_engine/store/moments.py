"""How a moment is kept: aware UTC, as ``timestamptz`` on PostgreSQL and as fixed-width ISO text on SQLite.

The text sorts as time does and is written by one function only, so that raw SQL and tables agree to the letter.
"""

from datetime import UTC, datetime

from sqlalchemy import DateTime, String
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator, TypeEngine


def moment_to_text(moment: datetime) -> str:
    """Write an aware moment as ``2025-01-24T01:00:00.000000Z``. Raises ``ValueError`` for a naive one."""
    if moment.tzinfo is None:
        raise ValueError("a moment needs its zone")
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def moment_from_text(written: str) -> datetime:
    """Read back what ``moment_to_text`` wrote."""
    return datetime.fromisoformat(written).astimezone(UTC)


class Moment(TypeDecorator[datetime]):
    """The column type of every ``…_at``."""

    impl = DateTime
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[datetime] | TypeEngine[str]:
        """Choose the database's own form."""
        if dialect.name == "sqlite":
            return dialect.type_descriptor(String(27))
        return dialect.type_descriptor(DateTime(timezone=True))

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> str | datetime | None:
        """Write a moment; a naive one is refused."""
        if value is None:
            return None
        text = moment_to_text(value)
        return text if dialect.name == "sqlite" else value.astimezone(UTC)

    def process_result_value(self, value: str | datetime | None, dialect: Dialect) -> datetime | None:
        """Read a moment, aware and in UTC."""
        del dialect
        if value is None:
            return None
        return moment_from_text(value) if isinstance(value, str) else value.astimezone(UTC)
