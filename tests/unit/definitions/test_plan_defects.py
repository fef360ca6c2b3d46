"""Whatever is wrong with a plan is found, alone and among other things, and nothing is found that is not wrong.

A check that gains a code without a defect here fails the first test.
"""

from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cycle_engine.definitions.checks import check_workflow
from cycle_engine.messages import Language
from cycle_engine.resources import shipped
from tests.definition_files import a_plan, a_workflow, shipped_workflow_files, speaking
from tests.plan_defects import (
    DEFECTS,
    Defect,
    World,
    are_compatible,
    edge_world,
    finding_codes,
    findings_of,
    named,
    sound_world,
)

SOUND = sound_world()


def test_there_is_a_defect_for_every_code_that_a_check_of_plans_can_find() -> None:
    codes = finding_codes("plan_*checks.py", "findings.py")
    assert {code for defect in DEFECTS for code, _ in defect.found} == codes
    assert len(codes) > 25


def test_in_a_sound_plan_nothing_is_found() -> None:
    assert findings_of(SOUND) == ()


def test_on_the_edge_of_every_measure_nothing_is_found() -> None:
    assert findings_of(edge_world()) == ()


@pytest.mark.parametrize("defect", DEFECTS, ids=str)
def test_a_defect_is_found_and_nothing_else(defect: Defect) -> None:
    assert named(findings_of(defect.spoil(SOUND))) == Counter(defect.found)


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("defect", DEFECTS, ids=str)
def test_a_defect_is_told_with_the_sentence_that_puts_it_right(defect: Defect, language: Language) -> None:
    with speaking(language):
        for finding in findings_of(defect.spoil(SOUND)):
            assert len(str(finding.message)) > 15
            assert str(finding.hint)
            assert "{" not in f"{finding.message}{finding.hint}".replace("{{", "")


@given(st.lists(st.sampled_from(DEFECTS), unique=True, max_size=len(DEFECTS)))
def test_of_any_defects_that_do_not_touch_each_other_exactly_theirs_are_found(drawn: list[Defect]) -> None:
    together: list[Defect] = []
    for defect in drawn:
        if all(are_compatible(defect, other) for other in together):
            together.append(defect)
    world = SOUND
    for defect in together:
        world = defect.spoil(world)
    assert named(findings_of(world)) == Counter(found for defect in together for found in defect.found)


def test_of_the_shipped_plan_the_days_off_are_shown_and_nothing_else() -> None:
    assert [file.name for file in shipped("workflows").glob("plans/*.toml")] == ["74-KH-GDDT.toml"]
    assert [*map(str, findings_of(World(a_plan(), most=30)))] == [
        (
            "milestones[1].due: I.1: hạn 30/11/2024 là ngày nghỉ cuối tuần; "
            "nhắc hướng tới ngày 29/11/2024, tính quá hạn sau ngày 02/12/2024"
        ),
        (
            "milestones[2].due, milestones[5].due: I.2, II.1: hạn 31/01/2025 rơi vào ngày nghỉ "
            "(Mùng ba Tết Nguyên Đán); nhắc hướng tới ngày 24/01/2025, tính quá hạn sau ngày 03/02/2025"
        ),
        (
            "milestones[4].due, milestones[8].due: I.4, II.4: hạn 31/05/2025 là ngày nghỉ cuối tuần; "
            "nhắc hướng tới ngày 30/05/2025, tính quá hạn sau ngày 02/06/2025"
        ),
    ]


@pytest.mark.parametrize("file", shipped_workflow_files(), ids=lambda file: file.stem)
def test_in_a_shipped_workflow_nothing_is_found(file: Path) -> None:
    assert check_workflow(a_workflow(source=file.read_text("utf-8"))) == ()
