"""The board as a page for the head of the office, written into the workspace; private."""

from pathlib import Path

from cycle_engine.errors import not_writable
from cycle_engine.reports.board import BoardFacts, render_board
from cycle_engine.services.board import read_board
from cycle_engine.services.desk import Desk
from cycle_engine.services.letters import office_of, units_on


def write_board_page(desk: Desk) -> Path:
    """Write the board of the moment looked at. Raises ``Unavailable`` where the disk refuses."""
    with desk.database.read() as rows:
        cycle = desk.cycle(rows)
        board = read_board(rows, desk, cycle)
        office = office_of(units_on(rows, desk.today), cycle)
    page = render_board(BoardFacts(office.name, cycle.workflow, cycle.plan, board.day, board.cases))
    target = desk.workspace / "reports" / "board.html"
    try:
        target.parent.mkdir(exist_ok=True)
        target.write_text(page, "utf-8")
    except OSError as error:
        raise not_writable(target, error) from error
    return target
