"""An authority's own plan, read: ``cycle plan read FILE`` begins here.

Nothing is guessed. What the document does not say stays None; what cannot be placed is listed with its reason. Who acts
in a section follows from its words (or from the row's "Đơn vị thực hiện" where there are no sections): an office
(Phòng, Ủy ban nhân dân) is the department, a school or "cơ sở giáo dục" the schools; a Sở is the department only where
no other office has rows. Words that name both leave the row without a track.
"""

import re
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from cycle_engine.definitions.document_rows import document_invalid
from cycle_engine.definitions.document_text import read_document
from cycle_engine.definitions.official_appendix import Appendix, AppendixRow, find_appendix
from cycle_engine.definitions.official_head import read_head
from cycle_engine.definitions.official_values import DEPARTMENT, SCHOOL, OfficialPlan, OfficialRow, Unplaced
from cycle_engine.definitions.time_periods import SchoolYear
from cycle_engine.definitions.time_phrases import read_time_phrase
from cycle_engine.formatting import normalised
from cycle_engine.messages import text

_OFFICE: Final = re.compile(r"\bphòng\b|\bu[ỷy] ban\b|\bủy ban\b|\bubnd\b")
_SUPERIOR: Final = re.compile(r"(?<!cơ )\bsở (?:gd|giáo dục)")
_SCHOOL: Final = re.compile(r"\btrường\b|\bcơ sở giáo dục\b|\bhiệu trưởng\b|\bcsgd\b|\bcơ sở gd")


def read_official_plan(path: Path) -> OfficialPlan:
    """Read the document at ``path`` (DOCX, text or PDF).

    Raises ``NotFound`` for no such file, ``FileInvalid`` where it cannot be read or has no appendix table.
    """
    document = read_document(path)
    appendix = find_appendix(document)
    if appendix is None:
        raise document_invalid(document.file, "appendix_missing")
    head = read_head([row for index, row in enumerate(document.rows) if index not in appendix.span])
    year = head.school_year.value if head.school_year else None
    rows, notes, unplaced = _rows(appendix, year)
    if document.by_position:
        notes.insert(0, Unplaced(text("plan_reading.by_position")))
    return OfficialPlan(
        file=document.file,
        number=head.number,
        issued=head.issued,
        school_year=head.school_year,
        title=head.title,
        authority=head.authority,
        rows=rows,
        notes=(*head.notes, *notes),
        unplaced=(*head.missing, *appendix.unplaced, *unplaced),
    )


def _rows(
    appendix: Appendix, year: SchoolYear | None
) -> tuple[tuple[OfficialRow, ...], list[Unplaced], list[Unplaced]]:
    rows: list[OfficialRow] = []
    notes: list[Unplaced] = []
    unplaced: list[Unplaced] = []
    seen: Counter[str] = Counter()
    tracks = _tracks(appendix.rows)
    for entry, track in zip(appendix.rows, tracks, strict=True):
        seen[entry.id] += 1
        if seen[entry.id] > 1:
            reason = text("plan_reading.row_repeats_id", id=entry.id)
            unplaced.append(Unplaced(reason, entry.row.place, entry.row.words))
        elif not entry.time and _has_parts(entry, appendix.rows):
            notes.append(Unplaced(text("plan_reading.row_is_group", id=entry.id), entry.row.place, entry.row.words))
        else:
            rows.append(_row(entry, track, year, deadline=appendix.deadline))
    return tuple(rows), notes, unplaced


def _row(entry: AppendixRow, track: str | None, year: SchoolYear | None, *, deadline: bool) -> OfficialRow:
    return OfficialRow(
        id=entry.id,
        section=entry.section_words,
        track=track,
        title=entry.task,
        time=normalised(entry.time),
        reading=read_time_phrase(entry.time, year, deadline=deadline),
        product=entry.product,
        place=entry.row.place,
        words=entry.row.words,
    )


def _has_parts(entry: AppendixRow, rows: Sequence[AppendixRow]) -> bool:
    return any(other.id.startswith(f"{entry.id}.") for other in rows)


def _tracks(rows: Sequence[AppendixRow]) -> list[str | None]:
    actors = [_actors(entry.section_words) or _actors(entry.performer) for entry in rows]
    has_office = any("office" in found for found in actors)
    return [_track(found, superior_counts=not has_office) for found in actors]


def _actors(words: str) -> frozenset[str]:
    plain = words.casefold()
    patterns = {"office": _OFFICE, "superior": _SUPERIOR, "school": _SCHOOL}
    return frozenset(actor for actor, pattern in patterns.items() if pattern.search(plain))


def _track(actors: frozenset[str], *, superior_counts: bool) -> str | None:
    if actors == {"school"}:
        return SCHOOL
    if actors == {"office"} or (actors == {"superior"} and superior_counts):
        return DEPARTMENT
    return None
