import json
from dataclasses import fields, replace
from typing import Any

import pytest

from cycle_engine.domain.definition import Addressee, Party
from cycle_engine.domain.notices import AS_COPY, NoticeKey, notice_from_json, notice_to_json
from tests.school_year import a_notice, day


@pytest.mark.parametrize(
    "notice",
    [
        a_notice(),
        a_notice(products=(), milestone_source=""),
        a_notice(held_up=3),
        a_notice(products=("Biên bản", "Quyết định"), owner=Party.DEPARTMENT, addressee=Addressee.HEAD),
    ],
)
def test_a_notice_survives_being_written_as_json_and_read(notice: Any) -> None:
    assert notice_from_json(json.loads(json.dumps(notice_to_json(notice)))) == notice


def test_a_notice_that_an_older_program_kept_was_held_up_by_nobody() -> None:
    kept = notice_to_json(a_notice(held_up=3))
    del kept["held_up"]
    assert notice_from_json(kept) == a_notice()


def test_only_a_notice_meant_for_another_is_a_copy() -> None:
    assert not a_notice().is_copy
    assert a_notice(template=AS_COPY).is_copy


OTHER: dict[str, Any] = {
    "case_id": 2,
    "milestone": "II.2",
    "round": 2,
    "due": day("28/02/2025"),
    "offset": -2,
    "recipient": "department",
}


@pytest.mark.parametrize("name", [field.name for field in fields(NoticeKey)])
def test_promise_6_each_part_of_a_notice_s_key_makes_it_another_notice(name: str) -> None:
    key = a_notice().key

    assert replace(key, **{name: OTHER[name]}) != key
