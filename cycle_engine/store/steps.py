"""What cases went through, read for the board: cheap columns of every event, without papers, facts and hashes."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from cycle_engine.domain.case import day_of
from cycle_engine.domain.holdings import Step
from cycle_engine.store.rows import Row, Rows, as_day, as_int, as_moment, chunked


def steps_of_cycle(rows: Rows, cycle_id: int) -> Mapping[int, tuple[Step, ...]]:
    """Read what every case went through, by case: of each event only where it led and its two days."""
    query = """
    SELECT e.case_id, e.transition, e.target, e.occurred_on, e.recorded_at
    FROM events e JOIN cases c ON c.id = e.case_id
    WHERE c.cycle_id = :cycle ORDER BY e.case_id, e.seq
    """
    return _by_case(rows.rows(query, cycle=cycle_id))


def steps_of_cases(rows: Rows, case_ids: Sequence[int]) -> Mapping[int, tuple[Step, ...]]:
    """Read the same of some cases."""
    found: dict[int, tuple[Step, ...]] = {}
    query = "SELECT case_id, transition, target, occurred_on, recorded_at FROM events WHERE case_id IN "
    for names, named in chunked(case_ids):
        found |= _by_case(rows.rows(f"{query}({names}) ORDER BY case_id, seq", **named))
    return found


def _by_case(found: Iterable[Row]) -> Mapping[int, tuple[Step, ...]]:
    by_case: dict[int, list[Step]] = defaultdict(list)
    for row in found:
        step = Step(
            transition=str(row["transition"]),
            stage=str(row["target"]),
            occurred_on=as_day(row["occurred_on"]),
            recorded_on=day_of(as_moment(row["recorded_at"])),
        )
        by_case[as_int(row["case_id"])].append(step)
    return {case_id: tuple(steps) for case_id, steps in by_case.items()}
