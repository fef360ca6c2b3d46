"""An official paper as a PDF in the layout of Decree 30/2020/NĐ-CP, appendix I, set by Typst.

The paper goes in as JSON, so that nothing in it is ever read as markup, and Typst reads no file but its template. The
same paper gives the same bytes on the same fonts.
"""

import json
import re
from functools import cache
from pathlib import Path
from typing import Final, cast

import typst

from cycle_engine.reports.charts import PictureForm, render_chart
from cycle_engine.reports.official_paper import MOTTO, NATIONAL_NAME, Block, OfficialPaper, Picture, Signer, printed
from cycle_engine.reports.papers.facts import VerificationMark
from cycle_engine.reports.pdf_fonts import fonts, paper_font
from cycle_engine.reports.tables import ColumnKind, Table, cell_text

_TEMPLATES: Final = Path(__file__).parent / "templates"
_MAY_BREAK: Final = "\u200b"
_CODE_LINE: Final = 48
_LONG_WORD: Final = re.compile(r"\S{12}(?=\S)")
"""Typst breaks no word, so one that is longer than a line gets places to break at."""


def render_official_pdf(paper: OfficialPaper) -> bytes:
    """Write the paper as a PDF."""
    return _compiled({**_plain(paper), "certificate": False})


def render_certificate_pdf(paper: OfficialPaper, mark: VerificationMark) -> bytes:
    """Write a certificate as a PDF, across and framed, with the mark that it can be checked by."""
    return _compiled({**_plain(paper), "certificate": True, "code": _code(mark.code), "qr": mark.qr_svg})


def _compiled(values: dict[str, object]) -> bytes:
    inputs = {"paper": json.dumps({**values, "font": paper_font()}, ensure_ascii=False)}
    return cast("bytes", _compiler().compile(format="pdf", sys_inputs=inputs))


@cache
def _compiler() -> typst.Compiler:
    return typst.Compiler(str(_TEMPLATES / "official_paper.typ"), root=str(_TEMPLATES), font_paths=fonts())


def _plain(paper: OfficialPaper) -> dict[str, object]:
    sections: list[object] = []
    for section in paper.sections:
        sections += [{"is": "section", "words": _words(section.heading)}] if section.heading else []
        sections += [_block(block) for block in section.blocks]
    opening, closing = ([_text(words) for words in each] for each in (paper.opening, (paper.closing,)))
    appendix = paper.appendix
    return {
        "title": printed(f"{paper.type_name}: {paper.subject}"),
        "author": printed(paper.agency),
        "nation": NATIONAL_NAME,
        "motto": MOTTO,
        "receivers_title": "Nơi nhận:",
        "blocks": [*opening, *sections, *(closing if paper.closing else [])],
        "receivers": [_words(one) for one in paper.receivers],
        "signer": _signer(paper.signer),
        "beside": _signer(paper.beside) if paper.beside else None,
        "appendix": appendix
        and {
            **{name: _words(getattr(appendix, name)) for name in ("name", "title", "reference", "footing")},
            "across": appendix.across,
            "table": _table(appendix.table),
        },
        "code": "",
        "qr": "",
        **{name: _words(getattr(paper, name)) for name in _SINGLE},
    }


_SINGLE: Final = ("governing_body", "agency", "number", "place_and_day", "type_name", "subject", "addressee")


def _block(block: Block) -> object:
    if isinstance(block, Table):
        return {"is": "table", "table": _table(block)} if block.rows else _text(block.when_empty)
    if isinstance(block, Picture):
        words = {"words": _words(block.caption), "alternative": printed(block.alternative)}
        return {"is": "picture", "svg": render_chart(block.chart, PictureForm.SVG).decode(), **words}
    return {"lead": "", **_named(block)}


def _named(block: Block) -> dict[str, str]:
    words = {name: _words(getattr(block, name)) for name in ("words", "lead") if hasattr(block, name)}
    return {"is": type(block).__name__.lower(), **words}


def _text(words: str) -> object:
    return {"is": "paragraph", "words": _words(words), "lead": ""}


def _signer(signer: Signer) -> dict[str, str]:
    return {"power": _words(signer.power), "title": _words(signer.title), "name": _words(signer.name)}


def _table(table: Table) -> dict[str, object]:
    return {
        "headings": [_words(column.heading) for column in table.columns],
        "widths": [column.width for column in table.columns],
        "left": [column.kind is ColumnKind.TEXT for column in table.columns],
        "rows": [["\n".join(map(_words, cell_text(cell).split("\n"))) for cell in row] for row in table.rows],
    }


def _code(code: str) -> str:
    """A code in lines: who copies it from the PDF gets line ends with it, and no character that nobody sees."""
    whole = printed(code)
    return "\n".join(whole[at : at + _CODE_LINE] for at in range(0, len(whole), _CODE_LINE))


def _words(words: str) -> str:
    return _LONG_WORD.sub(lambda found: found[0] + _MAY_BREAK, printed(words))
