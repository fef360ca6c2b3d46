"""The repository's own files, read once for all architecture tests."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]

# What tools and the program leave behind is nobody's writing.
_LEFT_BEHIND = {".git", ".venv", ".hypothesis", "__pycache__", "build", "demo", "dist", "node_modules"}
_BINARY = {".docx", ".ico", ".pdf", ".png", ".xlsx"}


@dataclass(frozen=True, slots=True)
class Module:
    """One Python file: its path from the top, with forward slashes, and its syntax tree."""

    path: str
    tree: ast.Module

    def place(self, node: ast.expr | ast.stmt) -> str:
        return f"{self.path}:{node.lineno}"

    def imports(self) -> Iterator[tuple[str, ast.stmt]]:
        """Every module imported anywhere in the file, by its full dotted name."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Import):
                yield from ((alias.name, node) for alias in node.names)
            elif isinstance(node, ast.ImportFrom):
                assert node.level == 0, f"{self.place(node)}: imports are absolute"
                yield node.module or "", node
                yield from ((f"{node.module}.{alias.name}", node) for alias in node.names)


@cache
def production() -> tuple[Module, ...]:
    """The modules that are shipped."""
    return _modules("cli.py", "cycle_engine", "notifications")


@cache
def tests() -> tuple[Module, ...]:
    return _modules("tests", "benchmarks")


@cache
def all_files() -> tuple[str, ...]:
    """Everything that somebody put here, by its path from the top."""
    return tuple(sorted(path.relative_to(ROOT).as_posix() for path in _files(ROOT)))


@cache
def text_files() -> dict[str, bytes]:
    """What is written in letters, by its path from the top."""
    return {path: (ROOT / path).read_bytes() for path in all_files() if Path(path).suffix not in _BINARY}


def _modules(*places: str) -> tuple[Module, ...]:
    paths = [path for place in places for path in _files(ROOT / place) if path.suffix == ".py"]
    return tuple(Module(path.relative_to(ROOT).as_posix(), ast.parse(path.read_bytes())) for path in sorted(paths))


def _files(place: Path) -> Iterator[Path]:
    if place.is_file():
        yield place
    elif place.is_dir() and not _is_left_behind(place):
        for child in place.iterdir():
            yield from _files(child)


def _is_left_behind(folder: Path) -> bool:
    return folder.name in _LEFT_BEHIND or folder.name.endswith((".egg-info", "_cache"))
