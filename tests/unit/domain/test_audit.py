from dataclasses import replace
from hashlib import sha256

import pytest

from cycle_engine.domain.audit import fingerprint, verify_case
from cycle_engine.domain.case import fold
from cycle_engine.domain.definition import LevelKind
from cycle_engine.domain.events import Event, hash_of
from tests.school_year import a_history, day

EVENTS = a_history(("25/11/2024", {}), ("20/01/2025", {"stage": "approval"}), ("22/01/2025", {"note": "đã xem"}))
STATE = fold(EVENTS)


def found(*events: Event) -> list[int]:
    return [damage.seq for damage in verify_case(STATE, events)]


def test_a_whole_history_has_no_damage() -> None:
    assert found(*EVENTS) == []


@pytest.mark.parametrize("number", [1, 2, 3])
def test_promise_3_a_changed_event_is_found_and_named(number: int) -> None:
    changed = [replace(e, actor="nguoi-khac") if e.seq == number else e for e in EVENTS]

    assert found(*changed) == [number]


@pytest.mark.parametrize("number", [1, 2])
def test_an_event_sealed_anew_breaks_the_link_of_the_next(number: int) -> None:
    changed = replace(EVENTS[number - 1], actor="nguoi-khac")
    forged = replace(changed, hash=hash_of(changed))

    assert found(*(forged if e.seq == number else e for e in EVENTS)) == [number + 1]


@pytest.mark.parametrize("number", [1, 2])
def test_a_chain_that_goes_on_after_a_missing_link_is_damaged_there(number: int) -> None:
    assert found(*(e for e in EVENTS if e.seq != number)) == [number]


def test_a_history_cut_off_at_its_end_does_not_match_its_row() -> None:
    assert found(*EVENTS[:2]) == [0]


def test_a_case_without_history_is_damaged() -> None:
    assert found() == [0]


@pytest.mark.parametrize(
    "changed",
    [
        replace(STATE, stage="published"),
        replace(STATE, levels={LevelKind.RECOGNIZED: 3}),
        replace(STATE, deadlines={("II.1", 1): day("14/02/2025")}),
        replace(STATE, handed_over_on=day("01/01/2025")),
        replace(STATE, hash="f" * 64),
    ],
)
def test_promise_1_a_row_that_is_not_the_fold_of_its_events_is_found(changed: object) -> None:
    assert [damage.seq for damage in verify_case(changed, EVENTS)] == [0]  # type: ignore[arg-type]


def test_a_fingerprint_names_the_whole_history_whatever_the_order() -> None:
    assert fingerprint({"b": "2", "a": "1"}) == fingerprint({"a": "1", "b": "2"})
    assert fingerprint({"a": "1"}) == sha256(b"a\t1\n").hexdigest()
    assert len({fingerprint(heads) for heads in ({}, {"a": "1"}, {"a": "2"}, {"b": "1"}, {"a": "1", "b": "1"})}) == 5
