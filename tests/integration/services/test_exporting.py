"""Exports of a whole office: what is in them, what is not, and that others can rely on them without this program."""

import hashlib
import json
import os
import stat
import sys
from collections import defaultdict
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Final

import pytest

from cycle_engine.definitions.indicator_reader import parse_indicators
from cycle_engine.domain.definition import LevelKind
from cycle_engine.errors import Unavailable
from cycle_engine.reports.export_columns import CONTACTS
from cycle_engine.reports.exports import ColumnType, Export, ExportForm, render_export
from cycle_engine.services.certificate_keys import make_key
from cycle_engine.services.certifying import issue_certificates
from cycle_engine.services.desk import Desk, as_seen_at
from cycle_engine.services.exporting import export_events, export_results, export_roster, write_export
from cycle_engine.services.histories import verify
from cycle_engine.services.numbering import Numbering, number_document
from cycle_engine.services.registering import Draft, add_document
from cycle_engine.services.revoking import revoke_certificate
from cycle_engine.services.roster import import_roster
from cycle_engine.services.scoring import record_scores
from tests.builders import a_paper, advance, on, open_sample_cycle
from tests.indicator_sets import SMALL_SET_TEXT, a_sheet, keep_small_set

JUNE: Final = date(2025, 6, 2)
SMALL: Final = parse_indicators(SMALL_SET_TEXT, file="")


@pytest.fixture
def june(everywhere: Desk) -> Desk:
    """A school in every stage there is; MN06 is recognised and MN07 has published."""
    return on(everywhere, JUNE)


def by_code(export: Export) -> Mapping[object, Mapping[str, object]]:
    return {row["code"]: row for row in export.rows}


def lines_of(desk: Desk) -> list[dict[str, object]]:
    return [json.loads(line) for line in render_export(export_events(desk), ExportForm.JSON_LINES).splitlines()]


def test_every_school_has_a_row_and_the_department_none(june: Desk) -> None:
    rows = export_results(june).rows
    assert [row["code"] for row in rows] == [f"MN0{number}" for number in range(1, 9)]
    assert {row["school_year"] for row in rows} == {"2024-2025"}
    assert [row["stage"] for row in rows[:2]] == ["self_assessment", "approval"]


def test_a_result_says_what_was_recognised_and_published(june: Desk) -> None:
    rows = by_code(export_results(june))
    levels = [(row["level_self"], row["level_external"], row["level_recognized"]) for row in rows.values()]
    assert levels == [(None,) * 3, *[(2, None, None)] * 3, (2, 2, None), (2, 2, 2), (2, 2, 2), (None,) * 3]
    assert rows["MN07"]["publication_link"] == "https://truong.example/publication_link"
    assert rows["MN07"]["published_on"] == date(2024, 11, 25)
    assert [code for code, row in rows.items() if row["publication_link"]] == ["MN07"]


def test_days_late_are_those_of_what_is_late_now(june: Desk) -> None:
    rows = by_code(export_results(june))
    assert [rows[code]["days_late"] for code in ("MN01", "MN07", "MN08")] == [82, 0, 0]


def test_a_result_that_was_taken_back_is_not_told_any_more(june: Desk) -> None:
    advance(june, "MN07", "unpublish")
    advance(june, "MN06", "reopen")
    rows = by_code(export_results(june))
    assert (rows["MN07"]["publication_link"], rows["MN07"]["published_on"]) == (None, None)
    assert (rows["MN07"]["level_recognized"], rows["MN06"]["level_recognized"]) == (2, None)


def test_a_result_carries_the_decision_s_corrected_number_and_the_certificate_that_holds(june: Desk) -> None:
    make_key(june)
    draft = Draft("recognition_decision", "Công nhận", ("MN05",), sign="QĐ-PGDĐT", levels={"": "2"})
    document, paper = add_document(june, draft).id, a_paper(june, "quyet-dinh.pdf")
    number_document(june, Numbering(document, "05", JUNE, paper))
    issue_certificates(june, ["MN05"], serials_from=7)
    later = on(june, date(2025, 6, 9))
    number_document(later, Numbering(document, "06", date(2025, 6, 3), reason="ghi nhầm"))
    row = by_code(export_results(later))["MN05"]
    assert (row["decision_number"], row["decision_date"]) == ("06/QĐ-PGDĐT", date(2025, 6, 3))
    then = by_code(export_results(later.looking_back(as_seen_at(JUNE))))["MN05"]
    assert (then["decision_number"], then["decision_date"]) == ("05/QĐ-PGDĐT", JUNE)
    revoke_certificate(later, "MN05", "in sai")
    assert by_code(export_results(later))["MN05"]["certificate_serial"] is None


def test_a_serial_number_is_told_while_its_certificate_holds(june: Desk) -> None:
    make_key(june)
    issue_certificates(june, ["MN06"], serials_from=7)
    assert by_code(export_results(june))["MN06"]["certificate_serial"] == "07"
    advance(june, "MN06", "reopen")
    assert by_code(export_results(june))["MN06"]["certificate_serial"] is None


def test_points_of_every_group_and_side_have_a_column_of_their_own(desk: Desk, tmp_path: Path) -> None:
    keep_small_set(tmp_path)
    open_sample_cycle(desk)
    january = on(desk, date(2025, 1, 13))
    record_scores(january, "MN01", a_sheet({"A.0": True, "A.1": "40.5", "A.2": "20"}))
    export = export_results(january)
    row = by_code(export)["MN01"]
    points = {column.name: row[column.name] for column in export.columns if column.name.startswith("points_")}
    assert points == {f"points_{kind.value}_A": (60.5 if kind is LevelKind.SELF else None) for kind in LevelKind}
    assert (row["indicator_set"], row["indicator_version"]) == (SMALL.id, SMALL.version)


def test_the_past_is_exported_as_it_was(june: Desk) -> None:
    before = render_export(export_results(june.looking_back(as_seen_at(date(2025, 1, 10)))), ExportForm.CSV)
    advance(june, "MN01", "submit")
    advance(june, "MN07", "unpublish")
    assert render_export(export_results(june.looking_back(as_seen_at(date(2025, 1, 10)))), ExportForm.CSV) == before
    assert b"2025-01-10" in before


@pytest.mark.parametrize("form", ExportForm)
def test_the_same_facts_make_the_same_bytes(june: Desk, form: ExportForm) -> None:
    for gather in (export_results, export_events, export_roster):
        assert render_export(gather(june), form) == render_export(gather(june), form)


def test_nobody_s_name_or_address_is_in_results_or_the_roster_unless_asked_for(june: Desk) -> None:
    asked = export_roster(june, with_contacts=True)
    private = {str(row[column.name]) for row in asked.rows for column in CONTACTS if row[column.name]}
    assert len(private) > 10
    for export in (export_results(june), export_roster(june)):
        written = render_export(export, ExportForm.CSV).decode()
        assert not [value for value in private if value in written]
        assert "@" not in written
    office = by_code(asked)["PGD"]
    assert (office["head_name"], office["officer_email"]) == ("Trưởng phòng mẫu", "chuyenvien@phong.example")


@pytest.mark.parametrize("for_excel", [False, True])
@pytest.mark.parametrize("contacts", [False, True])
def test_an_exported_roster_can_be_imported_and_changes_nothing(
    june: Desk, tmp_path: Path, *, contacts: bool, for_excel: bool
) -> None:
    file = tmp_path / "don-vi.csv"
    roster = export_roster(june, with_contacts=contacts)
    write_export(render_export(roster, ExportForm.CSV, for_excel=for_excel), file)
    imported = import_roster(june, file, apply_it=False)
    assert imported.changes.is_empty
    assert len(imported.changes.unchanged) == 10


TYPES: Final[dict[ColumnType, type | tuple[type, ...]]] = {
    ColumnType.TEXT: str,
    ColumnType.INTEGER: int,
    ColumnType.NUMBER: (int, float),
    ColumnType.DAY: str,
    ColumnType.MOMENT: str,
    ColumnType.OBJECT: dict,
}


def test_every_value_is_of_its_column_s_type_and_null_only_where_it_may_be(june: Desk) -> None:
    for export in (export_results(june), export_events(june), export_roster(june, with_contacts=True)):
        rows = json.loads(render_export(export, ExportForm.JSON))["rows"]
        assert rows
        for row in rows:
            assert list(row) == [column.name for column in export.columns]
            for column in export.columns:
                value = row[column.name]
                assert isinstance(value, TYPES[column.type]) if value is not None else not column.is_filled, column.name
                if column.type is ColumnType.DAY and value:
                    date.fromisoformat(value)
                if column.type is ColumnType.MOMENT:
                    assert datetime.fromisoformat(value).utcoffset() is not None


def broken_links(lines: list[dict[str, object]]) -> list[tuple[object, object]]:
    """Check every chain as docs/exports.md tells it, with nothing of this program."""
    heads: defaultdict[object, str] = defaultdict(lambda: "0" * 64)
    broken = []
    for line in lines:
        body = {name: line[name] for name in line if name not in ("unit", "track", "previous_hash", "hash")}
        text = json.dumps(body, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
        wanted = hashlib.sha256((heads[line["case"]] + text).encode()).hexdigest()
        if line["previous_hash"] != heads[line["case"]] or line["hash"] != wanted:
            broken.append((line["case"], line["seq"]))
        heads[line["case"]] = str(line["hash"])
    return broken


def fingerprint(lines: list[dict[str, object]]) -> str:
    heads = {str(line["case"]): line["hash"] for line in lines}
    return hashlib.sha256("".join(f"{case}\t{heads[case]}\n" for case in sorted(heads)).encode()).hexdigest()


def test_another_program_can_check_the_chain_and_the_fingerprint(june: Desk) -> None:
    lines = lines_of(june)
    assert len(lines) == verify(june).events > 30
    assert broken_links(lines) == []
    assert fingerprint(lines) == verify(june).fingerprint


@pytest.mark.parametrize("change", [{"actor": "khac"}, {"occurred_on": "2024-11-24"}, {"facts": {}}, {"seq": 9}])
def test_another_program_finds_what_was_changed(june: Desk, change: dict[str, object]) -> None:
    lines = lines_of(june)
    lines[5] |= change
    assert broken_links(lines)


def test_damaged_facts_are_exported_as_they_stand_and_found(sqlite_office: Desk) -> None:
    with sqlite_office.database.write() as transaction:
        transaction.execute("DROP TRIGGER events_no_update")
        transaction.execute("UPDATE events SET facts = '{\"stage' WHERE seq = 1 AND case_id = 1")
    damaged = [line for line in lines_of(sqlite_office) if line["facts"] == '{"stage']
    assert len(damaged) == 1
    assert broken_links(lines_of(sqlite_office)) == [(damaged[0]["case"], 1)]


def test_events_end_at_the_moment_looked_at(june: Desk) -> None:
    then = june.looking_back(as_seen_at(date(2025, 1, 10)))
    before = lines_of(then)
    advance(june, "MN01", "submit")
    assert lines_of(then) == before
    assert len(lines_of(june)) == len(before) + 1


def test_a_file_that_cannot_be_written_is_said_and_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(Unavailable):
        write_export(b"x", tmp_path / "khong-co" / "a.csv")
    target = tmp_path / "thu-muc"
    target.mkdir()
    with pytest.raises(Unavailable):
        write_export(b"x", target)
    assert [path.name for path in tmp_path.glob(".*.part")] == []


@pytest.mark.skipif(sys.platform == "win32", reason="links, pipes and modes of POSIX")
def test_a_file_is_for_whom_the_login_s_files_are_for_and_a_link_or_device_stays_one(tmp_path: Path) -> None:
    target, link = tmp_path / "a.csv", tmp_path / "link.csv"
    link.symlink_to(target)
    before = os.umask(0o077)
    try:
        write_export(b"x", link)
    finally:
        os.umask(before)
    assert (target.read_bytes(), stat.S_IMODE(target.stat().st_mode), link.is_symlink()) == (b"x", 0o600, True)
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    write_export(b"y", pipe)
    assert (os.read(reader, 9), pipe.is_fifo()) == (b"y", True)
    os.close(reader)
