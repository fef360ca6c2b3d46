"""The board for the head of the office: one private page that shows who is where, what is late and whose move it is.

Stages are columns and schools are cards, the late ones first; the year is a line above them. The page holds names and
deadlines of schools before anything is published, so it is never part of the public site; it asks search engines to
stay away and requests nothing. It stands still, so it says when it was made and when the next one is due.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from hashlib import sha256

from cycle_engine.domain.definition import Party, Plan, Track, Workflow
from cycle_engine.domain.explanations import Setback
from cycle_engine.domain.milestones import CaseStanding, party_of
from cycle_engine.domain.week_pages import WeekPage
from cycle_engine.domain.working_days import WorkingCalendar
from cycle_engine.messages import current_language, say
from cycle_engine.reports.board_columns import (
    AuthorityLine,
    BoardColumn,
    Card,
    Parents,
    build_card,
    build_columns,
    count_authorities,
)
from cycle_engine.reports.board_late import LateLine, PageLine, ReportLine, build_late, build_pages
from cycle_engine.reports.board_timeline import Timeline, build_timeline
from cycle_engine.reports.board_workings import Workings, WorkingsShown, show_workings
from cycle_engine.reports.chart_counting import count_charts
from cycle_engine.reports.chart_figures import HolderChart, ProgressChart
from cycle_engine.reports.monthly_figures import Totals, count_totals
from cycle_engine.reports.tables import entered


@dataclass(frozen=True, slots=True)
class BoardFacts:
    """What the board is made from: how every case of both tracks stands on ``as_of``.

    ``setbacks`` are those of the cases that are late. ``workings`` is None for a board of the past.
    """

    office_name: str
    workflow: Workflow
    plan: Plan
    calendar: WorkingCalendar
    as_of: date
    made_at: datetime
    standings: Sequence[CaseStanding]
    setbacks: Mapping[int, Sequence[Setback]] = field(default_factory=dict)
    parents: Parents = field(default_factory=dict)
    reports: tuple[ReportLine, ...] = ()
    pages: Sequence[WeekPage] = ()
    workings: Workings | None = None
    is_rehearsal: bool = False


@dataclass(frozen=True, slots=True)
class BoardPage:
    """Everything the page shows; its charts are not drawn yet."""

    office_name: str
    plan_number: str
    school_year: str
    as_of: date
    made_at: datetime | None
    is_rehearsal: bool
    totals: Totals
    timeline: Timeline | None
    department: tuple[Card, ...]
    columns: tuple[BoardColumn, ...]
    authorities: tuple[AuthorityLine, ...]
    more_authorities: int
    late: tuple[LateLine, ...]
    more_late: int
    reports: tuple[ReportLine, ...]
    pages: tuple[PageLine, ...]
    more_pages: int
    workings: WorkingsShown | None
    charts: tuple[ProgressChart, HolderChart]

    @property
    def fingerprint(self) -> str:
        """What the page says and in which language, without the moment at which it was made."""
        said = repr((current_language(), replace(self, made_at=None)))
        return sha256(said.encode()).hexdigest()[:32]


def build_board(facts: BoardFacts) -> BoardPage:
    """Sort the schools into columns, lay the year out, and say what is late and what comes next."""
    track = school_track(facts.workflow)
    schools = [s for s in facts.standings if s.track == track.name]
    authorities, more_authorities = count_authorities(schools, track, facts.parents)
    late, more_late = build_late(facts.standings, facts.workflow, facts.setbacks, office=entered(facts.office_name))
    pages, more_pages = build_pages(facts.pages)
    charts = count_charts(schools, track, facts.plan, as_of=facts.as_of, earlier=None)
    return BoardPage(
        office_name=entered(facts.office_name),
        plan_number=entered(facts.plan.number),
        school_year=entered(facts.plan.school_year),
        as_of=facts.as_of,
        made_at=facts.made_at,
        is_rehearsal=facts.is_rehearsal,
        totals=count_totals(schools, track),
        timeline=build_timeline(facts.workflow, facts.plan, facts.standings, facts.calendar, facts.as_of),
        department=tuple(
            build_card(s, facts.workflow.track(s.track)) for s in facts.standings if s.track != track.name
        ),
        columns=build_columns(schools, track),
        authorities=authorities,
        more_authorities=more_authorities,
        late=late,
        more_late=more_late,
        reports=facts.reports,
        pages=pages,
        more_pages=more_pages,
        workings=show_workings(facts.workings) if facts.workings else None,
        charts=(charts.progress, charts.holders),
    )


def render_board(page: BoardPage) -> str:
    """Write the board as a page that needs nothing else, in the language being spoken."""
    # Drawing takes a library that takes long to load, and most ticks change nothing.
    from cycle_engine.reports.chart_pages import page_figure
    from cycle_engine.reports.html_pages import render_page

    figures = [page_figure(chart) for chart in page.charts]
    return render_page(
        "board.html",
        words=_words,
        total_words=_total_words,
        page=page,
        figures=figures,
        language=current_language().value,
    )


def school_track(workflow: Workflow) -> Track:
    """The track on which the schools have the first move."""
    return next(track for track in workflow.tracks if party_of(track) is Party.SCHOOL)


def _words(name: str, /, **facts: object) -> str:
    return say(f"board.{name}", **facts)


def _total_words(name: str) -> str:
    return say(f"reports.total_{name}")
