"""Of two who act on what they saw, one succeeds and the other is told what happened in between."""

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing, contextmanager
from datetime import date
from functools import partial
from pathlib import Path
from threading import Barrier

import psycopg
import pytest
from psycopg import sql
from sqlalchemy.engine import make_url
from sqlalchemy.exc import IntegrityError

from cycle_engine.domain.definition import Role
from cycle_engine.domain.events import EventKind, chain_event
from cycle_engine.domain.notices import LetterState
from cycle_engine.errors import Conflict, TransitionRefused, Unavailable
from cycle_engine.services.acting import ActsDone, perform
from cycle_engine.services.desk import Desk
from cycle_engine.services.extending import extend
from cycle_engine.services.histories import show_history, verify
from cycle_engine.services.mailing import list_letters, show_letter
from cycle_engine.services.ticking import tick
from cycle_engine.store import database as databases
from cycle_engine.store.cases import append
from cycle_engine.store.tables import WorkspaceFactRow
from cycle_engine.store.writing import Transaction
from tests.builders import (
    FIRST_DAY,
    a_desk,
    a_request,
    advance,
    by,
    case_of,
    close_later,
    everything,
    on,
    open_sample_cycle,
)


class Database(databases.Database):
    """The workspace's database, at which something happens after a command has looked, or just before it commits."""

    def __init__(
        self, url: str, *, meanwhile: Callable[[], object] = bool, before_commit: Callable[[], object] = bool
    ) -> None:
        super().__init__(url)
        self._meanwhile = meanwhile
        self._before_commit = before_commit

    @contextmanager
    def write(self, *, alone: bool = False) -> Iterator[Transaction]:
        self._meanwhile()
        with super().write(alone=alone) as transaction:
            yield transaction
            self._before_commit()


def test_whoever_comes_second_is_told_who_did_what_in_between(office: Desk) -> None:
    other = by(office, "can-bo-khac", Role.ADMIN)
    slow = _overtaken(office, lambda: advance(other, "MN01", "submit", "send_back"))
    with pytest.raises(Conflict) as told:
        perform(slow, [a_request(office, "MN01", "submit")])
    assert told.value.exit_status == 4
    assert told.value.facts["happened"] == [
        "2. submit → approval (can-bo-khac)",
        "3. send_back → self_assessment (can-bo-khac)",
    ]
    assert "submit → approval (can-bo-khac)" in str(told.value)
    assert "MN01" in str(told.value.hints[0])
    assert [event.actor for event in show_history(office, "MN01").events[1:]] == ["can-bo-khac", "can-bo-khac"]


def test_what_an_officer_saw_earlier_can_be_named(office: Desk) -> None:
    advance(office, "MN01", "submit", "send_back")
    with pytest.raises(Conflict) as told:
        advance(office, "MN01", "submit", seen=1)
    assert (told.value.facts["seen"], told.value.facts["now"]) == (1, 3)
    advance(office, "MN01", "submit", seen=3)


def test_one_unit_overtaken_stops_the_whole_call(office: Desk) -> None:
    requests = [a_request(office, unit, "submit") for unit in ("MN01", "MN02", "MN03")]
    slow = _overtaken(office, lambda: advance(office, "MN02", "submit"))
    with pytest.raises(Conflict, match="MN02"):
        perform(slow, requests)
    assert [case_of(office, unit).state.seq for unit in ("MN01", "MN02", "MN03")] == [1, 2, 1]


def test_the_database_refuses_a_second_event_of_one_number(office: Desk) -> None:
    case = case_of(office, "MN01")
    event = chain_event(
        (case.state.seq, case.state.hash),
        case_key=case.state.key,
        kind=EventKind.TRANSITION,
        facts=show_history(office, "MN01").events[0].facts,
        actor="ai-do",
        occurred_on=FIRST_DAY,
        recorded_at=office.clock.now(),
    )
    with office.database.write() as transaction:
        append(transaction, [(case, event)])
    before = everything(office.database)
    with pytest.raises(IntegrityError), office.database.write() as transaction:
        append(transaction, [(case, event)])
    assert everything(office.database) == before


def test_of_eight_at_once_on_one_case_exactly_one_succeeds(office: Desk) -> None:
    start = Barrier(8)
    desks = [_overtaken(office, start.wait) for _ in range(8)]
    request = a_request(office, "MN01", "submit")
    ends = _at_once([partial(perform, desk, [request]) for desk in desks])
    assert sorted(type(end).__name__ for end in ends) == ["ActsDone", *["Conflict"] * 7]
    assert case_of(office, "MN01").state.seq == 2
    assert verify(office).damage == ()


def test_calls_over_the_same_schools_in_any_order_never_wait_for_each_other(office: Desk) -> None:
    start = Barrier(6)
    requests = [a_request(office, unit, "submit") for unit in ("MN01", "MN02", "MN03")]
    orders = [requests, requests[::-1]] * 3
    desks = [_overtaken(office, start.wait) for _ in orders]
    ends = _at_once([partial(perform, desk, order) for desk, order in zip(desks, orders, strict=True)])
    assert sorted(type(end).__name__ for end in ends) == ["ActsDone", *["Conflict"] * 5]


def test_extensions_and_acts_at_once_make_one_history(office: Desk) -> None:
    start = Barrier(4)
    desks = [_overtaken(office, start.wait) for _ in range(4)]
    days = [date(2025, 2, day) for day in (10, 11, 12)]
    acts = [
        partial(extend, desk, "MN01", "II.1", until=day, reason="lý do mẫu")
        for desk, day in zip(desks, days, strict=False)
    ]
    ends = _at_once([*acts, partial(perform, desks[3], [a_request(office, "MN01", "submit")])])
    done = [end for end in ends if not isinstance(end, Exception)]
    assert {type(end).__name__ for end in ends} <= {"ActsDone", "Extended", "Conflict", "OperationRefused"}
    assert case_of(office, "MN01").state.seq == 1 + len(done)
    assert verify(office).damage == ()


def test_no_increment_of_many_at_once_is_lost(database_url: str, tmp_path: Path) -> None:
    desk = a_desk(database_url, tmp_path)
    with desk.database.write() as transaction:
        transaction.insert(WorkspaceFactRow, [{"name": "count", "value": "0"}])
    _at_once([partial(_increment, database_url, 10)] * 4)
    with desk.database.read() as rows:
        assert rows.rows("SELECT value FROM workspace_facts WHERE name = 'count'")[0]["value"] == "40"


def test_a_write_holds_the_sqlite_file_from_its_first_moment(sqlite_url: str, tmp_path: Path) -> None:
    desk = a_desk(sqlite_url, tmp_path)
    refused = pytest.raises(sqlite3.OperationalError, match="locked")
    with closing(sqlite3.connect(desk.database.file, timeout=0)) as other, desk.database.write(), refused:
        other.execute("BEGIN IMMEDIATE")


def test_the_sqlite_driver_left_to_itself_loses_an_update(sqlite_url: str, tmp_path: Path) -> None:
    """Why every write begins with BEGIN IMMEDIATE: the same two writers without it both report success."""
    desk = a_desk(sqlite_url, tmp_path)
    with desk.database.write() as transaction:
        transaction.insert(WorkspaceFactRow, [{"name": "count", "value": "0"}])
    read, write = "SELECT value FROM workspace_facts", "UPDATE workspace_facts SET value = ?"
    with closing(sqlite3.connect(desk.database.file)) as one, closing(sqlite3.connect(desk.database.file)) as two:
        seen = [int(connection.execute(read).fetchone()[0]) for connection in (one, two)]
        for connection, value in zip((one, two), seen, strict=True):
            connection.execute(write, (str(value + 1),))
            connection.commit()
    with desk.database.read() as rows:
        assert rows.rows(read)[0]["value"] == "1"


@pytest.mark.postgresql
def test_a_tick_waits_until_an_act_under_way_has_ended(postgresql_url: str, tmp_path: Path) -> None:
    desk = a_desk(postgresql_url, tmp_path)
    open_sample_cycle(desk)
    hurried = _impatient(on(desk, date(2025, 1, 17)))
    with desk.database.write(), pytest.raises(Unavailable):  # an act has read its case and not yet committed
        tick(hurried)
    assert tick(hurried).letters


@pytest.mark.postgresql
def test_an_act_waits_until_a_tick_under_way_has_ended(postgresql_url: str, tmp_path: Path) -> None:
    desk = a_desk(postgresql_url, tmp_path)
    open_sample_cycle(desk)
    request = a_request(desk, "MN01", "submit")
    with desk.database.write(alone=True), pytest.raises(Unavailable):
        perform(_impatient(desk), [request])
    perform(_impatient(desk), [request])


@pytest.mark.postgresql
def test_acts_on_different_schools_do_not_wait_for_each_other(postgresql_url: str, tmp_path: Path) -> None:
    desk = a_desk(postgresql_url, tmp_path)
    open_sample_cycle(desk)
    with desk.database.write():
        advance(_impatient(desk), "MN01", "submit")


@pytest.mark.postgresql
@pytest.mark.parametrize("servers_default", ["read committed", "repeatable read"])
def test_the_departments_gate_sees_a_school_that_comes_in_while_it_waits(
    postgresql_url: str, tmp_path: Path, servers_default: str
) -> None:
    with psycopg.connect(postgresql_url) as server:
        name = sql.Identifier(server.info.dbname)
        server.execute(
            sql.SQL("ALTER DATABASE {} SET default_transaction_isolation = {}").format(
                name, sql.Literal(servers_default)
            )
        )
    desk = a_desk(postgresql_url, tmp_path)
    open_sample_cycle(desk)
    advance(desk, "PGD", "issue_plan", "issue_guidance")
    advance(desk, "MN01", "submit", "approve")
    department, school = a_request(desk, "PGD", "conclude_reviews"), a_request(desk, "MN01", "request_review")
    concluding = a_desk(postgresql_url, tmp_path)
    with ThreadPoolExecutor(1) as pool:
        waiting: list[Future[ActsDone]] = []

        def department_begins() -> None:
            waiting.append(pool.submit(perform, concluding, [department]))
            _wait_until_somebody_waits(postgresql_url)

        perform(_with_database(desk, before_commit=department_begins), [school])
        with pytest.raises(TransitionRefused, match="MN01"):
            waiting[0].result(timeout=30)


def test_two_acts_that_empty_one_digest_leave_nothing_of_it(office: Desk) -> None:
    for unit in ("MN01", "MN02", "MN03"):
        advance(office, unit, "submit", "approve", "request_review")
    advance(office, "PGD", "issue_plan", "issue_guidance")
    march = on(office, date(2025, 3, 24))
    tick(march)
    start = Barrier(2)
    requests = [a_request(march, unit, "conclude_review") for unit in ("MN01", "MN02")]
    _at_once([partial(perform, _overtaken(march, start.wait), [request]) for request in requests])
    queued = [letter for letter in list_letters(march) if letter.state is LetterState.QUEUED]
    assert [letter.recipient for letter in queued] == ["phong@phong.example"]
    said = show_letter(march, queued[0].id).message.decode()
    assert "MN03 II.3 -5" in said
    assert "MN01" not in said
    assert "MN02" not in said


def _overtaken(desk: Desk, meanwhile: Callable[[], object]) -> Desk:
    """The desk of somebody slow: ``meanwhile`` happens after it has looked."""
    return _with_database(desk, meanwhile=meanwhile)


def _with_database(desk: Desk, **happens: Callable[[], object]) -> Desk:
    other = a_desk(desk.database.url, desk.workspace, today=desk.today)
    other.database.dispose()
    other.database = Database(desk.database.url, **happens)
    close_later(other.database)
    return other


def _impatient(desk: Desk) -> Desk:
    """The desk of somebody who gives up waiting for a lock at once."""
    url = make_url(desk.database.url).update_query_dict({"options": "-c lock_timeout=100"})
    return on(a_desk(url.render_as_string(hide_password=False), desk.workspace), desk.clock.now())


def _increment(url: str, times: int) -> int:
    database = databases.Database(url)
    for _ in range(times):
        with database.write(alone=True) as transaction:
            [row] = transaction.rows("SELECT value FROM workspace_facts WHERE name = 'count'")
            transaction.update(WorkspaceFactRow, {"value": str(int(str(row["value"])) + 1)}, name="count")
    database.dispose()
    return times


def _wait_until_somebody_waits(url: str) -> None:
    with psycopg.connect(url, autocommit=True) as connection:
        for _ in range(100_000):
            if connection.execute("SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND NOT granted").fetchone():
                return
    raise AssertionError("nobody waited")


def _at_once(acts: Sequence[Callable[[], object]]) -> list[object]:
    """What each came to, or what stopped it."""
    with ThreadPoolExecutor(len(acts)) as pool:
        ends = [pool.submit(act) for act in acts]
        return [end.exception(timeout=60) or end.result() for end in ends]
