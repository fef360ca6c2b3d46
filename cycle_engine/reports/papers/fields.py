"""The fields of an official paper: each a name and its words, which the shipped scripts and an office's templates use.

Written ``{{ school }}``. A field in a list has two names, ``{{ schools.name }}``; its row is repeated for each item.
Words are put in as they are: nothing in a value is ever read again, and nothing of a template is ever run.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from cycle_engine.domain.definition import LevelKind
from cycle_engine.domain.events import Document
from cycle_engine.formatting import decimal_comma, document_date
from cycle_engine.reports.official_paper import UNBROKEN, unbroken
from cycle_engine.reports.papers.facts import GroupPoints, Issuer, PaperFacts, SchoolFacts
from cycle_engine.reports.tables import NOT_ENTERED, entered

PLACEHOLDER: Final = re.compile(r"\{\{\s*([A-Za-z_][A-Za-z0-9_.]*)\s*\}\}")

_REFERENCES: Final = {
    "minutes": "self_assessment_minutes",
    "decision": "self_assessment_decision",
    "submission": "review_submission",
    "review": "external_review_minutes",
    "recognition": "recognition_decision",
}
"""How a school's documents are called in fields: ``minutes_number``, ``minutes_dated``."""

_LEVEL_NAMES: Final = {1: "chưa đáp ứng", 2: "đáp ứng cơ bản", 3: "đáp ứng tốt"}
_NO_DAY: Final = f"ngày{UNBROKEN}[...]"
_DAY_TO_COME: Final = f"ngày{UNBROKEN}… tháng{UNBROKEN}… năm{UNBROKEN}…"
_NUMBER_TO_COME: Final = UNBROKEN * 6


@dataclass(frozen=True, slots=True)
class Fields:
    """Every field of one paper in words: single ones, and the rows of each list."""

    values: Mapping[str, str]
    lists: Mapping[str, tuple[Mapping[str, str], ...]]


def build_fields(facts: PaperFacts) -> Fields:
    """Say everything that a paper may say, in Vietnamese, with ``[...]`` where nobody entered it."""
    school = facts.school or SchoolFacts("", "")
    return Fields(
        values={
            **_heads(facts),
            **_plan(facts),
            **_school(school),
            "submission_clause": _submission_clause(facts, school),
            **_totals(facts),
            "code": entered(facts.mark.code),
        },
        lists={
            "schools": tuple(_row(number, one) for number, one in enumerate(facts.schools, start=1)),
            "groups": tuple(_group(number, one) for number, one in enumerate(school.groups, start=1)),
        },
    )


def fill(words: str, values: Mapping[str, str]) -> str:
    """Put the fields' words in. Raises ``KeyError`` for a field there is not."""
    return PLACEHOLDER.sub(lambda found: values[found[1]], words)


def level_words(level: int | None) -> str:
    """``Mức độ 2 (đáp ứng cơ bản)``."""
    if level is None:
        return NOT_ENTERED
    name = _LEVEL_NAMES.get(level)
    return f"Mức độ{UNBROKEN}{level} ({name})" if name else f"Mức độ{UNBROKEN}{level}"


def day_words(day: date | None, *, missing: str = _NO_DAY) -> str:
    """``ngày 05 tháng 01 năm 2025``, where no line ends between a word and its number."""
    if day is None:
        return missing
    return re.sub(r"(ngày|tháng|năm) ", rf"\1{UNBROKEN}", document_date(day))


def _heads(facts: PaperFacts) -> dict[str, str]:
    issuer, given = facts.issuer, facts.given or Document(facts.kind.id)
    return {
        "governing_body": entered(issuer.governing_body).upper(),
        "agency": entered(issuer.agency).upper(),
        "agency_name": entered(issuer.agency),
        "authority": entered(issuer.authority or _authority(issuer)).upper(),
        "place": entered(issuer.place),
        "sign": entered(issuer.sign),
        "number": _own_number(facts, given.number),
        "dated": day_words(given.dated, missing=_DAY_TO_COME),
        "signer_power": issuer.signer.power.upper(),
        "signer_title": entered(issuer.signer.title).upper(),
        "signer_name": unbroken(entered(issuer.signer.name)),
    }


def _own_number(facts: PaperFacts, given: str) -> str:
    """``05/QĐ-PGDĐT`` as it was given, zero-padded; before that, room for the number that comes after signature."""
    sign = f"{facts.kind.type}-{entered(facts.issuer.sign)}"
    if not given.strip():
        return f"{_NUMBER_TO_COME}/{sign}"
    number, slash, rest = entered(given).partition("/")
    return f"{_padded(number.strip())}/{rest.strip() if slash else sign}"


def _padded(number: str) -> str:
    """Numbers under 10 get their zero."""
    return number.zfill(2) if number.isdecimal() else number


def _authority(issuer: Issuer) -> str:
    """Who decides: the agency where somebody signs on its behalf (TM.), else its head.

    ``TRƯỞNG PHÒNG`` of ``Phòng Giáo dục`` is ``TRƯỞNG PHÒNG GIÁO DỤC``: what the title ends and the name begins with
    is said once.
    """
    power = issuer.signer.power.upper()
    if power.startswith("TM."):
        return issuer.agency
    title = re.sub(r"^(KT|TL|TUQ|Q)\.\s*", "", power) or issuer.signer.title.upper()
    head, name = title.split(), issuer.agency.upper().split()
    shared = next((n for n in range(min(len(head), len(name)), 0, -1) if head[-n:] == name[:n]), 0)
    return " ".join([*head, *name[shared:]])


def _plan(facts: PaperFacts) -> dict[str, str]:
    plan = facts.plan
    return {
        "office": entered(facts.office),
        "superior": entered(facts.superior),
        "assessment": _continued(entered(facts.assessment)),
        "plan_number": entered(plan.number),
        "plan_dated": day_words(plan.issued),
        "plan_authority": entered(plan.authority),
        "plan_title": _continued(entered(plan.title)),
        "school_year": entered(plan.school_year),
    }


def _school(school: SchoolFacts) -> dict[str, str]:
    references = {}
    for name, kind in _REFERENCES.items():
        document = school.documents.get(kind) or Document(kind)
        references[f"{name}_number"] = _padded(entered(document.number))
        references[f"{name}_dated"] = day_words(document.dated)
    return {
        "school": _name(school.name),
        "school_code": entered(school.code),
        "self_level": level_words(school.levels.get(LevelKind.SELF)),
        "external_level": level_words(school.levels.get(LevelKind.EXTERNAL)),
        "recognized_level": level_words(school.concluded_level),
        **references,
    }


def _submission_clause(facts: PaperFacts, school: SchoolFacts) -> str:
    """Go on with the school's submission, where the workflow has the school hand one in."""
    if _REFERENCES["submission"] in facts.not_asked:
        return ""
    said = _school(school)
    return f" và Tờ trình số {said['submission_number']} {said['submission_dated']} của nhà trường"


def _totals(facts: PaperFacts) -> dict[str, str]:
    levels = [school.concluded_level for school in facts.schools]
    recognised = [school for school in facts.schools if LevelKind.RECOGNIZED in school.levels]
    return {
        "schools_total": f"{len(levels):02}",
        "schools_recognized": f"{len(recognised):02}",
        "schools_without_level": f"{levels.count(None):02}",
        **{f"schools_level_{level}": f"{levels.count(level):02}" for level in _LEVEL_NAMES},
    }


def _row(number: int, school: SchoolFacts) -> Mapping[str, str]:
    review = school.documents.get("external_review_minutes") or Document("")
    levels = {kind: school.levels.get(kind) for kind in LevelKind}
    return {
        "stt": str(number),
        "code": entered(school.code),
        "name": _name(school.name),
        "self_level": _digit(levels[LevelKind.SELF]),
        "external_level": _digit(levels[LevelKind.EXTERNAL]),
        "recognized_level": _digit(school.concluded_level),
        "level": level_words(school.concluded_level),
        "review_number": entered(review.number),
    }


def _group(number: int, group: GroupPoints) -> Mapping[str, str]:
    return {
        "stt": str(number),
        "name": entered(group.name),
        "maximum": _points(group.maximum),
        "self_points": _points(group.points.get(LevelKind.SELF)),
        "external_points": _points(group.points.get(LevelKind.EXTERNAL)),
    }


def _name(name: str) -> str:
    """A school's name, whose number never begins a line alone."""
    return re.sub(r" (\w{1,3})$", rf"{UNBROKEN}\1", entered(name))


def _digit(level: int | None) -> str:
    return NOT_ENTERED if level is None else str(level)


def _points(points: Decimal | None) -> str:
    return NOT_ENTERED if points is None else decimal_comma(points)


def _continued(title: str) -> str:
    """A title goes on in a sentence with a small letter, unless it begins with an abbreviation."""
    return title if title[:2].isupper() else title[:1].lower() + title[1:]
