"""What holds for whatever text is handed to the reader of official plans."""

import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from cycle_engine.definitions.official_plan import read_official_plan
from cycle_engine.definitions.plan_placing import place_rows
from cycle_engine.definitions.plan_reader import parse_plan
from cycle_engine.definitions.plan_writing import write_plan
from cycle_engine.definitions.workflow_reader import read_workflow
from cycle_engine.errors import FileInvalid

PLANS = Path(__file__).parents[2] / "workflows"
LINES = (PLANS / "plans/sources/ke-hoach-74-KH-GDDT.txt").read_text(encoding="utf-8").split("\n")
PRESCHOOL = read_workflow(PLANS / "preschool.toml")
TABLE = range(68, 79)
CELLS = st.sampled_from(["", "1", "I", "II. TRƯỜNG", "Tháng 5", "31/02", "thường xuyên", "Tự đánh giá", "Phụ lục"])
WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=30) | CELLS


@st.composite
def spoilt_plans(draw: st.DrawFn) -> str:
    """The real plan with lines lost, moved and replaced, and cells overwritten."""
    lines = list(LINES)
    for _ in range(draw(st.integers(1, 6))):
        at = draw(st.integers(0, len(lines) - 1) | st.sampled_from(TABLE).map(lambda i: min(i, len(lines) - 1)))
        match draw(st.integers(0, 3)):
            case 0:
                del lines[at]
            case 1:
                lines[at] = draw(WORDS)
            case 2:
                lines.insert(at, "\t".join(draw(st.lists(WORDS, max_size=6))))
            case _:
                cells = lines[at].split("\t")
                cells[draw(st.integers(0, len(cells) - 1))] = draw(WORDS)
                lines[at] = "\t".join(cells)
    return "\n".join(lines)


@settings(max_examples=150, deadline=None)
@given(spoilt_plans())
def test_a_spoilt_plan_is_refused_or_read_and_then_reads_back_as_it_was_written(content: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "ke-hoach.txt"
        path.write_text(content, encoding="utf-8")
        try:
            draft = place_rows(read_official_plan(path), PRESCHOOL)
            plan = draft.plan
        except FileInvalid:
            return
    ids = [milestone.id for milestone in plan.milestones]
    assert len(ids) == len(set(ids))
    if plan.milestones:
        assert parse_plan(write_plan(draft), file="ke-hoach.toml") == plan


@settings(max_examples=50, deadline=None)
@given(st.sets(st.sampled_from(TABLE[2:]), max_size=4))
def test_a_row_taken_away_changes_no_other_row(lost: set[int]) -> None:
    sections = {i for i in lost if "I. " in LINES[i][:4]}
    kept = [line for i, line in enumerate(LINES) if i not in lost - sections]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "ke-hoach.txt"
        path.write_text("\n".join(kept), encoding="utf-8")
        rows = {row.id: (row.title, row.reading, row.product) for row in read_official_plan(path).rows}
    whole = read_official_plan(PLANS / "plans/sources/ke-hoach-74-KH-GDDT.txt").rows
    assert rows == {row.id: (row.title, row.reading, row.product) for row in whole if row.place.line - 1 not in lost}
