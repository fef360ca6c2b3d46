"""What a transition needs, each need answered with a reason and the cure, never only yes or no.

Guards are named in workflow files and looked up here; a file cannot bring code of its own. ``refusals`` lists every
unmet need at once, so that ``why`` and ``advance`` say the same.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from cycle_engine.domain.case import CaseState, products_in_hand
from cycle_engine.domain.definition import LEVELS, GuardCall, LevelKind, ProductForm, Role, Transition, Workflow
from cycle_engine.domain.events import Document
from cycle_engine.domain.indicators import NO_INDICATORS, IndicatorSet
from cycle_engine.domain.levels import Verdict, judge_case, side_judged
from cycle_engine.domain.web_links import parse_web_link
from cycle_engine.errors import Refusal
from cycle_engine.messages import text


@dataclass(frozen=True, slots=True)
class Act:
    """What somebody asks for: a transition of a unit's case, with what comes with it."""

    unit: str
    transition: str
    documents: tuple[Document, ...] = ()
    number: str = ""
    level: int | None = None
    reason: str = ""
    note: str = ""
    until: date | None = None
    occurred_on: date | None = None


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What guards may look at: the case, the act, and the other cases of the cycle.

    ``stages_reached`` maps each track that has a single case to the stages that case has come to so far;
    ``cases_in`` maps ``track.stage`` to the names of the units whose cases stand there. ``office`` is the code of the
    unit that has the single cases.
    """

    workflow: Workflow
    state: CaseState
    act: Act
    stages_reached: Mapping[str, frozenset[str]] = field(default_factory=dict)
    cases_in: Mapping[str, Sequence[str]] = field(default_factory=dict)
    office: str = ""
    indicators: IndicatorSet = NO_INDICATORS


class ArgumentKind(StrEnum):
    """What a guard's argument in a workflow file has to name."""

    NOTHING = "nothing"
    LEVEL = "level"
    STAGE = "stage"


@dataclass(frozen=True, slots=True)
class Guard:
    """A named need, the kind of argument it takes, and the function that answers it."""

    argument: ArgumentKind
    check: Callable[[Circumstances, str], Refusal | None]


def refusals(transition: Transition, circumstances: Circumstances) -> tuple[Refusal, ...]:
    """List every unmet need of a transition: products, levels, guards. The stage and the actor are asked elsewhere."""
    return (
        *_document_refusals(circumstances),
        *_product_refusals(transition, circumstances),
        *_level_refusals(transition, circumstances),
        *(refusal for call in transition.guards if (refusal := _ask(call, circumstances))),
    )


def stage_refusal(transition: Transition, circumstances: Circumstances) -> Refusal | None:
    """Refuse a transition that does not leave the stage the case is in."""
    act, state = circumstances.act, circumstances.state
    if state.stage in transition.sources:
        return None
    track = next(track for track in circumstances.workflow.tracks if transition in track.transitions)
    sources = [track.stage(source).label for source in transition.sources]
    return Refusal(
        "wrong_stage",
        text("refusals.wrong_stage", stage=track.stage(state.stage).label, transition=transition.id, sources=sources),
        text("refusals.wrong_stage_hint", unit=act.unit),
    )


def role_refusal(transition: Transition, roles: frozenset[Role], unit: str) -> Refusal | None:
    """Refuse an actor none of whose roles may make the transition; an administrator may act in every role."""
    if Role.ADMIN in roles or roles & set(transition.roles):
        return None
    return Refusal(
        "not_permitted",
        text(
            "refusals.not_permitted",
            transition=transition.id,
            roles=[text(f"terms.role_{role}") for role in transition.roles],
        ),
        text("refusals.not_permitted_hint", unit=unit, role=transition.roles[0].value),
    )


def _ask(call: GuardCall, circumstances: Circumstances) -> Refusal | None:
    return GUARDS[call.name].check(circumstances, call.argument)


def _product_refusals(transition: Transition, circumstances: Circumstances) -> Iterator[Refusal]:
    act = circumstances.act
    in_hand = products_in_hand(circumstances.state) | {document.kind for document in act.documents}
    for product_id in transition.products:
        if product_id in in_hand:
            continue
        product = circumstances.workflow.product(product_id)
        sample = SAMPLE_LINK if product.form is ProductForm.LINK else text("refusals.sample_file")
        yield Refusal(
            "product_missing",
            text("refusals.product_missing", product=product.label, kind=product_id),
            text(
                "refusals.product_missing_hint", unit=act.unit, transition=act.transition, kind=product_id, file=sample
            ),
            ("--document", text("refusals.paper_word", kind=product_id, file=sample)),
        )


def _document_refusals(circumstances: Circumstances) -> Iterator[Refusal]:
    known = {product.id: product for product in circumstances.workflow.products}
    for document in circumstances.act.documents:
        product = known.get(document.kind)
        if product is None:
            yield Refusal(
                "unknown_product",
                text("refusals.unknown_product", kind=document.kind),
                text("refusals.unknown_product_hint", kinds=sorted(known)),
            )
        elif document.link and product.form is ProductForm.FILE:
            yield _wrong_form(document, "file_wanted", text("refusals.sample_file"))
        elif not document.link and product.form is ProductForm.LINK:
            yield _wrong_form(document, "link_wanted", SAMPLE_LINK)
        elif product.form is ProductForm.LINK and parse_web_link(document.link) is None:
            yield _wrong_form(document, "link_unusable", SAMPLE_LINK)


def _wrong_form(document: Document, code: str, sample: object) -> Refusal:
    return Refusal(
        code,
        text(f"refusals.{code}", kind=document.kind),
        text(f"refusals.{code}_hint", kind=document.kind),
        ("--document", text("refusals.paper_word", kind=document.kind, file=sample)),
    )


def _level_refusals(transition: Transition, circumstances: Circumstances) -> Iterator[Refusal]:
    act = circumstances.act
    if act.level is None:
        return
    if transition.level is None:
        yield Refusal(
            "level_not_asked",
            text("refusals.level_not_asked", transition=transition.id),
            text("refusals.level_not_asked_hint"),
        )
    elif act.level not in LEVELS:
        said = text("refusals.level_unknown", level=act.level)
        yield Refusal("level_unknown", said, text("refusals.level_hint"), _SUPPLY_LEVEL)
    else:
        yield from _score_refusals(transition.level, act.level, circumstances)


def _score_refusals(kind: LevelKind, level: int, circumstances: Circumstances) -> Iterator[Refusal]:
    """Refuse a level that the scores exclude; what is recognised may differ from them, with a reason."""
    act = circumstances.act
    verdict = judge_case(kind, circumstances.state, circumstances.indicators)
    if verdict is None or (level == verdict.level if verdict.level else not verdict.contradicts(level)):
        return
    side = side_judged(kind, circumstances.state) or kind
    facts = {"unit": act.unit, "kind": side.value, "level": level, "scored": _scored_level(verdict)}
    if kind is not LevelKind.RECOGNIZED:
        said = text("refusals.level_contradicts", **facts)
        yield Refusal("level_contradicts", said, text("refusals.level_contradicts_hint", **facts))
    elif not act.reason:
        said, hint = text("refusals.overruled", **facts), text("refusals.overruled_hint", **facts)
        yield Refusal("overruled_without_reason", said, hint, ("--reason", text("refusals.reason_word")))


def _scored_level(verdict: Verdict) -> object:
    if verdict.level is not None:
        return verdict.level
    return text("refusals.levels_between", lowest=verdict.lowest, highest=verdict.highest)


def _has_reason(circumstances: Circumstances, _argument: str) -> Refusal | None:
    act = circumstances.act
    if act.reason:
        return None
    return Refusal(
        "reason_missing",
        text("refusals.reason_missing"),
        text("refusals.reason_missing_hint", unit=act.unit, transition=act.transition),
        ("--reason", text("refusals.reason_word")),
    )


def _has_level(circumstances: Circumstances, argument: str) -> Refusal | None:
    kind, act = LevelKind(argument), circumstances.act
    verdict = judge_case(kind, circumstances.state, circumstances.indicators)
    if act.level is not None or (kind in circumstances.state.levels if verdict is None else verdict.level):
        return None
    if verdict:
        said = text("refusals.scores_undecided", level=text(f"terms.level_{kind.value}"))
        side = side_judged(kind, circumstances.state) or kind
        hint = text("refusals.scores_undecided_hint", unit=act.unit, transition=act.transition, kind=side.value)
        return Refusal("scores_undecided", said, hint, _SUPPLY_LEVEL)
    return Refusal(
        "level_missing",
        text("refusals.level_missing", level=text(f"terms.level_{kind.value}")),
        text("refusals.level_missing_hint", unit=act.unit, transition=act.transition, kind=kind.value),
        _SUPPLY_LEVEL,
    )


def _track_has_reached(circumstances: Circumstances, argument: str) -> Refusal | None:
    track_name, _, stage_id = argument.partition(".")
    if stage_id in circumstances.stages_reached.get(track_name, frozenset()):
        return None
    track, office = circumstances.workflow.track(track_name), circumstances.office
    said = text("refusals.gate_closed", track=track.label, stage=track.stage(stage_id).label)
    hint = text("refusals.gate_closed_office_hint", unit=office) if office else text("refusals.gate_closed_hint")
    return Refusal("gate_closed", said, hint)


def _no_case_in(circumstances: Circumstances, argument: str) -> Refusal | None:
    names = circumstances.cases_in.get(argument, ())
    if not names:
        return None
    track_name, _, stage_id = argument.partition(".")
    stage = circumstances.workflow.track(track_name).stage(stage_id)
    return Refusal(
        "cases_remain",
        text("refusals.cases_remain", count=len(names), stage=stage.label, names=names),
        text("refusals.cases_remain_hint", stage=stage_id),
    )


SAMPLE_LINK = "https://…"
"""What stands for a link that somebody is to fill in."""

_SUPPLY_LEVEL = ("--level", "N")

GUARDS: Mapping[str, Guard] = {
    "has_reason": Guard(ArgumentKind.NOTHING, _has_reason),
    "has_level": Guard(ArgumentKind.LEVEL, _has_level),
    "track_has_reached": Guard(ArgumentKind.STAGE, _track_has_reached),
    "no_case_in": Guard(ArgumentKind.STAGE, _no_case_in),
}
