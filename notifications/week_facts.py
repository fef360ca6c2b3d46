"""What needs an officer this week, as its template sees it: at most ``MOST_ROWS`` rows a part, the rest counted."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from cycle_engine.domain.announcements import Announcement
from cycle_engine.domain.notices import Notice
from cycle_engine.formatting import normalised
from notifications.clean_values import short_task

WEEKLY_DIGEST: Final = "weekly_digest"

PARTS_OF_A_WEEK: Final = ("late", "due", "waiting", "closed", "altered", "vacant", "failed")

MOST_ROWS: Final = 50


@dataclass(frozen=True, slots=True)
class WeekRow:
    """One thing that needs the officer.

    ``due`` is the day to act by, and ``days`` the working days that are left, have passed since, or for which the case
    has been in the office's hands. A post has its word for ``title`` and the day from which it is vacant; a letter its
    subject, its state for ``section``, and its day. A published page has its link for ``title``, the cause for
    ``section``, the day since when, and in ``days`` the server's answer where it gave one.
    """

    unit: str
    unit_name: str
    section: str
    title: str
    task: str
    due: date | None
    days: int
    is_own_task: bool


@dataclass(frozen=True, slots=True)
class WeekPart:
    """Rows of one kind; ``count`` are all there are, shown or not."""

    kind: str
    rows: tuple[WeekRow, ...]
    count: int

    @property
    def more(self) -> int:
        """How many are not shown."""
        return self.count - len(self.rows)


@dataclass(frozen=True, slots=True)
class Week:
    """A week's work: from its Monday to its Sunday, part by part; a part with nothing in it is left out."""

    first: date
    last: date
    parts: tuple[WeekPart, ...]

    def count(self, kind: str) -> int:
        """How many things of one kind there are."""
        return next((part.count for part in self.parts if part.kind == kind), 0)


def week_of(announcement: Announcement, office_code: str, said: Collection[Notice] = ()) -> Week | None:
    """Gather what a template may say of a week, without what the same letter says in its notices."""
    facts: Mapping[str, Any] = announcement.facts
    told = {(notice.key.case_id, normalised(notice.key.milestone)) for notice in said}
    parts = [_part(facts, kind, told, office_code) for kind in PARTS_OF_A_WEEK]
    kept = tuple(part for part in parts if part.count)
    return Week(facts["week_from"], facts["week_until"], kept) if kept else None


def _part(facts: Mapping[str, Any], kind: str, told: Collection[tuple[int, str]], office_code: str) -> WeekPart:
    given = facts.get(kind) or ()
    rows = [row for row in given if (row.get("case_id"), row.get("milestone")) not in told]
    shown = tuple(_row(row, office_code) for row in rows[:MOST_ROWS])
    return WeekPart(kind, shown, len(rows) + len(facts.get(f"{kind}_more") or ()))


def _row(row: Mapping[str, Any], office_code: str) -> WeekRow:
    title = normalised(str(row.get("title") or ""))
    return WeekRow(
        unit=normalised(str(row.get("unit") or "")),
        unit_name=normalised(str(row.get("unit_name") or "")),
        section=normalised(str(row.get("section") or "")),
        title=title,
        task=short_task(title),
        due=row.get("due"),
        days=int(row.get("days") or 0),
        is_own_task=row.get("unit") == office_code,
    )
