"""A filled score form read into a score sheet; every bad cell is found at once, by its address.

Points may be numbers or numbers typed as text, with a comma or a point. A formula is never run: what it last gave, as
the person who saved the form saw it, is read and said. Formulas that take from other files are refused with the file.
"""

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import reduce
from typing import Final

from cycle_engine.definitions.score_form_cells import FormCells
from cycle_engine.definitions.sheets import Row
from cycle_engine.domain.definition import LevelKind
from cycle_engine.domain.indicators import HALF, IndicatorSet, set_digest
from cycle_engine.domain.score_forms import (
    LONGEST_TEXT,
    Answer,
    FilledForm,
    FormColumn,
    FormRow,
    RowKind,
    answered_rows,
    levels_of,
)
from cycle_engine.domain.scoring import GroupTotal, ScoreEntry, ScoreSheet
from cycle_engine.domain.units import code_key
from cycle_engine.errors import FileInvalid, Problem
from cycle_engine.formatting import search_key
from cycle_engine.messages import Text, text

_NUMBER: Final = re.compile(r"-?[0-9]{1,9}([.,][0-9]{1,9})?")
_RANGE: Final = re.compile(r"([A-Z]{1,3})([0-9]{1,7}):([A-Z]{1,3})([0-9]{1,7})")
_YES_NO: Final[Mapping[str, bool]] = {"co": True, "khong": False}
_FILLED_IN: Final = (FormColumn.POINTS, FormColumn.EVIDENCE, FormColumn.NOTE)


def read_filled_form(cells: FormCells, indicators: IndicatorSet) -> FilledForm:
    """Judge a form by its indicator set and return what it says. Raises ``FileInvalid`` with every problem."""
    if cells.stamp.set_digest != set_digest(indicators):
        facts = {"form": cells.stamp.set_id, "version": cells.stamp.set_version}
        message = text("score_form.other_set", **facts, set=indicators.id, now=indicators.version)
        raise FileInvalid(file=cells.file, problems=[Problem("", message, text("score_form.other_set_hint"))])
    reading = _Reading(cells, indicators)
    if problems := [*reading.structure_problems(), *reading.cell_problems()]:
        raise FileInvalid(file=cells.file, problems=problems)
    return reading.filled()


class _Reading:
    """One form while it is judged: its rows by code."""

    def __init__(self, cells: FormCells, indicators: IndicatorSet) -> None:
        self._cells, self._indicators = cells, indicators
        self._wanted = answered_rows(indicators)
        self._found: dict[str, Row] = {}
        for row in cells.rows:
            if cells.code(row) in self._wanted:
                self._found.setdefault(cells.code(row), row)

    def structure_problems(self) -> Iterator[Problem]:
        """What is wrong with the rows as such."""
        cells = self._cells
        if cells.unit_shown and code_key(cells.unit_shown) != code_key(cells.stamp.unit):
            yield _problem("", "other_school", shown=cells.unit_shown, unit=cells.stamp.unit)
        for row in cells.rows:
            code, where = cells.code(row), cells.address(row, FormColumn.CODE)
            if code in self._wanted and self._found[code] is not row:
                yield _problem(where, "row_twice", code=code, first=self._found[code].number)
            elif code and code not in self._wanted and self._is_of_the_table(row):
                yield _problem(where, "row_unknown", code=code)
            elif not code and self._is_stray(row):
                yield _problem(where, "row_without_code")
        for code in self._wanted:
            if code not in self._found:
                yield _problem("", "row_missing", code=code)
        for merged in cells.page.merged:
            if self._touches_answers(merged):
                yield _problem(merged, "merged")

    def cell_problems(self) -> Iterator[Problem]:
        """What is wrong in the answers, notes and evidence, row by row."""
        for code, row in self._found.items():
            for column in _FILLED_IN if self._wanted[code].kind is RowKind.CRITERION else (FormColumn.POINTS,):
                if wrong := self._what_is_wrong(self._wanted[code], row, column):
                    yield Problem(self._cells.address(row, column), *wrong)

    def filled(self) -> FilledForm:
        """What the form says, once nothing is wrong with it."""
        stamp = self._cells.stamp
        answers = {code: self._answer(code) for code in self._found}
        ordered = [row for code, row in self._wanted.items() if code in answers]
        entries = [self._entry(row, answers[row.code]) for row in ordered if row.kind is RowKind.CRITERION]
        totals = [(row.code, answers[row.code]) for row in ordered if row.kind is RowKind.TOTAL]
        level = next((answers[row.code] for row in ordered if row.kind is RowKind.LEVEL), None)
        sheet = ScoreSheet(
            kind=stamp.kind,
            set_id=stamp.set_id,
            set_version=stamp.set_version,
            set_digest=stamp.set_digest,
            entries=tuple(entry for entry in entries if entry.is_given or entry.note),
            group_totals=tuple(GroupTotal(code, points) for code, points in totals if isinstance(points, Decimal)),
            level=int(level) if level is not None else None,
        )
        return FilledForm(self._cells.file, stamp, sheet, self._evidence(), self._calculated())

    def _is_of_the_table(self, row: Row) -> bool:
        """Whether a row is the table's: what stands below it are signatures, unless it has points."""
        last = max((found.number for found in self._found.values()), default=0) + 1
        return row.number <= last or bool(row.text(self._cells.columns[FormColumn.POINTS]))

    def _is_stray(self, row: Row) -> bool:
        """Whether a row without a code or a label holds an answer."""
        columns = self._cells.columns
        filled = any(row.text(columns[column]) for column in _FILLED_IN)
        return filled and not row.text(columns[FormColumn.LABEL]) and self._is_of_the_table(row)

    def _touches_answers(self, merged: str) -> bool:
        match = _RANGE.fullmatch(merged)
        if match is None:
            return True
        columns = range(_column(match[1]), _column(match[3]) + 1)
        rows = range(int(match[2]), int(match[4]) + 1)
        touched = any(self._cells.columns.get(column) in columns for column in FormColumn)
        return touched and any(row.number in rows for row in self._found.values())

    def _what_is_wrong(self, asked: FormRow, row: Row, column: FormColumn) -> tuple[Text, Text] | None:
        place = self._cells.columns[column]
        if fault := row.faults.get(place):
            return fault, text(f"{fault.key}_hint")
        cell = row.text(place)
        if column is FormColumn.EVIDENCE:
            return None
        if column is FormColumn.NOTE:
            return _wrong("text_too_long", longest=LONGEST_TEXT) if len(cell) > LONGEST_TEXT else None
        return self._answer_wrong(asked, cell) if cell else None

    def _answer_wrong(self, asked: FormRow, cell: str) -> tuple[Text, Text] | None:
        if asked.kind is RowKind.LEVEL:
            levels = levels_of(self._indicators)
            return None if cell in map(str, levels) else _wrong("no_level", value=cell)
        if asked.criterion and asked.criterion.maximum is None:
            return None if search_key(cell) in _YES_NO else _wrong("yes_no", value=cell)
        return _points_wrong(cell, asked)

    def _answer(self, code: str) -> Answer:
        cell = self._found[code].text(self._cells.columns[FormColumn.POINTS])
        asked = self._wanted[code]
        if not cell:
            return None
        if asked.kind is RowKind.LEVEL:
            return int(cell)
        is_yes_no = asked.criterion is not None and asked.criterion.maximum is None
        return _YES_NO[search_key(cell)] if is_yes_no else _points(cell)

    def _entry(self, row: FormRow, answer: Answer) -> ScoreEntry:
        note = self._text(row.code, FormColumn.NOTE)
        if isinstance(answer, bool):
            return ScoreEntry(row.code, met=answer, note=note)
        return ScoreEntry(row.code, points=answer if isinstance(answer, Decimal) else None, note=note)

    def _evidence(self) -> Mapping[str, str]:
        if self._cells.stamp.kind is LevelKind.EXTERNAL:
            return {}
        criteria = [code for code, row in self._wanted.items() if row.kind is RowKind.CRITERION]
        said = {code: self._text(code, FormColumn.EVIDENCE) for code in criteria if code in self._found}
        return {code: words for code, words in said.items() if words}

    def _text(self, code: str, column: FormColumn) -> str:
        return self._found[code].text(self._cells.columns[column])

    def _calculated(self) -> tuple[str, ...]:
        place, formulas = self._cells.columns[FormColumn.POINTS], self._cells.page.formulas
        rows = [self._found[code] for code in self._wanted if code in self._found]
        return tuple(self._cells.address(row, FormColumn.POINTS) for row in rows if (row.number, place) in formulas)


def _points(cell: str) -> Decimal:
    return Decimal(cell.replace(",", "."))


def _points_wrong(cell: str, asked: FormRow) -> tuple[Text, Text] | None:
    if not _NUMBER.fullmatch(cell):
        return _wrong("not_a_number", value=cell)
    points = _points(cell)
    maximum = asked.criterion.maximum if asked.criterion else asked.group.maximum if asked.group else None
    step = asked.criterion.step if asked.criterion else HALF
    if points < 0:
        return _wrong("below_zero", value=points)
    if maximum is not None and points > maximum:
        return _wrong("above_maximum", value=points, maximum=maximum)
    if points % step:
        return _wrong("not_in_steps", value=points, step=step)
    return None


def _wrong(reason: str, **facts: object) -> tuple[Text, Text]:
    return text(f"score_form.{reason}", **facts), text(f"score_form.{reason}_hint")


def _problem(where: str, reason: str, **facts: object) -> Problem:
    return Problem(where, *_wrong(reason, **facts))


def _column(letters: str) -> int:
    """The number of a column, ``A`` being 0."""
    return reduce(lambda sum_, letter: sum_ * 26 + ord(letter) - ord("A") + 1, letters, 0) - 1
