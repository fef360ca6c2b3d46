"""Explaining why a milestone came late (giải trình): what the school or the office says, as an event of the case."""

from dataclasses import dataclass
from datetime import date

from cycle_engine.domain.definition import Milestone, Role
from cycle_engine.domain.events import EventKind, Explains, Facts, chain_event
from cycle_engine.domain.explanations import MOST_LETTERS, Explanation, explanation_in
from cycle_engine.domain.milestones import MilestoneStanding, MilestoneState
from cycle_engine.errors import NotFound, NotPermitted, OperationRefused
from cycle_engine.formatting import normalised
from cycle_engine.messages import text
from cycle_engine.services.acting import find_case, roles_in
from cycle_engine.services.board import read_standing, round_of
from cycle_engine.services.desk import Desk, OpenCycle
from cycle_engine.store.cases import StoredCase, append, hold_cases
from cycle_engine.store.rows import Rows


@dataclass(frozen=True, slots=True)
class Explained:
    """A milestone that was explained, how it stands, and what was said of it before in the same round."""

    unit: str
    name: str
    milestone: MilestoneStanding
    round: int
    explanation: Explanation
    before: Explanation | None


def explain_delay(desk: Desk, unit: str, milestone_id: str, *, reason: str, dated: date | None = None) -> Explained:
    """Say why one case's milestone is late or came late; ``dated`` is the day on the written explanation.

    It takes the place of what was said before of the same milestone in the same round. Raises ``NotFound`` for an
    unknown unit or milestone, ``NotPermitted`` for another school, ``OperationRefused`` for one that is not late by its
    own delay, for no words or too many, for what was said already, and for a day to come or before the case was opened.
    """
    words = normalised(reason)
    _require_words(words)
    _require_past(dated, today=desk.today)
    with desk.database.write() as transaction:
        cycle, actor = desk.cycle(transaction), desk.actor(transaction)
        hold_cases(transaction, cycle.stored.id, [unit])
        case = find_case(transaction, cycle, unit)
        if not roles_in(actor, cycle, case) & {Role.ADMIN, Role.OFFICER, Role.HEAD, Role.SCHOOL}:
            hint = text("errors.explanation_not_yours_hint", unit=unit)
            raise NotPermitted("explanation_not_yours", hints=[hint], login=desk.behalf or desk.login, unit=unit)
        milestone, round_ = _late_milestone(transaction, desk, cycle, case, milestone_id)
        state = case.state
        _require_within(dated, opened_on=state.opened_on)
        _require_news(milestone.explanation, words, dated or desk.today)
        event = chain_event(
            (state.seq, state.hash),
            case_key=state.key,
            kind=EventKind.EXPLAINED,
            facts=Facts(state.stage, state.owner, state.round, reason=words, explains=Explains(milestone.id, round_)),
            actor=actor.login,
            on_behalf_of=actor.on_behalf_of,
            source=state.stage,
            occurred_on=dated or desk.today,
            recorded_at=desk.clock.now(),
        )
        append(transaction, [(case, event)])
    return Explained(unit, case.unit_name, milestone, round_, explanation_in(event), milestone.explanation)


def _require_words(words: str) -> None:
    if not words:
        raise OperationRefused("explanation_empty", hints=[text("errors.explanation_empty_hint")])
    if len(words) > MOST_LETTERS:
        hint = text("errors.explanation_too_long_hint")
        raise OperationRefused("explanation_too_long", hints=[hint], letters=len(words), most=MOST_LETTERS)


def _require_past(dated: date | None, *, today: date) -> None:
    if dated and dated > today:
        hint = text("errors.explanation_in_future_hint")
        raise OperationRefused("explanation_in_future", hints=[hint], day=dated, today=today)


def _require_within(dated: date | None, *, opened_on: date) -> None:
    if dated and dated < opened_on:
        hint = text("errors.explanation_in_future_hint")
        raise OperationRefused("explanation_before_opening", hints=[hint], day=dated, opened=opened_on)


def _require_news(before: Explanation | None, words: str, day: date) -> None:
    if before and (before.reason, before.given_on) == (words, day):
        hint = text("errors.explanation_said_hint")
        raise OperationRefused("explanation_said", hints=[hint], day=day)


def _late_milestone(
    rows: Rows, desk: Desk, cycle: OpenCycle, case: StoredCase, milestone_id: str
) -> tuple[MilestoneStanding, int]:
    """Find the milestone that is to be explained and the round it counts in."""
    track = cycle.workflow.track(case.track)
    known = {milestone.id: milestone for milestone in cycle.plan.milestones_of(track.name)}
    if milestone_id not in known:
        hint = text("errors.milestone_unknown_hint", known=list(known))
        raise NotFound("milestone_unknown", hints=[hint], milestone=milestone_id, unit=case.unit)
    standing = read_standing(rows, desk, cycle, case)
    found = next((one for one in standing.milestones if one.id == milestone_id), None)
    if found is None or not found.is_own_delay:
        raise _not_late(case, known[milestone_id], found, [one.id for one in standing.milestones if one.is_own_delay])
    return found, round_of(known[milestone_id], track, standing)


def _not_late(
    case: StoredCase, milestone: Milestone, found: MilestoneStanding | None, late: list[str]
) -> OperationRefused:
    """Say how the milestone stands instead, and which one could be explained."""
    facts = {"unit": case.unit, "milestone": milestone.id}
    hints = []
    if found and found.delay.held_up_by:
        party = text(f"terms.post_{found.delay.held_up_by.value}")
        hints.append(text("errors.not_late_held_up_hint", party=party, days=found.delay.days_held_up))
    elif found and found.deadline and found.state is not MilestoneState.DONE:
        hints.append(text("errors.not_late_yet_hint", day=found.deadline.late_after))
    if late:
        hints.append(text("errors.not_late_others_hint", unit=case.unit, late=late, first=late[0]))
    else:
        hints.append(text("errors.milestone_done_hint", unit=case.unit))
    return OperationRefused("not_late", hints=hints, **facts)
