"""Whether an office's own templates may be used: each is rendered with sample facts before it can spoil a letter.

Samples are ordinary, hostile (values that look like code) and sparse (nothing given that need not be).
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from cycle_engine.errors import Problem
from cycle_engine.formatting import nearest, vietnamese_date
from cycle_engine.messages import Text, text
from notifications.letter_facts import Letter
from notifications.letter_templates import (
    DIGEST,
    NOTICE_TEMPLATES,
    SHARED,
    SHIPPED_TEMPLATES,
    TEMPLATE_FILES,
    TEMPLATES,
)
from notifications.rendering import TemplateBroken, Writer, Written
from notifications.sample_letters import HOSTILE_MARK, sample_letters

_OFFICIAL: Final = "28/2018/QĐ-TTg"
_OUTSIDE: Final = re.compile(
    r"<(?:script|iframe|object|embed|link|form|base)\b|\bsrc\s*=|url\s*\(|@import|\bon[a-z]+\s*=|javascript:",
    re.IGNORECASE,
)


def check_overrides(folder: Path) -> tuple[Problem, ...]:
    """List everything that is wrong with the templates in an office's folder; a folder that does not exist is fine."""
    if not folder.is_dir():
        return ()
    problems = [*_unknown_files(folder), *_broken_letters(folder)]
    return tuple({str(problem): problem for problem in problems}.values())


def _unknown_files(folder: Path) -> Iterator[Problem]:
    for file in sorted(folder.rglob("*")):
        name = file.relative_to(folder).as_posix()
        if file.suffix in (".txt", ".html") and name not in TEMPLATE_FILES:
            similar = nearest(name, TEMPLATE_FILES) or DIGEST
            yield Problem(name, text("letters.unknown_file"), text("letters.known_files", nearest=similar))


def _broken_letters(folder: Path) -> Iterator[Problem]:
    writer = Writer(folder, SHIPPED_TEMPLATES)
    touched = {template for template in TEMPLATES if (folder / template).is_dir()}
    touches_all = any((folder / name).is_file() for name in SHARED)
    for template, letter in sample_letters():
        if not touches_all and template not in touched:
            continue
        try:
            written = writer.write(template, letter)
        except TemplateBroken as broken:
            yield Problem(broken.problem.where, broken.problem.message, text("letters.put_right"))
        else:
            for where, message in _faults(template, letter, written):
                yield Problem(f"{template}/{where}", message, text("letters.put_right"))


def _faults(template: str, letter: Letter, written: Written) -> Iterator[tuple[str, Text]]:
    """What a letter that could be rendered must still not be, or not lack."""
    if HOSTILE_MARK in written.html:
        yield "body.html", text("letters.not_escaped")
    elif _OUTSIDE.search(written.html):
        yield "body.html", text("letters.outside_content")
    for part, content in (("body.txt", written.text), ("body.html", written.html)):
        if _OFFICIAL not in content:
            yield part, text("letters.not_official")
        if template in NOTICE_TEMPLATES and vietnamese_date(letter.items[0].act_by) not in content:
            yield part, text("letters.deadline_missing")
