"""Score forms: the sheet on which a school or a review team fills in points, and what comes back on it.

A form carries a stamp that only the program reads: whose form it is, by which version of which indicator set, and the
number of the case's last event when it was made. What somebody else changed since is found by that number.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Final

from cycle_engine.domain.definition import LEVELS, LevelKind
from cycle_engine.domain.indicators import Criterion, Group, IndicatorSet
from cycle_engine.domain.scoring import ScoreSheet

LEVEL_CODE: Final = "*"
"""What stands in the code column of the row where a level is entered by hand."""

FORM_MARK: Final = "cycle-score-form-1"
"""The first cell of the sheet that only the program reads."""

LONGEST_TEXT: Final = 2_000
"""Letters that a note or a new piece of evidence may have; what is on a form already may be longer."""


class FormColumn(StrEnum):
    """The columns of a form. ``self_points`` is only on the review team's: what the school gave itself."""

    CODE = "code"
    LABEL = "label"
    MAXIMUM = "maximum"
    SELF_POINTS = "self_points"
    POINTS = "points"
    EVIDENCE = "evidence"
    NOTE = "note"


class RowKind(StrEnum):
    """What a row of a form is. Answers are filled in on criteria, totals and levels; formulas fill in the others."""

    GROUP = "group"
    CRITERION = "criterion"
    SUBTOTAL = "subtotal"
    TOTAL = "total"
    LEVEL = "level"
    CONCLUSION = "conclusion"

    @property
    def is_answered(self) -> bool:
        """Whether somebody fills it in."""
        return self in (RowKind.CRITERION, RowKind.TOTAL, RowKind.LEVEL)


@dataclass(frozen=True, slots=True)
class FormRow:
    """One row of a form: a group's rows name it, a criterion's row its criterion."""

    kind: RowKind
    code: str = ""
    group: Group | None = None
    criterion: Criterion | None = None


@dataclass(frozen=True, slots=True)
class FormStamp:
    """What a form says to the program. ``seq`` is the number of the case's last event when the form was made."""

    case_key: str
    unit: str
    school_year: str
    kind: LevelKind
    seq: int
    set_id: str
    set_version: int
    set_digest: str
    made_at: datetime


@dataclass(frozen=True, slots=True)
class ScoreForm:
    """Everything that is written on a form.

    ``sheet`` is what was recorded so far, ``self_sheet`` what the review team sees of the school's own. ``evidence``
    is by criterion. ``is_draft`` while the scores may still be filled in.
    """

    stamp: FormStamp
    office: str
    school: str
    plan_number: str
    plan_issued: date
    indicators: IndicatorSet
    sheet: ScoreSheet | None
    is_draft: bool
    self_sheet: ScoreSheet | None = None
    evidence: Mapping[str, str] = field(default_factory=dict)

    @property
    def columns(self) -> tuple[FormColumn, ...]:
        """The columns in their order."""
        hidden = () if self.stamp.kind is LevelKind.EXTERNAL else (FormColumn.SELF_POINTS,)
        return tuple(column for column in FormColumn if column not in hidden)


@dataclass(frozen=True, slots=True)
class FilledForm:
    """A form as it came back.

    ``evidence`` are the words of the evidence column by criterion; ``calculated`` the answers that a formula gave,
    as the person who saved the form saw them.
    """

    file: str
    stamp: FormStamp
    sheet: ScoreSheet
    evidence: Mapping[str, str]
    calculated: tuple[str, ...] = ()


def form_rows(indicators: IndicatorSet) -> Iterator[FormRow]:
    """List a form's rows in the annex's order; a set without criteria is answered by group totals or the level."""
    for group in indicators.groups:
        if not group.criteria:
            yield FormRow(RowKind.TOTAL, group.id, group)
            continue
        yield FormRow(RowKind.GROUP, "", group)
        for criterion in group.criteria:
            yield FormRow(RowKind.CRITERION, criterion.code, group, criterion)
        yield FormRow(RowKind.SUBTOTAL, "", group)
    if indicators.bands and indicators.groups:
        yield FormRow(RowKind.CONCLUSION)
    else:
        yield FormRow(RowKind.LEVEL, LEVEL_CODE)


def answered_rows(indicators: IndicatorSet) -> dict[str, FormRow]:
    """List the rows that somebody fills in, by code."""
    return {row.code: row for row in form_rows(indicators) if row.kind.is_answered}


def levels_of(indicators: IndicatorSet) -> tuple[int, ...]:
    """List the levels that a school can reach, lowest first."""
    return tuple(sorted({band.level for band in indicators.bands})) or tuple(LEVELS)


Answer = Decimal | bool | int | None
"""What one row says: points, yes or no, a level, or nothing."""


def answer_on(sheet: ScoreSheet | None, row: FormRow) -> Answer:
    """Say what a sheet answers on a form's row."""
    if sheet is None:
        return None
    if row.kind is RowKind.TOTAL:
        return sheet.find_total(row.code)
    if row.kind is RowKind.LEVEL:
        return sheet.level
    entry = sheet.find_entry(row.code)
    if entry is None:
        return None
    return entry.met if row.criterion and row.criterion.maximum is None else entry.points


def note_on(sheet: ScoreSheet | None, row: FormRow) -> str:
    """Say what a sheet notes beside a criterion."""
    entry = sheet.find_entry(row.code) if sheet else None
    return entry.note if entry else ""


@dataclass(frozen=True, slots=True)
class FormConflict:
    """One row that somebody changed since a form was made, and of which the form says otherwise than now.

    ``base`` is what the form was made from. ``notes`` are the three notes in the same order where it is they that
    disagree; else there are none.
    """

    code: str
    base: Answer
    present: Answer
    filled: Answer
    notes: tuple[str, ...] = ()


def form_conflicts(
    indicators: IndicatorSet, *, base: ScoreSheet | None, present: ScoreSheet | None, filled: ScoreSheet
) -> tuple[FormConflict, ...]:
    """List the rows that somebody else changed since the form was made, and that the form would change back."""
    found = (_conflict(row, base, present, filled) for row in answered_rows(indicators).values())
    return tuple(conflict for conflict in found if conflict)


def new_evidence(filled: str, known: str) -> tuple[str, ...]:
    """List what a cell of evidence names, divided by semicolons, that was not on the form before."""
    before = set(_named(known))
    return tuple(dict.fromkeys(name for name in _named(filled) if name not in before))


def _conflict(
    row: FormRow, base: ScoreSheet | None, present: ScoreSheet | None, filled: ScoreSheet
) -> FormConflict | None:
    before, now, then = answer_on(base, row), answer_on(present, row), answer_on(filled, row)
    notes = tuple(note_on(sheet, row) for sheet in (base, present, filled))
    noted = notes if notes[1] not in (notes[0], notes[2]) else ()
    return FormConflict(row.code, before, now, then, noted) if noted or now not in (before, then) else None


def _named(cell: str) -> list[str]:
    return [name.strip() for name in cell.split(";") if name.strip()]
