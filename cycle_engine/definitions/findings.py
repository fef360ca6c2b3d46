"""What a check finds: a problem with its cure, and whether it keeps a cycle from being opened."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from cycle_engine.definitions.toml_tables import repeats
from cycle_engine.errors import Problem
from cycle_engine.formatting import nearest
from cycle_engine.messages import text


class Severity(StrEnum):
    """How much a finding weighs."""

    ERROR = "error"
    """The program could not do what the file says: a cycle is not opened."""
    WARNING = "warning"
    """The office should know and may have meant it: it is shown."""


@dataclass(frozen=True, slots=True)
class Finding(Problem):
    """A problem that a check found."""

    severity: Severity = Severity.ERROR


def error(where: str, name: str, **facts: object) -> Finding:
    """Find something that cannot work; the catalogue has its message under ``name`` and its cure beside it."""
    return _finding(Severity.ERROR, where, name, facts)


def warning(where: str, name: str, **facts: object) -> Finding:
    """Find something that the office should look at."""
    return _finding(Severity.WARNING, where, name, facts)


def unknown(where: str, name: str, word: str, allowed: Iterable[str]) -> Finding:
    """Find a word that names nothing; the cure lists what there is, the nearest first."""
    known = tuple(allowed)
    best = nearest(word, known)
    message = text(f"definitions.{name}", value=word)
    if best is None:
        return Finding(where, message, text("definitions.allowed", allowed=known))
    return Finding(where, message, text("definitions.did_you_mean", nearest=best, allowed=known))


def repeated_ids(where: str, ids: Iterable[str]) -> tuple[Finding, ...]:
    """Find the ids that come more than once."""
    return tuple(error(where, "id_twice", value=repeated) for repeated in repeats(ids))


def errors_of(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Keep the findings that forbid opening a cycle."""
    return tuple(finding for finding in findings if finding.severity is Severity.ERROR)


def _finding(severity: Severity, where: str, name: str, facts: dict[str, object]) -> Finding:
    message, hint = text(f"definitions.{name}", **facts), text(f"definitions.{name}_hint", **facts)
    return Finding(where, message, hint, severity)
