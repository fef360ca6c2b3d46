"""The program as its users have it: command lines typed in a workspace, and what comes back.

Most lines run in this process, through the program's own way in; what only a process of its own shows (the exit status
at the shell, a user without rights) runs as one.
"""

import json
import subprocess
import sys
from collections.abc import Sequence
from contextlib import redirect_stderr, redirect_stdout
from contextvars import copy_context
from dataclasses import dataclass
from datetime import date
from io import StringIO
from pathlib import Path
from typing import Any

import cli

ROOT = Path(__file__).parents[1]
REAL_PLAN = ROOT / "workflows" / "plans" / "sources" / "ke-hoach-74-KH-GDDT.txt"


@dataclass(frozen=True, slots=True)
class Answer:
    """What a command line came back with."""

    status: int
    out: str
    err: str

    @property
    def json(self) -> dict[str, Any]:
        answered: dict[str, Any] = json.loads(self.out)
        return answered

    @property
    def hints(self) -> list[str]:
        return [line.removeprefix("hint: ") for line in self.err.splitlines() if line.startswith("hint: ")]


class Office:
    """A workspace at which somebody types command lines; ``day`` is what its rehearsal's clock is set to."""

    def __init__(self, folder: Path, day: date | None = None) -> None:
        self.folder = folder
        self.day = day

    def type(self, *arguments: str, lang: str = "vi") -> Answer:
        """Type a line and see what a person sees."""
        return run([*self._before("--lang", lang), *arguments])

    def ask(self, *arguments: str, status: int = 0) -> dict[str, Any]:
        """Type a line with ``--json`` and read the answer, which comes with this exit status."""
        answer = run([*self._before("--json"), *arguments])
        assert answer.status == status, f"{arguments}: {answer}"
        return answer.json

    def refused(self, *arguments: str, status: int = 1) -> dict[str, Any]:
        """Type a line that is refused with this exit status, and read the error."""
        error: dict[str, Any] = self.ask(*arguments, status=status)["error"]
        assert set(error) == {"code", "message", "hints", "details"}
        return error

    def acting_as(self, login: str) -> "Office":
        """The same desk with ``--as``."""
        return _Behalf(self, login)

    def _before(self, *more: str) -> list[str]:
        when = ["--as-of", self.day.isoformat()] if self.day else []
        return ["--workspace", str(self.folder), *when, *more]


class _Behalf(Office):
    def __init__(self, office: Office, login: str) -> None:
        super().__init__(office.folder, office.day)
        self._login = login

    def _before(self, *more: str) -> list[str]:
        return [*super()._before(*more), "--as", self._login]


def cycle(workspace: Path, *words: str) -> Answer:
    """Run one command in a workspace, in English unless the words say otherwise."""
    return run(["--workspace", str(workspace), "--lang", "en", *words])


def run(arguments: Sequence[str]) -> Answer:
    """Run a command line in this process, exactly as it is typed; the language it speaks ends with it."""
    with redirect_stdout(StringIO()) as out, redirect_stderr(StringIO()) as err:
        status = copy_context().run(cli.run, list(arguments))
    return Answer(status, out.getvalue(), err.getvalue())


def run_process(*arguments: str, cwd: Path = ROOT) -> Answer:
    """Run a command line as a process of its own."""
    command = [sys.executable, str(ROOT / "cli.py"), *arguments]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", cwd=cwd, check=False)
    return Answer(done.returncode, done.stdout, done.stderr)


def rehearse(folder: Path, day: date) -> Office:
    """Make a rehearsal workspace with the sample roster, the clock set to this day."""
    office = Office(folder, day)
    office.ask("init", str(folder), "--rehearsal")
    office.ask("school", "import", str(folder / "sample-roster.csv"), "--apply")
    return office
