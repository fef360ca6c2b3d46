"""Filled score forms taken back: what each would change is shown first; all forms are recorded or none."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from cycle_engine.definitions.score_form_cells import FormCells, read_form_cells
from cycle_engine.definitions.score_form_reader import read_filled_form
from cycle_engine.domain.case import CaseState, fold
from cycle_engine.domain.score_checks import sheet_problems
from cycle_engine.domain.score_forms import (
    LONGEST_TEXT,
    FilledForm,
    FormConflict,
    answered_rows,
    form_conflicts,
    new_evidence,
)
from cycle_engine.errors import Conflict, FileInvalid, NotFound, OperationRefused, Problem
from cycle_engine.messages import say, text
from cycle_engine.services.desk import Desk
from cycle_engine.services.evidence_recording import EvidenceClerk
from cycle_engine.services.form_changes import ImportedForm, changes_by, completed, evidence_items, spoken_conflict
from cycle_engine.services.indicator_sets import indicators_of_cycle
from cycle_engine.services.score_forms import evidence_words, sheet_of
from cycle_engine.services.scoring import ScoreRequest, record_in
from cycle_engine.store.cases import StoredCase, cases_of, events_of, hold_cases

if TYPE_CHECKING:
    from cycle_engine.domain.scoring import ScoreSheet
    from cycle_engine.store.writing import Transaction


def import_forms(desk: Desk, files: Sequence[Path], *, apply_it: bool) -> tuple[ImportedForm, ...]:
    """Take filled forms back, all or none; a folder stands for the workbooks in it.

    Raises ``FileInvalid`` with every bad cell of every form, ``NotFound`` for a form of another cycle or office,
    ``Conflict`` for forms made before somebody else's change, and what ``record_many`` raises where the scores may not
    be entered by this login or not now.
    """
    cells = [read_form_cells(path) for path in _spread(files)]
    with desk.database.write() as transaction:
        imported = _Importing(transaction, desk).take(cells)
        if not apply_it:
            transaction.take_back()
    return imported


def _spread(files: Sequence[Path]) -> list[Path]:
    """List the files; a folder's without the lock files of workbooks that are open."""
    spread = []
    for path in files:
        inside = sorted(path.glob("*.xlsx")) if path.is_dir() else [path]
        spread += [file for file in inside if not file.name.startswith(("~$", ".~lock"))]
    if not spread:
        raise NotFound("no_forms_there", hints=[text("errors.no_forms_there_hint")], files=[str(f) for f in files])
    return spread


class _Importing:
    """One import in its transaction: the cases as they stand, and the forms on their way into them."""

    def __init__(self, transaction: "Transaction", desk: Desk) -> None:
        self._transaction, self._desk = transaction, desk
        self._cycle = desk.cycle(transaction)
        self._indicators = indicators_of_cycle(transaction, self._cycle)
        self._cases: Mapping[str, StoredCase] = {}

    def take(self, cells: Sequence[FormCells]) -> tuple[ImportedForm, ...]:
        """Take the forms in, or raise and take none."""
        hold_cases(self._transaction, self._cycle.stored.id, [form.stamp.unit for form in cells])
        found = cases_of(self._transaction, self._cycle.stored.id, with_papers=True)
        self._cases = {case.state.key: case for case in found}
        self._require_known(cells)
        forms = self._judge(cells)
        self._require_fresh(forms)
        imported = [(self._imported(form), form) for form in forms]
        self._record(imported)
        return tuple(one for one, _ in imported)

    def _require_known(self, cells: Sequence[FormCells]) -> None:
        taken: dict[tuple[str, str], str] = {}
        for form in cells:
            stamp, key = form.stamp, (form.stamp.case_key, form.stamp.kind.value)
            if stamp.case_key not in self._cases:
                hint = text("errors.form_of_another_cycle_hint")
                facts = {"file": form.file, "unit": stamp.unit, "year": stamp.school_year}
                raise NotFound("form_of_another_cycle", hints=[hint], **facts)
            if key in taken:
                facts = {"unit": stamp.unit, "first": taken[key], "second": form.file}
                raise OperationRefused("form_twice", hints=[text("errors.form_twice_hint")], **facts)
            taken[key] = form.file

    def _judge(self, cells: Sequence[FormCells]) -> list[FilledForm]:
        """Read every form, and refuse them together with the problems of all."""
        forms: list[FilledForm] = []
        problems: list[tuple[str, Problem]] = []
        for form in cells:
            try:
                filled = read_filled_form(form, self._indicators)
            except FileInvalid as invalid:
                problems += [(form.file, problem) for problem in invalid.problems]
            else:
                forms.append(filled)
                problems += [(form.file, problem) for problem in self._rest(filled)]
        if problems and len(cells) == 1:
            raise FileInvalid(file=cells[0].file, problems=[problem for _, problem in problems])
        if problems:
            named = [replace(one, where=f"{Path(file).name} {one.where}".strip()) for file, one in problems]
            raise FileInvalid(file=say("score_form.so_many_files", count=len(cells)), problems=named)
        return forms

    def _rest(self, form: FilledForm) -> tuple[Problem, ...]:
        """What only the whole sheet, or what is there already, shows to be wrong."""
        long = text("score_form.text_too_long", longest=LONGEST_TEXT)
        hint = text("score_form.text_too_long_hint")
        added = [Problem(code, long, hint) for code, name in self._evidence_added(form) if len(name) > LONGEST_TEXT]
        whole = completed(form.sheet, self._present(form), self._indicators)
        return (*sheet_problems(whole, self._indicators), *added)

    def _require_fresh(self, forms: Sequence[FilledForm]) -> None:
        stale = [(form, conflict) for form in forms for conflict in self._conflicts(form)]
        if not stale:
            return
        units = list(dict.fromkeys(form.stamp.unit for form, _ in stale))
        said = [say("score_form.stale_row", file=Path(f.file).name, **spoken_conflict(c)) for f, c in stale]
        raise Conflict(
            "form_stale",
            hints=[text("errors.form_stale_hint", unit=unit) for unit in units],
            units=units,
            rows="\n  ".join(said),
            conflicts=[{"unit": form.stamp.unit, **_as_facts(conflict)} for form, conflict in stale],
        )

    def _conflicts(self, form: FilledForm) -> tuple[FormConflict, ...]:
        base = sheet_of(self._state_seen(form), form.stamp.kind)
        return form_conflicts(self._indicators, base=base, present=self._present(form), filled=form.sheet)

    def _imported(self, form: FilledForm) -> ImportedForm:
        case, rows = self._case(form), tuple(answered_rows(self._indicators).values())
        changes, notes = changes_by(self._present(form), form.sheet, rows)
        return ImportedForm(
            file=form.file,
            unit=case.unit,
            name=case.unit_name,
            changes=changes,
            notes_changed=notes,
            evidence_added=tuple(self._evidence_added(form)),
            calculated=form.calculated,
        )

    def _evidence_added(self, form: FilledForm) -> list[tuple[str, str]]:
        now, then = evidence_words(self._case(form).state), evidence_words(self._state_seen(form))
        return [
            (code, name)
            for code, cell in form.evidence.items()
            for name in new_evidence(cell, f"{then.get(code, '')};{now.get(code, '')}")
        ]

    def _record(self, imported: Sequence[tuple[ImportedForm, FilledForm]]) -> None:
        """Record the scores of forms that change them and the evidence that they add, each by its own rules."""
        changed = [(one, form) for one, form in imported if not one.is_empty]
        scored = [form for one, form in changed if one.changes or one.notes_changed]
        sheets = [(form, completed(form.sheet, self._present(form), self._indicators)) for form in scored]
        record_in(self._transaction, self._desk, [ScoreRequest(form.stamp.unit, sheet) for form, sheet in sheets])
        clerk = EvidenceClerk.at(self._desk, self._transaction)
        for one, _ in changed:
            if one.evidence_added:
                case = clerk.case_to_change(one.unit)
                clerk.record(case, evidence_items(one.evidence_added, case.state.seq + 1))

    def _case(self, form: FilledForm) -> StoredCase:
        return self._cases[form.stamp.case_key]

    def _present(self, form: FilledForm) -> "ScoreSheet | None":
        return sheet_of(self._case(form).state, form.stamp.kind)

    def _state_seen(self, form: FilledForm) -> CaseState:
        """The case as it stood when the form was made: its history as far as the form had seen it."""
        case = self._case(form)
        if form.stamp.seq == case.state.seq:
            return case.state
        seen = [event for event in events_of(self._transaction, case.id) if event.seq <= form.stamp.seq]
        return fold(seen) if seen else case.state


def _as_facts(conflict: FormConflict) -> Mapping[str, object]:
    facts = {name: getattr(conflict, name) for name in FormConflict.__slots__}
    return {name: value for name, value in facts.items() if name != "notes" or value}
