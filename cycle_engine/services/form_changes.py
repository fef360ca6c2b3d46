"""What filled score forms change, as values: answers, notes and evidence, each with what stood there before."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from cycle_engine.domain.addresses import is_web_address
from cycle_engine.domain.evidence import EvidenceForm, EvidenceItem
from cycle_engine.domain.indicators import IndicatorSet
from cycle_engine.domain.levels import judge
from cycle_engine.domain.score_forms import Answer, FormConflict, FormRow, RowKind, answer_on, answered_rows, note_on
from cycle_engine.domain.scoring import ScoreSheet
from cycle_engine.messages import say, spoken_number


@dataclass(frozen=True, slots=True)
class AnswerChange:
    """What a form changes on one row."""

    code: str
    before: Answer
    after: Answer


@dataclass(frozen=True, slots=True)
class ImportedForm:
    """What one form changes, or would. ``calculated`` are cells whose value a formula gave."""

    file: str
    unit: str
    name: str
    changes: tuple[AnswerChange, ...]
    notes_changed: tuple[str, ...]
    evidence_added: tuple[tuple[str, str], ...]
    calculated: tuple[str, ...]

    @property
    def is_empty(self) -> bool:
        """Whether nothing is changed."""
        return not (self.changes or self.notes_changed or self.evidence_added)


def completed(filled: ScoreSheet, present: ScoreSheet | None, indicators: IndicatorSet) -> ScoreSheet:
    """The form's scores with what a form does not ask for: the paper they stand on, and what it has no row for."""
    if present is None:
        return filled
    asked = answered_rows(indicators)
    totals = tuple(total for total in present.group_totals if total.group not in asked)
    whole = replace(filled, group_totals=(*filled.group_totals, *totals), number=present.number, dated=present.dated)
    if any(row.kind is RowKind.LEVEL for row in asked.values()) or present.level is None:
        return whole
    # A level by hand was for want of points; those that have come since may say otherwise.
    return whole if judge(whole, indicators).contradicts(present.level) else replace(whole, level=present.level)


def changes_by(
    present: ScoreSheet | None, filled: ScoreSheet, rows: Sequence[FormRow]
) -> tuple[tuple[AnswerChange, ...], tuple[str, ...]]:
    """Say which answers a form changes, and the rows whose note it changes."""
    pairs = ((row.code, answer_on(present, row), answer_on(filled, row)) for row in rows)
    answers = tuple(AnswerChange(code, before, after) for code, before, after in pairs if before != after)
    return answers, tuple(row.code for row in rows if note_on(present, row) != note_on(filled, row))


def evidence_items(added: Sequence[tuple[str, str]], seq: int) -> tuple[EvidenceItem, ...]:
    """New items: an address is a link, anything else a note; each is numbered after its event."""
    return tuple(
        EvidenceItem(f"{seq}-{number}", code, EvidenceForm.LINK, link=name)
        if is_web_address(name)
        else EvidenceItem(f"{seq}-{number}", code, EvidenceForm.NOTE, text=name)
        for number, (code, name) in enumerate(added, start=1)
    )


def spoken_conflict(row: FormConflict) -> Mapping[str, str]:
    """Say a conflict's three answers as people read them, with the notes beside them where those disagree."""
    notes = row.notes or ("", "", "")
    answers = zip(("base", "present", "filled"), (row.base, row.present, row.filled), notes, strict=True)
    said = {
        name: f"{spoken_answer(answer)} “{note}”" if note else spoken_answer(answer) for name, answer, note in answers
    }
    return {"code": row.code, **said}


def spoken_answer(answer: Answer) -> str:
    """Say an answer as people read it; what nobody entered is ``[...]``."""
    if answer is None:
        return "[...]"
    if isinstance(answer, bool):
        return say("score_form.yes" if answer else "score_form.no")
    return str(answer) if isinstance(answer, int) else spoken_number(answer)
