import pytest

from cycle_engine.domain.units import KIND_LABELS, KIND_WORDS, Unit, UnitKind, code_key
from cycle_engine.formatting import search_key


@pytest.mark.parametrize("kind", list(UnitKind))
def test_every_kind_has_a_name_and_words_of_its_own(kind: UnitKind) -> None:
    assert KIND_LABELS[kind].vi
    assert KIND_LABELS[kind].en
    assert KIND_WORDS[kind]


def test_no_word_names_two_kinds() -> None:
    named = [
        (search_key(word), kind)
        for kind in UnitKind
        for word in {search_key(w) for w in (*KIND_WORDS[kind], kind.label.vi, kind.label.en, kind.value)}
    ]
    assert len({word for word, _ in named}) == len({*named})


def test_schools_are_assessed_and_authorities_are_not() -> None:
    assert Unit("MN01", "Trường Mầm non Mẫu 01", UnitKind.PRESCHOOL).is_school
    assert not any(
        kind.is_school for kind in ("department", "commune", "social_office", "province") for kind in [UnitKind(kind)]
    )


def test_codes_that_differ_in_case_are_one_code() -> None:
    assert code_key(" mn01 ") == code_key("MN01")
