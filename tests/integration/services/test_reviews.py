"""Review teams on both databases: nobody reviews her own school, draws can be repeated, schedules are told once."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from email import message_from_bytes, policy
from typing import Any

import pytest

from cycle_engine.clock import end_of
from cycle_engine.domain.definition import Role
from cycle_engine.domain.posts import Post
from cycle_engine.errors import CycleError, NotFound, NotPermitted, OperationRefused, UsageProblem
from cycle_engine.reports.calendar_entries import render_entries
from cycle_engine.services.contacts import Person, set_contact
from cycle_engine.services.desk import Desk
from cycle_engine.services.review_drawing import draw_visits
from cycle_engine.services.review_letters import send_schedules
from cycle_engine.services.review_teams import assign_visits, keep_team, show_reviews
from cycle_engine.store.rows import as_bytes
from notifications.composing import Composer
from tests.builders import SENDER, a_desk, a_roster, advance, by, everything, on, open_sample_cycle, with_composer
from tests.calendar_programs import read_strictly

FIRST, SECOND, THIRD = "Đoàn 1", "Đoàn 2", "Đoàn 3"
MONDAY, TUESDAY = date(2025, 3, 3), date(2025, 3, 4)
"""Of the month in which schools are reviewed."""

ANN, BOB = ("ann", "ann@phong.example"), ("bob", "bob@phong.example")


@pytest.fixture
def desk(office: Desk) -> Desk:
    """An office in February whose letters carry calendar entries, with two teams."""
    ready = with_composer(on(office, date(2025, 2, 20)), Composer(SENDER, write_entries=render_entries))
    keep_team(ready, FIRST, [ANN])
    keep_team(ready, SECOND, [BOB])
    return ready


def visits(desk: Desk) -> dict[str, tuple[str, date | None]]:
    return {unit: (visit.team, visit.on) for unit, visit in show_reviews(desk).reviews.visits.items()}


def sent(desk: Desk) -> Mapping[str, list[Any]]:
    """Send what is to be sent, and read the calendar entries of each letter."""
    numbers = send_schedules(desk, apply_it=True).numbers
    found: dict[str, list[Any]] = {}
    with desk.database.read() as rows:
        for number in numbers:
            (row,) = rows.rows("SELECT recipient, message FROM letters WHERE id = :id", id=number)
            message = message_from_bytes(as_bytes(row["message"]), policy=policy.default)
            (part,) = [part for part in message.walk() if part.get_content_type() == "text/calendar"][:1]
            found[str(row["recipient"])] = read_strictly(str(part.get_content()))
    return found


def test_schools_are_given_to_teams_on_days_and_the_log_says_who_did_it(desk: Desk) -> None:
    assign_visits(by(desk, "can-bo", Role.OFFICER), ["MN01", "MN02"], team=FIRST, on=MONDAY)
    assign_visits(desk, ["MN02"], on=TUESDAY)
    assert visits(desk) == {"MN01": (FIRST, MONDAY), "MN02": (FIRST, TUESDAY)}
    lines = show_reviews(desk).lines
    assert [(line.kind.value, line.actor) for line in lines[2:]] == [("assigned", "can-bo"), ("assigned", "quan-tri")]
    assert [one["unit"] for one in lines[3].facts["visits"]] == ["MN02"]


def test_what_is_so_already_is_no_line(desk: Desk) -> None:
    assign_visits(desk, ["MN01"], team=FIRST, on=MONDAY)
    before = everything(desk.database)
    assert assign_visits(desk, ["MN01"], team=FIRST).changed == frozenset()
    assert not keep_team(desk, FIRST, [ANN])
    assert everything(desk.database) == before


def test_the_log_is_append_only(desk: Desk) -> None:
    for harm in ("UPDATE review_lines SET actor = 'x'", "DELETE FROM review_lines"):
        with pytest.raises(Exception, match="append-only"), desk.database.write() as transaction:
            transaction.execute(harm)


@pytest.mark.parametrize(
    ("units", "given", "refusal", "reason"),
    [
        (["MN01"], {"team": "Đoàn 9"}, NotFound, "review_team_unknown"),
        (["MN77"], {"team": FIRST}, NotFound, "unit_not_found"),
        (["PGD"], {"team": FIRST}, OperationRefused, "review_over"),
        (["MN01"], {"on": MONDAY}, OperationRefused, "review_no_team"),
        (["MN01"], {"team": FIRST, "on": date(2025, 3, 8)}, OperationRefused, "review_day_off"),
        (["MN01"], {"team": FIRST, "on": date(2025, 2, 19)}, OperationRefused, "review_day_past"),
        (["MN01"], {}, UsageProblem, "review_assign_what"),
    ],
)
def test_what_cannot_be_is_refused_with_the_cure_and_nothing_is_half_done(
    desk: Desk, units: list[str], given: dict[str, Any], refusal: type[CycleError], reason: str
) -> None:
    before = everything(desk.database)
    with pytest.raises(refusal) as refused:
        assign_visits(desk, ["MN03", *units] if given.get("team") == FIRST else units, **given)
    assert (refused.value.reason, bool(refused.value.hints)) == (reason, True)
    assert everything(desk.database) == before


def test_a_school_whose_review_is_over_or_that_is_exempt_is_visited_no_more(desk: Desk) -> None:
    advance(desk, "PGD", "issue_plan", "issue_guidance")
    advance(desk, "MN01", "submit", "approve", "request_review", "conclude_review")
    advance(desk, "MN02", "exempt")
    for unit in ("MN01", "MN02"):
        with pytest.raises(OperationRefused) as refused:
            assign_visits(desk, [unit], team=FIRST)
        assert refused.value.reason == "review_over"
    assert [visit.unit for visit in draw_visits(desk, 1, apply_it=True).visits] == ["MN03"]


def test_only_the_office_puts_teams_together(desk: Desk) -> None:
    school = by(desk, "truong", Role.SCHOOL, unit="MN01")
    for act in (
        lambda: keep_team(school, THIRD, [ANN]),
        lambda: assign_visits(school, ["MN01"], team=FIRST),
        lambda: draw_visits(school, 1, apply_it=True),
        lambda: send_schedules(school, apply_it=True),
    ):
        with pytest.raises(NotPermitted):
            act()


@pytest.mark.parametrize(
    "members", [[], [("x", "no-mailbox")], [("", "a@a.example")], [ANN, ("hai", "ANN@phong.example")]]
)
def test_a_team_has_members_each_with_a_mailbox_of_her_own(desk: Desk, members: list[tuple[str, str]]) -> None:
    with pytest.raises(UsageProblem):
        keep_team(desk, THIRD, members)


def test_nobody_reviews_her_own_school_nor_one_she_looks_after(database_url: str, tmp_path: Any) -> None:
    roster = [replace(unit, officer_email="cv@phong.example") if unit.code == "MN03" else unit for unit in a_roster()]
    desk = a_desk(database_url, tmp_path)
    open_sample_cycle(desk, roster=roster)
    desk = by(desk, "quan-tri")
    by(desk, "hieu-truong", Role.SCHOOL, unit="MN02")
    keep_team(desk, "Hộp thư", [("một", "MN01@truong.example")])
    keep_team(desk, "Đăng nhập", [("hieu-truong", "ht@nha.example")])
    keep_team(desk, "Phụ trách", [("ba", "cv@phong.example")])
    tied = {"MN01": "Hộp thư", "MN02": "Đăng nhập", "MN03": "Phụ trách"}
    for unit, own in tied.items():
        for team in tied.values():
            if team == own:
                with pytest.raises(OperationRefused, match=unit) as refused:
                    assign_visits(desk, [unit], team=team)
                assert refused.value.reason == "review_tied"
            else:
                assign_visits(desk, [unit], team=team)


def test_who_comes_to_look_after_a_school_later_is_tied_too(desk: Desk) -> None:
    set_contact(desk, "MN01", Post.OFFICER, Person("ann@phong.example", "Ann"), since=date(2025, 6, 2))
    with pytest.raises(OperationRefused, match="ann"):
        assign_visits(desk, ["MN01"], team=FIRST)


def test_a_team_does_not_take_in_who_is_tied_to_a_school_it_has(desk: Desk) -> None:
    assign_visits(desk, ["MN01"], team=FIRST)
    with pytest.raises(OperationRefused, match="MN01"):
        keep_team(desk, FIRST, [ANN, ("cô", "mn01@truong.example")])


def test_a_draw_is_shown_first_then_recorded_with_its_seed(desk: Desk) -> None:
    before = everything(desk.database)
    shown = draw_visits(desk, 7, first_day=MONDAY, apply_it=False)
    assert everything(desk.database) == before
    drawn = draw_visits(desk, 7, first_day=MONDAY, apply_it=True)
    assert (drawn.visits, sorted(drawn.loads.values())) == (shown.visits, [1, 2])
    kept = show_reviews(desk).reviews.visits.values()
    assert {visit.seed for visit in kept} == {7}
    assert {(visit.team, visit.on) for visit in kept} >= {(FIRST, MONDAY), (SECOND, MONDAY)}
    with pytest.raises(OperationRefused) as refused:
        draw_visits(desk, 8, apply_it=True)
    assert refused.value.reason == "review_nothing_to_draw"


def test_a_draw_evens_out_what_was_given_by_hand(desk: Desk) -> None:
    assign_visits(desk, ["MN01", "MN02"], team=FIRST)
    assert draw_visits(desk, 3, apply_it=True).loads == {FIRST: 2, SECOND: 1}


@pytest.mark.parametrize("seed", range(4))
def test_a_draw_keeps_who_is_tied_away(desk: Desk, seed: int) -> None:
    keep_team(desk, FIRST, [("cô", "mn02@truong.example")])
    drawn = draw_visits(desk, seed, apply_it=True)
    assert {visit.unit: visit.team for visit in drawn.visits}["MN02"] == SECOND


def test_a_draw_that_ties_make_uneven_or_leave_somebody_out_is_refused_with_who(desk: Desk) -> None:
    keep_team(
        desk, FIRST, [("cô", "mn01@truong.example"), ("thầy", "mn02@truong.example"), ("ba", "mn03@truong.example")]
    )
    with pytest.raises(OperationRefused, match=r"cô .*MN01.*thầy.*MN02") as refused:
        draw_visits(desk, 1, apply_it=True)
    assert refused.value.reason == "review_uneven"
    keep_team(desk, SECOND, [("bốn", "MN01@truong.example")])
    with pytest.raises(OperationRefused, match="MN01") as stuck:
        draw_visits(desk, 1, apply_it=True)
    assert (stuck.value.reason, stuck.value.facts["units"]) == ("review_stuck", ["MN01"])


def test_a_schedule_goes_once_to_team_and_school_with_an_entry(desk: Desk) -> None:
    assign_visits(desk, ["MN01"], team=FIRST, on=MONDAY)
    assign_visits(desk, ["MN02"], team=FIRST)
    letters = sent(desk)
    assert sorted(letters) == ["ann@phong.example", "mn01@truong.example"]
    (entry,) = letters["mn01@truong.example"]
    assert (entry["DTSTART"].dt, entry["STATUS"]) == (MONDAY, "CONFIRMED")
    assert "Trường Mầm non MN01" in entry["SUMMARY"]
    assert "ann" in entry["DESCRIPTION"]
    assert entry["UID"] == letters["ann@phong.example"][0]["UID"]
    again = send_schedules(desk, apply_it=True)
    assert (again.letters, again.without_day) == ((), ("MN02",))


def test_a_moved_visit_moves_its_entry_and_only_that_is_told(desk: Desk) -> None:
    assign_visits(desk, ["MN01", "MN02"], team=FIRST, on=MONDAY)
    first = {entry["UID"]: entry["SEQUENCE"] for entry in sent(desk)["ann@phong.example"]}
    assign_visits(desk, ["MN01"], on=TUESDAY)
    letters = sent(desk)
    assert sorted(letters) == ["ann@phong.example", "mn01@truong.example"]
    (entry,) = letters["ann@phong.example"]
    assert (entry["DTSTART"].dt, entry["SEQUENCE"] > first[entry["UID"]]) == (TUESDAY, True)


def test_who_need_not_come_any_more_gets_a_cancelled_entry(desk: Desk) -> None:
    assign_visits(desk, ["MN01"], team=FIRST, on=MONDAY)
    (before,) = sent(desk)["ann@phong.example"]
    assign_visits(desk, ["MN01"], team=SECOND, on=TUESDAY)
    letters = sent(desk)
    (gone,), (new,) = letters["ann@phong.example"], letters["bob@phong.example"]
    assert (gone["UID"], gone["STATUS"], new["STATUS"]) == (before["UID"], "CANCELLED", "CONFIRMED")
    assert gone["SEQUENCE"] > before["SEQUENCE"]
    assert letters["mn01@truong.example"][0]["DTSTART"].dt == TUESDAY
    assert send_schedules(desk, apply_it=True).letters == ()


def test_a_preview_of_the_letters_changes_nothing(desk: Desk) -> None:
    assign_visits(desk, ["MN01"], team=FIRST, on=MONDAY)
    before = everything(desk.database)
    shown = send_schedules(desk, apply_it=False)
    assert [letter.recipient.address for letter in shown.letters] == ["ann@phong.example", "mn01@truong.example"]
    assert everything(desk.database) == before


def test_promise_4_the_past_shows_the_visits_of_its_day(desk: Desk) -> None:
    assign_visits(desk, ["MN01"], team=FIRST, on=MONDAY)
    later = on(desk, date(2025, 2, 25))
    assign_visits(later, ["MN01"], team=SECOND, on=TUESDAY)
    assert visits(later.looking_back(end_of(date(2025, 2, 21)))) == {"MN01": (FIRST, MONDAY)}
    assert visits(later) == {"MN01": (SECOND, TUESDAY)}
