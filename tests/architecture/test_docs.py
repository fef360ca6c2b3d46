"""The documentation says what the program does: its sessions are typed, its tables compared with the code."""

import re
import tomllib
from importlib import import_module
from pathlib import Path

import pytest

from cycle_engine.domain.publications import Finding
from cycle_engine.resources import shipped
from notifications.letter_templates import TEMPLATES
from tests.architecture.console_sessions import Terminal, agree, sessions, without_widths
from tests.architecture.source_code import ROOT, text_files
from tests.command_line import run

WORDS_IN_THE_CODE = {
    *("unit", "workflow", "plan", "cycle", "case", "stage", "transition", "milestone", "product", "document"),
    *("event", "extension", "ladder", "rung", "notice", "letter", "report"),
}


def read(path: str) -> str:
    return (ROOT / path).read_text("utf-8")


@pytest.mark.parametrize("document", ["README.md", "docs/tutorial.md"])
def test_every_line_of_a_session_prints_what_is_shown(document: str, tmp_path: Path) -> None:
    terminal = Terminal(tmp_path)
    typed = list(sessions(read(document)))
    assert len(typed) > 10
    for one in typed:
        printed = terminal.type(one.line)
        assert agree(without_widths(one.shown), without_widths(printed)), f"$ {one.line}\n" + "\n".join(printed)


def test_the_drawing_of_the_stages_is_the_program_s_own() -> None:
    drawn = run(["workflow", "draw", "preschool", "--track", "school", "--lang", "en"])
    assert f"```mermaid\n{drawn.out.rstrip()}\n```" in read("README.md")


def test_every_setting_is_described_with_its_default_and_no_other() -> None:
    described = dict(re.findall(r"^\| `([a-z_.]+)` \| `(.*?)` \|", read("docs/settings.md"), re.MULTILINE))
    settings = tomllib.loads((shipped("config") / "default.toml").read_text("utf-8"))
    flat: dict[str, object] = {}
    for key, value in settings.items():
        inside = {f"{key}.{name}": one for name, one in value.items()} if isinstance(value, dict) else {key: value}
        flat.update(inside)
    assert {key: tomllib.loads(f"value = {written}")["value"] for key, written in described.items()} == flat


def test_every_variable_of_the_environment_that_is_read_is_described() -> None:
    code = "\n".join(content.decode() for path, content in text_files().items() if path.startswith(("cli", "cycle_en")))
    asked = set(re.findall(r'"(CYCLE_[A-Z_]+)"', code))
    assert {name for name in asked if name not in read("docs/settings.md")} == set()


def test_every_finding_at_a_published_page_is_described_and_no_other() -> None:
    table = read("docs/publication.md").split("## What is found")[1].split("\n##")[0]
    assert sorted(re.findall(r"^\| `(\w+)` \|", table, re.MULTILINE)) == sorted(finding.value for finding in Finding)


def test_every_letter_is_described_and_no_other() -> None:
    table = read("docs/letters.md").split("## Which there are")[1].split("\n##")[0]
    assert sorted(re.findall(r"^\| `(\w+)` \|", table, re.MULTILINE)) == sorted(TEMPLATES)


ENTRIES = re.findall(r"^\| ([^|]+) \| ([^|]+) \| `([\w.]+)` \|", read("docs/glossary.md"), re.MULTILINE)


def test_the_glossary_has_the_design_s_words() -> None:
    assert {english for _, english, _ in ENTRIES} >= WORDS_IN_THE_CODE


@pytest.mark.parametrize("place", sorted({place for _, _, place in ENTRIES}))
def test_what_the_glossary_names_is_in_the_code(place: str) -> None:
    module, _, name = place.rpartition(".")
    if not hasattr(import_module(module), name):
        import_module(place)


@pytest.mark.parametrize("vietnamese", [vietnamese for vietnamese, _, _ in ENTRIES])
def test_every_word_of_the_glossary_is_one_that_people_read(vietnamese: str) -> None:
    said = "\n".join(
        content.decode().casefold()
        for path, content in text_files().items()
        if path.startswith(("cycle_engine/messages/vi/", "workflows/", "notifications/templates/"))
    )
    assert vietnamese in said


@pytest.mark.parametrize("path", sorted(path for path in text_files() if path.endswith(".md")))
def test_every_link_leads_somewhere(path: str) -> None:
    links = re.findall(r"\]\((?!https?://)([^)#]+)\)", read(path))
    assert [link for link in links if not (ROOT / path).parent.joinpath(link).exists()] == []


def test_decisions_are_numbered_without_gaps() -> None:
    numbers = sorted(int(path.name[:4]) for path in (ROOT / "docs" / "decisions").glob("[0-9]*.md"))
    assert numbers == list(range(1, len(numbers) + 1))
