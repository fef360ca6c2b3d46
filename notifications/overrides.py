"""Whether an office's own templates may be used: each is rendered with sample facts before it can spoil a letter.

Samples are ordinary, hostile (values that look like code) and sparse (nothing given that need not be).
"""

import re
from collections.abc import Iterator, Mapping
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
from notifications.rendering import Writer
from notifications.sample_letters import HOSTILE_MARK, sample_letters

_OFFICIAL: Final = "28/2018/QĐ-TTg"
_GIVES_A_DAY: Final = ("returned", "extension_granted")
_OUTSIDE: Final = re.compile(
    r"<(?:script|iframe|object|embed|link|form|base)\b|\b(?:src|srcset|background|poster)\s*=(?!.cid:)|url\s*\(|@import|"
    r"\bon[a-z]+\s*=|javascript:",
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
        parts, broken = writer.try_parts(template, letter)
        for problem in broken:
            yield Problem(problem.where, problem.message, text("letters.put_right"))
        for where, message in _faults(_last_day(template, letter), parts):
            yield Problem(f"{template}/{where}", message, text("letters.put_right"))


def _last_day(template: str, letter: Letter) -> str:
    """The day that a letter must say, as it says it; empty where it need not say one."""
    if template in NOTICE_TEMPLATES:
        return vietnamese_date(letter.items[0].act_by)
    day = letter.news[0].act_by if template in _GIVES_A_DAY else None
    return vietnamese_date(day) if day else ""


def _faults(last_day: str, parts: Mapping[str, str]) -> Iterator[tuple[str, Text]]:
    """What parts of a letter that could be rendered must still not be, or not lack."""
    html = parts.get("body.html", "")
    if HOSTILE_MARK in html:
        yield "body.html", text("letters.not_escaped")
    elif _OUTSIDE.search(html):
        yield "body.html", text("letters.outside_content")
    for part in ("body.txt", "body.html"):
        content = parts.get(part)
        if content is not None and _OFFICIAL not in content:
            yield part, text("letters.not_official")
        if content is not None and last_day not in content:
            yield part, text("letters.deadline_missing")
