"""The board for the head of the office: one private page that shows who is where, what is late and whose move it is.

Stages are columns and schools are cards, the late ones first. The page holds names and deadlines of schools before
anything is published, so it is never part of the public site; it asks search engines to stay away and requests nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from cycle_engine.domain.definition import Party, Plan, Track, Workflow
from cycle_engine.domain.milestones import CaseStanding, MilestoneStanding, MilestoneState, party_of
from cycle_engine.formatting import vietnamese_sort_key
from cycle_engine.messages import current_language, say
from cycle_engine.reports.html_pages import render_page
from cycle_engine.reports.monthly_figures import MilestoneFigures, Totals, count_milestone, count_totals
from cycle_engine.reports.monthly_schools import LateEntry, Progress, list_late, next_milestone, progress_of
from cycle_engine.reports.tables import entered, shown

_NEXT_DEADLINES: Final = 6


@dataclass(frozen=True, slots=True)
class BoardFacts:
    """What the board is made from: how every case of both tracks stands on ``as_of``."""

    office_name: str
    workflow: Workflow
    plan: Plan
    as_of: date
    standings: Sequence[CaseStanding]


@dataclass(frozen=True, slots=True)
class Card:
    """One school, in words."""

    code: str
    name: str
    progress: Progress
    progress_words: str
    milestone: str
    remarks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BoardColumn:
    """One stage with its schools, and whose move it is there."""

    label: str
    mover: str
    cards: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class BoardPage:
    """Everything the page shows."""

    office_name: str
    plan_number: str
    school_year: str
    as_of: date
    totals: Totals
    department: tuple[Card, ...]
    columns: tuple[BoardColumn, ...]
    late: tuple[str, ...]
    deadlines: tuple[str, ...]


def build_board(facts: BoardFacts) -> BoardPage:
    """Sort the schools into columns and say what is late and what comes next."""
    school_track = _track_of(facts, Party.SCHOOL)
    schools = [s for s in facts.standings if s.track == school_track.name]
    return BoardPage(
        office_name=entered(facts.office_name),
        plan_number=entered(facts.plan.number),
        school_year=entered(facts.plan.school_year),
        as_of=facts.as_of,
        totals=count_totals(schools, school_track),
        department=tuple(
            _card(s, facts.workflow.track(s.track)) for s in facts.standings if s.track != school_track.name
        ),
        columns=_columns(schools, school_track),
        late=tuple(_late_words(entry, facts) for entry in list_late(facts.standings, facts.workflow)),
        deadlines=tuple(_deadline_words(milestone) for milestone in _next_deadlines(facts)),
    )


def render_board(facts: BoardFacts) -> str:
    """Write the board as a page that needs nothing else, in the language being spoken."""
    return render_page("board.html", page=build_board(facts), language=current_language().value)


def _track_of(facts: BoardFacts, party: Party) -> Track:
    return next(track for track in facts.workflow.tracks if party_of(track) is party)


def _columns(schools: Sequence[CaseStanding], track: Track) -> tuple[BoardColumn, ...]:
    in_order = sorted(schools, key=lambda s: (not s.is_late, vietnamese_sort_key(s.name), s.unit))
    return tuple(
        BoardColumn(
            label=str(stage.label),
            mover=say(f"reports.mover_{stage.owner.value if stage.owner else 'nobody'}"),
            cards=tuple(_card(school, track) for school in in_order if school.stage == stage.id),
        )
        for stage in track.stages
    )


def _card(standing: CaseStanding, track: Track) -> Card:
    progress = progress_of(standing, track)
    days_late = max((m.days_late for m in standing.milestones if m.state is MilestoneState.LATE), default=0)
    following = None if progress is Progress.ASIDE else next_milestone(standing)
    remarks = [say("reports.board_since", day=standing.held_since)] if progress is Progress.WAITING else []
    remarks += [
        say(
            "reports.note_held_up",
            milestone=m.id,
            party=say(f"terms.post_{m.delay.held_up_by}"),
            days=m.delay.days_held_up,
        )
        for m in standing.milestones
        if m.delay.held_up_by and m.state is not MilestoneState.DONE
    ]
    if standing.round > 1:
        remarks.append(say("reports.board_round", times=standing.round - 1))
    return Card(
        code=shown(standing.unit),
        name=entered(standing.name),
        progress=progress,
        progress_words=say(f"reports.progress_{progress.value}", days=days_late),
        milestone=_milestone_words(following) if following else "",
        remarks=tuple(remarks),
    )


def _milestone_words(milestone: MilestoneStanding) -> str:
    if milestone.deadline is None:
        return say("reports.board_milestone_undated", id=milestone.id)
    return say("reports.board_milestone", id=milestone.id, due=milestone.deadline.counts_from)


def _late_words(entry: LateEntry, facts: BoardFacts) -> str:
    is_office = entry.mover is Party.DEPARTMENT
    return say(
        "reports.board_late_entry",
        name=entered(entry.name),
        milestone=f"{entry.milestone.id}. {entry.milestone.title}",
        days=entry.milestone.days_late,
        mover=entered(facts.office_name) if is_office else say("reports.the_school"),
    )


def _next_deadlines(facts: BoardFacts) -> list[MilestoneFigures]:
    counted = [
        count_milestone(milestone, [s for s in facts.standings if s.track == milestone.track], (), track)
        for track in facts.workflow.tracks
        for milestone in facts.plan.milestones_of(track.name)
    ]
    ahead = [(m.due, m.id, m) for m in counted if m.due and m.due >= facts.as_of and m.undone]
    return [m for _, _, m in sorted(ahead, key=lambda dated: dated[:2])][:_NEXT_DEADLINES]


def _deadline_words(milestone: MilestoneFigures) -> str:
    return say(
        "reports.board_deadline",
        id=milestone.id,
        title=milestone.title,
        due=milestone.due,
        undone=milestone.undone,
        units=milestone.units,
    )
