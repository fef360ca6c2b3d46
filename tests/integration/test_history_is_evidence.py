"""History cannot be changed; where it is all the same, behind the program's back, that is found and named."""

import sqlite3
from contextlib import AbstractContextManager, closing
from dataclasses import replace
from datetime import date
from pathlib import Path

import psycopg
import pytest
from sqlalchemy.exc import IntegrityError

from cycle_engine.domain.events import hash_of
from cycle_engine.errors import Unavailable
from cycle_engine.services.desk import Desk
from cycle_engine.services.extending import extend
from cycle_engine.services.histories import show_history, verify
from cycle_engine.store.database import Database
from tests.builders import a_desk, advance, case_of, everything, open_sample_cycle

APPEND_ONLY = ("events", "roster_changes")

KEY = "PGD/74/KH-GDDT/2024-2025/MN01/school"
OTHER_KEY = "PGD/74/KH-GDDT/2024-2025/MN02/school"

_OF_MN01 = f"case_id = (SELECT id FROM cases WHERE key = '{KEY}')"  # noqa: S608

CHANGES = {
    "seq": "seq + 10",
    "kind": "'extension'",
    "transition": "'approve'",
    "source": "'approval'",
    "target": "'recognized'",
    "actor": "'ai-khac'",
    "on_behalf_of": "'truong-phong'",
    "occurred_on": "'2024-11-24'",
    "recorded_at": "'2024-11-25T01:00:00.000001Z'",
    "facts": """replace(facts, '"level":2', '"level":3')""",
    "previous_hash": "replace(previous_hash, substr(previous_hash, 1, 1), 'g')",
    "hash": "replace(hash, substr(hash, 1, 1), 'g')",
}
"""How each column of the second event can be changed; ``id`` is the table's own number and says nothing."""

SPELLINGS = {
    "a blank more": """replace(facts, ',"level":2', ', "level":2')""",
    "a word nobody reads": """replace(facts, '"level":2', '"level":2,"x":1')""",
    "beyond reading": """replace(facts, '"level":2', '"level":')""",
    "another order": """replace(facts, '"level":2,"level_kind":"self"', '"level_kind":"self","level":2')""",
}


@pytest.fixture
def year(office: Desk) -> Desk:
    """An office where MN01 has a history of four lines."""
    advance(office, "MN01", "submit", "approve")
    extend(office, "MN01", "II.2", until=date(2025, 3, 14), reason="lý do mẫu")
    assert verify(office).damage == ()
    return office


@pytest.mark.parametrize("table", APPEND_ONLY)
@pytest.mark.parametrize("statement", ["UPDATE {} SET actor = 'ai-khac'", "DELETE FROM {}"])
def test_the_database_itself_refuses_to_change_history(year: Desk, table: str, statement: str) -> None:
    before = everything(year.database)
    with _refused(), year.database.write() as transaction:
        transaction.execute(statement.format(table))
    assert everything(year.database) == before


@pytest.mark.postgresql
@pytest.mark.parametrize("table", APPEND_ONLY)
def test_postgresql_refuses_to_empty_history(postgresql_url: str, tmp_path: Path, table: str) -> None:
    desk = a_desk(postgresql_url, tmp_path)
    open_sample_cycle(desk)
    before = everything(desk.database)
    with _refused(), desk.database.write() as transaction:
        transaction.execute(f"TRUNCATE {table} CASCADE")
    assert everything(desk.database) == before


@pytest.mark.parametrize("column", CHANGES)
def test_a_changed_column_of_an_event_is_found_and_named(year: Desk, column: str) -> None:
    _behind_our_back(year.database, _on_second_line(column, CHANGES[column]))
    _assert_damage(year, {(KEY, 2)})


def test_every_column_of_an_event_is_tried(office: Desk) -> None:
    assert CHANGES.keys() | {"id", "case_id"} == everything(office.database)["events"][0].keys()


@pytest.mark.parametrize("spelling", SPELLINGS.values(), ids=SPELLINGS.keys())
def test_facts_that_are_only_spelt_otherwise_are_found(year: Desk, spelling: str) -> None:
    _behind_our_back(year.database, _on_second_line("facts", spelling))
    _assert_damage(year, {(KEY, 2)})


def test_a_moment_of_a_sqlite_database_spelt_otherwise_is_found(sqlite_url: str, tmp_path: Path) -> None:
    desk = a_desk(sqlite_url, tmp_path)
    open_sample_cycle(desk)
    advance(desk, "MN01", "submit")
    _behind_our_back(desk.database, _on_second_line("recorded_at", "replace(recorded_at, 'Z', '+00:00')"))
    _assert_damage(desk, {(KEY, 2)})


def test_an_event_given_to_another_case_is_missed_here_and_found_there(year: Desk) -> None:
    other = case_of(year, "MN02").id
    _behind_our_back(year.database, _on_second_line("case_id", str(other)))
    _assert_damage(year, {(KEY, 2), (OTHER_KEY, 2)})


def test_an_event_taken_from_the_middle_is_found(year: Desk) -> None:
    _take_away(year.database, "seq = 2")
    _assert_damage(year, {(KEY, 2)})
    assert _said(year) == ["audit.event_missing"]


def test_the_last_event_taken_away_is_found(year: Desk) -> None:
    _take_away(year.database, "seq = 4")
    _assert_damage(year, {(KEY, 0)})
    assert _said(year) == ["audit.end_missing"]


def test_a_history_taken_away_whole_is_found(year: Desk) -> None:
    _take_away(year.database, "seq > 0")
    _assert_damage(year, {(KEY, 0)})


def test_an_event_sealed_anew_breaks_the_link_after_it(year: Desk) -> None:
    """Whoever changes a line and computes its hash anew would have to forge every line after it, and the row."""
    forged = replace(show_history(year, "MN01").events[1], actor="ai-khac")
    _behind_our_back(year.database, _on_second_line("actor", "'ai-khac'"))
    _behind_our_back(year.database, _on_second_line("hash", f"'{hash_of(forged)}'"))
    _assert_damage(year, {(KEY, 3)})


@pytest.mark.parametrize(
    "changed",
    [
        "UPDATE cases SET stage = 'recognized' WHERE key = '{key}'",
        "UPDATE cases SET self_level = 3 WHERE key = '{key}'",
        "UPDATE cases SET round = 2 WHERE key = '{key}'",
        "UPDATE cases SET owner = 'department' WHERE key = '{key}'",
        "UPDATE cases SET opened_on = '2024-11-01' WHERE key = '{key}'",
        "UPDATE cases SET unit_id = (SELECT id FROM units WHERE code = 'SGD') WHERE key = '{key}'",
        "DELETE FROM documents WHERE seq = 2",
        "UPDATE documents SET number = '12/QĐ' WHERE seq = 2",
        "UPDATE own_deadlines SET due = '2025-06-30'",
    ],
)
def test_a_row_that_is_not_the_fold_of_its_events_is_found(year: Desk, changed: str) -> None:
    _behind_our_back(year.database, changed.format(key=KEY))
    _assert_damage(year, {(KEY, 0)})


def test_a_document_whose_file_was_changed_or_lost_is_named(year: Desk) -> None:
    stored = [held.document for held in case_of(year, "MN01").state.documents]
    (year.documents / stored[0].sha256[:2] / stored[0].sha256).write_text("sửa lại", "utf-8")
    (year.documents / stored[1].sha256[:2] / stored[1].sha256).unlink()
    _assert_damage(year, {(KEY, 2), (KEY, 3)})
    assert _said(year) == ["audit.file_changed", "audit.file_missing"]
    assert [damage.what.facts["name"] for damage in verify(year).damage] == [held.name for held in stored]


def test_the_fingerprint_names_the_whole_history(year: Desk) -> None:
    before = verify(year).fingerprint
    assert verify(year).fingerprint == before
    advance(year, "MN02", "submit")
    assert verify(year).fingerprint != before


def _refused() -> AbstractContextManager[object]:
    return pytest.raises((IntegrityError, Unavailable), match="append-only")


def _on_second_line(column: str, value: str) -> str:
    return f"UPDATE events SET {column} = {value} WHERE {_OF_MN01} AND seq = 2"  # noqa: S608


def _take_away(database: Database, which: str) -> None:
    _behind_our_back(database, f"DELETE FROM events WHERE {_OF_MN01} AND {which}")  # noqa: S608


def _behind_our_back(database: Database, statement: str) -> None:
    """Change something as somebody with the file or the server in hand would: without the triggers."""
    if database.is_sqlite:
        with closing(sqlite3.connect(database.file)) as file, file:
            for verb in ("update", "delete"):
                file.execute(f"DROP TRIGGER IF EXISTS events_no_{verb}")
            assert file.execute(statement).rowcount > 0
    else:
        with psycopg.connect(database.url) as server:
            server.execute("DROP TRIGGER IF EXISTS events_append_only ON events")
            assert server.execute(statement.encode()).rowcount > 0


def _assert_damage(desk: Desk, places: set[tuple[str, int]]) -> None:
    assert {(damage.case_key, damage.seq) for damage in verify(desk).damage} == places


def _said(desk: Desk) -> list[str]:
    return [damage.what.key for damage in verify(desk).damage]
