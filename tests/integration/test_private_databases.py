"""The databases that the tests are given are private, fresh and what they are said to be."""

import os
import sqlite3
from contextlib import closing
from pathlib import Path

import psycopg
import pytest

from tests import servers
from tests.databases import PostgreSQLTemplate, SQLiteTemplate


@pytest.mark.postgresql
def test_the_private_server_listens_to_no_network(postgresql: servers.PostgreSQL) -> None:
    if servers.GIVEN_SERVER in os.environ:
        pytest.skip("the server was given")
    with psycopg.connect(postgresql.url.render_as_string(hide_password=False)) as connection:
        assert connection.execute("SHOW listen_addresses").fetchone() == ("",)
        assert connection.execute("SHOW server_encoding").fetchone() == ("UTF8",)


@pytest.mark.postgresql
def test_what_one_test_writes_to_postgresql_the_next_does_not_see(postgresql: servers.PostgreSQL) -> None:
    template = PostgreSQLTemplate(postgresql, _make_table_on_postgresql)
    for _ in range(2):
        with template.copy() as url, psycopg.connect(url) as connection:
            assert connection.execute("SELECT count(*) FROM school").fetchone() == (0,)
            connection.execute("INSERT INTO school VALUES ('MN01')")
    template.drop()


def test_what_one_test_writes_to_sqlite_the_next_does_not_see(tmp_path: Path) -> None:
    template = SQLiteTemplate(tmp_path, _make_table_on_sqlite)
    for name in ("first", "second"):
        (tmp_path / name).mkdir()
        url = template.copy(tmp_path / name)
        with closing(sqlite3.connect(url.removeprefix("sqlite:///"))) as connection, connection:
            assert connection.execute("SELECT count(*) FROM school").fetchone() == (0,)
            connection.execute("INSERT INTO school VALUES ('MN01')")


def _make_table_on_postgresql(url: str) -> None:
    with psycopg.connect(url) as connection:
        connection.execute("CREATE TABLE school (code text)")


def _make_table_on_sqlite(url: str) -> None:
    with closing(sqlite3.connect(url.removeprefix("sqlite:///"))) as connection, connection:
        connection.execute("CREATE TABLE school (code text)")
