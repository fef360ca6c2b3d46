"""What presses on the board: what is late and why, monthly reports that are open, published pages in trouble."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from cycle_engine.domain.definition import Party, Workflow
from cycle_engine.domain.explanations import Setback
from cycle_engine.domain.issued_reports import Timeliness
from cycle_engine.domain.milestones import CaseStanding
from cycle_engine.domain.week_pages import WeekPage
from cycle_engine.messages import say
from cycle_engine.reports.monthly_reasons import late_reasons
from cycle_engine.reports.monthly_schools import LateEntry, list_late
from cycle_engine.reports.tables import entered, shown

MOST_LATE: Final = 40
"""How many late milestones are named, those late the longest."""

MOST_PAGES: Final = 20

_ALARMS: Final = frozenset({Timeliness.OVERDUE, Timeliness.STUCK, Timeliness.SENT_LATE})


@dataclass(frozen=True, slots=True)
class LateLine:
    """One late milestone: whose it is, for how many working days, whose move, and why."""

    code: str
    name: str
    milestone: str
    due: date | None
    days: int
    mover: str
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReportLine:
    """One period's monthly report: by when it is due, and how it stands."""

    period: str
    due_by: date
    state: Timeliness

    @property
    def words(self) -> str:
        """How it stands, in words."""
        return say(f"report_output.state_{self.state.value}")

    @property
    def is_alarm(self) -> bool:
        """Whether somebody has to look after it."""
        return self.state in _ALARMS


@dataclass(frozen=True, slots=True)
class PageLine:
    """A published page that two days' checks found in trouble."""

    code: str
    name: str
    finding: str
    since: date | None


def late_in_order(standings: Sequence[CaseStanding], workflow: Workflow) -> tuple[LateEntry, ...]:
    """Find what the board names as late, without what of its history has to do with it."""
    return list_late(standings, workflow)[:MOST_LATE]


def build_late(
    standings: Sequence[CaseStanding], workflow: Workflow, setbacks: Mapping[int, Sequence[Setback]], *, office: str
) -> tuple[tuple[LateLine, ...], int]:
    """Say what is late, and count what there is no room for."""
    found = list_late(standings, workflow, setbacks)
    return tuple(_late_line(entry, office) for entry in found[:MOST_LATE]), max(0, len(found) - MOST_LATE)


def build_pages(pages: Sequence[WeekPage]) -> tuple[tuple[PageLine, ...], int]:
    """Say which published pages are in trouble, those for the longest first, and count what there is no room for."""
    in_order = sorted(pages, key=lambda page: (str(page[2].trouble_since), page[0]))
    lines = (
        PageLine(shown(unit), entered(name), say(f"publication.finding_{check.finding.value}"), check.trouble_since)
        for unit, name, check in in_order[:MOST_PAGES]
    )
    return tuple(lines), max(0, len(in_order) - MOST_PAGES)


def _late_line(entry: LateEntry, office: str) -> LateLine:
    milestone = entry.milestone
    return LateLine(
        code=shown(entry.unit),
        name=entered(entry.name),
        milestone=shown(f"{milestone.id}. {milestone.title}"),
        due=milestone.deadline.counts_from if milestone.deadline else None,
        days=milestone.days_late,
        mover=office if entry.mover is Party.DEPARTMENT else say("reports.the_school"),
        reasons=tuple(_lines(entry)),
    )


def _lines(entry: LateEntry) -> Iterator[str]:
    yield from (shown(line) for line in late_reasons(entry).lines)
