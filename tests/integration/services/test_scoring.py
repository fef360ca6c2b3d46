"""Scores are events like everything else: each side's own, changed only where they may be, found again in the past."""

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from cycle_engine.clock import end_of
from cycle_engine.domain.case import fold
from cycle_engine.domain.definition import LevelKind, Role
from cycle_engine.domain.indicators import SetStatus
from cycle_engine.errors import Conflict, CycleError, FileInvalid, NotPermitted, OperationRefused, TransitionRefused
from cycle_engine.services.acting import ActRequest, perform
from cycle_engine.services.desk import Desk
from cycle_engine.services.explaining import explain
from cycle_engine.services.histories import show_history, verify
from cycle_engine.services.indicator_sets import indicators_of_cycle
from cycle_engine.services.score_views import show_scores
from cycle_engine.services.scoring import Recorded, ScoreRequest, record_many, record_scores
from tests.builders import a_desk, a_paper, a_request, advance, by, case_of, cycle_of, everything, on, open_sample_cycle
from tests.indicator_sets import SMALL_SET_TEXT, a_sheet, keep_small_set

WHOLE = {"A.0": True, "A.1": "40", "A.2": "20"}
SELF, EXTERNAL, RECOGNIZED = LevelKind


def an_office(database_url: str, workspace: Path) -> Desk:
    """An office with a whole set of its own, in January."""
    keep_small_set(workspace)
    opened = a_desk(database_url, workspace)
    open_sample_cycle(opened)
    return on(opened, date(2025, 1, 13))


@pytest.fixture
def desk(sqlite_url: str, tmp_path: Path) -> Desk:
    return an_office(sqlite_url, tmp_path)


@pytest.fixture
def each_desk(database_url: str, tmp_path: Path) -> Desk:
    """The same office on each database, for what depends on it."""
    return an_office(database_url, tmp_path)


def score(desk: Desk, answers: dict[str, Any] | None = None, *, unit: str = "MN01", **given: Any) -> Recorded:
    return record_scores(desk, unit, a_sheet(answers, **given))


def submit(desk: Desk, **given: Any) -> None:
    paper = a_paper(desk)
    perform(desk, [ActRequest("MN01", "submit", (("self_assessment_minutes", paper),), **given)])


def reviewed(desk: Desk) -> None:
    """Bring MN01 to its external review, self-assessed by scores."""
    score(desk, WHOLE)
    submit(desk)
    advance(desk, "PGD", "issue_plan", "issue_guidance")
    advance(desk, "MN01", "approve", "request_review")


def levels(desk: Desk) -> dict[str, int]:
    return {kind.value: level for kind, level in case_of(desk, "MN01").state.levels.items()}


def test_a_cycle_keeps_the_set_it_was_opened_with(desk: Desk) -> None:
    keep_small_set(desk.workspace, SMALL_SET_TEXT.replace("version = 2", "version = 3"))
    with desk.database.read() as rows:
        kept = indicators_of_cycle(rows, cycle_of(desk))
    assert (kept.version, kept.status, [c.code for c in kept.criteria]) == (2, SetStatus.VERIFIED, [*WHOLE])


def test_promise_1_scores_are_an_event_that_folds_into_the_case(each_desk: Desk) -> None:
    desk = each_desk
    recorded = score(desk, WHOLE, number="03/BB-MN", dated=date(2025, 1, 10))
    events = show_history(desk, "MN01").events
    assert (events[-1].kind, events[-1].seq, events[-1].occurred_on) == ("scored", recorded.seq, date(2025, 1, 10))
    assert fold(events) == case_of(desk, "MN01").state
    assert verify(desk).damage == ()


@pytest.mark.parametrize(
    "harm",
    [
        "UPDATE score_sheets SET body = REPLACE(body, '40', '41')",
        "UPDATE score_sheets SET kind = 'external'",
        "UPDATE score_sheets SET seq = 1",
        "DELETE FROM score_sheets",
    ],
)
def test_promise_3_scores_changed_behind_the_history_are_found(each_desk: Desk, harm: str) -> None:
    desk = each_desk
    score(desk, WHOLE)
    with desk.database.write() as transaction:
        assert transaction.execute(harm) == 1
    assert [str(damage.what.key) for damage in verify(desk).damage] == ["audit.row_differs"]


def test_nobody_changes_the_set_of_an_open_cycle(each_desk: Desk) -> None:
    desk = each_desk
    with pytest.raises(Exception, match="append-only"), desk.database.write() as transaction:
        transaction.execute("UPDATE cycle_indicators SET body = '{}'")


def test_scores_come_bit_by_bit_and_a_later_answer_replaces_the_same_criterion_s(desk: Desk) -> None:
    score(desk, {"A.1": "40"}, number="01")
    record_many(desk, [ScoreRequest("MN01", a_sheet({"A.1": "41.5", "A.0": True}), on_top=True)])
    sheet = case_of(desk, "MN01").state.scores[SELF].sheet
    assert [(entry.code, entry.points, entry.met) for entry in sheet.entries] == [
        ("A.0", None, True),
        ("A.1", Decimal("41.5"), None),
    ]
    assert sheet.number == "01"


def test_a_sheet_that_says_nothing_new_is_no_event(desk: Desk) -> None:
    first = score(desk, WHOLE)
    again = score(desk, dict(reversed(WHOLE.items())))
    assert (first.is_changed, again.is_changed, again.seq) == (True, False, first.seq)


def test_a_level_by_hand_gives_way_to_points_that_come_later(desk: Desk) -> None:
    score(desk, {"A.0": True}, level=1)
    later = record_many(desk, [ScoreRequest("MN01", a_sheet({"A.1": "40", "A.2": "20"}), on_top=True)])
    assert (later[0].verdict.level, later[0].sheet.level) == (2, None)
    with pytest.raises(FileInvalid):
        record_many(desk, [ScoreRequest("MN01", a_sheet(level=3), on_top=True)])


def test_a_review_that_is_not_whole_is_no_result_to_recognise_and_the_hint_names_it(desk: Desk) -> None:
    reviewed(desk)
    score(desk, {"A.0": True, "A.1": "40"}, kind=EXTERNAL)
    advance(desk, "MN01", "conclude_review", level=2)
    refusals = explain(desk, "MN01", "recognize").steps[0].refusals
    undecided = next(refusal for refusal in refusals if refusal.code == "scores_undecided")
    assert "--kind external" in str(undecided.hint)


def test_what_cannot_be_is_refused_whole_with_every_fault(desk: Desk) -> None:
    before = everything(desk.database)
    with pytest.raises(FileInvalid) as refused:
        score(desk, {"A.1": "60.5", "A.2": "0.3", "A.9": "1"})
    assert [problem.where for problem in refused.value.problems] == ["A.1", "A.2", "A.9"]
    assert everything(desk.database) == before


def test_of_many_sheets_all_are_recorded_or_none(each_desk: Desk) -> None:
    desk = each_desk
    before = everything(desk.database)
    good, bad = a_sheet(WHOLE), a_sheet({"A.9": "1"})
    with pytest.raises(FileInvalid):
        record_many(desk, [ScoreRequest("MN01", good), ScoreRequest("MN02", bad)])
    record_many(desk, [ScoreRequest("MN01", good), ScoreRequest("MN02", good)], apply_it=False)
    assert everything(desk.database) == before
    assert len(record_many(desk, [ScoreRequest("MN01", good), ScoreRequest("MN02", good)])) == 2


def test_promise_2_a_sheet_made_before_somebody_else_s_change_is_a_conflict(each_desk: Desk) -> None:
    desk = each_desk
    seen = case_of(desk, "MN01").state.seq
    score(desk, {"A.1": "30"})
    with pytest.raises(Conflict) as refused:
        record_scores(desk, "MN01", a_sheet(WHOLE), seen=seen)
    assert refused.value.facts["now"] == seen + 1


def test_a_sheet_of_another_version_of_the_set_is_refused(desk: Desk) -> None:
    stale = replace(a_sheet(WHOLE), set_id="3276", set_version=1, set_digest="f" * 64)
    with pytest.raises(FileInvalid) as refused:
        record_scores(desk, "MN01", stale)
    assert [problem.message.key for problem in refused.value.problems] == ["scores.set_differs"]


def test_a_paper_of_tomorrow_is_refused(desk: Desk) -> None:
    with pytest.raises(CycleError) as refused:
        score(desk, WHOLE, dated=date(2025, 1, 14))
    assert refused.value.reason == "scores_in_future"


@pytest.mark.parametrize(
    ("kind", "stage", "allowed"),
    [(SELF, "self_assessment", {Role.SCHOOL, Role.OFFICER}), (EXTERNAL, "external_review", {Role.OFFICER})],
)
def test_scores_are_entered_by_whoever_may_record_their_level(
    desk: Desk, kind: LevelKind, stage: str, allowed: set[Role]
) -> None:
    if stage == "external_review":
        reviewed(desk)
    for role in (Role.SCHOOL, Role.OFFICER, Role.HEAD):
        somebody = by(desk, f"ai-{role}", role, unit="MN01" if role is Role.SCHOOL else "")
        if role in allowed:
            assert score(somebody, {"A.1": str(len(role))}, kind=kind).is_changed
        else:
            with pytest.raises(NotPermitted):
                score(somebody, WHOLE, kind=kind)


def test_a_school_does_not_score_another(desk: Desk) -> None:
    with pytest.raises(NotPermitted):
        score(by(desk, "truong", Role.SCHOOL, unit="MN02"), WHOLE)


def test_the_level_follows_from_the_scores_at_submission(each_desk: Desk) -> None:
    desk = each_desk
    score(desk, WHOLE)
    assert levels(desk) == {}
    submit(desk)
    assert levels(desk) == {"self": 2}
    assert verify(desk).damage == ()


def test_a_level_that_contradicts_the_scores_is_refused_and_one_that_agrees_is_not(desk: Desk) -> None:
    score(desk, WHOLE)
    with pytest.raises(TransitionRefused) as refused:
        submit(desk, level=3)
    assert [refusal.code for refusal in refused.value.refusals] == ["level_contradicts"]
    assert "--level" not in refused.value.command
    submit(desk, level=2)
    assert levels(desk) == {"self": 2}


def test_an_incomplete_sheet_is_no_result_and_why_names_the_command(desk: Desk) -> None:
    score(desk, {"A.0": True, "A.1": "40"})
    steps = explain(desk, "MN01", "submit").steps
    undecided = next(refusal for refusal in steps[0].refusals if refusal.code == "scores_undecided")
    assert "cycle score explain MN01 --kind self" in str(undecided.hint)
    with pytest.raises(TransitionRefused):
        submit(desk)
    submit(desk, level=1)  # 40 to 80 of 100: a level by hand is not excluded


def test_after_submission_scores_change_through_a_return_only(desk: Desk) -> None:
    score(desk, WHOLE)
    submit(desk)
    with pytest.raises(OperationRefused) as refused:
        score(desk, WHOLE | {"A.1": "60"})
    assert refused.value.reason == "scores_closed"
    assert 'cycle advance MN01 send_back --reason "…"' in str(refused.value.hints[0])
    advance(desk, "MN01", "send_back")
    score(desk, WHOLE | {"A.1": "60"})
    assert levels(desk) == {"self": 2}
    submit(desk)
    assert levels(desk) == {"self": 3}


def test_what_a_return_for_supplement_lets_be_put_right_records_its_level_at_once(each_desk: Desk) -> None:
    desk = each_desk
    reviewed(desk)
    with pytest.raises(OperationRefused, match="MN01"):
        score(desk, WHOLE | {"A.1": "60"})
    advance(desk, "MN01", "return_for_supplement")
    with pytest.raises(OperationRefused) as refused:
        score(desk, {"A.1": "60"})
    assert refused.value.reason == "scores_need_level"
    score(desk, WHOLE | {"A.1": "60"})
    assert levels(desk) == {"self": 3}
    assert verify(desk).damage == ()


def test_the_three_sides_stay_apart(desk: Desk) -> None:
    reviewed(desk)
    on_march = on(desk, date(2025, 3, 3))
    score(on_march, WHOLE | {"A.1": "30", "A.2": "19.5"}, kind=EXTERNAL, number="07/BB-PGD")
    perform(on_march, [ActRequest("MN01", "conclude_review", (("external_review_minutes", a_paper(desk)),))])
    shown = show_scores(on_march, "MN01")
    assert {kind: side.verdict.level for kind, side in shown.sides.items()} == {SELF: 2, EXTERNAL: 1}
    assert shown.sides[EXTERNAL].sheet.number == "07/BB-PGD"
    assert levels(desk) == {"self": 2, "external": 1}


def recognize(desk: Desk, **given: Any) -> None:
    perform(desk, [a_request(desk, "MN01", "recognize", **{"reason": "", **given})])


def concluded(desk: Desk) -> Desk:
    """MN01 externally reviewed: its scores come to level 1."""
    reviewed(desk)
    march = on(desk, date(2025, 3, 3))
    score(march, WHOLE | {"A.1": "20"}, kind=EXTERNAL)
    perform(march, [ActRequest("MN01", "conclude_review", (("external_review_minutes", a_paper(desk)),))])
    return march


def test_the_recognised_level_follows_from_the_review_unless_it_is_overruled_with_a_reason(desk: Desk) -> None:
    march = concluded(desk)
    with pytest.raises(TransitionRefused) as refused:
        recognize(march, level=2)
    assert [refusal.code for refusal in refused.value.refusals] == ["overruled_without_reason"]
    recognize(march, level=2, reason="hội đồng xem xét lại tiêu chí A.1")
    assert levels(march) == {"self": 2, "external": 1, "recognized": 2}


def test_without_a_level_the_review_s_is_recognised(desk: Desk) -> None:
    march = concluded(desk)
    recognize(march, level=None)
    assert levels(march)["recognized"] == 1


def test_recognised_scores_come_before_the_review_s(desk: Desk) -> None:
    march = concluded(desk)
    score(march, WHOLE | {"A.1": "60"}, kind=RECOGNIZED)
    recognize(march, level=None)
    assert levels(march) == {"self": 2, "external": 1, "recognized": 3}


def test_promise_4_the_past_shows_the_scores_of_its_day(each_desk: Desk) -> None:
    desk = each_desk
    score(desk, WHOLE)
    later = on(desk, date(2025, 1, 20))
    score(later, WHOLE | {"A.1": "60"})
    then = later.looking_back(end_of(date(2025, 1, 15)))
    assert [show_scores(one, "MN01").sides[SELF].verdict.level for one in (then, later)] == [2, 3]
    before = later.looking_back(end_of(date(2025, 1, 5)))
    assert show_scores(before, "MN01").sides == {}


def test_who_entered_scores_and_when_is_shown(desk: Desk) -> None:
    score(by(desk, "truong-01", Role.SCHOOL, unit="MN01"), WHOLE, number="03/BB-MN", dated=date(2025, 1, 10))
    side = show_scores(desk, "MN01").sides[SELF]
    assert (side.actor, side.occurred_on, side.sheet.number) == ("truong-01", date(2025, 1, 10), "03/BB-MN")
    assert side.recorded_at == desk.clock.now()
    assert isinstance(side.recorded_at, datetime)


def test_with_a_placeholder_the_year_runs_on_totals_and_levels_by_hand(database_url: str, tmp_path: Path) -> None:
    desk = a_desk(database_url, tmp_path)
    open_sample_cycle(desk)
    score(desk, totals={"I": "72.5", "II": "60"})
    with pytest.raises(TransitionRefused):
        submit(desk)
    score(desk, totals={"I": "72.5", "II": "60"}, level=2)
    submit(desk)
    shown = show_scores(desk, "MN01")
    assert [(group.id, shown.points(SELF, group)) for group in shown.groups()] == [
        ("I", Decimal("72.5")),
        ("II", Decimal(60)),
    ]
    assert levels(desk) == {"self": 2}


def test_a_cycle_opened_before_there_were_sets_takes_scores_by_hand(each_desk: Desk) -> None:
    desk = each_desk
    with desk.database.write() as transaction:
        drop = "DROP TRIGGER cycle_indicators_no_delete"
        on_table = "DROP TRIGGER cycle_indicators_append_only ON cycle_indicators"
        transaction.execute(drop if transaction.dialect == "sqlite" else on_table)
        transaction.execute("DELETE FROM cycle_indicators")
    score(desk, totals={"I": "70"}, level=2)
    submit(desk)
    assert (levels(desk), verify(desk).damage) == ({"self": 2}, ())


def test_a_workflow_that_names_no_set_there_is_cannot_be_opened(database_url: str, tmp_path: Path) -> None:
    keep_small_set(tmp_path, SMALL_SET_TEXT.replace("maximum = 100", "maximum = 90"))
    with pytest.raises(FileInvalid, match="100"):
        open_sample_cycle(a_desk(database_url, tmp_path))
