"""Who gets letters, and who gets none for now, as it is said on the command line."""

import json
from pathlib import Path

import pytest

from tests.command_line import Answer, cycle

TODAY = ("--as-of", "2025-01-20")


def on(workspace: Path, *words: str) -> Answer:
    return cycle(workspace, *TODAY, *words)


def as_json(workspace: Path, *words: str) -> dict[str, object]:
    answer = cycle(workspace, "--json", *TODAY, *words)
    assert answer.status == 0, answer.err
    read: dict[str, object] = json.loads(answer.out)
    return read


def test_a_contact_is_set_listed_and_taken_back(workspace: Path) -> None:
    words = ("contact", "set", "PGD", "head", "--address", "moi@phong.example", "--name", "Người mới")
    assert as_json(workspace, *words, "--since", "01/02/2025") == {
        "id": 1,
        "unit": "PGD",
        "post": "head",
        "tenure": "holder",
        "name": "Người mới",
        "address": "moi@phong.example",
        "from": "2025-02-01",
        "to": None,
    }
    listed = on(workspace, "contact", "list", "pgd").out
    assert "moi@phong.example" in listed
    assert "01/02/2025" in listed
    assert on(workspace, "contact", "remove", "1").status == 0
    assert as_json(workspace, "contact", "list") == {"contacts": []}
    assert on(workspace, "contact", "remove", "1").status == 3


def test_a_vacancy_is_told_by_tick_doctor_and_plan_check(workspace: Path) -> None:
    assert on(workspace, "contact", "set", "PGD", "head", "--vacant", "--since", "2025-02-03").status == 0
    assert "03/02/2025" in on(workspace, "tick", "--dry-run").out
    assert "03/02/2025" in on(workspace, "doctor").out
    assert "PGD: from 03/02/2025" in on(workspace, "plan", "check", "74-KH-GDDT").out


def test_an_absence_has_both_its_days_in_it(workspace: Path) -> None:
    words = ("--from", "2025-01-20", "--to", "22/01/2025", "--substitute", "thay@truong.example")
    said = as_json(workspace, "contact", "absent", "MN01", "unit", *words)
    assert (said["tenure"], said["from"], said["to"]) == ("substitute", "2025-01-20", "2025-01-22")
    told = {}
    for day in ("2025-01-22", "2025-01-24"):
        ticked = json.loads(cycle(workspace, "--json", "--as-of", day, "tick").out)
        told[day] = [letter["to"] for letter in ticked["letters"]]
    assert "thay@truong.example" in told["2025-01-22"]
    assert "thay@truong.example" not in told["2025-01-24"]
    assert "mn01@truong.example" in told["2025-01-24"]


def test_a_mailbox_is_paused_and_resumed(workspace: Path) -> None:
    said = as_json(
        workspace, "mail", "pause", "MN01@truong.example", "--until", "2025-01-23", "--reason", "đổi hộp thư"
    )
    assert said == {
        "address": "mn01@truong.example",
        "paused": True,
        "from": "2025-01-20",
        "to": "2025-01-23",
        "reason": "đổi hộp thư",
    }
    assert as_json(workspace, "mail", "pauses") == {"pauses": [said]}
    assert "mn01@truong.example" in on(workspace, "doctor").out
    assert as_json(workspace, "mail", "resume", "mn01@truong.example") == {
        "address": "mn01@truong.example",
        "paused": False,
    }
    assert on(workspace, "mail", "resume", "mn01@truong.example").status == 3


def test_a_quiet_day_is_told_from_a_day_off(workspace: Path) -> None:
    settings = workspace / "cycle.toml"
    settings.write_text(settings.read_text("utf-8") + 'quiet_days = ["2025-01-20"]\n', "utf-8")
    assert "quiet days" in on(workspace, "tick").out
    assert "day off" in cycle(workspace, "--as-of", "2025-01-29", "tick").out


@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        (("contact", "set", "PGD", "head"), 2, "--vacant"),
        (("contact", "set", "PGD", "head", "--vacant", "--address", "moi@phong.example"), 2, "--vacant"),
        (("contact", "set", "PGD", "head", "--address", "moi"), 1, "moi"),
        (("contact", "set", "MN99", "head", "--vacant"), 3, "MN99"),
        (("contact", "set", "PGD", "hed", "--vacant"), 2, "head"),
        (("contact", "list", "MN99"), 3, "MN99"),
        (
            (
                "contact",
                "absent",
                "PGD",
                "head",
                "--from",
                "2025-02-02",
                "--to",
                "2025-02-01",
                "--substitute",
                "a@b.vn",
            ),
            1,
            "01/02/2025",
        ),
        (("mail", "pause", "mn01@truong.example", "--until", "2025-01-19", "--reason", "đã qua"), 1, "19/01/2025"),
        (("mail", "pause", "mn01", "--until", "2025-01-21", "--reason", "gõ nhầm"), 1, "mn01"),
    ],
)
def test_what_cannot_be_meant_is_refused_with_its_cure(
    workspace: Path, words: tuple[str, ...], status: int, said: str
) -> None:
    answer = on(workspace, *words)
    assert answer.status == status
    assert said in answer.err
    assert "hint:" in answer.err
