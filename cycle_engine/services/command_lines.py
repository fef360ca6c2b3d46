"""The one command line that would supply everything a transition still needs, to be copied and filled in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from cycle_engine.errors import Refusal

_LEFT_OUT: Final[Mapping[str, str]] = {
    "level_not_asked": "--level",
    "level_contradicts": "--level",
    "level_unknown": "--level",
    "until_not_asked": "--until",
    "until_in_past": "--until",
    "date_in_future": "--dated",
}
"""Which option a refusal is about, to be left out of the next try."""

_WRONG_PAPERS: Final = ("unknown_product", "file_wanted", "link_unusable", "link_wanted")


@dataclass(frozen=True, slots=True)
class CommandLine:
    """Words of a command; samples among them are spoken in the reader's language."""

    words: tuple[object, ...]

    def __str__(self) -> str:
        return " ".join(str(word) for word in self.words)


def whole_command(
    unit: str, transition: str, refusals: Sequence[Refusal], *, given: Sequence[tuple[str, str]] = ()
) -> CommandLine | None:
    """Put together what was given, less what was refused, and a sample of everything that is missing.

    ``given`` are options with their values as they were typed. None where no words help: at another stage.
    """
    if any(refusal.code == "wrong_stage" for refusal in refusals):
        return None
    wrong = {_LEFT_OUT[refusal.code] for refusal in refusals if refusal.code in _LEFT_OUT}
    papers = {refusal.message.facts["kind"] for refusal in refusals if refusal.code in _WRONG_PAPERS}
    kept = [
        (option, _quoted(value))
        for option, value in given
        if option not in wrong and not (option == "--document" and value.partition("=")[0] in papers)
    ]
    words = [word for pair in kept for word in pair]
    supplied = [word for refusal in refusals for word in refusal.supply]
    return CommandLine(("cycle", "advance", unit, transition, *words, *supplied))


def _quoted(value: str) -> str:
    return '"{}"'.format(value.replace('"', '\\"')) if set(value) & set(" \"'&|;<>()$") else value
