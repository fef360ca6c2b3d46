"""Reading with plain SQL that SQLite and PostgreSQL both understand.

Queries are written once, with ``:name`` parameters, and run either on a reading connection (the database's own driver,
so that ``status`` does not pay for importing SQLAlchemy) or inside a write transaction. Values come back as each
driver gives them; the functions here turn a column into what it is. Days go in and out as ``date``, moments as aware
UTC ``datetime``.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from functools import cache
from typing import Protocol

Row = Mapping[str, object]

_PARAMETER = re.compile(r"(?<!:):([a-z_0-9]+)")


class Rows(Protocol):
    """Anything that answers a query."""

    dialect: str

    def rows(self, query: str, /, **parameters: object) -> Sequence[Row]:
        """Run a query with ``:name`` parameters and return its rows."""
        ...


@cache
def for_dialect(query: str, dialect: str) -> str:
    """Write ``:name`` as the driver wants it."""
    return query if dialect == "sqlite" else _PARAMETER.sub(r"%(\1)s", query.replace("%", "%%"))


def parameters_for(dialect: str, parameters: Mapping[str, object]) -> dict[str, object]:
    """Write days and moments as the driver wants them."""
    if dialect != "sqlite":
        return dict(parameters)
    return {name: _as_sqlite_text(value) for name, value in parameters.items()}


def chunked(values: Sequence[object], *, at_once: int = 500) -> Iterator[tuple[str, dict[str, object]]]:
    """Part values for ``IN (…)``: the names to write there and what they stand for, few enough for every driver."""
    for start in range(0, len(values), at_once):
        named = {f"one{number}": value for number, value in enumerate(values[start : start + at_once])}
        yield ", ".join(f":{name}" for name in named), named


def as_day(value: object) -> date:
    """Read a day."""
    return value if isinstance(value, date) else date.fromisoformat(str(value))


def as_day_or_none(value: object) -> date | None:
    """Read a day that may be missing."""
    return None if value is None else as_day(value)


def as_moment(value: object) -> datetime:
    """Read a moment, in UTC."""
    moment = value if isinstance(value, datetime) else datetime.fromisoformat(str(value))
    return moment.astimezone(UTC)


def as_int(value: object) -> int:
    """Read a whole number."""
    if not isinstance(value, int):
        raise TypeError(f"{value!r} is not a whole number")
    return value


def as_bytes(value: object) -> bytes:
    """Read bytes."""
    if isinstance(value, bytes | memoryview):
        return bytes(value)
    raise TypeError(f"{type(value).__name__} are not bytes")


def _as_sqlite_text(value: object) -> object:
    if isinstance(value, datetime):
        if value.tzinfo is None:
            raise ValueError("a moment needs its zone")
        return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    return value.isoformat() if isinstance(value, date) else value
