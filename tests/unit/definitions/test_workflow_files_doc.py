"""``docs/workflow-files.md`` names every key and every word that the readers know, and no other."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from cycle_engine.definitions.plan_checks import TEMPLATES
from cycle_engine.definitions.plan_reader import HANDOVER_DAYS, SUPPLEMENT_DAYS, parse_plan
from cycle_engine.definitions.workflow_reader import parse_workflow
from cycle_engine.domain.definition import (
    LADDER_ADDRESSEES,
    PREVIOUS,
    Addressee,
    LatePolicy,
    LevelKind,
    Party,
    Plan,
    ProductForm,
    Role,
    Workflow,
)
from cycle_engine.domain.guards import GUARDS
from cycle_engine.domain.units import SCHOOL_KINDS
from cycle_engine.errors import FileInvalid
from tests.definition_files import PLAN_TEXT, WORKFLOW_TEXT

DOC = (Path(__file__).parents[3] / "docs" / "workflow-files.md").read_text(encoding="utf-8")
SECTIONS = {
    "workflow": "## A workflow",
    "track": "### A track",
    "stage": "### A stage",
    "transition": "### A transition",
    "telling": "### A letter of a transition",
    "product": "### A product",
    "plan": "## A plan",
    "milestone": "### A milestone",
    "rung": "### A rung of the ladder",
}
# One table of each kind in a file, where a key nobody knows is put to make the reader say which ones it knows.
PLACES = {
    "workflow": ("\nid =", "\nunknown = 1\nid ="),
    "track": ("\ninitial =", "\nunknown = 1\ninitial ="),
    "stage": ('\nid = "begun"', '\nunknown = 1\nid = "begun"'),
    "transition": ('\nid = "finish"', '\nunknown = 1\nid = "finish"'),
    "telling": ('\nletter = "recognized"', '\nunknown = 1\nletter = "recognized"'),
    "product": ('\nid = "paper"', '\nunknown = 1\nid = "paper"'),
    "plan": ("\nnumber =", "\nunknown = 1\nnumber ="),
    "milestone": ('\nid = "I.1"', '\nunknown = 1\nid = "I.1"'),
    "rung": ("\noffset = 0", "\nunknown = 1\noffset = 0"),
}


def section(table: str) -> str:
    return DOC.split(f"\n{SECTIONS[table]}\n")[1].split("\n#")[0]


def rows(table: str) -> dict[str, str]:
    return dict(re.findall(r"^\| `(\w+)` \| (.*) \|$", section(table), re.MULTILINE))


def file_with(table: str) -> tuple[str, Callable[..., Workflow | Plan]]:
    if table in ("plan", "milestone", "rung"):
        return PLAN_TEXT, parse_plan
    return WORKFLOW_TEXT, parse_workflow


def known_keys(table: str) -> list[str]:
    source, parse = file_with(table)
    with pytest.raises(FileInvalid) as refused:
        parse(source.replace(*PLACES[table], 1), file="x.toml")
    (problem,) = refused.value.problems
    assert problem.hint
    allowed = problem.hint.facts["allowed"]
    assert isinstance(allowed, tuple)
    return [str(key) for key in allowed]


@pytest.mark.parametrize("table", SECTIONS)
def test_every_key_of_the_reader_is_described_and_no_other(table: str) -> None:
    assert sorted(rows(table)) == sorted(known_keys(table))


@pytest.mark.parametrize(
    ("table", "key", "words"),
    [
        ("workflow", "applies_to", SCHOOL_KINDS),
        ("stage", "owner", Party),
        ("transition", "by", Role),
        ("transition", "level", LevelKind),
        ("transition", "to", [PREVIOUS]),
        ("product", "form", ProductForm),
        ("plan", "late_policy", LatePolicy),
        ("telling", "to", Addressee),
        ("rung", "to", LADDER_ADDRESSEES),
        ("rung", "template", TEMPLATES),
    ],
)
def test_every_word_a_key_may_hold_is_named(table: str, key: str, words: list[str]) -> None:
    assert set(words) <= set(re.findall(r"`(\w+)`", rows(table)[key]))


def test_every_guard_is_described_and_no_other() -> None:
    assert set(re.findall(r"^\| `(\w+)[:`]", DOC.split("\n### Guards\n")[1].split("\n#")[0], re.MULTILINE)) == set(
        GUARDS
    )


def test_the_defaults_are_the_reader_s() -> None:
    assert rows("plan")["handover_days"].startswith(f"*optional*, {HANDOVER_DAYS}:")
    assert rows("plan")["supplement_days"].startswith(f"*optional*, {SUPPLEMENT_DAYS}:")


@pytest.mark.parametrize("table", SECTIONS)
def test_a_key_is_optional_exactly_where_it_is_described_so(table: str) -> None:
    source, parse = file_with(table)
    tables = ("tracks", "products", "stages", "transitions", "milestones", "ladder")
    for key, description in rows(table).items():
        if key in tables:
            continue
        without = _without(source, source.index(PLACES[table][0]), key)
        if "optional" in description:
            parse(without, file="x.toml")
        else:
            with pytest.raises(FileInvalid):
                parse(without, file="x.toml")


def _without(source: str, anchor: int, key: str) -> str:
    """The file without one line of the table that stands around ``anchor``."""
    begin = source.rfind("\n[", 0, anchor) + 1
    end = source.find("\n[", anchor)
    table = re.sub(rf"^{key} = .*\n", "", source[begin:end] + "\n", count=1, flags=re.MULTILINE)
    return source[:begin] + table + source[end:]
