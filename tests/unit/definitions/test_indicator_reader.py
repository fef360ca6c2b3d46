from decimal import Decimal

import pytest

from cycle_engine.definitions.catalogue import find_indicator_set, list_indicator_sets
from cycle_engine.definitions.indicator_reader import parse_indicators
from cycle_engine.definitions.workflow_reader import parse_workflow
from cycle_engine.domain.indicators import Band, MissingMandatory, OverallRule, SetStatus
from cycle_engine.errors import FileInvalid, NotFound
from tests.definition_files import GENERAL_TEXT, PRESCHOOL_TEXT
from tests.indicator_sets import BANDS, SET_4725_TEXT, SMALL_SET_TEXT, set_3276, set_4725


def test_the_shipped_4725_is_as_it_was_read_and_says_that_it_is_incomplete() -> None:
    """Its source adds group I to 100 and group II to 90 only; rows 1.1, 1.2, 2.1, 2.2 are mandatory."""
    found = set_4725()
    assert (found.status, found.number, str(found.issued)) == (SetStatus.INCOMPLETE, "4725/QĐ-BGDĐT", "2022-12-30")
    assert [(group.id, group.criteria_sum, group.maximum, group.gap) for group in found.groups] == [
        ("I", Decimal(100), Decimal(100), Decimal(0)),
        ("II", Decimal(90), Decimal(100), Decimal(10)),
    ]
    assert [c.code for c in found.criteria if c.mandatory] == ["1.1", "1.2", "2.1", "2.2"]
    assert [c.code for c in found.criteria if c.maximum is None] == ["1.1", "1.2", "2.1", "2.2"]
    assert len(found.criteria) == 29
    assert found.bands == BANDS
    assert (found.overall, found.missing_mandatory) == (OverallRule.LOWEST_GROUP, MissingMandatory.CAPS)
    assert {str(c.step) for c in found.criteria} == {"0.5"}


def test_the_shipped_3276_invents_nothing() -> None:
    found = set_3276()
    assert (found.status, found.number, str(found.issued)) == (SetStatus.PLACEHOLDER, "3276/QĐ-BGDĐT", "2024-10-30")
    assert (found.groups, found.bands, found.criteria) == ((), (), ())


@pytest.mark.parametrize(("workflow", "set_id"), [(PRESCHOOL_TEXT, "3276"), (GENERAL_TEXT, "4725")])
def test_each_shipped_workflow_names_its_set_for_the_same_kinds_of_school(workflow: str, set_id: str) -> None:
    read = parse_workflow(workflow, file="x.toml")
    assert read.indicators == set_id
    assert {"3276": set_3276(), "4725": set_4725()}[set_id].applies_to == read.applies_to


def test_sets_are_found_by_name() -> None:
    assert list(list_indicator_sets()) == ["3276", "4725"]
    with pytest.raises(NotFound) as refused:
        find_indicator_set("4275")
    assert "4725" in str(refused.value.hints[0])


def test_points_are_read_exactly_whichever_way_they_are_written() -> None:
    text = SMALL_SET_TEXT.replace("maximum = 60", 'maximum = "7,5"').replace("maximum = 40", "maximum = 0.1")
    maxima = [criterion.maximum for criterion in parse_indicators(text, file="x.toml").criteria]
    assert maxima == [None, Decimal("7.5"), Decimal("0.1")]


def test_bounds_are_open_or_closed_as_they_are_written() -> None:
    text = SMALL_SET_TEXT.replace("below = 50", "to = 49.5").replace("from = 50", "above = 49.5")
    first, second, _ = parse_indicators(text, file="x.toml").bands
    assert first == Band(1, Decimal(0), Decimal("49.5"))
    assert second == Band(2, Decimal("49.5"), Decimal(75), low_included=False)


@pytest.mark.parametrize(
    ("old", "new", "where"),
    [
        ('id = "3276"', 'id = "32 76"', "id"),
        ('status = "verified"', 'status = "sound"', "status"),
        ("maximum = 60", "maximum = -1", "groups[1].criteria[2].maximum"),
        ("maximum = 60", 'maximum = "sáu"', "groups[1].criteria[2].maximum"),
        ("maximum = 60", "maximum = true", "groups[1].criteria[2].maximum"),
        ("from = 50", "from = 50\nabove = 49", "bands[2].level"),
        ('applies_to = ["preschool"]', 'applies_to = ["kindergarten"]', "applies_to"),
        ('label = "Phần mềm"', 'label = "Phần mềm"\nweight = 2', "groups[1].criteria[2].weight"),
        ('missing_mandatory = "caps"', 'missing_mandatory = "fails"', "missing_mandatory"),
    ],
)
def test_what_cannot_be_read_is_named_with_its_place_and_a_cure(old: str, new: str, where: str) -> None:
    assert old in SMALL_SET_TEXT
    with pytest.raises(FileInvalid) as refused:
        parse_indicators(SMALL_SET_TEXT.replace(old, new, 1), file="x.toml")
    (problem,) = refused.value.problems
    assert problem.where == where
    assert problem.hint


def test_all_problems_of_a_file_come_at_once() -> None:
    broken = SET_4725_TEXT.replace("maximum = 6\n", 'maximum = "sáu"\n')
    with pytest.raises(FileInvalid) as refused:
        parse_indicators(broken, file="x.toml")
    assert len(refused.value.problems) == broken.count('"sáu"') > 5
