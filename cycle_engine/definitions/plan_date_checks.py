"""What the calendar says to a plan: deadlines on days off, windows too short to work in, years not yet announced.

All of it is shown and none of it forbids opening a cycle: the office may have no say in the dates.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Final

from cycle_engine.definitions.findings import Finding, warning
from cycle_engine.domain.definition import Milestone, Plan
from cycle_engine.domain.milestones import deadline_for
from cycle_engine.domain.working_days import DayKind, WorkingCalendar
from cycle_engine.errors import OperationRefused

SHORTEST_WINDOW: Final = 5
"""Working days; a window with fewer is flagged. The office's own measure, not a rule of law."""


def check_plan_dates(plan: Plan, calendar: WorkingCalendar) -> tuple[Finding, ...]:
    """Find what the working calendar makes of a plan's dates; all are warnings."""
    known, beyond = _sorted_out(plan, calendar)
    return (
        *(warning(where, "beyond_calendar", day=day) for where, day in beyond),
        *_day_off_findings(plan, calendar, known),
        *_window_findings(plan, calendar),
        *_year_findings(plan, calendar, known),
    )


def _sorted_out(
    plan: Plan, calendar: WorkingCalendar
) -> tuple[Mapping[date, list[tuple[str, Milestone]]], list[tuple[str, date]]]:
    """Gather the milestones by their last day, and apart from them the days for which the calendar has no answer."""
    known: dict[date, list[tuple[str, Milestone]]] = {}
    beyond = []
    for number, milestone in enumerate(plan.milestones, start=1):
        where = f"milestones[{number}].due"
        if milestone.due is None:
            continue
        if _is_known(milestone.due, plan, calendar):
            known.setdefault(milestone.due, []).append((where, milestone))
        else:
            beyond.append((where, milestone.due))
    return known, beyond


def _is_known(day: date, plan: Plan, calendar: WorkingCalendar) -> bool:
    try:
        deadline_for(day, plan, calendar)
    except OperationRefused:
        return False
    return True


def _day_off_findings(
    plan: Plan, calendar: WorkingCalendar, known: Mapping[date, Sequence[tuple[str, Milestone]]]
) -> Iterator[Finding]:
    for due, placed in known.items():
        where = ", ".join(place for place, _ in placed)
        milestones = [milestone.id for _, milestone in placed]
        off, disputed = calendar.why_off(due), calendar.find_disputed(due)
        if off:
            deadline = deadline_for(due, plan, calendar)
            dates = {"remind_by": deadline.remind_by, "late_after": deadline.late_after}
            dates["next_working"] = calendar.first_working_on_or_after(due)
            name = "due_at_weekend" if off.kind is DayKind.WEEKEND else "due_in_holiday"
            yield warning(where, name, milestones=milestones, due=due, why=off.name, **dates)
        elif disputed:
            yield warning(where, "due_on_disputed_day", milestones=milestones, due=due, why=disputed.name)


def _window_findings(plan: Plan, calendar: WorkingCalendar) -> Iterator[Finding]:
    """Find windows too short to work in, from their first day or, where that is later, from the plan's issue on."""
    for number, milestone in enumerate(plan.milestones, start=1):
        opens, due = max(milestone.opens or plan.issued, plan.issued), milestone.due
        if not (due and opens <= due and calendar.covers(opens) and calendar.covers(due)):
            continue
        days = calendar.count_between(opens, due) + calendar.is_working(opens)
        if days < SHORTEST_WINDOW:
            name = "window_too_short" if opens == milestone.opens else "window_after_issue_too_short"
            facts = {"milestone": milestone.id, "opens": opens, "due": due, "days": days, "least": SHORTEST_WINDOW}
            yield warning(f"milestones[{number}]", name, **facts)


def _year_findings(plan: Plan, calendar: WorkingCalendar, known: Iterable[date]) -> Iterator[Finding]:
    """Find the years nobody confirmed in which a milestone opens, is due, or becomes late."""
    days = [day for milestone in plan.milestones for day in (milestone.opens, milestone.due) if day]
    days += (deadline_for(day, plan, calendar).late_after for day in known)
    for year in sorted({day.year for day in days}):
        if not calendar.is_confirmed(year):
            yield warning("school_year", "year_unconfirmed", year=year)
