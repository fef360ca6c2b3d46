"""Scores and evidence of cases, folded from their events, and the indicator set each cycle keeps for itself."""

import json
from collections import defaultdict
from typing import TYPE_CHECKING

from cycle_engine.domain.case import CaseEvidence, CaseScores
from cycle_engine.domain.definition import LevelKind
from cycle_engine.domain.events import Event, canonical_json
from cycle_engine.domain.evidence import EvidenceItem, evidence_from_json, evidence_values
from cycle_engine.domain.scoring import sheet_from_json, sheet_to_json
from cycle_engine.store.papers import rows_of
from cycle_engine.store.rows import Row, Rows, as_int

if TYPE_CHECKING:
    from cycle_engine.store.writing import Transaction


def add_indicators(transaction: "Transaction", cycle_id: int, body: str) -> None:
    """Keep a cycle's own copy of its indicator set, as JSON."""
    from cycle_engine.store.score_tables import CycleIndicatorsRow

    transaction.insert(CycleIndicatorsRow, [{"cycle_id": cycle_id, "body": body}])


def indicators_of(rows: Rows, cycle_id: int) -> str:
    """Read a cycle's copy of its indicator set; empty where it was opened without one."""
    found = rows.rows("SELECT body FROM cycle_indicators WHERE cycle_id = :cycle", cycle=cycle_id)
    return str(found[0]["body"]) if found else ""


def scores_by_case(rows: Rows, cycle_id: int, case_id: int | None = None) -> dict[int, dict[LevelKind, CaseScores]]:
    """Read each side's latest scores, by case or of one."""
    query = """
    SELECT s.case_id, s.kind, s.round, s.seq, s.body
    FROM score_sheets s JOIN cases c ON c.id = s.case_id WHERE c.cycle_id = :cycle
    """
    by_case: dict[int, dict[LevelKind, CaseScores]] = defaultdict(dict)
    for row in rows_of(rows, query, "s", cycle_id, case_id, order="s.case_id, s.seq"):
        sheet = sheet_from_json(json.loads(str(row["body"])))
        scores = CaseScores(sheet, round=as_int(row["round"]), seq=as_int(row["seq"]))
        by_case[as_int(row["case_id"])][LevelKind(str(row["kind"]))] = scores
    return by_case


def evidence_by_case(rows: Rows, cycle_id: int, case_id: int | None = None) -> dict[int, list[CaseEvidence]]:
    """Read the items of evidence, by case or of one, in the order in which they were first handed in."""
    query = """
    SELECT e.case_id, e.item_id, e.round, e.seq, e.criterion, e.form, e.name, e.sha256, e.link, e.text, e.state,
           e.source
    FROM evidence_items e JOIN cases c ON c.id = e.case_id WHERE c.cycle_id = :cycle
    """
    by_case: dict[int, list[CaseEvidence]] = defaultdict(list)
    for row in rows_of(rows, query, "e", cycle_id, case_id, order="e.case_id, e.position"):
        held = CaseEvidence(_item(row), round=as_int(row["round"]), seq=as_int(row["seq"]))
        by_case[as_int(row["case_id"])].append(held)
    return by_case


def record_scores(transaction: "Transaction", case_id: int, event: Event) -> None:
    """Fold the scores of an event into their table: a side's latest sheet is the one that counts."""
    from cycle_engine.store.score_tables import ScoreSheetRow

    if (sheet := event.facts.scores) is None:
        return
    key: dict[str, object] = {"case_id": case_id, "kind": sheet.kind.value}
    values = {"round": event.facts.round, "seq": event.seq, "body": canonical_json(sheet_to_json(sheet))}
    if not transaction.update(ScoreSheetRow, values, **key):
        transaction.insert(ScoreSheetRow, [key | values])


def record_evidence(transaction: "Transaction", case_id: int, event: Event) -> None:
    """Fold the evidence of an event into its table: what is said of an item later replaces what was said before."""
    from cycle_engine.store.score_tables import EvidenceItemRow

    if not event.facts.evidence:
        return
    query = "SELECT item_id FROM evidence_items WHERE case_id = :case"
    known = {str(row["item_id"]) for row in transaction.rows(query, case=case_id)}
    for item in event.facts.evidence:
        values = {"round": event.facts.round, "seq": event.seq, **_columns(item)}
        if item.id in known:
            transaction.update(EvidenceItemRow, values, case_id=case_id, item_id=item.id)
        else:
            key = {"case_id": case_id, "item_id": item.id, "position": len(known)}
            transaction.insert(EvidenceItemRow, [key | values])
            known.add(item.id)


def _columns(item: EvidenceItem) -> dict[str, object]:
    return {name: value for name, value in evidence_values(item).items() if name != "id"}


def _item(row: Row) -> EvidenceItem:
    return evidence_from_json({**row, "id": row["item_id"]})
