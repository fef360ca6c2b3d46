"""Evidence is an event like everything else: handed in once, carried over to be confirmed, never lost unnoticed."""

import re
from datetime import date
from pathlib import Path

import pytest

from cycle_engine.clock import end_of
from cycle_engine.domain.case import fold
from cycle_engine.domain.definition import Role
from cycle_engine.domain.evidence import EvidenceItem, EvidenceState
from cycle_engine.errors import Conflict, CycleError, NotFound, NotPermitted, OperationRefused, UsageProblem
from cycle_engine.services.desk import Desk
from cycle_engine.services.evidence_carrying import carry_evidence
from cycle_engine.services.evidence_files import FileFault, walk_files
from cycle_engine.services.evidence_recording import (
    EvidenceRecorded,
    EvidenceRequest,
    add_evidence,
    confirm_evidence,
    withdraw_evidence,
)
from cycle_engine.services.evidence_views import missing_evidence, show_evidence
from cycle_engine.services.histories import show_history, verify
from cycle_engine.services.opening import open_plan
from cycle_engine.store.files import stored_path
from tests.builders import a_desk, a_paper, a_plan, a_roster, advance, by, case_of, everything, keep_roster, on
from tests.indicator_sets import SMALL_SET_TEXT, keep_small_set

LAST_YEAR, THIS_YEAR = "2023-2024", "2024-2025"


def open_year(desk: Desk, *, earlier: bool = False) -> None:
    """Open the real plan, or the same a year earlier."""
    plan = a_plan()
    if earlier:
        plan = re.sub(r"\b202[45](?=-[0-9])", lambda year: str(int(year[0]) - 1), plan)
        plan = plan.replace("2023-2025", LAST_YEAR).replace("74/KH-GDDT", "70/KH-GDDT")
    file = desk.workspace / "plan.toml"
    file.write_text(plan, "utf-8")
    open_plan(desk, str(file))


@pytest.fixture
def desk(database_url: str, tmp_path: Path) -> Desk:
    """An office with a whole indicator set, in January, on each database."""
    keep_small_set(tmp_path)
    opened = a_desk(database_url, tmp_path)
    keep_roster(opened, a_roster())
    open_year(opened)
    return on(opened, date(2025, 1, 13))


@pytest.fixture
def second_year(sqlite_url: str, tmp_path: Path) -> Desk:
    """An office in its second year; MN01 handed in a file and a link a year ago."""
    keep_small_set(tmp_path)
    desk = a_desk(sqlite_url, tmp_path, today=date(2023, 11, 27))
    keep_roster(desk, a_roster())
    open_year(desk, earlier=True)
    add(desk, "A.1", file=a_paper(desk, "hop-dong.pdf"))
    add(desk, "A.2", link="https://truong.example/hoc-lieu")
    now = on(desk, date(2024, 11, 25))
    open_year(now)
    return on(now, date(2025, 1, 13))


def add(desk: Desk, criterion: str = "A.1", *, unit: str = "MN01", **given: str) -> EvidenceRecorded:
    return add_evidence(desk, EvidenceRequest(unit, criterion, **given))  # type: ignore[arg-type]


def items(desk: Desk, unit: str = "MN01") -> list[EvidenceItem]:
    return [held.item for held in case_of(desk, unit).state.evidence]


def missing(desk: Desk, unit: str = "MN01") -> list[str]:
    return [gap.want.code for gap in missing_evidence(desk, unit).units[0].gaps]


def test_promise_1_each_form_of_evidence_is_an_event_that_folds_into_the_case(desk: Desk) -> None:
    paper = a_paper(desk, "hop-dong.pdf")
    add(desk, "A.1", file=paper, note="bản   in\nđủ trang")
    add(desk, "A.2", link="https://truong.example/hoc-lieu")
    add(desk, "*", note="sổ theo dõi để tại văn phòng")
    events = show_history(desk, "MN01").events
    assert [(event.kind, event.actor) for event in events[1:]] == [("evidence", "quan-tri")] * 3
    assert fold(events) == case_of(desk, "MN01").state
    first, second, third = items(desk)
    assert (first.id, first.criterion, first.name, first.text) == ("2-1", "A.1", "hop-dong.pdf", "bản in đủ trang")
    assert stored_path(desk.documents, first.sha256).read_bytes() == Path(paper).read_bytes()
    assert (second.form, second.link) == ("link", "https://truong.example/hoc-lieu")
    assert (third.form, third.criterion, third.text) == ("note", "*", "sổ theo dõi để tại văn phòng")
    assert verify(desk).damage == ()


def test_promise_3_evidence_changed_behind_the_history_is_found(desk: Desk) -> None:
    add(desk, note="ảnh màn hình")
    with desk.database.write() as transaction:
        assert transaction.execute("UPDATE evidence_items SET criterion = 'A.2'") == 1
    assert [str(damage.what.key) for damage in verify(desk).damage] == ["audit.row_differs"]


def test_the_same_handed_in_again_is_no_event(desk: Desk) -> None:
    paper = a_paper(desk)
    first, again = add(desk, file=paper), add(desk, file=paper, note="lời khác")
    assert (first.is_changed, again.is_changed, again.seq, len(items(desk))) == (True, False, first.seq, 1)
    assert add(desk, "A.2", file=paper).is_changed


def test_what_was_withdrawn_can_be_handed_in_anew_under_a_new_number(desk: Desk) -> None:
    old = add(desk, note="nhầm").items[0]
    withdraw_evidence(desk, "MN01", [old.id], reason="nhầm trường")
    new = add(desk, note="nhầm").items[0]
    assert [(item.id, item.state.value) for item in items(desk)] == [(old.id, "withdrawn"), (new.id, "confirmed")]
    assert show_history(desk, "MN01").events[2].facts.reason == "nhầm trường"


@pytest.mark.parametrize(
    ("given", "refusal", "reason"),
    [
        ({}, UsageProblem, "evidence_what"),
        ({"note": " "}, UsageProblem, "evidence_what"),
        ({"file": "a.txt", "link": "https://a.example"}, UsageProblem, "evidence_what"),
        ({"link": "javascript:alert(1)"}, UsageProblem, "evidence_link"),
        ({"file": "nowhere.txt"}, NotFound, "document_missing"),
        ({"criterion": "A.9", "note": "x"}, NotFound, "evidence_code"),
        ({"unit": "MN99", "note": "x"}, NotFound, "unit_not_found"),
        ({"unit": "PGD", "note": "x"}, OperationRefused, "evidence_closed"),
    ],
)
def test_what_is_no_evidence_is_refused_and_nothing_is_kept(
    desk: Desk, given: dict[str, str], refusal: type[CycleError], reason: str
) -> None:
    before = everything(desk.database)
    with pytest.raises(refusal) as refused:
        add(desk, **given)
    assert (refused.value.reason, bool(refused.value.hints)) == (reason, True)
    assert everything(desk.database) == before
    assert not desk.documents.exists()


def test_promise_2_whoever_saw_an_older_state_is_told_what_happened(desk: Desk) -> None:
    seen = case_of(desk, "MN01").state.seq
    add(desk, note="một")
    with pytest.raises(Conflict) as refused:
        add_evidence(desk, EvidenceRequest("MN01", "A.1", note="hai", seen=seen))
    assert refused.value.facts["now"] == seen + 1


@pytest.mark.parametrize(
    ("steps", "allowed"),
    [
        ((), {Role.SCHOOL, Role.OFFICER}),
        (("submit",), {Role.SCHOOL, Role.OFFICER}),
        (("submit", "approve"), {Role.SCHOOL, Role.OFFICER}),
        (("submit", "approve", "request_review"), {Role.OFFICER}),
        (("submit", "approve", "request_review", "return_for_supplement"), {Role.SCHOOL, Role.OFFICER}),
    ],
)
def test_the_school_hands_in_while_the_case_is_with_it_and_officers_also_while_they_review(
    desk: Desk, steps: tuple[str, ...], allowed: set[Role]
) -> None:
    advance(desk, "PGD", "issue_plan", "issue_guidance")
    if steps:
        advance(desk, "MN01", *steps)
    for role in (Role.SCHOOL, Role.OFFICER, Role.HEAD):
        somebody = by(desk, f"ai-{role}", role, unit="MN01" if role is Role.SCHOOL else "")
        if role in allowed:
            assert add(somebody, note=f"của {role}").is_changed
        else:
            with pytest.raises(NotPermitted):
                add(somebody, note=f"của {role}")


def test_once_the_review_is_concluded_even_an_administrator_adds_nothing_until_it_is_reopened(desk: Desk) -> None:
    advance(desk, "PGD", "issue_plan", "issue_guidance")
    advance(desk, "MN01", "submit", "approve", "request_review", "conclude_review")
    held = items(desk)
    with pytest.raises(OperationRefused) as refused:
        add(desk, note="muộn")
    assert (refused.value.reason, items(desk)) == ("evidence_closed", held)
    advance(desk, "MN01", "recognize")
    advance(desk, "MN01", "reopen")
    assert add(desk, note="xem lại").is_changed


def test_a_school_hands_in_nothing_for_another(desk: Desk) -> None:
    with pytest.raises(NotPermitted):
        add(by(desk, "truong", Role.SCHOOL, unit="MN02"), note="x")


def test_the_same_file_at_two_schools_is_pointed_out_to_whoever_adds_and_whoever_looks(desk: Desk) -> None:
    first = add(desk, "A.1", file=a_paper(desk, "mot.pdf", "như nhau"))
    second = add(desk, "A.2", unit="MN02", file=a_paper(desk, "hai.pdf", "như nhau"))
    assert first.twins == ()
    assert [(twin.unit, twin.item.criterion, twin.item.name) for twin in second.twins] == [("MN01", "A.1", "mot.pdf")]
    shown = show_evidence(desk, "MN01").items[0]
    assert [(twin.unit, twin.school_year, twin.item.name) for twin in shown.twins] == [("MN02", THIS_YEAR, "hai.pdf")]
    withdraw_evidence(desk, "MN02", [second.items[0].id], reason="chép")
    assert show_evidence(desk, "MN01").items[0].twins == ()
    assert walk_files(desk).files == 1


def test_a_school_s_own_file_for_two_criteria_is_no_twin(desk: Desk) -> None:
    paper = a_paper(desk)
    add(desk, "A.1", file=paper)
    assert add(desk, "A.2", file=paper).twins == ()


def test_promise_4_the_past_shows_the_evidence_and_the_twins_of_its_day(desk: Desk) -> None:
    add(desk, "A.1", file=a_paper(desk))
    later = on(desk, date(2025, 1, 20))
    add(later, "A.1", unit="MN02", file=a_paper(desk))
    withdraw_evidence(later, "MN01", ["2-1"], reason="thay")
    then = later.looking_back(end_of(date(2025, 1, 15)))
    assert [(one.item.state.value, one.twins) for one in show_evidence(then, "MN01").items] == [("confirmed", ())]
    assert missing(then) == ["A.0", "A.2"]
    assert missing(later) == ["A.0", "A.1", "A.2"]
    units = {unit.unit: len(unit.gaps) for unit in missing_evidence(then).units}
    assert units == {"MN01": 2, "MN02": 3, "MN03": 3}


def test_what_is_missing_is_told_by_the_cycle_s_own_set_with_its_hints(desk: Desk) -> None:
    keep_small_set(desk.workspace, SMALL_SET_TEXT.replace("ảnh màn hình", "điều khác"))
    add(desk, "A.0", note="kế hoạch số 5")
    add(desk, "A", note="cả nhóm")
    add(desk, "*", note="cả hồ sơ")
    gaps = missing_evidence(desk, "MN01").units[0].gaps
    assert [(gap.want.code, gap.want.hint) for gap in gaps] == [("A.1", "ảnh màn hình"), ("A.2", "")]


def test_who_is_exempt_this_year_lacks_nothing(desk: Desk) -> None:
    advance(desk, "MN02", "exempt")
    assert [unit.unit for unit in missing_evidence(desk).units] == ["MN01", "MN03"]


def test_with_a_placeholder_evidence_is_for_the_whole_or_a_group(database_url: str, tmp_path: Path) -> None:
    desk = a_desk(database_url, tmp_path)
    keep_roster(desk, a_roster())
    open_year(desk)
    assert missing(desk) == ["*"]
    add(desk, "II", note="nhóm II")
    assert missing(desk) == []
    add(desk, "*", note="cả hồ sơ")
    assert [item.criterion for item in items(desk)] == ["II", "*"]


def test_last_year_s_evidence_comes_to_be_confirmed_and_counts_only_then(second_year: Desk) -> None:
    desk = second_year
    carried = carry_evidence(desk, ["MN01"], from_year=LAST_YEAR)[0]
    assert [(item.criterion, item.state.value) for item in carried.items] == [
        ("A.1", "to_be_confirmed"),
        ("A.2", "to_be_confirmed"),
    ]
    assert {LAST_YEAR in item.source for item in carried.items} == {True}
    gaps = missing_evidence(desk, "MN01").units[0].gaps
    assert [(gap.want.code, gap.to_be_confirmed) for gap in gaps] == [("A.0", 0), ("A.1", 1), ("A.2", 1)]
    confirm_evidence(desk, "MN01", [carried.items[0].id])
    assert missing(desk) == ["A.0", "A.2"]
    assert (verify(desk).damage, walk_files(desk).faults) == ((), ())


def test_nothing_is_carried_over_twice_nor_after_it_was_withdrawn_nor_what_was_withdrawn_then(
    second_year: Desk,
) -> None:
    desk = second_year
    carried = carry_evidence(desk, ["MN01", "MN01"], from_year=LAST_YEAR)[0]
    withdraw_evidence(desk, "MN01", [carried.items[1].id], reason="đã cũ")
    before = everything(desk.database)
    again = carry_evidence(desk, ["MN01"], from_year=LAST_YEAR)[0]
    assert (again.items, again.already) == ((), 2)
    assert everything(desk.database) == before


def test_what_was_withdrawn_a_year_ago_is_not_carried_over(sqlite_url: str, tmp_path: Path) -> None:
    keep_small_set(tmp_path)
    desk = a_desk(sqlite_url, tmp_path, today=date(2023, 11, 27))
    keep_roster(desk, a_roster())
    open_year(desk, earlier=True)
    withdraw_evidence(desk, "MN01", [add(desk, "A.1", note="rút").items[0].id], reason="nhầm")
    add(desk, "A.2", note="còn")
    now = on(desk, date(2024, 11, 25))
    open_year(now)
    assert [item.text for item in carry_evidence(now, ["MN01"], from_year=LAST_YEAR)[0].items] == ["còn"]


def test_handing_in_what_waits_to_be_confirmed_confirms_it(second_year: Desk) -> None:
    desk = second_year
    waiting = carry_evidence(desk, ["MN01"], from_year=LAST_YEAR)[0].items[0]
    added = add(desk, "A.1", file=a_paper(desk, "hop-dong.pdf"))
    assert (added.is_changed, added.items[0].id, added.items[0].state) == (True, waiting.id, EvidenceState.CONFIRMED)
    assert len(items(desk)) == 2


def test_what_has_no_criterion_any_more_is_named_and_left(sqlite_url: str, tmp_path: Path) -> None:
    keep_small_set(tmp_path, SMALL_SET_TEXT.replace("A.2", "B.9"))
    desk = a_desk(sqlite_url, tmp_path, today=date(2023, 11, 27))
    keep_roster(desk, a_roster())
    open_year(desk, earlier=True)
    add(desk, "B.9", note="cũ")
    add(desk, "A.1", note="còn")
    keep_small_set(tmp_path, SMALL_SET_TEXT.replace("version = 2", "version = 3"))
    now = on(desk, date(2024, 11, 25))
    open_year(now)
    carried = carry_evidence(now, ["MN01"], from_year=LAST_YEAR)[0]
    assert [item.text for item in carried.items] == ["còn"]
    assert [item.criterion for item in carried.homeless] == ["B.9"]
    assert not carried.is_same_set


@pytest.mark.parametrize("year", ["2019-2020", THIS_YEAR])
def test_a_year_that_was_not_opened_here_is_not_found(second_year: Desk, year: str) -> None:
    with pytest.raises(NotFound, match=year) as refused:
        carry_evidence(second_year, ["MN01"], from_year=year)
    assert LAST_YEAR in str(refused.value.hints[0])


def test_of_several_schools_all_carry_over_or_none(second_year: Desk) -> None:
    before = everything(second_year.database)
    with pytest.raises(NotFound):
        carry_evidence(second_year, ["MN01", "MN77"], from_year=LAST_YEAR)
    assert everything(second_year.database) == before


def test_withdrawn_evidence_is_not_confirmed_and_unknown_numbers_are_named_together(desk: Desk) -> None:
    item = add(desk, note="x").items[0]
    withdraw_evidence(desk, "MN01", [item.id], reason="nhầm")
    with pytest.raises(OperationRefused) as refused:
        confirm_evidence(desk, "MN01", [item.id])
    assert refused.value.reason == "evidence_withdrawn"
    with pytest.raises(NotFound) as unknown:
        withdraw_evidence(desk, "MN01", ["8-8", item.id, "9-9"], reason="nhầm")
    assert unknown.value.facts["ids"] == ["8-8", "9-9"]
    with pytest.raises(UsageProblem):
        withdraw_evidence(desk, "MN01", [item.id], reason="  ")


def test_the_walk_names_every_changed_missing_and_unexpected_file(desk: Desk) -> None:
    for number in range(3):
        add(desk, "A.1", file=a_paper(desk, f"{number}.txt"))
    advance(desk, "MN02", "submit")
    changed, lost, whole = (stored_path(desk.documents, item.sha256) for item in items(desk))
    assert walk_files(desk).faults == ()
    content = changed.read_bytes()
    changed.write_bytes(bytes([content[0] ^ 1]) + content[1:])
    lost.unlink()
    strange = desk.documents / "ab" / "la.txt"
    strange.parent.mkdir(exist_ok=True)
    strange.write_bytes(b"")
    copy = desk.documents / whole.name
    copy.write_bytes(whole.read_bytes())
    walk = walk_files(desk)
    assert {(fault.fault, fault.path) for fault in walk.faults} == {
        (FileFault.CHANGED, changed),
        (FileFault.MISSING, lost),
        (FileFault.UNEXPECTED, strange),
        (FileFault.UNEXPECTED, copy),
    }
    named = {fault.path: [one.name for one in fault.named] for fault in walk.faults}
    assert (named[changed], named[lost]) == (["0.txt"], ["1.txt"])
    assert [str(damage.what.key) for damage in verify(desk).damage] == ["audit.file_changed", "audit.file_missing"]


def test_a_lost_file_is_said_where_evidence_is_listed(desk: Desk) -> None:
    item = add(desk, file=a_paper(desk)).items[0]
    stored_path(desk.documents, item.sha256).unlink()
    assert [one.is_kept for one in show_evidence(desk, "MN01").items] == [False]
