"""Entering scores: each side's sheet is an event of the case, by whom, when, and on which paper.

A sheet that says nothing new is no event. Scores change only where the case stands at the step that records their
level, or was returned to; what was submitted otherwise stays as it is.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from cycle_engine.domain.case import CaseState
from cycle_engine.domain.definition import LevelKind, Track
from cycle_engine.domain.events import Event, EventKind, Facts, chain_event
from cycle_engine.domain.guards import role_refusal
from cycle_engine.domain.indicators import IndicatorSet, set_digest
from cycle_engine.domain.levels import Verdict, judge
from cycle_engine.domain.score_checks import sheet_problems
from cycle_engine.domain.score_stages import recording_transition, records_level, scoring_refusal
from cycle_engine.domain.scoring import ScoreSheet
from cycle_engine.errors import FileInvalid, NotPermitted, OperationRefused, Problem, UsageProblem
from cycle_engine.messages import text
from cycle_engine.services.act_refusals import case_moved
from cycle_engine.services.acting import find_case, roles_in
from cycle_engine.services.desk import Actor, Desk, OpenCycle
from cycle_engine.services.indicator_sets import indicators_of_cycle
from cycle_engine.store.cases import StoredCase, append, hold_cases

if TYPE_CHECKING:
    from cycle_engine.store.writing import Transaction


@dataclass(frozen=True, slots=True)
class ScoreRequest:
    """One unit's sheet. ``seen`` is the number of the case's last event when the sheet was made, None for now.

    With ``on_top`` its answers are put on top of those that are there; without, it takes their place.
    """

    unit: str
    sheet: ScoreSheet
    seen: int | None = None
    on_top: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class Recorded:
    """What became of a sheet: whether it said anything new, and what it comes to."""

    unit: str
    name: str
    sheet: ScoreSheet
    is_changed: bool
    verdict: Verdict
    seq: int


def record_scores(desk: Desk, unit: str, sheet: ScoreSheet, *, seen: int | None = None) -> Recorded:
    """Record one sheet in place of the side's earlier one; see ``record_many``."""
    return record_many(desk, [ScoreRequest(unit, sheet, seen)])[0]


def record_many(desk: Desk, requests: Sequence[ScoreRequest], *, apply_it: bool = True) -> tuple[Recorded, ...]:
    """Record sheets, all or none; with ``apply_it`` false, say what would happen and change nothing.

    Raises ``FileInvalid`` with everything that is wrong in a sheet (``where`` is a code or group), ``Conflict`` when a
    case moved since its sheet was made, ``OperationRefused`` at another stage, ``NotPermitted``, ``NotFound``.
    """
    with desk.database.write() as transaction:
        recorded = record_in(transaction, desk, requests)
        if not apply_it:
            transaction.take_back()
    return recorded


def record_in(transaction: "Transaction", desk: Desk, requests: Sequence[ScoreRequest]) -> tuple[Recorded, ...]:
    """Record sheets in a transaction that does more than this; raises what ``record_many`` does."""
    cycle, actor = desk.cycle(transaction), desk.actor(transaction)
    indicators = indicators_of_cycle(transaction, cycle)
    hold_cases(transaction, cycle.stored.id, [request.unit for request in requests])
    office = _Office(desk, transaction, cycle, actor, indicators)
    return tuple(office.record(request) for request in requests)


@dataclass(frozen=True, slots=True)
class _Office:
    """What every sheet of one call is recorded with."""

    desk: Desk
    transaction: "Transaction"
    cycle: OpenCycle
    actor: Actor
    indicators: IndicatorSet

    def record(self, request: ScoreRequest) -> Recorded:
        case = find_case(self.transaction, self.cycle, request.unit)
        if request.seen is not None and case.state.seq != request.seen:
            raise case_moved(self.transaction, case, request.seen)
        track = self.cycle.workflow.track(case.track)
        self.require(case, request.sheet.kind)
        sheet = self._sheet(request, case.state)
        verdict = judge(sheet, self.indicators)
        held = case.state.scores.get(sheet.kind)
        if held and held.sheet == sheet:
            return Recorded(case.unit, case.unit_name, sheet, is_changed=False, verdict=verdict, seq=case.state.seq)
        event = self._event(case, track, sheet, verdict, request.note)
        append(self.transaction, [(case, event)])
        return Recorded(case.unit, case.unit_name, sheet, is_changed=True, verdict=verdict, seq=event.seq)

    def require(self, case: StoredCase, kind: LevelKind) -> None:
        track = self.cycle.workflow.track(case.track)
        _require_open(kind, track, case)
        recording = recording_transition(track, kind)
        refusal = role_refusal(recording, roles_in(self.actor, self.cycle, case), case.unit) if recording else None
        if refusal:
            raise NotPermitted("not_permitted", hints=[refusal.hint], unit=case.unit, why=refusal.message)

    def _sheet(self, request: ScoreRequest, state: CaseState) -> ScoreSheet:
        """Give the sheet as it is to be kept: stamped with the cycle's own set, on top of what is there if so asked."""
        digest = set_digest(self.indicators)
        sheet = request.sheet
        if sheet.set_digest and sheet.set_digest != digest:
            facts = {"given": f"{sheet.set_id} v{sheet.set_version}", "version": self.indicators.version}
            said = text("scores.set_differs", id=self.indicators.id, **facts)
            raise _invalid(request.unit, [Problem("", said, text("scores.set_differs_hint"))])
        held = state.scores.get(sheet.kind)
        whole = _put_on_top(held.sheet, sheet) if held and request.on_top else sheet
        whole = _in_order(whole, self.indicators)
        stamped = replace(whole, set_id=self.indicators.id, set_version=self.indicators.version, set_digest=digest)
        is_inherited = request.on_top and sheet.level is None
        if problems := sheet_problems(replace(stamped, level=None) if is_inherited else stamped, self.indicators):
            raise _invalid(request.unit, problems)
        if is_inherited and stamped.level and judge(stamped, self.indicators).contradicts(stamped.level):
            # A level by hand was for want of points; those that have come since say otherwise.
            stamped = replace(stamped, level=None)
        if stamped.dated and stamped.dated > self.desk.today:
            facts = {"day": stamped.dated, "today": self.desk.today}
            raise UsageProblem("scores_in_future", hints=[text("refusals.date_in_future_hint")], **facts)
        return stamped

    def _event(self, case: StoredCase, track: Track, sheet: ScoreSheet, verdict: Verdict, note: str) -> Event:
        state = case.state
        level = None if records_level(track, sheet.kind, state) else _level_now(case, verdict, sheet.kind)
        return chain_event(
            (state.seq, state.hash),
            case_key=state.key,
            kind=EventKind.SCORED,
            facts=Facts(
                stage=state.stage,
                owner=state.owner,
                round=state.round,
                level_kind=sheet.kind if level is not None else None,
                level=level,
                scores=sheet,
                note=note,
            ),
            actor=self.actor.login,
            on_behalf_of=self.actor.on_behalf_of,
            source=state.stage,
            occurred_on=sheet.dated or self.desk.today,
            recorded_at=self.desk.clock.now(),
        )


def _require_open(kind: LevelKind, track: Track, case: StoredCase) -> None:
    if refusal := scoring_refusal(kind, track, case.state, case.unit):
        raise OperationRefused("scores_closed", hints=[refusal.hint], unit=case.unit, why=refusal.message)


def _level_now(case: StoredCase, verdict: Verdict, kind: LevelKind) -> int:
    """Give the level that a returned case's scores record at once, since no later step will; it must be there."""
    if verdict.level is None:
        hint = text("scores.explain_hint", unit=case.unit, kind=kind.value)
        hints = [text("errors.scores_need_level_hint"), hint]
        raise OperationRefused("scores_need_level", hints=hints, unit=case.unit, unanswered=verdict.unanswered)
    return verdict.level


def _put_on_top(held: ScoreSheet, given: ScoreSheet) -> ScoreSheet:
    """Let what was given replace what it speaks of, and leave the rest; a paper that was named takes the place."""
    totals = {total.group: total for total in (*held.group_totals, *given.group_totals)}
    return replace(
        given,
        entries=tuple({**held.by_code(), **given.by_code()}.values()),
        group_totals=tuple(totals.values()),
        level=held.level if given.level is None else given.level,
        number=given.number or held.number,
        dated=given.dated or held.dated,
    )


def _in_order(sheet: ScoreSheet, indicators: IndicatorSet) -> ScoreSheet:
    """Put answers into the set's order and leave out those that say nothing, so that equal sheets are equal."""
    places = {criterion.code: place for place, criterion in enumerate(indicators.criteria)}
    groups = {group.id: place for place, group in enumerate(indicators.groups)}
    said = [entry for entry in sheet.entries if entry.is_given or entry.note]
    return replace(
        sheet,
        entries=tuple(sorted(said, key=lambda entry: places.get(entry.code, len(places)))),
        group_totals=tuple(sorted(sheet.group_totals, key=lambda total: (groups.get(total.group, 99), total.group))),
    )


def _invalid(unit: str, problems: Sequence[Problem]) -> FileInvalid:
    return FileInvalid(file=unit, problems=problems, reason="scores_invalid")
