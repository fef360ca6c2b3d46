"""``cycle report``: what goes up to the province, and what became of it."""

import click

from cycle_engine.app import Asked, open_desk
from cycle_engine.commands.output import show, show_json, show_text
from cycle_engine.commands.report_tracking import list_, note, show_
from cycle_engine.commands.speaking import command, group, option
from cycle_engine.services.board_page import write_board_page
from cycle_engine.services.reporting import MadeReport, make_monthly_report


@group("report")
def report() -> None:
    """Reports."""


@command("report_monthly", "monthly")
@option("--period", default="", metavar="YYYY-MM", help="period")
@option("--issue", is_flag=True, help="issue")
@option("--send", is_flag=True, help="send")
@click.pass_obj
def monthly(asked: Asked, period: str, *, issue: bool, send: bool) -> None:
    """Make the monthly report."""
    made = make_monthly_report(open_desk(asked, writes=issue or send), period, issue=issue, send=send)
    if asked.json:
        show_json(_as_json(made))
    else:
        _show(made)


@command("report_board", "board")
@click.pass_obj
def board(asked: Asked) -> None:
    """Write the board as a page."""
    file = write_board_page(open_desk(asked))
    if asked.json:
        show_json({"file": str(file)})
    else:
        show_text("output.board_written", file=str(file))


for one in (monthly, note, list_, show_, board):
    report.add_command(one)


def _show(made: MadeReport) -> None:
    period = made.report.period
    facts = {"first": period.first_on, "last": period.cut_off_on, "due": period.due_by}
    show_text("output.report_made", period=str(period), **facts)
    for file in made.files:
        show(f"  {file}")
    if made.due_too_soon:
        show_text("output.warning_line", what=made.due_too_soon.message, hint=made.due_too_soon.hint)
    if made.issued_now and made.issued:
        show_text("report_output.issued", version=made.issued.version, fingerprint=made.issued.fingerprint)
    for change in made.changes:
        show(f"  - {change}")
    if made.already_sent:
        show_text("output.report_sent_before", period=str(period))
    elif made.letter_id:
        show_text("output.report_queued", letter=made.letter_id)


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
        "version": made.issued.version if made.issued else None,
        "issued_now": made.issued_now,
        "changes": [str(change) for change in made.changes],
        "letter": made.letter_id,
        "sent_before": made.already_sent,
        "fingerprint": made.report.fingerprint,
    }
