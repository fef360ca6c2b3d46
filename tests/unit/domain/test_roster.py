from dataclasses import replace
from typing import Any

from cycle_engine.domain.roster import FieldChange, compare_rosters
from cycle_engine.domain.units import Unit, UnitKind


def a_unit(code: str = "MN01", **given: Any) -> Unit:
    return replace(Unit(code, f"Trường {code}", UnitKind.PRESCHOOL, "PGD", email=f"{code}@truong.example"), **given)


def known(*units: Unit) -> dict[str, Unit]:
    return {unit.code: unit for unit in units}


def test_a_second_import_of_the_same_units_changes_nothing() -> None:
    units = [a_unit("MN01"), a_unit("MN02")]
    changes = compare_rosters(known(*units), units)
    assert changes.is_empty
    assert changes.unchanged == tuple(units)


def test_a_unit_nobody_knew_is_added() -> None:
    changes = compare_rosters(known(a_unit("MN01")), [a_unit("MN01"), a_unit("MN02")])
    assert changes.added == (a_unit("MN02"),)
    assert not changes.is_empty


def test_each_changed_field_shows_what_it_was_and_what_it_becomes() -> None:
    new = a_unit(email="moi@truong.example", phone="sample", kind=UnitKind.PRIMARY)
    (change,) = compare_rosters(known(a_unit()), [new]).changed
    assert change.unit == new
    assert change.fields == (
        FieldChange("kind", "preschool", "primary"),
        FieldChange("email", "MN01@truong.example", "moi@truong.example"),
        FieldChange("phone", "", "sample"),
    )


def test_a_unit_that_gets_or_loses_its_superior_has_changed() -> None:
    (change,) = compare_rosters(known(a_unit()), [a_unit(parent=None)]).changed
    assert change.fields == (FieldChange("parent", "PGD", ""),)
    assert change.unit.parent is None


def test_units_the_file_leaves_out_stay_as_they_are() -> None:
    changes = compare_rosters(known(a_unit("MN01"), a_unit("MN02")), [a_unit("MN02")])
    assert changes.is_empty
    assert changes.absent == (a_unit("MN01"),)


def test_a_code_typed_in_another_case_is_the_known_unit_and_keeps_its_spelling() -> None:
    typed = a_unit(parent="pgd", phone="sample")
    (change,) = compare_rosters(known(a_unit()), [replace(typed, code="mn01")]).changed
    assert change.unit == a_unit(phone="sample")


def test_a_column_the_sheet_lacks_erases_nothing() -> None:
    bare = Unit("MN01", "Trường MN01", UnitKind.PRESCHOOL)
    assert compare_rosters(known(a_unit()), [bare], columns=("code", "name", "kind")).is_empty


def test_an_empty_cell_in_a_column_the_sheet_has_means_not_given() -> None:
    (change,) = compare_rosters(known(a_unit()), [a_unit(email="")], columns=("code", "email")).changed
    assert change.fields == (FieldChange("email", "MN01@truong.example", ""),)
