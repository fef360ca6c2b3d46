"""What an office may set: ``config/default.toml`` is the list of all settings, ``cycle.toml`` says what differs.

A key that the list does not have, or a value of another type, is refused with every other problem of the file. Secrets
come from the environment only.
"""

import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, time
from pathlib import Path
from typing import Any, Final

from cycle_engine.domain.publication_rules import PublicationRules
from cycle_engine.domain.publications import Frequency
from cycle_engine.errors import FileInvalid, Problem, Unavailable
from cycle_engine.messages import Language, text
from cycle_engine.resources import shipped

FILE_NAME: Final = "cycle.toml"
"""The file that makes a folder a workspace."""

_WORDS: Final[Mapping[str, tuple[str, ...]]] = {
    "language": tuple(Language),
    "mail.transport": ("maildir", "smtp"),
    "mail.security": ("starttls", "tls", "none"),
    "report.issue": ("auto", "by_hand"),
    "publication.check": tuple(Frequency),
}


@dataclass(frozen=True, slots=True)
class OfficeSettings:
    """Who the office is."""

    unit: str
    label: str
    place: str
    governing_body: str
    number_mark: str
    signer_power: str
    signer_title: str
    signer_name: str


@dataclass(frozen=True, slots=True)
class MailSettings:
    """How letters leave, and how many.

    On ``quiet_days`` nothing is queued, besides days off. ``most_per_day`` bounds the letters of reminders queued on
    one day (0: no bound). A plan is flagged for a day on which a mailbox would hear of more than ``most_notices``
    things. With ``weekly_digest`` each officer is told once a week what needs her.
    """

    transport: str
    from_address: str
    from_name: str
    redirect_to: str
    host: str
    port: int
    security: str
    login: str
    ca_file: str
    connections: int
    per_minute: int
    timeout_seconds: int
    quiet_days: tuple[date, ...]
    most_per_day: int
    most_notices: int
    weekly_digest: bool
    password: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class ScheduleSettings:
    """When the daemon works, in Asia/Ho_Chi_Minh."""

    tick_at: tuple[time, ...]
    deliver_every_minutes: int
    report_at: time
    publication_at: time
    backup_at: time
    keep_backups: int
    rebuild_board: bool


@dataclass(frozen=True, slots=True)
class ReportSettings:
    """Which days a monthly report covers, by when it is due, and whether the daemon issues and sends it by itself."""

    cut_off_day: int
    due_day: int
    issue: str
    send: bool


@dataclass(frozen=True, slots=True)
class PaperSettings:
    """How official papers are headed, reasoned and signed, besides what ``office`` says; schools' papers too.

    ``school_signs`` name schools' short forms by their codes: ``MN01=MNĐH``.
    """

    sign: str
    authority: str
    bases: tuple[str, ...]
    copies: tuple[str, ...]
    school_governing_body: str
    school_place: str
    school_signer_title: str
    school_signs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SiteSettings:
    """Where results are published, and the key that signs certificates when the environment gives one."""

    base_url: str
    certificate_key: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class FeedSettings:
    """Where the units' calendars lie, and at which address the office serves that folder; either may be empty."""

    folder: str
    address: str


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything an office may set."""

    language: Language
    database_url: str = field(repr=False)
    office: OfficeSettings
    mail: MailSettings
    schedule: ScheduleSettings
    report: ReportSettings
    feeds: FeedSettings
    papers: PaperSettings
    site: SiteSettings
    publication: PublicationRules


def read_settings(workspace: Path, environment: Mapping[str, str] = os.environ) -> Settings:
    """Read a workspace's settings over the defaults. Raises ``FileInvalid`` with every problem of its file."""
    defaults = _read_toml(shipped("config") / "default.toml")
    file = workspace / FILE_NAME
    own = _read_toml(file)
    if problems := list(_problems(own, defaults, prefix="")):
        raise FileInvalid(file=str(file), problems=problems)
    merged = _merged(defaults, own)
    if problem := _reporting_problem(_table(merged, "report")):
        raise FileInvalid(file=str(file), problems=[problem])
    return _settings(merged, workspace, environment)


def _read_toml(file: Path) -> dict[str, object]:
    import tomllib

    try:
        with file.open("rb") as stream:
            return tomllib.load(stream)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        problem = Problem("", text("settings.not_toml", cause=str(error)), text("settings.not_toml_hint"))
        raise FileInvalid(file=str(file), problems=[problem]) from error
    except OSError as error:
        raise Unavailable("file_unreadable", file=str(file), detail=error.strerror or str(error)) from error


def _problems(own: Mapping[str, object], known: Mapping[str, object], *, prefix: str) -> Iterator[Problem]:
    for key, value in own.items():
        where = prefix + key
        if key not in known:
            yield Problem(where, text("settings.unknown", key=where), text("settings.unknown_hint", keys=sorted(known)))
        elif type(value) is not type(known[key]):
            yield Problem(where, text("settings.wrong_type", key=where, example=_shown(known[key])))
        elif isinstance(value, dict):
            yield from _problems(value, _table(known, key), prefix=f"{where}.")
        else:
            yield from _value_problems(where, value)


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


def _reporting_problem(report: Mapping[str, Any]) -> Problem | None:
    """Find a due day so near the cut-off that never a working day lies between (Decree 09/2019)."""
    cut_off, due = report["cut_off_day"], report["due_day"]
    if due - cut_off > 1:
        return None
    said = text("settings.due_too_soon", cut_off=cut_off, due=due)
    return Problem("report.due_day", said, text("settings.due_too_soon_hint"))


def _spelling_problems(where: str, value: object) -> Iterator[Problem]:
    for ending, (parse, name) in _SPELLINGS.items():
        if where.endswith(ending):
            for written in value if isinstance(value, list) else [value]:
                if parse(written) is None:
                    yield Problem(where, text(f"settings.{name}", value=str(written)))


_COUNTS: Final = (
    "port", "connections", "per_minute", "timeout_seconds", "most_notices", "deliver_every_minutes", "keep_backups",
    "at_once", "pause_seconds", "most_megabytes", "most_per_run",
)  # fmt: skip
"""Settings that are whole numbers above 0."""

_SHORTEST_MONTH: Final = 28


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


def _merged(defaults: Mapping[str, object], own: Mapping[str, object]) -> dict[str, object]:
    merged = {**defaults, **own}
    for key, value in defaults.items():
        if isinstance(value, dict) and isinstance(own.get(key), dict):
            merged[key] = {**value, **_table(own, key)}
    return merged


def _settings(values: Mapping[str, object], workspace: Path, environment: Mapping[str, str]) -> Settings:
    database, mail, schedule = _table(values, "database"), _table(values, "mail"), _table(values, "schedule")
    url = environment.get("CYCLE_DATABASE_URL") or str(database["url"])
    return Settings(
        language=Language(str(values["language"])),
        database_url=url or f"sqlite:///{(workspace / 'cycle.db').resolve().as_posix()}",
        office=OfficeSettings(**_typed(_table(values, "office"))),
        mail=MailSettings(**_typed(mail), password=environment.get("CYCLE_MAIL_PASSWORD", "")),
        schedule=ScheduleSettings(**_typed(schedule)),
        report=ReportSettings(**_typed(_table(values, "report"))),
        feeds=FeedSettings(**_typed(_table(values, "feeds"))),
        site=SiteSettings(
            **_typed(_table(values, "site")), certificate_key=environment.get("CYCLE_CERTIFICATE_KEY", "")
        ),
        papers=PaperSettings(**_typed(_table(values, "papers"))),
        publication=PublicationRules(**_typed(_table(values, "publication"))),
    )


def _typed(table: Mapping[str, object]) -> dict[str, Any]:
    return {key: _as_value(key, value) for key, value in table.items()}


def _as_value(key: str, value: object) -> object:
    if key.endswith("_days"):
        return _as_days(value)
    if key.endswith("_at"):
        return _as_times(value)
    return tuple(str(item) for item in value) if isinstance(value, list) else value


def _as_days(value: object) -> tuple[date, ...]:
    return tuple(date.fromisoformat(str(item)) for item in value) if isinstance(value, list) else ()


def _as_times(value: object) -> time | tuple[time, ...]:
    if isinstance(value, list):
        return tuple(time.fromisoformat(str(item)) for item in value)
    return time.fromisoformat(str(value))


def _table(values: Mapping[str, object], key: str) -> dict[str, object]:
    table = values[key]
    return dict(table) if isinstance(table, dict) else {}


def _shown(value: object) -> str:
    return f'"{value}"' if isinstance(value, str) else str(value)
