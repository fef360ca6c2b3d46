"""What may stand in a workspace's settings: known keys, values of the right type, words and numbers with a meaning.

Every problem of the file is found at once; what the values are then read as is ``settings``' own business.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import date, time
from typing import Any, Final

from cycle_engine.domain.publications import Frequency
from cycle_engine.errors import Problem
from cycle_engine.messages import Language, text

_WORDS: Final[Mapping[str, tuple[str, ...]]] = {
    "language": tuple(Language),
    "mail.transport": ("maildir", "smtp"),
    "mail.security": ("starttls", "tls", "none"),
    "report.issue": ("auto", "by_hand"),
    "publication.check": tuple(Frequency),
}

_COUNTS: Final = (
    "port", "connections", "per_minute", "timeout_seconds", "most_notices", "deliver_every_minutes", "keep_backups",
    "at_once", "pause_seconds", "most_megabytes", "most_per_run",
)  # fmt: skip
"""Settings that are whole numbers above 0."""

_SHORTEST_MONTH: Final = 28


def find_problems(own: Mapping[str, object], known: Mapping[str, object], *, prefix: str = "") -> Iterator[Problem]:
    """Find what an office wrote that the list of all settings, ``known``, does not have, or not so."""
    for key, value in own.items():
        where = prefix + key
        expected = known.get(key)
        if expected is None:
            yield Problem(where, text("settings.unknown", key=where), text("settings.unknown_hint", keys=sorted(known)))
        elif type(value) is not type(expected):
            yield Problem(where, text("settings.wrong_type", key=where, example=_shown(expected)))
        elif isinstance(value, dict) and isinstance(expected, dict):
            yield from find_problems(value, expected, prefix=f"{where}.")
        else:
            yield from _value_problems(where, value)


def find_reporting_problem(report: Mapping[str, Any]) -> Problem | None:
    """Find a due day so near the cut-off that never a working day lies between (Decree 09/2019)."""
    cut_off, due = report["cut_off_day"], report["due_day"]
    if due - cut_off > 1:
        return None
    said = text("settings.due_too_soon", cut_off=cut_off, due=due)
    return Problem("report.due_day", said, text("settings.due_too_soon_hint"))


def _value_problems(where: str, value: object) -> Iterator[Problem]:
    allowed = _WORDS.get(where)
    if allowed and value not in allowed:
        yield Problem(where, text("settings.unknown_word", value=value, words=allowed))
    yield from _spelling_problems(where, value)
    if where.startswith("report.") and type(value) is int and not 1 <= value <= _SHORTEST_MONTH:
        yield Problem(where, text("settings.no_day_of_month", value=value))
    if where == "mail.most_per_day" and isinstance(value, int) and value < 0:
        yield Problem(where, text("settings.negative", value=value))
    if where.rpartition(".")[2] in _COUNTS and isinstance(value, int) and value < 1:
        yield Problem(where, text("settings.not_positive", value=value))


def _spelling_problems(where: str, value: object) -> Iterator[Problem]:
    for ending, (parse, name) in _SPELLINGS.items():
        if where.endswith(ending):
            for written in value if isinstance(value, list) else [value]:
                if parse(written) is None:
                    yield Problem(where, text(f"settings.{name}", value=str(written)))


def _parsed_time(written: object) -> time | None:
    try:
        return time.fromisoformat(str(written))
    except ValueError:
        return None


def _parsed_day(written: object) -> date | None:
    try:
        return date.fromisoformat(str(written))
    except ValueError:
        return None


_SPELLINGS: Final[Mapping[str, tuple[Callable[[object], object], str]]] = {
    "_at": (_parsed_time, "no_time"),
    "_days": (_parsed_day, "no_day"),
}
"""How times of day and days are written, by the end of a setting's name."""


def _shown(value: object) -> str:
    return f'"{value}"' if isinstance(value, str) else str(value)
