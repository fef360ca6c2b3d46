"""Any workflow and plan survive their files and frozen copies; no file, whatever it says, breaks the readers."""

import json
from collections.abc import Callable, Mapping
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from cycle_engine.definitions.checks import check_workflow
from cycle_engine.definitions.frozen_copies import plan_from_json, plan_to_json, workflow_from_json, workflow_to_json
from cycle_engine.definitions.plan_checks import check_plan
from cycle_engine.definitions.plan_reader import parse_plan
from cycle_engine.definitions.workflow_reader import parse_workflow
from cycle_engine.domain.definition import (
    LADDER_ADDRESSEES,
    GuardCall,
    LatePolicy,
    LevelKind,
    Milestone,
    Party,
    Plan,
    Product,
    ProductForm,
    Role,
    Rung,
    Stage,
    Track,
    Transition,
    Workflow,
)
from cycle_engine.domain.guards import GUARDS
from cycle_engine.errors import FileInvalid, Problem
from cycle_engine.formatting import normalised
from cycle_engine.messages import Label
from tests.definition_files import PLAN_TEXT, PRESCHOOL_TEXT

ids = st.from_regex(r"[a-z][a-z0-9_]{0,8}", fullmatch=True)
texts = st.text("aàảãáạăâbcdđeêghiklmnoôơpqrstuưvxy ABC0123456789\"'\\#;:[]{}=,./…–", min_size=1, max_size=20).map(
    normalised
)
texts = texts.filter(bool)
labels = st.builds(Label, texts, texts)
words = st.lists(texts, max_size=3, unique=True).map(tuple)
names = st.lists(ids, max_size=3, unique=True).map(tuple)
days = st.dates(date(2024, 9, 1), date(2025, 8, 31))
arguments = st.one_of(
    st.just(""), st.builds("{}.{}".format, ids, ids), st.sampled_from([level.value for level in LevelKind])
)
guards = st.lists(st.builds(GuardCall, st.sampled_from(sorted(GUARDS)), arguments), max_size=2, unique=True).map(tuple)
transitions = st.builds(
    Transition,
    id=ids,
    label=labels,
    sources=names,
    target=ids,
    roles=st.lists(st.sampled_from(Role), unique=True).map(tuple),
    products=names,
    guards=guards,
    level=st.none() | st.sampled_from(LevelKind),
    starts_round=st.booleans(),
    sets_deadline=st.booleans(),
    recognised_by=words,
)
stages = st.builds(Stage, ids, labels, st.none() | st.sampled_from(Party))
tracks = st.builds(
    Track,
    name=ids,
    label=labels,
    initial=ids,
    stages=st.lists(stages, min_size=1, max_size=4, unique_by=lambda stage: stage.id).map(tuple),
    transitions=st.lists(transitions, min_size=1, max_size=4, unique_by=lambda step: step.id).map(tuple),
)
products = st.builds(Product, ids, labels, st.sampled_from(ProductForm), words)
workflows = st.builds(
    Workflow,
    id=ids,
    version=st.integers(1, 99),
    label=labels,
    applies_to=st.lists(st.sampled_from(["preschool", "primary"]), min_size=1, unique=True).map(tuple),
    tracks=st.lists(tracks, max_size=2, unique_by=lambda track: track.name).map(tuple),
    products=st.lists(products, max_size=3, unique_by=lambda product: product.id).map(tuple),
    source=texts,
)
milestones = st.builds(
    Milestone,
    id=st.from_regex(r"[IV]{1,3}\.[0-9]{1,2}", fullmatch=True),
    track=ids,
    title=texts,
    opens=st.none() | days,
    due=st.none() | days,
    products=names,
    completes=st.none() | ids,
    source=texts,
)
addressees = st.sampled_from(LADDER_ADDRESSEES)
rungs = st.builds(Rung, st.integers(-30, 30), addressees, st.lists(addressees, max_size=2, unique=True).map(tuple), ids)
plans = st.builds(
    Plan,
    number=texts,
    issued=days,
    school_year=st.just("2024-2025"),
    title=texts,
    authority=texts,
    workflow=ids,
    late_policy=st.sampled_from(LatePolicy),
    handover_days=st.integers(0, 30),
    supplement_days=st.integers(1, 30),
    milestones=st.lists(milestones, min_size=1, max_size=4, unique_by=lambda milestone: milestone.id).map(tuple),
    ladder=st.lists(rungs, max_size=4).map(tuple),
)


@given(workflows)
def test_a_workflow_survives_its_frozen_copy(workflow: Workflow) -> None:
    copy = workflow_to_json(workflow)
    assert repr(workflow_from_json(copy)) == repr(workflow)  # words as enum members, lists as tuples
    assert workflow_to_json(workflow_from_json(copy)) == copy


@given(plans)
def test_a_plan_survives_its_frozen_copy(plan: Plan) -> None:
    copy = plan_to_json(plan)
    assert repr(plan_from_json(copy)) == repr(plan)
    assert plan_to_json(plan_from_json(copy)) == copy


@given(workflows)
def test_a_workflow_survives_its_file(workflow: Workflow) -> None:
    assert parse_workflow(_workflow_file(workflow), file="w.toml") == workflow


@given(plans)
def test_a_plan_survives_its_file(plan: Plan) -> None:
    assert parse_plan(_plan_file(plan), file="p.toml") == plan


@given(workflows, plans)
def test_no_workflow_and_no_plan_break_the_checks(workflow: Workflow, plan: Plan) -> None:
    for finding in (*check_workflow(workflow), *check_plan(plan, workflow)):
        assert str(finding)
        assert str(finding.hint)


KEYS = sorted({word for word in (PRESCHOOL_TEXT + PLAN_TEXT).split() if word.isidentifier() and word.isascii()})
scalars = st.one_of(st.booleans(), st.integers(-9, 9), st.floats(-1, 1), texts, days, st.sampled_from(KEYS))
documents = st.dictionaries(
    st.sampled_from([*KEYS, "tracks", "stages", "transitions", "products", "milestones", "ladder"]),
    st.recursive(
        scalars,
        lambda inside: st.lists(inside, max_size=3) | st.dictionaries(st.sampled_from(KEYS) | ids, inside, max_size=5),
        max_leaves=12,
    ),
    max_size=8,
)


@given(documents)
def test_whatever_a_file_says_it_is_read_or_every_problem_has_a_place(document: Mapping[str, object]) -> None:
    content = "\n".join(f"{_toml(key)} = {_toml(value)}" for key, value in document.items())
    for read in (parse_workflow, parse_plan):
        assert all(problem.where and str(problem) for problem in _problems(read, content))


@given(st.text(max_size=80))
def test_whatever_text_is_given_it_is_read_or_refused(content: str) -> None:
    for read in (parse_workflow, parse_plan):
        assert all(str(problem) for problem in _problems(read, content))


def _problems(read: Callable[..., Workflow | Plan], content: str) -> tuple[Problem, ...]:
    try:
        read(content, file="any.toml")
    except FileInvalid as refused:
        return refused.problems
    return ()


def _toml(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{_toml(k)} = {_toml(v)}" for k, v in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(_toml, value)) + "]"
    return repr(value)


def _workflow_file(workflow: Workflow) -> str:
    document = {
        "id": workflow.id,
        "version": workflow.version,
        "label": _label(workflow.label),
        "applies_to": workflow.applies_to,
        "source": workflow.source,
        "tracks": {track.name: _track(track) for track in workflow.tracks},
        "products": [
            {"id": p.id, "label": _label(p.label), "form": p.form, "recognised_by": p.recognised_by}
            for p in workflow.products
        ],
    }
    return "\n".join(f"{key} = {_toml(value)}" for key, value in document.items())


def _track(track: Track) -> dict[str, object]:
    stages = [{"id": s.id, "label": _label(s.label)} | ({"owner": s.owner} if s.owner else {}) for s in track.stages]
    steps = [
        {
            "id": t.id,
            "label": _label(t.label),
            "from": t.sources,
            "to": t.target,
            "by": t.roles,
            "products": t.products,
            "guards": [str(guard) for guard in t.guards],
            "starts_round": t.starts_round,
            "sets_deadline": t.sets_deadline,
            "recognised_by": t.recognised_by,
        }
        | ({"level": t.level} if t.level else {})
        for t in track.transitions
    ]
    return {"label": _label(track.label), "initial": track.initial, "stages": stages, "transitions": steps}


def _label(label: Label) -> dict[str, str]:
    return {"vi": label.vi, "en": label.en}


def _plan_file(plan: Plan) -> str:
    rows = {name: getattr(plan, name) for name in Plan.__slots__ if name not in ("milestones", "ladder")}
    rows["milestones"] = [_given(milestone) for milestone in plan.milestones]
    rows["ladder"] = [_given(rung) for rung in plan.ladder]
    return "\n".join(f"{key} = {_toml(value)}" for key, value in rows.items())


def _given(row: Milestone | Rung) -> dict[str, object]:
    """The row's keys, without those that have nothing to say."""
    values = {name: getattr(row, name) for name in type(row).__slots__}
    return {name: value for name, value in values.items() if value is not None}
