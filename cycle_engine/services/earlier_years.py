"""The year before: the levels that the schools had in the cycle that the same office held before this one."""

from collections.abc import Mapping, Sequence

from cycle_engine.domain.case import fold
from cycle_engine.domain.definition import LevelKind, Party
from cycle_engine.domain.events import Event
from cycle_engine.domain.milestones import party_of
from cycle_engine.reports.monthly_facts import EarlierYear
from cycle_engine.reports.monthly_figures import aside_stages
from cycle_engine.services.desk import Desk, OpenCycle
from cycle_engine.store.cases import cases_of
from cycle_engine.store.rows import Rows


def find_earlier_cycle(rows: Rows, desk: Desk, cycle: OpenCycle) -> OpenCycle | None:
    """Find the last cycle of the same authority and workflow that was for an earlier school year, or None.

    Where a year was opened more than once, the cycle opened last is the one that counts.
    """
    earlier = [
        (one.stored.school_year, one.stored.id, one)
        for one in desk.cycles(rows)
        if one.stored.authority == cycle.stored.authority
        and one.workflow.id == cycle.workflow.id
        and one.stored.school_year < cycle.stored.school_year
    ]
    return max(earlier, key=lambda found: found[:2])[2] if earlier else None


def levels_of_year(rows: Rows, cycle: OpenCycle, histories: Mapping[int, Sequence[Event]] | None = None) -> EarlierYear:
    """Read the levels of a cycle's schools as they are now, or after these ``histories``."""
    track = next(one for one in cycle.workflow.tracks if party_of(one) is Party.SCHOOL)
    aside = aside_stages(track)
    levels: dict[str, Mapping[LevelKind, int]] = {}
    for case in cases_of(rows, cycle.stored.id, track=track.name):
        events = () if histories is None else histories.get(case.id, ())
        if histories is not None and not events:
            continue
        state = fold(events) if events else case.state
        if state.stage not in aside:
            levels[case.unit] = state.levels
    return EarlierYear(cycle.stored.school_year, levels)
