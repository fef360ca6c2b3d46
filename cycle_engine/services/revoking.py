"""Certificates taken back by hand, with a reason; reopening a case revokes its certificate by that very event."""

from dataclasses import replace

from cycle_engine.domain.certificates import Revocation
from cycle_engine.domain.definition import LevelKind
from cycle_engine.domain.guards import role_refusal
from cycle_engine.domain.register_lines import LineKind
from cycle_engine.domain.score_stages import recording_transition
from cycle_engine.errors import NotPermitted, OperationRefused
from cycle_engine.formatting import normalised
from cycle_engine.messages import text
from cycle_engine.services.acting import find_case, roles_in
from cycle_engine.services.certifying import Certificate, read_certificates
from cycle_engine.services.desk import Actor, Desk, OpenCycle
from cycle_engine.services.register_writing import Pen
from cycle_engine.store.cases import StoredCase
from cycle_engine.store.certificates import mark_revoked


def revoke_certificate(desk: Desk, unit: str, reason: str) -> Certificate:
    """Revoke a unit's certificate, which is for whoever may recognise.

    Raises ``NotPermitted``, or ``OperationRefused`` without a reason or where none holds.
    """
    if not reason.strip():
        raise OperationRefused("register_needs_reason", hints=[text("errors.register_needs_reason_hint")])
    with desk.database.write(alone=True) as transaction:
        actor, cycle = desk.actor(transaction), desk.cycle(transaction)
        case = find_case(transaction, cycle, unit)
        _require_who_recognises(actor, cycle, case)
        certificates_ = read_certificates(transaction, desk, cycle)
        held = next((c for c in certificates_ if c.stored.case_id == case.id and c.revocation is None), None)
        if held is None:
            raise OperationRefused("no_certificate", hints=[text("errors.no_certificate_hint", unit=unit)], unit=unit)
        why = normalised(reason)
        line = Pen(transaction, desk, actor).write_line(LineKind.REVOKED, held.stored.id, {"reason": why})
        mark_revoked(transaction, held.stored.id, line=line.seq, revoked_at=line.recorded_at)
    return replace(held, revocation=Revocation(line.recorded_at, why, line.actor))


def _require_who_recognises(actor: Actor, cycle: OpenCycle, case: StoredCase) -> None:
    recognising = recording_transition(cycle.workflow.track(case.track), LevelKind.RECOGNIZED)
    refusal = role_refusal(recognising, roles_in(actor, cycle, case), case.unit) if recognising else None
    if refusal:
        raise NotPermitted("revoking_not_permitted", hints=[refusal.hint], unit=case.unit, why=refusal.message)
