"""The legal bases of official papers: the decision of the cycle's own indicator set, and what the office adds."""

from dataclasses import replace
from datetime import date
from pathlib import Path

from cycle_engine.reports.papers.kinds import KINDS
from cycle_engine.services.desk import Desk
from cycle_engine.services.paper_facts import PaperScene, facts_for, read_scene
from tests.builders import a_desk, open_sample_cycle
from tests.indicator_sets import set_4725
from tests.school_year import general

OPENED = date(2024, 11, 25)
DECISION = next(kind for kind in KINDS if kind.id == "recognition_decision")
IN_FULL = (
    "Quyết định số 3276/QĐ-BGDĐT ngày 30 tháng 10 năm 2024 của Bộ Giáo dục và Đào tạo ban hành Bộ chỉ số đánh giá "
    "mức độ chuyển đổi số cơ sở giáo dục mầm non"
)


def a_scene(desk: Desk) -> PaperScene:
    open_sample_cycle(desk, schools=1)
    with desk.database.read() as rows:
        return read_scene(rows, desk)


def bases(scene: PaperScene) -> tuple[str, ...]:
    return facts_for(scene, DECISION, scene.schools).bases


def test_a_paper_leans_on_the_decision_of_the_set_the_cycle_was_opened_with(sqlite_url: str, tmp_path: Path) -> None:
    scene = a_scene(a_desk(sqlite_url, tmp_path, today=OPENED))

    assert bases(scene) == (IN_FULL,)
    general = bases(replace(scene, indicators=set_4725()))
    assert general[0].startswith("Quyết định số 4725/QĐ-BGDĐT ngày 30 tháng 12 năm 2022")
    assert not any("3276" in basis for basis in general)


def test_the_office_s_own_bases_follow_and_none_stands_twice(sqlite_url: str, tmp_path: Path) -> None:
    own = 'papers.bases = ["Luật mẫu", "Quyết định số 3276/QĐ-BGDĐT do đơn vị ghi"]'
    scene = a_scene(a_desk(sqlite_url, tmp_path, today=OPENED, settings=own))

    assert bases(scene) == ("Luật mẫu", "Quyết định số 3276/QĐ-BGDĐT do đơn vị ghi")


def test_of_a_set_whose_decision_nobody_gave_no_basis_is_made_up(sqlite_url: str, tmp_path: Path) -> None:
    scene = a_scene(a_desk(sqlite_url, tmp_path, today=OPENED))

    assert bases(replace(scene, indicators=replace(set_4725(), issued=None))) == ()


def test_a_paper_knows_which_others_no_step_of_the_workflow_asks_for(sqlite_url: str, tmp_path: Path) -> None:
    scene = a_scene(a_desk(sqlite_url, tmp_path, today=OPENED))
    general_education = replace(scene, cycle=replace(scene.cycle, workflow=general()))

    assert "review_submission" not in facts_for(scene, DECISION, scene.schools).not_asked
    assert "review_submission" in facts_for(general_education, DECISION, scene.schools).not_asked
