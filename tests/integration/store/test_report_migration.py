"""Reports that went out before there were versions are still known to have gone out."""

from pathlib import Path

from alembic import command

from cycle_engine.store import migrating
from cycle_engine.store.database import Database
from cycle_engine.store.issued_reports import report_letters
from cycle_engine.store.writing import open_engine

_CYCLE = (
    "INSERT INTO cycles (id, authority, plan_number, school_year, workflow, plan, opened_by, opened_at) "
    "VALUES (1, 'PGD', '74', '2024-2025', '{}', '{}', 'can-bo', '2024-11-25T01:00:00.000000Z')"
)
_LETTER = (
    "INSERT INTO letters (id, message_id, kind, sender, recipient, recipient_name, cc, subject, message, day, state, "
    "attempts, available_at, lease, queued_at, answer) VALUES (7, '<a@b>', 'report', 'p', 'so@so.example', '', '', '', "
    "'', '2025-01-15', 'sent', 1, '2025-01-15T01:00:00.000000Z', '', '2025-01-15T01:00:00.000000Z', '')"
)
_ISSUED = (
    "INSERT INTO issued_reports (cycle_id, period, letter_id, fingerprint, issued_by, issued_at) "
    "VALUES (1, '2025-01', 7, 'f', 'can-bo', '2025-01-15T01:00:00.000000Z')"
)


def test_a_report_sent_before_is_kept_as_sent(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'cycle.db'}"
    engine = open_engine(url)
    with engine.begin() as connection:
        config = migrating._config()
        config.attributes["connection"] = connection
        command.upgrade(config, "0005")
        for statement in (_CYCLE, _LETTER, _ISSUED):
            connection.exec_driver_sql(statement)
    engine.dispose()
    migrating.upgrade_database(url)
    with Database(url).read() as rows:
        kept = report_letters(rows, 1)
    assert [(one.period, one.version, one.letter_id, one.recipient) for one in kept] == [
        ("2025-01", 0, 7, "so@so.example")
    ]
