"""The table of a score form: a row a criterion, subtotals and conclusion by formula, inputs that check themselves.

Every text is written as a string. The columns of words that people fill in are formatted as text, so that what begins
like a formula stays words when a cell is edited.
"""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Final

from xlsxwriter.utility import xl_rowcol_to_cell

from cycle_engine.domain.indicators import HALF, Group
from cycle_engine.domain.levels import judge
from cycle_engine.domain.score_forms import (
    Answer,
    FormColumn,
    FormRow,
    RowKind,
    ScoreForm,
    answer_on,
    form_rows,
    levels_of,
    note_on,
)
from cycle_engine.domain.scoring import ScoreSheet, points_of
from cycle_engine.formatting import decimal_comma
from cycle_engine.messages import say
from cycle_engine.reports.score_formulas import (
    UNKNOWN,
    GroupPlaces,
    answer_rule,
    conclusion_formula,
    group_level_formula,
    sum_formula,
)

WIDTHS: Final[Mapping[FormColumn, float]] = {
    FormColumn.CODE: 7.5,
    FormColumn.LABEL: 38,
    FormColumn.MAXIMUM: 9.5,
    FormColumn.SELF_POINTS: 9.5,
    FormColumn.POINTS: 11,
    FormColumn.EVIDENCE: 32,
    FormColumn.NOTE: 20,
}
"""How many digits wide each column is; Times New Roman sets a few more letters into it."""
LINE_HEIGHT: Final = 16.5
"""Points that a line of 12-point letters takes."""
_LONGEST_PROMPT: Final = 255
_LONGEST_PROMPT_TITLE: Final = 32


def write_table(sheet: Any, styles: Mapping[str, Any], form: ScoreForm, top: int) -> int:
    """Write headings and rows from row ``top`` (counted from 0); say which row was the last."""
    return _Table(sheet, styles, form).write(top)


class _Table:
    """Holds where things stand while the rows are written one under the other."""

    def __init__(self, sheet: Any, styles: Mapping[str, Any], form: ScoreForm) -> None:
        self._sheet, self._styles, self._form = sheet, styles, form
        self._places = {column: place for place, column in enumerate(form.columns)}
        self._verdict = judge(form.sheet or ScoreSheet(form.stamp.kind), form.indicators)
        self._row, self._first = 0, 0
        self._groups: list[GroupPlaces] = []
        self._unmet: list[str] = []

    def write(self, top: int) -> int:
        self._sheet.set_row(top, 2 * LINE_HEIGHT + 3)
        for column, place in self._places.items():
            self._sheet.write_string(top, place, heading(self._form, column), self._styles["heading"])
        writers = {
            RowKind.GROUP: self._group,
            RowKind.CRITERION: self._criterion,
            RowKind.SUBTOTAL: self._subtotal,
            RowKind.TOTAL: self._total,
            RowKind.LEVEL: self._level,
            RowKind.CONCLUSION: self._conclusion,
        }
        for row, asked in enumerate(form_rows(self._form.indicators), start=top + 1):
            self._row = row
            writers[asked.kind](asked)
        return self._row

    def _group(self, row: FormRow) -> None:
        group = _group_of(row)
        self._band("group")
        self._text(FormColumn.LABEL, f"{group.id}. {group.label}", "group")
        self._first, self._unmet = self._row + 1, []

    def _criterion(self, row: FormRow) -> None:
        criterion = row.criterion
        if criterion is None:
            raise ValueError(row)
        self._text(FormColumn.CODE, criterion.code, "code")
        self._text(FormColumn.LABEL, criterion.label, "words")
        if criterion.maximum is None:
            self._text(
                FormColumn.MAXIMUM,
                say("score_form.mandatory" if criterion.mandatory else "score_form.yes_or_no"),
                "number",
            )
            self._choices(say("score_form.yes"), say("score_form.no"))
        else:
            self._number(FormColumn.MAXIMUM, criterion.maximum, "number")
            self._points(criterion.maximum, criterion.step)
        if criterion.mandatory:
            refused = f'="{say("score_form.no")}"' if criterion.maximum is None else "=0"
            self._unmet.append(self._cell(FormColumn.POINTS) + refused)
        self._answers(row)
        self._input_text(FormColumn.EVIDENCE, self._form.evidence.get(criterion.code, ""), hint=criterion.evidence_hint)
        self._input_text(FormColumn.NOTE, note_on(self._form.sheet, row))
        self._heighten(
            {
                FormColumn.LABEL: criterion.label,
                FormColumn.EVIDENCE: self._form.evidence.get(criterion.code, ""),
                FormColumn.NOTE: note_on(self._form.sheet, row),
            }
        )

    def _subtotal(self, row: FormRow) -> None:
        group = _group_of(row)
        self._band("sum")
        self._text(FormColumn.LABEL, say("score_form.subtotal", group=group.id), "sum")
        self._number(FormColumn.MAXIMUM, group.maximum, "sum_number")
        for column, sheet in self._sides:
            cells = [xl_rowcol_to_cell(line, self._places[column]) for line in (self._first, self._row - 1)]
            points = points_of(sheet, group) if sheet else None
            self._formula(column, sum_formula(*cells), "" if points is None else float(points), "sum_number")
        ends = (xl_rowcol_to_cell(line, self._places[FormColumn.POINTS]) for line in (self._first, self._row - 1))
        self._group_level(group, inputs=":".join(ends))

    def _total(self, row: FormRow) -> None:
        group = _group_of(row)
        self._band("words")
        self._text(FormColumn.CODE, group.id, "code")
        self._text(FormColumn.LABEL, say("score_form.total", group=group.label), "words")
        self._number(FormColumn.MAXIMUM, group.maximum, "number")
        self._points(group.maximum, HALF)
        self._answers(row)
        self._unmet = []
        self._group_level(group, inputs=self._cell(FormColumn.POINTS))

    def _level(self, row: FormRow) -> None:
        self._band("sum")
        self._text(FormColumn.CODE, row.code, "sum_code")
        self._text(FormColumn.LABEL, say("score_form.level_by_hand"), "sum")
        self._choices(*map(str, levels_of(self._form.indicators)))
        self._answers(row)

    def _conclusion(self, _row: FormRow) -> None:
        self._band("conclusion")
        self._text(FormColumn.LABEL, say("score_form.conclusion"), "conclusion")
        words, level = f"{say('score_form.level_words')} ", self._verdict.computed
        formula = conclusion_formula(self._form.indicators, self._groups, words=words)
        self._formula(FormColumn.POINTS, formula, UNKNOWN if level is None else f"{words}{level}", "conclusion_level")

    def _group_level(self, group: Group, *, inputs: str) -> None:
        """Say beside a group's sum which level it alone gives, once all of it is filled in."""
        places = GroupPlaces(group, inputs, self._cell(FormColumn.POINTS), tuple(self._unmet))
        self._groups.append(places)
        if not self._form.indicators.bands:
            return
        words = f"{say('score_form.group_level_words')} "
        formula = group_level_formula(self._form.indicators, places, words=words)
        level = next(verdict.level for verdict in self._verdict.groups if verdict.group.id == group.id)
        self._formula(FormColumn.EVIDENCE, formula, UNKNOWN if level is None else f"{words}{level}", "sum")

    @property
    def _sides(self) -> list[tuple[FormColumn, Any]]:
        sides = [(FormColumn.SELF_POINTS, self._form.self_sheet), (FormColumn.POINTS, self._form.sheet)]
        return [side for side in sides if side[0] in self._places]

    def _answers(self, row: FormRow) -> None:
        """Write what was recorded so far, the review team's beside the school's own."""
        self._answer(FormColumn.POINTS, answer_on(self._form.sheet, row), "input" if self._form.is_draft else "number")
        if FormColumn.SELF_POINTS in self._places:
            self._answer(FormColumn.SELF_POINTS, answer_on(self._form.self_sheet, row), "number")

    def _answer(self, column: FormColumn, answer: Answer, style: str) -> None:
        place = (self._row, self._places[column])
        if answer is None:
            self._sheet.write_blank(*place, None, self._styles[style])
        elif isinstance(answer, bool):
            self._sheet.write_string(*place, say("score_form.yes" if answer else "score_form.no"), self._styles[style])
        else:
            self._sheet.write_number(*place, float(answer), self._styles[style])

    def _points(self, maximum: Decimal, step: Decimal) -> None:
        facts = {"maximum": decimal_comma(maximum), "step": decimal_comma(step)}
        rule = answer_rule(self._cell(FormColumn.POINTS), maximum, step)
        self._validate({"validate": "custom", "value": rule}, "points", facts)

    def _choices(self, *choices: str) -> None:
        self._validate({"validate": "list", "source": list(choices)}, "choice", {"choices": choices})

    def _validate(self, rule: dict[str, object], kind: str, facts: Mapping[str, object]) -> None:
        words = {
            "input_title": say("score_form.fill_in")[:_LONGEST_PROMPT_TITLE],
            "input_message": say(f"score_form.{kind}_prompt", **facts)[:_LONGEST_PROMPT],
            "error_title": say("score_form.not_taken")[:_LONGEST_PROMPT_TITLE],
            "error_message": say(f"score_form.{kind}_error", **facts)[:_LONGEST_PROMPT],
        }
        self._sheet.data_validation(self._cell(FormColumn.POINTS), {**rule, **words, "ignore_blank": True})

    def _input_text(self, column: FormColumn, words: str, *, hint: str = "") -> None:
        is_open = self._form.is_draft and not (column is FormColumn.EVIDENCE and FormColumn.SELF_POINTS in self._places)
        self._text(column, words, "input_words" if is_open else "words")
        if is_open and hint:
            title = say("score_form.evidence_prompt")[:_LONGEST_PROMPT_TITLE]
            prompt = {"validate": "any", "input_title": title, "input_message": hint[:_LONGEST_PROMPT]}
            self._sheet.data_validation(self._cell(column), prompt)

    def _text(self, column: FormColumn, words: str, style: str) -> None:
        place = (self._row, self._places[column])
        if words:
            self._sheet.write_string(*place, words, self._styles[style])
        else:
            self._sheet.write_blank(*place, None, self._styles[style])

    def _number(self, column: FormColumn, value: Decimal, style: str) -> None:
        self._sheet.write_number(self._row, self._places[column], float(value), self._styles[style])

    def _formula(self, column: FormColumn, formula: str, value: str | float, style: str) -> None:
        self._sheet.write_formula(self._row, self._places[column], formula, self._styles[style], value)

    def _heighten(self, words: Mapping[FormColumn, str]) -> None:
        """Make room for words of several lines; a row of one line is left to grow by itself while it is filled in."""
        lines = max(-(-len(said) // int(WIDTHS[column])) for column, said in words.items())
        if lines > 1:
            self._sheet.set_row(self._row, LINE_HEIGHT * lines)

    def _band(self, style: str) -> None:
        for place in self._places.values():
            self._sheet.write_blank(self._row, place, None, self._styles[style])

    def _cell(self, column: FormColumn) -> str:
        return str(xl_rowcol_to_cell(self._row, self._places[column]))


def heading(form: ScoreForm, column: FormColumn) -> str:
    """Name a column as this kind of form does."""
    if column is FormColumn.POINTS:
        return say(f"score_form.heading_points_{form.stamp.kind.value}")
    return say(f"score_form.heading_{column.value}")


def _group_of(row: FormRow) -> Group:
    if row.group is None:
        raise ValueError(row)
    return row.group
