"""The lines of the register: numbered from 1 over all of it, chained by their hashes; a document is their fold.

One chain for the whole register, unlike the chain of each case: a document that vanished with all its lines would
leave a gap here.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from hashlib import sha256
from typing import Final

from cycle_engine.domain.events import GENESIS, canonical_json
from cycle_engine.domain.register import DocumentNumber, DocumentState, Listing, Paper, RegisteredDocument


class LineKind(StrEnum):
    """What a line of the register records; the last three are about certificates and the keys that sign them."""

    DRAFTED = "drafted"
    NUMBERED = "numbered"
    CORRECTED = "corrected"
    COMPLETED = "completed"
    WITHDRAWN = "withdrawn"
    KEYED = "keyed"
    CERTIFIED = "certified"
    REVOKED = "revoked"


ABOUT_CERTIFICATES: Final = (LineKind.CERTIFIED, LineKind.REVOKED)
"""Lines whose entry is a certificate; a ``keyed`` line has none, all others are about documents."""


@dataclass(frozen=True, slots=True)
class RegisterLine:
    """One line of the register: about which entry (a document's or a certificate's number), by whom, when, what."""

    seq: int
    kind: LineKind
    entry: int
    actor: str
    on_behalf_of: str
    recorded_at: datetime
    facts: Mapping[str, object]
    previous_hash: str
    hash: str


def chain_line(
    previous: tuple[int, str],
    kind: LineKind,
    entry: int,
    facts: Mapping[str, object],
    *,
    actor: tuple[str, str],
    recorded_at: datetime,
) -> RegisterLine:
    """Build the line that follows ``previous`` (its number and hash). ``actor`` is who, and on whose behalf."""
    seq, previous_hash = previous
    unsealed = RegisterLine(seq + 1, kind, entry, *actor, recorded_at, facts, previous_hash, hash="")
    return replace(unsealed, hash=hash_of_line(unsealed))


def hash_of_line(line: RegisterLine) -> str:
    """Compute the hash that a line ought to carry, from its content and the hash before it."""
    body = {
        "seq": line.seq,
        "kind": line.kind.value,
        "entry": line.entry,
        "actor": line.actor,
        "on_behalf_of": line.on_behalf_of,
        "recorded_at": line.recorded_at.isoformat(timespec="microseconds"),
        "facts": line.facts,
    }
    return sha256((line.previous_hash + canonical_json(body)).encode()).hexdigest()


def first_broken_line(lines: Sequence[RegisterLine]) -> int | None:
    """Name the first line that is missing, changed or not chained to the one before; None when all is whole."""
    previous = GENESIS
    for number, line in enumerate(lines, start=1):
        if line.seq != number or line.previous_hash != previous or hash_of_line(line) != line.hash:
            return number
        previous = line.hash
    return None


def fold_documents(lines: Iterable[RegisterLine]) -> dict[int, RegisteredDocument]:
    """Say how every document stands after these lines, by its number."""
    documents: dict[int, RegisteredDocument] = {}
    for line in lines:
        if line.kind is LineKind.DRAFTED:
            documents[line.entry] = _drafted(line)
        elif line.kind is not LineKind.KEYED and line.kind not in ABOUT_CERTIFICATES:
            documents[line.entry] = _after(documents[line.entry], line)
    return documents


def draft_facts(document: RegisteredDocument) -> dict[str, object]:
    """Say what a draft's line records."""
    return {
        "authority": document.authority,
        "cycle": document.cycle_id,
        "kind": document.kind,
        "type": document.type,
        "sign": document.number.sign,
        "subject": document.subject,
        "signer": document.signer,
        **paper_facts(document.paper),
        "units": {listing.unit: listing.level for listing in document.listings},
    }


def paper_facts(paper: Paper) -> dict[str, object]:
    """Say what a line records of the document itself."""
    return {"name": paper.name, "sha256": paper.sha256, "link": paper.link}


def _drafted(line: RegisterLine) -> RegisteredDocument:
    facts = {name: str(line.facts[name]) for name in ("authority", "kind", "type", "subject", "signer")}
    return RegisteredDocument(
        id=line.entry,
        cycle_id=int(str(line.facts["cycle"])),
        number=DocumentNumber(sign=str(line.facts["sign"])),
        dated=None,
        paper=_paper(line.facts),
        state=DocumentState.WAITING,
        listings=tuple(Listing(unit, _level(level)) for unit, level in _by_unit(line.facts, "units").items()),
        line=line.seq,
        **facts,
    )


def _after(document: RegisteredDocument, line: RegisterLine) -> RegisteredDocument:
    facts = line.facts
    document = replace(document, line=line.seq)
    if line.kind is LineKind.WITHDRAWN:
        return replace(document, state=DocumentState.WITHDRAWN)
    if "number" in facts:
        number = DocumentNumber(str(facts["number"]), str(facts["sign"]))
        dated = date.fromisoformat(str(facts["dated"]))
        document = replace(document, number=number, dated=dated, state=DocumentState.NUMBERED)
    if "sha256" in facts:
        document = replace(document, paper=_paper(facts))
    levels, completed = _by_unit(facts, "levels"), _by_unit(facts, "completed")
    return replace(document, listings=tuple(_listing(held, levels, completed) for held in document.listings))


def _listing(held: Listing, levels: Mapping[str, object], completed: Mapping[str, object]) -> Listing:
    level = _level(levels[held.unit]) if held.unit in levels else held.level
    done = completed.get(held.unit)
    if isinstance(done, list):
        return Listing(held.unit, level, str(done[0]), int(str(done[1])))
    return replace(held, level=level)


def _paper(facts: Mapping[str, object]) -> Paper:
    return Paper(str(facts["name"]), str(facts["sha256"]), str(facts["link"]))


def _level(value: object) -> int | None:
    return None if value is None else int(str(value))


def _by_unit(facts: Mapping[str, object], key: str) -> dict[str, object]:
    found = facts.get(key, {})
    return dict(found) if isinstance(found, dict) else {}
