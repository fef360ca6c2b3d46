"""Two daemons and three officers at once, each a process of its own: nothing is lost, nothing is said twice."""

import json
import os
import subprocess
import sys
from collections import Counter
from email import message_from_bytes
from pathlib import Path
from typing import Any

from cycle_engine.app import login
from cycle_engine.domain.definition import Role
from cycle_engine.domain.notices import LetterKind, LetterState
from cycle_engine.services.desk import Desk
from cycle_engine.services.histories import verify
from cycle_engine.services.mailing import list_letters
from cycle_engine.store.facts import mark_rehearsal
from tests.builders import by, everything

ROOT = Path(__file__).resolve().parents[2]


def test_two_daemons_and_three_officers_at_once_lose_nothing_and_say_nothing_twice(office: Desk) -> None:
    by(office, office.database.session_user() or login(), Role.ADMIN)
    with office.database.write() as transaction:
        mark_rehearsal(transaction)
    done = _at_once(office, [("officer", 0), ("officer", 1), ("officer", 2), ("daemon", 0), ("daemon", 1)])

    acts = [one for one in done if one["part"] == "officer"]
    assert {one["status"] for one in acts} <= {0, 1, 4}, [one for one in acts if one["status"] not in {0, 1, 4}]
    assert {one["status"] for one in done if one["part"] == "daemon"} == {0}
    assert not any("ERROR" in one["complained"] for one in done), [one["complained"] for one in done]

    tables = everything(office.database)
    units = {row["id"]: row["code"] for row in tables["units"]}
    cases = {row["id"]: units[row["unit_id"]] for row in tables["cases"]}
    happened = Counter((cases[row["case_id"]], row["transition"]) for row in tables["events"] if row["transition"])
    assert happened == Counter((one["words"][3], one["words"][4]) for one in acts if one["status"] == 0)
    assert happened.total() >= 2 * 5  # every school came to its review, whoever brought it there
    assert verify(office).damage == ()

    _assert_nothing_was_said_twice(tables)
    _assert_every_letter_arrived_once(office)
    assert len(tables["report_letters"]) == len([one for one in list_letters(office) if one.kind is LetterKind.REPORT])


def _at_once(office: Desk, people: list[tuple[str, int]]) -> list[dict[str, Any]]:
    """Let everybody begin at the same moment, and hear what became of all their commands."""
    running = [
        subprocess.Popen(
            [sys.executable, "-W", "error", "-m", "tests.busy_people", part, str(number), office.workspace],
            cwd=ROOT,
            env={**os.environ, "CYCLE_DATABASE_URL": office.database.url, "PYTHONPATH": str(ROOT)},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for part, number in people
    ]
    for process in running:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
    for process in running:
        assert process.stdin is not None
        process.stdin.write("go\n")
        process.stdin.flush()
    said = [process.communicate(timeout=120) for process in running]
    assert [err for _, err in said] == [""] * len(running)
    return [json.loads(line) for out, _ in said for line in out.splitlines()]


def _assert_nothing_was_said_twice(tables: Any) -> None:
    standing = {row["id"] for row in tables["letters"] if row["state"] != "cancelled"}
    said = Counter(
        tuple(row[name] for name in ("case_id", "milestone", "round", "due", "rung", "recipient"))
        for row in tables["letter_notices"]
        if row["letter_id"] in standing and json.loads(row["body"])["template"] != "copy"
    )
    assert said, "nothing was said at all"
    assert set(said.values()) == {1}


def _assert_every_letter_arrived_once(office: Desk) -> None:
    letters = list_letters(office)
    assert {letter.state for letter in letters} <= {LetterState.SENT, LetterState.CANCELLED}
    arrived = [
        message_from_bytes(file.read_bytes())["Message-ID"] for file in (office.workspace / "mail").glob("**/new/*")
    ]
    sent = [str(row["message_id"]) for row in everything(office.database)["letters"] if row["state"] == "sent"]
    assert sorted(arrived) == sorted(sent)
    assert len(sent) > 8
