"""The days off of Vietnam's State offices: the holiday library, then calendar files, then a calendar.

The library knows the holidays of art. 112 of the Labour Code, Tết with the days the State usually adds, compensation
(art. 111.3) and past swaps. Each calendar file, in the order given, has the last word on the days it names.

Importing the library takes longer than everything else a short command does, so it is imported only when a calendar
is computed; a computed one can be kept as JSON under a fingerprint of what it was made from.
"""

import json
import re
from collections.abc import Iterable, MutableMapping, Sequence
from datetime import date
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from cycle_engine.definitions.day_overrides import DayOverrides, DisputedDay, parse_day_overrides
from cycle_engine.domain.working_days import (
    SATURDAY,
    DayKind,
    DayOff,
    WorkedDay,
    WorkingCalendar,
    build_calendar,
)
from cycle_engine.errors import FileInvalid, NotFound, Problem
from cycle_engine.messages import text

FORMAT: Final = 1
"""Counts up whenever the kept form or the way days are computed changes."""

COMPENSATED: Final = " (nghỉ bù)"
SWAPPED: Final = re.compile(r"thay cho ngày (?P<day>\d\d)/(?P<month>\d\d)/(?P<year>\d{4})")
RENAMED: Final = {"29 Tết": "Nghỉ Tết Nguyên Đán (trước Giao thừa)"}
"""The library calls the day before New Year's Eve so even when the last lunar month has 29 days, as in 2025."""

FARTHEST_COMPENSATION: Final = 14
"""Days after a holiday within which its compensation is looked for."""


def read_calendar(paths: Sequence[Path], first_year: int, last_year: int) -> WorkingCalendar:
    """The working calendar of whole years, both included, with the calendar files in ``paths`` applied in order.

    Raises ``NotFound`` for a file that is not there and ``FileInvalid`` with every problem of every file.
    """
    overrides = _read_all(paths)
    named, worked = _library_days(first_year, last_year)
    for one in overrides:
        _apply(one, named, worked, last_year)
    return build_calendar(
        date(first_year, 1, 1),
        date(last_year, 12, 31),
        days_off=named.values(),
        working_saturdays=worked.values(),
        confirmed_years=frozenset().union(*(one.confirmed for one in overrides)),
    )


def calendar_fingerprint(paths: Sequence[Path], first_year: int, last_year: int) -> str:
    """What ``read_calendar`` would be computed from: the library's version, the files' bytes, the years.

    Imports nothing heavy. Raises ``NotFound`` for a file that is not there.
    """
    library = find_spec("holidays")
    version = Path(library.origin).with_name("version.py") if library and library.origin else None
    digest = sha256(f"{FORMAT} {first_year} {last_year}".encode())
    for path in [*([version] if version else []), *paths]:
        digest.update(sha256(_read_bytes(path)).digest())
    return digest.hexdigest()


def calendar_to_json(calendar: WorkingCalendar, fingerprint: str) -> str:
    """The calendar in a compact form to keep beside the database."""
    return json.dumps(
        {
            "fingerprint": fingerprint,
            "first": calendar.first.isoformat(),
            "last": calendar.last.isoformat(),
            "named": [[off.day.isoformat(), off.kind.value, off.name] for off in calendar.named_days],
            "worked": [[worked.day.isoformat(), worked.name] for worked in calendar.worked_days],
            "confirmed": sorted(calendar.confirmed_years),
        },
        ensure_ascii=False,
        separators=(",", ":"),
    )


def calendar_from_json(content: str, fingerprint: str) -> WorkingCalendar | None:
    """The kept calendar, or None when it was made from something else or cannot be read: then compute it anew."""
    try:
        kept = json.loads(content)
        if kept["fingerprint"] != fingerprint:
            return None
        return build_calendar(
            date.fromisoformat(kept["first"]),
            date.fromisoformat(kept["last"]),
            days_off=[DayOff(date.fromisoformat(day), DayKind(kind), name) for day, kind, name in kept["named"]],
            working_saturdays=[WorkedDay(date.fromisoformat(day), name) for day, name in kept["worked"]],
            confirmed_years=frozenset(kept["confirmed"]),
        )
    except (ValueError, KeyError, TypeError):
        return None


def _read_all(paths: Sequence[Path]) -> list[DayOverrides]:
    overrides: list[DayOverrides] = []
    problems: list[tuple[Path, Problem]] = []
    for path in paths:
        read, found = _read_one(path)
        overrides.append(read)
        problems += [(path, problem) for problem in found]
    if problems:
        files = ", ".join(dict.fromkeys(str(path) for path, _ in problems))
        raise FileInvalid(file=files, problems=[_placed(path, problem) for path, problem in problems])
    return overrides


def _read_one(path: Path) -> tuple[DayOverrides, list[Problem]]:
    try:
        return parse_day_overrides(_read_bytes(path).decode("utf-8"))
    except UnicodeDecodeError:
        return DayOverrides(), [Problem("", text("calendar.not_utf8"), text("calendar.not_utf8_hint"))]


def _read_bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise NotFound("calendar_file_not_found", hints=[text("calendar.file_hint")], file=str(path)) from None


def _placed(path: Path, problem: Problem) -> Problem:
    return Problem(f"{path.name} {problem.where}".rstrip(), problem.message, problem.hint)


def _library_days(first_year: int, last_year: int) -> tuple[dict[date, DayOff], dict[date, WorkedDay]]:
    """A year more on either side: a swap of 31/12 puts its worked Saturday into the next year."""
    import holidays  # its import costs more than a whole short command

    found = holidays.country_holidays("VN", years=range(first_year - 1, last_year + 2), expand=False, language="vi")
    named = {day: _library_day(day, name) for day, name in found.items()}
    worked = [_worked_for(off, swap) for off in named.values() if (swap := SWAPPED.search(off.name))]
    return named, {one.day: one for one in worked}


def _library_day(day: date, name: str) -> DayOff:
    if SWAPPED.search(name):
        return DayOff(day, DayKind.SWAP_OFF, name)
    kind = DayKind.COMPENSATION if name.endswith(COMPENSATED) else DayKind.HOLIDAY
    return DayOff(day, kind, RENAMED.get(name, name))


def _worked_for(off: DayOff, swap: re.Match[str]) -> WorkedDay:
    day = date(int(swap["year"]), int(swap["month"]), int(swap["day"]))
    return WorkedDay(day, f"làm bù cho ngày {off.day:%d/%m/%Y}")


def _apply(
    overrides: DayOverrides,
    named: MutableMapping[date, DayOff],
    worked: MutableMapping[date, WorkedDay],
    last_year: int,
) -> None:
    for day in overrides.not_off:
        _take_out(day, named)
    for disputed in _disputed_days(overrides.disputed, last_year):
        _take_out(disputed.day, named)
        named[disputed.day] = disputed
    for off in overrides.days_off:
        worked.pop(off.day, None)
        named[off.day] = off
    worked.update({day.day: day for day in overrides.working_days})


def _take_out(day: date, named: MutableMapping[date, DayOff]) -> None:
    """Take out a day off, and with it the day that the library gave back for it."""
    gone = named.pop(day, None)
    if gone is None or day.weekday() < SATURDAY:
        return
    given_back = [
        off.day
        for off in named.values()
        if off.kind is DayKind.COMPENSATION
        and off.name == gone.name + COMPENSATED
        and 0 < (off.day - day).days <= FARTHEST_COMPENSATION
    ]
    for other in given_back:
        del named[other]


def _disputed_days(disputed: Iterable[DisputedDay], last_year: int) -> list[DayOff]:
    return [
        DayOff(one.day.replace(year=year), DayKind.DISPUTED, one.name)
        for one in disputed
        for year in (range(one.day.year, last_year + 1) if one.every_year else [one.day.year])
    ]
