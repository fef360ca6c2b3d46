"""Somebody at work in an office where others work at the same time; a program of its own, to be run several times.

Run with a part (officer or daemon), a number and a workspace: says that it is ready, waits for a line, then runs one
command of the program after another and prints what was asked and how it ended, as JSON lines.
"""

import json
import sys
from collections.abc import Iterator, Sequence
from contextlib import redirect_stderr, redirect_stdout
from io import StringIO

import cli

SCHOOLS = ("MN01", "MN02")
WAY = (
    ("submit", "--document", "self_assessment_minutes=https://truong.example/1", "--level", "2"),
    ("send_back", "--reason", "lý do mẫu"),
    ("submit", "--document", "self_assessment_minutes=https://truong.example/2", "--level", "3"),
    ("approve", "--document", "self_assessment_decision=https://truong.example/3"),
    ("request_review", "--document", "review_submission=https://truong.example/4"),
)
DAYS = ("2025-01-17", "2025-01-24", "2025-02-18")


def officer(number: int) -> Iterator[Sequence[str]]:
    """Go the whole way with every school, each officer beginning with another one."""
    for transition, *needs in WAY:
        for school in range(len(SCHOOLS)):
            unit = SCHOOLS[(school + number) % len(SCHOOLS)]
            yield ("--as-of", "2025-01-17", "advance", unit, transition, *needs)


def daemon(_number: int) -> Iterator[Sequence[str]]:
    """Do every job of every day twice, as two ticks a day do."""
    for day in DAYS:
        yield from [("--as-of", day, "run", "--once")] * 2


def main() -> None:
    part, number, workspace = sys.argv[1:]
    print("ready", flush=True)  # noqa: T201
    sys.stdin.readline()
    for words in {"officer": officer, "daemon": daemon}[part](int(number)):
        with redirect_stdout(StringIO()), redirect_stderr(StringIO()) as complained:
            status = cli.run(["--workspace", workspace, *words])
        done = {"part": part, "words": words, "status": status, "complained": complained.getvalue()}
        print(json.dumps(done), flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
