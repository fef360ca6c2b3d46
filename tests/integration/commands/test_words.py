"""People read names of stages, papers, roles and states; programs read the ids."""

import json
from pathlib import Path

from tests.command_line import Answer, cycle

AT = ("--as-of", "2025-01-06")


def test_an_act_names_its_stages_to_people_and_their_ids_to_programs(workspace: Path) -> None:
    assert _submit(workspace, "MN01").out.splitlines()[0] == (
        "MN01 Trường Mầm non Mẫu 01: Self-assessment → Approval of the self-assessment"
    )
    answer = json.loads(_submit(workspace, "MN02", before=("--json",)).out)
    assert answer["acts"] == [{"unit": "MN02", "transition": "submit", "from": "self_assessment", "to": "approval"}]


def test_the_table_of_many_acts_names_stages(workspace: Path) -> None:
    out = _submit(workspace, "MN01", "MN02").out
    assert "Self-assessment  Approval of the self-assessment" in out
    assert "self_assessment" not in out


def test_history_names_stages_and_papers_to_people_and_their_ids_to_programs(workspace: Path) -> None:
    _submit(workspace, "MN01")
    out = cycle(workspace, "history", "MN01").out
    assert "Self-assessment  Approval of the self-assessment" in out
    assert "Self-assessment minutes: minutes.pdf" in out
    assert "self_assessment" not in out
    (_opened, submitted) = json.loads(cycle(workspace, "--json", "history", "MN01").out)["events"]
    assert (submitted["from"], submitted["documents"][0]["kind"]) == ("self_assessment", "self_assessment_minutes")


def test_a_role_is_named_when_it_is_given_and_when_it_is_asked_for(workspace: Path) -> None:
    given = cycle(workspace, "officer", "add", "mn01", "--role", "school", "--unit", "MN01")
    assert given.out == "mn01 now has the role school.\n"
    refused = cycle(workspace, *AT, "--lang", "vi", "--as", "mn01", "advance", "MN01", "exempt", "--reason", "lý do")
    assert (refused.status, "Lãnh đạo phòng" in refused.err) == (5, True)


def test_a_letter_that_cannot_be_taken_back_is_said_to_be_what_it_is(workspace: Path) -> None:
    assert cycle(workspace, "--as-of", "2025-01-17", "tick").status == 0
    for _ in range(2):
        answer = cycle(workspace, "--lang", "vi", "--as-of", "2025-01-17", "mail", "cancel", "1")
    assert (answer.status, "thư số 1 đã rút" in answer.err) == (1, True)
    told = json.loads(cycle(workspace, "--json", "--as-of", "2025-01-17", "mail", "cancel", "1").out)["error"]
    assert told["details"]["state"] == "cancelled"


def _submit(workspace: Path, *units: str, before: tuple[str, ...] = ()) -> Answer:
    paper = workspace / "minutes.pdf"
    paper.write_text("Bản mẫu\n", "utf-8")
    needs = ("--document", f"self_assessment_minutes={paper}", "--level", "2")
    return cycle(workspace, *AT, *before, "advance", *units, "submit", *needs)
