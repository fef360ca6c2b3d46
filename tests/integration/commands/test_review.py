"""Review teams on the command line: put together, drawn, given by hand, their schedule shown and sent."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.command_line import Answer, cycle

AT = ("--as-of", "2025-02-20")
FIRST, SECOND = "Đoàn 1", "Đoàn 2"


def review(workspace: Path, *words: str) -> Answer:
    return cycle(workspace, *AT, "review", *words)


def found(workspace: Path, *words: str) -> dict[str, Any]:
    answer = review(workspace, *words, "--json")
    assert answer.status == 0, answer.err
    value: dict[str, Any] = json.loads(answer.out)
    return value


@pytest.fixture
def teams(workspace: Path) -> Path:
    """A workspace with two teams; a teacher of MN01 is in the first."""
    for name, *members in (
        (FIRST, "can-bo=cb@phong.example", "Cô mẫu=mn01@truong.example"),
        (SECOND, "b=b@phong.example"),
    ):
        options = [word for member in members for word in ("--member", member)]
        answer = review(workspace, "team", "add", name, *options)
        assert answer.status == 0, answer.err
    return workspace


def test_teams_are_listed_with_their_members_and_schools(teams: Path) -> None:
    review(teams, "assign", "MN02", "--team", FIRST)
    assert "Cô mẫu <mn01@truong.example>" in review(teams, "team", "list").out
    assert [(one["name"], one["schools"]) for one in found(teams, "team", "list")["teams"]] == [
        (FIRST, ["MN02"]),
        (SECOND, []),
    ]
    again = found(teams, "team", "add", SECOND, "--member", "b=b@phong.example")
    assert again == {"team": SECOND, "changed": False}


def test_a_draw_is_previewed_applied_and_listed_with_its_seed(teams: Path) -> None:
    shown = review(teams, "draw", "--seed", "7", "--from", "2025-03-03")
    assert (shown.status, "Đoàn 1 12, Đoàn 2 13" in shown.out or "Đoàn 1 13, Đoàn 2 12" in shown.out) == (0, True)
    assert found(teams, "list") == {"visits": []}
    drawn = found(teams, "draw", "--seed", "7", "--from", "2025-03-03", "--apply")
    assert (drawn["applied"], len(drawn["visits"])) == (True, 25)
    assert {one["unit"]: one["team"] for one in drawn["visits"]}["MN01"] == SECOND
    listed = review(teams, "list", "--team", SECOND).out.splitlines()
    assert listed[2].split()[0] == "03/03/2025"
    assert all(line.endswith("7") for line in listed[2:])


def test_visits_are_given_by_hand_moved_sent_once_and_logged(teams: Path) -> None:
    given = review(teams, "assign", "MN02", "MN03", "--team", FIRST, "--on", "03/03/2025")
    assert "MN02: Đoàn 1, 03/03/2025." in given.out
    review(teams, "assign", "MN04", "--team", SECOND)
    preview = review(teams, "send").out
    assert "<cb@phong.example>: MN02 03/03/2025; MN03 03/03/2025" in preview
    assert "no day yet: MN04" in preview
    sent = found(teams, "send", "--apply")
    assert ([len(one["visits"]) for one in sent["letters"]], len(sent["queued"])) == ([2, 2, 1, 1], 4)
    assert "nothing new" in review(teams, "send", "--apply").out
    review(teams, "assign", "MN02", "--team", SECOND)
    review(teams, "send", "--apply")
    log = review(teams, "log").out
    assert "MN02 → Đoàn 1, 03/03/2025 (called off)" in log
    kinds = [line["kind"] for line in found(teams, "log")["lines"]]
    assert kinds == ["team"] * 2 + ["assigned"] * 2 + ["told"] * 4 + ["assigned"] + ["told"] * 4


def test_a_letter_names_team_day_and_members_and_can_be_delivered(teams: Path) -> None:
    review(teams, "assign", "MN02", "--team", FIRST, "--on", "2025-03-03")
    review(teams, "send", "--apply")
    letters = json.loads(cycle(teams, *AT, "mail", "list", "--json").out)["letters"]
    number = next(one["id"] for one in letters if one["to"] == "mn02@truong.example")
    letter = cycle(teams, *AT, "mail", "show", str(number)).out
    assert "- Đoàn 1: thứ Hai, 03/03/2025" in letter
    assert "can-bo; Cô mẫu" in letter
    delivered = cycle(teams, *AT, "mail", "deliver")
    assert delivered.status == 0, delivered.err
    assert any(
        b"BEGIN:VCALENDAR" in file.read_bytes() or b"text/calendar" in file.read_bytes() for file in _mail(teams)
    )


@pytest.mark.parametrize(
    ("words", "status", "cure"),
    [
        (("team", "add", "Đoàn 3", "--member", "không hộp thư"), 2, "--member NAME=MAILBOX"),
        (("assign", "MN01", "--team", FIRST), 1, "Cô mẫu (Đoàn 1) – MN01"),
        (("assign", "MN01", "--team", "Đoàn 7"), 3, "Đoàn 1"),
        (("assign", "MN02", "--team", FIRST, "--on", "2025-03-08"), 1, "07/03/2025"),
        (("assign", "MN02", "--on", "2025-03-03"), 1, "cycle review assign MN02 --team"),
        (("assign", "MN02"), 2, "--team"),
    ],
)
def test_every_refusal_says_what_to_do(teams: Path, words: tuple[str, ...], status: int, cure: str) -> None:
    answer = review(teams, *words)
    assert (answer.status, cure in answer.err) == (status, True), answer.err


def test_without_teams_there_is_nothing_to_draw_to(workspace: Path) -> None:
    answer = review(workspace, "draw", "--seed", "1")
    assert (answer.status, "cycle review team add" in answer.err) == (1, True)


def _mail(workspace: Path) -> list[Path]:
    return [path for path in (workspace / "mail").rglob("*") if path.is_file()]
