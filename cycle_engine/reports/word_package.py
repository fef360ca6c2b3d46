"""A Word file that somebody hands in as a template, looked at before it is opened: what would harm is refused.

An archive is bounded in what it unpacks to; macros, embedded objects, entities of its own and anything fetched from
elsewhere have no place in an official paper.
"""

import re
import zlib
from collections.abc import Iterator
from io import BytesIO
from typing import Final
from zipfile import BadZipFile, ZipFile, ZipInfo

from cycle_engine.errors import Problem
from cycle_engine.messages import text

MAX_BYTES: Final = 10 * 2**20
MAX_UNPACKED_BYTES: Final = 50 * 2**20
MAX_MEMBERS: Final = 2_000

_MAX_RATIO: Final = 200
_RATIO_COUNTS_FROM_BYTES: Final = 2**20
_ENCRYPTED: Final = 0x1
_MAIN_TYPE: Final = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_RELATION: Final = re.compile(rb"<(?:\w+:)?Relationship\b[^>]*>")
_FETCHING_FIELD: Final = re.compile(rb"\b(?:DDE|DDEAUTO|INCLUDETEXT|INCLUDEPICTURE|LINK|IMPORT)\b\s+[\"\w\\]")
_INSTRUCTION: Final = re.compile(rb"<w:(?:instrText|fldSimple)\b[^>]*(?:>[^<]*)?")


def package_problems(content: bytes) -> list[Problem]:
    """Say everything that keeps a file from being a template; an empty list lets it be opened."""
    if len(content) > MAX_BYTES:
        return [_problem("", "too_large", megabytes=MAX_BYTES // 2**20)]
    try:
        with ZipFile(BytesIO(content)) as package:
            members = package.infolist()
            return _bomb_problems(members) or list(_part_problems(package, members))
    except (BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError, KeyError, RuntimeError):
        return [_problem("", "damaged")]


def _bomb_problems(members: list[ZipInfo]) -> list[Problem]:
    unpacked = sum(member.file_size for member in members)
    if len(members) > MAX_MEMBERS or unpacked > MAX_UNPACKED_BYTES or any(map(_is_packed_too_tight, members)):
        return [_problem("", "too_large", megabytes=MAX_UNPACKED_BYTES // 2**20)]
    if any(member.flag_bits & _ENCRYPTED for member in members):
        return [_problem("", "damaged")]
    return []


def _is_packed_too_tight(member: ZipInfo) -> bool:
    return member.file_size > _RATIO_COUNTS_FROM_BYTES and member.file_size > _MAX_RATIO * member.compress_size


def _part_problems(package: ZipFile, members: list[ZipInfo]) -> Iterator[Problem]:
    names = {member.filename for member in members}
    if not {"word/document.xml", "[Content_Types].xml"} <= names or _MAIN_TYPE not in package.read(
        "[Content_Types].xml"
    ):
        yield _problem("", "not_word")
        return
    for member in members:
        name = member.filename
        if name.lower().endswith("vbaproject.bin") or name.startswith(("word/embeddings/", "word/activeX/")):
            yield _problem(name, "active")
        elif name.endswith((".xml", ".rels")):
            part = package.read(member)
            if b"<!doctype" in part.replace(b"\0", b"").lower():
                yield _problem(name, "doctype")
            if _fetches(part):
                yield _problem(name, "fetches")


def _fetches(part: bytes) -> bool:
    """Whether opening the file would bring something in from elsewhere; a link a reader may follow does not."""
    outside = [tag for tag in _RELATION.findall(part) if b'TargetMode="External"' in tag]
    fields = b" ".join(_INSTRUCTION.findall(part))
    return any(b"/hyperlink" not in tag for tag in outside) or bool(_FETCHING_FIELD.search(fields))


def _problem(where: str, name: str, **facts: object) -> Problem:
    return Problem(where, text(f"papers.template_{name}", **facts), text("papers.template_save_hint"))
