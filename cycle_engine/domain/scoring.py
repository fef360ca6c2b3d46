"""Score sheets: the points one side gave a school, as they stand on one paper.

Three sheets are kept apart (self, external, recognised) and none overwrites another. Points are ``Decimal``; what
nobody entered is None, never 0. A sheet names the version of the indicator set it was filled in by.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import cast

from cycle_engine.domain.definition import LevelKind
from cycle_engine.domain.indicators import Group


@dataclass(frozen=True, slots=True)
class ScoreEntry:
    """One criterion's answer: points, or for a row without points whether it is met."""

    code: str
    points: Decimal | None = None
    met: bool | None = None
    note: str = ""

    @property
    def is_given(self) -> bool:
        """Whether there is an answer, not only a note."""
        return self.points is not None or self.met is not None


@dataclass(frozen=True, slots=True)
class GroupTotal:
    """A group's points where only the total was entered."""

    group: str
    points: Decimal


@dataclass(frozen=True, slots=True)
class ScoreSheet:
    """One side's scores. ``level`` is one entered by hand, where no rule can tell it.

    ``number`` and ``dated`` are those of the paper the scores stand on.
    """

    kind: LevelKind
    set_id: str = ""
    set_version: int = 0
    set_digest: str = ""
    entries: tuple[ScoreEntry, ...] = ()
    group_totals: tuple[GroupTotal, ...] = ()
    level: int | None = None
    number: str = ""
    dated: date | None = None

    def find_entry(self, code: str) -> ScoreEntry | None:
        """The answer for a criterion, or None."""
        return next((entry for entry in self.entries if entry.code == code), None)

    def find_total(self, group: str) -> Decimal | None:
        """The total that was entered for a group, or None."""
        return next((total.points for total in self.group_totals if total.group == group), None)

    def by_code(self) -> Mapping[str, ScoreEntry]:
        """The answers by the criteria's codes."""
        return {entry.code: entry for entry in self.entries}


def points_of(sheet: ScoreSheet, group: Group) -> Decimal | None:
    """Give a group's points: the total that was entered, else the sum of what was; None where nothing was."""
    entered = sheet.find_total(group.id)
    if entered is not None:
        return entered
    answers = sheet.by_code()
    points = [answers[c.code].points for c in group.criteria if c.code in answers]
    given = [point for point in points if point is not None]
    return sum(given, Decimal(0)) if given else None


def sheet_to_json(sheet: ScoreSheet) -> dict[str, object]:
    """Turn a sheet into plain JSON values; points are text, what is empty is left out."""
    whole: dict[str, object] = {
        "kind": sheet.kind.value,
        "set": sheet.set_id,
        "version": sheet.set_version or None,
        "digest": sheet.set_digest,
        "entries": [_entry_to_json(entry) for entry in sheet.entries],
        "group_totals": [{"group": total.group, "points": str(total.points)} for total in sheet.group_totals],
        "level": sheet.level,
        "number": sheet.number,
        "dated": sheet.dated.isoformat() if sheet.dated else None,
    }
    return {key: value for key, value in whole.items() if value not in (None, "", [])}


def sheet_from_json(body: Mapping[str, object]) -> ScoreSheet:
    """Read back what ``sheet_to_json`` wrote."""
    level, dated = body.get("level"), body.get("dated")
    entries = cast("list[Mapping[str, object]]", body.get("entries", []))
    totals = cast("list[Mapping[str, str]]", body.get("group_totals", []))
    return ScoreSheet(
        kind=LevelKind(str(body["kind"])),
        set_id=str(body.get("set", "")),
        set_version=int(str(body.get("version", 0))),
        set_digest=str(body.get("digest", "")),
        entries=tuple(_entry_from_json(entry) for entry in entries),
        group_totals=tuple(GroupTotal(total["group"], Decimal(total["points"])) for total in totals),
        level=None if level is None else int(str(level)),
        number=str(body.get("number", "")),
        dated=date.fromisoformat(str(dated)) if dated else None,
    )


def _entry_to_json(entry: ScoreEntry) -> dict[str, object]:
    whole: dict[str, object] = {
        "code": entry.code,
        "points": None if entry.points is None else str(entry.points),
        "met": entry.met,
        "note": entry.note or None,
    }
    return {key: value for key, value in whole.items() if value is not None}


def _entry_from_json(body: Mapping[str, object]) -> ScoreEntry:
    points, met = body.get("points"), body.get("met")
    return ScoreEntry(
        code=str(body["code"]),
        points=None if points is None else Decimal(str(points)),
        met=None if met is None else bool(met),
        note=str(body.get("note", "")),
    )
