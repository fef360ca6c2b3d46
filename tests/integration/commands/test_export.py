"""Exports from the command line: printed, written, as CSV, JSON and JSON lines, and how it ends."""

import csv
import json
import re
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest

from tests.architecture.source_code import ROOT
from tests.command_line import Answer, cycle


def ok(workspace: Path, *words: str) -> Answer:
    answer = cycle(workspace, "--as-of", "2024-12-02", "export", *words)
    assert answer.status == 0, answer.err
    return answer


def test_results_are_printed_as_csv(workspace: Path) -> None:
    rows = list(csv.DictReader(StringIO(ok(workspace, "results").out, newline="")))
    assert len(rows) == 25
    assert (rows[0]["code"], rows[0]["as_of"], rows[0]["level_self"]) == ("MN01", "2024-12-02", "")


def test_the_answer_is_json_where_json_is_asked_for(workspace: Path) -> None:
    whole = json.loads(ok(workspace, "results", "--json").out)
    assert (whole["export"], whole["as_of"], len(whole["rows"])) == ("results", "2024-12-02", 25)


def test_events_are_lines_of_json(workspace: Path) -> None:
    lines = [json.loads(line) for line in ok(workspace, "events").out.splitlines()]
    assert {line["kind"] for line in lines} == {"opened"}
    assert len(lines) == 26


def test_the_file_s_ending_says_the_form(workspace: Path, tmp_path: Path) -> None:
    for name, start in (
        ("a.csv", b"code,"),
        ("a.JSON", b'{"export":"roster"'),
        ("a.jsonl", b'{"code"'),
        ("a", b"code"),
    ):
        said = ok(workspace, "roster", "-o", str(tmp_path / name)).out
        assert (tmp_path / name).read_bytes().startswith(start)
        assert said == f"Wrote 27 rows: {tmp_path / name}\n"
    ok(workspace, "roster", "-o", str(tmp_path / "b.csv"), "--format", "jsonl")
    assert (tmp_path / "b.csv").read_bytes() == (tmp_path / "a.jsonl").read_bytes()


def test_a_file_is_written_over_and_told_with_its_hash(workspace: Path, tmp_path: Path) -> None:
    target = tmp_path / "don-vi.csv"
    target.write_text("cũ", "utf-8")
    told = json.loads(ok(workspace, "roster", "-o", str(target), "--excel", "--json").out)
    assert target.read_bytes().startswith(b"\xef\xbb\xbfcode;")
    assert told == {"file": str(target), "format": "csv", "rows": 27, "sha256": told["sha256"]}
    assert [path.name for path in tmp_path.iterdir() if path.suffix == ".part"] == []


@pytest.mark.parametrize("words", [("events", "--excel"), ("results", "--excel", "--format", "json")])
def test_the_form_for_excel_is_refused_where_it_is_not_csv(workspace: Path, words: tuple[str, ...]) -> None:
    answer = cycle(workspace, "export", *words)
    assert answer.status == 2
    assert "--format csv" in answer.err


def test_a_workspace_without_a_cycle_has_a_roster_and_no_results(tmp_path: Path) -> None:
    assert cycle(tmp_path, "init", str(tmp_path / "moi")).status == 0
    assert cycle(tmp_path / "moi", "export", "results").status == 3
    assert cycle(tmp_path / "moi", "export", "roster").status == 0


def test_the_documented_lines_check_the_chain_by_themselves(workspace: Path, tmp_path: Path) -> None:
    script = re.findall(r"```python\n(.*?)```", (ROOT / "docs" / "exports.md").read_text("utf-8"), re.DOTALL)[0]
    file = tmp_path / "su-kien.jsonl"
    ok(workspace, "events", "-o", str(file))
    alone = subprocess.run(
        [sys.executable, "-I", "-c", script], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    assert alone.stdout.strip() == json.loads(cycle(workspace, "audit", "verify", "--json").out)["fingerprint"]
    file.write_text(file.read_text("utf-8").replace("MN07", "MN70"), "utf-8")
    changed = subprocess.run([sys.executable, "-I", "-c", script], cwd=tmp_path, capture_output=True, check=False)
    assert changed.returncode == 1
