"""The settings of the report: days that can hold, words that are known, and switches that may be off."""

from pathlib import Path

import pytest

from cycle_engine.errors import FileInvalid
from cycle_engine.settings import FILE_NAME, ReportSettings, read_settings


def settings_of(workspace: Path, written: str) -> ReportSettings:
    (workspace / FILE_NAME).write_text(f"[report]\n{written}", "utf-8")
    return read_settings(workspace, {}).report


def test_the_daemon_may_be_told_neither_to_issue_nor_to_send(tmp_path: Path) -> None:
    assert settings_of(tmp_path, 'issue = "by_hand"\nsend = false') == ReportSettings(14, 18, "by_hand", send=False)


@pytest.mark.parametrize(
    "written", ["cut_off_day = 17", "due_day = 15", "cut_off_day = 20\ndue_day = 21", "due_day = 3"]
)
def test_a_due_day_that_no_working_day_can_lie_before_is_refused(tmp_path: Path, written: str) -> None:
    with pytest.raises(FileInvalid) as refused:
        settings_of(tmp_path, written)
    assert [problem.where for problem in refused.value.problems] == ["report.due_day"]


@pytest.mark.parametrize("written", ['issue = "sometimes"', "cut_off_day = 29", "due_day = 0", "send = 1"])
def test_what_cannot_be_is_refused_with_its_place(tmp_path: Path, written: str) -> None:
    with pytest.raises(FileInvalid) as refused:
        settings_of(tmp_path, written)
    assert [problem.where for problem in refused.value.problems] == [f"report.{written.split(' ', maxsplit=1)[0]}"]
