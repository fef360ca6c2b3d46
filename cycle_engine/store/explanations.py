"""What was said for being late, read for a whole cycle at once: explanations are few, and lie in their events alone."""

import json
from collections import defaultdict
from collections.abc import Mapping

from cycle_engine.domain.events import facts_from_json
from cycle_engine.domain.explanations import Explanation
from cycle_engine.store.papers import rows_of
from cycle_engine.store.rows import Rows, as_day, as_int


def explanations_by_case(
    rows: Rows, cycle_id: int, case_id: int | None = None
) -> Mapping[int, dict[tuple[str, int], Explanation]]:
    """Read, by case or of one, the last explanation of each milestone and round.

    A line that somebody changed beyond reading is left out here; an audit finds it.
    """
    query = """
    SELECT e.case_id, e.actor, e.occurred_on, e.facts FROM events e JOIN cases c ON c.id = e.case_id
    WHERE c.cycle_id = :cycle AND e.kind = 'explained'
    """
    by_case: dict[int, dict[tuple[str, int], Explanation]] = defaultdict(dict)
    for row in rows_of(rows, query, "e", cycle_id, case_id, order="e.case_id, e.seq"):
        try:
            facts = facts_from_json(json.loads(str(row["facts"])))
        except (ValueError, TypeError, KeyError, AttributeError):
            continue
        if facts.explains:
            key = (facts.explains.milestone, facts.explains.round)
            by_case[as_int(row["case_id"])][key] = Explanation(
                facts.reason, as_day(row["occurred_on"]), str(row["actor"])
            )
    return by_case
