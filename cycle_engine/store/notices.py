"""What was decided to be said, and which cases have something undecided.

The candidates of a tick are found by one query a milestone: cases in its open stages whose latest due rung has no
notice, and the few whose dates are their own (an extension, a handover close to the deadline).
"""

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from cycle_engine.domain.definition import Party
from cycle_engine.domain.notices import Notice, NoticeKey, notice_from_json
from cycle_engine.store.rows import Rows, as_day, as_day_or_none, as_int

if TYPE_CHECKING:
    from cycle_engine.store.writing import Transaction

_CANDIDATES = """
SELECT c.id, u.code AS unit, c.stage, c.owner, c.round, c.opened_on, c.round_started_on, c.handed_over_on,
       o.due AS own_due
FROM cases c
JOIN units u ON u.id = c.unit_id
LEFT JOIN own_deadlines o ON o.case_id = c.id AND o.milestone = :milestone AND o.round = c.round
WHERE c.cycle_id = :cycle AND c.track = :track AND c.stage IN ({stages})
  AND (o.due IS NOT NULL OR c.handed_over_on > :handed_over_after OR (:some_rung_due = 1 AND NOT EXISTS (
        SELECT 1 FROM notices n
        WHERE n.case_id = c.id AND n.milestone = :milestone AND n.round = c.round AND n.due = :due
          AND n.rung = :rung AND n.recipient = CASE WHEN :recipient = '' THEN c.owner ELSE :recipient END)))
ORDER BY u.code
"""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A case that may have something to be told about a milestone."""

    case_id: int
    unit: str
    stage: str
    owner: Party
    round: int
    armed_on: date
    handed_over_on: date | None
    own_due: date | None


@dataclass(frozen=True, slots=True)
class Latest:
    """The latest rung that fell due for cases with the plan's own dates: for which due date, to whom.

    ``recipient`` is empty where the rung speaks to whoever owns the stage.
    """

    due: date
    rung: int
    recipient: str


def candidates(
    rows: Rows,
    *,
    cycle_id: int,
    track: str,
    milestone: str,
    stages: Collection[str],
    handed_over_after: date,
    latest: Latest | None,
) -> tuple[Candidate, ...]:
    """Find the cases with something undecided; ``latest`` is None while no rung has fallen due by the plan's dates."""
    named = {f"stage{number}": stage for number, stage in enumerate(sorted(stages))}
    query = _CANDIDATES.format(stages=", ".join(f":{name}" for name in named))
    asked = latest or Latest(handed_over_after, 0, "-")
    found = rows.rows(
        query,
        cycle=cycle_id,
        track=track,
        milestone=milestone,
        handed_over_after=handed_over_after,
        some_rung_due=int(latest is not None),
        due=asked.due,
        rung=asked.rung,
        recipient=asked.recipient,
        **named,
    )
    return tuple(
        Candidate(
            case_id=as_int(row["id"]),
            unit=str(row["unit"]),
            stage=str(row["stage"]),
            owner=Party(str(row["owner"])),
            round=as_int(row["round"]),
            armed_on=max(as_day(row["opened_on"]), as_day(row["round_started_on"]), _or_first(row["handed_over_on"])),
            handed_over_on=as_day_or_none(row["handed_over_on"]),
            own_due=as_day_or_none(row["own_due"]),
        )
        for row in found
    )


def decided_keys(rows: Rows, milestone: str, case_ids: Sequence[int]) -> Mapping[int, frozenset[NoticeKey]]:
    """Read what was decided before about a milestone of these cases, said or not."""
    found: dict[int, set[NoticeKey]] = defaultdict(set)
    for chunk in _chunks(case_ids):
        named = {f"case{number}": case_id for number, case_id in enumerate(chunk)}
        query = "SELECT case_id, round, due, rung, recipient FROM notices WHERE milestone = :milestone AND case_id IN "
        for row in rows.rows(f"{query}({', '.join(f':{name}' for name in named)})", milestone=milestone, **named):
            case_id = as_int(row["case_id"])
            found[case_id].add(
                NoticeKey(
                    case_id,
                    milestone,
                    as_int(row["round"]),
                    as_day(row["due"]),
                    as_int(row["rung"]),
                    str(row["recipient"]),
                )
            )
    return {case_id: frozenset(keys) for case_id, keys in found.items()}


def record_superseded(transaction: "Transaction", keys: Iterable[NoticeKey], *, day: date) -> None:
    """Write down rungs that fell due and will not be said, since a later one is."""
    from cycle_engine.store.tables import NoticeRow

    transaction.insert(
        NoticeRow,
        [{**_columns(key), "state": "superseded", "decided_on": day, "letter_id": None} for key in keys],
    )


def record_said(transaction: "Transaction", keys: Iterable[NoticeKey], letter_id: int, *, day: date) -> None:
    """Write down what a letter says. A second time the database refuses."""
    from cycle_engine.store.tables import NoticeRow

    transaction.insert(
        NoticeRow,
        [{**_columns(key), "state": "said", "decided_on": day, "letter_id": letter_id} for key in keys],
    )


def move_notices(transaction: "Transaction", keys: Iterable[NoticeKey], letter_id: int) -> None:
    """Say that these notices are said by another letter, which took the place of theirs."""
    from cycle_engine.store.tables import NoticeRow

    for key in keys:
        transaction.update(NoticeRow, {"letter_id": letter_id}, **_columns(key))


def cancel_notices(transaction: "Transaction", keys: Iterable[NoticeKey]) -> None:
    """Say that these notices were queued but no longer held before they could be sent."""
    from cycle_engine.store.tables import NoticeRow

    for key in keys:
        transaction.update(NoticeRow, {"state": "cancelled"}, **_columns(key))


def queued_notices(rows: Rows, case_ids: Sequence[int]) -> Mapping[int, tuple[Notice, ...]]:
    """Read every notice of the queued letters that say something about these cases, by letter."""
    found: dict[int, list[Notice]] = defaultdict(list)
    for chunk in _chunks(case_ids):
        named = {f"case{number}": case_id for number, case_id in enumerate(chunk)}
        query = (
            "SELECT n.letter_id, n.body FROM letter_notices n WHERE n.letter_id IN (SELECT a.letter_id "
            "FROM letter_notices a JOIN letters l ON l.id = a.letter_id WHERE l.state = 'queued' AND a.case_id IN "
        )
        for row in rows.rows(f"{query}({', '.join(f':{name}' for name in named)})) ORDER BY n.letter_id", **named):
            found[as_int(row["letter_id"])].append(notice_from_json(json.loads(str(row["body"]))))
    return {letter_id: tuple(dict.fromkeys(notices)) for letter_id, notices in found.items()}


def _columns(key: NoticeKey) -> dict[str, object]:
    return {
        "case_id": key.case_id,
        "milestone": key.milestone,
        "round": key.round,
        "due": key.due,
        "rung": key.offset,
        "recipient": key.recipient,
    }


def _or_first(value: object) -> date:
    return as_day_or_none(value) or date.min


def _chunks(case_ids: Sequence[int], size: int = 500) -> Iterable[Sequence[int]]:
    return (case_ids[start : start + size] for start in range(0, len(case_ids), size))
