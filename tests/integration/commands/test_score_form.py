"""The commands for score forms as their user meets them."""

import json
from pathlib import Path

import openpyxl

from tests.command_line import cycle
from tests.score_forms import filled

THEN = ("--as-of", "2024-12-02")


def test_a_form_goes_out_and_comes_back_and_says_what_it_changed(workspace: Path, tmp_path: Path) -> None:
    form = tmp_path / "mn01.xlsx"
    assert cycle(workspace, *THEN, "score", "form", "MN01", "-o", str(form)).status == 0
    same = cycle(workspace, *THEN, "score", "import", str(form), "--apply")
    assert (same.status, same.out.splitlines()[-1]) == (0, "Nothing changed; nothing was recorded.")
    filled(form, {"*": 2})
    shown = cycle(workspace, *THEN, "score", "import", str(form))
    assert "*: [...] → 2" in shown.out
    assert "--apply" in shown.out
    taken = json.loads(cycle(workspace, *THEN, "--json", "score", "import", str(form), "--apply").out)
    assert taken["forms"][0]["changes"] == [{"code": "*", "before": None, "after": 2}]
    assert taken["applied"] is True


def test_a_stale_form_ends_with_the_status_of_a_conflict_and_its_rows(workspace: Path, tmp_path: Path) -> None:
    form = tmp_path / "mn01.xlsx"
    cycle(workspace, *THEN, "score", "form", "MN01", "-o", str(form))
    assert cycle(workspace, *THEN, "score", "enter", "MN01", "self", "--level", "1").status == 0
    answer = cycle(workspace, *THEN, "--json", "score", "import", str(filled(form, {"*": 2})), "--apply")
    assert answer.status == 4
    told = json.loads(answer.out)["error"]
    assert told["code"] == "form_stale"
    assert told["details"]["conflicts"] == [{"unit": "MN01", "code": "*", "base": None, "present": 1, "filled": 2}]


def test_bad_cells_are_told_by_their_addresses(workspace: Path, tmp_path: Path) -> None:
    form = tmp_path / "mn01.xlsx"
    cycle(workspace, *THEN, "score", "form", "MN01", "-o", str(form))
    answer = cycle(workspace, *THEN, "--json", "score", "import", str(filled(form, {"*": 5})), "--apply")
    assert answer.status == 1
    assert json.loads(answer.out)["error"]["details"]["problems"] == [{"where": "D14", "message": "“5” is no level"}]


def test_the_forms_of_all_schools_come_at_once_as_files_or_letters(workspace: Path, tmp_path: Path) -> None:
    made = json.loads(cycle(workspace, *THEN, "--json", "score", "form", "--all", "--to", str(tmp_path / "f")).out)
    assert len(made["files"]) == len(list((tmp_path / "f").glob("*.xlsx"))) == 25
    assert openpyxl.load_workbook(made["files"][0]).worksheets[0].title == "Phiếu tự đánh giá"
    again = cycle(workspace, *THEN, "score", "form", "--all", "--to", str(tmp_path / "f"))
    assert again.status == 1
    shown = json.loads(cycle(workspace, *THEN, "--json", "score", "form", "--mail").out)
    assert (len(shown["recipients"]), shown["letters"]) == (25, [])
    queued = json.loads(cycle(workspace, *THEN, "--json", "score", "form", "--mail", "--apply").out)
    assert len(queued["letters"]) == 25


def test_a_call_that_does_not_say_whose_form_is_a_matter_of_usage(workspace: Path) -> None:
    for words in ((), ("MN01", "--all"), ("--mail", "--to", "x"), ("--all", "-o", "x.xlsx")):
        assert cycle(workspace, "score", "form", *words).status == 2
    assert cycle(workspace, *THEN, "score", "form", "--mail", "--kind", "external").status == 2
    assert cycle(workspace, *THEN, "score", "form", "XX99").status == 3
    assert cycle(workspace, *THEN, "score", "import", "no-such.xlsx").status == 3
