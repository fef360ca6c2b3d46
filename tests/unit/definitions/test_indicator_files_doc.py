"""``docs/indicator-files.md`` names every key and every word that the reader knows, and no other."""

import re
from pathlib import Path

import pytest

from cycle_engine.definitions.indicator_reader import parse_indicators
from cycle_engine.domain.indicators import HALF, MissingMandatory, OverallRule, SetStatus
from cycle_engine.domain.units import SCHOOL_KINDS
from cycle_engine.errors import FileInvalid
from tests.indicator_sets import SMALL_SET_TEXT

DOC = (Path(__file__).parents[3] / "docs" / "indicator-files.md").read_text(encoding="utf-8")
SECTIONS = {"set": "## A set", "band": "## A band", "group": "## A group", "criterion": "## A criterion"}
PLACES = {
    "set": ("\nid = ", "\nunknown = 1\nid = "),
    "band": ("\nlevel = 2", "\nunknown = 1\nlevel = 2"),
    "group": ('\nid = "A"', '\nunknown = 1\nid = "A"'),
    "criterion": ('\ncode = "A.1"', '\nunknown = 1\ncode = "A.1"'),
}


def rows(table: str) -> dict[str, str]:
    section = DOC.split(f"\n{SECTIONS[table]}\n")[1].split("\n#")[0]
    return dict(re.findall(r"^\| `(\w+)` \| (.*) \|$", section, re.MULTILINE))


@pytest.mark.parametrize("table", SECTIONS)
def test_every_key_of_the_reader_is_described_and_no_other(table: str) -> None:
    with pytest.raises(FileInvalid) as refused:
        parse_indicators(SMALL_SET_TEXT.replace(*PLACES[table], 1), file="x.toml")
    (problem,) = refused.value.problems
    assert problem.hint
    assert sorted(rows(table)) == sorted(problem.hint.facts["allowed"])  # type: ignore[call-overload]


@pytest.mark.parametrize(
    ("key", "words"),
    [
        ("status", SetStatus),
        ("overall", OverallRule),
        ("missing_mandatory", MissingMandatory),
        ("applies_to", SCHOOL_KINDS),
    ],
)
def test_every_word_a_key_may_hold_is_named(key: str, words: list[str]) -> None:
    assert set(words) <= set(re.findall(r"`(\w+)`", rows("set")[key]))


def test_the_defaults_are_the_reader_s() -> None:
    assert rows("set")["step"].startswith(f"*optional*, {HALF}:")
    without = re.sub(r"^(step|overall|missing_mandatory) = .*\n", "", SMALL_SET_TEXT, flags=re.MULTILINE)
    assert parse_indicators(without, file="x.toml") == parse_indicators(SMALL_SET_TEXT, file="x.toml")


@pytest.mark.parametrize("table", SECTIONS)
def test_a_key_is_optional_exactly_where_it_is_described_so(table: str) -> None:
    for key, description in rows(table).items():
        if key in {"bands", "groups", "criteria", "from", "to", "above", "below"}:
            continue
        anchor = SMALL_SET_TEXT.index(PLACES[table][0])
        begin, end = SMALL_SET_TEXT.rfind("\n[", 0, anchor) + 1, SMALL_SET_TEXT.find("\n[", anchor)
        kept = re.sub(rf"^{key} = .*\n", "", SMALL_SET_TEXT[begin:end] + "\n", count=1, flags=re.MULTILINE)
        without = SMALL_SET_TEXT[:begin] + kept + SMALL_SET_TEXT[end:]
        if "optional" in description:
            parse_indicators(without, file="x.toml")
        else:
            with pytest.raises(FileInvalid):
                parse_indicators(without, file="x.toml")
