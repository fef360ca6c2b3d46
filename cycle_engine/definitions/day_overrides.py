"""Calendar files: what the State or an office says about single days, on top of the holiday library.

A file is TOML with five kinds of table, each row with the ``source`` it rests on::

    [[confirmed]]     years, source                            the State has announced these years
    [[not_off]]       day, source                              takes a day off out again
    [[disputed]]      day, name, source, every_year            remembered, but worked
    [[days_off]]      day, until, name, kind, source           off, from ``day`` to ``until`` (itself if absent)
    [[working_days]]  day, name, source                        a weekend day that is worked

``until`` counts too. ``every_year`` repeats a disputed day from its year on. ``kind`` is ``holiday`` when absent.
"""

import tomllib
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from cycle_engine.domain.working_days import SATURDAY, DayKind, DayOff, WorkedDay
from cycle_engine.errors import Problem
from cycle_engine.messages import text

LONGEST_BREAK: Final = 31
"""Days in one row; a longer one is taken for a slip in the year."""

LEAP_DAY: Final = (2, 29)
KINDS: Final = (DayKind.HOLIDAY, DayKind.COMPENSATION, DayKind.SWAP_OFF, DayKind.PROVINCIAL)
TABLES: Final[Mapping[str, Mapping[str, type]]] = {
    "confirmed": {"years": list, "source": str},
    "not_off": {"day": date, "source": str},
    "disputed": {"day": date, "name": str, "source": str, "every_year": bool},
    "days_off": {"day": date, "until": date, "name": str, "kind": str, "source": str},
    "working_days": {"day": date, "name": str, "source": str},
}
OPTIONAL: Final = frozenset({"until", "kind", "every_year"})

TYPE_NAMES: Final[Mapping[type, str]] = {date: "date", str: "text", bool: "yes_no", list: "years"}

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class DisputedDay:
    """A day the law still debates, in one year or in every year from that one on."""

    day: date
    name: str
    every_year: bool


@dataclass(frozen=True, slots=True)
class DayOverrides:
    """What one calendar file says."""

    confirmed: frozenset[int] = frozenset()
    not_off: tuple[date, ...] = ()
    disputed: tuple[DisputedDay, ...] = ()
    days_off: tuple[DayOff, ...] = ()
    working_days: tuple[WorkedDay, ...] = ()


def parse_day_overrides(content: str) -> tuple[DayOverrides, list[Problem]]:
    """What the file says, and everything wrong with it; the first is to be used only when nothing is wrong."""
    try:
        document = tomllib.loads(unicodedata.normalize("NFC", content.removeprefix("\ufeff")))
    except tomllib.TOMLDecodeError as error:
        return DayOverrides(), [Problem("", text("calendar.not_toml", detail=error), text("calendar.not_toml_hint"))]
    problems = [_unknown(name, name, TABLES) for name in document if name not in TABLES]
    rows = {name: _rows(document, name, problems) for name in TABLES}
    if not problems:
        problems += _day_problems(rows)
    return (DayOverrides(), problems) if problems else (_overrides(rows), [])


def _rows(document: Mapping[str, Any], table: str, problems: list[Problem]) -> Sequence[Row]:
    rows = document.get(table, [])
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        problems.append(Problem(table, text("calendar.expected_tables", table=table)))
        return []
    for number, row in enumerate(rows, start=1):
        problems += _row_problems(f"{table}[{number}]", row, TABLES[table])
    return rows


def _row_problems(where: str, row: Row, fields: Mapping[str, type]) -> list[Problem]:
    problems = [_unknown(f"{where}.{key}", key, fields) for key in row if key not in fields]
    for key, wanted in fields.items():
        path = f"{where}.{key}"
        if key not in row:
            problems += [] if key in OPTIONAL else [Problem(path, text("calendar.missing_key", key=key))]
        elif not _has_type(row[key], wanted):
            problems.append(Problem(path, text(f"calendar.expected_{TYPE_NAMES[wanted]}", value=str(row[key]))))
    if isinstance(kind := row.get("kind", DayKind.HOLIDAY), str) and kind not in KINDS:
        problems.append(Problem(f"{where}.kind", text("calendar.unknown_kind", kind=kind, allowed=KINDS)))
    return problems


def _has_type(value: object, wanted: type) -> bool:
    if wanted is list:
        return isinstance(value, list) and bool(value) and all(type(year) is int for year in value)
    if wanted is str:
        return isinstance(value, str) and bool(value.strip())
    return type(value) is wanted  # a TOML date with a time is a datetime, which is a date too


def _unknown(where: str, key: str, allowed: Iterable[str]) -> Problem:
    return Problem(where, text("calendar.unknown_key", key=key), text("calendar.allowed_keys", allowed=tuple(allowed)))


def _day_problems(rows: Mapping[str, Sequence[Row]]) -> list[Problem]:
    problems: list[Problem] = []
    for number, row in enumerate(rows["days_off"], start=1):
        where, length = f"days_off[{number}].until", (row.get("until", row["day"]) - row["day"]).days
        if length < 0:
            problems.append(Problem(where, text("calendar.until_before_day", day=row["day"], until=row["until"])))
        elif length >= LONGEST_BREAK:
            problems.append(Problem(where, text("calendar.until_too_far", days=length + 1, most=LONGEST_BREAK)))
    for number, row in enumerate(rows["working_days"], start=1):
        if row["day"].weekday() < SATURDAY:
            hint = text("calendar.not_weekend_hint")
            problems.append(Problem(f"working_days[{number}].day", text("calendar.not_weekend", day=row["day"]), hint))
    for number, row in enumerate(rows["disputed"], start=1):
        if row.get("every_year") and (row["day"].month, row["day"].day) == LEAP_DAY:
            problems.append(Problem(f"disputed[{number}].day", text("calendar.leap_day", day=row["day"])))
    return problems or _repeated_days(rows)


def _repeated_days(rows: Mapping[str, Sequence[Row]]) -> list[Problem]:
    seen = Counter(day for table in rows if table != "confirmed" for row in rows[table] for day in _span(row))
    return [
        Problem(f"{table}[{number}].day", text("calendar.day_twice", day=day))
        for table in rows
        if table != "confirmed"
        for number, row in enumerate(rows[table], start=1)
        for day in _span(row)
        if seen[day] > 1
    ]


def _span(row: Row) -> list[date]:
    length = (row.get("until", row["day"]) - row["day"]).days
    return [row["day"] + timedelta(days=step) for step in range(length + 1)]


def _overrides(rows: Mapping[str, Sequence[Row]]) -> DayOverrides:
    return DayOverrides(
        confirmed=frozenset(year for row in rows["confirmed"] for year in row["years"]),
        not_off=tuple(row["day"] for row in rows["not_off"]),
        disputed=tuple(DisputedDay(r["day"], r["name"], r.get("every_year", False)) for r in rows["disputed"]),
        days_off=tuple(
            DayOff(day, DayKind(row.get("kind", DayKind.HOLIDAY)), row["name"])
            for row in rows["days_off"]
            for day in _span(row)
        ),
        working_days=tuple(WorkedDay(row["day"], row["name"]) for row in rows["working_days"]),
    )
