"""A kill at any instant loses no letter, and repeats at most those that were under way."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.killed_delivery import LETTERS, Transport


@pytest.mark.skipif(os.name != "posix", reason="forks, to be killed")
def test_a_kill_at_any_instant_loses_no_letter_and_repeats_at_most_those_under_way(tmp_path: Path) -> None:
    root = Path(__file__).resolve().parents[2]
    done = subprocess.run(
        [sys.executable, "-m", "tests.killed_delivery", tmp_path], cwd=root, capture_output=True, text=True, check=True
    )
    runs = [json.loads(line) for line in done.stdout.splitlines()]
    everybody = {str(number) for number in range(LETTERS)}
    assert len(runs) > 6 * LETTERS  # before and after: each claim, each letter, each mark
    for run in runs:
        assert run["got"].keys() == everybody, run
        assert set(run["states"].values()) == {"sent"}, run
        assert sum(run["got"].values()) - LETTERS <= Transport.connections, run
    assert any(sum(run["got"].values()) > LETTERS for run in runs)  # the one in flight does repeat, so it is tried
    assert sum(runs[-1]["got"].values()) == LETTERS
