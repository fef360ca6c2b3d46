"""The register as people read it: its own documents and, beside them, what acts handed in under a number of their own.

The two are one list: a document that was numbered here and completed a case stands once, as the register has it; one
that came with ``advance … --number`` stands as the case's history has it, for every unit that it was handed in for.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Final

from cycle_engine.domain.definition import Party, Workflow
from cycle_engine.domain.register import (
    DocumentNumber,
    DocumentState,
    Paper,
    RegisteredDocument,
    parse_number,
)
from cycle_engine.domain.register_lines import ABOUT_CERTIFICATES, LineKind, RegisterLine, fold_documents
from cycle_engine.errors import NotFound
from cycle_engine.messages import text
from cycle_engine.services.desk import Desk, OpenCycle
from cycle_engine.services.registering import find_kind
from cycle_engine.store.register import NumberedPaper, documents, numbered_papers, register_lines
from cycle_engine.store.rows import Rows

_NO_YEAR: Final = 0


@dataclass(frozen=True, slots=True)
class RegisterFilter:
    """Which documents to list; empty lists all."""

    unit: str = ""
    kind: str = ""
    waiting: bool = False
    year: int | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """One document of the list; ``id`` is None for one that only a case's history has.

    ``waiting`` are the units whose cases it has not completed; ``is_taken_twice`` says that another has its number.
    """

    id: int | None
    authority: str
    kind: str
    type: str
    label: str
    number: DocumentNumber
    dated: date | None
    subject: str
    signer: str
    paper: Paper
    state: DocumentState
    units: tuple[str, ...]
    waiting: tuple[str, ...] = ()
    is_taken_twice: bool = False


@dataclass(frozen=True, slots=True)
class EntryShown:
    """A document with its units' levels and everything that was done to it."""

    entry: Entry
    document: RegisteredDocument
    lines: tuple[RegisterLine, ...]


def list_register(desk: Desk, wanted: RegisterFilter = RegisterFilter()) -> tuple[Entry, ...]:
    """List the register at the moment looked at, by authority, year, sign and number; drafts stand last."""
    with desk.database.read() as rows:
        entries = read_register(rows, desk)
    return tuple(entry for entry in entries if _is_wanted(entry, wanted))


def show_document(desk: Desk, number: int) -> EntryShown:
    """Show one document and its lines, as of the moment looked at. Raises ``NotFound``."""
    with desk.database.read() as rows:
        found = {document.id: document for document in _documents(rows, desk.until)}
        if number not in found:
            raise NotFound("document_unknown", hints=[text("errors.document_unknown_hint")], id=number)
        lines = register_lines(rows, entry=number, until=desk.until)
        entry = next(entry for entry in read_register(rows, desk) if entry.id == number)
    about = (LineKind.KEYED, *ABOUT_CERTIFICATES)
    return EntryShown(entry, found[number], tuple(line for line in lines if line.kind not in about))


def read_register(rows: Rows, desk: Desk) -> tuple[Entry, ...]:
    """Read every document there is, the register's own and those that acts handed in."""
    cycles = {cycle.stored.id: cycle for cycle in desk.cycles(rows)}
    latest = next(reversed(cycles.values()), None)
    label = _labels(latest.workflow if latest else None)
    own = [_own(document, label) for document in _documents(rows, desk.until)]
    known = [paper for paper in numbered_papers(rows, until=desk.until) if paper.cycle_id in cycles]
    entries = [*own, *_from_histories(known, cycles, label)]
    return tuple(sorted(_with_clashes(entries), key=_order))


def issuer_of(cycle: OpenCycle, held: NumberedPaper) -> str:
    """Name the authority of a document handed in with an act: the unit whose move the stage was, or the office."""
    owner = cycle.workflow.track(held.track).stage(held.source).owner if held.source else None
    return held.unit if owner is Party.SCHOOL else cycle.stored.authority


def _documents(rows: Rows, until: datetime | None) -> Iterable[RegisteredDocument]:
    if until is None:
        return documents(rows)
    return fold_documents(register_lines(rows, until=until)).values()


def _labels(workflow: Workflow | None) -> Callable[[str], tuple[str, str]]:
    def named(kind: str) -> tuple[str, str]:
        try:
            found = find_kind(workflow, kind)
        except NotFound:
            return kind, ""  # a product of an older workflow
        return str(found.label), found.type

    return named


def _own(document: RegisteredDocument, label: Callable[[str], tuple[str, str]]) -> Entry:
    waits = document.cycle_id and document.state is not DocumentState.WITHDRAWN
    return Entry(
        id=document.id,
        authority=document.authority,
        kind=document.kind,
        type=document.type,
        label=label(document.kind)[0],
        number=document.number,
        dated=document.dated,
        subject=document.subject,
        signer=document.signer,
        paper=document.paper,
        state=document.state,
        units=tuple(listing.unit for listing in document.listings),
        waiting=tuple(one.unit for one in document.listings if one.seq is None) if waits else (),
    )


def _from_histories(
    papers: Sequence[NumberedPaper], cycles: dict[int, OpenCycle], label: Callable[[str], tuple[str, str]]
) -> list[Entry]:
    together: dict[tuple[object, ...], list[NumberedPaper]] = defaultdict(list)
    for held in papers:
        issuer = issuer_of(cycles[held.cycle_id], held)
        together[issuer, held.kind, held.number, held.dated, held.paper.sha256, held.paper.link].append(held)
    return [_entry(held, cycles, label) for held in together.values()]


def _entry(
    held: Sequence[NumberedPaper], cycles: dict[int, OpenCycle], label: Callable[[str], tuple[str, str]]
) -> Entry:
    first = held[0]
    name, type_ = label(first.kind)
    return Entry(
        id=None,
        authority=issuer_of(cycles[first.cycle_id], first),
        kind=first.kind,
        type=type_,
        label=name,
        number=parse_number(first.number) or DocumentNumber(first.number),
        dated=first.dated,
        subject="",
        signer="",
        paper=first.paper,
        state=DocumentState.NUMBERED,
        units=tuple(dict.fromkeys(one.unit for one in held)),
    )


def _with_clashes(entries: Sequence[Entry]) -> list[Entry]:
    """Mark the numbers that two documents have in one year, as far as their signs or types tell."""
    having: dict[tuple[str, str, int, str], int] = defaultdict(int)
    for entry in entries:
        if key := _series(entry):
            having[key] += 1
    return [replace(entry, is_taken_twice=having.get(_series(entry) or ("", "", 0, ""), 0) > 1) for entry in entries]


def _series(entry: Entry) -> tuple[str, str, int, str] | None:
    if not entry.number.number or entry.dated is None:
        return None
    sign = entry.number.sign_key or entry.type.casefold()
    return entry.authority, sign, entry.dated.year, entry.number.key


def _order(entry: Entry) -> tuple[object, ...]:
    digits = "".join(letter for letter in entry.number.number if letter.isascii() and letter.isdigit())
    year = entry.dated.year if entry.dated else _NO_YEAR
    is_draft = entry.state is not DocumentState.NUMBERED
    number = (int(digits or 0), entry.number.number)
    return is_draft, entry.authority, year, entry.number.sign_key, *number, entry.id or 0


def _is_wanted(entry: Entry, wanted: RegisterFilter) -> bool:
    kinds = {entry.kind.casefold(), entry.type.casefold()}
    return (
        (not wanted.unit or wanted.unit in (entry.authority, *entry.units))
        and (not wanted.kind or wanted.kind.casefold() in kinds)
        and (not wanted.waiting or bool(entry.waiting) or entry.state is DocumentState.WAITING)
        and (wanted.year is None or (entry.dated is not None and entry.dated.year == wanted.year))
    )
