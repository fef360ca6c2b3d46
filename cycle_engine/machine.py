"""State machines by the ``transitions`` library: which steps leave a stage, where a step leads, and the drawing.

One machine per track answers for all its cases: no case is ever added to it, a step is tried on a small token. Guards
and roles are not the machine's business (``domain.guards``): the library could answer them only with yes or no.

The library is loaded when the first question is asked: most commands ask none.
"""

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from cycle_engine.domain.definition import PREVIOUS, Stage, Track, Transition
from cycle_engine.messages import Label, Language

if TYPE_CHECKING:
    from transitions import Machine

# The library refuses a step that is called like this attribute; no step of a file can be, as their ids are small.
_STAGE = "STAGE"


@dataclass(slots=True)
class _Token:
    """What a step is tried on: something that stands in a stage."""

    STAGE: str


def legal_transitions(track: Track, stage: str) -> tuple[Transition, ...]:
    """The transitions that leave a stage, in the file's order, whoever may make them and whatever they need."""
    leaving = set(_machine(track).get_triggers(stage))
    return tuple(transition for transition in track.transitions if transition.id in leaving)


def target_of(track: Track, stage: str, transition_id: str, *, previous: str | None = None) -> str:
    """The stage a transition leads to; ``previous`` is the one the case came from, where the file says so.

    Raises ``ValueError`` when the track has no such stage or transition, when the transition does not leave the
    stage, or when it leads back and nobody said where to.
    """
    from transitions import MachineError

    machine, token = _machine(track), _Token(stage)
    if transition_id not in machine.events:
        raise ValueError(transition_id)
    try:
        machine.events[transition_id].trigger(token)
    except MachineError as error:
        raise ValueError(str(error)) from error
    if _leads_back(track, transition_id):
        if previous is None or previous not in machine.states:
            raise ValueError(f"{transition_id} from {stage} leads back to {previous}")
        return previous
    return token.STAGE


def draw_mermaid(track: Track, language: Language) -> str:
    """Draw a track as a Mermaid state diagram, labels in ``language``, coloured by whose move it is.

    A transition that leads back to wherever the case came from is drawn as a loop with ↩.
    """
    machine = _machine(track)
    lines = ["stateDiagram-v2"]
    lines += [f'    state "{_drawable(stage.label, language)}" as {stage.id}' for stage in track.stages]
    lines.append(f"    [*] --> {machine.initial}")
    for transition in track.transitions:
        for edges in machine.events[transition.id].transitions.values():
            lines += [_edge(edge.source, edge.dest, transition, language) for edge in edges]
    lines += [f"    {stage.id} --> [*]" for stage in track.stages if stage.owner is None]
    lines += ["    classDef school fill:#e3f2fd,stroke:#1565c0", "    classDef department fill:#fff3e0,stroke:#e65100"]
    lines += ["    classDef nobody fill:#eeeeee,stroke:#616161"]
    lines += [f"    class {stage.id} {_owner_class(stage)}" for stage in track.stages]
    return "\n".join(lines) + "\n"


def _leads_back(track: Track, transition_id: str) -> bool:
    transition = track.find_transition(transition_id)
    return transition is not None and transition.target == PREVIOUS


@lru_cache(maxsize=32)
def _machine(track: Track) -> "Machine":
    """The machine of a track; built once, 0.3 ms, and shared: only tokens change."""
    from transitions import Machine

    return Machine(
        model=None,
        states=[stage.id for stage in track.stages],
        initial=track.initial,
        transitions=[
            {
                "trigger": transition.id,
                "source": list(transition.sources),
                # Without a destination the library checks the source and leaves the token where it stands.
                "dest": None if transition.target == PREVIOUS else transition.target,
            }
            for transition in track.transitions
        ],
        auto_transitions=False,
        send_event=True,
        model_attribute=_STAGE,
        model_override=True,
    )


def _edge(source: str, target: str | None, transition: Transition, language: Language) -> str:
    label = _drawable(transition.label, language)
    if target is None:
        return f"    {source} --> {source}: {label} ↩"
    return f"    {source} --> {target}: {label}"


def _owner_class(stage: Stage) -> str:
    return stage.owner.value if stage.owner else "nobody"


def _drawable(label: Label, language: Language) -> str:
    """Write a label with what Mermaid takes for its own signs as entities."""
    written = label.vi if language is Language.VI else label.en
    return "".join(f"#{ord(sign)};" if sign in '"#;:<>{}' else sign for sign in written)
