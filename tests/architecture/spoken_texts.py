"""Which texts the code asks the catalogue for, as far as reading the code can tell.

A key may be written whole, ``text("calendar.saturday")``, chosen between two whole ones, or put together,
``text(f"refusals.{code}_hint")``. An error's first argument is a key of the area ``errors``.
"""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from tests.architecture import source_code
from tests.architecture.source_code import Module

CATALOGUE = "cycle_engine/messages/"
WITH_DATA = ("workflows/", "config/", "notifications/", "cycle_engine/reports/")
SPEAKING = {"text", "say", "has_text", "show_text"}
SPOKEN_BY = ("cycle_engine.messages", "cycle_engine.commands.output")
# Keys that a command hands on to whoever prints them; what facts come with them cannot be seen there.
HANDED_ON = re.compile(r"output\.\w+")
# These make their message from arguments of their own.
ERRORS_WITH_OWN_FACTS = {"TransitionRefused", "FileInvalid"}


@dataclass(frozen=True, slots=True)
class Asked:
    """One place that asks: the keys it may mean as patterns, and the facts it gives (None: not to be seen)."""

    place: str
    patterns: tuple[str, ...]
    facts: frozenset[str] | None

    @property
    def whole_keys(self) -> tuple[str, ...]:
        """The keys that are written whole."""
        return tuple(re.sub(r"\\(.)", r"\1", pattern) for pattern in self.patterns if "(" not in pattern)


@cache
def asked_texts() -> tuple[Asked, ...]:
    """Every place in the shipped code that asks for a text."""
    return tuple(
        asked
        for module in source_code.production()
        if not module.path.startswith(CATALOGUE)
        for asked in _asked_in(module)
    )


def is_asked_for(key: str) -> bool:
    """Whether the code or its data writes this key, whole or put together from words that are written somewhere."""
    if key in _written_words():
        return True
    patterns = {pattern for asked in asked_texts() for pattern in asked.patterns}
    found = (re.fullmatch(pattern, key) for pattern in patterns)
    return any(match and all(map(_is_written, match.groups())) for match in found)


def _is_written(word: str) -> bool:
    """Whether a word is written somewhere, or put together: ``f"wanted_{kind}"``."""
    if word in _written_words():
        return True
    found = (re.fullmatch(pattern, word) for pattern in _written_patterns())
    return any(match and _written_words().issuperset(match.groups()) for match in found)


@cache
def _written_words() -> frozenset[str]:
    """The strings and names in the code, the words of the data and the templates."""
    in_code = {word for node in _nodes() if (word := _word(node))}
    in_data = {
        word
        for path, content in source_code.text_files().items()
        if path.startswith(WITH_DATA) and not path.endswith(".py")
        for word in re.findall(r"[\w.]+", f"{path} {content.decode()}")
    }
    return frozenset(in_code | in_data)


@cache
def _written_patterns() -> frozenset[str]:
    """The names that are put together from a word of ours and a part that varies."""
    built = {pattern for node in _nodes() if isinstance(node, ast.JoinedStr) for pattern in _patterns(node)}
    return frozenset(pattern for pattern in built if re.search(r"[a-z]{3}_|_[a-z]{3}", pattern))


@cache
def _nodes() -> tuple[ast.AST, ...]:
    languages = (f"{CATALOGUE}vi/", f"{CATALOGUE}en/")
    modules = (module for module in source_code.production() if not module.path.startswith(languages))
    return tuple(node for module in modules for node in ast.walk(module.tree))


def _word(node: ast.AST) -> str:
    match node:
        case ast.Constant(value=str(word)) | ast.Name(id=word):
            return word
    return ""


def _asked_in(module: Module) -> Iterator[Asked]:
    speaking = {
        alias.asname or alias.name
        for node in ast.walk(module.tree)
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith(SPOKEN_BY)
        for alias in node.names
        if alias.name in SPEAKING
    }
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Constant) and HANDED_ON.fullmatch(_word(node)):
            yield Asked(module.place(node), tuple(_patterns(node)), None)
        if not isinstance(node, ast.Call):
            continue
        name = ast.unparse(node.func)
        if name in speaking and node.args:
            yield Asked(
                module.place(node), tuple(_patterns(node.args[0])), None if name == "has_text" else _facts(node)
            )
        elif reason := _reason(name, node):
            patterns = tuple(f"errors\\.{pattern}" for pattern in _patterns(reason))
            yield Asked(module.place(node), patterns, None if name in ERRORS_WITH_OWN_FACTS else _facts(node))


def _reason(name: str, call: ast.Call) -> ast.expr | None:
    """The argument that names an error's message, when this call makes an error."""
    if name in ERRORS_WITH_OWN_FACTS:
        return next((keyword.value for keyword in call.keywords if keyword.arg == "reason"), None)
    return call.args[0] if name in _error_names() and call.args else None


@cache
def _error_names() -> frozenset[str]:
    """The error family's names, with the families that other modules add to it."""
    names = {"CycleError"}
    classes = [node for m in source_code.production() for node in ast.walk(m.tree) if isinstance(node, ast.ClassDef)]
    while added := {c.name for c in classes if {ast.unparse(base) for base in c.bases} & names} - names:
        names |= added
    return frozenset(names)


def _facts(call: ast.Call) -> frozenset[str] | None:
    names = {keyword.arg for keyword in call.keywords}
    return None if None in names else frozenset(name for name in names if name)


def _patterns(expression: ast.expr) -> Iterator[str]:
    match expression:
        case ast.Constant(value=str(key)):
            yield re.escape(key)
        case ast.IfExp(body=body, orelse=orelse):
            yield from _patterns(body)
            yield from _patterns(orelse)
        case ast.JoinedStr(values=values):
            yield "".join(re.escape(str(v.value)) if isinstance(v, ast.Constant) else "(.+)" for v in values)
