"""Where a milestone stands: whether it is still open, when it is due and late, and against whom.

A milestone is open in a set of stages that follows from the workflow's graph alone, so its state is a function of the
case's stage, the calendar and today. Days late are working days after ``late_after`` on which the milestone's own
party held the case; whoever waits for another is not late.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from cycle_engine.domain.definition import PREVIOUS, LatePolicy, LevelKind, Milestone, Party, Plan, Track
from cycle_engine.domain.explanations import Explanation
from cycle_engine.domain.holdings import NO_DELAY, DaysHeld, Delay, Holding, days_held
from cycle_engine.domain.working_days import WorkingCalendar


class MilestoneState(StrEnum):
    """How a milestone stands on a day."""

    FUTURE = "future"
    OPEN = "open"
    WAITING = "waiting"
    LATE = "late"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Deadline:
    """The dates of a deadline.

    ``nominal`` is the plan's last day or the case's own. ``counts_from`` is the day both others derive from: the
    nominal one, or a later one given to whoever received the case too late to meet it, on ``received_on``.
    """

    nominal: date
    counts_from: date
    remind_by: date
    late_after: date
    received_on: date | None = None


@dataclass(frozen=True, slots=True)
class MilestoneStanding:
    """One milestone of one case as the board shows it.

    ``days_late`` count against the milestone's own party, while it is late and after it was fulfilled late. ``delay``
    says who held the case in all the days after the deadline; ``explanation`` is what was said for being late in the
    round that counts.
    """

    id: str
    title: str
    opens: date | None
    deadline: Deadline | None
    state: MilestoneState
    days_late: int
    completed_on: date | None = None
    delay: Delay = NO_DELAY
    explanation: Explanation | None = None

    @property
    def is_own_delay(self) -> bool:
        """Whether it is late now, came late, or ran over on days that count against its own party."""
        return self.state is MilestoneState.LATE or self.days_late > 0 or self.delay.own_days > 0


@dataclass(frozen=True, slots=True)
class CaseStanding:
    """One case as the board and the reports show it: its unit, stage, whose move it is, milestones and levels.

    ``holdings`` say who held it from its opening to the day looked at.
    """

    case_id: int
    unit: str
    name: str
    track: str
    stage: str
    owner: Party | None
    round: int
    held_since: date
    milestones: tuple[MilestoneStanding, ...]
    levels: Mapping[LevelKind, int]
    holdings: tuple[Holding, ...] = ()

    @property
    def days_waited(self) -> DaysHeld:
        """The working days since the case was opened, by who held it."""
        return days_held(self.holdings)

    @property
    def is_late(self) -> bool:
        """Whether any milestone is late now."""
        return any(milestone.state is MilestoneState.LATE for milestone in self.milestones)


def open_stages(track: Track, milestone: Milestone) -> frozenset[str]:
    """Name the stages in which this milestone is not yet fulfilled.

    They are the stages a new case can come to without making the completing transition, less those in which it is
    nobody's move. A milestone that completes nothing is open wherever somebody must move.
    """
    owned = {stage.id for stage in track.stages if stage.owner}
    reached, waiting = {track.initial}, [track.initial]
    while waiting:
        stage = waiting.pop()
        targets = {
            transition.target
            for transition in track.transitions_from(stage)
            if transition.id != milestone.completes and transition.target != PREVIOUS
        }
        waiting.extend(targets - reached)
        reached |= targets
    return frozenset(reached & owned)


def next_milestones(track: Track, milestones: Sequence[Milestone], stage: str) -> tuple[Milestone, ...]:
    """Name the milestones that a case standing here comes to first: those whose completing transition is nearest."""
    steps = {m.id: _steps_to(track, stage, m.completes) for m in milestones if m.completes}
    nearest = min((count for count in steps.values() if count is not None), default=None)
    return tuple(m for m in milestones if nearest is not None and steps.get(m.id) == nearest)


def deadline_for(nominal: date, plan: Plan, calendar: WorkingCalendar, *, received_on: date | None = None) -> Deadline:
    """Compute a deadline's dates: remind towards the last working day before it, late after it by the plan's policy.

    Whoever was handed the case by the other party on ``received_on`` has at least the plan's ``handover_days`` working
    days from then, so that nobody is late through another's delay.
    """
    counts_from = nominal
    if received_on and plan.handover_days:
        counts_from = max(nominal, calendar.add(received_on, plan.handover_days))
    rolls = plan.late_policy is LatePolicy.NEXT_WORKING_DAY
    return Deadline(
        nominal=nominal,
        counts_from=counts_from,
        remind_by=calendar.last_working_on_or_before(counts_from),
        late_after=calendar.first_working_on_or_after(counts_from) if rolls else counts_from,
        received_on=received_on if counts_from != nominal else None,
    )


def party_of(track: Track) -> Party | None:
    """Whose track this is: the party that has the first move, and against whom its milestones count."""
    return track.stage(track.initial).owner


def standing_of(
    milestone: Milestone,
    deadline: Deadline | None,
    *,
    track: Track,
    stage: str,
    today: date,
    calendar: WorkingCalendar,
    completed_on: date | None = None,
    delay: Delay | None = None,
    explanation: Explanation | None = None,
) -> MilestoneStanding:
    """Say how a milestone stands today. ``completed_on`` is when its transition was made, where it was.

    ``delay`` is whose delay it is that it ran over. Where that is not known, the days count against its own party, if
    the move is its own or its last step was.
    """
    done = stage not in open_stages(track, milestone)
    if done:
        state, days_late = MilestoneState.DONE, _days_late_when_done(milestone, deadline, track, completed_on, calendar)
        days_late = days_late if delay is None else delay.own_days
    else:
        state = _state_while_open(
            milestone, deadline, is_own_move=track.stage(stage).owner is party_of(track), today=today
        )
        days_late = _days_after(deadline, today, calendar) if delay is None else delay.own_days
        if state is MilestoneState.LATE and delay and delay.held_up_by and not days_late:
            state = MilestoneState.OPEN  # handed over today or on days off, by whoever let the day go by
        days_late = days_late if state is MilestoneState.LATE else 0
    return MilestoneStanding(
        id=milestone.id,
        title=milestone.title,
        opens=milestone.opens,
        deadline=deadline,
        state=state,
        days_late=days_late,
        completed_on=completed_on if done else None,
        delay=delay or NO_DELAY,
        explanation=explanation,
    )


def _steps_to(track: Track, stage: str, transition_id: str) -> int | None:
    """Count the stages between here and one that the transition leaves, over the transitions that lead somewhere."""
    reached, front, steps = {stage}, [stage], 0
    while front:
        leaving = [transition for here in front for transition in track.transitions_from(here)]
        if any(transition.id == transition_id for transition in leaving):
            return steps
        front = sorted({transition.target for transition in leaving} - reached - {PREVIOUS})
        reached.update(front)
        steps += 1
    return None


def _state_while_open(
    milestone: Milestone, deadline: Deadline | None, *, is_own_move: bool, today: date
) -> MilestoneState:
    if milestone.opens and today < milestone.opens:
        return MilestoneState.FUTURE
    if not is_own_move:
        return MilestoneState.WAITING
    if deadline and today > deadline.late_after and milestone.completes:
        return MilestoneState.LATE
    return MilestoneState.OPEN


def _days_late_when_done(
    milestone: Milestone, deadline: Deadline | None, track: Track, completed_on: date | None, calendar: WorkingCalendar
) -> int:
    """Count the days a fulfilled milestone came late, where its last step was its own party's to make."""
    transition = track.find_transition(milestone.completes or "")
    if completed_on is None or transition is None:
        return 0
    owners = {track.stage(source).owner for source in transition.sources}
    return _days_after(deadline, completed_on, calendar) if party_of(track) in owners else 0


def _days_after(deadline: Deadline | None, day: date, calendar: WorkingCalendar) -> int:
    return calendar.count_between(deadline.late_after, day) if deadline else 0
