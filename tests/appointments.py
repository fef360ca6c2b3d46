"""Calendar entries in few words: a school's self-assessment, whose last day is the third of Tết."""

from datetime import date, timedelta
from functools import cache
from typing import Any

from cycle_engine.definitions.days_off import read_calendar
from cycle_engine.domain.appointments import Appointment, AppointmentState, Grounds
from cycle_engine.domain.milestones import Deadline
from cycle_engine.domain.working_days import WorkingCalendar
from cycle_engine.resources import shipped

GROUNDS = Grounds(
    office_name="Phòng Giáo dục và Đào tạo A",
    office_address="pgd@phong.example",
    plan_number="74/KH-GDDT",
    plan_issued=date(2024, 11, 22),
    label="CĐS MN 2024-2025",
)
TET = Deadline(date(2025, 1, 31), date(2025, 1, 31), date(2025, 1, 24), date(2025, 2, 3))


@cache
def office_calendar() -> WorkingCalendar:
    return read_calendar((shipped("config") / "calendars" / "vietnam.toml",), 2024, 2025)


def days_of(day: date) -> Deadline:
    """The dates of a deadline on a working day."""
    return Deadline(day, day, day, day)


def an_appointment(uid: str = "hen-1", **facts: Any) -> Appointment:
    given = {
        "sequence": 1,
        "state": AppointmentState.DUE,
        "deadline": TET,
        "section": "II.1",
        "title": "Tự đánh giá mức độ chuyển đổi số theo Bộ chỉ số; Phê duyệt kết quả",
        "who": "Trường Mầm non A",
        "grounds": GROUNDS,
        "products": ("Biên bản tự đánh giá", "Quyết định công nhận kết quả tự đánh giá"),
        "rings_before": timedelta(hours=16),
        **facts,
    }
    return Appointment(uid=uid, **given)
