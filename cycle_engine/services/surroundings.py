"""What the guards of one case look at beyond it: the stages that single cases have come to, and who is where."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from cycle_engine.domain.case import CaseState
from cycle_engine.domain.definition import Transition
from cycle_engine.domain.guards import Act, Circumstances
from cycle_engine.domain.indicators import NO_INDICATORS, IndicatorSet
from cycle_engine.services.desk import OpenCycle
from cycle_engine.store.cases import cases_of, events_of_cycle, stages_reached
from cycle_engine.store.rows import Rows


@dataclass(slots=True)
class Surroundings:
    """What guards of one track look at in the others, as of ``until``, read when first asked for."""

    rows: Rows
    cycle: OpenCycle
    supplement_until: date
    until: datetime | None = None
    _reached: dict[str, frozenset[str]] = field(default_factory=dict)

    def circumstances(self, state: CaseState, act: Act, transition: Transition) -> Circumstances:
        """Gather what this transition's guards may look at."""
        arguments = {(call.name, call.argument) for call in transition.guards}
        asked = [argument.partition(".")[0] for name, argument in arguments if name == "track_has_reached"]
        for track in asked:
            self._reached.setdefault(track, self._stages_of(track))
        remaining = {argument: self._names_in(argument) for name, argument in arguments if name == "no_case_in"}
        return Circumstances(
            self.cycle.workflow,
            state,
            act,
            self._reached,
            remaining,
            self.cycle.stored.authority,
            self._indicators(state),
        )

    def _indicators(self, state: CaseState) -> IndicatorSet:
        """Read the cycle's indicator set, which only matters to a case with scores."""
        if not state.scores:
            return NO_INDICATORS
        # Most acts are about papers and none of them waits for what reads sets.
        from cycle_engine.services.indicator_sets import indicators_of_cycle

        return indicators_of_cycle(self.rows, self.cycle)

    def _stages_of(self, track: str) -> frozenset[str]:
        return stages_reached(self.rows, self.cycle.stored.id, track, until=self.until)

    def _names_in(self, argument: str) -> Sequence[str]:
        track, _, stage = argument.partition(".")
        cases = cases_of(self.rows, self.cycle.stored.id, track=track)
        stages = {case.id: case.state.stage for case in cases}
        if self.until:
            histories = events_of_cycle(self.rows, self.cycle.stored.id, until=self.until)
            stages = {case_id: events[-1].target for case_id, events in histories.items()}
        return [f"{case.unit} {case.unit_name}" for case in cases if stages.get(case.id) == stage]
