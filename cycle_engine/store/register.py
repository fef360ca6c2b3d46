"""The register in the database: lines appended to one chain, and the rows of documents that are their fold.

Whoever appends holds the whole database for itself (``write(alone=True)``), so numbers are given without gaps. What was
handed in with acts (``advance … --number``) stands in the cases' events only; ``numbered_papers`` reads it from there.
"""

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from cycle_engine.domain.events import GENESIS, canonical_json
from cycle_engine.domain.register import DocumentNumber, DocumentState, Listing, Paper, RegisteredDocument
from cycle_engine.domain.register_lines import LineKind, RegisterLine, chain_line
from cycle_engine.store.rows import Row, Rows, as_day, as_day_or_none, as_int, as_moment

if TYPE_CHECKING:
    from cycle_engine.store.writing import Transaction

_LINES = "SELECT seq, kind, entry, actor, on_behalf_of, recorded_at, facts, previous_hash, hash FROM register_lines "

_DOCUMENTS = """
SELECT id, authority, cycle_id, kind, type, sign, number, dated, subject, signer, name, sha256, link, state, line
FROM register_documents
"""

_LISTINGS = "SELECT document_id, unit, level, case_key, seq FROM register_listings "

_PAPERS = """
SELECT d.case_id, d.seq, d.kind, d.name, d.sha256, d.link, d.number, d.dated, e.source, e.occurred_on, e.recorded_at,
       c.key, c.track, c.cycle_id, u.code AS unit
FROM documents d
JOIN events e ON e.case_id = d.case_id AND e.seq = d.seq
JOIN cases c ON c.id = d.case_id
JOIN units u ON u.id = c.unit_id
LEFT JOIN register_listings l ON l.case_key = c.key AND l.seq = d.seq
LEFT JOIN register_documents r ON r.id = l.document_id AND r.kind = d.kind
WHERE (d.number <> '' OR d.dated IS NOT NULL) AND r.id IS NULL
"""


@dataclass(frozen=True, slots=True)
class NumberedPaper:
    """A document with its number or date as a case's event has it, handed in past the register."""

    unit: str
    cycle_id: int
    track: str
    source: str
    seq: int
    kind: str
    paper: Paper
    number: str
    dated: date | None
    occurred_on: date
    recorded_at: datetime


def register_lines(rows: Rows, *, entry: int | None = None, until: datetime | None = None) -> tuple[RegisterLine, ...]:
    """Read lines in order: all, those of one entry, those recorded up to a moment (included).

    Raises ``ValueError`` and the like where somebody changed one beyond reading.
    """
    conditions = {"entry = :entry": ("entry", entry), "recorded_at <= :until": ("until", until)}
    asked = {condition: given for condition, given in conditions.items() if given[1] is not None}
    where = f"WHERE {' AND '.join(asked)} " if asked else ""
    found = rows.rows(f"{_LINES}{where}ORDER BY seq", **dict(asked.values()))
    return tuple(_line(row) for row in found)


def register_rows(rows: Rows) -> Sequence[Row]:
    """Read every line as it stands in its table, for an audit."""
    return rows.rows(f"{_LINES}ORDER BY seq")


def documents(rows: Rows, *, number: int | None = None) -> tuple[RegisteredDocument, ...]:
    """Read every document as it stands, in the order they were registered, or the one of this number."""
    listings = _listings(rows, number)
    if number is None:
        found = rows.rows(f"{_DOCUMENTS} ORDER BY id")
    else:
        found = rows.rows(f"{_DOCUMENTS} WHERE id = :id", id=number)
    return tuple(_document(row, listings[as_int(row["id"])]) for row in found)


def documents_numbered(rows: Rows, authority: str, number: DocumentNumber, year: int) -> tuple[RegisteredDocument, ...]:
    """Find who has a number of an authority, sign and year."""
    query = f"""{_DOCUMENTS} WHERE authority = :authority AND sign_key = :sign AND year = :year
    AND number_key = :number AND number_key <> ''"""
    found = rows.rows(query, authority=authority, sign=number.sign_key, year=year, number=number.key)
    return tuple(_document(row, _listings(rows, as_int(row["id"]))[as_int(row["id"])]) for row in found)


def numbered_papers(rows: Rows, *, until: datetime | None = None) -> tuple[NumberedPaper, ...]:
    """Read what was handed in with acts under a number or a date and is not the register's own, oldest first."""
    limits = {"until": until} if until else {}
    found = rows.rows(
        f"{_PAPERS}{'AND e.recorded_at <= :until ' if until else ''}ORDER BY e.recorded_at, u.code, d.seq, d.position",
        **limits,
    )
    return tuple(_paper(row) for row in found)


def append_line(
    transaction: "Transaction",
    kind: LineKind,
    entry: int,
    facts: Mapping[str, object],
    *,
    actor: tuple[str, str],
    recorded_at: datetime,
) -> RegisterLine:
    """Write the next line of the register. The transaction must be alone."""
    from cycle_engine.store.register_tables import RegisterLineRow

    last = transaction.rows("SELECT seq, hash FROM register_lines ORDER BY seq DESC LIMIT 1")
    previous = (as_int(last[0]["seq"]), str(last[0]["hash"])) if last else (0, GENESIS)
    line = chain_line(previous, kind, entry, facts, actor=actor, recorded_at=recorded_at)
    transaction.insert(RegisterLineRow, [line_columns(line)])
    return line


def line_columns(line: RegisterLine) -> dict[str, object]:
    """Write a line as the columns of its row."""
    columns: dict[str, object] = {name: getattr(line, name) for name in RegisterLine.__slots__}
    return {**columns, "kind": line.kind.value, "facts": canonical_json(line.facts)}


def next_number(rows: Rows, table: str) -> int:
    """Name the number that the next document or certificate gets."""
    found = rows.rows(f"SELECT COALESCE(MAX(id), 0) + 1 AS number FROM {table}")  # noqa: S608 - tables of our own
    return as_int(found[0]["number"])


def keep_document(transaction: "Transaction", document: RegisteredDocument) -> None:
    """Write a document's rows as it stands now."""
    from cycle_engine.store.register_tables import RegisterDocumentRow, RegisterListingRow

    columns = _columns(document)
    if not transaction.update(RegisterDocumentRow, columns, id=document.id):
        transaction.insert(RegisterDocumentRow, [{"id": document.id, **columns}])
    transaction.execute("DELETE FROM register_listings WHERE document_id = :id", id=document.id)
    transaction.insert(
        RegisterListingRow,
        [
            {
                "document_id": document.id,
                "unit": listing.unit,
                "position": position,
                "level": listing.level,
                "case_key": listing.case_key,
                "seq": listing.seq,
            }
            for position, listing in enumerate(document.listings)
        ],
    )


def _columns(document: RegisteredDocument) -> dict[str, object]:
    number = document.number
    return {
        "authority": document.authority,
        "cycle_id": document.cycle_id,
        "kind": document.kind,
        "type": document.type,
        "sign": number.sign,
        "sign_key": number.sign_key,
        "number": number.number,
        "number_key": number.key if number.number else "",
        "year": document.year,
        "dated": document.dated,
        "subject": document.subject,
        "signer": document.signer,
        "name": document.paper.name,
        "sha256": document.paper.sha256,
        "link": document.paper.link,
        "state": document.state.value,
        "line": document.line,
    }


def _listings(rows: Rows, number: int | None) -> Mapping[int, list[Listing]]:
    limits = {} if number is None else {"id": number}
    by_document: dict[int, list[Listing]] = defaultdict(list)
    query = _LISTINGS + ("WHERE document_id = :id " if limits else "") + "ORDER BY document_id, position"
    for row in rows.rows(query, **limits):
        level, seq = (None if row[name] is None else as_int(row[name]) for name in ("level", "seq"))
        by_document[as_int(row["document_id"])].append(Listing(str(row["unit"]), level, str(row["case_key"]), seq))
    return by_document


def _document(row: Row, listings: Sequence[Listing]) -> RegisteredDocument:
    return RegisteredDocument(
        id=as_int(row["id"]),
        authority=str(row["authority"]),
        cycle_id=as_int(row["cycle_id"]),
        kind=str(row["kind"]),
        type=str(row["type"]),
        number=DocumentNumber(str(row["number"]), str(row["sign"])),
        dated=as_day_or_none(row["dated"]),
        subject=str(row["subject"]),
        signer=str(row["signer"]),
        paper=Paper(str(row["name"]), str(row["sha256"]), str(row["link"])),
        state=DocumentState(str(row["state"])),
        listings=tuple(listings),
        line=as_int(row["line"]),
    )


def _line(row: Row) -> RegisterLine:
    return RegisterLine(
        seq=as_int(row["seq"]),
        kind=LineKind(str(row["kind"])),
        entry=as_int(row["entry"]),
        actor=str(row["actor"]),
        on_behalf_of=str(row["on_behalf_of"]),
        recorded_at=as_moment(row["recorded_at"]),
        facts=json.loads(str(row["facts"])),
        previous_hash=str(row["previous_hash"]),
        hash=str(row["hash"]),
    )


def _paper(row: Row) -> NumberedPaper:
    return NumberedPaper(
        unit=str(row["unit"]),
        cycle_id=as_int(row["cycle_id"]),
        track=str(row["track"]),
        source=str(row["source"]),
        seq=as_int(row["seq"]),
        kind=str(row["kind"]),
        paper=Paper(str(row["name"]), str(row["sha256"]), str(row["link"])),
        number=str(row["number"]),
        dated=as_day_or_none(row["dated"]),
        occurred_on=as_day(row["occurred_on"]),
        recorded_at=as_moment(row["recorded_at"]),
    )
