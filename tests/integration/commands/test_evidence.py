"""Evidence on the command line: handed in, listed, missing, told when two schools hand in the same, checked."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.command_line import Answer, cycle
from tests.indicator_sets import keep_small_set

AT = ("--as-of", "2025-01-13")


@pytest.fixture(scope="session")
def _with_set(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("evidence") / "office"
    assert cycle(folder, "init", str(folder), "--rehearsal").status == 0
    keep_small_set(folder)
    for words in (("school", "import", str(folder / "sample-roster.csv"), "--apply"), ("open", "74-KH-GDDT")):
        answer = cycle(folder, "--as-of", "2024-11-25", *words)
        assert answer.status == 0, answer.err
    return folder


@pytest.fixture
def office(_with_set: Path, tmp_path: Path) -> Path:
    """A rehearsal whose office has a whole indicator set of its own."""
    return Path(shutil.copytree(_with_set, tmp_path / "office"))


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    file = tmp_path / "hợp đồng.txt"
    file.write_text("bản mẫu", "utf-8")
    return file


def evidence(office: Path, *words: str) -> Answer:
    return cycle(office, *AT, "evidence", *words)


def found(office: Path, *words: str) -> dict[str, Any]:
    answer = evidence(office, *words, "--json")
    assert answer.status == 0, answer.err
    value: dict[str, Any] = json.loads(answer.out)
    return value


def test_a_file_is_handed_in_listed_and_told_at_the_second_school(office: Path, paper: Path) -> None:
    first = evidence(office, "add", "MN01", "A.1", "--file", str(paper), "--note", "bản in")
    assert (first.status, "MN01" in first.out, "same file" in first.out) == (0, True, False), first.err
    second = evidence(office, "add", "MN02", "A.2", "--file", str(paper))
    assert "The same file is at MN01 Trường Mầm non Mẫu 01, school year 2024-2025, criterion A.1" in second.out
    listed = evidence(office, "list", "MN01").out
    assert "hợp đồng.txt (bản in)" in listed
    assert "2-1: The same file is at MN02" in listed


def test_json_has_what_the_text_says(office: Path, paper: Path) -> None:
    evidence(office, "add", "MN02", "A.2", "--file", str(paper))
    added = found(office, "add", "MN01", "A.1", "--file", str(paper))
    assert (added["changed"], added["seq"], added["items"][0]["id"]) == (True, 2, "2-1")
    assert [twin["unit"] for twin in added["same_file"]] == ["MN02"]
    (item,) = found(office, "list", "MN01")["items"]
    assert (item["criterion"], item["form"], item["state"], item["is_kept"]) == ("A.1", "file", "confirmed", True)
    assert found(office, "verify") == {"files": 1, "bytes": len("bản mẫu".encode()), "faults": []}
    missing = found(office, "missing", "MN01")
    assert missing["set"]["id"] == "3276"
    assert [gap["code"] for gap in missing["units"][0]["missing"]] == ["A.0", "A.2"]
    history = json.loads(cycle(office, "history", "MN01", "--json").out)
    assert history["events"][1]["evidence"][0]["name"] == "hợp đồng.txt"


def test_what_is_missing_is_shown_with_what_would_prove_it(office: Path) -> None:
    one = evidence(office, "missing", "MN01").out
    assert "ảnh màn hình" in one
    assert "cycle evidence add MN01 A.0 --file" in one
    evidence(office, "add", "MN01", "A.0", "--note", "kế hoạch")
    line = next(row for row in evidence(office, "missing").out.splitlines() if row.startswith("MN01"))
    assert ("1/3" in line, line.endswith("A.1, A.2")) == (True, True)


def test_what_was_withdrawn_stays_in_list_and_history_with_its_reason(office: Path) -> None:
    evidence(office, "add", "MN01", "*", "--link", "https://truong.example/so")
    answer = evidence(office, "withdraw", "MN01", "2-1", "--reason", "nhầm trường")
    assert answer.status == 0, answer.err
    assert "withdrawn" in evidence(office, "list", "MN01").out
    assert "nhầm trường" in cycle(office, "history", "MN01").out
    again = evidence(office, "confirm", "MN01", "2-1")
    assert (again.status, "hand it in anew" in again.err) == (1, True)


@pytest.mark.parametrize(
    ("words", "status", "cure"),
    [
        (("add", "MN01", "A.9", "--note", "x"), 3, "A, A.0, A.1, A.2, *"),
        (("add", "MN01", "A.1"), 2, "--file FILE"),
        (("add", "MN01", "A.1", "--file", "khong-co.pdf"), 3, "khong-co.pdf"),
        (("add", "MN01", "A.1", "--link", "truong.example"), 2, "https://"),
        (("add", "MN01", "A.1", "--note", "x", "--seen", "0"), 4, "cycle history MN01"),
        (("add", "PGD", "A.1", "--note", "x"), 1, "cycle why PGD"),
        (("confirm", "MN01", "7-7"), 3, "cycle evidence list MN01"),
        (("carry", "MN01", "--from-year", "2023-2024"), 3, "2023-2024"),
    ],
)
def test_every_refusal_says_what_to_do(office: Path, words: tuple[str, ...], status: int, cure: str) -> None:
    answer = evidence(office, *words)
    assert (answer.status, cure in answer.err) == (status, True), answer.err


def test_a_changed_byte_is_named_with_whose_it_is_and_ends_in_one(office: Path, paper: Path) -> None:
    evidence(office, "add", "MN01", "A.1", "--file", str(paper))
    (kept,) = (path for path in (office / "documents").rglob("*") if path.is_file())
    kept.write_bytes(kept.read_bytes() + b" ")
    answer = evidence(office, "verify")
    assert answer.status == 1
    assert f"changed: {kept} hợp đồng.txt (PGD/74/KH-GDDT/2024-2025/MN01/school)" in answer.out
    error = json.loads(evidence(office, "verify", "--json").out)["error"]
    assert [fault["fault"] for fault in error["details"]["faults"]] == ["changed"]


def test_the_shipped_placeholder_takes_evidence_for_the_whole(workspace: Path) -> None:
    shown = evidence(workspace, "missing", "MN01").out
    assert "no criteria yet" in shown
    assert 'cycle evidence add MN01 "*" --file' in shown  # a shell would put file names in the place of a bare star
    assert evidence(workspace, "add", "MN01", "*", "--note", "sổ tại văn phòng").status == 0
    assert "Nothing is missing" in evidence(workspace, "missing", "MN01").out
