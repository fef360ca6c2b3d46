"""Handing in evidence, settling what was carried over, withdrawing: each an event of the case, none a deletion."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from cycle_engine.domain.addresses import is_web_address
from cycle_engine.domain.events import Event, EventKind, Facts, chain_event
from cycle_engine.domain.evidence import WHOLE, EvidenceForm, EvidenceItem, EvidenceState
from cycle_engine.domain.evidence_rules import code_refusal, evidence_refusal, evidence_role_refusal
from cycle_engine.errors import NotFound, NotPermitted, OperationRefused, UsageProblem
from cycle_engine.formatting import normalised
from cycle_engine.messages import text
from cycle_engine.services.act_refusals import case_moved
from cycle_engine.services.acting import find_case, roles_in
from cycle_engine.services.desk import Actor, Desk, OpenCycle
from cycle_engine.services.evidence_twins import Twin, twins_of
from cycle_engine.services.indicator_sets import indicators_of_cycle
from cycle_engine.store.cases import StoredCase, append, hold_cases
from cycle_engine.store.files import hash_file, keep_file

if TYPE_CHECKING:
    from cycle_engine.store.writing import Transaction


@dataclass(frozen=True, slots=True)
class EvidenceRequest:
    """What somebody hands in: exactly one of a file's path and a link, or a note alone; a note may go with either.

    ``seen`` is the number of the case's last event that the caller saw, None for now.
    """

    unit: str
    criterion: str
    file: str = ""
    link: str = ""
    note: str = ""
    seen: int | None = None


@dataclass(frozen=True, slots=True)
class EvidenceRecorded:
    """What became of a request: the items as they stand now, whether that is news, and the same files elsewhere."""

    unit: str
    name: str
    items: tuple[EvidenceItem, ...]
    is_changed: bool
    seq: int
    twins: tuple[Twin, ...] = field(default=())


def add_evidence(desk: Desk, request: EvidenceRequest) -> EvidenceRecorded:
    """Hand in one item. What is there already, word for word or byte for byte, is no event; what waits is confirmed.

    Raises ``UsageProblem`` for words that are no evidence, ``NotFound`` for no such file, unit or criterion,
    ``OperationRefused`` and ``NotPermitted`` where the case takes none now or none from this login, ``Conflict``.
    """
    given = _given(request)
    with desk.database.write() as transaction:
        clerk = EvidenceClerk.at(desk, transaction)
        case = clerk.case_to_change(request.unit, request.seen)
        if refusal := code_refusal(given.criterion, indicators_of_cycle(transaction, clerk.cycle)):
            raise NotFound("evidence_code", hints=[refusal.hint], why=refusal.message)
        there = _there(case, given)
        item = replace(there, state=EvidenceState.CONFIRMED) if there else replace(given, id=f"{case.state.seq + 1}-1")
        is_news = item != there
        seq = clerk.record(case, [item]).seq if is_news else case.state.seq
        if item.is_file and is_news:
            keep_file(Path(request.file), item.sha256, desk.documents)
        twins = twins_of(transaction, desk, case.unit, [item]).get(item.sha256, ())
    return EvidenceRecorded(case.unit, case.unit_name, (item,), is_news, seq, twins)


def confirm_evidence(
    desk: Desk, unit: str, ids: Sequence[str], *, reason: str = "", seen: int | None = None
) -> EvidenceRecorded:
    """Say of items that were carried over that they hold this year too. Raises what ``add_evidence`` does."""
    return _settle(desk, unit, ids, EvidenceState.CONFIRMED, reason=reason, seen=seen)


def withdraw_evidence(
    desk: Desk, unit: str, ids: Sequence[str], *, reason: str, seen: int | None = None
) -> EvidenceRecorded:
    """Let items no longer count; they stay in the history, and so does the file. A reason is needed."""
    if not normalised(reason):
        raise UsageProblem("evidence_reason", hints=[text("errors.evidence_reason_hint", unit=unit, ids=ids)])
    return _settle(desk, unit, ids, EvidenceState.WITHDRAWN, reason=reason, seen=seen)


@dataclass(frozen=True, slots=True)
class EvidenceClerk:
    """Who writes evidence down in one transaction, and for which cycle."""

    desk: Desk
    transaction: "Transaction"
    cycle: OpenCycle
    actor: Actor

    @classmethod
    def at(cls, desk: Desk, transaction: "Transaction") -> "EvidenceClerk":
        """Sit down at a desk."""
        return cls(desk, transaction, desk.cycle(transaction), desk.actor(transaction))

    def case_to_change(self, unit: str, seen: int | None = None) -> StoredCase:
        """Hold a unit's case and read it, where this login may change its evidence now."""
        hold_cases(self.transaction, self.cycle.stored.id, [unit])
        case = find_case(self.transaction, self.cycle, unit)
        if seen is not None and case.state.seq != seen:
            raise case_moved(self.transaction, case, seen)
        track = self.cycle.workflow.track(case.track)
        if refusal := evidence_refusal(track, case.state, unit):
            raise OperationRefused("evidence_closed", hints=[refusal.hint], unit=unit, why=refusal.message)
        roles = roles_in(self.actor, self.cycle, case)
        if refusal := evidence_role_refusal(track, case.state, roles, unit):
            raise NotPermitted("not_permitted", hints=[refusal.hint], unit=unit, why=refusal.message)
        return case

    def record(self, case: StoredCase, items: Sequence[EvidenceItem], reason: str = "") -> Event:
        """Append the event that says these items."""
        state = case.state
        facts = Facts(state.stage, state.owner, state.round, reason=normalised(reason), evidence=tuple(items))
        event = chain_event(
            (state.seq, state.hash),
            case_key=state.key,
            kind=EventKind.EVIDENCE,
            facts=facts,
            actor=self.actor.login,
            on_behalf_of=self.actor.on_behalf_of,
            source=state.stage,
            occurred_on=self.desk.today,
            recorded_at=self.desk.clock.now(),
        )
        append(self.transaction, [(case, event)])
        return event


def _given(request: EvidenceRequest) -> EvidenceItem:
    """Make the item that a request is, still without a number."""
    link, note = request.link.strip(), normalised(request.note)
    if (request.file and link) or not (request.file or link or note):
        raise UsageProblem("evidence_what", hints=[text("errors.evidence_what_hint")])
    bare = EvidenceItem("", normalised(request.criterion) or WHOLE, EvidenceForm.NOTE, text=note)
    if request.file:
        digest = hash_file(Path(request.file))
        return replace(bare, form=EvidenceForm.FILE, name=normalised(Path(request.file).name), sha256=digest)
    if link and not is_web_address(link):
        raise UsageProblem("evidence_link", hints=[text("errors.evidence_link_hint")], link=link)
    return replace(bare, form=EvidenceForm.LINK, link=link) if link else bare


def _there(case: StoredCase, given: EvidenceItem) -> EvidenceItem | None:
    """Find the item that says the same and was not withdrawn."""
    alike = (held.item for held in case.state.evidence if held.item.content == given.content)
    return next((item for item in alike if item.state is not EvidenceState.WITHDRAWN), None)


def _settle(
    desk: Desk, unit: str, ids: Sequence[str], state: EvidenceState, *, reason: str, seen: int | None
) -> EvidenceRecorded:
    with desk.database.write() as transaction:
        clerk = EvidenceClerk.at(desk, transaction)
        case = clerk.case_to_change(unit, seen)
        items = _named(case, ids)
        if state is EvidenceState.CONFIRMED and (gone := [i.id for i in items if i.state is EvidenceState.WITHDRAWN]):
            hint = text("errors.evidence_withdrawn_hint", unit=unit)
            raise OperationRefused("evidence_withdrawn", hints=[hint], unit=unit, ids=gone)
        changed = [replace(item, state=state) for item in items if item.state is not state]
        seq = clerk.record(case, changed, reason).seq if changed else case.state.seq
    settled = tuple(replace(item, state=state) for item in items)
    return EvidenceRecorded(case.unit, case.unit_name, settled, bool(changed), seq)


def _named(case: StoredCase, ids: Sequence[str]) -> list[EvidenceItem]:
    """Find the items that are meant, each once. Raises ``NotFound`` with every number that is none."""
    known = {held.item.id: held.item for held in case.state.evidence}
    if missing := [one for one in ids if one not in known]:
        hint = text("errors.evidence_unknown_hint", unit=case.unit)
        raise NotFound("evidence_unknown", hints=[hint], unit=case.unit, ids=missing)
    return [known[one] for one in dict.fromkeys(ids)]
