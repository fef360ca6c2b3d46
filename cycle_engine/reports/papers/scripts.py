"""What each paper says: a script of ``templates/papers``, laid out with a paper's fields.

A script's line begins with what it is, then a colon and its words with fields in them:

``type`` ``subject`` ``addressee`` ``closing``      the parts of that name
``place_and_day`` ``secretary``                      whether there is a place and a day; who signs at the left
``section`` ``heading`` ``centred`` ``text``         parts of the text, in order
``article: Điều 1. | words``                         an article, its number in bold
``basis``                                            a legal basis; ``bases`` are those of the office's settings
``table: name``                                      a table of ``papers.tables``
``receiver``                                         a receiver
``appendix: name | title | reference | table``       the appendix
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Final

from cycle_engine.reports.official_paper import (
    Appendix,
    Basis,
    Block,
    Centred,
    Heading,
    OfficialPaper,
    Paragraph,
    Section,
    Signer,
)
from cycle_engine.reports.papers.facts import PaperFacts
from cycle_engine.reports.papers.fields import Fields, build_fields, fill
from cycle_engine.reports.papers.tables import build_table
from cycle_engine.reports.tables import NOT_ENTERED, shown

_SCRIPTS: Final = Path(__file__).parents[1] / "templates" / "papers"
_PLAIN: Final[Mapping[str, Callable[[str], Block]]] = {
    "heading": Heading,
    "text": Paragraph,
    "basis": Basis,
    "centred": Centred,
}
_Line = tuple[str, str]


def lay_out_paper(facts: PaperFacts) -> OfficialPaper:
    """Put a paper into its words and their order."""
    fields, lines = build_fields(facts), _read(facts.kind.id)
    values, written = fields.values, dict(lines)
    single = {word: fill(rest, values) for word, rest in lines}
    return OfficialPaper(
        governing_body=facts.issuer.governing_body.upper(),
        agency=values["agency"],
        number=f"Số: {values['number']}",
        type_name=single["type"],
        subject=single["subject"],
        sections=_sections(lines, facts, fields),
        signer=_signer(single.get("chair", ""), values),
        place_and_day=f"{values['place']}, {values['dated']}" if "place_and_day" in single else "",
        addressee=single.get("addressee", ""),
        closing=single.get("closing", ""),
        receivers=tuple(_receivers(lines, facts, values)),
        beside=Signer(single["secretary"], NOT_ENTERED) if "secretary" in single else None,
        appendix=_appendix(written["appendix"], fields) if "appendix" in written else None,
    )


@cache
def _read(kind: str) -> tuple[_Line, ...]:
    written = (_SCRIPTS / f"{kind}.txt").read_text("utf-8")
    split = (line.partition(":") for line in written.splitlines() if line.strip())
    return tuple((word.strip(), rest.strip()) for word, _, rest in split)


def _signer(chair: str, values: Mapping[str, str]) -> Signer:
    if chair:
        return Signer(chair, NOT_ENTERED)
    return Signer(values["signer_title"], values["signer_name"], values["signer_power"])


def _sections(lines: Sequence[_Line], facts: PaperFacts, fields: Fields) -> tuple[Section, ...]:
    sections: list[tuple[str, list[Block]]] = [("", [])]
    for word, rest in lines:
        if word == "section":
            sections.append((fill(rest, fields.values), []))
        else:
            sections[-1][1].extend(_blocks(word, rest, facts, fields))
    whole = (Section(heading, _ended(blocks)) for heading, blocks in sections if heading or blocks)
    return tuple(whole)


def _blocks(word: str, rest: str, facts: PaperFacts, fields: Fields) -> Iterator[Block]:
    """The blocks of a line: one, or none, or as many as the office has bases."""
    if word in _PLAIN:
        yield _PLAIN[word](fill(rest, fields.values))
    elif word == "article":
        lead, _, words = rest.partition("|")
        yield Paragraph(fill(words.strip(), fields.values), lead.strip())
    elif word == "table":
        yield build_table(rest, fields)
    elif word == "bases":
        yield from (Basis(f"Căn cứ {shown(basis)}") for basis in facts.bases or (NOT_ENTERED,))


def _ended(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Each legal basis ends with ``;``, the last with ``.``."""
    last = max((place for place, block in enumerate(blocks) if isinstance(block, Basis)), default=-1)
    return tuple(
        Basis(block.words.rstrip(" ;.,") + ("." if place == last else ";")) if isinstance(block, Basis) else block
        for place, block in enumerate(blocks)
    )


def _receivers(lines: Sequence[_Line], facts: PaperFacts, values: Mapping[str, str]) -> Iterator[str]:
    """The receivers, the office's own further ones before the last, which is always the archive."""
    receivers = [f"- {fill(rest, values)}" for word, rest in lines if word == "receiver"]
    copies = [f"- {shown(copy)};" for copy in facts.copies]
    yield from (*receivers[:-1], *copies, *receivers[-1:])


def _appendix(written: str, fields: Fields) -> Appendix:
    name, title, reference, table = (part.strip() for part in written.split("|"))
    values = fields.values
    return Appendix(fill(name, values), fill(title, values), build_table(table, fields), fill(reference, values))
