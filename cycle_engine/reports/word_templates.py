"""An office's own Word file as a template: ``{{ field }}`` becomes its words, a table row of a list becomes many.

Nothing in a template is run: there are no conditions, no loops, no expressions, only names. So whoever may write one
can change how a paper looks, and nothing else.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Final, cast

from docx import Document
from docx.opc.exceptions import OpcError
from docx.oxml.ns import qn

from cycle_engine.errors import FileInvalid, Problem, Unavailable
from cycle_engine.formatting import nearest
from cycle_engine.messages import text
from cycle_engine.reports.papers.fields import PLACEHOLDER
from cycle_engine.reports.stable_zip import without_times
from cycle_engine.reports.word_package import package_problems

if TYPE_CHECKING:
    from docx.document import Document as WordDocument
    from docx.oxml.xmlchemy import BaseOxmlElement

_HALF_OPEN: Final = re.compile(r"\{\{|\}\}|\{%|%\}")
_SHOWN: Final = 50


@dataclass(frozen=True, slots=True)
class WordTemplate:
    """A template that was read; every use opens it anew."""

    file: str
    content: bytes

    def filled(self, values: Mapping[str, str], lists: Mapping[str, Sequence[Mapping[str, str]]]) -> bytes:
        """Put the words in. Raises ``FileInvalid`` with every problem where it cannot be filled."""
        self.check(values, {name: rows[0] if rows else None for name, rows in lists.items()})
        document = _open(self.content)
        for part in _parts(document):
            rows = [row for row in _each(part, "w:tr") if _list_of(row)]
            repeated = {paragraph for row in rows for paragraph in _each(row, "w:p")}
            # Every paragraph is filled once: a value that looks like a field is not one.
            for paragraph in _each(part, "w:p"):
                if paragraph not in repeated:
                    _fill(paragraph, values)
            for row in rows:
                _repeat(row, values, lists[_list_of(row)])
        file = BytesIO()
        document.save(file)
        return without_times(file.getvalue())

    def check(self, values: Mapping[str, str], lists: Mapping[str, Mapping[str, str] | None]) -> None:
        """See whether every placeholder is a field. Raises ``FileInvalid`` with every one that is not.

        ``lists`` gives one row of each list; None for a list without rows, whose fields are then not looked at.
        """
        if problems := package_problems(self.content):
            raise FileInvalid(file=self.file, problems=problems)
        try:
            document = _open(self.content)
        except (OpcError, ValueError, KeyError, LookupError, SyntaxError, AttributeError, TypeError) as error:
            problem = Problem("", text("papers.template_damaged"), text("papers.template_save_hint"))
            raise FileInvalid(file=self.file, problems=[problem]) from error
        if found := [problem for part in _parts(document) for problem in _problems(part, values, lists)]:
            raise FileInvalid(file=self.file, problems=found)


def read_template(file: Path) -> WordTemplate:
    """Read a template. Raises ``Unavailable`` where the disk refuses."""
    try:
        return WordTemplate(str(file), file.read_bytes())
    except OSError as error:
        raise Unavailable("file_unreadable", file=str(file), detail=error.strerror or str(error)) from error


def _open(content: bytes) -> "WordDocument":
    return Document(BytesIO(content))


def _parts(document: "WordDocument") -> "Iterator[BaseOxmlElement]":
    """The body, then each header and footer that is the document's own, once."""
    yield document.element.body
    seen: set[int] = set()
    for section in document.sections:
        for part in (section.header, section.first_page_header, section.footer, section.first_page_footer):
            if not part.is_linked_to_previous and id(part._element) not in seen:  # noqa: SLF001  # no public way
                seen.add(id(part._element))  # noqa: SLF001
                yield part._element  # noqa: SLF001


def _problems(
    part: "BaseOxmlElement", values: Mapping[str, str], lists: Mapping[str, Mapping[str, str] | None]
) -> Iterator[Problem]:
    for paragraph in _each(part, "w:p"):
        words = _words(paragraph)
        where = str(text("papers.template_place", words=words[:_SHOWN]))
        row = next(paragraph.iterancestors(qn("w:tr")), None)
        source = "" if row is None else _list_of(cast("BaseOxmlElement", row))
        for found in PLACEHOLDER.finditer(words):
            if problem := _field_problem(where, found[1], source, values, lists):
                yield problem
        if mark := _HALF_OPEN.search(PLACEHOLDER.sub("", words)):
            yield Problem(where, text("papers.template_mark", mark=mark[0]), text("papers.template_mark_hint"))


def _field_problem(
    where: str,
    name: str,
    source: str,
    values: Mapping[str, str],
    lists: Mapping[str, Mapping[str, str] | None],
) -> Problem | None:
    """A single field is known anywhere; one of a list only in a table row, and in a row all are of one list."""
    listed, dot, field = name.partition(".")
    if not dot:
        return None if name in values else _unknown(where, name, values)
    if listed not in lists:
        return _unknown(where, name, [*values, *(f"{one}.name" for one in lists)])
    if source != listed:
        return Problem(where, text("papers.template_row", field=name), text("papers.template_row_hint"))
    row = lists[listed]
    return None if row is None or field in row else _unknown(where, name, [f"{listed}.{one}" for one in row])


def _unknown(where: str, name: str, known: Mapping[str, str] | Sequence[str]) -> Problem:
    meant = nearest(name, known)
    hint = text("papers.template_nearest", field=meant) if meant else text("papers.template_fields_hint")
    return Problem(where, text("papers.template_field", field=name), hint)


def _list_of(row: "BaseOxmlElement") -> str:
    """The list that a row repeats for: that of its first field that has one; none for a row around another table."""
    if next(row.iterdescendants(qn("w:tbl")), None) is not None:
        return ""
    names = (found[1] for paragraph in _each(row, "w:p") for found in PLACEHOLDER.finditer(_words(paragraph)))
    return next((name.partition(".")[0] for name in names if "." in name), "")


def _repeat(row: "BaseOxmlElement", values: Mapping[str, str], items: Sequence[Mapping[str, str]]) -> None:
    source = _list_of(row)
    for item in items:
        copy = deepcopy(row)
        row.addprevious(copy)
        filled = {**values, **{f"{source}.{name}": words for name, words in item.items()}}
        for paragraph in _each(copy, "w:p"):
            _fill(paragraph, filled)
    parent = row.getparent()
    if parent is not None:
        parent.remove(row)


def _fill(paragraph: "BaseOxmlElement", values: Mapping[str, str]) -> None:
    """Put words in place of the fields; a field split over runs takes the look of the run it begins in."""
    pieces = list(paragraph.iter(qn("w:t")))
    found = list(PLACEHOLDER.finditer("".join(piece.text or "" for piece in pieces)))
    for match in reversed(found):
        start = 0
        for piece in pieces:
            words = piece.text or ""
            low, high = max(match.start() - start, 0), min(match.end() - start, len(words))
            if low < high:
                begins = start <= match.start()
                piece.text = words[:low] + (values[match[1]] if begins else "") + words[high:]
                piece.set(qn("xml:space"), "preserve")
            start += len(words)


def _each(part: "BaseOxmlElement", tag: str) -> "list[BaseOxmlElement]":
    return [cast("BaseOxmlElement", element) for element in part.iter(qn(tag))]


def _words(paragraph: "BaseOxmlElement") -> str:
    return "".join(piece.text or "" for piece in paragraph.iter(qn("w:t")))
