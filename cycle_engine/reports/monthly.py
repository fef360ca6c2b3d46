"""The monthly report as a value: facts in, figures and lists out, with no clock, database or layout.

Made again from the same facts it is the same report, whenever that is done. Schools stand in the order of the
Vietnamese alphabet; nothing is rounded, worded or left out here.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from cycle_engine.domain.definition import Party, Plan, Track
from cycle_engine.domain.milestones import CaseStanding, party_of
from cycle_engine.domain.periods import Period
from cycle_engine.formatting import vietnamese_sort_key
from cycle_engine.messages import Label
from cycle_engine.reports.chart_counting import count_charts
from cycle_engine.reports.chart_figures import Charts
from cycle_engine.reports.monthly_facts import MonthlyFacts, Office, OfficerNotes, Reissue
from cycle_engine.reports.monthly_figures import (
    LevelFigures,
    MilestoneFigures,
    StageFigures,
    Totals,
    TransitionFigures,
    count_levels,
    count_milestone,
    count_stages,
    count_totals,
    count_transitions,
)
from cycle_engine.reports.monthly_holders import (
    CauseFigures,
    MilestoneDelay,
    StageDays,
    count_stage_days,
    sum_causes,
    sum_delays,
)
from cycle_engine.reports.monthly_movement import SchoolChange, list_changes_by_school
from cycle_engine.reports.monthly_schools import (
    LateEntry,
    SchoolRow,
    WaitingEntry,
    build_school_row,
    list_late,
    list_waiting,
)
from cycle_engine.reports.monthly_scores import (
    CriterionFigures,
    ExemplarySchool,
    list_exemplary,
    points_by_group,
    rank_criteria,
)


@dataclass(frozen=True, slots=True)
class TrackFigures:
    """The figures of one track; ``before`` are the totals at the cut-off before."""

    label: Label
    party: Party | None
    totals: Totals
    before: Totals
    milestones: tuple[MilestoneFigures, ...]
    stages: tuple[StageFigures, ...]
    transitions: tuple[TransitionFigures, ...]
    stage_days: tuple[StageDays, ...]
    delays: tuple[MilestoneDelay, ...]


@dataclass(frozen=True, slots=True)
class MonthlyReport:
    """Everything the report says, ready to be laid out.

    ``upcoming`` are the milestones that some unit still owes and that open by the end of the next period, overdue ones
    too. ``reissue`` says what a later version changes.
    """

    office: Office
    plan: Plan
    workflow: Label
    period: Period
    schools: TrackFigures
    department: TrackFigures
    levels: tuple[LevelFigures, ...]
    rows: tuple[SchoolRow, ...]
    late: tuple[LateEntry, ...]
    waiting: tuple[WaitingEntry, ...]
    causes: tuple[CauseFigures, ...]
    upcoming: tuple[MilestoneFigures, ...]
    changes: tuple[SchoolChange, ...]
    exemplary: tuple[ExemplarySchool, ...]
    criteria: tuple[CriterionFigures, ...]
    notes: OfficerNotes
    fingerprint: str
    charts: Charts
    reissue: Reissue | None = None

    @property
    def moves_in_period(self) -> int:
        """How many transitions were recorded in the period."""
        return sum(t.in_period for track in (self.schools, self.department) for t in track.transitions)

    @property
    def is_nil(self) -> bool:
        """Whether nothing moved in the period."""
        return self.moves_in_period == 0


def build_monthly_report(facts: MonthlyFacts) -> MonthlyReport:
    """Count and list everything the report says."""
    school_track = _track_of(facts, Party.SCHOOL)
    schools, department = _figures(facts, school_track), _figures(facts, _track_of(facts, Party.DEPARTMENT))
    standings = _of_track(facts.standings, school_track)
    return MonthlyReport(
        office=facts.office,
        plan=facts.plan,
        workflow=facts.workflow.label,
        period=facts.period,
        schools=schools,
        department=department,
        levels=count_levels(standings, school_track),
        rows=tuple(_row(s, facts) for s in sorted(standings, key=lambda s: (vietnamese_sort_key(s.name), s.unit))),
        late=list_late(facts.standings, facts.workflow, facts.setbacks),
        waiting=list_waiting(facts.standings, facts.workflow),
        causes=sum_causes(facts.causes, standings, school_track),
        changes=list_changes_by_school(
            standings, _of_track(facts.previous, school_track), facts.moves, track=school_track, period=facts.period
        ),
        exemplary=list_exemplary(standings, facts.scores, facts.indicators),
        criteria=rank_criteria(facts.scores, facts.indicators),
        upcoming=_upcoming((*department.milestones, *schools.milestones), facts.period.next),
        notes=facts.notes,
        fingerprint=facts.fingerprint,
        charts=count_charts(standings, school_track, facts.plan, as_of=facts.period.cut_off_on, earlier=facts.earlier),
    )


def _row(standing: CaseStanding, facts: MonthlyFacts) -> SchoolRow:
    return build_school_row(
        standing,
        facts.documents.get(standing.case_id, ()),
        workflow=facts.workflow,
        plan=facts.plan,
        group_points=points_by_group(facts.scores.get(standing.case_id, {}), facts.indicators),
    )


def _track_of(facts: MonthlyFacts, party: Party) -> Track:
    return next(track for track in facts.workflow.tracks if party_of(track) is party)


def _of_track(standings: Sequence[CaseStanding], track: Track) -> list[CaseStanding]:
    return [standing for standing in standings if standing.track == track.name]


def _figures(facts: MonthlyFacts, track: Track) -> TrackFigures:
    now, before = _of_track(facts.standings, track), _of_track(facts.previous, track)
    return TrackFigures(
        label=track.label,
        party=party_of(track),
        totals=count_totals(now, track),
        before=count_totals(before, track),
        milestones=tuple(count_milestone(m, now, before, track) for m in facts.plan.milestones_of(track.name)),
        stages=count_stages(track, now, before),
        transitions=count_transitions(track, facts.moves, facts.period),
        stage_days=count_stage_days(track, now),
        delays=sum_delays(facts.plan.milestones_of(track.name), now, track),
    )


def _upcoming(milestones: Sequence[MilestoneFigures], period: Period) -> tuple[MilestoneFigures, ...]:
    touching = [
        (milestone.due, milestone)
        for milestone in milestones
        if milestone.undone and milestone.due and (milestone.opens is None or milestone.opens <= period.cut_off_on)
    ]
    return tuple(milestone for _, milestone in sorted(touching, key=lambda pair: (pair[0], pair[1].id)))
