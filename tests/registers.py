"""Drafts and their numbers in few words, for tests of the register."""

from datetime import date
from typing import Any, Final

from cycle_engine.services.desk import Desk
from cycle_engine.services.numbering import Numbered, Numbering, number_document
from cycle_engine.services.registering import Draft, add_document
from tests.builders import a_paper

SIGNED: Final = date(2025, 5, 20)
SCHOOLS: Final = ("MN04", "MN05")
"""Who waits for the recognition in ``spring``."""


def a_draft(desk: Desk, *units: str, kind: str = "recognition_decision", **given: Any) -> int:
    whole = {"subject": "Công nhận mức độ chuyển đổi số", "sign": "QĐ-PGDĐT", "levels": {"": "2"}, **given}
    return add_document(desk, Draft(kind, units=units, **whole)).id


def number(desk: Desk, document: int, written: str = "05", **given: Any) -> Numbered:
    whole = {"dated": SIGNED, "apply_it": True, **given}
    if "paper" not in given:
        whole["paper"] = a_paper(desk, "quyet-dinh.pdf")
    apply_it = bool(whole.pop("apply_it"))
    return number_document(desk, Numbering(document, written, **whole), apply_it=apply_it)
