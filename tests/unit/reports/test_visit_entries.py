"""A review team's visit in a calendar: on its day, with who comes, called off under the same name."""

from datetime import date, timedelta

import pytest

from cycle_engine.domain.appointments import AppointmentState
from cycle_engine.reports.calendar_entries import render_entries
from tests.appointments import an_appointment, days_of
from tests.calendar_programs import read_strictly
from tests.school_year import at

DAY = date(2025, 3, 3)


@pytest.mark.parametrize(
    ("state", "status", "summary"),
    [
        (AppointmentState.DUE, "CONFIRMED", "Đánh giá ngoài: Trường Mầm non A"),
        (AppointmentState.OFF, "CANCELLED", "Không còn lịch đánh giá ngoài: Trường Mầm non A"),
    ],
)
def test_a_visit_says_where_and_who_and_no_deadline(state: AppointmentState, status: str, summary: str) -> None:
    visit = an_appointment(
        state=state,
        deadline=days_of(DAY),
        section="",
        title="",
        products=(),
        visitors=("Đoàn 1", "Thành viên; mẫu"),
        rings_before=timedelta(hours=64),
    )
    (entry,) = read_strictly(render_entries([visit], at("20/02/2025")))
    assert (entry["DTSTART"].dt, entry["STATUS"], entry["SUMMARY"]) == (DAY, status, summary)
    said = entry["DESCRIPTION"].split("\n")
    assert said[:3] == [
        "Đơn vị: Trường Mầm non A",
        "Đoàn đánh giá ngoài: Đoàn 1; Thành viên; mẫu",
        "Căn cứ: Kế hoạch số 74/KH-GDDT ngày 22/11/2024",
    ]
    assert "Thời hạn" not in entry["DESCRIPTION"]
