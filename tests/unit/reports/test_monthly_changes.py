"""What a later version of a report says otherwise is told in words, and nothing that changed goes untold."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

import pytest

from cycle_engine.domain.definition import LevelKind
from cycle_engine.reports.monthly import MonthlyReport, build_monthly_report
from cycle_engine.reports.monthly_changes import is_same_content, list_changes
from cycle_engine.reports.monthly_facts import OfficerNotes
from cycle_engine.reports.monthly_frozen import Frozen, freeze_report
from cycle_engine.reports.monthly_scores import GroupPoints
from tests.unit.reports.sample_delays import explained
from tests.unit.reports.samples import MOVES, OFFICE, march_facts, march_standings

MARCH = build_monthly_report(march_facts())


def frozen(report: MonthlyReport) -> Frozen:
    return freeze_report(report, {"a": (1, "0" * 64)}, datetime(2025, 3, 14, tzinfo=UTC))


def changes_to(report: MonthlyReport) -> list[str]:
    return [str(change) for change in list_changes(frozen(MARCH), frozen(report))]


def test_another_fingerprint_alone_is_no_other_content() -> None:
    assert is_same_content(frozen(MARCH), frozen(replace(MARCH, fingerprint="1f" * 32)))


@pytest.mark.parametrize("fact", ["office", "notes", "moves", "standings", "documents", "previous"])
def test_whatever_changes_is_told(fact: str) -> None:
    others: dict[str, object] = {
        "office": replace(OFFICE, signer_name="Người ký mẫu"),
        "notes": OfficerNotes(causes="nguyên nhân mẫu"),
        "moves": MOVES[:-1],
        "standings": march_standings()[:-1],
        "documents": {},
        "previous": march_standings(),
    }
    report = build_monthly_report(march_facts(**{fact: others[fact]}))
    assert not is_same_content(frozen(MARCH), frozen(report))
    assert changes_to(report)


def test_other_tasks_to_come_are_told_where_nothing_else_changed() -> None:
    assert changes_to(replace(MARCH, upcoming=())) == ["Nhiệm vụ trọng tâm thời gian tới"]


def test_a_school_that_moved_is_told_by_name_and_no_other() -> None:
    standings = march_standings()
    moving = next(one for one in standings if one.stage == "self_assessment")
    moved = [replace(one, stage="approval") if one is moving else one for one in standings]
    told = [line for line in changes_to(build_monthly_report(march_facts(standings=moved))) if ": bước: " in line]
    assert told == [f"{moving.name}: bước: Tự đánh giá → Phê duyệt kết quả"]


def test_words_of_the_officer_are_told_by_their_section() -> None:
    report = build_monthly_report(march_facts(notes=OfficerNotes(proposals="đề xuất mẫu")))
    assert changes_to(report) == ["Nội dung do cán bộ viết được sửa: kiến nghị, đề xuất"]


def test_an_explanation_that_came_later_is_told_by_itself() -> None:
    late, done = march_standings(), march_standings()
    late[1] = explained(late[1], "II.1", "phòng máy hỏng")
    done[3] = explained(done[3], "II.1", "mất điện")

    assert changes_to(build_monthly_report(march_facts(standings=late))) == [
        f"{late[1].name}: giải trình mốc II.1: phòng máy đang sửa chữa → phòng máy hỏng"
    ]
    assert changes_to(build_monthly_report(march_facts(standings=done))) == [
        f"{done[3].name}: giải trình mốc II.1: [...] → mất điện"
    ]


def test_what_versions_of_before_could_not_say_is_no_change_where_nobody_says_it_now() -> None:
    silent = [explained(one, "", "") for one in march_standings()]
    facts = frozen(build_monthly_report(march_facts(standings=silent, setbacks={})))
    assert not any("explanation" in one or "setbacks" in one for one in _dictionaries(facts))


def test_points_that_came_later_are_told_by_the_school() -> None:
    points = (GroupPoints(LevelKind.SELF, (("I", Decimal(80)),)),)
    rows = [replace(row, group_points=points) if row.unit == "MN01" else row for row in MARCH.rows]
    assert changes_to(replace(MARCH, rows=tuple(rows))) == ["Trường Mầm non Đồng Hoa: điểm theo nhóm"]


def _dictionaries(value: object) -> Iterator[dict[str, object]]:
    if isinstance(value, dict):
        yield value
    for item in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from _dictionaries(item)
