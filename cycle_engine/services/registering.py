"""Registering drafts: what an authority means to issue, for which cases; number and date come after signature."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

from cycle_engine.domain.definition import LEVELS, LevelKind, Party, Product, Transition, Workflow
from cycle_engine.domain.register import (
    TYPE_WORDS,
    DocumentNumber,
    DocumentState,
    Listing,
    Paper,
    RegisteredDocument,
    sign_for,
    type_of,
)
from cycle_engine.domain.register_lines import LineKind, draft_facts
from cycle_engine.errors import NotFound, NotPermitted, OperationRefused, UsageProblem
from cycle_engine.formatting import nearest, normalised, search_key
from cycle_engine.messages import Label, text
from cycle_engine.services.acting import find_case
from cycle_engine.services.board import unit_not_found
from cycle_engine.services.desk import Actor, Desk, OpenCycle
from cycle_engine.services.handing_in import hash_papers, is_link, keep_papers
from cycle_engine.services.register_writing import Pen
from cycle_engine.store.cases import StoredCase, cases_of
from cycle_engine.store.register import documents, next_number
from cycle_engine.store.rows import Rows
from cycle_engine.store.units import all_units

AS_REVIEWED: Final = "external"
"""In place of a level: each school's level of the external review."""


@dataclass(frozen=True, slots=True)
class Draft:
    """What is to be registered; ``levels`` are by unit, ``""`` for all others, a number or ``external``."""

    kind: str
    subject: str
    units: tuple[str, ...] = ()
    all_waiting: bool = False
    paper: str = ""
    signer: str = ""
    sign: str = ""
    issuer: str = ""
    levels: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Kind:
    """What a document is: a product of the workflow, or a type of its own."""

    id: str
    type: str
    label: Label
    product: Product | None = None


def add_document(desk: Desk, draft: Draft) -> RegisteredDocument:
    """Register a draft without number and date.

    Raises ``NotFound`` for an unknown kind, unit or file, ``OperationRefused`` where it is not clear whose document it
    is, ``NotPermitted`` for who does not act for its authority.
    """
    papers = hash_papers([draft.paper] if draft.paper else [])
    with desk.database.write(alone=True) as transaction:
        document = _drafted(transaction, desk, draft, paper_of(draft.paper, papers))
        actor = require_registrar(transaction, desk, document.authority)
        document = Pen(transaction, desk, actor).write_document(document, LineKind.DRAFTED, draft_facts(document))
        keep_papers(desk, papers)
    return document


def withdraw_document(desk: Desk, number: int, reason: str) -> RegisteredDocument:
    """Give up a draft; it stays in the register. Raises ``OperationRefused`` for a numbered one or without a reason."""
    if not reason.strip():
        raise OperationRefused("register_needs_reason", hints=[text("errors.register_needs_reason_hint")])
    with desk.database.write(alone=True) as transaction:
        document = find_document(transaction, number)
        actor = require_registrar(transaction, desk, document.authority)
        if document.state is not DocumentState.WAITING:
            hint = text("errors.document_not_a_draft_hint", id=number)
            raise OperationRefused("document_not_a_draft", hints=[hint], id=number)
        document = replace(document, state=DocumentState.WITHDRAWN)
        facts = {"reason": normalised(reason)}
        return Pen(transaction, desk, actor).write_document(document, LineKind.WITHDRAWN, facts)


def find_document(rows: Rows, number: int) -> RegisteredDocument:
    """Read a document of the register. Raises ``NotFound``."""
    if found := documents(rows, number=number):
        return found[0]
    raise NotFound("document_unknown", hints=[text("errors.document_unknown_hint")], id=number)


def find_kind(workflow: Workflow | None, written: str) -> Kind:
    """Tell what kind of document is meant: a product of the workflow, else a type. Raises ``NotFound``."""
    products = {product.id: product for product in workflow.products} if workflow else {}
    if product := products.get(written):
        return Kind(product.id, type_of(product.label.vi), product.label, product)
    asked = search_key(written)
    for words, short in TYPE_WORDS.items():
        if asked in (search_key(short), search_key(words)):
            return Kind(search_key(short), short, Label(words.capitalize(), words.capitalize()))
    known = [*products, *TYPE_WORDS.values()]
    meant = nearest(written, known)
    hints = [text("errors.document_kind_nearest", kind=meant)] if meant else []
    hints.append(text("errors.document_kind_unknown_hint", kinds=known))
    raise NotFound("document_kind_unknown", hints=hints, kind=written)


def transition_for(cycle: OpenCycle, case: StoredCase, kind: str) -> Transition | None:
    """Find the step that a case waits to make with a document of this kind, where it stands now."""
    track = cycle.workflow.track(case.track)
    return next((step for step in track.transitions_from(case.state.stage) if kind in step.products), None)


def require_registrar(rows: Rows, desk: Desk, authority: str) -> Actor:
    """Let on whoever acts for an authority: in a role for it, or for the office. Raises ``NotPermitted``."""
    actor = desk.actor(rows)
    if actor.roles_for(authority, [desk.settings.office.unit]):
        return actor
    hint = text("errors.register_not_permitted_hint", unit=authority)
    raise NotPermitted("register_not_permitted", hints=[hint], login=desk.behalf or desk.login, unit=authority)


def paper_of(where: str, papers: Mapping[str, str]) -> Paper:
    """Make the paper that a file or link on the command line is."""
    if not where:
        return Paper()
    return Paper(link=where) if is_link(where) else Paper(Path(where).name, papers[where])


def levels_of(asked: Mapping[str, str], cases: Sequence[StoredCase]) -> dict[str, int | None]:
    """Say which level each listed school gets: as written for it, else as for all. Raises ``UsageProblem``."""
    known = {case.unit for case in cases}
    if strange := sorted(set(asked) - known - {""}):
        raise UsageProblem("level_of_unlisted", hints=[text("errors.level_of_unlisted_hint")], units=strange)
    return {case.unit: _level(asked.get(case.unit) or asked.get("", ""), case) for case in cases}


def _drafted(rows: Rows, desk: Desk, draft: Draft, paper: Paper) -> RegisteredDocument:
    cycles = desk.cycles(rows)
    cycle = cycles[-1] if cycles else None
    kind = find_kind(cycle.workflow if cycle else None, draft.kind)
    if cycle and kind.product:
        cases = _listed_cases(rows, cycle, kind, draft)
        authority = draft.issuer or _authority(cycle, kind, cases)
        levels = levels_of(draft.levels, cases)
        listings = tuple(Listing(case.unit, levels[case.unit]) for case in cases)
    else:
        authority = draft.issuer or desk.settings.office.unit
        listings = tuple(Listing(unit) for unit in draft.units)
    _require_units(rows, desk, [authority, *(listing.unit for listing in listings)])
    sign = normalised(draft.sign) or sign_for(kind.type, short_form(desk, authority))
    return RegisteredDocument(
        id=next_number(rows, "register_documents"),
        authority=authority,
        cycle_id=cycle.stored.id if cycle and kind.product else 0,
        kind=kind.id,
        type=kind.type,
        number=DocumentNumber(sign=sign),
        dated=None,
        subject=normalised(draft.subject),
        signer=normalised(draft.signer),
        paper=paper,
        state=DocumentState.WAITING,
        listings=listings,
        line=0,
    )


def short_form(desk: Desk, authority: str) -> str:
    """Name an authority shortly, as in numbers: by the settings; empty where they do not say."""
    papers, office = desk.settings.papers, desk.settings.office
    if authority == office.unit:
        return papers.sign or office.number_mark.partition("-")[2]
    forms = dict(form.split("=", 1) for form in papers.school_signs if "=" in form)
    return forms.get(authority, "").strip()


def _listed_cases(rows: Rows, cycle: OpenCycle, kind: Kind, draft: Draft) -> list[StoredCase]:
    if draft.all_waiting:
        every = cases_of(rows, cycle.stored.id)
        found = [case for case in every if transition_for(cycle, case, kind.id) and not _is_office(cycle, case)]
        if not found:
            hint = text("errors.nobody_waits_hint")
            raise OperationRefused("nobody_waits", hints=[hint], kind=kind.label)
        return found
    return [find_case(rows, cycle, unit) for unit in dict.fromkeys(draft.units)]


def _is_office(cycle: OpenCycle, case: StoredCase) -> bool:
    return case.unit == cycle.stored.authority


def _authority(cycle: OpenCycle, kind: Kind, cases: Sequence[StoredCase]) -> str:
    """Name whose a product is: the school's where schools make the step that asks for it, else the office's."""
    if issued_by(cycle, kind.id) is Party.DEPARTMENT:
        return cycle.stored.authority
    if len(cases) == 1:
        return cases[0].unit
    hint = text("errors.one_school_s_document_hint", kind=kind.id)
    raise OperationRefused("one_school_s_document", hints=[hint], kind=kind.label, count=len(cases))


def issued_by(cycle: OpenCycle, kind: str) -> Party:
    """Name the party that issues a product: whose move the stage is that a step with it leaves."""
    for track in cycle.workflow.tracks:
        for step in track.transitions:
            if kind in step.products:
                return track.stage(step.sources[0]).owner or Party.DEPARTMENT
    return Party.DEPARTMENT


def _require_units(rows: Rows, desk: Desk, codes: Sequence[str]) -> None:
    names = {stored.unit.code: stored.unit.name for stored in all_units(rows, day=desk.today)}
    for code in codes:
        if code not in names:
            raise unit_not_found(code, names)


def _level(written: str, case: StoredCase) -> int | None:
    if not written:
        return None
    if written == AS_REVIEWED:
        level = case.state.levels.get(LevelKind.EXTERNAL)
        if level is None:
            hint = text("errors.not_reviewed_hint", unit=case.unit)
            raise OperationRefused("not_reviewed", hints=[hint], unit=case.unit)
        return level
    if written not in map(str, LEVELS):
        raise UsageProblem("no_level", hints=[text("errors.no_level_hint")], value=written)
    return int(written)
