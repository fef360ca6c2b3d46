"""Whether the superiors that a roster names exist and lead upwards."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from cycle_engine.domain.units import code_key
from cycle_engine.errors import Problem
from cycle_engine.formatting import nearest
from cycle_engine.messages import text


@dataclass(frozen=True, slots=True)
class Superior:
    """Which superior a unit names (empty for none), and where the sheet says so."""

    code: str
    parent: str
    where: str


def superior_problems(superiors: Sequence[Superior], known_codes: Collection[str]) -> Iterator[Problem]:
    """Units that are their own superior, superiors nobody knows, and circles (one problem each)."""
    codes = [*known_codes, *(superior.code for superior in superiors)]
    keys = {code_key(code) for code in codes}
    for superior in superiors:
        if code_key(superior.parent) == code_key(superior.code):
            message = text("roster.own_parent", code=superior.code)
            yield Problem(superior.where, message, text("roster.own_parent_hint"))
        elif superior.parent and code_key(superior.parent) not in keys:
            yield _unknown(superior, codes)
    yield from _circles({code_key(superior.code): superior for superior in superiors})


def _unknown(superior: Superior, codes: Sequence[str]) -> Problem:
    near = nearest(superior.parent, codes)
    hint = text("roster.near_parent_hint", near=near) if near else text("roster.unknown_parent_hint")
    return Problem(superior.where, text("roster.unknown_parent", code=superior.code, parent=superior.parent), hint)


def _circles(superiors: Mapping[str, Superior]) -> Iterator[Problem]:
    settled: set[str] = set()
    for start in superiors:
        path: dict[str, Superior] = {}
        key = start
        while key in superiors and key not in settled and key not in path:
            path[key] = superiors[key]
            key = code_key(superiors[key].parent)
        settled |= path.keys()
        circle = list(path.values())[list(path).index(key) :] if key in path else []
        if len(circle) > 1:
            codes = " → ".join(superior.code for superior in [*circle, circle[0]])
            yield Problem(circle[0].where, text("roster.circle", codes=codes), text("roster.circle_hint"))
