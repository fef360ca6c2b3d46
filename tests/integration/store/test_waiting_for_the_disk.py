"""A real workspace's acts are on the disk when they are told to be done; a rehearsal does not wait for that."""

from cycle_engine.store.database import Database
from cycle_engine.store.facts import mark_rehearsal

OFF, FULL = 0, 2


def how_it_waits(database: Database) -> object:
    with database.write() as transaction:
        (row,) = transaction.rows("PRAGMA synchronous")
        return row["synchronous"]


def test_a_real_workspace_waits_for_the_disk(sqlite_url: str) -> None:
    assert how_it_waits(Database(sqlite_url)) == FULL


def test_a_rehearsal_does_not(sqlite_url: str) -> None:
    before = Database(sqlite_url)
    with before.write() as transaction:
        mark_rehearsal(transaction)
    before.dispose()
    assert how_it_waits(Database(sqlite_url)) == OFF
