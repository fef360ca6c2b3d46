import subprocess
import sys
from pathlib import Path

import pytest

from cycle_engine.definitions.workflow_reader import read_workflow
from cycle_engine.domain.definition import PREVIOUS, Party, Role, Stage, Track, Transition
from cycle_engine.machine import draw_mermaid, legal_transitions, target_of
from cycle_engine.messages import Label, Language
from cycle_engine.resources import shipped

PRESCHOOL = read_workflow(shipped("workflows") / "preschool.toml")
SCHOOL = PRESCHOOL.track("school")


@pytest.mark.parametrize(
    ("stage", "transitions"),
    [
        ("self_assessment", ["submit", "exempt"]),
        ("approval", ["approve", "send_back", "exempt"]),
        ("review_request", ["request_review", "exempt"]),
        ("external_review", ["return_for_supplement", "conclude_review", "exempt"]),
        ("recognition", ["recognize", "exempt"]),
        ("recognized", ["publish", "reopen", "exempt"]),
        ("published", ["unpublish"]),
        ("exempt", ["reinstate"]),
    ],
)
def test_a_stage_is_left_by_exactly_the_steps_the_design_names(stage: str, transitions: list[str]) -> None:
    assert [t.id for t in legal_transitions(SCHOOL, stage)] == transitions


# The library gives every stage a way in from everywhere unless it is told not to.
@pytest.mark.parametrize("shortcut", ["to_published", "to_STAGE_published"])
def test_there_is_no_way_around_the_file_s_steps(shortcut: str) -> None:
    with pytest.raises(ValueError, match=shortcut):
        target_of(SCHOOL, "self_assessment", shortcut)


def test_no_step_leaves_a_stage_that_is_not_there() -> None:
    assert legal_transitions(SCHOOL, "no_such_stage") == ()


def test_every_step_leads_where_the_file_says() -> None:
    for track in PRESCHOOL.tracks:
        for transition in track.transitions:
            for source in transition.sources:
                expected = "approval" if transition.target == PREVIOUS else transition.target
                assert target_of(track, source, transition.id, previous="approval") == expected


def test_a_school_that_is_reinstated_stands_where_it_stood() -> None:
    assert target_of(SCHOOL, "exempt", "reinstate", previous="external_review") == "external_review"


@pytest.mark.parametrize("previous", [None, "no_such_stage"])
def test_a_step_back_needs_to_be_told_where_to(previous: str | None) -> None:
    with pytest.raises(ValueError, match="reinstate"):
        target_of(SCHOOL, "exempt", "reinstate", previous=previous)


@pytest.mark.parametrize(("stage", "step"), [("approval", "publish"), ("approval", "nonsense"), ("nowhere", "submit")])
def test_a_step_that_does_not_leave_the_stage_is_refused(stage: str, step: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        target_of(SCHOOL, stage, step)


def test_a_step_may_have_any_name_a_file_may_give_it() -> None:
    label = Label("Bước", "Step")
    stages = (Stage("state", label, Party.SCHOOL), Stage("trigger", label, None))
    for name in ("state", "trigger", "model", "initial", "stage", "is_state", "to_trigger"):
        step = Transition(name, label, ("state",), "trigger", (Role.SCHOOL,))
        track = Track("school", label, "state", stages, (step,))
        assert target_of(track, "state", name) == "trigger"


@pytest.mark.parametrize("language", list(Language))
def test_the_drawing_shows_every_stage_and_every_step(language: Language) -> None:
    drawing = draw_mermaid(SCHOOL, language)
    assert drawing.startswith("stateDiagram-v2\n")
    for stage in SCHOOL.stages:
        assert f'state "{getattr(stage.label, language.value)}" as {stage.id}\n' in drawing
    edges = [line for line in drawing.splitlines() if "-->" in line and "[*]" not in line]
    assert len(edges) == sum(len(t.sources) for t in SCHOOL.transitions)
    assert "    [*] --> self_assessment\n" in drawing
    assert "    published --> [*]\n" in drawing
    assert f"    exempt --> exempt: {getattr(SCHOOL.transitions[-1].label, language.value)} ↩\n" in drawing


def test_a_label_cannot_break_out_of_the_drawing() -> None:
    label = Label('A "b"; c: <d>', "e")
    track = Track("school", label, "a", (Stage("a", label, None),), ())
    drawing = draw_mermaid(track, Language.VI)
    assert '    state "A #34;b#34;#59; c#58; #60;d#62;" as a\n' in drawing


def test_the_library_is_loaded_only_for_a_question() -> None:
    check = "import sys, cycle_engine.machine; sys.exit('transitions' in sys.modules)"
    root = Path(__file__).parents[2]
    assert subprocess.run([sys.executable, "-c", check], check=False, cwd=root).returncode == 0
