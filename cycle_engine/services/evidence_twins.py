"""The same file handed in by two schools: it is pointed out, to whoever hands it in and to whoever looks."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from cycle_engine.domain.evidence import EvidenceItem, EvidenceState
from cycle_engine.services.desk import Desk
from cycle_engine.services.explaining import as_seen
from cycle_engine.store.cases import case_of
from cycle_engine.store.evidence_files import holders_of
from cycle_engine.store.rows import Rows


@dataclass(frozen=True, slots=True)
class Twin:
    """The same bytes at another unit: its item, and the school year it was handed in for."""

    unit: str
    name: str
    school_year: str
    item: EvidenceItem


def twins_of(rows: Rows, desk: Desk, unit: str, items: Sequence[EvidenceItem]) -> Mapping[str, tuple[Twin, ...]]:
    """Find, by hash, where other units handed in the same files, in any year, and have not withdrawn them.

    A unit's own file of another year is no twin: that is what carrying over is for.
    """
    digests = sorted({item.sha256 for item in items if item.is_file and item.state is not EvidenceState.WITHDRAWN})
    years = {cycle.stored.id: cycle.stored.school_year for cycle in desk.cycles(rows)} if digests else {}
    found: dict[str, list[Twin]] = defaultdict(list)
    for cycle_id, other, track in holders_of(rows, digests):
        case = case_of(rows, cycle_id, other, track)
        if other == unit or case is None or cycle_id not in years:
            continue
        for held in as_seen(rows, desk, case).state.evidence:
            if held.item.sha256 in digests and held.item.state is not EvidenceState.WITHDRAWN:
                found[held.item.sha256].append(Twin(other, case.unit_name, years[cycle_id], held.item))
    return {digest: tuple(twins) for digest, twins in found.items()}
