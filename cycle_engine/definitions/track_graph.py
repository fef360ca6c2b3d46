"""Which stages of a track can be come to, and which step needs which other.

A step back to ``previous`` leads to no stage that was not come to before, so it opens no way; only where the question
is whether a case can ever end does it count, as leading to every stage from which its source is come to.
"""

from collections.abc import Mapping

from cycle_engine.domain.definition import PREVIOUS, Track, Transition


def reachable_stages(track: Track, *, without: str | None = None) -> frozenset[str]:
    """Name the stages a new case can come to, if need be without ever making one of the steps."""
    steps = [step for step in track.transitions if step.id != without and step.target != PREVIOUS]
    onward = {stage: {step.target for step in steps if stage in step.sources} for stage in _named_stages(track)}
    return _closure({track.initial}, onward)


def ending_stages(track: Track) -> frozenset[str]:
    """Name the stages from which a case can come to a stage where nobody has to move."""
    backward: dict[str, set[str]] = {stage: set() for stage in _named_stages(track)}
    for step in track.transitions:
        for target in _targets(track, step):
            backward.setdefault(target, set()).update(step.sources)
    return _closure({stage.id for stage in track.stages if stage.owner is None}, backward)


def is_needed_for(track: Track, first: Transition, then: Transition) -> bool:
    """Whether no case can make the step ``then`` without having made ``first``; a step nobody can make needs none."""
    sources = reachable_stages(track) & set(then.sources)
    return first.id != then.id and bool(sources) and not sources & reachable_stages(track, without=first.id)


def _targets(track: Track, step: Transition) -> set[str]:
    if step.target != PREVIOUS:
        return {step.target}
    return {source for into in track.transitions if into.target in step.sources for source in into.sources}


def _named_stages(track: Track) -> set[str]:
    return {stage.id for stage in track.stages} | {source for step in track.transitions for source in step.sources}


def _closure(start: set[str], onward: Mapping[str, set[str]]) -> frozenset[str]:
    reached, waiting = set(start), list(start)
    while waiting:
        found = onward.get(waiting.pop(), set()) - reached
        waiting.extend(found)
        reached |= found
    return frozenset(reached)
