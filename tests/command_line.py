"""The command line as its user meets it, run within the test: what it prints, what it complains of, how it ends."""

from contextlib import redirect_stderr, redirect_stdout
from contextvars import copy_context
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

import cli


@dataclass(frozen=True, slots=True)
class Answer:
    """What one command came back with."""

    status: int
    out: str
    err: str


def cycle(workspace: Path, *words: str) -> Answer:
    """Run one command in a workspace, in English unless the words say otherwise."""
    return cycle_as_typed("--workspace", str(workspace), "--lang", "en", *words)


def cycle_as_typed(*words: str) -> Answer:
    """Run one command exactly as it is typed; the language it speaks ends with it."""
    with redirect_stdout(StringIO()) as out, redirect_stderr(StringIO()) as err:
        status = copy_context().run(cli.run, list(words))
    return Answer(status, out.getvalue(), err.getvalue())
