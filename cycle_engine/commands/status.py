"""``cycle status``: the board."""

from typing import Final

import click

from cycle_engine.app import Asked, open_desk
from cycle_engine.commands.explanations import explanation_as_json, show_explanations
from cycle_engine.commands.holders import days_as_json, days_in_words, with_hold_up
from cycle_engine.commands.output import show, show_json, show_table, show_text
from cycle_engine.commands.speaking import argument, command, option
from cycle_engine.domain.definition import LevelKind, Party, Track
from cycle_engine.domain.milestones import CaseStanding, MilestoneStanding, MilestoneState
from cycle_engine.messages import say
from cycle_engine.services.board import Board, BoardFilter, show_board

_HOW_LATE: Final = {MilestoneState.LATE: "late_by", MilestoneState.DONE: "done_late"}


@command("status")
@argument("unit", required=False)
@option("--stage", help="stage")
@option("--late", is_flag=True, help="late")
@option("--waiting-on", type=click.Choice([party.value for party in Party]), help="waiting_on")
@click.pass_obj
def status(asked: Asked, unit: str | None, stage: str | None, waiting_on: str | None, *, late: bool) -> None:
    """Show who is where."""
    wanted = BoardFilter(
        unit=unit or "", stage=stage or "", late=late, waiting_on=Party(waiting_on) if waiting_on else None
    )
    board = show_board(open_desk(asked), wanted)
    if asked.json:
        show_json(board_as_json(board))
    elif unit:
        for case in board.cases:
            _show_case(board, case, verbose=asked.verbose)
    else:
        _show_board(board)


def board_as_json(board: Board) -> dict[str, object]:
    """The board as programs read it."""
    return {
        "as_of": board.day,
        "cycle": board.cycle.plan.number,
        "cases": [_case_as_json(case, board.cycle.workflow.track(case.track)) for case in board.cases],
    }


def _case_as_json(case: CaseStanding, track: Track) -> dict[str, object]:
    return {
        "unit": case.unit,
        "name": case.name,
        "track": case.track,
        "stage": case.stage,
        "stage_label": str(track.stage(case.stage).label),
        "owner": case.owner.value if case.owner else None,
        "round": case.round,
        "held_since": case.held_since,
        "milestones": [_milestone_as_json(milestone) for milestone in case.milestones],
        "days_waited": days_as_json(case.days_waited),
        "levels": {kind.value: case.levels.get(kind) for kind in LevelKind},
    }


def _milestone_as_json(milestone: MilestoneStanding) -> dict[str, object]:
    deadline = milestone.deadline
    return {
        "id": milestone.id,
        "opens": milestone.opens,
        "nominal": deadline.nominal if deadline else None,
        "remind_by": deadline.remind_by if deadline else None,
        "late_after": deadline.late_after if deadline else None,
        "state": milestone.state.value,
        "days_late": milestone.days_late,
        "completed_on": milestone.completed_on,
        "days_over": days_as_json(milestone.delay.by_holder),
        "held_up_by": milestone.delay.held_up_by.value if milestone.delay.held_up_by else None,
        "days_held_up": milestone.delay.days_held_up,
        "explanation": explanation_as_json(milestone),
    }


def _show_board(board: Board) -> None:
    plan = board.cycle.plan
    show_text("output.board_head", number=plan.number, school_year=plan.school_year, day=board.day)
    headings = [say(f"output.{name}") for name in ("code", "name", "stage", "owner", "next_deadline", "how")]
    show_table(headings, [_row(board, case) for case in board.cases])
    late = sum(case.is_late for case in board.cases)
    show_text("output.board_foot", cases=len(board.cases), late=late)


def _row(board: Board, case: CaseStanding) -> tuple[object, ...]:
    track = board.cycle.workflow.track(case.track)
    undone = [milestone for milestone in case.milestones if milestone.state is not MilestoneState.DONE]
    following = min(undone, key=_urgency, default=None)
    dates = f"{following.id} {following.deadline.remind_by:%d/%m/%Y}" if following and following.deadline else None
    return (
        case.unit,
        case.name,
        track.stage(case.stage).label,
        say(f"terms.owner_{case.owner.value}") if case.owner else None,
        dates,
        _how(following),
    )


def _urgency(milestone: MilestoneStanding) -> tuple[bool, str]:
    late = milestone.state is MilestoneState.LATE
    return (not late, milestone.deadline.late_after.isoformat() if milestone.deadline else "9999")


def _how(milestone: MilestoneStanding | None) -> str:
    if milestone is None:
        return "-"
    how = say(f"terms.state_{milestone.state.value}")
    if milestone.days_late:
        how = say(f"output.{_HOW_LATE[milestone.state]}", days=milestone.days_late)
    return with_hold_up(how, milestone.delay)


def _show_case(board: Board, case: CaseStanding, *, verbose: bool) -> None:
    track: Track = board.cycle.workflow.track(case.track)
    owner = say(f"terms.owner_{case.owner.value}") if case.owner else "-"
    show_text("output.case_head", unit=case.unit, name=case.name, stage=track.stage(case.stage).label)
    show_text("output.case_owner", owner=owner, since=case.held_since, round=case.round)
    show_text("output.days_waited", days=days_in_words(case.days_waited))
    headings = [say(f"output.{name}") for name in ("milestone", "task", "nominal", "remind_by", "late_after", "how")]
    show_table(headings, [_milestone_row(milestone) for milestone in case.milestones])
    for kind, level in case.levels.items():
        show_text("output.case_level", kind=say(f"terms.level_{kind.value}"), level=level)
    if verbose:
        _explain_dates(board, case)
        show_explanations(case.unit, case.milestones)
    if case.owner:
        show_text("output.case_why", unit=case.unit)


def _milestone_row(milestone: MilestoneStanding) -> tuple[object, ...]:
    deadline = milestone.deadline
    dates = (deadline.nominal, deadline.remind_by, deadline.late_after) if deadline else (None, None, None)
    return (milestone.id, milestone.title, *dates, _how(milestone))


def _explain_dates(board: Board, case: CaseStanding) -> None:
    rule = say(f"terms.policy_{board.cycle.plan.late_policy.value}")
    for milestone in case.milestones:
        if (deadline := milestone.deadline) is None:
            continue
        show_text("output.dates_of", milestone=milestone.id, nominal=deadline.nominal, rule=rule)
        if deadline.counts_from != deadline.nominal:
            show_text("output.dates_handed_over", since=deadline.received_on, day=deadline.counts_from)
        if deadline.remind_by != deadline.late_after:
            for off in board.calendar.skipped_between(deadline.remind_by, deadline.late_after):
                show(f"    {off.label}")
