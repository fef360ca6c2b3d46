"""Terminal sessions in the documentation, typed as they stand.

A fenced block ``console`` holds lines that begin with ``$ `` and what they print. A line ``...`` stands for any lines
left out. Whoever types is ``canbo`` at home in ``/home/canbo``; a paper that a line hands in lies there already.
"""

import re
import shlex
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from cycle_engine.app import login
from tests.command_line import REAL_PLAN, run

GAP = "..."
HOME, USER = "/home/canbo", "canbo"
_BLOCK = re.compile(r"^```console\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_PAPER = re.compile(r"=([\w-]+\.(?:txt|pdf))")
_FILE = re.compile(r"van-phong|(?:\.\./)?[\w-]+\.(?:txt|pdf|csv|toml)")


@dataclass(frozen=True, slots=True)
class Typed:
    """One line typed, and the lines the document shows after it."""

    line: str
    shown: tuple[str, ...]


def sessions(document: str) -> Iterator[Typed]:
    """Every line typed in a document, in order."""
    for block in _BLOCK.findall(document):
        for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            line, *shown = part.rstrip().split("\n")
            yield Typed(line, tuple(one.rstrip() for one in shown))


class Terminal:
    """A shell that knows ``cd`` and ``cycle``."""

    def __init__(self, home: Path) -> None:
        self._home = home
        self.folder = home
        (home / REAL_PLAN.name).write_bytes(REAL_PLAN.read_bytes())

    def type(self, line: str) -> list[str]:
        """Run a line and give what is printed, as ``canbo`` would see it."""
        for paper in _PAPER.findall(line):
            (self.folder / paper).write_text("VĂN BẢN MẪU\n", "utf-8")
        program, *arguments = shlex.split(line)
        if program == "cd":
            self.folder /= arguments[0]
            return []
        assert program == "cycle", line
        answer = run(["--workspace", str(self.folder), *(self._at_home(word) for word in arguments)])
        return [self._as_canbo(one) for one in (answer.err + answer.out).rstrip().splitlines()]

    def _at_home(self, word: str) -> str:
        """What a person names from where she stands, the test names whole."""
        kind, equals, file = word.rpartition("=")
        return f"{kind}{equals}{self.folder / file}" if _FILE.fullmatch(file) else word

    def _as_canbo(self, line: str) -> str:
        padded = f"{login():<9}"
        line = line.replace(padded, f"{USER:<9}").replace(
            f"{self.folder}/", "" if self.folder != self._home else f"{HOME}/"
        )
        line = line.replace(str(self._home), HOME)
        return re.sub(rf"\b{re.escape(login())}\b", USER, line).rstrip()


def agree(shown: Sequence[str], printed: Sequence[str]) -> bool:
    """Whether what a document shows is what was printed, but for what it leaves out."""
    if not shown:
        return not printed
    if shown[0] == GAP:
        return any(agree(shown[1:], printed[start:]) for start in range(len(printed) + 1)) if shown[1:] else True
    return bool(printed) and shown[0] == printed[0] and agree(shown[1:], printed[1:])


def without_widths(lines: Sequence[str]) -> list[str]:
    """The lines with their columns drawn together: how wide they are depends on who types."""
    return [re.sub(r" {2,}", "  ", re.sub(r"-{2,}", "--", line)).rstrip() for line in lines]
