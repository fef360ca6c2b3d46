"""What the monthly report takes from the database for delays: explanations, causes, and who reports them."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from cycle_engine.domain.bottlenecks import Cause
from cycle_engine.domain.units import UnitKind
from cycle_engine.errors import OperationRefused
from cycle_engine.reports.monthly_paper import lay_out_monthly_report
from cycle_engine.services.desk import Desk
from cycle_engine.services.explanations import explain_delay
from cycle_engine.services.extending import extend
from cycle_engine.services.histories import verify
from cycle_engine.services.report_audit import verify_against
from cycle_engine.services.reporting import make_monthly_report
from tests.builders import a_desk, a_roster, advance, on, open_sample_cycle

MARCH = "2025-03"
AFTER = date(2025, 3, 17)
LATER = date(2025, 3, 20)


@pytest.fixture
def issued(office: Desk) -> Desk:
    """The office with March's report issued: MN01 and MN02 explained, MN02 after an extension, MN03 silent."""
    extend(on(office, date(2025, 1, 20)), "MN02", "II.1", until=date(2025, 2, 21), reason="đang sửa phòng máy")
    explain_delay(on(office, date(2025, 2, 10)), "MN01", "II.1", reason="mất điện từ 15/01")
    explain_delay(on(office, date(2025, 3, 10)), "MN02", "II.1", reason="máy về chậm")
    make_monthly_report(on(office, AFTER), MARCH, issue=True)
    return office


def page_of(desk: Desk, period: str) -> str:
    made = make_monthly_report(desk, period)
    return next(file for file in made.files if file.suffix == ".html").read_text("utf-8")


def test_the_report_prints_what_was_said_and_what_the_history_knows(issued: Desk) -> None:
    page = page_of(on(issued, AFTER), MARCH)
    assert "Giải trình: mất điện từ 15/01" in page
    assert "Giải trình: máy về chậm\nGia hạn đến 21/02/2025: đang sửa phòng máy" in page
    assert "Giải trình: [...]" in page


def test_what_is_said_after_the_cut_off_is_in_the_next_report_alone(issued: Desk) -> None:
    explain_delay(on(issued, LATER), "MN03", "II.1", reason="bão")
    with pytest.raises(OperationRefused) as refused:
        make_monthly_report(on(issued, LATER), MARCH, issue=True)

    assert refused.value.reason == "report_unchanged"
    assert "bão" not in page_of(on(issued, LATER), MARCH)
    assert "Giải trình: bão" in page_of(on(issued, date(2025, 4, 15)), "2025-04")


def test_a_written_explanation_from_before_the_cut_off_makes_a_version_that_says_so(issued: Desk) -> None:
    explain_delay(on(issued, LATER), "MN03", "II.1", reason="bão", dated=date(2025, 3, 12))
    again = make_monthly_report(on(issued, LATER), MARCH, issue=True)

    assert [str(change) for change in again.changes] == ["Trường Mầm non MN03: giải trình mốc II.1: [...] → bão"]
    assert verify_against(on(issued, LATER), MARCH).differences == ()
    assert verify(issued).damage == ()


def test_what_was_explained_while_late_stays_with_it_once_it_is_done(issued: Desk) -> None:
    advance(on(issued, date(2025, 4, 1)), "MN01", "submit", "approve")
    page = page_of(on(issued, date(2025, 4, 15)), "2025-04")
    assert "II.1 xong muộn 41 ngày làm việc, giải trình: mất điện từ 15/01" in page


def test_what_the_working_days_went_into_adds_up_to_what_the_school_table_says(issued: Desk) -> None:
    advance(on(issued, date(2025, 3, 12)), "MN01", "submit", "approve", "request_review")
    report = make_monthly_report(on(issued, date(2025, 4, 15)), "2025-04").report
    held = [row.days_held for row in report.rows]

    assert sum(found.days for found in report.causes) == sum(one.school + one.department for one in held)
    assert {found.cause: found.units for found in report.causes} == {
        Cause.SCHOOL: 3,
        Cause.EXTENDED: 1,
        Cause.GATE: 1,
    }, "the office has not given its guidance yet"


def test_a_commune_s_committee_reports_with_nothing_above_its_name(sqlite_url: str, tmp_path: Path) -> None:
    province, office, *schools = a_roster(1)
    commune = replace(office, name="Ủy ban nhân dân xã Mẫu", kind=UnitKind.COMMUNE)
    desk = a_desk(sqlite_url, tmp_path)
    open_sample_cycle(desk, roster=[province, commune, *schools])
    made = make_monthly_report(on(desk, AFTER), MARCH)

    assert made.report.office.is_named_alone
    assert lay_out_monthly_report(made.report).governing_body == ""
