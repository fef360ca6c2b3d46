"""What was said for being late, and what the history knows of it, for the reports' tests."""

from dataclasses import replace
from datetime import date

from cycle_engine.domain.explanations import Explanation, Setback, SetbackKind
from cycle_engine.domain.milestones import CaseStanding

SETBACKS = {
    7: (Setback(SetbackKind.EXTENDED, 1, date(2025, 2, 20), "hiệu trưởng đi học", date(2025, 2, 28), ("II.2",)),),
}
"""The extension that MN07 let go by as well."""


def explained(standing: CaseStanding, milestone: str, reason: str) -> CaseStanding:
    """The same unit with this said for one milestone, and nothing for the others."""
    said = Explanation(reason, date(2025, 3, 10), "truong-mau")
    milestones = [replace(one, explanation=said if one.id == milestone else None) for one in standing.milestones]
    return replace(standing, milestones=tuple(milestones))
