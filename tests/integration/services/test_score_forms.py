"""Score forms out and back: what is recorded, what is refused whole, and what somebody else changed meanwhile."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import openpyxl
import pytest

from cycle_engine.definitions.indicator_writing import write_indicators
from cycle_engine.domain.definition import LevelKind, Role
from cycle_engine.domain.events import EventKind
from cycle_engine.domain.evidence import EvidenceForm
from cycle_engine.domain.indicators import IndicatorSet
from cycle_engine.domain.scoring import ScoreEntry, ScoreSheet
from cycle_engine.domain.units import Unit
from cycle_engine.errors import Conflict, FileInvalid, NotFound, NotPermitted, OperationRefused
from cycle_engine.services.desk import Desk
from cycle_engine.services.evidence_recording import EvidenceRequest, add_evidence
from cycle_engine.services.extending import extend
from cycle_engine.services.form_changes import ImportedForm
from cycle_engine.services.score_form_letters import mail_forms
from cycle_engine.services.score_forms import write_form, write_forms
from cycle_engine.services.score_importing import import_forms
from cycle_engine.services.scoring import record_scores
from cycle_engine.store.cases import events_of
from cycle_engine.store.rows import as_bytes
from tests.builders import (
    a_composer,
    a_roster,
    a_unit,
    advance,
    by,
    case_of,
    everything,
    open_sample_cycle,
    with_composer,
)
from tests.score_forms import EVIDENCE, NOTE, WHOLE, a_set, a_sheet, edited, filled, row_of

SET = a_set(id="3276")


def scored_office(desk: Desk, indicators: IndicatorSet = SET, *, roster: Sequence[Unit] = ()) -> Desk:
    """The desk with three preschools and a cycle that is scored by a small set."""
    folder = desk.workspace / "workflows" / "indicators"
    folder.mkdir(parents=True)
    (folder / "3276.toml").write_text(write_indicators(indicators, file="mau.xlsx"), "utf-8")
    open_sample_cycle(desk, roster=roster)
    return desk


@pytest.fixture
def scored(desk: Desk) -> Desk:
    return scored_office(desk)


def kinds(desk: Desk, unit: str) -> list[EventKind]:
    with desk.database.read() as rows:
        return [event.kind for event in events_of(rows, case_of(desk, unit).id)]


def take(desk: Desk, *files: Path) -> ImportedForm:
    return import_forms(desk, files, apply_it=True)[0]


def sheet(desk: Desk, unit: str = "MN01", kind: LevelKind = LevelKind.SELF) -> ScoreSheet | None:
    held = case_of(desk, unit).state.scores.get(kind)
    return held.sheet if held else None


def test_a_filled_form_is_shown_first_and_recorded_when_applied(scored: Desk) -> None:
    form = filled(write_form(scored, "MN01", LevelKind.SELF), {"1.1": "Có", "1.2": 6, "1.3": "1,5", "2.1": 8})
    before = everything(scored.database)
    (shown,) = import_forms(scored, [form], apply_it=False)
    assert [(change.code, change.before) for change in shown.changes] == [(code, None) for code in WHOLE]
    assert everything(scored.database) == before
    take(scored, form)
    recorded = sheet(scored)
    assert recorded
    assert recorded.entries == a_sheet(WHOLE).entries
    assert recorded.set_id == "3276"
    assert kinds(scored, "MN01") == [EventKind.OPENED, EventKind.SCORED]


def test_a_school_makes_its_own_form_and_no_other_s(scored: Desk, tmp_path: Path) -> None:
    school = by(scored, "truong-mn01", Role.SCHOOL, unit="MN01")
    assert write_form(school, "MN01", LevelKind.SELF).exists()
    with pytest.raises(NotPermitted) as refused:
        write_form(school, "MN02", LevelKind.SELF)
    assert refused.value.facts == {"login": "truong-mn01", "unit": "MN02"}
    with pytest.raises(NotPermitted):
        write_forms(school, LevelKind.SELF, to=tmp_path / "all")
    with pytest.raises(NotPermitted):
        write_form(by(scored, "ai-do"), "MN01", LevelKind.SELF, to=tmp_path / "mn01.xlsx")
    assert list(tmp_path.rglob("*MN02*")) + list(tmp_path.rglob("*mn02*")) + list(tmp_path.glob("all")) == []


def test_a_round_trip_without_edits_changes_nothing(scored: Desk) -> None:
    record_scores(scored, "MN01", a_sheet(WHOLE, number="05/BB", dated=date(2024, 11, 20)))
    form = write_form(scored, "MN01", LevelKind.SELF)
    before = everything(scored.database)
    assert take(scored, form).is_empty
    assert everything(scored.database) == before


def test_the_paper_that_scores_stand_on_is_kept_by_a_form_that_does_not_ask_for_it(scored: Desk) -> None:
    record_scores(scored, "MN01", a_sheet(WHOLE, number="05/BB", dated=date(2024, 11, 20)))
    take(scored, filled(write_form(scored, "MN01", LevelKind.SELF), {"1.2": 5}))
    recorded = sheet(scored)
    assert recorded
    assert (recorded.number, recorded.dated) == ("05/BB", date(2024, 11, 20))


def test_a_level_by_hand_stays_until_the_points_on_a_form_say_otherwise(scored: Desk) -> None:
    record_scores(scored, "MN01", a_sheet({"1.1": True}, level=3))
    form = write_form(scored, "MN01", LevelKind.SELF)
    take(scored, filled(form, {"1.2": 5}))
    kept = sheet(scored)
    assert kept
    assert kept.level == 3
    take(scored, filled(write_form(scored, "MN01", LevelKind.SELF, to=form.with_name("2.xlsx")), {"2.1": 4}))
    dropped = sheet(scored)
    assert dropped
    assert dropped.level is None


def test_evidence_typed_into_a_form_is_handed_in_once(scored: Desk) -> None:
    words = {"1.2": "https://truong.example/pm; Sổ theo dõi", "2.1": "=1+1"}
    form = filled(write_form(scored, "MN01", LevelKind.SELF), words, column=EVIDENCE)
    edited(form, lambda page: setattr(page[f"E{row_of(page, '2.1')}"], "data_type", "s"))
    take(scored, form)
    items = [held.item for held in case_of(scored, "MN01").state.evidence]
    assert [(item.criterion, item.form, item.link or item.text) for item in items] == [
        ("1.2", EvidenceForm.LINK, "https://truong.example/pm"),
        ("1.2", EvidenceForm.NOTE, "Sổ theo dõi"),
        ("2.1", EvidenceForm.NOTE, "=1+1"),
    ]
    assert kinds(scored, "MN01")[1:] == [EventKind.EVIDENCE]
    assert take(scored, form).is_empty
    again = write_form(scored, "MN01", LevelKind.SELF, to=scored.workspace / "lai.xlsx")
    assert take(scored, again).is_empty


def test_a_long_piece_of_evidence_is_refused_when_it_is_new(scored: Desk) -> None:
    form = filled(write_form(scored, "MN01", LevelKind.SELF), {"1.2": "x" * 2001}, column=EVIDENCE)
    with pytest.raises(FileInvalid) as refusal:
        take(scored, form)
    assert [problem.where for problem in refusal.value.problems] == ["1.2"]
    add_evidence(scored, EvidenceRequest("MN01", "1.2", note="y" * 2001))
    assert take(scored, write_form(scored, "MN01", LevelKind.SELF, to=form.with_name("2.xlsx"))).is_empty


def test_a_form_made_before_somebody_else_s_change_is_refused_and_says_what_differs(scored: Desk) -> None:
    record_scores(scored, "MN01", a_sheet({"1.2": "4", "2.1": "8"}))
    form = filled(write_form(scored, "MN01", LevelKind.SELF), {"1.2": 6})
    record_scores(scored, "MN01", a_sheet({"1.2": "5", "2.1": "8"}))
    before = everything(scored.database)
    with pytest.raises(Conflict) as conflict:
        take(scored, form)
    assert conflict.value.exit_status == 4
    assert "1.2: khi xuất phiếu 4, nay 5, phiếu ghi 6" in str(conflict.value)
    assert "2.1" not in str(conflict.value)
    assert "cycle score form MN01" in str(conflict.value.hints[0])
    assert everything(scored.database) == before


def test_of_a_stale_form_only_what_was_changed_meanwhile_is_named(scored: Desk) -> None:
    record_scores(scored, "MN01", a_sheet({"1.2": "4", "1.3": "1", "2.1": "8"}))
    form = filled(write_form(scored, "MN01", LevelKind.SELF), {"1.2": 6, "1.3": 2})
    record_scores(scored, "MN01", a_sheet({"1.2": "4", "1.3": "1", "2.1": "9"}))
    with pytest.raises(Conflict) as conflict:
        take(scored, form)
    said = str(conflict.value)
    assert ("2.1: khi xuất phiếu 8, nay 9, phiếu ghi 8" in said, "1.2" in said, "1.3" in said) == (True, False, False)


def test_a_change_that_the_form_makes_as_well_does_not_make_it_stale(scored: Desk) -> None:
    record_scores(scored, "MN01", a_sheet({"1.2": "4", "2.1": "8"}))
    form = filled(write_form(scored, "MN01", LevelKind.SELF), {"1.2": 5, "2.1": 9})
    record_scores(scored, "MN01", a_sheet({"1.2": "4", "2.1": "9"}))
    assert [change.code for change in take(scored, form).changes] == ["1.2"]


def test_a_note_that_was_written_meanwhile_is_not_written_over(scored: Desk) -> None:
    record_scores(scored, "MN01", a_sheet({"1.2": "4"}))
    form = filled(write_form(scored, "MN01", LevelKind.SELF), {"1.2": "cũ"}, column=NOTE)
    noted = replace(a_sheet({"1.2": "4"}), entries=(ScoreEntry("1.2", points=Decimal(4), note="mới"),))
    record_scores(scored, "MN01", noted)
    with pytest.raises(Conflict) as conflict:
        take(scored, form)
    assert "1.2: khi xuất phiếu 4, nay 4 “mới”, phiếu ghi 4 “cũ”" in str(conflict.value)


def test_what_else_happened_to_the_case_does_not_make_a_form_stale(scored: Desk) -> None:
    form = filled(write_form(scored, "MN01", LevelKind.SELF), {"1.2": 6})
    extend(scored, "MN01", "II.1", until=date(2025, 2, 14), reason="lý do mẫu")
    assert not take(scored, form).is_empty


def test_the_same_form_twice_says_nothing_new(scored: Desk) -> None:
    form = filled(write_form(scored, "MN01", LevelKind.SELF), {"1.2": 6})
    take(scored, form)
    assert take(scored, form).is_empty
    assert kinds(scored, "MN01") == [EventKind.OPENED, EventKind.SCORED]


def test_forms_are_taken_all_or_none_and_every_bad_cell_names_its_file(scored: Desk) -> None:
    files, left_out = write_forms(scored, LevelKind.SELF, to=scored.workspace / "phieu")
    assert ([file.name for file in files], left_out) == ([f"phieu-tu-danh-gia-mn0{n}.xlsx" for n in (1, 2, 3)], ())
    for file, points in zip(files, (6, 7, "x"), strict=True):
        filled(file, {"1.2": points})
    before = everything(scored.database)
    with pytest.raises(FileInvalid) as refusal:
        import_forms(scored, [scored.workspace / "phieu"], apply_it=True)
    assert [problem.where.split()[0] for problem in refusal.value.problems] == [file.name for file in files[1:]]
    assert everything(scored.database) == before
    for file in files:
        filled(file, {"1.2": 5})
    (scored.workspace / "phieu" / "~$phieu.xlsx").write_bytes(b"lock")
    import_forms(scored, [scored.workspace / "phieu"], apply_it=True)
    assert all(sheet(scored, unit) for unit in ("MN01", "MN02", "MN03"))


def test_a_form_never_takes_the_place_of_one_that_is_there(scored: Desk) -> None:
    form = write_form(scored, "MN01", LevelKind.SELF)
    content = form.read_bytes()
    filled(form, {"1.2": 6})
    with pytest.raises(OperationRefused) as refusal:
        write_forms(scored, LevelKind.SELF)
    assert form.name in str(refusal.value)
    assert form.read_bytes() != content
    assert not (form.parent / "phieu-tu-danh-gia-mn02.xlsx").exists()


def test_two_forms_of_one_school_are_refused(scored: Desk) -> None:
    first = write_form(scored, "MN01", LevelKind.SELF)
    second = write_form(scored, "MN01", LevelKind.SELF, to=scored.workspace / "hai.xlsx")
    with pytest.raises(OperationRefused):
        import_forms(scored, [first, second], apply_it=True)


def test_a_form_of_another_office_or_year_is_refused(scored: Desk) -> None:
    form = write_form(scored, "MN01", LevelKind.SELF)
    book = openpyxl.load_workbook(form)
    book["cycle"]["B2"] = "other-case"
    book.save(form)
    with pytest.raises(NotFound) as refusal:
        take(scored, form)
    assert "MN01" in str(refusal.value)


def test_only_who_may_record_the_level_may_bring_its_form(scored: Desk) -> None:
    own, other = (write_form(scored, unit, LevelKind.SELF) for unit in ("MN01", "MN02"))
    for form in (own, other):
        filled(form, {"1.2": 5})
    school = by(scored, "truong-1", Role.SCHOOL, unit="MN01")
    assert not take(school, own).is_empty
    with pytest.raises(NotPermitted):
        take(school, other)
    review = filled(write_form(advance_to_review(scored), "MN03", LevelKind.EXTERNAL), {"1.2": 5}, column="E")
    with pytest.raises(NotPermitted):
        take(by(scored, "truong-3", Role.SCHOOL, unit="MN03"), review)
    assert sheet(scored, "MN03", LevelKind.EXTERNAL) is None
    take(scored, review)
    assert sheet(scored, "MN03", LevelKind.EXTERNAL)


def advance_to_review(desk: Desk) -> Desk:
    advance(desk, "PGD", "issue_plan", "issue_guidance")
    record_scores(desk, "MN03", a_sheet(WHOLE))
    advance(desk, "MN03", "submit", "approve", "request_review")
    return desk


def test_evidence_alone_asks_for_a_right_and_a_stage_too(scored: Desk) -> None:
    form = filled(write_form(scored, "MN02", LevelKind.SELF), {"1.2": "Sổ theo dõi"}, column=EVIDENCE)
    with pytest.raises(NotPermitted):
        take(by(scored, "truong-1", Role.SCHOOL, unit="MN01"), form)
    record_scores(scored, "MN02", a_sheet(WHOLE))
    late = write_form(scored, "MN02", LevelKind.SELF, to=scored.workspace / "sau.xlsx")
    advance(scored, "PGD", "issue_plan", "issue_guidance")
    advance(scored, "MN02", "submit", "approve", "request_review", "conclude_review")
    with pytest.raises(OperationRefused) as refusal:
        take(scored, filled(late, {"1.2": "Sổ theo dõi"}, column=EVIDENCE))
    assert refusal.value.reason == "evidence_closed"
    assert case_of(scored, "MN02").state.evidence == ()


def test_a_form_handed_in_after_submission_is_refused_and_a_new_one_is_no_draft(scored: Desk) -> None:
    form = filled(write_form(scored, "MN01", LevelKind.SELF), {"1.2": 5})
    record_scores(scored, "MN02", a_sheet(WHOLE))
    late = filled(write_form(scored, "MN02", LevelKind.SELF), {"1.2": 5})
    advance(scored, "MN02", "submit")
    with pytest.raises(OperationRefused):
        take(scored, late)
    assert not take(scored, form).is_empty
    final = write_form(scored, "MN02", LevelKind.SELF, to=scored.workspace / "cuoi.xlsx")
    page = openpyxl.load_workbook(final).worksheets[0]
    assert all(cell.protection.locked for row in page.iter_rows() for cell in row)
    assert write_forms(scored, LevelKind.SELF, to=scored.workspace / "moi")[1] == ("MN02",)


def test_a_form_that_could_say_nothing_is_not_made(scored: Desk) -> None:
    with pytest.raises(OperationRefused) as refusal:
        write_form(scored, "MN01", LevelKind.EXTERNAL)
    assert refusal.value.reason == "scores_closed"
    assert write_forms(scored, LevelKind.EXTERNAL) == ((), ("MN01", "MN02", "MN03"))


def test_the_department_has_no_form(scored: Desk) -> None:
    with pytest.raises(OperationRefused):
        write_form(scored, "PGD", LevelKind.SELF)


def test_a_cycle_without_criteria_takes_the_level_alone(desk: Desk) -> None:
    open_sample_cycle(desk)
    take(desk, filled(write_form(desk, "MN01", LevelKind.SELF), {"*": 2}))
    recorded = sheet(desk)
    assert recorded
    assert recorded.level == 2


def test_forms_go_out_by_letter_to_every_school_with_a_mailbox(desk: Desk) -> None:
    roster = [*a_roster(2), a_unit("MN09", email="")]
    scored = with_composer(scored_office(desk, roster=roster), a_composer())
    before = everything(scored.database)
    shown = mail_forms(scored, apply_it=False)
    assert [contact.address for contact in shown.recipients] == ["mn01@truong.example", "mn02@truong.example"]
    assert shown.without_mailbox == ("MN09",)
    assert everything(scored.database) == before
    queued = mail_forms(scored, apply_it=True)
    letters = everything(scored.database)["letters"]
    assert [letter["id"] for letter in letters] == list(queued.letters)
    message = message_from_bytes(as_bytes(letters[0]["message"]), policy=default)
    (attached,) = message.iter_attachments()
    assert attached.get_filename() == "phieu-tu-danh-gia-mn01.xlsx"
    assert "hạn 31/01/2025" in str(message["Subject"])
    form = scored.workspace / "from-mail.xlsx"
    form.write_bytes(attached.get_content())
    assert not take(scored, filled(form, {"1.2": 5})).is_empty


def test_a_school_may_not_mail_forms(scored: Desk) -> None:
    with pytest.raises(NotPermitted):
        mail_forms(by(scored, "truong", Role.SCHOOL, unit="MN01"), apply_it=True)
