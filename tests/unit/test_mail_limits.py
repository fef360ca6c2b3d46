"""Quiet days and bounds, as an office writes them into its settings."""

from datetime import date
from pathlib import Path

import pytest

from cycle_engine.errors import FileInvalid
from cycle_engine.settings import FILE_NAME, MailSettings, read_settings


def mail(workspace: Path, written: str) -> MailSettings:
    (workspace / FILE_NAME).write_text(f"[mail]\n{written}", "utf-8")
    return read_settings(workspace, {}).mail


def test_an_office_that_sets_nothing_has_no_quiet_days_and_no_bound(tmp_path: Path) -> None:
    found = mail(tmp_path, "")
    assert (found.quiet_days, found.most_per_day, found.most_notices) == ((), 0, 30)


def test_quiet_days_are_days(tmp_path: Path) -> None:
    assert mail(tmp_path, 'quiet_days = ["2025-04-29", "2025-05-05"]').quiet_days == (
        date(2025, 4, 29),
        date(2025, 5, 5),
    )


@pytest.mark.parametrize(
    ("written", "problem"),
    [
        ('quiet_days = ["29/4/2025"]', "29/4/2025"),
        ("quiet_days = [2025]", "2025"),
        ('quiet_days = "2025-04-29"', "quiet_days"),
        ("most_per_day = -1", "-1"),
        ("most_notices = 0", "0"),
    ],
)
def test_what_is_no_day_or_no_bound_is_refused_with_its_place(tmp_path: Path, written: str, problem: str) -> None:
    with pytest.raises(FileInvalid) as refused:
        mail(tmp_path, written)
    (found,) = refused.value.problems
    assert found.where == f"mail.{written.partition(' ')[0]}"
    assert problem in str(found)
