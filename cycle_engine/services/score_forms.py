"""Score forms for one school or for all: made from what was recorded so far, as files or as letters."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from cycle_engine.domain.case import CaseState
from cycle_engine.domain.definition import LevelKind
from cycle_engine.domain.evidence import EvidenceForm, EvidenceItem, EvidenceState
from cycle_engine.domain.indicators import set_digest
from cycle_engine.domain.score_forms import FormStamp, ScoreForm
from cycle_engine.domain.score_stages import recording_transition, scoring_refusal
from cycle_engine.domain.scoring import ScoreSheet
from cycle_engine.errors import NotPermitted, OperationRefused, UsageProblem, not_writable
from cycle_engine.formatting import search_key
from cycle_engine.messages import say, text
from cycle_engine.services.acting import find_case, roles_in
from cycle_engine.services.desk import Desk, OpenCycle
from cycle_engine.services.explaining import as_seen
from cycle_engine.services.indicator_sets import indicators_of_cycle
from cycle_engine.services.letters import office_of, units_on
from cycle_engine.store.cases import StoredCase, cases_of
from cycle_engine.store.rows import Rows

FORMS: Final = "forms"
"""The workspace's folder of forms, where no other is named."""

_FILE_NAMES: Final = {LevelKind.SELF: "phieu-tu-danh-gia", LevelKind.EXTERNAL: "phieu-danh-gia-ngoai"}
_NOT_FOR_FILES: Final = re.compile(r"[^a-z0-9._-]+")


@dataclass(frozen=True, slots=True)
class MadeForm:
    """A form as a file: whose it is, an ASCII name, the bytes."""

    case: StoredCase
    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class MadeForms:
    """The forms that were made, and the schools whose scores cannot be filled in now."""

    forms: tuple[MadeForm, ...]
    left_out: tuple[str, ...]


def write_form(desk: Desk, unit: str, kind: LevelKind, *, to: Path | None = None) -> Path:
    """Make one school's form as a file.

    Raises ``NotPermitted`` for who does not act for the school, ``OperationRefused`` where the file is there already.
    """
    with desk.database.read() as rows:
        cycle = desk.cycle(rows)
        case = as_seen(rows, desk, find_case(rows, cycle, unit))
        _require_a_role(desk, rows, cycle, case)
        maker = _Maker(rows, desk, cycle, kind)
        maker.require_something_to_say(case)
        form = maker.make(case)
    return _write_all([(to or desk.workspace / FORMS / form.name, form.content)])[0]


def write_forms(desk: Desk, kind: LevelKind, *, to: Path | None = None) -> tuple[tuple[Path, ...], tuple[str, ...]]:
    """Make the forms of all schools that may fill them in now, all or none, as files; and say who is left out.

    Raises ``NotPermitted`` for who is not of the office.
    """
    with desk.database.read() as rows:
        desk.require_staff(rows)
        made = make_forms(rows, desk, kind)
    folder = to or desk.workspace / FORMS
    return _write_all([(folder / form.name, form.content) for form in made.forms]), made.left_out


def make_forms(rows: Rows, desk: Desk, kind: LevelKind) -> MadeForms:
    """Make the forms of all schools that may fill them in now."""
    cycle = desk.cycle(rows)
    maker = _Maker(rows, desk, cycle, kind)
    found = cases_of(rows, cycle.stored.id, with_papers=True)
    cases = [as_seen(rows, desk, case) for case in found if maker.is_scored(case)]
    open_ = [case for case in cases if maker.is_open(case)]
    left_out = tuple(case.unit for case in cases if case not in open_)
    return MadeForms(tuple(maker.make(case) for case in open_), left_out)


def sheet_of(state: CaseState, kind: LevelKind) -> ScoreSheet | None:
    """Read a side's scores as they count now, or None."""
    scores = state.scores.get(kind)
    return scores.sheet if scores else None


def evidence_words(state: CaseState) -> Mapping[str, str]:
    """Say what evidence there is, by criterion, as a form's cell shows it."""
    by_code: dict[str, list[str]] = {}
    for held in state.evidence:
        if held.item.criterion and held.item.state is not EvidenceState.WITHDRAWN:
            by_code.setdefault(held.item.criterion, []).append(_named(held.item))
    return {code: "; ".join(names) for code, names in by_code.items()}


class _Maker:
    """Makes the forms of one cycle: what is the same on all of them is read once."""

    def __init__(self, rows: Rows, desk: Desk, cycle: OpenCycle, kind: LevelKind) -> None:
        self._desk, self._cycle, self._kind = desk, cycle, kind
        self._indicators = indicators_of_cycle(rows, cycle)
        self._digest = set_digest(self._indicators)
        self._office = office_of(units_on(rows, desk.today), cycle).name

    def is_scored(self, case: StoredCase) -> bool:
        return recording_transition(self._cycle.workflow.track(case.track), self._kind) is not None

    def is_open(self, case: StoredCase) -> bool:
        track = self._cycle.workflow.track(case.track)
        return scoring_refusal(self._kind, track, case.state, case.unit) is None

    def require_something_to_say(self, case: StoredCase) -> None:
        """Refuse a form on which nothing may be filled in and nothing stands: the unit is not scored, or not yet."""
        if not self.is_scored(case):
            hint = text("errors.unit_not_scored_hint")
            raise OperationRefused("unit_not_scored", hints=[hint], unit=case.unit)
        refusal = scoring_refusal(self._kind, self._cycle.workflow.track(case.track), case.state, case.unit)
        if refusal and self._kind not in case.state.scores:
            raise OperationRefused("scores_closed", hints=[refusal.hint], unit=case.unit, why=refusal.message)

    def make(self, case: StoredCase) -> MadeForm:
        # Loaded here, since only the making of a form needs the library.
        from cycle_engine.reports.score_form import render_score_form

        return MadeForm(case, _file_name(self._kind, case.unit), render_score_form(self._form(case)))

    def _form(self, case: StoredCase) -> ScoreForm:
        plan, state = self._cycle.plan, case.state
        stamp = FormStamp(
            case_key=state.key,
            unit=case.unit,
            school_year=plan.school_year,
            kind=self._kind,
            seq=state.seq,
            set_id=self._indicators.id,
            set_version=self._indicators.version,
            set_digest=self._digest,
            made_at=self._desk.clock.now(),
        )
        return ScoreForm(
            stamp=stamp,
            office=self._office,
            school=case.unit_name,
            plan_number=plan.number,
            plan_issued=plan.issued,
            indicators=self._indicators,
            sheet=sheet_of(state, self._kind),
            is_draft=self.is_open(case),
            self_sheet=sheet_of(state, LevelKind.SELF) if self._kind is LevelKind.EXTERNAL else None,
            evidence=evidence_words(state),
        )


def _require_a_role(desk: Desk, rows: Rows, cycle: OpenCycle, case: StoredCase) -> None:
    if not roles_in(desk.actor(rows), cycle, case):
        hint = text("errors.register_not_permitted_hint", unit=case.unit)
        raise NotPermitted("form_not_yours", hints=[hint], login=desk.behalf or desk.login, unit=case.unit)


def _file_name(kind: LevelKind, unit: str) -> str:
    """Name a file in ASCII, whatever the school's code is."""
    if kind not in _FILE_NAMES:
        raise UsageProblem("no_form_of_kind", hints=[text("errors.no_form_of_kind_hint")], kind=kind.value)
    code = _NOT_FOR_FILES.sub("-", search_key(unit)).strip(".-") or "truong"
    return f"{_FILE_NAMES[kind]}-{code}.xlsx"


def _named(item: EvidenceItem) -> str:
    name = {EvidenceForm.FILE: item.name, EvidenceForm.LINK: item.link, EvidenceForm.NOTE: item.text}[item.form]
    waits = item.state is EvidenceState.TO_BE_CONFIRMED
    return say("score_form.to_be_confirmed", name=name) if waits else name


def _write_all(files: Sequence[tuple[Path, bytes]]) -> tuple[Path, ...]:
    """Write files of which none is there yet: a form that is there may hold a day's work."""
    if there := [path for path, _ in files if path.exists()]:
        hint = text("errors.form_is_there_hint")
        raise OperationRefused("form_is_there", hints=[hint], files=[str(path) for path in there])
    for path, content in files:
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        except OSError as error:
            raise not_writable(path, error) from error
    return tuple(path for path, _ in files)
