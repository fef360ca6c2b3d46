"""The number given after signature: registered once, completing every case that waits for the document.

One write path: what completes a case is the same act as ``advance``, with its needs, events and letters; the register's
line and, where the step asks for them, the signed certificates are written in the same transaction, or nothing is.
"""

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING, Final

from cycle_engine.domain.events import Document, Event
from cycle_engine.domain.register import (
    DocumentNumber,
    DocumentState,
    Listing,
    Paper,
    RegisteredDocument,
    parse_number,
)
from cycle_engine.domain.register_lines import LineKind, paper_facts
from cycle_engine.errors import Conflict, OperationRefused, UsageProblem
from cycle_engine.formatting import normalised
from cycle_engine.messages import Text, text
from cycle_engine.services.acting import ActRequest, ActsDone, find_case, perform
from cycle_engine.services.certificate_keys import find_private_key
from cycle_engine.services.certifying import (
    Prepared,
    keep_prepared,
    lacking_certificate,
    prepare_certificate,
    stale_certificates,
)
from cycle_engine.services.desk import Desk, OpenCycle
from cycle_engine.services.handing_in import hash_papers, keep_papers
from cycle_engine.services.register_reading import issuer_of
from cycle_engine.services.register_writing import Pen
from cycle_engine.services.registering import (
    find_document,
    find_kind,
    levels_of,
    paper_of,
    require_registrar,
    transition_for,
)
from cycle_engine.store.cases import StoredCase
from cycle_engine.store.files import keep_content
from cycle_engine.store.register import documents_numbered, numbered_papers
from cycle_engine.store.rows import Rows

if TYPE_CHECKING:
    from cycle_engine.store.writing import Transaction


BLANK: Final = "[...]"


@dataclass(frozen=True, slots=True)
class Numbering:
    """The number on the signed paper, and what came with it; with a ``reason`` it corrects one given before."""

    id: int
    number: str
    dated: date
    paper: str = ""
    levels: Mapping[str, str] = field(default_factory=dict)
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Numbered:
    """What became of it, or would: the document, the acts, who does not wait, whose certificate is old."""

    document: RegisteredDocument
    applied: bool
    acts: ActsDone
    not_waiting: tuple[str, ...] = ()
    stale: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Intent:
    """What is about to be written: the document before and after, its line, and what the acts are to carry."""

    before: RegisteredDocument
    after: RegisteredDocument
    kind: LineKind
    facts: Mapping[str, object]
    requests: tuple[ActRequest, ...]
    prepared: Mapping[str, Prepared]
    papers: Mapping[str, str]
    not_waiting: tuple[str, ...]
    stale: tuple[str, ...]


def number_document(desk: Desk, asked: Numbering, *, apply_it: bool = False) -> Numbered:
    """Register a number and complete the cases that wait; where they are several, only with ``apply_it``.

    Raises ``NotFound`` for no such document or file, ``OperationRefused`` for a number that is taken, a second one
    without a reason, or a paper that is not there, and what ``perform`` raises; several acts with a refusal among them
    come back with it, undone.
    """
    with desk.database.read() as rows:
        intent = _intent(rows, desk, asked)
    applied = apply_it or len(intent.requests) <= 1

    def besides(transaction: "Transaction", made: Sequence[tuple[StoredCase, Event]]) -> None:
        document = _write(transaction, desk, intent, made)
        written.append(document)
        if applied:
            keep_papers(desk, intent.papers)
            for prepared in intent.prepared.values():
                keep_content(prepared.content, desk.documents)

    written: list[RegisteredDocument] = []
    if intent.requests:
        acts = perform(desk, intent.requests, apply_it=applied, besides=besides)
    else:
        acts = ActsDone(())
        with desk.database.write(alone=True) as transaction:
            besides(transaction, ())
    document = written[0] if written else intent.after
    return Numbered(document, applied and not acts.refused, acts, intent.not_waiting, intent.stale)


def _intent(rows: Rows, desk: Desk, asked: Numbering) -> _Intent:
    before = find_document(rows, asked.id)
    number = _number(asked, before)
    _require_sense(desk, asked, before, number)
    papers = hash_papers([asked.paper] if asked.paper else [])
    paper = paper_of(asked.paper, papers) if asked.paper else before.paper
    cycle = next((c for c in desk.cycles(rows)[-1:] if c.stored.id == before.cycle_id), None)
    listed = [find_case(rows, cycle, one.unit) for one in before.listings if one.seq is None] if cycle else []
    waiting = [case for case in listed if cycle and transition_for(cycle, case, before.kind)]
    if waiting and not paper.is_there:
        hint = text("errors.signed_paper_missing_hint", id=asked.id, number=number.number, dated=asked.dated)
        raise OperationRefused("signed_paper_missing", hints=[hint], id=asked.id)
    levels = levels_of(asked.levels, listed) if asked.levels else {}
    after = _after(before, number, asked, paper, levels)
    requests, prepared = _acts(desk, cycle, after, waiting) if cycle else ((), {})
    kind, facts = _line(before, after, asked, levels)
    return _Intent(
        *(before, after, kind, facts, requests, prepared, papers),
        not_waiting=tuple(case.unit for case in listed if case not in waiting),
        stale=stale_certificates(rows, before) if kind is LineKind.CORRECTED else (),
    )


def _number(asked: Numbering, document: RegisteredDocument) -> DocumentNumber:
    parsed = parse_number(asked.number)
    if parsed is None:
        raise UsageProblem("no_document_number", hints=[text("errors.no_document_number_hint")], value=asked.number)
    return parsed if parsed.sign else DocumentNumber(parsed.number, document.number.sign)


def _is_the_same(document: RegisteredDocument, number: DocumentNumber, dated: date) -> bool:
    held = document.number
    return (held.key, held.sign_key, document.dated) == (number.key, number.sign_key, dated)


def _require_sense(desk: Desk, asked: Numbering, before: RegisteredDocument, number: DocumentNumber) -> None:
    if before.state is DocumentState.WITHDRAWN:
        raise OperationRefused("document_withdrawn", hints=[text("errors.document_withdrawn_hint")], id=before.id)
    if asked.dated > desk.today:
        hint = text("refusals.date_in_future_hint")
        raise OperationRefused("dated_in_future", hints=[hint], dated=asked.dated, today=desk.today)
    changes = before.state is DocumentState.NUMBERED and (
        not _is_the_same(before, number, asked.dated) or bool(asked.paper)
    )
    if changes and not asked.reason.strip():
        hint = text("errors.number_given_before_hint", id=before.id)
        facts = {"id": before.id, "number": str(before.number), "dated": before.dated}
        raise OperationRefused("number_given_before", hints=[hint], **facts)


def _after(
    before: RegisteredDocument,
    number: DocumentNumber,
    asked: Numbering,
    paper: Paper,
    levels: Mapping[str, int | None],
) -> RegisteredDocument:
    listings = tuple(replace(one, level=levels.get(one.unit) or one.level) for one in before.listings)
    after = replace(before, paper=paper, listings=listings)
    return replace(after, number=number, dated=asked.dated, state=DocumentState.NUMBERED)


def _line(
    before: RegisteredDocument, after: RegisteredDocument, asked: Numbering, levels: Mapping[str, int | None]
) -> tuple[LineKind, dict[str, object]]:
    facts: dict[str, object] = {}
    if levels:
        facts["levels"] = {unit: level for unit, level in levels.items() if level is not None}
    if after.paper != before.paper:
        facts |= paper_facts(after.paper)
    if before.state is DocumentState.NUMBERED and _is_the_same(before, after.number, asked.dated):
        changed = after.paper != before.paper
        reason = {"reason": normalised(asked.reason)} if changed else {}
        return (LineKind.CORRECTED if changed else LineKind.COMPLETED), facts | reason
    facts |= {"number": after.number.number, "sign": after.number.sign, "dated": asked.dated.isoformat()}
    if before.state is DocumentState.WAITING:
        return LineKind.NUMBERED, facts
    return LineKind.CORRECTED, {**facts, "reason": normalised(asked.reason)}


def _acts(
    desk: Desk, cycle: OpenCycle, document: RegisteredDocument, waiting: Sequence[StoredCase]
) -> tuple[tuple[ActRequest, ...], Mapping[str, Prepared]]:
    levels = {listing.unit: listing.level for listing in document.listings}
    private = find_private_key(desk) if waiting else ""
    _require_key(cycle, waiting, document, private)
    requests, prepared = [], {}
    paper = document.paper
    for case in waiting:
        step = transition_for(cycle, case, document.kind)
        if step is None:
            continue
        level = levels[case.unit] if step.level else None
        kept = [Document(document.kind, paper.name, paper.sha256, paper.link)]
        if made := prepare_certificate(desk, cycle, case, (step, document, level), private):
            prepared[case.unit] = made
            kept.append(made.document)
        number = str(document.number)
        requests.append(
            ActRequest(
                case.unit, step.id, number=number, dated=document.dated, level=level, seen=case.state.seq, kept=(*kept,)
            )
        )
    return tuple(requests), prepared


def _require_key(cycle: OpenCycle, waiting: Sequence[StoredCase], document: RegisteredDocument, private: str) -> None:
    """Refuse to number a decision whose certificates nobody could sign. Raises ``OperationRefused`` with the cure."""
    steps = ((case, transition_for(cycle, case, document.kind)) for case in waiting)
    lacking = [case.unit for case, step in steps if step and not private and lacking_certificate(cycle, case, step)]
    if lacking:
        hint = text("errors.certificate_key_missing_hint", unit=lacking[0])
        raise OperationRefused("certificate_key_missing", hints=[hint], units=lacking)


def _write(
    transaction: "Transaction", desk: Desk, intent: _Intent, made: Sequence[tuple[StoredCase, Event]]
) -> RegisteredDocument:
    pen = Pen(transaction, desk, require_registrar(transaction, desk, intent.before.authority))
    if find_document(transaction, intent.before.id).line != intent.before.line:
        hint = text("errors.document_moved_hint", id=intent.before.id)
        raise Conflict("document_moved", hints=[hint], id=intent.before.id)
    completed = {case.unit: (case.state.key, event.seq) for case, event in made}
    listings = tuple(_completed(listing, completed) for listing in intent.after.listings)
    _require_free(transaction, desk, intent.after, {(case.unit, event.seq) for case, event in made})
    facts = {**intent.facts, "completed": {unit: list(by) for unit, by in completed.items()}}
    document = replace(intent.after, listings=listings)
    if intent.kind is not LineKind.COMPLETED or completed:
        document = pen.write_document(document, intent.kind, facts)
    for case, event in made:
        if prepared := intent.prepared.get(case.unit):
            keep_prepared(pen, prepared, (case, event.seq))
    return document


def _completed(listing: Listing, completed: Mapping[str, tuple[str, int]]) -> Listing:
    if listing.unit not in completed:
        return listing
    case_key, seq = completed[listing.unit]
    return replace(listing, case_key=case_key, seq=seq)


def _require_free(rows: Rows, desk: Desk, document: RegisteredDocument, own: Container[tuple[str, int]]) -> None:
    """Refuse a number that another document of the register or of a case's history has; ``own`` are its own acts."""
    holder = _holder(rows, desk, document, own)
    if holder:
        number, year = str(document.number), document.year
        hint = text("errors.number_taken_hint", year=year)
        facts = {"number": number, "unit": document.authority, "year": year, "holder": holder}
        raise OperationRefused("number_taken", hints=[hint], **facts)


def _holder(rows: Rows, desk: Desk, document: RegisteredDocument, own: Container[tuple[str, int]]) -> Text | None:
    if document.dated is None:
        return None
    for other in documents_numbered(rows, document.authority, document.number, document.dated.year):
        if other.id != document.id:
            return text("register.holder_document", id=other.id, subject=other.subject or BLANK)
    cycles = {cycle.stored.id: cycle for cycle in desk.cycles(rows)}
    for held in numbered_papers(rows):
        parsed = parse_number(held.number)
        year = (held.dated or held.occurred_on).year
        if parsed is None or year != document.dated.year or held.cycle_id not in cycles or (held.unit, held.seq) in own:
            continue
        cycle = cycles[held.cycle_id]
        if issuer_of(cycle, held) != document.authority or parsed.key != document.number.key:
            continue
        kind = find_kind(cycle.workflow, held.kind)
        same_series = parsed.sign_key == document.number.sign_key if parsed.sign else kind.type == document.type
        if same_series:
            return text("register.holder_event", unit=held.unit, seq=held.seq, kind=kind.label)
    return None
