"""Who may hand in evidence and when, for what, and what is still without any.

Evidence is open until the level of the external review is recorded: the school may while the case is with it, the
reviewers also while they review. Both are read off the workflow, by the steps that record levels and not by names.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from cycle_engine.domain.case import CaseState
from cycle_engine.domain.definition import PREVIOUS, LevelKind, Party, Role, Track
from cycle_engine.domain.evidence import WHOLE, EvidenceItem, EvidenceState
from cycle_engine.domain.indicators import IndicatorSet
from cycle_engine.domain.score_checks import LONGEST_ID
from cycle_engine.domain.score_stages import recording_transition
from cycle_engine.errors import Refusal
from cycle_engine.messages import text


@dataclass(frozen=True, slots=True)
class Want:
    """Something that wants evidence: a criterion, a group of a set without criteria, or the whole case."""

    code: str
    label: str = ""
    hint: str = ""
    is_mandatory: bool = False


@dataclass(frozen=True, slots=True)
class Gap:
    """A want with no evidence that counts, and how many of last year's items only wait to be confirmed."""

    want: Want
    to_be_confirmed: int = 0


def evidence_stages(track: Track) -> tuple[str, ...]:
    """Name the stages in which evidence may be handed in: those a case can come to before its review is concluded."""
    last = recording_transition(track, LevelKind.EXTERNAL)
    reached, ahead = {track.initial}, [track.initial] if last else []
    while ahead:
        for step in track.transitions_from(ahead.pop()):
            if step is not last and step.target != PREVIOUS and step.target not in reached:
                reached.add(step.target)
                ahead.append(step.target)
    return tuple(stage.id for stage in track.stages if last and stage.id in reached and stage.owner)


def evidence_roles(track: Track, stage: str) -> tuple[Role, ...]:
    """Name the roles that may hand in evidence in a stage: the reviewers, and who self-assesses while it is theirs."""
    roles = [LevelKind.EXTERNAL]
    if track.stage(stage).owner is Party.SCHOOL:
        roles.insert(0, LevelKind.SELF)
    steps = [recording_transition(track, kind) for kind in roles]
    return tuple(dict.fromkeys(role for step in steps if step for role in step.roles))


def evidence_refusal(track: Track, state: CaseState, unit: str) -> Refusal | None:
    """Refuse evidence where the case takes none now."""
    stages = evidence_stages(track)
    if state.stage in stages:
        return None
    hint = text("evidence.closed_hint", unit=unit)
    if not stages:
        return Refusal("track_without_evidence", text("evidence.track_without", track=track.label), hint)
    labels = [track.stage(stage).label for stage in stages]
    said = text("evidence.closed", stage=track.stage(state.stage).label, stages=labels)
    return Refusal("evidence_closed", said, hint)


def evidence_role_refusal(track: Track, state: CaseState, roles: frozenset[Role], unit: str) -> Refusal | None:
    """Refuse a person none of whose roles may hand in evidence now; an administrator may always."""
    allowed = evidence_roles(track, state.stage)
    if Role.ADMIN in roles or roles & set(allowed):
        return None
    names = [text(f"terms.role_{role}") for role in allowed]
    said = text("evidence.not_permitted", stage=track.stage(state.stage).label, roles=names)
    return Refusal("not_permitted", said, text("evidence.not_permitted_hint", unit=unit))


def code_refusal(code: str, indicators: IndicatorSet) -> Refusal | None:
    """Refuse a code that the set does not have. A set without groups takes any group's name, as totals do."""
    known = [group.id for group in indicators.groups] + [criterion.code for criterion in indicators.criteria]
    if code == WHOLE or code in known or (not known and 0 < len(code) <= LONGEST_ID):
        return None
    codes = [*known, WHOLE]
    return Refusal("criterion_unknown", text("evidence.code_unknown", code=code), text("evidence.codes", codes=codes))


def wants_of(indicators: IndicatorSet) -> tuple[Want, ...]:
    """List what wants evidence: the criteria; where nobody has entered any, the groups; without those, the whole."""
    if indicators.criteria:
        return tuple(
            Want(one.code, one.label, one.evidence_hint, is_mandatory=one.mandatory) for one in indicators.criteria
        )
    return tuple(Want(group.id, group.label) for group in indicators.groups) or (Want(WHOLE),)


def gaps_in(items: Sequence[EvidenceItem], indicators: IndicatorSet) -> tuple[Gap, ...]:
    """List what has no evidence that counts. What serves a group or the whole proves none of its criteria."""
    return tuple(_gaps(items, wants_of(indicators)))


def _gaps(items: Sequence[EvidenceItem], wants: Sequence[Want]) -> Iterator[Gap]:
    for want in wants:
        own = [item.state for item in items if want.code in (item.criterion or WHOLE, WHOLE)]
        if EvidenceState.CONFIRMED not in own:
            yield Gap(want, own.count(EvidenceState.TO_BE_CONFIRMED))
