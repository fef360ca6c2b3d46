"""The settings of the publication check: words that are known, and counts that count something."""

from pathlib import Path

import pytest

from cycle_engine.domain.publication_rules import PublicationRules
from cycle_engine.errors import FileInvalid
from cycle_engine.settings import FILE_NAME, read_settings


def rules_of(workspace: Path, written: str) -> PublicationRules:
    (workspace / FILE_NAME).write_text(f"[publication]\n{written}", "utf-8")
    return read_settings(workspace, {}).publication


def test_an_office_that_sets_nothing_has_its_pages_checked_once_a_week(tmp_path: Path) -> None:
    assert rules_of(tmp_path, "").check == "weekly"
    assert rules_of(tmp_path, "").allow_hosts == ()


def test_hosts_are_allowed_by_name(tmp_path: Path) -> None:
    assert rules_of(tmp_path, 'allow_hosts = ["mn01.noibo.example"]').allow_hosts == ("mn01.noibo.example",)


@pytest.mark.parametrize(
    "written",
    [
        'check = "hourly"',
        "check = true",
        "at_once = 0",
        "pause_seconds = 0",
        "timeout_seconds = 0",
        "most_megabytes = 0",
        "most_per_run = -1",
        'allow_hosts = "mn01.noibo.example"',
        "proxy = true",
    ],
)
def test_what_cannot_be_is_refused_with_its_place(tmp_path: Path, written: str) -> None:
    with pytest.raises(FileInvalid) as refused:
        rules_of(tmp_path, written)
    assert [problem.where for problem in refused.value.problems] == [f"publication.{written.split(' ', maxsplit=1)[0]}"]
