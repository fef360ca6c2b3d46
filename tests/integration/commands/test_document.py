"""Official papers from the command line: which files, for whom, and the office's own templates."""

import json
import os
import shutil
import subprocess
from pathlib import Path

import docx
import pytest
from pypdf import PdfReader

from tests.command_line import Answer, cycle

DAY = ("--as-of", "2025-01-20")


def render(workspace: Path, *words: str) -> Answer:
    return cycle(workspace, *DAY, "document", "render", *words)


def own_template(workspace: Path, kind: str, line: str) -> Path:
    folder = workspace / "templates" / "documents"
    folder.mkdir(parents=True, exist_ok=True)
    document = docx.Document()
    document.add_paragraph(line)
    document.save(str(folder / f"{kind}.docx"))
    return folder / f"{kind}.docx"


def test_a_paper_is_written_for_each_school_named_as_word_file_and_pdf(workspace: Path) -> None:
    answer = render(workspace, "self_assessment_minutes", "MN01", "mn02")
    assert answer.status == 0, answer.err
    names = sorted(file.name for file in (workspace / "papers").iterdir())
    stem = "bien-ban-tu-danh-gia"
    assert names == [f"{stem}-MN0{n}.{form}" for n in (1, 2) for form in ("docx", "pdf")]
    said = PdfReader(workspace / "papers" / f"{stem}-MN01.pdf").pages[0].extract_text()
    assert "BIÊN BẢN" in said
    assert "Trường Mầm non Mẫu" in said.replace("\u00a0", " ")


def test_without_names_it_is_for_every_school_that_takes_part(workspace: Path) -> None:
    answer = cycle(workspace, "--json", *DAY, "document", "render", "self_assessment_minutes", "--format", "pdf")
    papers = json.loads(answer.out)["papers"]
    assert len(papers) == 25
    assert {Path(paper["file"]).suffix for paper in papers} == {".pdf"}


def test_what_was_recorded_comes_out_on_the_papers(workspace: Path, tmp_path: Path) -> None:
    minutes = tmp_path / "bb.txt"
    minutes.write_text("x", "utf-8")
    words = (
        "--document",
        f"self_assessment_minutes={minutes}",
        "--number",
        "3",
        "--dated",
        "2025-01-17",
        "--level",
        "2",
    )
    done = cycle(workspace, *DAY, "advance", "MN01", "submit", *words)
    assert done.status == 0, done.err
    target = tmp_path / "qd.docx"
    answer = render(workspace, "self_assessment_decision", "MN01", "-o", str(target), "--format", "docx")
    assert answer.status == 0, answer.err
    said = "\n".join(paragraph.text for paragraph in docx.Document(str(target)).paragraphs).replace("\u00a0", " ")
    assert "Biên bản tự đánh giá số 03 ngày 17 tháng 01 năm 2025" in said
    assert "Mức độ 2 (đáp ứng cơ bản)" in said
    before = cycle(
        workspace, "--as-of", "2025-01-10", "document", "render", "self_assessment_decision", "MN01", "-o",
        str(target), "--format", "docx",
    )  # fmt: skip
    assert before.status == 0, before.err
    assert "Mức độ 2" not in "\n".join(p.text for p in docx.Document(str(target)).paragraphs).replace("\u00a0", " ")


def test_points_that_were_entered_stand_in_the_table_of_groups(workspace: Path, tmp_path: Path) -> None:
    entered = cycle(workspace, *DAY, "score", "enter", "MN01", "self", "--group", "I=72,5", "--group", "II=60")
    assert entered.status == 0, entered.err
    assert render(workspace, "self_assessment_minutes", "MN01", "-o", str(tmp_path), "--format", "docx").status == 0
    (file,) = tmp_path.glob("*.docx")
    rows = [[cell.text for cell in row.cells] for row in docx.Document(str(file)).tables[1].rows]
    assert rows[1:] == [["1", "I", "[...]", "72,5"], ["2", "II", "[...]", "60"]]


def test_an_issued_certificate_carries_its_code_its_serial_number_and_its_day(workspace: Path, tmp_path: Path) -> None:
    paper = tmp_path / "x.txt"
    paper.write_text("x", "utf-8")
    given = {
        "submit": "self_assessment_minutes",
        "approve": "self_assessment_decision",
        "request_review": "review_submission",
        "conclude_review": "external_review_minutes",
        "recognize": "recognition_decision",
    }
    for unit, step in (("PGD", "issue_plan"), ("PGD", "issue_guidance"), *(("MN01", step) for step in given)):
        words = ["--document", f"{given[step]}={paper}"] if step in given else []
        words += ["--document", f"certificate={paper}"] if step == "recognize" else []
        words += ["--level", "3"] if step in {"submit", "conclude_review", "recognize"} else []
        done = cycle(workspace, *DAY, "advance", unit, step, *words)
        assert done.status == 0, done.err
    assert cycle(workspace, *DAY, "certificate", "key", "--make").status == 0
    issued = cycle(workspace, *DAY, "certificate", "issue", "MN01", "--serial-from", "7")
    assert issued.status == 0, issued.err
    assert render(workspace, "certificate", "-o", str(tmp_path), "--format", "pdf").status == 0
    (file,) = tmp_path.glob("*.pdf")
    said = "".join(PdfReader(file).pages[0].extract_text().split()).replace("\u200b", "")
    assert "Số:07/GCN-PGDĐT" in said
    assert "ngày20tháng01năm2025" in said
    assert "CYC1:" in said


def test_one_file_is_refused_for_two_papers(workspace: Path) -> None:
    answer = render(workspace, "self_assessment_minutes", "MN01", "-o", "x.pdf")
    assert answer.status == 2
    assert "hint: name a folder: -o x" in answer.err


def test_a_list_of_nobody_is_refused_and_says_what_to_do(workspace: Path) -> None:
    answer = render(workspace, "recognition_decision")
    assert answer.status == 1
    assert "hint: name the schools" in answer.err


def test_an_unknown_kind_or_school_suggests_the_nearest(workspace: Path) -> None:
    assert "did you mean proposal_list" in render(workspace, "proposal_lst").err
    assert render(workspace, "certificate", "MN99").status == 3


def test_an_office_s_template_takes_the_place_of_the_shipped_layout(workspace: Path) -> None:
    own_template(workspace, "certificate", "Riêng: {{ school }}")
    answer = render(workspace, "certificate", "MN01")
    assert answer.status == 0, answer.err
    (file,) = (workspace / "papers").iterdir()
    assert docx.Document(str(file)).paragraphs[-1].text.startswith("Riêng: Trường")
    assert render(workspace, "certificate", "MN01", "--format", "both").status == 1


def test_a_broken_template_is_refused_and_nothing_is_written(workspace: Path) -> None:
    own_template(workspace, "certificate", "Riêng: {{ schol }}")
    checked = cycle(workspace, "document", "check")
    assert checked.status == 1
    assert "{{ schol }}" in checked.out
    assert "did you mean school?" in checked.out
    answer = render(workspace, "certificate", "MN01")
    assert answer.status == 1
    assert "schol" in answer.err
    assert not (workspace / "papers").exists()


def test_check_names_a_file_that_belongs_to_no_kind_and_passes_a_good_one(workspace: Path) -> None:
    good = own_template(workspace, "certificate", "{{ school }}")
    assert cycle(workspace, "document", "check").status == 0
    good.with_name("giay.docx").write_bytes(good.read_bytes())
    answer = cycle(workspace, "--json", "document", "check")
    problems = {Path(t["file"]).name: t["problems"] for t in json.loads(answer.out.splitlines()[0])["templates"]}
    assert problems["certificate.docx"] == []
    assert "certificate.docx" in problems["giay.docx"][0]["hint"]


def test_kinds_lists_every_paper_with_the_office_s_own_template(workspace: Path) -> None:
    own_template(workspace, "certificate", "x")
    kinds = json.loads(cycle(workspace, "--json", "document", "kinds").out)["kinds"]
    assert len(kinds) == 8
    assert [kind["kind"] for kind in kinds if kind["template"]] == ["certificate"]


@pytest.mark.skipif(
    not shutil.which("soffice") and not os.environ.get("CI"),
    reason="LibreOffice is not here; where CI is set it must be",
)
def test_libreoffice_reads_the_word_files_and_prints_the_same_words_as_the_pdf(workspace: Path, tmp_path: Path) -> None:
    for kind in ("self_assessment_decision", "certificate"):
        assert render(workspace, kind, "MN01", "-o", str(tmp_path)).status == 0
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    files = sorted(map(str, tmp_path.glob("*.docx")))
    printed = tmp_path / "printed"
    subprocess.run(
        ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(printed), *files],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    for file in printed.glob("*.pdf"):
        ours, theirs = PdfReader(tmp_path / file.name), PdfReader(file)
        assert len(ours.pages) == len(theirs.pages) == 1
        assert _letters(ours) == _letters(theirs)


def _letters(reader: PdfReader) -> str:
    """Every letter there is; the order of what stands side by side is each program's own."""
    return "".join(sorted("".join("".join(page.extract_text() for page in reader.pages).split())))
