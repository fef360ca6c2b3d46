"""Indicator sets on the command line: listed, checked with their sums said, made from a sheet that was filled in."""

import json
from pathlib import Path

import pytest
import xlsxwriter

from tests.command_line import cycle
from tests.definition_files import PRESCHOOL_TEXT
from tests.indicator_sets import SMALL_SET_TEXT, keep_small_set
from tests.unit.definitions.test_indicator_sheets import ROWS, a_sheet


def test_the_shipped_sets_are_listed_with_how_far_they_can_be_relied_on(workspace: Path) -> None:
    sets = json.loads(cycle(workspace, "--json", "indicators", "list").out)["sets"]
    assert [(one["id"], one["status"]) for one in sets] == [("3276", "placeholder"), ("4725", "incomplete")]
    assert "without criteria yet" in cycle(workspace, "indicators", "list").out


def test_a_check_says_the_sums_and_what_is_missing(workspace: Path) -> None:
    answer = cycle(workspace, "indicators", "check", "4725")
    assert answer.status == 0
    assert "Group I: the criteria add to 100 of 100 points" in answer.out
    assert "Group II: the criteria add to 90 of 100 points" in answer.out
    assert answer.out.endswith("4725: 0 errors, 2 warnings\n")
    sums = json.loads(cycle(workspace, "--json", "indicators", "check", "4725").out)["sums"]
    assert sums[1] == {"group": "II", "sum": "90", "maximum": "100"}


def test_a_set_that_does_not_add_up_fails_its_check_and_the_workflow_s(workspace: Path) -> None:
    keep_small_set(workspace, SMALL_SET_TEXT.replace("maximum = 40", "maximum = 30"))
    for words in (("indicators", "check", "3276"), ("workflow", "check", "preschool")):
        answer = cycle(workspace, *words)
        assert answer.status == 1
        assert "the criteria add to 90, not to 100" in answer.err


def test_a_workflow_that_names_no_set_there_is_fails_its_check(workspace: Path) -> None:
    own = workspace / "workflows" / "preschool.toml"
    own.parent.mkdir(exist_ok=True)
    own.write_text(PRESCHOOL_TEXT.replace('indicators = "3276"', 'indicators = "3267"'), "utf-8")
    answer = cycle(workspace, "workflow", "check", "preschool")
    assert answer.status == 1
    assert "3276" in answer.err


def test_a_set_is_shown_with_its_criteria_and_levels(workspace: Path) -> None:
    out = cycle(workspace, "indicators", "show", "4725").out
    assert "Level 2: from 50, to 75" in out
    assert "mandatory" in next(line for line in out.splitlines() if line.startswith("1.1 "))
    assert cycle(workspace, "indicators", "show", "4275").status == 3


def test_an_officer_s_sheet_becomes_the_set_the_next_cycle_is_scored_by(workspace: Path, tmp_path: Path) -> None:
    target = workspace / "workflows" / "indicators" / "3276.toml"
    sheet = str(a_sheet(tmp_path))
    answer = cycle(workspace, "indicators", "import", sheet, "-o", str(target))
    assert answer.status == 0, answer.err
    assert "Group A: the criteria add to 100 of 100 points" in answer.out
    assert "2 groups, 4 criteria" in answer.out
    assert cycle(workspace, "indicators", "check", "3276").out.endswith("3276: 0 errors, 0 warnings\n")
    assert cycle(workspace, "indicators", "import", sheet, "-o", str(target)).status == 1
    assert cycle(workspace, "indicators", "import", sheet, "-o", str(target), "--replace").status == 0


@pytest.mark.parametrize("maximum", ["sáu mươi", 59])
def test_nothing_is_written_while_a_cell_or_a_sum_is_wrong(workspace: Path, tmp_path: Path, maximum: object) -> None:
    target = tmp_path / "3276.toml"
    rows = (ROWS[0], (*ROWS[1][:5], maximum, *ROWS[1][6:]), *ROWS[2:])
    head = {} if maximum == 59 else {"Mức_1": "thấp"}
    answer = cycle(workspace, "indicators", "import", str(a_sheet(tmp_path, rows, **head)), "-o", str(target))
    # A set that nobody vouches for may be apart; this one says it was compared with the annex.
    assert (answer.status, target.exists()) == (1, False)
    assert ("99, not to 100" if maximum == 59 else "Bộ chỉ số!F15") in answer.err


def test_the_empty_sheet_is_written_once_and_comes_back_filled_in(workspace: Path, tmp_path: Path) -> None:
    file = tmp_path / "mau.xlsx"
    assert cycle(workspace, "indicators", "import", "--template", str(file)).status == 0
    assert cycle(workspace, "indicators", "import", "--template", str(file)).status == 1
    unfilled = cycle(workspace, "indicators", "import", str(file), "-o", str(tmp_path / "x.toml"))
    assert unfilled.status == 1
    assert "Mức 1 is missing" in unfilled.err
    assert cycle(workspace, "indicators", "import", str(file)).status == 2


def test_a_workbook_with_a_stray_cell_far_away_is_refused(workspace: Path, tmp_path: Path) -> None:
    file = tmp_path / "xa.xlsx"
    with xlsxwriter.Workbook(file) as book:
        book.add_worksheet().write(1_000_000, 0, "x")
    answer = cycle(workspace, "indicators", "import", str(file), "-o", str(tmp_path / "x.toml"))
    assert answer.status == 1


@pytest.mark.parametrize("words", [("indicators", "check", "3276"), ("workflow", "check", "preschool")])
def test_a_program_is_told_in_one_object_of_a_file_with_errors(workspace: Path, words: tuple[str, ...]) -> None:
    keep_small_set(workspace, SMALL_SET_TEXT.replace("maximum = 40", "maximum = 30"))
    answer = cycle(workspace, "--json", *words)
    told = json.loads(answer.out)["error"]
    assert (answer.status, told["code"]) == (1, "file_invalid")
    assert "error" in {finding["severity"] for finding in told["details"]["findings"]}
