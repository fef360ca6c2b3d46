"""What a case holds besides its row, each folded from its events: documents handed in, and last days of its own."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from cycle_engine.domain.case import CaseDocument
from cycle_engine.domain.events import Document, Event, EventKind
from cycle_engine.store.rows import Row, Rows, as_day, as_day_or_none, as_int

if TYPE_CHECKING:
    from cycle_engine.store.writing import Transaction


@dataclass(frozen=True, slots=True)
class OwnDeadlines:
    """A case's own last days by milestone and round, and which of them were given on top of the plan's."""

    days: dict[tuple[str, int], date] = field(default_factory=dict)
    extended: set[tuple[str, int]] = field(default_factory=set)


def own_deadlines(rows: Rows, cycle_id: int, case_id: int | None = None) -> dict[int, OwnDeadlines]:
    """Read, by case or of one, the last days that hold for it alone, by milestone and round."""
    query = """
    SELECT o.case_id, o.milestone, o.round, o.due, o.is_extended
    FROM own_deadlines o JOIN cases c ON c.id = o.case_id WHERE c.cycle_id = :cycle
    """
    by_case: dict[int, OwnDeadlines] = defaultdict(OwnDeadlines)
    for row in rows_of(rows, query, "o", cycle_id, case_id, order="o.case_id"):
        own, key = by_case[as_int(row["case_id"])], (str(row["milestone"]), as_int(row["round"]))
        own.days[key] = as_day(row["due"])
        if row["is_extended"]:
            own.extended.add(key)
    return by_case


def documents_by_case(rows: Rows, cycle_id: int, case_id: int | None = None) -> dict[int, list[CaseDocument]]:
    """Read what was handed in, by case or of one, in order."""
    query = """
    SELECT d.case_id, d.seq, d.round, d.kind, d.name, d.sha256, d.link, d.number, d.dated
    FROM documents d JOIN cases c ON c.id = d.case_id WHERE c.cycle_id = :cycle
    """
    by_case: dict[int, list[CaseDocument]] = defaultdict(list)
    for row in rows_of(rows, query, "d", cycle_id, case_id, order="d.case_id, d.seq, d.position"):
        by_case[as_int(row["case_id"])].append(
            CaseDocument(
                Document(
                    kind=str(row["kind"]),
                    name=str(row["name"]),
                    sha256=str(row["sha256"]),
                    link=str(row["link"]),
                    number=str(row["number"]),
                    dated=as_day_or_none(row["dated"]),
                ),
                round=as_int(row["round"]),
                seq=as_int(row["seq"]),
            )
        )
    return by_case


def record_papers(transaction: "Transaction", case_id: int, event: Event) -> None:
    """Fold what an event handed in, and the last days it gave, into their tables."""
    from cycle_engine.store.tables import DocumentRow, OwnDeadlineRow

    facts = event.facts
    transaction.insert(
        DocumentRow,
        [
            {
                "case_id": case_id,
                "seq": event.seq,
                "position": position,
                "round": facts.round,
                "kind": document.kind,
                "name": document.name,
                "sha256": document.sha256,
                "link": document.link,
                "number": document.number,
                "dated": document.dated,
            }
            for position, document in enumerate(facts.documents)
        ],
    )
    for own in facts.deadlines:
        key = {"case_id": case_id, "milestone": own.milestone, "round": facts.round}
        is_extension = event.kind is EventKind.EXTENSION
        changed = {"due": own.due} if is_extension else {"due": own.due, "is_extended": False}
        if not transaction.update(OwnDeadlineRow, changed, **key):
            transaction.insert(OwnDeadlineRow, [{**key, "due": own.due, "is_extended": is_extension}])


def rows_of(rows: Rows, query: str, alias: str, cycle_id: int, case_id: int | None, *, order: str) -> Sequence[Row]:
    """Run a query on the cases of a cycle, or on one of them; ``alias`` is the table that has ``case_id``."""
    if case_id is None:
        return rows.rows(f"{query} ORDER BY {order}", cycle=cycle_id)
    return rows.rows(f"{query} AND {alias}.case_id = :case ORDER BY {order}", cycle=cycle_id, case=case_id)
