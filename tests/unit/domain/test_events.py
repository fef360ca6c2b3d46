from dataclasses import fields, replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from cycle_engine.domain.definition import LevelKind, Party
from cycle_engine.domain.events import (
    GENESIS,
    AmendedPlan,
    Document,
    Event,
    EventKind,
    Explains,
    Facts,
    OwnDeadline,
    canonical_json,
    facts_from_json,
    facts_to_json,
    hash_of,
)
from cycle_engine.domain.evidence import EvidenceForm, EvidenceItem, EvidenceState
from cycle_engine.domain.scoring import GroupTotal, ScoreEntry, ScoreSheet
from tests.school_year import an_event, day

PAPER = Document("self_assessment_decision", "quyet-dinh.pdf", "b" * 64, "", "05/QĐ-MN", day("24/01/2025"))
ENTRY = ScoreEntry("1.3.1", Decimal("5.5"), met=True, note="đủ")
SHEET = ScoreSheet(
    LevelKind.SELF,
    set_id="4725",
    set_version=1,
    set_digest="d" * 64,
    entries=(ENTRY,),
    group_totals=(GroupTotal("II", Decimal(80)), GroupTotal("I", Decimal("75.5"))),
    level=2,
    number="03/BB-MN",
    dated=day("20/01/2025"),
)
ITEM = EvidenceItem("e1", "1.3.1", EvidenceForm.FILE, "anh.png", "e" * 64, "", "ảnh màn hình", source="PGD/73/MN01")
PLAN = AmendedPlan("80/KH-PGDĐT", day("15/01/2025"), "f" * 64)
WHOLE = an_event(
    "24/01/2025",
    after=an_event(),
    transition="approve",
    source="approval",
    stage="review_request",
    owner=Party.SCHOOL,
    documents=(PAPER,),
    level_kind=LevelKind.SELF,
    level=2,
    deadlines=(OwnDeadline("II.2", day("14/03/2025")),),
    reason="lý do",
    note="ghi chú",
    scores=SHEET,
    evidence=(ITEM,),
    plan=PLAN,
    explains=Explains("II.1", 1),
    on_behalf_of="hieu-truong",
)

OTHER_FACTS: dict[str, Any] = {
    "stage": "approval",
    "owner": Party.DEPARTMENT,
    "round": 2,
    "documents": (),
    "level_kind": LevelKind.EXTERNAL,
    "level": 3,
    "deadlines": (),
    "reason": "lý do khác",
    "note": "",
    "scores": None,
    "evidence": (),
    "plan": None,
    "explains": None,
}
OTHER_SHEET: dict[str, Any] = {
    "kind": LevelKind.EXTERNAL,
    "set_id": "3276",
    "set_version": 2,
    "set_digest": "e" * 64,
    "entries": (),
    "group_totals": (),
    "level": None,
    "number": "",
    "dated": None,
}
OTHER_ENTRY: dict[str, Any] = {"code": "1.3.2", "points": None, "met": None, "note": ""}
OTHER_ITEM: dict[str, Any] = {
    "id": "e2",
    "criterion": "",
    "form": EvidenceForm.NOTE,
    "name": "",
    "sha256": "",
    "link": "https://x.example/",
    "text": "",
    "state": EvidenceState.WITHDRAWN,
    "source": "",
}
OTHER_PLAN: dict[str, Any] = {"number": "81/KH", "issued": day("16/01/2025"), "sha256": "a" * 64}
OTHER_DOCUMENT: dict[str, Any] = {
    "kind": "self_assessment_minutes",
    "name": "khac.pdf",
    "sha256": "c" * 64,
    "link": "https://x.example/",
    "number": "06/QĐ-MN",
    "dated": None,
}
OTHER: dict[str, Any] = {
    "case_key": "PGD/74/MN02",
    "seq": 3,
    "kind": EventKind.EXTENSION,
    "transition": "submit",
    "source": "self_assessment",
    "target": "published",
    "actor": "nguoi-khac",
    "on_behalf_of": "",
    "occurred_on": day("23/01/2025"),
    "recorded_at": WHOLE.recorded_at + timedelta(microseconds=1),
    "previous_hash": GENESIS,
}


def _rescored(sheet: ScoreSheet) -> Event:
    return replace(WHOLE, facts=replace(WHOLE.facts, scores=sheet))


def _changed() -> dict[str, Event]:
    facts = WHOLE.facts
    return {
        **{name: replace(WHOLE, **{name: value}) for name, value in OTHER.items()},
        **{f"facts.{n}": replace(WHOLE, facts=replace(facts, **{n: v})) for n, v in OTHER_FACTS.items()},
        **{
            f"document.{n}": replace(WHOLE, facts=replace(facts, documents=(replace(PAPER, **{n: v}),)))
            for n, v in OTHER_DOCUMENT.items()
        },
        **{f"scores.{n}": _rescored(replace(SHEET, **{n: v})) for n, v in OTHER_SHEET.items()},
        **{
            f"entry.{n}": _rescored(replace(SHEET, entries=(replace(ENTRY, **{n: v}),))) for n, v in OTHER_ENTRY.items()
        },
        **{
            f"evidence.{n}": replace(WHOLE, facts=replace(facts, evidence=(replace(ITEM, **{n: v}),)))
            for n, v in OTHER_ITEM.items()
        },
        **{
            f"plan.{n}": replace(WHOLE, facts=replace(facts, plan=replace(PLAN, **{n: v})))
            for n, v in OTHER_PLAN.items()
        },
        "explains.milestone": replace(WHOLE, facts=replace(facts, explains=Explains("II.2", 1))),
        "explains.round": replace(WHOLE, facts=replace(facts, explains=Explains("II.1", 2))),
        "deadline.milestone": replace(WHOLE, facts=replace(facts, deadlines=(OwnDeadline("II.3", day("14/03/2025")),))),
        "deadline.due": replace(WHOLE, facts=replace(facts, deadlines=(OwnDeadline("II.2", day("15/03/2025")),))),
    }


def test_the_list_of_changes_names_every_field_of_an_event() -> None:
    assert {field.name for field in fields(Event)} - {"hash", "facts"} == OTHER.keys()
    assert {field.name for field in fields(Facts)} == OTHER_FACTS.keys()
    assert {field.name for field in fields(Document)} == OTHER_DOCUMENT.keys()
    assert {field.name for field in fields(ScoreSheet)} == OTHER_SHEET.keys()
    assert {field.name for field in fields(ScoreEntry)} == OTHER_ENTRY.keys()
    assert {field.name for field in fields(EvidenceItem)} == OTHER_ITEM.keys()
    assert {field.name for field in fields(AmendedPlan)} == OTHER_PLAN.keys()
    assert [field.name for field in fields(Explains)] == ["milestone", "round"]


@pytest.mark.parametrize("changed", _changed().values(), ids=_changed().keys())
def test_promise_3_every_field_of_an_event_matters_to_its_hash(changed: Event) -> None:
    assert changed != WHOLE
    assert hash_of(changed) != WHOLE.hash


def test_an_event_follows_the_one_before() -> None:
    first = an_event()
    second = an_event("26/11/2024", after=first)

    assert (first.seq, first.previous_hash) == (1, GENESIS)
    assert (second.seq, second.previous_hash) == (2, first.hash)
    assert hash_of(second) == second.hash


def test_the_same_event_has_the_same_hash_for_ever() -> None:
    """What was written years ago must still verify: this value may never change."""
    assert an_event().hash == "23a8eb137375cddff92cc15ab951730a5e1bb999f70f7014dd542f126ce5183d"


def test_facts_survive_being_written_and_read() -> None:
    assert facts_from_json(facts_to_json(WHOLE.facts)) == WHOLE.facts
    bare = Facts("published", None, 1)
    assert facts_from_json(facts_to_json(bare)) == bare
    assert facts_to_json(bare) == {"stage": "published", "round": 1}


def test_json_is_written_one_way_only() -> None:
    assert canonical_json({"b": "Tết", "a": [1]}) == '{"a":[1],"b":"Tết"}'
