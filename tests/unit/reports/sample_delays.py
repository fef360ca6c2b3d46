"""What was said for being late, and what the history knows of it, for the reports' tests."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from cycle_engine.domain.bottlenecks import Cause, CauseDays, days_by_cause, scene_of
from cycle_engine.domain.definition import Plan, Track
from cycle_engine.domain.explanations import Explanation, Setback, SetbackKind
from cycle_engine.domain.milestones import CaseStanding
from cycle_engine.domain.working_days import WorkingCalendar

SETBACKS = {
    7: (Setback(SetbackKind.EXTENDED, 1, date(2025, 2, 20), "hiệu trưởng đi học", date(2025, 2, 28), ("II.2",)),),
}
"""The extension that MN07 let go by as well."""


def explained(standing: CaseStanding, milestone: str, reason: str) -> CaseStanding:
    """The same unit with this said for one milestone, and nothing for the others."""
    said = Explanation(reason, date(2025, 3, 10), "truong-mau")
    milestones = [replace(one, explanation=said if one.id == milestone else None) for one in standing.milestones]
    return replace(standing, milestones=tuple(milestones))


def causes_of(
    standings: Sequence[CaseStanding], track: Track, plan: Plan, calendar: WorkingCalendar
) -> Mapping[int, Mapping[Cause, CauseDays]]:
    """What the days of each school went into."""
    scene = scene_of(track, plan, calendar, standings)
    schools = (standing for standing in standings if standing.track == track.name)
    return {one.case_id: days_by_cause(one, SETBACKS.get(one.case_id, ()), scene) for one in schools}
