"""Whether the superiors that a roster names exist and lead upwards."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Final

from cycle_engine.definitions.sheet_rows import Row
from cycle_engine.domain.units import code_key
from cycle_engine.errors import Problem
from cycle_engine.formatting import nearest
from cycle_engine.messages import Text, text

_MOST_SUGGESTIONS: Final = 5


@dataclass(frozen=True, slots=True)
class Superior:
    """Which superior a unit names (empty for none), and where the sheet says so."""

    code: str
    parent: str
    row: Row


def superior_problems(
    superiors: Sequence[Superior], known_codes: Collection[str], where: Callable[[Row], str]
) -> Iterator[Problem]:
    """Units that are their own superior, superiors nobody knows, and circles (one problem each)."""
    codes = [*known_codes, *(superior.code for superior in superiors)]
    hints = _hints_for_unknown(superiors, codes)
    for superior in superiors:
        if code_key(superior.parent) == code_key(superior.code):
            message = text("roster.own_parent", code=superior.code)
            yield Problem(where(superior.row), message, text("roster.own_parent_hint"))
        elif hint := hints.get(superior.parent):
            message = text("roster.unknown_parent", code=superior.code, parent=superior.parent)
            yield Problem(where(superior.row), message, hint)
    for circle in _circles({code_key(superior.code): superior for superior in superiors}):
        message = text("roster.circle", codes=" → ".join(superior.code for superior in [*circle, circle[0]]))
        yield Problem(where(circle[0].row), message, text("roster.circle_hint"))


def _hints_for_unknown(superiors: Sequence[Superior], codes: Sequence[str]) -> Mapping[str, Text]:
    """A hint for every superior nobody knows; only the first few are compared with every code there is."""
    keys = {"", *map(code_key, codes)}
    unknown = dict.fromkeys(superior.parent for superior in superiors if code_key(superior.parent) not in keys)
    hints = dict.fromkeys(unknown, text("roster.unknown_parent_hint"))
    for parent in islice(unknown, _MOST_SUGGESTIONS):
        if near := nearest(parent, codes):
            hints[parent] = text("roster.near_parent_hint", near=near)
    return hints


def _circles(superiors: Mapping[str, Superior]) -> Iterator[Sequence[Superior]]:
    """Every circle of two units or more, once, from the unit first met on it."""
    settled: set[str] = set()
    for start in superiors:
        path: dict[str, Superior] = {}
        key = start
        while key in superiors and key not in settled and key not in path:
            path[key] = superiors[key]
            key = code_key(superiors[key].parent)
        settled.update(path)
        circle = list(path.values())[list(path).index(key) :] if key in path else []
        if len(circle) > 1:
            yield circle
