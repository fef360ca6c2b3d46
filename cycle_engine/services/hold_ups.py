"""How long another party held the cases that somebody is told of, after a milestone's last day.

Only a case that came to its present holder after that day was held up by another. Those are few, so what they went
through is read when the first of them is asked for, for all of them at once.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from cycle_engine.domain.definition import Milestone, Track
from cycle_engine.domain.holdings import Overrun, Step, delay_of, holdings_of
from cycle_engine.domain.milestones import deadline_for, open_stages, party_of
from cycle_engine.domain.working_days import WorkingCalendar
from cycle_engine.services.desk import OpenCycle
from cycle_engine.store.notices import Candidate
from cycle_engine.store.rows import Rows
from cycle_engine.store.steps import steps_of_cases


@dataclass(slots=True)
class HoldUps:
    """What another party's delay is of one milestone, for the cases that something may be said of today."""

    rows: Rows
    cycle: OpenCycle
    calendar: WorkingCalendar
    today: date
    milestone: Milestone
    track: Track
    candidates: Sequence[Candidate]
    _steps: Mapping[int, Sequence[Step]] | None = field(default=None, init=False)

    def days_of(self, candidate: Candidate, nominal: date) -> int:
        """Count the working days after the nominal last day that count against whoever does not hold the case now."""
        if not self.milestone.completes or not candidate.handed_over_on or candidate.handed_over_on <= nominal:
            return 0
        plan, party = self.cycle.plan, party_of(self.track)
        late_after = deadline_for(nominal, plan, self.calendar).late_after
        overrun = Overrun(open_stages(self.track, self.milestone), late_after, self.today)
        holdings = holdings_of(self._steps_of(candidate), self.track, self.calendar, upto=self.today)
        delay = delay_of(party, holdings, overrun, self.calendar, handover_days=plan.handover_days)
        return delay.days_held_up if candidate.owner is party else delay.own_days

    def _steps_of(self, candidate: Candidate) -> Sequence[Step]:
        if self._steps is None:
            received = [one.case_id for one in self.candidates if one.handed_over_on]
            self._steps = steps_of_cases(self.rows, received)
        return self._steps.get(candidate.case_id, ())
