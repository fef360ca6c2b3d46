"""``cycle report``: what goes up to the province."""

import click

from cycle_engine.app import Asked, open_desk
from cycle_engine.commands.output import show, show_json, show_text
from cycle_engine.commands.speaking import command, group, option
from cycle_engine.services.board_page import write_board_page
from cycle_engine.services.reporting import MadeReport, make_monthly_report


@group("report")
def report() -> None:
    """Reports."""


@command("report_monthly", "monthly")
@option("--period", default="", metavar="YYYY-MM", help="period")
@option("--send", is_flag=True, help="send")
@click.pass_obj
def monthly(asked: Asked, period: str, *, send: bool) -> None:
    """Make the monthly report."""
    made = make_monthly_report(open_desk(asked, writes=send), period, send=send)
    if asked.json:
        show_json(_as_json(made))
        return
    found = made.report.period
    show_text("output.report_made", period=str(found), first=found.first_on, last=found.cut_off_on, due=found.due_by)
    for file in made.files:
        show(f"  {file}")
    if made.due_too_soon:
        show_text("output.warning_line", what=made.due_too_soon.message, hint=made.due_too_soon.hint)
    if made.already_sent:
        show_text("output.report_sent_before", period=str(found))
    elif made.letter_id:
        show_text("output.report_queued", letter=made.letter_id)


@command("report_board", "board")
@click.pass_obj
def board(asked: Asked) -> None:
    """Write the board as a page."""
    file = write_board_page(open_desk(asked))
    if asked.json:
        show_json({"file": str(file)})
    else:
        show_text("output.board_written", file=str(file))


report.add_command(monthly)
report.add_command(board)


def _as_json(made: MadeReport) -> dict[str, object]:
    period, totals = made.report.period, made.report.schools.totals
    return {
        "period": str(period),
        "first": period.first_on,
        "cut_off": period.cut_off_on,
        "due": period.due_by,
        "nil": made.report.is_nil,
        "schools": {
            "total": totals.units,
            "in_progress": totals.in_progress,
            "late": totals.late,
            "waiting": totals.waiting,
            "finished": totals.finished,
            "exempt": totals.aside,
        },
        "files": [str(file) for file in made.files],
        "letter": made.letter_id,
        "sent_before": made.already_sent,
        "fingerprint": made.report.fingerprint,
    }
