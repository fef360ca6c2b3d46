"""The daemon as a service manager sees it: it works at once, beats, and stops when it is told to."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import cli
from cycle_engine.store.database import Database
from cycle_engine.store.heartbeats import heartbeats

ROOT = Path(cli.__file__).parent
JOBS = {"tick", "report", "deliver", "publication", "backup"}
PATIENCE = 60  # seconds until a test gives up on a process; never waited for in full


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    folder = tmp_path / "office"
    assert cli.run(["init", str(folder)]) == 0
    return folder


@pytest.fixture
def daemon(workspace: Path) -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, str(ROOT / "cli.py"), "--workspace", str(workspace), "--lang", "en", "run"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    yield process
    process.kill()
    process.wait(PATIENCE)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGTERM to send; Ctrl-Break is handled by the same code")
@pytest.mark.parametrize("word", [signal.SIGTERM, signal.SIGINT])
def test_a_daemon_does_every_job_at_its_start_and_stops_cleanly(
    daemon: subprocess.Popen[str], workspace: Path, word: signal.Signals
) -> None:
    _read_until(daemon, lambda line: "backup done" in line)
    daemon.send_signal(word)
    out, _ = daemon.communicate(timeout=PATIENCE)
    assert daemon.returncode == 0
    assert out.endswith("Stopped.\n")
    beats = _beats(workspace)
    assert set(beats) == JOBS
    assert set(beats.values()) == {""}
    assert len(list((workspace / "backups").iterdir())) == 1


def test_doctor_says_whether_the_daemon_is_alive(workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = ["--workspace", str(workspace), "--lang", "en"]
    assert cli.run([*before, "doctor"]) == 0
    assert "never" in capsys.readouterr().out
    assert cli.run([*before, "run", "--once"]) == 0
    capsys.readouterr()
    assert cli.run([*before, "doctor"]) == 0
    assert "never" not in capsys.readouterr().out


def test_a_job_that_fails_is_written_down_and_the_others_go_on(
    workspace: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    settings = workspace / "cycle.toml"
    written = settings.read_text("utf-8").replace(
        'transport = "maildir"', 'transport = "smtp"\nhost = "127.0.0.1"\nport = 9'
    )
    settings.write_text(written, "utf-8")
    (workspace / "backups").write_text("a file where the folder should be", "utf-8")
    assert cli.run(["--workspace", str(workspace), "run", "--once"]) == 0
    beats = _beats(workspace)
    assert set(beats) == JOBS
    assert beats["backup"]
    assert not beats["tick"]
    assert cli.run(["--workspace", str(workspace), "doctor"]) == 1
    assert beats["backup"] in capsys.readouterr().out


def _beats(workspace: Path) -> dict[str, str]:
    with Database(f"sqlite:///{workspace / 'cycle.db'}").read() as rows:
        return {beat.job: beat.outcome for beat in heartbeats(rows)}


def _read_until(process: subprocess.Popen[str], is_wanted: Callable[[str], bool]) -> None:
    assert process.stderr is not None
    for line in process.stderr:
        if is_wanted(line):
            return
    raise AssertionError("the daemon ended before it had worked")
