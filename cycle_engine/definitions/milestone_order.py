"""Which milestones must be fulfilled before another can be.

On one track that follows from the graph; between tracks from the guards: a step that waits until a track has come to
a stage, or until no case is left in one, needs the milestones of the steps that lead there.
"""

from collections.abc import Iterator

from cycle_engine.definitions.track_graph import is_needed_for, reachable_stages
from cycle_engine.domain.definition import GuardCall, Milestone, Plan, Track, Transition, Workflow


def milestones_needed_for(milestone: Milestone, plan: Plan, workflow: Workflow) -> tuple[Milestone, ...]:
    """The plan's milestones that must come before this one; none for one that completes nothing known."""
    found = _completing(milestone, workflow)
    if found is None:
        return ()
    needed = set(_steps_needed(*found, workflow))
    return tuple(other for other in plan.milestones if (other.track, other.completes) in needed)


def _completing(milestone: Milestone, workflow: Workflow) -> tuple[Track, Transition] | None:
    track = next((track for track in workflow.tracks if track.name == milestone.track), None)
    step = track.find_transition(milestone.completes or "") if track else None
    return (track, step) if track and step else None


def _steps_needed(track: Track, step: Transition, workflow: Workflow) -> Iterator[tuple[str, str]]:
    """Name the steps, by track and id, without which this one cannot be made."""
    for other in track.transitions:
        if is_needed_for(track, other, step):
            yield track.name, other.id
    for call in step.guards:
        yield from _steps_guarded(call, workflow)


def _steps_guarded(call: GuardCall, workflow: Workflow) -> Iterator[tuple[str, str]]:
    track_name, _, stage = call.argument.partition(".")
    track = next((track for track in workflow.tracks if track.name == track_name), None)
    if track is None:
        return
    for step in track.transitions:
        leads_there = call.name == "track_has_reached" and stage not in reachable_stages(track, without=step.id)
        leads_away = call.name == "no_case_in" and stage in step.sources
        if leads_there or leads_away:
            yield track.name, step.id
