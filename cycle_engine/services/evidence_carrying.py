"""Last year's evidence taken over: nothing is handed in twice, and nothing counts before somebody confirms it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from cycle_engine.domain.evidence import EvidenceItem, EvidenceState
from cycle_engine.domain.evidence_rules import code_refusal
from cycle_engine.domain.indicators import IndicatorSet
from cycle_engine.errors import NotFound
from cycle_engine.messages import text
from cycle_engine.services.desk import Desk
from cycle_engine.services.evidence_recording import EvidenceClerk
from cycle_engine.services.indicator_sets import indicators_of_cycle
from cycle_engine.store.cases import StoredCase, case_of, hold_cases

if TYPE_CHECKING:
    from cycle_engine.store.writing import Transaction


@dataclass(frozen=True, slots=True)
class Carried:
    """What was taken over for one unit, how much of it was there already, and what has no criterion any more.

    ``is_same_set`` is false where that year had another set or version of it, whose codes may mean something else.
    """

    unit: str
    name: str
    items: tuple[EvidenceItem, ...]
    already: int
    homeless: tuple[EvidenceItem, ...]
    is_same_set: bool


def carry_evidence(desk: Desk, units: Sequence[str], *, from_year: str) -> tuple[Carried, ...]:
    """Take over what counted in another year's case, as to be confirmed; all units or none.

    What is there already, or was taken over and withdrawn since, is not taken over again. Raises ``NotFound`` for a
    year that was never opened here or in which a unit had no case, and what ``add_evidence`` raises.
    """
    wanted = list(dict.fromkeys(units))
    with desk.database.write() as transaction:
        clerk = EvidenceClerk.at(desk, transaction)
        hold_cases(transaction, clerk.cycle.stored.id, wanted)
        return tuple(_carry(clerk, unit, from_year) for unit in wanted)


def _carry(clerk: EvidenceClerk, unit: str, from_year: str) -> Carried:
    case = clerk.case_to_change(unit)
    then, was = _case_then(clerk, case, from_year)
    now = indicators_of_cycle(clerk.transaction, clerk.cycle)
    known = {held.item.content for held in case.state.evidence}
    counted = [held.item for held in then.state.evidence if held.item.state is EvidenceState.CONFIRMED]
    at_home = [item for item in counted if code_refusal(item.criterion, now) is None]
    fresh = [item for item in at_home if item.content not in known]
    taken = tuple(
        replace(item, id=f"{case.state.seq + 1}-{number}", state=EvidenceState.TO_BE_CONFIRMED, source=then.state.key)
        for number, item in enumerate(fresh, start=1)
    )
    if taken:
        clerk.record(case, taken)
    homeless = tuple(item for item in counted if item not in at_home)
    is_same = (was.id, was.version) == (now.id, now.version)
    return Carried(case.unit, case.unit_name, taken, len(at_home) - len(fresh), homeless, is_same)


def _case_then(clerk: EvidenceClerk, case: StoredCase, year: str) -> tuple[StoredCase, IndicatorSet]:
    """Find the unit's case of a year, the last where there were several, and the set it was assessed by."""
    transaction: Transaction = clerk.transaction
    others = [cycle for cycle in clerk.desk.cycles(transaction) if cycle.stored.id != clerk.cycle.stored.id]
    of_year = [cycle for cycle in others if cycle.stored.school_year == year]
    if not of_year:
        years = sorted({cycle.stored.school_year for cycle in others})
        hint = text("errors.evidence_years_hint", years=years) if years else text("errors.evidence_no_years_hint")
        raise NotFound("evidence_year_unknown", hints=[hint], year=year)
    for cycle in reversed(of_year):
        if then := case_of(transaction, cycle.stored.id, case.unit, case.track):
            return then, indicators_of_cycle(transaction, cycle)
    hint = text("errors.evidence_no_case_hint", unit=case.unit)
    raise NotFound("evidence_no_case", hints=[hint], unit=case.unit, year=year)
