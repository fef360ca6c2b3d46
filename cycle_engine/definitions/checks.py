"""Whether a workflow can work: its stages can be come to and left, its words name something.

The checks take values, so that they hold for what a file says and for what a program put together alike. Rows are
counted from 1, as the reader counts them.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from cycle_engine.definitions.findings import Finding, error, repeated_ids, unknown
from cycle_engine.definitions.track_graph import ending_stages, reachable_stages
from cycle_engine.domain.announcements import TOLD_LETTERS
from cycle_engine.domain.definition import PREVIOUS, GuardCall, LevelKind, Party, Role, Track, Transition, Workflow
from cycle_engine.domain.guards import GUARDS, ArgumentKind
from cycle_engine.domain.milestones import party_of


def check_workflow(workflow: Workflow) -> tuple[Finding, ...]:
    """Find everything that cannot work in a workflow; empty where it is sound."""
    return (
        *_product_findings(workflow),
        *(finding for track in workflow.tracks for finding in _track_findings(workflow, track)),
    )


def _product_findings(workflow: Workflow) -> Iterator[Finding]:
    asked = {product for track in workflow.tracks for step in track.transitions for product in step.products}
    yield from repeated_ids("products", (product.id for product in workflow.products))
    for number, product in enumerate(workflow.products, start=1):
        if product.id not in asked:
            yield error(f"products[{number}]", "product_unasked", product=product.id)


def _track_findings(workflow: Workflow, track: Track) -> Iterator[Finding]:
    where = f"tracks.{track.name}"
    yield from repeated_ids(f"{where}.stages", (stage.id for stage in track.stages))
    yield from repeated_ids(f"{where}.transitions", (step.id for step in track.transitions))
    yield from _initial_findings(track, where)
    yield from _stage_findings(track, where)
    for number, step in enumerate(track.transitions, start=1):
        asked = _Asked(workflow, track, step, f"{where}.transitions[{number}]")
        yield from _step_findings(asked)
        yield from _letter_findings(asked)
        for call in step.guards:
            yield from _guard_findings(asked, call)


def _initial_findings(track: Track, where: str) -> Iterator[Finding]:
    stages = {stage.id: stage for stage in track.stages}
    if track.initial not in stages:
        yield unknown(f"{where}.initial", "unknown_stage", track.initial, stages)
    elif stages[track.initial].owner is None:
        yield error(f"{where}.initial", "initial_is_nobodys", stage=track.initial)


def _stage_findings(track: Track, where: str) -> Iterator[Finding]:
    reachable, ending = reachable_stages(track), ending_stages(track)
    knows_initial = any(stage.id == track.initial for stage in track.stages)
    for number, stage in enumerate(track.stages, start=1):
        if stage.id == PREVIOUS:
            yield error(f"{where}.stages[{number}].id", "stage_named_previous", stage=stage.id)
        if knows_initial and stage.id not in reachable:
            yield error(f"{where}.stages[{number}]", "stage_unreachable", stage=stage.id)
        if stage.id not in ending:
            yield error(f"{where}.stages[{number}]", "stage_without_end", stage=stage.id)


@dataclass(frozen=True, slots=True)
class _Asked:
    """The step in question and where it stands."""

    workflow: Workflow
    track: Track
    step: Transition
    where: str


def _step_findings(asked: _Asked) -> Iterator[Finding]:
    step, where = asked.step, asked.where
    stages = [stage.id for stage in asked.track.stages]
    for source in step.sources:
        if source not in stages:
            yield unknown(f"{where}.from", "unknown_stage", source, stages)
    if step.target not in (*stages, PREVIOUS):
        yield unknown(f"{where}.to", "unknown_stage", step.target, [*stages, PREVIOUS])
    if not step.sources:
        yield error(f"{where}.from", "step_from_nowhere", step=step.id)
    if not _may_be_made(asked):
        yield error(f"{where}.by", "step_by_nobody", step=step.id)
    products = [product.id for product in asked.workflow.products]
    for product in step.products:
        if product not in products:
            yield unknown(f"{where}.products", "unknown_product", product, products)


def _letter_findings(asked: _Asked) -> Iterator[Finding]:
    products = [product.id for product in asked.workflow.products]
    for number, telling in enumerate(asked.step.tells, start=1):
        where = f"{asked.where}.tells[{number}]"
        if telling.letter not in TOLD_LETTERS:
            yield unknown(f"{where}.letter", "unknown_template", telling.letter, TOLD_LETTERS)
        if telling.product and telling.product not in products:
            yield unknown(f"{where}.product", "unknown_product", telling.product, products)


def _may_be_made(asked: _Asked) -> bool:
    """Whether a role can make the step: a school acts on its own case only, never on the department's."""
    if _party(asked.track) is Party.DEPARTMENT:
        return any(role is not Role.SCHOOL for role in asked.step.roles)
    return bool(asked.step.roles)


def _guard_findings(asked: _Asked, call: GuardCall) -> Iterator[Finding]:
    where = f"{asked.where}.guards"
    if call.name not in GUARDS:
        yield unknown(where, "unknown_guard", call.name, GUARDS)
        return
    yield from ARGUMENT_CHECKS[GUARDS[call.name].argument](asked, call, where)


def _no_argument_findings(_asked: _Asked, call: GuardCall, where: str) -> Iterator[Finding]:
    if call.argument:
        yield error(where, "guard_without_argument", guard=call.name, argument=call.argument)


def _level_findings(asked: _Asked, call: GuardCall, where: str) -> Iterator[Finding]:
    levels = [level.value for level in LevelKind]
    if call.argument not in levels:
        yield unknown(where, "unknown_level", call.argument, levels)
    elif all(step.level != call.argument for step in asked.track.transitions):
        yield error(where, "level_unrecorded", level=call.argument, track=asked.track.name)


def _guarded_stage_findings(asked: _Asked, call: GuardCall, where: str) -> Iterator[Finding]:
    track_name, _, stage = call.argument.partition(".")
    tracks = {track.name: track for track in asked.workflow.tracks}
    if track_name not in tracks:
        yield unknown(where, "unknown_track", track_name, tracks)
        return
    stages = [known.id for known in tracks[track_name].stages]
    if stage not in stages:
        yield unknown(where, "unknown_stage", stage, stages)
    elif call.name == "track_has_reached" and _party(tracks[track_name]) is Party.SCHOOL:
        yield error(where, "gate_on_many_cases", track=track_name, stage=stage)


def _party(track: Track) -> Party | None:
    """Whose track it is: the department's has one case, the schools' many. None where nobody begins it."""
    return party_of(track) if any(stage.id == track.initial for stage in track.stages) else None


ARGUMENT_CHECKS: Final[Mapping[ArgumentKind, Callable[[_Asked, GuardCall, str], Iterator[Finding]]]] = {
    ArgumentKind.NOTHING: _no_argument_findings,
    ArgumentKind.LEVEL: _level_findings,
    ArgumentKind.STAGE: _guarded_stage_findings,
}
