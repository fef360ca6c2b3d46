"""Every change is an event, written in one transaction with all that follows from it, or nothing is written at all."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from cycle_engine.domain.case import fold
from cycle_engine.domain.definition import Role
from cycle_engine.domain.notices import ComposedLetter, LetterRequest, LetterState, ReportRequest
from cycle_engine.errors import CycleError, OperationRefused, TransitionRefused, Unavailable
from cycle_engine.services import officers, roster
from cycle_engine.services.acting import perform
from cycle_engine.services.desk import Desk
from cycle_engine.services.extending import extend
from cycle_engine.services.histories import show_history, verify
from cycle_engine.services.mailing import list_letters
from cycle_engine.services.opening import open_plan
from cycle_engine.services.reporting import make_monthly_report
from cycle_engine.services.ticking import tick
from tests.builders import (
    a_desk,
    a_request,
    a_roster,
    advance,
    by,
    case_of,
    everything,
    keep_roster,
    on,
    open_sample_cycle,
    with_composer,
)

WHOLE_YEAR = (
    ("PGD", "issue_plan"),
    ("MN01", "submit"),
    ("MN01", "send_back"),
    ("MN01", "submit"),
    ("MN01", "approve"),
    ("MN02", "exempt"),
    ("MN02", "reinstate"),
    ("MN02", "exempt"),
    ("PGD", "issue_guidance"),
    ("MN01", "request_review"),
    ("MN01", "return_for_supplement"),
    ("MN01", "request_review"),
    ("MN01", "conclude_review"),
    ("MN03", "exempt"),
    ("PGD", "conclude_reviews"),
    ("MN01", "recognize"),
    ("PGD", "report_recognition"),
    ("MN01", "publish"),
    ("MN01", "unpublish"),
    ("MN01", "reopen"),
)


class Pen(Exception):
    """The composer's pen broke."""


class LetterComposer:
    """The port, broken."""

    def compose(self, request: LetterRequest) -> ComposedLetter:
        raise Pen(request.recipient.address)

    def compose_subject(self, request: LetterRequest) -> str:
        raise Pen(request.recipient.address)

    def compose_report(self, request: ReportRequest) -> ComposedLetter:
        raise Pen(request.recipient.address)


def test_after_every_act_of_a_year_each_row_is_the_fold_of_its_events(office: Desk) -> None:
    for number, (unit, transition) in enumerate(WHOLE_YEAR, start=1):
        before = case_of(office, unit).state
        advance(office, unit, transition)
        state, events = case_of(office, unit).state, show_history(office, unit).events
        assert fold(events) == state, transition
        assert (state.seq, len(events)) == (before.seq + 1, before.seq + 1)
        assert events[-1].transition == transition
        assert len(everything(office.database)["events"]) == 4 + number
    assert verify(office).damage == ()


def test_an_act_leaves_its_event_row_papers_own_deadline_and_stored_file(office: Desk) -> None:
    advance(office, "MN01", "submit", "approve", "request_review")
    advance(office, "MN01", "return_for_supplement", until=date(2024, 12, 6))
    case = case_of(office, "MN01")
    assert (case.state.stage, case.state.round, case.state.seq) == ("review_request", 2, 5)
    assert case.state.deadlines == {("II.2", 2): date(2024, 12, 6)}
    assert [held.document.kind for held in case.state.documents] == [
        "self_assessment_minutes",
        "self_assessment_decision",
        "review_submission",
    ]
    for held in case.state.documents:
        stored = office.documents / held.document.sha256[:2] / held.document.sha256
        assert stored.read_text("utf-8") == f"Bản mẫu: {held.document.kind}.txt\n"


def test_an_extension_is_an_event_whose_row_is_its_fold(office: Desk) -> None:
    extend(office, "MN01", "II.1", until=date(2025, 2, 14), reason="trường đang sửa chữa")
    extend(office, "MN01", "II.1", until=date(2025, 2, 21), reason="trường vẫn đang sửa chữa")
    state = case_of(office, "MN01").state
    assert state.deadlines == {("II.1", 1): date(2025, 2, 21)}
    assert fold(show_history(office, "MN01").events) == state


def test_an_act_takes_back_the_letter_it_makes_untrue_in_its_own_transaction(office: Desk) -> None:
    advance(office, "PGD", "issue_plan", "issue_guidance")
    january = on(office, date(2025, 1, 17))
    tick(january)
    assert _letters(january) == {"mn01@truong.example": "queued", "mn02@truong.example": "queued", **_LAST}
    assert advance(january, "MN01", "submit", "approve").letters_cancelled == 1
    assert _letters(january) == {"mn01@truong.example": "cancelled", "mn02@truong.example": "queued", **_LAST}


def _break_an_act_that_rewrites_a_digest(desk: Desk) -> None:
    perform(desk, [a_request(desk, "MN01", "conclude_review")])


def _break_an_extension_that_rewrites_a_digest(desk: Desk) -> None:
    extend(desk, "MN01", "II.3", until=date(2025, 4, 29), reason="lý do mẫu")


def _break_a_tick(desk: Desk) -> None:
    tick(on(desk, date(2025, 3, 27)))


def _break_a_report(desk: Desk) -> None:
    make_monthly_report(on(desk, date(2025, 3, 17)), "2025-03", send=True)


@pytest.mark.parametrize(
    "break_it",
    [
        _break_an_act_that_rewrites_a_digest,
        _break_an_extension_that_rewrites_a_digest,
        _break_a_tick,
        _break_a_report,
    ],
)
def test_a_fault_in_the_middle_leaves_nothing_at_all(office: Desk, break_it: Callable[[Desk], None]) -> None:
    for unit in ("MN01", "MN02"):
        advance(office, unit, "submit", "approve", "request_review")
    advance(office, "PGD", "issue_plan", "issue_guidance")
    march = on(office, date(2025, 3, 24))
    tick(march)  # the office is told of both schools in one digest, so losing one of them means to write it anew
    assert _letters(march)["phong@phong.example"] == "queued"
    before = everything(office.database)
    with pytest.raises(Pen):
        break_it(with_composer(march, LetterComposer()))
    assert everything(office.database) == before


def test_where_the_disk_refuses_a_paper_the_act_is_not_recorded(office: Desk) -> None:
    office.documents.write_text("a file where the folder should be", "utf-8")
    before = everything(office.database)
    with pytest.raises(Unavailable) as told:
        advance(office, "MN01", "submit")
    assert told.value.exit_status == 6
    assert everything(office.database) == before


def test_of_several_units_with_one_refused_none_moves(office: Desk) -> None:
    before = everything(office.database)
    requests = [a_request(office, "MN01", "submit"), replace(a_request(office, "MN02", "submit"), level=None)]
    done = perform(office, requests)
    assert [outcome.unit for outcome in done.refused] == ["MN02"]
    assert everything(office.database) == before
    assert not office.documents.exists()


def test_a_preview_shows_what_the_act_would_do_and_changes_nothing(office: Desk) -> None:
    requests = [a_request(office, unit, "submit") for unit in ("MN01", "MN02")]
    before = everything(office.database)
    shown = perform(office, requests, apply_it=False)
    assert everything(office.database) == before
    assert not office.documents.exists()
    assert perform(office, requests) == shown


def test_a_dry_tick_says_what_a_tick_would_queue_and_changes_nothing(office: Desk) -> None:
    january = on(office, date(2025, 1, 17))
    before = everything(office.database)
    shown = tick(january, dry_run=True)
    assert everything(office.database) == before
    assert [letter.subject for letter in tick(january).letters] == [letter.subject for letter in shown.letters]


def _close_an_unknown_unit(desk: Desk) -> None:
    roster.close(desk, "MN99")


def _open_the_same_plan_again(desk: Desk) -> None:
    open_plan(desk, str(desk.workspace / "plan.toml"))


def _remove_the_last_administrator(desk: Desk) -> None:
    officers.remove(desk, desk.login)


def _extend_to_an_earlier_day(desk: Desk) -> None:
    extend(desk, "MN01", "II.1", until=date(2025, 1, 2), reason="lý do mẫu")


def _rename_as_a_stranger(desk: Desk) -> None:
    roster.rename(by(desk, "nguoi-la"), "MN01", "Trường khác")


def _merge_as_a_school(desk: Desk) -> None:
    roster.merge(by(desk, "truong", Role.SCHOOL, unit="MN01"), "MN02", "MN01")


def _act_without_what_it_needs(desk: Desk) -> None:
    perform(desk, [replace(a_request(desk, "MN01", "submit"), documents=())])


@pytest.mark.parametrize(
    "refused",
    [
        _close_an_unknown_unit,
        _open_the_same_plan_again,
        _remove_the_last_administrator,
        _extend_to_an_earlier_day,
        _rename_as_a_stranger,
        _merge_as_a_school,
        _act_without_what_it_needs,
    ],
)
def test_what_is_refused_leaves_nothing_behind(office: Desk, refused: Callable[[Desk], None]) -> None:
    by(office, "truong", Role.SCHOOL, unit="MN01")
    before = everything(office.database)
    with pytest.raises(CycleError):
        refused(office)
    assert everything(office.database) == before


def test_opening_a_plan_opens_every_case_or_none(database_url: str, tmp_path: Path) -> None:
    desk = a_desk(database_url, tmp_path)
    open_sample_cycle(desk, schools=5)
    assert [row["seq"] for row in everything(desk.database)["cases"]] == [1] * 6
    assert verify(desk).cases == 6


def test_an_office_without_schools_opens_nothing(desk: Desk) -> None:
    keep_roster(desk, a_roster(0))
    before = everything(desk.database)
    (desk.workspace / "plan.toml").write_text("", "utf-8")
    with pytest.raises(OperationRefused, match=r"PGD"):
        open_plan(desk, "74-KH-GDDT")
    assert everything(desk.database) == before


def test_a_refused_act_tells_every_need_at_once(office: Desk) -> None:
    with pytest.raises(TransitionRefused) as told:
        perform(office, [replace(a_request(office, "MN01", "submit"), documents=(), level=None)])
    assert [refusal.code for refusal in told.value.refusals] == ["product_missing", "level_missing"]


_LAST = {"mn03@truong.example": "queued"}


def _letters(desk: Desk) -> dict[str, LetterState]:
    return {letter.recipient: letter.state for letter in list_letters(desk)}
