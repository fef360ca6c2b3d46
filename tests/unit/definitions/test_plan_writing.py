"""The plan file that is written from an official document."""

import tomllib
from pathlib import Path

import pytest

from cycle_engine.definitions.official_plan import read_official_plan
from cycle_engine.definitions.plan_placing import place_rows
from cycle_engine.definitions.plan_reader import parse_plan
from cycle_engine.definitions.plan_writing import write_plan
from cycle_engine.definitions.workflow_reader import read_workflow
from cycle_engine.messages import Language, use_language
from tests.unit.definitions.official_documents import DEPARTMENT, REAL_TEXT, SCHOOLS, a_text, read_text

PRESCHOOL = read_workflow(REAL_TEXT.parents[2] / "preschool.toml")
SHIPPED = REAL_TEXT.parents[1] / "74-KH-GDDT.toml"


def test_the_shipped_plan_is_what_the_reader_writes_of_the_real_text() -> None:
    draft = place_rows(read_official_plan(REAL_TEXT), PRESCHOOL)
    assert SHIPPED.read_text(encoding="utf-8") == write_plan(draft)


def test_a_written_plan_reads_back_as_the_draft_s_plan() -> None:
    draft = place_rows(read_official_plan(REAL_TEXT), PRESCHOOL)
    assert parse_plan(write_plan(draft), file="ke-hoach.toml") == draft.plan


def test_every_milestone_says_line_and_words_of_its_source() -> None:
    milestones = place_rows(read_official_plan(REAL_TEXT), PRESCHOOL).milestones
    assert milestones[0].source == "dòng 71: Chậm nhất trong tháng 11/2024"
    assert milestones[6].source == "dòng 78: Tháng 02-3/2025"


def test_every_value_of_the_head_stands_below_its_source() -> None:
    lines = write_plan(place_rows(read_official_plan(REAL_TEXT), PRESCHOOL)).split("\n")
    assert lines[lines.index('number = "74/KH-GDDT"') - 1] == "# dòng 3: Số: 74 /KH-GDDT"
    assert lines[lines.index("issued = 2024-11-22") - 1] == "# dòng 5: Tiền Lãng, ngày 22 tháng 11 năm 2024"


def test_what_was_not_found_is_left_for_the_officer_as_a_comment(tmp_path: Path) -> None:
    official = read_text(tmp_path, a_text((DEPARTMENT,), ("1", "Họp", "thường xuyên", "[...]"), head=""))
    written = write_plan(place_rows(official, PRESCHOOL))
    read = tomllib.loads(written)
    assert "number" not in read
    assert "due" not in read["milestones"][0]
    assert "\n# number = \n" in written
    assert "# Việc riêng của đơn vị: chỉ nhắc, không chuyển bước nào." in written
    assert "làm nhiều lần" in written


@pytest.mark.parametrize(
    "words", ['"Họp" \\ tổ', "Họp = 'x' # y", "]]\u2028[[ladder]]", "Họp \x7f\x01\x1b[2J", "🙂" * 70]
)
def test_words_of_the_document_never_become_keys_of_the_file(tmp_path: Path, words: str) -> None:
    official = read_text(tmp_path, a_text((SCHOOLS,), ("1", words, "Tháng 3/2025", words)))
    draft = place_rows(official, PRESCHOOL)
    assert parse_plan(write_plan(draft), file="ke-hoach.toml") == draft.plan
    assert "\x1b" not in write_plan(draft)


def test_comments_follow_the_language_and_values_do_not() -> None:
    draft = place_rows(read_official_plan(REAL_TEXT), PRESCHOOL)
    vietnamese = write_plan(draft)
    use_language(Language.EN)
    try:
        english = write_plan(draft)
    finally:
        use_language(Language.VI)
    assert "# line 3: Số: 74 /KH-GDDT" in english
    assert tomllib.loads(english) == tomllib.loads(vietnamese)
