"""Every way the program says no, in one family.

    CycleError
    ├── Refused              1  a rule says no, or a check failed
    │   ├── TransitionRefused    with every unmet need
    │   ├── FileInvalid          with every problem of the file: plan, workflow, roster, sheet
    │   └── OperationRefused     any other rule, named by ``reason``
    ├── UsageProblem         2  the call's words are off: a date that is no date
    ├── NotFound             3  no such unit, file, milestone, letter, workspace; suggests the nearest name
    ├── Conflict             4  somebody else moved first
    ├── NotPermitted         5  this login may not do this
    └── Unavailable          6  database, mail server or disk cannot serve now

An error carries facts, makes its own message from the catalogue (key ``errors.<reason>``) and holds the hints that
say what to do next. The number is the exit status.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from cycle_engine.messages import Text, text


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong in a file somebody wrote: where it stands, what is wrong, what to do."""

    where: str
    message: Text
    hint: Text | None = None

    def __str__(self) -> str:
        return f"{self.where}: {self.message}" if self.where else str(self.message)


@dataclass(frozen=True, slots=True)
class Refusal:
    """One unmet need, as a value: rules collect these, a service's door raises them.

    ``supply`` are the words of a command line that would meet it, samples among them.
    """

    code: str
    message: Text
    hint: Text
    supply: tuple[object, ...] = ()


class CycleError(Exception):
    """Any refusal or failure that a person is told about.

    ``reason`` names the message in the catalogue and is the ``code`` of the JSON form.
    """

    exit_status: ClassVar[int] = 1

    def __init__(self, reason: str, *, hints: Sequence[Text] = (), **facts: object) -> None:
        super().__init__(reason)
        self.reason = reason
        self.facts: Mapping[str, object] = facts
        self.hints: tuple[Text, ...] = tuple(hints)

    @property
    def message(self) -> Text:
        """What was wrong, in one line."""
        return text(f"errors.{self.reason}", **self.facts)

    def __str__(self) -> str:
        return str(self.message)

    @property
    def details(self) -> Mapping[str, object]:
        """The facts, for the JSON form."""
        return self.facts


class Refused(CycleError):
    """A rule says no, or a check failed."""

    exit_status = 1


class OperationRefused(Refused):
    """A rule other than a transition's needs says no."""


class TransitionRefused(Refused):
    """A transition's needs are not met; carries all of them, each with its cure, and the command that supplies all."""

    def __init__(self, *, unit: str, transition: str, refusals: Sequence[Refusal], command: str = "") -> None:
        hints = [refusal.hint for refusal in refusals]
        if command and command not in map(str, hints):
            hints.append(text("refusals.whole_command", command=command))
        super().__init__(
            "transition_refused",
            hints=hints,
            unit=unit,
            transition=transition,
            reasons="; ".join(str(refusal.message) for refusal in refusals),
        )
        self.refusals = tuple(refusals)
        self.command = command

    @property
    def details(self) -> Mapping[str, object]:
        """Every unmet need, and the command that supplies them all, for the JSON form."""
        return {
            "unit": self.facts["unit"],
            "transition": self.facts["transition"],
            "refusals": [{"code": r.code, "message": str(r.message), "hint": str(r.hint)} for r in self.refusals],
            "command": self.command or None,
        }


class FileInvalid(Refused):
    """A file has problems; carries all of them, none was acted on."""

    def __init__(
        self,
        *,
        file: str,
        problems: Sequence[Problem],
        reason: str = "file_invalid",
        hints: Sequence[Text] = (),
        **facts: object,
    ) -> None:
        cures = [p.hint for p in problems if p.hint]
        super().__init__(reason, hints=[*cures, *hints], file=file, count=len(problems), **facts)
        self.problems = tuple(problems)

    def __str__(self) -> str:
        return "\n".join([str(self.message), *(f"  {problem}" for problem in self.problems)])

    @property
    def details(self) -> Mapping[str, object]:
        """Every problem, for the JSON form."""
        facts = {name: fact for name, fact in self.facts.items() if name != "count"}
        return {**facts, "problems": [{"where": p.where, "message": str(p.message)} for p in self.problems]}


class UsageProblem(CycleError):
    """The words of the call are off."""

    exit_status = 2


class NotFound(CycleError):
    """What was named does not exist."""

    exit_status = 3


class Conflict(CycleError):
    """Somebody else changed the case since it was read; carries what happened in between."""

    exit_status = 4


class NotPermitted(CycleError):
    """This login may not do this."""

    exit_status = 5


class Unavailable(CycleError):
    """A service the program stands on (database, mail server, disk) cannot serve now."""

    exit_status = 6


def not_writable(file: object, error: OSError) -> Unavailable:
    """Say that a file or folder cannot be written, in the system's own word for the cause."""
    hint = text("errors.not_writable_hint")
    return Unavailable("not_writable", hints=[hint], file=str(file), detail=error.strerror or str(error))
