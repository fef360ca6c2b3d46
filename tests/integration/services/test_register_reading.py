"""The register as one list, as it was on a past day, and whether it is whole."""

from datetime import date

import pytest

from cycle_engine.domain.register import DocumentState
from cycle_engine.domain.register_lines import LineKind, fold_documents
from cycle_engine.services.desk import Desk, as_seen_at
from cycle_engine.services.histories import verify
from cycle_engine.services.register_reading import RegisterFilter, list_register, show_document
from cycle_engine.services.registering import withdraw_document
from cycle_engine.store.register import documents, register_lines
from tests.builders import advance, on
from tests.registers import SCHOOLS, SIGNED, a_draft, number


def test_what_acts_handed_in_and_what_was_numbered_here_are_one_list(spring: Desk) -> None:
    advance(spring, "MN05", "recognize", number="04/QĐ-PGDĐT", dated=SIGNED)
    number(spring, a_draft(spring, "MN04"))
    a_draft(spring, kind="TB", levels={}, sign="TB-PGDĐT")
    assert [(str(one.number), one.id, one.units) for one in list_register(spring)] == [
        ("04/QĐ-PGDĐT", None, ("MN05",)),
        ("05/QĐ-PGDĐT", 1, ("MN04",)),
        ("TB-PGDĐT", 2, ()),
    ]


def test_a_decision_that_acts_handed_in_for_many_is_one_line(spring: Desk) -> None:
    for unit in SCHOOLS:
        advance(spring, unit, "recognize", number="04/QĐ-PGDĐT", dated=SIGNED)
    assert [one.units for one in list_register(spring)] == [SCHOOLS]


def test_a_number_given_to_two_documents_by_acts_is_pointed_out(spring: Desk) -> None:
    number(spring, a_draft(spring, kind="QĐ", levels={}))
    advance(spring, "MN05", "recognize", number="05/QĐ-PGDĐT", dated=SIGNED)
    assert [one.is_taken_twice for one in list_register(spring)] == [True, True]


def test_the_register_of_a_past_day_is_as_it_was(spring: Desk) -> None:
    document = a_draft(spring, "MN05")
    number(on(spring, date(2025, 6, 2)), document)
    then = spring.looking_back(as_seen_at(date(2025, 5, 30)))
    assert [(one.id, one.state, one.waiting) for one in list_register(then)] == [(1, DocumentState.WAITING, ("MN05",))]
    assert [line.kind for line in show_document(then, document).lines] == [LineKind.DRAFTED]


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (RegisterFilter(unit="MN04"), [1]),
        (RegisterFilter(unit="PGD"), [1, 2]),
        (RegisterFilter(kind="qđ"), [1]),
        (RegisterFilter(kind="recognition_decision"), [1]),
        (RegisterFilter(waiting=True), [2]),
        (RegisterFilter(year=2025), [1]),
        (RegisterFilter(year=2024), []),
    ],
)
def test_the_list_is_narrowed(spring: Desk, wanted: RegisterFilter, found: list[int]) -> None:
    number(spring, a_draft(spring, "MN04"))
    a_draft(spring, kind="TB", sign="TB-PGDĐT", levels={})
    assert [one.id for one in list_register(spring, wanted)] == found


def test_rows_are_the_fold_of_the_lines(spring: Desk) -> None:
    number(spring, a_draft(spring, *SCHOOLS))
    withdraw_document(spring, a_draft(spring, kind="KH", levels={}), "thôi")
    number(spring, 1, "07", paper="", reason="ghi nhầm")
    with spring.database.read() as rows:
        assert fold_documents(register_lines(rows)) == {one.id: one for one in documents(rows)}


DAMAGES = {
    "a line": "UPDATE register_lines SET actor = 'ai-khac' WHERE seq = 2",
    "a blank more": "UPDATE register_lines SET facts = replace(facts, ',', ', ') WHERE seq = 2",
    "a line gone": "DELETE FROM register_lines WHERE seq = 2",
    "a document's row": "UPDATE register_documents SET subject = 'khác'",
    "a listing": "UPDATE register_listings SET level = 1",
    "a certificate's row": "UPDATE certificates SET serial = '99'",
    "a certificate gone": "DELETE FROM certificates",
    "a key": "UPDATE certificate_keys SET made_by = 'ai-khac', public_key = key_id || substr(public_key, 9)",
}


@pytest.mark.parametrize("statement", DAMAGES.values(), ids=DAMAGES.keys())
def test_damage_of_the_register_is_found(spring: Desk, statement: str) -> None:
    number(spring, a_draft(spring, "MN05", levels={"": "2"}))
    assert verify(spring).damage == ()
    with spring.database.write() as transaction:
        if spring.database.is_sqlite:
            transaction.execute("PRAGMA defer_foreign_keys = ON")
            for verb in ("update", "delete"):
                for table in ("register_lines", "certificate_keys"):
                    transaction.execute(f"DROP TRIGGER {table}_no_{verb}")
        else:
            for table in ("register_lines", "certificate_keys"):
                transaction.execute(f"DROP TRIGGER {table}_append_only ON {table}")
            for table, name in (("register_documents", "line_register_lines"), ("certificates", "line_register_lines")):
                transaction.execute(f"ALTER TABLE {table} DROP CONSTRAINT fk_{table}_{name}")
        if spring.database.is_sqlite and statement.startswith("DELETE FROM register_lines"):
            transaction.execute("UPDATE register_documents SET line = 1 WHERE line = 2")
        assert transaction.execute(statement) > 0
    assert {damage.case_key for damage in verify(spring).damage} == {"register"}


@pytest.mark.parametrize("table", ["register_lines", "certificate_keys"])
@pytest.mark.parametrize("statement", ["UPDATE {} SET made_by = 'x'", "DELETE FROM {}"])
def test_the_database_refuses_to_change_the_register_s_lines(spring: Desk, table: str, statement: str) -> None:
    a_draft(spring, "MN05")
    column = "actor" if table == "register_lines" else "made_by"
    with pytest.raises(Exception, match="append-only"), spring.database.write() as transaction:
        transaction.execute(statement.format(table).replace("made_by", column))
