"""The register: drafts, numbers given once, cases completed by them in one transaction."""

from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from copy import copy
from datetime import date
from typing import Any

import pytest
from sqlalchemy.exc import IntegrityError

from cycle_engine.domain.definition import LevelKind, Role
from cycle_engine.domain.register import DocumentState
from cycle_engine.domain.register_lines import LineKind
from cycle_engine.errors import Conflict, NotFound, NotPermitted, OperationRefused, UsageProblem
from cycle_engine.services.certifying import list_certificates
from cycle_engine.services.desk import Desk
from cycle_engine.services.histories import verify
from cycle_engine.services.register_reading import RegisterFilter, list_register, show_document
from cycle_engine.services.registering import Draft, add_document, withdraw_document
from cycle_engine.services.ticking import tick
from cycle_engine.store.database import Database
from cycle_engine.store.register_tables import RegisterDocumentRow
from cycle_engine.store.writing import Transaction
from tests.builders import a_paper, advance, by, case_of, close_later, everything, on
from tests.registers import SCHOOLS, SIGNED, a_draft, number


def test_one_decision_recognises_every_listed_school_that_waits(spring: Desk) -> None:
    done = number(spring, a_draft(spring, *SCHOOLS, levels={"": "2", "MN05": "3"}))
    assert done.applied
    cases = [case_of(spring, unit) for unit in SCHOOLS]
    assert [case.state.stage for case in cases] == ["recognized", "recognized"]
    assert [case.state.levels[LevelKind.RECOGNIZED] for case in cases] == [2, 3]
    handed_in = [{d.document.kind: d.document for d in case.state.documents} for case in cases]
    assert {str(one["recognition_decision"].number) for one in handed_in} == {"05/QĐ-PGDĐT"}
    assert {one["recognition_decision"].dated for one in handed_in} == {SIGNED}
    assert {one["recognition_decision"].name for one in handed_in} == {"quyet-dinh.pdf"}
    assert verify(spring).damage == ()


def test_what_a_number_completes_tells_and_takes_back_letters_as_any_act_does(spring: Desk) -> None:
    tick(spring)
    with spring.database.read() as rows:
        said = {str(row["body"]) for row in rows.rows("SELECT body FROM letter_notices") if "MN05" in str(row["body"])}
    assert said
    done = number(spring, a_draft(spring, *SCHOOLS))
    assert done.acts.letters_cancelled > 0
    told = [(row["template"], row["state"]) for row in everything(spring.database)["announcements"]]
    assert told.count(("recognized", "due")) == len(SCHOOLS)


def test_a_preview_shows_the_acts_and_changes_nothing(spring: Desk) -> None:
    document = a_draft(spring, *SCHOOLS)
    before, kept = everything(spring.database), set(spring.documents.rglob("*"))
    done = number(spring, document, apply_it=False)
    assert not done.applied
    assert set(spring.documents.rglob("*")) == kept
    assert [outcome.target for outcome in done.acts.outcomes] == ["recognized", "recognized"]
    assert everything(spring.database) == before


def test_one_school_that_cannot_be_recognised_keeps_all_from_it(spring: Desk) -> None:
    document = a_draft(spring, *SCHOOLS, levels={"MN04": "2"})
    before = everything(spring.database)
    done = number(spring, document)
    assert [outcome.unit for outcome in done.acts.refused] == ["MN05"]
    assert everything(spring.database) == before


def test_without_a_key_nobody_invents_the_certificate(everywhere: Desk) -> None:
    desk = on(everywhere, date(2025, 5, 26))
    document = a_draft(desk, "MN05")
    with pytest.raises(OperationRefused) as refused:
        number(desk, document)
    assert (refused.value.reason, refused.value.facts["units"]) == ("certificate_key_missing", ["MN05"])
    assert any("cycle certificate key --make" in str(hint) for hint in refused.value.hints)


def test_the_certificates_are_signed_in_the_same_transaction(spring: Desk) -> None:
    number(spring, a_draft(spring, *SCHOOLS))
    issued = list_certificates(spring)
    assert [(one.claim.unit, one.claim.decision_number, one.revocation) for one in issued] == [
        ("MN04", "05/QĐ-PGDĐT", None),
        ("MN05", "05/QĐ-PGDĐT", None),
    ]
    paper = next(d.document for d in case_of(spring, "MN05").state.documents if d.document.kind == "certificate")
    kept = (spring.documents / paper.sha256[:2] / paper.sha256).read_text("utf-8")
    assert issued[1].stored.code in kept


def test_who_does_not_wait_yet_is_completed_when_the_number_is_given_again(spring: Desk) -> None:
    document = a_draft(spring, "MN03", "MN05")
    assert number(spring, document).not_waiting == ("MN03",)
    advance(spring, "MN03", "request_review", "conclude_review")
    again = number(spring, document, paper="")
    assert [outcome.unit for outcome in again.acts.outcomes] == ["MN03"]
    assert case_of(spring, "MN03").state.stage == "recognized"
    kinds = [line.kind for line in show_document(spring, document).lines]
    assert kinds == [LineKind.DRAFTED, LineKind.NUMBERED, LineKind.COMPLETED]


def test_the_level_of_the_external_review_is_taken_only_where_it_is_asked_for(spring: Desk) -> None:
    document = a_draft(spring, *SCHOOLS, levels={"": "external"})
    assert [one.level for one in show_document(spring, document).document.listings] == [2, 2]
    with pytest.raises(OperationRefused, match="MN01"):
        a_draft(spring, "MN01", levels={"": "external"})


def test_every_school_that_waits_can_be_listed_at_once(spring: Desk) -> None:
    document = a_draft(spring, all_waiting=True)
    assert [one.unit for one in show_document(spring, document).document.listings] == list(SCHOOLS)


def test_a_school_s_own_decision_moves_its_case(everywhere: Desk) -> None:
    desk = on(everywhere, date(2025, 5, 26))
    document = a_draft(desk, "MN02", kind="self_assessment_decision", levels={}, sign="QĐ-MNĐH")
    assert show_document(desk, document).document.authority == "MN02"
    number(desk, document, "01")
    assert case_of(desk, "MN02").state.stage == "review_request"


def test_a_school_s_document_is_of_one_school(everywhere: Desk) -> None:
    with pytest.raises(OperationRefused) as refused:
        a_draft(everywhere, "MN01", "MN02", kind="self_assessment_decision", levels={})
    assert refused.value.reason == "one_school_s_document"


def test_a_document_outside_the_workflow_is_only_numbered(spring: Desk) -> None:
    document = a_draft(spring, kind="TB", sign="TB-PGDĐT", levels={})
    done = number(spring, document, "12", paper="", apply_it=False)
    assert done.applied
    assert (done.document.state, done.document.type) == (DocumentState.NUMBERED, "TB")


@pytest.mark.parametrize("written", ["5", "05", "05/QĐ-PGDĐT", "005/qđ-pgdđt"])
def test_a_number_is_given_once_however_it_is_spelt(spring: Desk, written: str) -> None:
    first, second = (a_draft(spring, kind="QĐ", levels={}) for _ in range(2))
    number(spring, first)
    with pytest.raises(OperationRefused) as refused:
        number(spring, second, written)
    assert refused.value.reason == "number_taken"
    assert f"{first}" in str(refused.value)


@pytest.mark.parametrize(
    "other",
    [{"dated": date(2024, 12, 30)}, {"written": "06"}, {"written": "05/QĐ-UBND"}, {"written": "05a"}],
    ids=["another year", "another number", "another sign", "a letter behind"],
)
def test_numbers_begin_anew_with_the_year_and_run_apart_for_each_sign(spring: Desk, other: Mapping[str, Any]) -> None:
    first, second = (a_draft(spring, kind="QĐ", levels={}) for _ in range(2))
    number(spring, first)
    assert number(spring, second, **{"written": "05", **other}).document.state is DocumentState.NUMBERED


def test_the_database_itself_refuses_a_number_twice(spring: Desk) -> None:
    number(spring, a_draft(spring, kind="QĐ", levels={}))
    row = {**everything(spring.database)["register_documents"][0], "id": 99, "dated": SIGNED}
    with pytest.raises(IntegrityError), spring.database.write() as transaction:
        transaction.insert(RegisterDocumentRow, [row])


def test_a_number_that_an_act_handed_in_is_taken_too(spring: Desk) -> None:
    advance(spring, "MN05", "recognize", number="05/QĐ-PGDĐT", dated=SIGNED)
    with pytest.raises(OperationRefused) as refused:
        number(spring, a_draft(spring, kind="QĐ", levels={}))
    assert "MN05" in str(refused.value)


def test_a_number_of_an_act_without_sign_is_of_its_type(spring: Desk) -> None:
    advance(spring, "MN05", "recognize", number="05", dated=SIGNED)
    with pytest.raises(OperationRefused):
        number(spring, a_draft(spring, kind="QĐ", levels={}))
    number(spring, a_draft(spring, kind="TB", levels={}, sign="TB-PGDĐT"))


def test_a_wrong_number_is_corrected_with_a_reason_and_the_old_one_stays_in_its_lines(spring: Desk) -> None:
    document = a_draft(spring, "MN05")
    number(spring, document)
    with pytest.raises(OperationRefused, match="05/QĐ-PGDĐT"):
        number(spring, document, "06", paper="")
    corrected = number(spring, document, "06", paper="", reason="ghi nhầm số")
    assert (str(corrected.document.number), corrected.stale) == ("06/QĐ-PGDĐT", ("MN05",))
    lines = show_document(spring, document).lines
    assert [(line.kind, line.facts.get("number")) for line in lines[1:]] == [
        (LineKind.NUMBERED, "05"),
        (LineKind.CORRECTED, "06"),
    ]
    assert [str(one.number) for one in list_register(spring)] == ["06/QĐ-PGDĐT"]
    number(spring, a_draft(spring, kind="QĐ", levels={}), "05")
    assert verify(spring).damage == ()


def test_a_draft_can_be_given_up_but_stays(spring: Desk) -> None:
    document = a_draft(spring, kind="QĐ", levels={})
    withdraw_document(spring, document, "ghi trùng")
    assert [one.state for one in list_register(spring)] == [DocumentState.WITHDRAWN]
    assert list_register(spring, RegisterFilter(waiting=True)) == ()
    with pytest.raises(OperationRefused):
        number(spring, document)


@pytest.mark.parametrize(
    ("given", "error", "reason"),
    [
        ({"written": "năm"}, UsageProblem, "no_document_number"),
        ({"dated": date(2025, 5, 27)}, OperationRefused, "dated_in_future"),
        ({"paper": ""}, OperationRefused, "signed_paper_missing"),
        ({"paper": "khong-co.pdf"}, NotFound, "document_missing"),
        ({"levels": {"MN01": "2"}}, UsageProblem, "level_of_unlisted"),
        ({"levels": {"": "4"}}, UsageProblem, "no_level"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_written(
    spring: Desk, given: Mapping[str, Any], error: type[Exception], reason: str
) -> None:
    document = a_draft(spring, *SCHOOLS)
    before = everything(spring.database)
    with pytest.raises(error) as refused:
        number(spring, document, **given)
    assert getattr(refused.value, "reason", "") == reason
    assert everything(spring.database) == before


def test_only_who_acts_for_an_authority_writes_its_documents(spring: Desk) -> None:
    teacher = by(spring, "truong-mn05", Role.SCHOOL, unit="MN05")
    add_document(teacher, Draft("self_assessment_decision", "Quyết định", ("MN05",)))
    with pytest.raises(NotPermitted):
        a_draft(teacher, "MN05")
    officer = by(spring, "can-bo", Role.OFFICER)
    document = a_draft(officer, "MN05")
    with pytest.raises(NotPermitted):
        number(officer, document)  # only the head recognises


class Interrupted(Database):
    """A database in which somebody else acts once, just before we write."""

    def __init__(self, url: str, act: Callable[[], object]) -> None:
        super().__init__(url)
        self.act = act

    @contextmanager
    def write(self, *, alone: bool = False) -> Iterator[Transaction]:
        act, self.act = self.act, lambda: None
        act()
        with super().write(alone=alone) as transaction:
            yield transaction


@pytest.mark.parametrize(
    "act",
    [
        lambda desk: advance(desk, "MN05", "recognize", number="09/QĐ-PGDĐT"),
        lambda desk: number(desk, 1, "08"),
        lambda desk: withdraw_document(desk, 1, "ghi trùng"),
    ],
    ids=["a case moved", "numbered", "given up"],
)
def test_somebody_else_s_act_in_between_is_a_conflict(spring: Desk, act: Callable[[Desk], object]) -> None:
    document, desk = a_draft(spring, "MN05"), copy(spring)
    desk.database = close_later(Interrupted(spring.database.url, lambda: act(spring)))
    with pytest.raises(Conflict):
        number(desk, document)
    assert str(show_document(spring, document).document.number) != "05/QĐ-PGDĐT"


def test_a_draft_that_somebody_numbers_meanwhile_is_a_conflict(spring: Desk) -> None:
    document, desk = a_draft(spring, kind="QĐ", levels={}), copy(spring)
    desk.database = close_later(Interrupted(spring.database.url, lambda: number(spring, document, "08")))
    with pytest.raises(Conflict):
        number(desk, document)


def test_of_many_who_give_one_number_at_once_one_has_it(spring: Desk) -> None:
    drafts = [a_draft(spring, kind="QĐ", levels={}) for _ in range(6)]
    paper = a_paper(spring, "quyet-dinh.pdf")

    def give(document: int) -> str:
        desk = copy(spring)
        desk.database = Database(spring.database.url)
        try:
            number(desk, document, paper=paper)
        except OperationRefused as refused:
            return refused.reason
        finally:
            desk.database.dispose()
        return "given"

    with ThreadPoolExecutor(len(drafts)) as people:
        outcomes = sorted(people.map(give, drafts))
    assert outcomes == ["given", *["number_taken"] * 5]
    assert verify(spring).damage == ()


def test_an_unknown_kind_is_answered_with_the_nearest(spring: Desk) -> None:
    with pytest.raises(NotFound) as refused:
        a_draft(spring, kind="recognition_decison", levels={})
    assert "recognition_decision" in str(refused.value.hints[0])
