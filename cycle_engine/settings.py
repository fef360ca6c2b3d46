"""What an office may set: ``config/default.toml`` is the list of all settings, ``cycle.toml`` says what differs.

A key that the list does not have, or a value of another type, is refused with every other problem of the file. Secrets
come from the environment only.
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time
from pathlib import Path
from typing import Any, Final

from cycle_engine.domain.publication_rules import PublicationRules
from cycle_engine.errors import FileInvalid, Problem, Unavailable
from cycle_engine.messages import Language, text
from cycle_engine.resources import shipped
from cycle_engine.setting_checks import find_problems, find_reporting_problem

FILE_NAME: Final = "cycle.toml"
"""The file that makes a folder a workspace."""


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
    if problems := list(find_problems(own, defaults)):
        raise FileInvalid(file=str(file), problems=problems)
    merged = _merged(defaults, own)
    if problem := find_reporting_problem(_table(merged, "report")):
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
