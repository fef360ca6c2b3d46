"""Workflow and plan files for tests: the shipped ones as text to spoil, and a small plan with room for more."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from cycle_engine.definitions.plan_reader import parse_plan
from cycle_engine.definitions.workflow_reader import parse_workflow
from cycle_engine.domain.definition import Plan, Workflow
from cycle_engine.messages import Language, current_language, use_language
from cycle_engine.resources import shipped

PRESCHOOL_TEXT: Final = (shipped("workflows") / "preschool.toml").read_text(encoding="utf-8")
GENERAL_TEXT: Final = (shipped("workflows") / "general-education-4725.toml").read_text(encoding="utf-8")
PLAN_TEXT: Final = (shipped("workflows") / "plans" / "74-KH-GDDT.toml").read_text(encoding="utf-8")

WORKFLOW_TEXT: Final = """
id = "short"
version = 1
label = { vi = "Ngắn", en = "Short" }
applies_to = ["preschool"]
source = "bản mẫu"

[tracks.school]
label = { vi = "Nhà trường", en = "School" }
initial = "begun"

[[tracks.school.stages]]
id = "begun"
label = { vi = "Bắt đầu", en = "Begun" }
owner = "school"

[[tracks.school.stages]]
id = "finished"
label = { vi = "Xong", en = "Finished" }

[[tracks.school.transitions]]
id = "finish"
label = { vi = "Kết thúc", en = "Finish" }
from = ["begun"]
to = "finished"
by = ["school"]
products = ["paper"]
guards = ["has_reason"]
level = "self"
starts_round = true
sets_deadline = true
recognised_by = ["kết thúc"]

[[tracks.school.transitions.tells]]
letter = "recognized"
to = "unit"
cc = ["officer"]
product = "paper"

[[products]]
id = "paper"
label = { vi = "Văn bản", en = "Paper" }
form = "file"
recognised_by = ["văn bản"]
"""


def a_workflow(spoil: str = "", by: str = "", *, source: str = PRESCHOOL_TEXT) -> Workflow:
    """Read the workflow with every ``spoil`` in its text replaced ``by``."""
    return parse_workflow(replaced(source, spoil, by), file="workflow.toml")


def a_plan(spoil: str = "", by: str = "", *, source: str = PLAN_TEXT) -> Plan:
    """Read the plan with every ``spoil`` in its text replaced ``by``."""
    return parse_plan(replaced(source, spoil, by), file="plan.toml")


def replaced(source: str, spoil: str, by: str) -> str:
    """Replace in a text, and insist that there was something to replace."""
    assert spoil in source, f"the file does not say {spoil!r}"
    return source.replace(spoil, by) if spoil else source


def shipped_workflow_files() -> list[Path]:
    return sorted(shipped("workflows").glob("*.toml"))


@contextmanager
def speaking(language: Language) -> Iterator[None]:
    """Speak a language for a while."""
    before = current_language()
    use_language(language)
    try:
        yield
    finally:
        use_language(before)
