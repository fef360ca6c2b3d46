"""Certificates of recognised schools: issued with a signed code, listed, revoked.

A certificate belongs to one recognition, that is to one event of a case. Who reopens the case revokes it by that very
event; ``revoking`` takes it back by hand. A new recognition gets a new certificate.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from secrets import token_hex
from typing import Final

from cycle_engine.domain.certificates import Claim, Recognition, Revocation, find_recognition, find_reopening
from cycle_engine.domain.definition import Transition
from cycle_engine.domain.events import Document, Event
from cycle_engine.domain.register import RegisteredDocument, type_of
from cycle_engine.domain.register_lines import LineKind
from cycle_engine.errors import OperationRefused
from cycle_engine.messages import text
from cycle_engine.services.acting import find_case
from cycle_engine.services.board import is_out_of_the_running
from cycle_engine.services.certificate_keys import register_key, require_private_key
from cycle_engine.services.desk import Desk, OpenCycle
from cycle_engine.services.register_writing import Pen
from cycle_engine.store.cases import StoredCase, cases_of, events_of_cycle
from cycle_engine.store.certificates import (
    StoredCertificate,
    add_certificate,
    certificates,
    code_hash,
    serial_holder,
)
from cycle_engine.store.register import documents, next_number
from cycle_engine.store.rows import Rows

CERTIFICATE_TYPE: Final = "GCN"

_MARK_BYTES: Final = 3


@dataclass(frozen=True, slots=True)
class Certificate:
    """A certificate as it stands: what it says, its code, and since when it holds no longer."""

    stored: StoredCertificate
    claim: Claim
    revocation: Revocation | None = None


@dataclass(frozen=True, slots=True)
class Issued:
    """What an issue came to: the certificates, of which so many are new."""

    certificates: tuple[Certificate, ...]
    new: int


@dataclass(frozen=True, slots=True)
class Prepared:
    """A certificate signed ahead of the act that recognises: what it says, its code, and the paper that holds it."""

    claim: Claim
    code: str
    document: Document
    content: bytes
    public_key: str


@dataclass(frozen=True, slots=True)
class _Scene:
    cycle: OpenCycle
    events: Mapping[int, tuple[Event, ...]]
    standing: Mapping[tuple[int, int], Certificate]
    """The certificates that hold, by case and recognising event."""
    decisions: Mapping[tuple[str, str, int | None], RegisteredDocument]


def issue_certificates(
    desk: Desk, units: Sequence[str], *, everybody: bool = False, serials_from: int | None = None
) -> Issued:
    """Issue certificates, all or none; who has one that holds keeps it. Serial numbers count on in the given order.

    Raises ``NotFound`` for a unit without a case, ``OperationRefused`` for units that are not recognised (all named),
    a serial number that is taken, or where the office has no key.
    """
    from cycle_engine.reports.certificate_codes import public_key_of, sign_claim

    private = require_private_key(desk)
    public = public_key_of(private)
    with desk.database.write(alone=True) as transaction:
        pen = Pen(transaction, desk, desk.require_staff(transaction))
        scene = _scene(transaction, desk)
        recognised = _recognised(transaction, scene, units, everybody=everybody)
        found, new = [], 0
        for case, recognition in recognised:
            held = scene.standing.get((case.id, recognition.seq))
            if held is None:
                serial = "" if serials_from is None else f"{serials_from + new:02}"
                claim = _claim_of(desk, scene.cycle, case, _corrected(scene, case, recognition), serial=serial)
                held = _keep(pen, (case, recognition.seq), claim, (sign_claim(claim, private), public))
                new += 1
            found.append(held)
    return Issued(tuple(found), new)


def list_certificates(desk: Desk, unit: str = "") -> tuple[Certificate, ...]:
    """List the certificates of the cycle at work, as of the moment looked at, with those that hold no longer."""
    with desk.database.read() as rows:
        cycle = desk.cycle(rows)
        if unit:
            find_case(rows, cycle, unit)
        found = read_certificates(rows, desk, cycle)
    return tuple(one for one in found if unit in ("", one.stored.unit))


def read_certificates(
    rows: Rows, desk: Desk, cycle: OpenCycle, *, histories: Mapping[int, Sequence[Event]] | None = None
) -> tuple[Certificate, ...]:
    """Read a cycle's certificates with what revoked them by the moment looked at, or after these ``histories``."""
    stored = [c for c in certificates(rows, cycle_id=cycle.stored.id) if not desk.until or c.issued_at <= desk.until]
    if not stored:
        return ()
    events = events_of_cycle(rows, cycle.stored.id, until=desk.until) if histories is None else histories
    tracks = {case.id: case.track for case in cases_of(rows, cycle.stored.id)}
    return tuple(_standing(desk, cycle, one, tracks[one.case_id], events[one.case_id]) for one in stored)


def prepare_certificate(
    desk: Desk,
    cycle: OpenCycle,
    case: StoredCase,
    act: tuple[Transition, RegisteredDocument, int | None],
    private: str,
) -> Prepared | None:
    """Sign the certificate that a recognising step asks for, where the school has none in hand; None where not.

    Without a ``private`` key there is none either, and the step lacks its certificate.
    """
    step, decision, level = act
    kind = lacking_certificate(cycle, case, step)
    if not (kind and level and private):
        return None
    from cycle_engine.reports.certificate_codes import public_key_of, sign_claim
    from cycle_engine.services.certificate_papers import certificate_text, file_stem

    document = Document("", number=str(decision.number), dated=decision.dated)
    claim = _claim_of(desk, cycle, case, Recognition(0, level, document))
    code = sign_claim(claim, private)
    content = certificate_text(claim, code).encode()
    paper = Document(kind, f"giay-chung-nhan-{file_stem(case.unit)}.txt", code_hash(content.decode()))
    return Prepared(claim, code, paper, content, public_key_of(private))


def lacking_certificate(cycle: OpenCycle, case: StoredCase, step: Transition) -> str:
    """Name the certificate that a step asks for and the school has not in hand; empty where there is none."""
    asked = [p for p in step.products if type_of(cycle.workflow.product(p).label.vi) == CERTIFICATE_TYPE]
    in_hand = {held.document.kind for held in case.state.documents if held.round == case.state.round}
    return next((kind for kind in asked if kind not in in_hand), "")


def keep_prepared(pen: Pen, prepared: Prepared, made: tuple[StoredCase, int]) -> None:
    """Keep a certificate signed ahead, now that the event that recognises has its number."""
    _keep(pen, made, prepared.claim, (prepared.code, prepared.public_key))


def stale_certificates(rows: Rows, decision: RegisteredDocument) -> tuple[str, ...]:
    """Name the units whose certificates that are not revoked carry this decision's number as it was."""
    completed = {listing.unit: listing.seq for listing in decision.listings if listing.seq is not None}
    found = certificates(rows, cycle_id=decision.cycle_id) if completed else ()
    return tuple(one.unit for one in found if completed.get(one.unit) == one.seq and one.revoked_at is None)


def _scene(rows: Rows, desk: Desk) -> _Scene:
    cycle = desk.cycle(rows)
    holding = [one for one in read_certificates(rows, desk, cycle) if one.revocation is None]
    standing = {(one.stored.case_id, one.stored.seq): one for one in holding}
    return _Scene(cycle, events_of_cycle(rows, cycle.stored.id), standing, _decisions(rows))


def _recognised(
    rows: Rows, scene: _Scene, units: Sequence[str], *, everybody: bool
) -> list[tuple[StoredCase, Recognition]]:
    cycle = scene.cycle
    every = cases_of(rows, cycle.stored.id)
    cases = every if everybody else [find_case(rows, cycle, unit) for unit in dict.fromkeys(units)]
    found, missing = [], []
    for case in cases:
        track = cycle.workflow.track(case.track)
        recognition = find_recognition(track, scene.events[case.id])
        if recognition and not is_out_of_the_running(track, case.state):
            found.append((case, recognition))
        else:
            missing.append(case.unit)
    if (missing and not everybody) or not found:
        hint = text("errors.not_recognised_hint", unit=missing[0] if missing and not everybody else "MN01")
        raise OperationRefused("not_recognised", hints=[hint], units=missing if not everybody else [])
    return found


def _standing(
    desk: Desk, cycle: OpenCycle, stored: StoredCertificate, track: str, events: Sequence[Event]
) -> Certificate:
    from cycle_engine.reports.certificate_codes import read_code

    claim = read_code(stored.code).claim
    by_hand = None
    if stored.revoked_at and (not desk.until or stored.revoked_at <= desk.until):
        by_hand = Revocation(stored.revoked_at, stored.revoked_reason, stored.revoked_by)
    reopened = find_reopening(cycle.workflow.track(track), events, after=stored.seq)
    by_event = Revocation(reopened.recorded_at, reopened.facts.reason, reopened.actor) if reopened else None
    both = [one for one in (by_hand, by_event) if one]
    return Certificate(stored, claim, min(both, key=lambda one: one.revoked_at) if both else None)


def _decisions(rows: Rows) -> Mapping[tuple[str, str, int | None], RegisteredDocument]:
    """Read the register's documents by what they completed: their kind, the case and its event."""
    every = documents(rows)
    return {(one.kind, done.case_key, done.seq): one for one in every for done in one.listings if done.seq is not None}


def _corrected(scene: _Scene, case: StoredCase, recognition: Recognition) -> Recognition:
    """Give a decision that the register corrected its number from there."""
    decision = recognition.decision
    if document := scene.decisions.get((decision.kind, case.state.key, recognition.seq)):
        decision = replace(decision, number=str(document.number), dated=document.dated)
    return replace(recognition, decision=decision)


def _claim_of(desk: Desk, cycle: OpenCycle, case: StoredCase, recognition: Recognition, *, serial: str = "") -> Claim:
    return Claim(
        unit=case.unit,
        name=case.unit_name,
        school_year=cycle.plan.school_year,
        level=recognition.level,
        decision_number=recognition.decision.number,
        decision_dated=recognition.decision.dated,
        issued_on=desk.today,
        serial=serial,
        mark=token_hex(_MARK_BYTES),
    )


def _keep(pen: Pen, attested: tuple[StoredCase, int], claim: Claim, signed: tuple[str, str]) -> Certificate:
    """Keep a certificate of a recognition; ``signed`` are its code and the public key it can be checked by."""
    (case, seq), (code, public_key) = attested, signed
    _require_free_serial(pen.transaction, case.cycle_id, claim.serial)
    key_id = register_key(pen, public_key)
    number = next_number(pen.transaction, "certificates")
    facts = {"unit": case.unit, "case": case.state.key, "seq": seq, "code": code_hash(code), "serial": claim.serial}
    line = pen.write_line(LineKind.CERTIFIED, number, facts)
    stored = StoredCertificate(
        id=number,
        cycle_id=case.cycle_id,
        case_id=case.id,
        unit=case.unit,
        seq=seq,
        serial=claim.serial,
        code=code,
        key_id=key_id,
        issued_on=claim.issued_on,
        issued_at=line.recorded_at,
        line=line.seq,
    )
    add_certificate(pen.transaction, stored)
    return Certificate(stored, claim)


def _require_free_serial(rows: Rows, cycle_id: int, serial: str) -> None:
    if holder := serial_holder(rows, cycle_id, serial):
        hint = text("errors.serial_taken_hint")
        raise OperationRefused("serial_taken", hints=[hint], serial=serial, unit=holder)
