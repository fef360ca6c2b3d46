"""The numbers Word shows before paragraphs of a list, which are nowhere in the text itself."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final, Protocol

from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import nsmap, qn

_MAX_LEVELS: Final = 9
_LONGEST_ROMAN: Final = 39
_ROMAN: Final = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


class Element(Protocol):
    """What is asked of an XML element; python-docx gives lxml's."""

    @property
    def tag(self) -> str:
        """The name, with its namespace in braces."""

    @property
    def text(self) -> str | None:
        """The text before the first child."""

    def __iter__(self) -> Iterator["Element"]: ...

    def get(self, key: str, /) -> str | None:
        """An attribute."""

    def find(self, path: str, namespaces: dict[str, str], /) -> "Element | None":
        """The first element at a path."""


@dataclass(slots=True)
class _Level:
    start: int
    form: str
    template: str


@dataclass(slots=True)
class _List:
    levels: dict[int, _Level]
    counts: dict[int, int] = field(default_factory=dict)


class WordNumbering:
    """Counts a document's lists while its paragraphs are asked for one after another, in document order."""

    def __init__(self, document: Document) -> None:
        self._styles = {style.get(qn("w:styleId")): style for style in document.styles.element.iter(qn("w:style"))}
        self._lists = _lists(document)

    def number_of(self, paragraph: Element) -> str:
        """The number shown before this paragraph (``1.1.``), empty where it is in no numbered list."""
        number_id, depth = self._list_and_level(paragraph)
        counted = self._lists.get(number_id or "")
        if counted is None or depth not in counted.levels:
            return ""
        counted.counts[depth] = counted.counts.get(depth, counted.levels[depth].start - 1) + 1
        for deeper in [level for level in counted.counts if level > depth]:
            del counted.counts[deeper]
        return _shown(counted, depth)

    def _list_and_level(self, paragraph: Element) -> tuple[str | None, int]:
        number_id, depth = _numbered(paragraph)
        style = _value(paragraph, "w:pPr/w:pStyle")
        for _ in range(_MAX_LEVELS):
            element = self._styles.get(style)
            if number_id is not None or element is None:
                break
            number_id, depth = _numbered(element)
            style = _value(element, "w:basedOn")
        return number_id, depth


def _numbered(element: Element) -> tuple[str | None, int]:
    level = _value(element, "w:pPr/w:numPr/w:ilvl") or ""
    return _value(element, "w:pPr/w:numPr/w:numId"), int(level) if level.isdecimal() else 0


def _lists(document: Document) -> dict[str, _List]:
    parts = [r.target_part for r in document.part.rels.values() if r.reltype == RELATIONSHIP_TYPE.NUMBERING]
    if not parts:
        return {}
    root = document.part.numbering_part.element
    shapes = {shape.get(qn("w:abstractNumId"), ""): shape for shape in root.findall("w:abstractNum", nsmap)}
    shared = {name: _List(_levels(shape)) for name, shape in shapes.items()}
    lists: dict[str, _List] = {}
    for number in root.findall("w:num", nsmap):
        name = _value(number, "w:abstractNumId") or ""
        restarts = number.find("w:lvlOverride/w:startOverride", nsmap) is not None
        if name in shared:
            # Lists of one shape go on counting where the last one stopped, unless they say that they start anew.
            lists[number.get(qn("w:numId"), "")] = _List(_levels(shapes[name])) if restarts else shared[name]
    return lists


def _levels(shape: Element) -> dict[int, _Level]:
    return {
        int(level.get(qn("w:ilvl")) or 0): _Level(
            start=int(_value(level, "w:start") or 1),
            form=_value(level, "w:numFmt") or "decimal",
            template=_value(level, "w:lvlText") or "",
        )
        for level in shape
        if level.tag == qn("w:lvl")
    }


def _shown(counted: _List, depth: int) -> str:
    def one(found: re.Match[str]) -> str:
        level = int(found.group(1)) - 1
        shape = counted.levels.get(level)
        return "" if shape is None else _written(counted.counts.get(level, shape.start), shape.form)

    level = counted.levels[depth]
    return "" if level.form in ("bullet", "none") else re.sub(r"%(\d)", one, level.template)


def _written(count: int, form: str) -> str:
    if form in ("upperRoman", "lowerRoman") and count <= _LONGEST_ROMAN:
        roman = _roman(count)
        return roman.upper() if form == "upperRoman" else roman
    if form in ("upperLetter", "lowerLetter"):
        letter = chr(ord("a") + (count - 1) % 26)
        return letter.upper() if form == "upperLetter" else letter
    return f"{count:02}" if form == "decimalZero" else str(count)


def _roman(count: int) -> str:
    written = ""
    for value, letters in _ROMAN:
        times, count = divmod(count, value)
        written += letters * times
    return written


def _value(element: Element, path: str) -> str | None:
    found = element.find(path, nsmap)
    value: str | None = None if found is None else found.get(qn("w:val"))
    return value
