"""Both languages say everything that the code asks for, with the facts it gives, and nothing else."""

import unicodedata

import pytest

from cycle_engine.messages import Language
from tests.architecture import catalogue_files, spoken_texts

# A text whose use cannot be seen by reading the code, and where it is used.
USED_OUT_OF_SIGHT: dict[str, str] = {}


def test_both_languages_have_the_same_areas() -> None:
    assert catalogue_files.areas(Language.VI) == catalogue_files.areas(Language.EN)


@pytest.mark.parametrize("area", sorted(catalogue_files.areas(Language.VI) & catalogue_files.areas(Language.EN)))
def test_both_languages_say_the_same_things_with_the_same_facts(area: str) -> None:
    vietnamese, english = catalogue_files.texts(Language.VI, area), catalogue_files.texts(Language.EN, area)
    assert {name: catalogue_files.fields(template) for name, template in vietnamese.items()} == {
        name: catalogue_files.fields(template) for name, template in english.items()
    }


@pytest.mark.parametrize("language", Language)
def test_every_text_says_something_in_composed_letters(language: Language) -> None:
    poor = [
        f"{area}.{name}"
        for area in catalogue_files.areas(language)
        for name, template in catalogue_files.texts(language, area).items()
        if template != template.strip() or not template or not unicodedata.is_normalized("NFC", template)
    ]
    assert poor == []


def test_every_text_that_the_code_asks_for_is_there() -> None:
    missing = [
        f"{asked.place} asks for {key}"
        for asked in spoken_texts.asked_texts()
        for key in asked.whole_keys
        if key not in catalogue_files.catalogue()
    ]
    assert missing == []


def test_every_text_is_given_the_facts_it_tells() -> None:
    lacking = [
        f"{asked.place} gives {key} no {', '.join(sorted(untold))}"
        for asked in spoken_texts.asked_texts()
        if asked.facts is not None
        for key in asked.whole_keys
        if (untold := catalogue_files.fields(catalogue_files.catalogue().get(key, "")) - asked.facts)
    ]
    assert lacking == []


def test_no_text_is_kept_that_nobody_asks_for() -> None:
    idle = {key for key in catalogue_files.catalogue() if not spoken_texts.is_asked_for(key)}
    assert idle == USED_OUT_OF_SIGHT.keys()
