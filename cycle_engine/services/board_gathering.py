"""What the board's page says of the cases, the reports and the published pages, gathered at the moment looked at."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Final

from cycle_engine.domain.explanations import Setback, setbacks_of
from cycle_engine.domain.units import Unit
from cycle_engine.domain.week_pages import WeekPage
from cycle_engine.reports.board import BoardFacts
from cycle_engine.reports.board_columns import Parents
from cycle_engine.reports.board_late import ReportLine, late_in_order
from cycle_engine.services.board import Board, read_board
from cycle_engine.services.board_workings import gather_workings
from cycle_engine.services.desk import Desk
from cycle_engine.services.letters import office_of, units_on
from cycle_engine.services.published_pages import pages_in_trouble, published_pages
from cycle_engine.services.report_tracking import list_reports
from cycle_engine.store.cases import events_of
from cycle_engine.store.facts import is_rehearsal
from cycle_engine.store.rows import Rows

MOST_REPORTS: Final = 3
"""How many periods' reports the board tells of, the newest."""


def gather_board(desk: Desk) -> BoardFacts:
    """Gather what the board says. Of the past it leaves out how the program itself was, which nothing remembers.

    Raises ``NotFound`` where no cycle is open.
    """
    with desk.database.read() as rows:
        cycle = desk.cycle(rows)
        board = read_board(rows, desk, cycle)
        units = units_on(rows, desk.today)
        setbacks = _setbacks(rows, desk, board)
        pages = tuple(_pages(rows, desk, board))
        rehearses = is_rehearsal(rows)
    return BoardFacts(
        office_name=office_of(units, cycle).name,
        workflow=cycle.workflow,
        plan=cycle.plan,
        calendar=board.calendar,
        as_of=board.day,
        made_at=desk.clock.now(),
        standings=board.cases,
        setbacks=setbacks,
        parents=_parents(units),
        reports=_reports(desk),
        pages=pages,
        workings=None if desk.until else gather_workings(desk, board),
        is_rehearsal=rehearses,
    )


def _setbacks(rows: Rows, desk: Desk, board: Board) -> Mapping[int, Sequence[Setback]]:
    """Read the histories of what is named as late, and of nothing else: there may be thousands."""
    late = {entry.unit for entry in late_in_order(board.cases, board.cycle.workflow)}
    return {
        case.case_id: setbacks_of([e for e in events_of(rows, case.case_id) if _is_known(desk, e.recorded_at)])
        for case in board.cases
        if case.unit in late
    }


def _is_known(desk: Desk, recorded_at: datetime) -> bool:
    return desk.until is None or recorded_at <= desk.until


def _parents(units: Mapping[str, Unit]) -> Parents:
    return {
        code: (unit.parent, units[unit.parent].name)
        for code, unit in units.items()
        if unit.parent and unit.parent in units
    }


def _reports(desk: Desk) -> tuple[ReportLine, ...]:
    return tuple(ReportLine(one.period, one.due_by, one.state) for one in list_reports(desk)[-MOST_REPORTS:])


def _pages(rows: Rows, desk: Desk, board: Board) -> Iterator[WeekPage]:
    if desk.until is None:
        yield from pages_in_trouble(rows, board.cycle)
        return
    for page in published_pages(rows, desk, board.cycle):
        if page.check and page.check.is_news:
            yield page.unit, page.unit_name, page.check
