"""Workspaces for tests of the command line: rehearsals on SQLite, made once and copied for every test."""

import shutil
from pathlib import Path

import pytest

from tests.command_line import cycle


@pytest.fixture(scope="session")
def _opened(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("workspaces") / "office"
    roster = str(folder / "sample-roster.csv")
    for words in (
        ("init", str(folder), "--rehearsal"),
        ("--as-of", "2024-11-25", "school", "import", roster, "--apply"),
        ("--as-of", "2024-11-25", "open", "74-KH-GDDT"),
    ):
        answer = cycle(folder, *words)
        assert answer.status == 0, answer.err
    return folder


@pytest.fixture
def workspace(_opened: Path, tmp_path: Path) -> Path:
    """A rehearsal with the sample roster and the real plan opened on 25/11/2024."""
    return Path(shutil.copytree(_opened, tmp_path / "office"))
