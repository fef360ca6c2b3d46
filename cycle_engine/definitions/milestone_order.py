"""Which milestones must be fulfilled before another can be.

On one track that follows from the graph; between tracks from the guards: a step that waits until a track has come to
a stage, or until no case is left in one, needs the milestones of the steps that lead there. A step on the way that no
milestone of the track completes is promised where another track's milestone hands its document in: a school publishes
after the office's milestone with the decision.
"""

from collections.abc import Collection, Iterator

from cycle_engine.definitions.track_graph import is_needed_for, reachable_stages
from cycle_engine.domain.definition import GuardCall, Milestone, Plan, Track, Transition, Workflow


def milestones_needed_for(milestone: Milestone, plan: Plan, workflow: Workflow) -> tuple[Milestone, ...]:
    """The plan's milestones that must come before this one; none for one that completes nothing known."""
    found = _completing(milestone, workflow)
    if found is None:
        return ()
    needed = set(_steps_needed(*found, workflow))
    promised = _products_promised(found[0], needed, plan)
    return tuple(
        other
        for other in plan.milestones
        if (other.track, other.completes) in needed
        or (other.track != milestone.track and not promised.isdisjoint(other.products))
    )


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


def _products_promised(track: Track, needed: Collection[tuple[str, str]], plan: Plan) -> frozenset[str]:
    """Name what must be handed in on the way by steps for which the track has no milestone of its own."""
    completed = {milestone.completes for milestone in plan.milestones_of(track.name)}
    steps = (step for step in track.transitions if (track.name, step.id) in needed and step.id not in completed)
    return frozenset(product for step in steps for product in step.products)


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
