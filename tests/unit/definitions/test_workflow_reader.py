from pathlib import Path

import pytest

from cycle_engine.definitions.workflow_reader import parse_workflow, read_workflow, recognising_words
from cycle_engine.domain.definition import (
    PREVIOUS,
    Addressee,
    GuardCall,
    LevelKind,
    Party,
    Product,
    ProductForm,
    Role,
    Stage,
    Telling,
    Transition,
)
from cycle_engine.errors import FileInvalid, NotFound
from cycle_engine.messages import Label
from tests.definition_files import GENERAL_TEXT, PRESCHOOL_TEXT, WORKFLOW_TEXT, a_workflow, replaced

SECOND_PAPER = '[[products]]\nid = "paper"\nform = "link"\nlabel = { vi = "a", en = "b" }\n'


def problems(content: str) -> dict[str, str]:
    with pytest.raises(FileInvalid) as refused:
        parse_workflow(content, file="workflow.toml")
    return {problem.where: problem.message.key.removeprefix("definitions.") for problem in refused.value.problems}


def problems_of_spoiled(spoil: str, by: str) -> dict[str, str]:
    return problems(replaced(WORKFLOW_TEXT, spoil, by))


def test_a_file_becomes_the_values_it_says() -> None:
    workflow = a_workflow(source=WORKFLOW_TEXT)
    assert (workflow.id, workflow.version, workflow.label) == ("short", 1, Label("Ngắn", "Short"))
    assert (workflow.applies_to, workflow.source) == (("preschool",), "bản mẫu")
    assert workflow.products == (Product("paper", Label("Văn bản", "Paper"), ProductForm.FILE, ("văn bản",)),)
    track = workflow.track("school")
    assert (track.label, track.initial) == (Label("Nhà trường", "School"), "begun")
    assert track.stages == (
        Stage("begun", Label("Bắt đầu", "Begun"), Party.SCHOOL),
        Stage("finished", Label("Xong", "Finished"), None),
    )
    assert track.transitions == (
        Transition(
            id="finish",
            label=Label("Kết thúc", "Finish"),
            sources=("begun",),
            target="finished",
            roles=(Role.SCHOOL,),
            products=("paper",),
            guards=(GuardCall("has_reason"),),
            level=LevelKind.SELF,
            starts_round=True,
            sets_deadline=True,
            tells=(Telling("recognized", Addressee.UNIT, (Addressee.OFFICER,), "paper"),),
            recognised_by=("kết thúc",),
        ),
    )


# Read against DESIGN.md, "The two tracks of the preschool workflow": step, from, to, by, needs.
SCHOOL_STEPS = """
submit                | self_assessment | approval        | school officer | self_assessment_minutes            | has_level:self
approve               | approval        | review_request  | school officer | self_assessment_decision           |
send_back             | approval        | self_assessment | school officer |                                    | has_reason
request_review        | review_request  | external_review | school officer | review_submission                  |
return_for_supplement | external_review | review_request  | officer        |                                    | has_reason
conclude_review       | external_review | recognition     | officer        | external_review_minutes            | has_level:external track_has_reached:department.reviewing
recognize             | recognition     | recognized      | head           | recognition_decision certificate   | has_level:recognized
publish               | recognized      | published       | school officer | publication_link                   |
unpublish             | published       | recognized      | officer        |                                    | has_reason
reopen                | recognized      | external_review | head           |                                    | has_reason
exempt                | self_assessment approval review_request external_review recognition recognized | exempt | head | | has_reason
reinstate             | exempt          | previous        | head           |                                    | has_reason
"""  # noqa: E501

DEPARTMENT_STEPS = """
issue_plan            | planning        | guidance        | officer head   |                                    |
issue_guidance        | guidance        | reviewing       | officer head   |                                    |
conclude_reviews      | reviewing       | recognizing     | officer head   | proposal_list                      | no_case_in:school.external_review
report_recognition    | recognizing     | reported        | officer head   | recognition_decision report_to_province | no_case_in:school.recognition
"""  # noqa: E501


@pytest.mark.parametrize(("track", "table"), [("school", SCHOOL_STEPS), ("department", DEPARTMENT_STEPS)])
def test_the_preschool_workflow_is_the_one_of_the_design(track: str, table: str) -> None:
    expected = [[cell.split() for cell in line.split("|")] for line in table.strip().splitlines()]
    read = [
        [[t.id], [*t.sources], [t.target], [*t.roles], [*t.products], [str(guard) for guard in t.guards]]
        for t in a_workflow().track(track).transitions
    ]
    assert read == expected


def test_the_preschool_steps_count_rounds_record_levels_and_set_deadlines_where_the_design_says() -> None:
    steps = a_workflow().track("school").transitions
    assert [t.id for t in steps if t.starts_round] == ["return_for_supplement", "reopen"]
    assert [t.id for t in steps if t.sets_deadline] == ["return_for_supplement"]
    assert {t.id: t.level for t in steps if t.level} == {
        "submit": LevelKind.SELF,
        "conclude_review": LevelKind.EXTERNAL,
        "recognize": LevelKind.RECOGNIZED,
    }
    assert [t.id for t in steps if t.target == PREVIOUS] == ["reinstate"]


def test_the_preschool_stages_belong_to_whom_the_design_says() -> None:
    owners = {stage.id: stage.owner for track in a_workflow().tracks for stage in track.stages}
    school = ("self_assessment", "approval", "review_request", "recognized")
    department = ("external_review", "recognition", "planning", "guidance", "reviewing", "recognizing")
    assert owners == dict.fromkeys(school, Party.SCHOOL) | dict.fromkeys(department, Party.DEPARTMENT) | dict.fromkeys(
        ("published", "exempt", "reported")
    )


def test_only_a_publication_has_to_be_a_link() -> None:
    assert [p.id for p in a_workflow().products if p.form is ProductForm.LINK] == ["publication_link"]


def test_general_education_has_a_file_of_its_own() -> None:
    assert a_workflow(source=GENERAL_TEXT).applies_to == (
        "primary",
        "lower_secondary",
        "upper_secondary",
        "multi_level",
        "continuing_education",
    )


def test_words_that_recognise_a_step_are_found_by_track_and_step() -> None:
    assert recognising_words(a_workflow(source=WORKFLOW_TEXT)) == {("school", "finish"): ("kết thúc",)}


@pytest.mark.parametrize("key", ["id", "version", "label", "applies_to", "source", "tracks"])
def test_a_key_that_is_missing_is_named(key: str) -> None:
    start = WORKFLOW_TEXT.index(f"[{key}." if key == "tracks" else f"\n{key} =")
    end = WORKFLOW_TEXT.index("[[products]]" if key == "tracks" else "\n", start + 1)
    assert problems(WORKFLOW_TEXT[:start] + WORKFLOW_TEXT[end:]) == {key: "missing_key"}


@pytest.mark.parametrize(
    ("spoil", "by", "where", "problem"),
    [
        ("version = 1", "verson = 1\nversion = 1", "verson", "unknown_key"),
        ("version = 1", 'version = "1"', "version", "wanted_int"),
        ("version = 1", "version = true", "version", "wanted_int"),
        ("version = 1", "version = 0", "version", "too_small"),
        ('id = "short"', 'id = "Short"', "id", "not_identifier"),
        ('id = "short"', 'id = "../short"', "id", "not_identifier"),
        ('source = "bản mẫu"', 'source = "  "', "source", "empty"),
        ('vi = "Ngắn", en = "Short"', 'vi = "Ngắn"', "label.en", "missing_key"),
        ('vi = "Ngắn", en = "Short"', 'vi = "Ngắn", en = "Short", fr = "Court"', "label.fr", "unknown_key"),
        ('label = { vi = "Ngắn", en = "Short" }', 'label = "Ngắn"', "label", "wanted_dict"),
        ('applies_to = ["preschool"]', 'applies_to = ["preschol"]', "applies_to", "unknown_word"),
        ('applies_to = ["preschool"]', 'applies_to = ["province"]', "applies_to", "unknown_word"),
        ('applies_to = ["preschool"]', "applies_to = [1]", "applies_to", "not_texts"),
        ('applies_to = ["preschool"]', 'applies_to = ["preschool", "preschool"]', "applies_to", "said_twice"),
        ("[tracks.school]", "tracks.extra = 1\n[tracks.school]", "tracks.extra", "not_a_table"),
        ('owner = "school"', 'owner = "schol"', "tracks.school.stages[1].owner", "unknown_word"),
        ('id = "finished"', 'id = "begun"', "tracks.school.stages", "id_twice"),
        ('from = ["begun"]', 'from = "begun"', "tracks.school.transitions[1].from", "wanted_list"),
        ('to = "finished"', "to = 3", "tracks.school.transitions[1].to", "wanted_str"),
        ('by = ["school"]', 'by = ["principal"]', "tracks.school.transitions[1].by", "unknown_word"),
        ('"has_reason"', '"has_reasons"', "tracks.school.transitions[1].guards", "unknown_word"),
        ('level = "self"', 'level = "own"', "tracks.school.transitions[1].level", "unknown_word"),
        ("starts_round = true", 'starts_round = "yes"', "tracks.school.transitions[1].starts_round", "wanted_bool"),
        ('form = "file"', 'form = "paper"', "products[1].form", "unknown_word"),
        ("[[products]]", SECOND_PAPER + "[[products]]", "products", "id_twice"),
    ],
)
def test_a_wrong_value_is_named_with_its_place(spoil: str, by: str, where: str, problem: str) -> None:
    assert problems_of_spoiled(spoil, by) == {where: problem}


def test_all_problems_come_at_once() -> None:
    content = replaced(WORKFLOW_TEXT, "version = 1", "version = 0\nextra = 1")
    content = replaced(content, 'owner = "school"', 'owner = "nobody"')
    content = replaced(content, 'to = "finished"', "")
    assert problems(content) == {
        "version": "too_small",
        "extra": "unknown_key",
        "tracks.school.stages[1].owner": "unknown_word",
        "tracks.school.transitions[1].to": "missing_key",
    }


def test_the_nearest_word_is_suggested_and_all_are_listed() -> None:
    with pytest.raises(FileInvalid) as refused:
        parse_workflow(replaced(WORKFLOW_TEXT, '"has_reason"', '"has_reson"'), file="w.toml")
    (hint,) = refused.value.hints
    assert hint.facts["nearest"] == "has_reason"
    assert "no_case_in" in str(hint)


def test_a_slip_in_the_syntax_is_shown_with_its_line() -> None:
    with pytest.raises(FileInvalid, match="dòng 3, cột"):
        parse_workflow(replaced(WORKFLOW_TEXT, "version = 1", "version = = 1"), file="w.toml")


def test_text_is_composed_and_on_one_line() -> None:
    decomposed = replaced(WORKFLOW_TEXT, 'source = "bản mẫu"', 'source = """ba\u0309n\n   ma\u0302\u0303u """')
    decomposed = replaced(decomposed, '["văn bản"]', '["va\u0306n  ba\u0309n"]')
    workflow = a_workflow(source=decomposed)
    assert (workflow.source, workflow.products[0].recognised_by) == ("bản mẫu", ("văn bản",))


def test_a_file_that_is_not_there_is_not_found(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match=r"none\.toml"):
        read_workflow(tmp_path / "none.toml")
    with pytest.raises(NotFound):
        read_workflow(tmp_path)


@pytest.mark.parametrize(("content", "problem"), [(b"\xff\xfe\x00", "not_utf8"), (b"#" * 1_000_001, "too_big")])
def test_a_file_that_is_no_text_of_that_size_is_refused(tmp_path: Path, content: bytes, problem: str) -> None:
    path = tmp_path / "w.toml"
    path.write_bytes(content)
    with pytest.raises(FileInvalid) as refused:
        read_workflow(path)
    assert refused.value.problems[0].message.key == f"definitions.{problem}"


def test_a_file_saved_by_windows_is_read(tmp_path: Path) -> None:
    path = tmp_path / "w.toml"
    path.write_bytes(b"\xef\xbb\xbf" + PRESCHOOL_TEXT.replace("\n", "\r\n").encode())
    assert read_workflow(path) == a_workflow()
