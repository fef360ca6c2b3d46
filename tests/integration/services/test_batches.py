"""A sheet of acts on both databases: shown, made all or none, and sent back with what is wrong in it marked."""

from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from time import process_time

import openpyxl
import pytest

from cycle_engine.domain.definition import Role
from cycle_engine.errors import FileInvalid
from cycle_engine.services.acting import ActRequest
from cycle_engine.services.batches import run_batch
from cycle_engine.services.desk import Desk
from tests.builders import a_desk, advance, by, case_of, everything, on, open_sample_cycle

HEADINGS = ("Mã", "Bước chuyển", "Loại văn bản", "Văn bản", "Số", "Ngày", "Mức", "Lý do")
DAY = date(2025, 1, 21)
SUBMIT = ("submit", "Biên bản tự đánh giá", "bb.txt", "", "", "2", "")
APPROVE = ("Phê duyệt kết quả tự đánh giá", "self_assessment_decision", "qd.txt", "05/QĐ", "20/01/2025", "", "")


def a_batch(desk: Desk, *rows: Sequence[object], headings: Sequence[str] = HEADINGS) -> Path:
    """The sheet, in a folder with the papers it names."""
    folder = desk.workspace / "lo"
    folder.mkdir(exist_ok=True)
    for name in ("bb.txt", "qd.txt", "gcn.txt"):
        (folder / name).write_text(f"Bản mẫu {name}\n", "utf-8")
    book = openpyxl.Workbook()
    assert book.active is not None
    book.active.title = "Lô"
    for row in (headings, *rows):
        book.active.append(list(row))
        for cell in book.active[book.active.max_row]:
            cell.data_type = "s"  # what begins with a sign of equality is text here
    book.save(folder / "viec.xlsx")
    return folder / "viec.xlsx"


def refused(desk: Desk, file: Path, *, apply_it: bool = True) -> FileInvalid:
    with pytest.raises(FileInvalid) as refusal:
        run_batch(desk, file, apply_it=apply_it)
    return refusal.value


def problems_of(error: FileInvalid) -> list[tuple[str, str]]:
    return [(problem.where, problem.message.key.partition(".")[2]) for problem in error.problems]


def the_marked_copy(error: FileInvalid) -> openpyxl.worksheet.worksheet.Worksheet:
    sheet = openpyxl.load_workbook(str(error.facts["error_sheet"])).active
    assert isinstance(sheet, openpyxl.worksheet.worksheet.Worksheet)
    return sheet


def test_a_sheet_is_shown_first_and_nothing_is_changed(office: Desk) -> None:
    desk = on(office, DAY)
    file = a_batch(desk, ("MN01", *SUBMIT), ("MN02", *SUBMIT))
    before = everything(desk.database)

    shown = run_batch(desk, file, apply_it=False)

    assert [
        (act.rows, outcome.unit, outcome.target) for act, outcome in zip(shown.acts, shown.done.outcomes, strict=True)
    ] == [
        ((2,), "MN01", "approval"),
        ((3,), "MN02", "approval"),
    ]
    assert everything(desk.database) == before
    assert [path.name for path in file.parent.iterdir() if "loi" in path.name] == []


def test_a_unit_may_act_several_times_in_the_order_of_its_rows(office: Desk) -> None:
    desk = on(office, DAY)
    back = ("send_back", "", "", "", "", "", "thiếu chữ ký")
    file = a_batch(desk, ("mn01", *SUBMIT), ("MN02", *SUBMIT), ("MN01", *back), ("MN01", *SUBMIT), ("MN01", *APPROVE))

    run_batch(desk, file, apply_it=True)

    case = case_of(desk, "MN01")
    assert case.state.stage == "review_request"
    decision = case.state.documents[-1].document
    assert (decision.kind, decision.name, decision.number, decision.dated) == (
        "self_assessment_decision",
        "qd.txt",
        "05/QĐ",
        date(2025, 1, 20),
    )
    assert case_of(desk, "MN02").state.stage == "approval"


def test_rows_of_one_step_are_one_act_with_several_documents(office: Desk) -> None:
    desk = on(office, DAY)
    advance(desk, "PGD", "issue_plan", "issue_guidance")
    advance(desk, "MN01", "submit", "approve", "request_review", "conclude_review")
    file = a_batch(
        desk,
        ("MN01", "recognize", "recognition_decision", "qd.txt", "12/QĐ", "20/01/2025", "2", ""),
        ("MN01", "recognize", "certificate", "https://phong.example/gcn/mn01", "", "", "", ""),
    )

    done = run_batch(desk, file, apply_it=True)

    assert [act.rows for act in done.acts] == [(2, 3)]
    papers = [paper.document for paper in case_of(desk, "MN01").state.documents]
    kinds = {paper.kind: paper.link or paper.name for paper in papers}
    assert kinds["recognition_decision"] == "qd.txt"
    assert kinds["certificate"] == "https://phong.example/gcn/mn01"


def test_rows_of_one_step_that_contradict_each_other_are_refused(office: Desk) -> None:
    file = a_batch(
        office, ("MN01", *SUBMIT), ("MN01", "submit", "certificate", "gcn.txt", "", "", "3", ""), ("MN02", *SUBMIT),
        ("MN02", "submit", "", "", "", "", "", ""),
    )  # fmt: skip
    assert problems_of(refused(on(office, DAY), file)) == [("Lô!G3", "differs"), ("Lô!B5", "same_act_twice")]


@pytest.mark.parametrize(
    ("bad", "found"),
    [(APPROVE, ("Lô!B4", "wrong_stage")), (("submit", "", "", "", "", "hai", ""), ("Lô!G4", "no_level"))],
    ids=["by the rules", "by what a cell says"],
)
def test_one_bad_row_keeps_every_other_from_being_made(
    office: Desk, bad: Sequence[str], found: tuple[str, str]
) -> None:
    desk = on(office, DAY)
    file = a_batch(desk, ("MN01", *SUBMIT), ("MN02", *SUBMIT), ("MN03", *bad))
    before = everything(desk.database)

    assert problems_of(refused(desk, file)) == [found]

    assert everything(desk.database) == before
    assert not [path for path in desk.documents.rglob("*") if path.is_file()]


def test_every_bad_cell_is_found_at_once_what_the_cells_say_and_what_the_rules_say(office: Desk) -> None:
    desk = on(office, DAY)
    file = a_batch(
        desk,
        ("MN01", "submit", "", "", "", "", "", ""),
        ("MN02", "sumbit", "minutes", "bb.txt", "", "", "", ""),
        ("MN9", *SUBMIT),
        ("MN03", "submit", "self_assessment_minutes", "khong-co.txt", "", "22/01/2025", "2", ""),
    )
    assert problems_of(refused(desk, file, apply_it=False)) == [
        ("Lô!C2", "product_missing"),
        ("Lô!G2", "level_missing"),
        ("Lô!B3", "unknown_step"),
        ("Lô!C3", "unknown_kind"),
        ("Lô!A4", "unknown_unit"),
        ("Lô!D5", "file_missing"),
    ]


def test_rows_that_build_on_a_bad_one_wait_for_it_and_are_not_called_wrong(office: Desk) -> None:
    desk = on(office, DAY)
    file = a_batch(
        desk,
        ("MN01", "submit", "", "", "", "", "2", ""),
        ("MN01", *APPROVE),
        ("MN02", "x", "", "", "", "", "", ""),
        ("MN02", *APPROVE),
    )
    error = refused(desk, file)

    assert problems_of(error) == [("Lô!C2", "product_missing"), ("Lô!B4", "unknown_step")]
    copy = the_marked_copy(error)
    assert [copy.cell(row, 9).value for row in (3, 5)] == ["chưa xét: sửa dòng 2 trước", "chưa xét: sửa dòng 4 trước"]


def test_the_marked_copy_says_in_words_what_is_wrong_and_can_be_mended_and_run(office: Desk) -> None:
    desk = on(office, DAY)
    file = a_batch(desk, ("MN01", "submit", "", "bb.txt", "", "", "2", ""), ("MN02", *SUBMIT))
    error = refused(desk, file)
    target = Path(str(error.facts["error_sheet"]))
    copy = the_marked_copy(error)

    assert target == file.with_name("viec-loi.xlsx")
    assert [cell.value for cell in copy[1]] == [*HEADINGS, "Lỗi"]
    wrong, sound = copy["C2"], copy["C3"]
    assert wrong.comment is not None
    assert "“bb.txt” là loại văn bản nào?" in wrong.comment.text
    assert wrong.fill.start_color.rgb != sound.fill.start_color.rgb
    assert sound.comment is None
    assert copy["I2"].value == "C2: “bb.txt” là loại văn bản nào?; ghi loại ở cột Loại văn bản"
    assert copy["I3"].value is None

    book = openpyxl.load_workbook(target)
    assert book.active is not None
    book.active["C2"] = "self_assessment_minutes"
    book.save(target)
    run_batch(desk, target, apply_it=True)
    assert case_of(desk, "MN01").state.stage == case_of(desk, "MN02").state.stage == "approval"


def test_a_marked_copy_that_stands_there_is_never_written_over(office: Desk) -> None:
    desk = on(office, DAY)
    file = a_batch(desk, ("MN01", "x", "", "", "", "", "", ""))
    names = [Path(str(refused(desk, file).facts["error_sheet"])).name for _ in range(3)]
    assert names == ["viec-loi.xlsx", "viec-loi-2.xlsx", "viec-loi-3.xlsx"]


def test_what_looks_like_a_formula_stays_text_in_the_marked_copy(office: Desk) -> None:
    desk = on(office, DAY)
    tricks = ("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", '=HYPERLINK("http://x.example")')
    file = a_batch(desk, *(("MN01", trick, "", "", "", "", "", trick) for trick in tricks))
    copy = the_marked_copy(refused(desk, file))

    written = [cell for row in copy.iter_rows() for cell in row]
    assert {cell.data_type for cell in written} <= {"s", "n"}
    assert [copy.cell(row, 8).value for row in range(2, 8)] == [trick.strip() for trick in tricks]
    assert all(cell.hyperlink is None for cell in written)


@pytest.mark.parametrize("place", ["../ngoai.txt", "{folder}/ngoai.txt", "lien-ket.txt", "..\\ngoai.txt"])
def test_a_sheet_takes_no_document_from_outside_its_folder(sqlite_office: Desk, place: str) -> None:
    desk = on(sqlite_office, DAY)
    outside = desk.workspace / "ngoai.txt"
    outside.write_text("kín\n", "utf-8")
    named = place.format(folder=desk.workspace)
    file = a_batch(desk, ("MN01", "submit", "self_assessment_minutes", named, "", "", "2", ""))
    (file.parent / "lien-ket.txt").symlink_to(outside)

    assert problems_of(refused(desk, file)) == [("Lô!D2", "file_outside")]


def test_whose_role_it_is_not_gets_every_row_back(office: Desk) -> None:
    desk = on(by(office, "hieu-truong", Role.SCHOOL, unit="MN01"), DAY)
    file = a_batch(desk, ("MN01", *SUBMIT), ("MN02", *SUBMIT))
    assert problems_of(refused(desk, file)) == [("Lô!B3", "not_permitted")]


def test_whoever_watches_sees_every_act_pass_and_a_second_run_finds_them_made(office: Desk) -> None:
    desk = on(office, DAY)
    file = a_batch(desk, ("MN01", *SUBMIT), ("MN02", *SUBMIT))
    acted: list[ActRequest] = []

    def along(requests: Sequence[ActRequest]) -> Iterable[ActRequest]:
        acted.extend(requests)
        return iter(requests)

    run_batch(desk, file, apply_it=True, along=along)
    assert [request.unit for request in acted] == ["MN01", "MN02"]
    assert problems_of(refused(desk, file)) == [("Lô!B2", "wrong_stage"), ("Lô!B3", "wrong_stage")]


def test_a_sheet_that_asks_for_nothing_is_refused(sqlite_office: Desk) -> None:
    error = refused(sqlite_office, a_batch(sqlite_office, ("MN01", *[""] * 7)))
    assert problems_of(error) == [("Lô, dòng 1", "no_acts")]
    assert [hint.key for hint in error.hints] == ["batch.no_acts_hint"]


def test_where_the_copy_cannot_be_written_the_problems_are_told_all_the_same(sqlite_office: Desk) -> None:
    desk = on(sqlite_office, DAY)
    file = a_batch(desk, ("MN01", "x", "", "", "", "", "", ""))
    long = file.rename(file.with_name("v" * 248 + ".xlsx"))

    error = refused(desk, long)

    assert problems_of(error) == [("Lô!B2", "unknown_step")]
    assert error.hints[-1].key == "batch.not_marked"


def test_a_thousand_rows_are_tried_and_made_in_seconds(sqlite_url: str, tmp_path: Path) -> None:
    desk = a_desk(sqlite_url, tmp_path)
    open_sample_cycle(desk, schools=500)
    file = a_batch(on(desk, DAY), *(row for n in range(1, 501) for row in (
        (f"MN{n:02}", *SUBMIT), (f"MN{n:02}", *APPROVE))))  # fmt: skip
    begun = process_time()
    done = run_batch(on(desk, DAY), file, apply_it=True)
    assert len(done.acts) == 1000
    assert process_time() - begun < 30
