"""A year of random acts, ticks, deliveries, kills and restarts; after every step DESIGN.md's promises still hold.

Time only goes on. Who acts is an administrator, a school, an officer, the head or a stranger; most acts that are asked
for at random are refused, and a refusal must change nothing and say what to do.
"""

import json
import shutil
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from copy import copy
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from cycle_engine.clock import Clock, morning_of
from cycle_engine.domain.announcements import Announcement, announcement_from_json
from cycle_engine.domain.definition import LevelKind, Role
from cycle_engine.domain.ladder import dated_rungs
from cycle_engine.domain.milestones import CaseStanding
from cycle_engine.domain.notices import notice_from_json
from cycle_engine.domain.scoring import GroupTotal, ScoreSheet
from cycle_engine.errors import CycleError, TransitionRefused
from cycle_engine.services import mailing
from cycle_engine.services.acting import ActRequest, perform
from cycle_engine.services.board import BoardFilter, show_board
from cycle_engine.services.desk import Desk
from cycle_engine.services.explanations import explain_delay
from cycle_engine.services.extending import extend
from cycle_engine.services.histories import verify
from cycle_engine.services.scoring import record_scores
from cycle_engine.services.ticking import tick
from cycle_engine.store.database import Database
from tests.builders import a_desk, a_request, by, case_of, close_desks, cycle_of, everything, on, open_sample_cycle
from tests.databases import PostgreSQLTemplate, SQLiteTemplate
from tests.school_year import CALENDAR, deadline, plan
from tests.worlds import FORWARD, QUICK_DISK

SCHOOLS: Final = ("MN01", "MN02", "MN03")
UNITS: Final = ("PGD", *SCHOOLS)
LOGINS: Final = ("truong-mot", "can-bo", "lanh-dao", "nguoi-la")
STEPS: Final = tuple(dict.fromkeys([*FORWARD.values(), "send_back", "return_for_supplement", "reopen", "exempt"]))
MAILBOXES: Final = ("", "chung@truong.example", "chuyenvien@phong.example", "moi@truong.example")
RUNG_DAYS: Final = sorted(
    {item.falls_on for m in plan().milestones for item in dated_rungs(plan(), deadline(m.id), CALENDAR)}
)
LAST_MOMENT: Final = morning_of(date(2025, 9, 1))
OUTCOMES: Final = ("sent", "sent", "sent", "retry", "failed", "uncertain", "died")


class Killed(BaseException):
    """The machine went off."""


class DyingClock(Clock):
    """A clock after so many readings of which the machine goes off."""

    def __init__(self, now: datetime, readings: int) -> None:
        super().__init__(now)
        object.__setattr__(self, "_left", [readings])

    def now(self) -> datetime:
        left: list[int] = object.__getattribute__(self, "_left")
        left[0] -= 1
        if left[0] < 0:
            raise Killed
        return super().now()


def refusal_of(act: Callable[[], object]) -> CycleError | None:
    try:
        act()
    except CycleError as error:
        return error
    return None


class YearMachine(RuleBasedStateMachine):
    """An office with three schools on the real plan."""

    copy_database: Any

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="year-", dir=QUICK_DISK if QUICK_DISK.is_dir() else None))
        self.copied = self.copy_database(self.folder)
        self.url = self.copied.__enter__() if hasattr(self.copied, "__enter__") else self.copied
        self.sent: set[int] = set()
        self.overtaken: set[tuple[int, str]] = set()
        """What was on its way while something was done, by case and milestone; looked at before the next delivery."""

    @initialize(opened=st.sampled_from([date(2024, 11, 25), *RUNG_DAYS[4:20], date(2025, 2, 1)]))
    def open(self, opened: date) -> None:
        self.desk = a_desk(self.url, self.folder, today=opened)
        open_sample_cycle(self.desk)
        for login, role, unit in (
            ("truong-mot", Role.SCHOOL, "MN01"),
            ("can-bo", Role.OFFICER, ""),
            ("lanh-dao", Role.HEAD, ""),
        ):
            by(self.desk, login, role, unit=unit)

    def teardown(self) -> None:
        close_desks()
        if hasattr(self, "desk"):
            self.desk.database.dispose()
        if hasattr(self.copied, "__exit__"):
            self.copied.__exit__(None, None, None)
        shutil.rmtree(self.folder)

    @rule(unit=st.sampled_from(UNITS), times=st.integers(1, 4))
    def lead_on(self, unit: str, times: int) -> None:
        for _ in range(times):
            self.ask(self.desk, unit, FORWARD[case_of(self.desk, unit).state.stage])

    @rule(unit=st.sampled_from(SCHOOLS), step=st.sampled_from(STEPS), until=st.integers(0, 40))
    def step_aside(self, unit: str, step: str, until: int) -> None:
        given = {"until": self.desk.today + timedelta(days=until)} if until and step.startswith("return") else {}
        self.ask(self.desk, unit, step, **given)

    @rule(
        login=st.sampled_from(LOGINS),
        unit=st.sampled_from(UNITS),
        step=st.sampled_from([*STEPS, "khong-co"]),
        given=st.fixed_dictionaries(
            {},
            optional={
                "level": st.integers(0, 4),
                "reason": st.sampled_from(["", "lý do mẫu"]),
                "documents": st.sampled_from([(), (("publication_link", "https://truong.example/"),), (("x", "y"),)]),
                "until": st.dates(date(2024, 11, 1), date(2025, 8, 1)),
                "dated": st.dates(date(2024, 11, 1), date(2025, 8, 1)),
                "seen": st.integers(0, 9),
            },
        ),
    )
    def ask_at_random(self, login: str, unit: str, step: str, given: dict[str, Any]) -> None:
        desk = copy(self.desk)
        desk.login = login
        self.try_it(lambda: perform(desk, [ActRequest(unit=unit, transition=step, **given)]))

    @rule(units=st.lists(st.sampled_from(UNITS), min_size=2, max_size=3, unique=True))
    def lead_on_together(self, units: list[str]) -> None:
        wanted = {unit: FORWARD[case_of(self.desk, unit).state.stage] for unit in units}
        requests = [a_request(self.desk, unit, step) for unit, step in wanted.items()]
        before = everything(self.desk.database)
        done = perform(self.desk, requests)
        if done.refused:
            assert everything(self.desk.database) == before, "of several with one refused, some moved"
        else:
            self.note_overtaken(before)

    @rule(
        unit=st.sampled_from(UNITS),
        milestone=st.sampled_from(["I.2", "I.4", "II.1", "II.2", "II.3", "II.4", "II.9"]),
        days=st.integers(-3, 60),
    )
    def extend(self, unit: str, milestone: str, days: int) -> None:
        until = self.desk.today + timedelta(days=days)
        self.try_it(lambda: extend(self.desk, unit, milestone, until=until, reason="lý do mẫu"))

    @rule(unit=st.sampled_from(UNITS), milestone=st.sampled_from(["I.2", "II.1", "II.2", "II.3", "II.4"]))
    def explain(self, unit: str, milestone: str) -> None:
        said = f"lý do {case_of(self.desk, unit).state.seq}"
        self.try_it(lambda: explain_delay(self.desk, unit, milestone, reason=said))
        shown = show_board(self.desk, BoardFilter(unit=unit)).cases[0].milestones
        assert {one.id for one in shown if one.explanation and one.explanation.reason == said} <= {milestone}

    @rule(
        unit=st.sampled_from(UNITS),
        kind=st.sampled_from(LevelKind),
        total=st.integers(0, 200).map(lambda halves: Decimal(halves) / 2),
        level=st.integers(0, 4),
    )
    def score(self, unit: str, kind: LevelKind, total: Decimal, level: int) -> None:
        sheet = ScoreSheet(kind, group_totals=(GroupTotal("I", total),), level=level or None)
        self.try_it(lambda: record_scores(self.desk, unit, sheet))

    @rule()
    def tick(self) -> None:
        tick(self.desk)

    @rule(
        after=st.sampled_from([timedelta(hours=1), timedelta(hours=7), timedelta(days=1), timedelta(weeks=3)]),
        ticks=st.booleans(),
    )
    def wait(self, after: timedelta, *, ticks: bool) -> None:
        self.desk = on(self.desk, min(self.desk.clock.now() + after, LAST_MOMENT))
        if ticks:
            tick(self.desk)

    @rule(unit=st.sampled_from(UNITS), times=st.integers(0, 3))
    def live_till_the_next_rung(self, unit: str, times: int) -> None:
        """The day on which something falls due by the plan's own dates, and what is done after the tick."""
        later = [day for day in RUNG_DAYS if day > self.desk.today]
        if later:
            self.desk = on(self.desk, later[0])
            tick(self.desk)
        self.lead_on(unit, times)

    @rule(outcomes=st.lists(st.sampled_from(OUTCOMES), min_size=1, max_size=6))
    def deliver(self, outcomes: list[str]) -> None:
        outbox, now = mailing.outbox(self.desk), self.desk.clock.now()
        self.overtaken.clear()
        self.promise_8_what_waits_to_be_sent_still_holds()
        later = now + timedelta(hours=2)
        claimed = outbox.claim(len(outcomes), now=now, lease_for=timedelta(minutes=10))
        assert not self.sent & {letter.id for letter in claimed}, "a letter that was sent is sent again"
        for letter, outcome in zip(claimed, outcomes, strict=False):
            if outcome == "sent":
                assert outbox.mark_sent(letter.id, letter.lease, at=now, answer="250")
                self.sent.add(letter.id)
            elif outcome == "retry":
                outbox.retry_later(letter.id, letter.lease, at=later, error="451")
            elif outcome == "failed":
                outbox.mark_failed(letter.id, letter.lease, error="550")
            elif outcome == "uncertain":
                outbox.mark_uncertain(letter.id, letter.lease, at=later, error="?")

    @rule(
        unit=st.sampled_from([*UNITS, "SGD"]),
        column=st.sampled_from(["email", "head_email", "officer_email"]),
        address=st.sampled_from(MAILBOXES),
    )
    def change_a_mailbox(self, unit: str, column: str, address: str) -> None:
        if unit == "PGD" and column == "email" and not address:
            return  # without any address of its own an office writes no letters at all
        with self.desk.database.write() as transaction:
            statement = f"UPDATE units SET {column} = :address WHERE code = :unit"  # noqa: S608
            transaction.execute(statement, address=address, unit=unit)

    @rule(what=st.sampled_from(["tick", "act", "extend"]), unit=st.sampled_from(UNITS), readings=st.integers(0, 12))
    def go_off_in_the_middle(self, what: str, unit: str, readings: int) -> None:
        request = a_request(self.desk, unit, FORWARD[case_of(self.desk, unit).state.stage])
        before = everything(self.desk.database)
        dying = copy(self.desk)
        dying.clock = DyingClock(self.desk.clock.now(), readings)
        try:
            if what == "tick":
                tick(dying)
            elif what == "act":
                perform(dying, [request])
            else:
                extend(dying, unit, "II.4", until=self.desk.today + timedelta(days=30), reason="lý do mẫu")
        except Killed:
            assert everything(self.desk.database) == before, "a kill left something half done"
        except CycleError:
            assert everything(self.desk.database) == before
        else:
            self.note_overtaken(before)

    @rule()
    def restart(self) -> None:
        self.desk.database.dispose()
        self.desk = copy(self.desk)
        self.desk.database = Database(self.url)

    @precondition(lambda self: hasattr(self, "desk"))
    @invariant()
    def promise_1_history_is_whole_and_every_row_is_its_fold(self) -> None:
        assert verify(self.desk).damage == ()
        stages = {stage.id for track in cycle_of(self.desk).workflow.tracks for stage in track.stages}
        assert {case.stage for case in show_board(self.desk).cases} <= stages

    @precondition(lambda self: hasattr(self, "desk"))
    @invariant()
    def promise_7_nobody_is_written_to_twice_on_a_day_or_on_a_day_off(self) -> None:
        calendar = self.desk.calendar_for(cycle_of(self.desk).plan)
        seen: Counter[tuple[str, str]] = Counter()
        for row in self.rows("SELECT day, recipient, cc FROM letters WHERE kind = 'ladder' AND state <> 'cancelled'"):
            boxes = {
                box.strip().casefold() for box in [str(row["recipient"]), *str(row["cc"]).split(",")] if box.strip()
            }
            seen.update((str(row["day"]), box) for box in boxes)
            assert calendar.is_working(date.fromisoformat(str(row["day"])))
        assert [key for key, times in seen.items() if times > 1] == []

    @precondition(lambda self: hasattr(self, "desk"))
    @invariant()
    def promise_8_what_waits_to_be_sent_still_holds(self) -> None:
        cycle, calendar = cycle_of(self.desk), self.desk.calendar_for(cycle_of(self.desk).plan)
        standings = {case.case_id: case for case in show_board(self.desk).cases}
        query = """
        SELECT l.id, l.day, n.body FROM letters l JOIN letter_notices n ON n.letter_id = l.id
        WHERE l.state IN ('queued', 'failed', 'uncertain')
        """
        for row in self.rows(query):
            notice = notice_from_json(json.loads(str(row["body"])))
            if (notice.key.case_id, notice.key.milestone) in self.overtaken:
                continue
            case = standings[notice.key.case_id]
            milestone = next((m for m in case.milestones if m.id == notice.key.milestone), None)
            assert milestone, "a letter to a school that is out of the running"
            assert milestone.deadline
            assert milestone.state.value != "done"
            assert (case.owner, case.round) == (notice.owner, notice.key.round)
            assert milestone.deadline.counts_from == notice.key.due
            days = {d.rung.offset: d.falls_on for d in dated_rungs(cycle.plan, milestone.deadline, calendar)}
            assert days[notice.key.offset] <= date.fromisoformat(str(row["day"])), "said before its day"

    @precondition(lambda self: hasattr(self, "desk"))
    @invariant()
    def promise_6_what_was_said_stands_in_one_letter(self) -> None:
        query = """
        SELECT n.case_id, n.milestone, n.round, n.due, n.rung, n.recipient, l.state FROM notices n
        JOIN letters l ON l.id = n.letter_id WHERE n.state = 'said'
        """
        assert [dict(row) for row in self.rows(query) if row["state"] == "cancelled"] == []

    @precondition(lambda self: hasattr(self, "desk"))
    @invariant()
    def promises_6_and_8_an_announcement_is_told_a_mailbox_once_and_only_while_it_holds(self) -> None:
        told: Counter[tuple[object, ...]] = Counter()
        query = """
        SELECT l.state, l.recipient, l.cc, a.case_id, a.cause, a.template, a.body FROM letters l
        JOIN letter_announcements a ON a.letter_id = l.id WHERE l.state <> 'cancelled'
        """
        waiting = [row["body"] for row in self.rows("SELECT body FROM announcements WHERE state = 'due'")]
        for row in self.rows(query):
            boxes = {box.strip().casefold() for box in [str(row["recipient"]), *str(row["cc"]).split(",")]} - {""}
            told.update((box, row["case_id"], row["cause"], row["template"]) for box in boxes)
            if row["state"] in ("queued", "failed", "uncertain"):
                waiting.append(row["body"])
        assert [key for key, times in told.items() if times > 1] == []
        cases = {case.case_id: case for case in show_board(self.desk).cases}
        overtaken = {case_id for case_id, _ in self.overtaken}
        for news in (announcement_from_json(json.loads(str(body))) for body in waiting):
            if news.template != "weekly_digest" and news.key.case_id not in overtaken:
                self._news_is_true(news, cases[news.key.case_id])

    def _news_is_true(self, news: Announcement, case: CaseStanding) -> None:
        ahead = next((one for one in case.milestones if one.id == news.milestone), None)
        assert news.template == "extension_granted" or (news.stage, news.round) == (case.stage, case.round)
        if ahead and ahead.deadline:
            days = (ahead.deadline.nominal, ahead.deadline.remind_by, ahead.deadline.late_after)
            assert days == tuple(news.facts[name] for name in ("due", "remind_by", "late_after"))
            assert ahead.state.value != "done"

    def ask(self, desk: Desk, unit: str, step: str, **given: Any) -> None:
        track = cycle_of(desk).workflow.track(case_of(desk, unit).track)
        with_papers = track.find_transition(step) is not None
        request = a_request(desk, unit, step, **given) if with_papers else ActRequest(unit, step)
        self.try_it(lambda: perform(desk, [request]))

    def try_it(self, act: Callable[[], object]) -> None:
        """Do it; when it is refused, see that nothing changed and that the refusal says what to do."""
        before = everything(self.desk.database)
        refusal = refusal_of(act)
        if refusal is None:
            self.note_overtaken(before)
            return
        assert everything(self.desk.database) == before, f"{refusal} changed something"
        assert str(refusal)
        assert any(str(hint).strip() for hint in refusal.hints), f"{refusal.reason} gives no hint"
        if isinstance(refusal, TransitionRefused):
            assert refusal.refusals
            assert all(unmet.hint in refusal.hints for unmet in refusal.refusals)
            assert all(str(unmet.message) and str(unmet.hint) for unmet in refusal.refusals)

    def note_overtaken(self, before: Mapping[str, Any]) -> None:
        under_way = {letter["id"] for letter in before["letters"] if letter["state"] == "sending"}
        said = [notice for notice in before["letter_notices"] if notice["letter_id"] in under_way]
        self.overtaken |= {(int(notice["case_id"]), str(notice["milestone"])) for notice in said}
        news = [one for one in before["letter_announcements"] if one["letter_id"] in under_way]
        self.overtaken |= {(int(one["case_id"]), "") for one in news}

    def rows(self, query: str) -> Iterator[Mapping[str, Any]]:
        with self.desk.database.read() as rows:
            yield from [dict(row) for row in rows.rows(query)]


def test_promises_1_6_7_8_10_and_12_hold_through_any_year(sqlite_template: SQLiteTemplate) -> None:
    machine = type("OnSQLite", (YearMachine,), {"copy_database": staticmethod(sqlite_template.copy)})
    run_state_machine_as_test(machine, settings=_of_years(3, steps=25))


@pytest.mark.postgresql
def test_the_same_promises_hold_on_postgresql(postgresql_template: PostgreSQLTemplate) -> None:
    copied = staticmethod(lambda _folder: postgresql_template.copy())
    machine = type("OnPostgreSQL", (YearMachine,), {"copy_database": copied})
    run_state_machine_as_test(machine, settings=_of_years(12, steps=20))


def _of_years(part: int, *, steps: int) -> settings:
    whole = settings()
    return settings(max_examples=max(2, whole.max_examples // part), stateful_step_count=steps)
