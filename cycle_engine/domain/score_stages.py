"""When each side's scores may be entered or changed: while the case stands where their level is recorded.

After that they change only through a return. Where a round began by handing the case back to the school, it may put
its own scores right there, since no later step of the round records them anew.
"""

from collections.abc import Iterator

from cycle_engine.domain.case import CaseState
from cycle_engine.domain.definition import PREVIOUS, LevelKind, Track, Transition
from cycle_engine.errors import Refusal
from cycle_engine.messages import text


def recording_transition(track: Track, kind: LevelKind) -> Transition | None:
    """The transition that records a side's level, or None on a track where nobody is scored."""
    return next((transition for transition in track.transitions if transition.level is kind), None)


def records_level(track: Track, kind: LevelKind, state: CaseState) -> bool:
    """Whether the transition that records the level still lies before the case."""
    recording = recording_transition(track, kind)
    return recording is not None and state.stage in recording.sources


def scoring_refusal(kind: LevelKind, track: Track, state: CaseState, unit: str) -> Refusal | None:
    """Refuse scores where they are not to be entered now, with the steps that lead to where they are."""
    recording = recording_transition(track, kind)
    kind_name = text(f"terms.scores_{kind.value}")
    if recording is None:
        said = text("scores.track_unscored", kind=kind_name, track=track.label)
        return Refusal("track_unscored", said, text("scores.track_unscored_hint"))
    if state.stage in recording.sources or _is_back_at(track, recording, state):
        return None
    stage = track.stage(state.stage).label
    stages = [track.stage(source).label for source in recording.sources]
    said = text("scores.closed", kind=kind_name, stage=stage, stages=stages)
    path = _path(track, state.stage, {*recording.sources, *_return_stages(track, recording)})
    if not path:
        return Refusal("scores_closed", said, text("scores.closed_no_way_hint", unit=unit))
    command = text("scores.step_command", unit=unit, transition=path[0].id, options=_options(path[0]))
    hint = text("scores.closed_hint", steps=[step.label for step in path], command=command)
    return Refusal("scores_closed", said, hint)


def _is_back_at(track: Track, recording: Transition, state: CaseState) -> bool:
    """Whether the case stands where a return handed it back to the party that enters these scores."""
    return any(
        step.target == state.stage and state.previous_stage in step.sources for step in _returns(track, recording)
    )


def _return_stages(track: Track, recording: Transition) -> set[str]:
    return {step.target for step in _returns(track, recording)}


def _returns(track: Track, recording: Transition) -> Iterator[Transition]:
    party = track.stage(recording.sources[0]).owner
    for step in track.transitions:
        if step.starts_round and step.target != PREVIOUS and track.stage(step.target).owner is party:
            yield step


def _path(track: Track, start: str, wanted: set[str]) -> tuple[Transition, ...]:
    """Find the fewest steps that lead to where scores may be entered."""
    seen = {start}
    ways: list[tuple[tuple[Transition, ...], str]] = [((), start)]
    while ways:
        way, stage = ways.pop(0)
        for step in track.transitions_from(stage):
            if step.target == PREVIOUS or track.stage(step.target).owner is None:
                continue
            if step.target in wanted and (step.starts_round or not _only_returns_lead(track, step.target)):
                return (*way, step)
            if step.target not in seen:
                seen.add(step.target)
                ways.append(((*way, step), step.target))
    return ()


def _only_returns_lead(track: Track, stage: str) -> bool:
    """Whether scores may be entered in a stage only after a return: no transition records a level from there."""
    return not any(step.level is not None and stage in step.sources for step in track.transitions)


def _options(step: Transition) -> str:
    return ' --reason "…"' if any(call.name == "has_reason" for call in step.guards) else ""
