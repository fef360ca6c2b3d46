"""What was decided to be said, and which cases have something undecided.

The candidates of a tick are found by one query a milestone: cases in its open stages whose latest due rung has no
notice, and the few whose dates are their own (an extension, a handover close to the deadline).
"""

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

from cycle_engine.domain.definition import Party
from cycle_engine.domain.notices import Notice, NoticeKey, notice_from_json
from cycle_engine.store.rows import Row, Rows, as_day, as_day_or_none, as_int, chunked

if TYPE_CHECKING:
    from cycle_engine.store.writing import Transaction

_LETTERS_LOCK = 74_2025
"""The advisory lock of whoever takes letters back, on PostgreSQL."""

_CANDIDATES = """
SELECT c.id, u.code AS unit, c.stage, c.owner, c.round, c.opened_on, c.round_started_on, c.handed_over_on,
       o.due AS own_due, o.is_extended
FROM cases c
JOIN units u ON u.id = c.unit_id
LEFT JOIN own_deadlines o ON o.case_id = c.id AND o.milestone = :milestone AND o.round = c.round
WHERE c.cycle_id = :cycle AND c.track = :track AND c.stage IN ({stages})
  AND (o.due IS NOT NULL OR c.handed_over_on > :handed_over_after{undecided})
ORDER BY u.code
"""

_UNDECIDED = """
  OR NOT EXISTS (
    SELECT 1 FROM notices n
    WHERE n.case_id = c.id AND n.milestone = :milestone AND n.round = c.round AND n.due = :due
      AND n.rung = :rung{number} AND n.recipient = {recipient})"""


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
    is_extended: bool


@dataclass(frozen=True, slots=True)
class Latest:
    """The rungs that fell due last for cases with the plan's own due date, each with its offset and to whom.

    The recipient is empty where the rung speaks to whoever owns the stage. Besides the rungs of the latest day, the
    latest to the owner is among them: a new owner was not told it.
    """

    due: date
    rungs: tuple[tuple[int, str], ...]


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
    """Find the cases with something undecided; ``latest`` is None while no rung has fallen due by the plan's dates.

    Every tick decides all the rungs that fell due, so what is undecided shows at the latest ones.
    """
    named = {f"stage{number}": stage for number, stage in enumerate(sorted(stages))}
    asked = latest or Latest(handed_over_after, ())
    offsets = {f"rung{number}": offset for number, (offset, _) in enumerate(asked.rungs)}
    words = {f"recipient{number}": word for number, (_, word) in enumerate(asked.rungs) if word}
    undecided = "".join(
        _UNDECIDED.format(number=number, recipient=f":recipient{number}" if word else "c.owner")
        for number, (_, word) in enumerate(asked.rungs)
    )
    query = _CANDIDATES.format(stages=", ".join(f":{name}" for name in named), undecided=undecided)
    found = rows.rows(
        query,
        cycle=cycle_id,
        track=track,
        milestone=milestone,
        handed_over_after=handed_over_after,
        due=asked.due,
        **named,
        **offsets,
        **words,
    )
    return tuple(_candidate(row) for row in found)


def decided_keys(rows: Rows, milestone: str, case_ids: Sequence[int]) -> Mapping[int, Mapping[NoticeKey, bool]]:
    """Read what was decided before about a milestone of these cases, by case, and whether it was said."""
    found: dict[int, dict[NoticeKey, bool]] = defaultdict(dict)
    query = (
        "SELECT case_id, round, due, rung, recipient, state FROM notices WHERE milestone = :milestone AND case_id IN "
    )
    for names, named in chunked(case_ids):
        for row in rows.rows(f"{query}({names})", milestone=milestone, **named):
            case_id = as_int(row["case_id"])
            key = NoticeKey(
                case_id,
                milestone,
                as_int(row["round"]),
                as_day(row["due"]),
                as_int(row["rung"]),
                str(row["recipient"]),
            )
            found[case_id][key] = row["state"] == "said"
    return found


def record_superseded(transaction: "Transaction", keys: Iterable[NoticeKey], *, day: date) -> None:
    """Write down rungs that fell due and will not be said, since a later one is."""
    from cycle_engine.store.tables import NoticeRow

    transaction.insert(
        NoticeRow,
        [{**_columns(key), "state": "superseded", "decided_on": day, "letter_id": None} for key in keys],
    )


def record_said(transaction: "Transaction", said: Mapping[NoticeKey, int], *, day: date) -> None:
    """Write down which letter says what. A second time the database refuses."""
    from cycle_engine.store.tables import NoticeRow

    transaction.insert(
        NoticeRow,
        [
            {**_columns(key), "state": "said", "decided_on": day, "letter_id": letter_id}
            for key, letter_id in said.items()
        ],
    )


def move_notices(transaction: "Transaction", keys: Iterable[NoticeKey], letter_id: int) -> None:
    """Say that these notices are said by another letter, which took the place of theirs."""
    from cycle_engine.store.tables import NoticeRow

    for key in keys:
        transaction.update(NoticeRow, {"letter_id": letter_id}, **_columns(key))


def cancel_notices(transaction: "Transaction", keys: Iterable[NoticeKey]) -> None:
    """Forget that these notices were decided: they no longer held before they could be sent.

    The cancelled letter keeps what it would have said.
    """
    statement = "DELETE FROM notices WHERE " + " AND ".join(f"{column} = :{column}" for column in _KEY)  # noqa: S608
    for key in keys:
        transaction.execute(statement, **_columns(key))


def hold_letters(transaction: "Transaction") -> None:
    """Keep everybody else from taking letters back until the transaction ends, so that none is written anew twice."""
    if transaction.dialect == "postgresql":
        transaction.rows("SELECT pg_advisory_xact_lock(:number)", number=_LETTERS_LOCK)


def letters_about(rows: Rows, case_ids: Sequence[int]) -> tuple[int, ...]:
    """Name the letters that may yet be sent and say something about these cases."""
    query = """
    SELECT l.id FROM letters l JOIN letter_notices n ON n.letter_id = l.id
    WHERE l.state IN ('queued', 'failed', 'uncertain') AND n.case_id IN ({names})
    UNION
    SELECT l.id FROM letters l JOIN letter_announcements a ON a.letter_id = l.id
    WHERE l.state IN ('queued', 'failed', 'uncertain') AND a.case_id IN ({names})
    """
    found = (row for names, named in chunked(case_ids) for row in rows.rows(query.format(names=names), **named))
    return tuple(sorted({as_int(row["id"]) for row in found}))


def queued_notices(rows: Rows, letter_ids: Sequence[int]) -> Mapping[int, tuple[Notice, ...]]:
    """Read what these letters say of deadlines, by letter."""
    found: dict[int, list[Notice]] = defaultdict(list)
    query = "SELECT letter_id, body FROM letter_notices WHERE letter_id IN "
    for names, named in chunked(letter_ids):
        for row in rows.rows(f"{query}({names}) ORDER BY letter_id", **named):
            found[as_int(row["letter_id"])].append(notice_from_json(json.loads(str(row["body"]))))
    return {letter_id: tuple(notices) for letter_id, notices in found.items()}


def overtaken_cases(rows: Rows) -> tuple[tuple[int, str, str], ...]:
    """Name the cases (cycle, unit, track) that moved after a letter was written about them that may yet be sent.

    So did every case of a plan that was amended since. An officer's week names any case of its cycle.

    An act takes back what waits. A letter that is on its way just then it cannot reach; should the letter come back,
    it stands here.
    """
    query = """
    WITH waiting AS (SELECT id, queued_at FROM letters WHERE state IN ('queued', 'failed', 'uncertain')),
    about AS (
        SELECT w.id, w.queued_at, n.case_id FROM waiting w JOIN letter_notices n ON n.letter_id = w.id
        UNION
        SELECT w.id, w.queued_at, a.case_id FROM waiting w JOIN letter_announcements a ON a.letter_id = w.id
        UNION
        SELECT w.id, w.queued_at, c.id FROM waiting w
        JOIN letter_announcements a ON a.letter_id = w.id AND a.template = 'weekly_digest'
        JOIN cases d ON d.id = a.case_id
        JOIN cases c ON c.cycle_id = d.cycle_id
    )
    SELECT DISTINCT c.cycle_id, u.code, c.track
    FROM about l
    JOIN cases c ON c.id = l.case_id
    JOIN units u ON u.id = c.unit_id
    JOIN events e ON e.case_id = c.id AND e.seq = c.seq
    WHERE e.recorded_at >= l.queued_at
      OR EXISTS (SELECT 1 FROM plan_amendments p WHERE p.cycle_id = c.cycle_id AND p.amended_at >= l.queued_at)
    ORDER BY u.code, c.track
    """
    return tuple((as_int(row["cycle_id"]), str(row["code"]), str(row["track"])) for row in rows.rows(query))


def _candidate(row: Row) -> Candidate:
    return Candidate(
        case_id=as_int(row["id"]),
        unit=str(row["unit"]),
        stage=str(row["stage"]),
        owner=Party(str(row["owner"])),
        round=as_int(row["round"]),
        armed_on=max(as_day(row["opened_on"]), as_day(row["round_started_on"]), _or_first(row["handed_over_on"])),
        handed_over_on=as_day_or_none(row["handed_over_on"]),
        own_due=as_day_or_none(row["own_due"]),
        is_extended=bool(row["is_extended"]),
    )


def _columns(key: NoticeKey) -> dict[str, object]:
    return {
        "case_id": key.case_id,
        "milestone": key.milestone,
        "round": key.round,
        "due": key.due,
        "rung": key.offset,
        "recipient": key.recipient,
    }


_KEY: Final = ("case_id", "milestone", "round", "due", "rung", "recipient")


def _or_first(value: object) -> date:
    return as_day_or_none(value) or date.min
