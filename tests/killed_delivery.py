"""Delivery killed at every instant; a program of its own, because it forks.

Run with a folder: for each step of a delivery (before and after each write of the outbox, before and after each letter
is taken) a process is killed there, and another one finishes when the leases have ended. Prints what each letter's
recipient got, and where the outbox says it is, as JSON lines.
"""

import json
import os
import signal
import sys
from collections import Counter
from datetime import datetime, timedelta
from pathlib import Path

from cycle_engine.domain.notices import ClaimedLetter
from notifications.delivery import deliver_all
from notifications.outcomes import Outcome, Verdict
from tests.outboxes import MORNING, FileOutbox, a_letter

LETTERS = 5


class Steps:
    """Counts the steps of one process, and kills it at the one that was chosen."""

    def __init__(self, last: int) -> None:
        self.left = last

    def step(self) -> None:
        self.left -= 1
        if self.left == 0:
            os.kill(os.getpid(), signal.SIGKILL)


class Outbox(FileOutbox):
    def __init__(self, file: Path, steps: Steps) -> None:
        self.steps = steps
        super().__init__(file, *([] if file.exists() else map(a_letter, range(LETTERS))))

    def save(self) -> None:
        self.steps.step()
        super().save()
        self.steps.step()


class Transport:
    """Writes down who got a letter, as a server would that has it on disk before it answers."""

    connections = 2
    longest = timedelta(seconds=5)

    def __init__(self, file: Path, steps: Steps) -> None:
        self._file = file
        self._steps = steps

    async def send(self, letter: ClaimedLetter) -> Outcome:
        self._steps.step()
        with self._file.open("a") as file:
            file.write(f"{letter.id}\n")
        self._steps.step()
        return Outcome(Verdict.SENT, "250 ok")

    async def close(self) -> None:
        """Nothing is held open."""


def main(folder: Path) -> None:
    step = 1
    while True:
        outbox, got = folder / f"outbox-{step}.json", folder / f"got-{step}.txt"
        got.touch()
        was_killed = killed(outbox, got, step)
        finished = Outbox(outbox, Steps(0))
        deliver_all(finished, Transport(got, Steps(0)), now=lambda: MORNING + timedelta(hours=1))
        print(json.dumps({"step": step, "got": Counter(got.read_text().split()), "states": finished.states()}))  # noqa: T201
        if not was_killed:
            return
        step += 1


def killed(outbox: Path, got: Path, step: int) -> bool:
    """Deliver in a process of its own that is killed at ``step``; False when it had fewer steps."""
    if (child := os.fork()) == 0:
        steps = Steps(step)
        deliver_all(Outbox(outbox, steps), Transport(got, steps), now=morning)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status)


def morning() -> datetime:
    return MORNING


if __name__ == "__main__":
    main(Path(sys.argv[1]))
