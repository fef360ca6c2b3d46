"""The year as a line: every milestone's window and last day, the days off between them, and where today is.

Places are thousandths of the line's width, so that a drawing may be as wide as its page. The line runs over whole
months, from the first day that counts to the last; a day that lies beyond it has no place.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from cycle_engine.domain.definition import Milestone, Plan, Track, Workflow
from cycle_engine.domain.milestones import CaseStanding, Deadline, deadline_for
from cycle_engine.domain.working_days import DayKind, DayOff, WorkingCalendar
from cycle_engine.messages import say
from cycle_engine.reports.monthly_figures import MilestoneFigures, count_milestone
from cycle_engine.reports.tables import shown

_WIDTH: Final = 1000
_NEAR: Final = timedelta(days=62)
"""How far from the plan's days today may lie and still be drawn."""

_TET: Final = "nguyên đán"


@dataclass(frozen=True, slots=True)
class Stretch:
    """A piece of the line: where it begins, and how wide it is."""

    left: float
    width: float


@dataclass(frozen=True, slots=True)
class DaysOff:
    """Named days off that follow one another, weekends between them included."""

    name: str
    first: date
    last: date
    is_tet: bool
    place: Stretch


@dataclass(frozen=True, slots=True)
class Month:
    """Where a month begins, and its number; January and the first one say their year too."""

    number: int
    year: int | None
    left: float


@dataclass(frozen=True, slots=True)
class MilestoneLine:
    """One milestone: its days, how many have done it, and where its window and its days lie; None where undated."""

    id: str
    title: str
    track: str
    opens: date | None
    deadline: Deadline | None
    figures: MilestoneFigures
    window: Stretch | None
    remind_at: float | None
    due_at: float | None
    grace: Stretch | None
    """From the last day to the day it is late after, where the plan rolls a day off forward."""

    @property
    def percent(self) -> int:
        """How many in a hundred have done it, rounded down: all is said only of all."""
        return 100 * self.figures.done // self.figures.units if self.figures.units else 0


@dataclass(frozen=True, slots=True)
class Timeline:
    """The whole drawing, and the sentence that says what it shows."""

    first: date
    last: date
    months: tuple[Month, ...]
    days_off: tuple[DaysOff, ...]
    lines: tuple[MilestoneLine, ...]
    today_at: float | None
    words: str


def build_timeline(
    workflow: Workflow, plan: Plan, standings: Sequence[CaseStanding], calendar: WorkingCalendar, today: date
) -> Timeline | None:
    """Lay the plan's year out; None for a plan without a single dated milestone."""
    axis = _axis(plan.milestones, today)
    if axis is None:
        return None
    lines = tuple(
        _line(milestone, track, count_milestone(milestone, cases, (), track), _Year(plan, calendar, axis))
        for track in workflow.tracks
        for cases in [[standing for standing in standings if standing.track == track.name]]
        for milestone in plan.milestones_of(track.name)
    )
    days_off = tuple(_days_off(calendar, axis))
    return Timeline(
        first=axis.first,
        last=axis.last,
        months=tuple(_months(axis)),
        days_off=days_off,
        lines=lines,
        today_at=axis.at(today) if axis.first <= today <= axis.last else None,
        words=_words(lines, days_off, today),
    )


@dataclass(frozen=True, slots=True)
class _Axis:
    first: date
    last: date

    def at(self, day: date) -> float:
        """Where a day begins, kept on the line."""
        share = (day - self.first).days / ((self.last - self.first).days + 1)
        return round(_WIDTH * min(max(share, 0), 1), 1)

    def stretch(self, first: date, last: date) -> Stretch:
        """Where both days and all between them lie."""
        left = self.at(first)
        return Stretch(left, round(self.at(last + timedelta(days=1)) - left, 1))


@dataclass(frozen=True, slots=True)
class _Year:
    plan: Plan
    calendar: WorkingCalendar
    axis: _Axis


def _axis(milestones: Iterable[Milestone], today: date) -> _Axis | None:
    days = sorted(day for m in milestones for day in (m.opens, m.due) if day)
    if not days:
        return None
    if days[0] - _NEAR <= today <= days[-1] + _NEAR:
        days = sorted((*days, today))
    return _Axis(days[0].replace(day=1), _next_month(days[-1]) - timedelta(days=1))


def _next_month(day: date) -> date:
    return (day.replace(day=1) + timedelta(days=31)).replace(day=1)


def _months(axis: _Axis) -> Iterator[Month]:
    day = axis.first
    while day <= axis.last:
        named = day.month == 1 or day == axis.first
        yield Month(day.month, day.year if named else None, axis.at(day))
        day = _next_month(day)


def _line(milestone: Milestone, track: Track, figures: MilestoneFigures, year: _Year) -> MilestoneLine:
    due = milestone.due
    axis = year.axis
    deadline = deadline_for(due, year.plan, year.calendar) if due and year.calendar.covers(due) else None
    rolls = deadline is not None and deadline.late_after > deadline.nominal
    return MilestoneLine(
        id=shown(milestone.id),
        title=shown(milestone.title),
        track=str(track.label),
        opens=milestone.opens,
        deadline=deadline,
        figures=figures,
        window=axis.stretch(min(milestone.opens or due, due), due) if due else None,
        remind_at=axis.at(deadline.remind_by) if deadline and deadline.remind_by != deadline.nominal else None,
        due_at=axis.at(due + timedelta(days=1)) if due else None,
        grace=axis.stretch(deadline.nominal + timedelta(days=1), deadline.late_after) if deadline and rolls else None,
    )


def _days_off(calendar: WorkingCalendar, axis: _Axis) -> Iterator[DaysOff]:
    days = [
        day for day in calendar.named_days if day.kind is not DayKind.DISPUTED and axis.first <= day.day <= axis.last
    ]
    for group in _in_a_row(days, calendar):
        first, last = group[0].day, group[-1].day
        is_tet = any(_TET in day.name.casefold() for day in group)
        name = say("board.tet") if is_tet else shown(group[0].name)
        yield DaysOff(name, first, last, is_tet, axis.stretch(first, last))


def _in_a_row(days: Sequence[DayOff], calendar: WorkingCalendar) -> Iterator[list[DayOff]]:
    """Gather days off that no working day parts."""
    group: list[DayOff] = []
    for day in days:
        if group and calendar.count_between(group[-1].day, day.day):
            yield group
            group = []
        group.append(day)
    if group:
        yield group


def _words(lines: Sequence[MilestoneLine], days_off: Sequence[DaysOff], today: date) -> str:
    ahead = [line for line in lines if line.deadline and line.deadline.nominal >= today and line.figures.undone]
    sentences = [say("board.timeline_today", day=today)]
    if nearest := min(ahead, key=lambda line: _due(line, today), default=None):
        due = _due(nearest, today)
        sentences.append(say("board.timeline_next", id=nearest.id, due=due, days=(due - today).days))
    if tet := next((one for one in days_off if one.is_tet), None):
        sentences.append(say("board.timeline_tet", first=tet.first, last=tet.last))
    return " ".join(sentences)


def _due(line: MilestoneLine, otherwise: date) -> date:
    return line.deadline.nominal if line.deadline else otherwise
