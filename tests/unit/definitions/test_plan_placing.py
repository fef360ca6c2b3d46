"""Which step of the workflow a row of an official plan completes, and when that is left open."""

from dataclasses import replace
from pathlib import Path

import pytest

from cycle_engine.definitions.official_plan import read_official_plan
from cycle_engine.definitions.plan_placing import PlanDraft, place_rows
from cycle_engine.definitions.workflow_reader import read_workflow
from cycle_engine.domain.definition import Addressee, LatePolicy
from cycle_engine.errors import FileInvalid
from tests.unit.definitions.official_documents import DEPARTMENT, REAL_TEXT, SCHOOLS, a_text, read_text, reasons

PRESCHOOL = read_workflow(REAL_TEXT.parents[2] / "preschool.toml")


def place(folder: Path, *rows: tuple[str, ...], section: str = SCHOOLS) -> PlanDraft:
    return place_rows(read_text(folder, a_text((section,), *rows)), PRESCHOOL)


def steps(draft: PlanDraft) -> dict[str, str | None]:
    return {milestone.id: milestone.completes for milestone in draft.milestones}


def test_every_row_of_the_real_plan_completes_its_step() -> None:
    draft = place_rows(read_official_plan(REAL_TEXT), PRESCHOOL)
    assert steps(draft) == {
        "I.1": "issue_plan",
        "I.2": "issue_guidance",
        "I.3": "conclude_reviews",
        "I.4": "report_recognition",
        "II.1": "approve",
        "II.2": "request_review",
        "II.3": "conclude_review",
        "II.4": "publish",
    }
    assert draft.unplaced == ()


def test_every_row_of_the_real_plan_names_its_products() -> None:
    draft = place_rows(read_official_plan(REAL_TEXT), PRESCHOOL)
    products = {milestone.id: milestone.products for milestone in draft.milestones}
    assert {row: named for row, named in products.items() if row not in ("I.1", "I.2")} == {
        "I.3": ("proposal_list",),
        "I.4": ("recognition_decision", "report_to_province"),
        "II.1": ("self_assessment_minutes", "self_assessment_decision"),
        "II.2": ("review_submission",),
        "II.3": ("certificate",),
        "II.4": ("publication_link",),
    }


def test_the_office_s_own_rules_are_the_defaults_of_the_design() -> None:
    plan = place_rows(read_official_plan(REAL_TEXT), PRESCHOOL).plan
    owner, officer, head, superior = Addressee.OWNER, Addressee.OFFICER, Addressee.HEAD, Addressee.SUPERIOR
    assert (plan.workflow, plan.late_policy, plan.handover_days) == ("preschool", LatePolicy.NEXT_WORKING_DAY, 5)
    assert [(rung.offset, rung.to, rung.cc, rung.template) for rung in plan.ladder] == [
        (-10, owner, (), "reminder"),
        (-5, owner, (), "reminder"),
        (-2, owner, (), "reminder"),
        (0, owner, (), "due_today"),
        (1, owner, (officer,), "overdue"),
        (3, head, (), "escalation_head"),
        (5, head, (), "escalation_head"),
        (10, superior, (head,), "escalation_superior"),
    ]


def test_a_phrase_inside_a_longer_one_does_not_count(tmp_path: Path) -> None:
    draft = place(tmp_path, ("1", "Đề nghị đánh giá ngoài", "Tháng 02/2025", ""))
    assert steps(draft) == {"II.1": "request_review"}


@pytest.mark.parametrize(
    ("title", "product"),
    [
        ("Họp hội đồng trường", ""),
        ("Đề nghị đánh giá ngoài; công bố kết quả", ""),
        ("Đề nghị đánh giá ngoài và công bố kết quả", "Tự đánh giá"),
        ("Chuẩn bị hồ sơ", "Công khai kết quả, tự đánh giá"),
        ("Đánh giá ngoàimặt", ""),
    ],
)
def test_a_row_of_no_step_or_of_several_reminds_and_moves_nothing(tmp_path: Path, title: str, product: str) -> None:
    draft = place(tmp_path, ("1", title, "Tháng 3/2025", product))
    assert steps(draft) == {"II.1": None}
    assert reasons(draft.unplaced) == ["step_unknown"]
    assert draft.milestones[0].due


def test_the_product_decides_where_the_task_does_not(tmp_path: Path) -> None:
    draft = place(
        tmp_path,
        ("1", "Chuẩn bị hồ sơ", "Tháng 1/2025", "Kết quả tự đánh giá"),
        ("2", "Đề nghị đánh giá ngoài; công bố kết quả", "Tháng 5/2025", "Công khai kết quả trên trang của trường"),
    )
    assert steps(draft) == {"II.1": "approve", "II.2": "publish"}


def test_of_several_rows_of_one_step_the_one_with_the_needed_document_completes_it(tmp_path: Path) -> None:
    draft = place(
        tmp_path,
        ("1", "Thành lập hội đồng tự đánh giá", "Tháng 12/2024", "Quyết định thành lập"),
        ("2", "Tự đánh giá", "Tháng 01/2025", "Quyết định công nhận kết quả tự đánh giá"),
    )
    assert steps(draft) == {"II.1": None, "II.2": "approve"}


def test_of_several_rows_of_one_step_none_is_chosen_by_chance(tmp_path: Path) -> None:
    rows = [("1", "Xây dựng kế hoạch", "Tháng 10", ""), ("2", "Ban hành kế hoạch", "Tháng 11", "")]
    assert steps(place(tmp_path, *rows, section=DEPARTMENT)) == {"I.1": None, "I.2": None}


def test_a_school_s_words_never_complete_a_step_of_the_department(tmp_path: Path) -> None:
    row = ("1", "Ban hành kế hoạch", "Tháng 11/2024", "")
    assert steps(place(tmp_path, row)) == {"II.1": None}
    assert steps(place(tmp_path, row, section=DEPARTMENT)) == {"I.1": "issue_plan"}


def test_a_row_of_nobody_is_listed_and_makes_no_milestone(tmp_path: Path) -> None:
    draft = place(tmp_path, ("1", "Tự đánh giá", "Tháng 01/2025", ""), section="III. NHÀ CUNG CẤP")
    assert draft.milestones == ()
    assert reasons(draft.unplaced) == ["track_unknown"]


def test_a_recurring_task_stays_a_milestone_without_a_date(tmp_path: Path) -> None:
    draft = place(tmp_path, ("1", "Tự đánh giá", "Thường xuyên", ""))
    assert (draft.milestones[0].opens, draft.milestones[0].due) == (None, None)
    assert reasons(draft.unplaced) == ["time_problem"]


def test_what_was_read_by_convention_or_lies_outside_the_year_is_noted_with_its_line(tmp_path: Path) -> None:
    draft = place(tmp_path, ("1", "Tự đánh giá", "đầu tháng 3", ""), ("2", "Công bố kết quả", "Tháng 5/2024", "Bảng"))
    notes = [str(note) for note in draft.notes]
    assert len(notes) == 3
    assert "quy ước là từ 01/03/2025 đến 10/03/2025" in notes[0]
    assert notes[0].startswith("dòng 15: ")
    assert '"Bảng"' in notes[1]
    assert "31/05/2024 nằm ngoài năm học" in notes[2]


def test_case_blanks_and_the_place_of_the_tone_do_not_matter(tmp_path: Path) -> None:
    products = (replace(PRESCHOOL.products[0], id="mandate", recognised_by=("giấy … uỷ quyền",)), *PRESCHOOL.products)
    row = ("1", "CÔNG BỐ  KẾT QUẢ", "Tháng 5/2025", "Giấy của trường ủy quyền, ĐƯỜNG  LINK; giấy; ủy quyền")
    draft = place_rows(read_text(tmp_path, a_text((SCHOOLS,), row)), replace(PRESCHOOL, products=products))
    assert draft.milestones[0].completes == "publish"
    assert draft.milestones[0].products == ("mandate", "publication_link")


def test_a_plan_without_a_number_cannot_be_opened_and_says_which_values_it_lacks(tmp_path: Path) -> None:
    draft = place_rows(read_text(tmp_path, a_text(("1", "Họp", "Tháng 3/2025", ""), head="")), PRESCHOOL)
    with pytest.raises(FileInvalid) as refused:
        _ = draft.plan
    assert [problem.where for problem in refused.value.problems] == [
        "number",
        "issued",
        "school_year",
        "title",
        "authority",
    ]
