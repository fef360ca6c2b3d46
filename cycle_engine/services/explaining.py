"""Why a case can or cannot go on: every transition from its stage, with every unmet need and its cure."""

from dataclasses import dataclass, replace

from cycle_engine.domain.case import fold
from cycle_engine.domain.definition import Stage, Track, Transition
from cycle_engine.domain.guards import Act
from cycle_engine.domain.milestones import MilestoneStanding
from cycle_engine.errors import Refusal
from cycle_engine.machine import target_of
from cycle_engine.services.acting import find_case, find_transition, refusals_for
from cycle_engine.services.board import read_standing
from cycle_engine.services.command_lines import CommandLine, whole_command
from cycle_engine.services.desk import Desk
from cycle_engine.services.surroundings import Surroundings
from cycle_engine.store.cases import StoredCase, events_of
from cycle_engine.store.rows import Rows


@dataclass(frozen=True, slots=True)
class PossibleStep:
    """A transition, where it leads from here, and what stands against it."""

    transition: Transition
    target: str
    refusals: tuple[Refusal, ...]
    command: CommandLine | None


@dataclass(frozen=True, slots=True)
class Explanation:
    """A unit's stage and what can be done from it."""

    unit: str
    name: str
    track: Track
    stage: Stage
    steps: tuple[PossibleStep, ...]
    late: tuple[MilestoneStanding, ...] = ()
    """The milestones that came late or are late, with what was said for it; none where one transition is asked."""


def explain(desk: Desk, unit: str, transition: str = "") -> Explanation:
    """Say what stands against each transition of a unit's case, or against one that is named."""
    with desk.database.read() as rows:
        cycle, actor = desk.cycle(rows), desk.actor(rows)
        case = as_seen(rows, desk, find_case(rows, cycle, unit))
        track, state = cycle.workflow.track(case.track), case.state
        wanted = [find_transition(track, transition, unit)] if transition else track.transitions_from(state.stage)
        surroundings = Surroundings(rows, cycle, desk.today, until=desk.until)
        steps = []
        for step in wanted:
            circumstances = surroundings.circumstances(state, Act(unit, step.id), step)
            against = refusals_for(actor, cycle, case, step, circumstances)
            leaves = state.stage in step.sources
            target = target_of(track, state.stage, step.id, previous=state.previous_stage) if leaves else step.target
            steps.append(PossibleStep(step, target, against, whole_command(case.unit, step.id, against)))
        found = () if transition else read_standing(rows, desk, cycle, case).milestones
    late = tuple(milestone for milestone in found if milestone.is_own_delay)
    return Explanation(case.unit, case.unit_name, track, track.stage(state.stage), tuple(steps), late)


def as_seen(rows: Rows, desk: Desk, case: StoredCase) -> StoredCase:
    """Give a case as it stood at the moment looked at."""
    if desk.until is None:
        return case
    seen = [event for event in events_of(rows, case.id) if event.recorded_at <= desk.until]
    return replace(case, state=fold(seen))
