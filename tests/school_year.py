"""The real plan's year as values, for tests of the rules: its calendar, workflow and plan, and cases in few words."""

from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from typing import Any, Final

from cycle_engine.domain.case import ZONE, CaseState, fold
from cycle_engine.domain.definition import Addressee, Milestone, Party, Plan, Track, Workflow
from cycle_engine.domain.events import GENESIS, Event, EventKind, Facts, chain_event
from cycle_engine.domain.milestones import Deadline, deadline_for
from cycle_engine.domain.notices import Notice, NoticeKey
from cycle_engine.domain.working_days import DayKind, DayOff, WorkedDay, WorkingCalendar, build_calendar
from tests.definition_files import GENERAL_TEXT, a_plan, a_workflow


def day(written: str) -> date:
    """A day as the plan writes it, such as 31/01/2025."""
    return datetime.strptime(written, "%d/%m/%Y").replace(tzinfo=UTC).date()


def _off(first: str, last: str, name: str) -> list[DayOff]:
    count = (day(last) - day(first)).days + 1
    return [DayOff(day(first) + timedelta(days=step), DayKind.HOLIDAY, name) for step in range(count)]


CALENDAR: Final[WorkingCalendar] = build_calendar(
    date(2023, 1, 1),
    date(2026, 12, 31),
    days_off=[
        *_off("01/01/2025", "01/01/2025", "Tết Dương lịch"),
        *_off("27/01/2025", "31/01/2025", "Tết Nguyên đán"),
        *_off("07/04/2025", "07/04/2025", "Giỗ Tổ Hùng Vương"),
        *_off("30/04/2025", "02/05/2025", "Ngày Chiến thắng, Quốc tế Lao động"),
    ],
    working_saturdays=[WorkedDay(date(2025, 4, 26), "làm bù cho ngày 02/5/2025")],
)
"""The working days of the plan's year, as the State announced them."""


@cache
def plan() -> Plan:
    """Plan 74/KH-GDDT."""
    return a_plan()


@cache
def preschool() -> Workflow:
    return a_workflow()


@cache
def general() -> Workflow:
    """The workflow of Decision 4725, where a return leads back to the self-assessment."""
    return a_workflow(source=GENERAL_TEXT)


def track_of(milestone_id: str, workflow: Workflow | None = None) -> Track:
    return (workflow or preschool()).track(milestone(milestone_id).track)


def milestone(milestone_id: str) -> Milestone:
    found = plan().find_milestone(milestone_id)
    assert found, milestone_id
    return found


def deadline(milestone_id: str, *, received: str = "") -> Deadline:
    """A milestone's dates, for who received the case on a day where one is given."""
    due = milestone(milestone_id).due
    assert due
    return deadline_for(due, plan(), CALENDAR, received_on=day(received) if received else None)


def at(written: str, hour: int = 8, minute: int = 0) -> datetime:
    """A moment of a day in the office's zone, in UTC."""
    return datetime.combine(day(written), time(hour, minute), ZONE).astimezone(UTC)


def an_event(on: str = "25/11/2024", *, after: Event | None = None, **given: Any) -> Event:
    """The event that follows another, or opens a case; only what matters need be given."""
    facts: dict[str, Any] = {"stage": "self_assessment", "owner": Party.SCHOOL, "round": 1}
    if after:
        facts |= {"stage": after.facts.stage, "owner": after.facts.owner, "round": after.facts.round}
    facts |= {name: given.pop(name) for name in tuple(given) if name in Facts.__slots__}
    whole: dict[str, Any] = {
        "case_key": "PGD/74/MN01",
        "kind": EventKind.TRANSITION if after else EventKind.OPENED,
        "actor": "can-bo",
        "occurred_on": day(on),
        "recorded_at": at(on),
    }
    previous = (after.seq, after.hash) if after else (0, GENESIS)
    return chain_event(previous, facts=Facts(**facts), **(whole | given))


def a_history(*steps: tuple[str, dict[str, Any]]) -> tuple[Event, ...]:
    """Events one after another, each a day and what matters; the first opens the case."""
    events: list[Event] = []
    for on, given in steps:
        events.append(an_event(on, after=events[-1] if events else None, **given))
    return tuple(events)


def a_state(*steps: tuple[str, dict[str, Any]]) -> CaseState:
    """How a case stands after steps."""
    return fold(a_history(*(steps or (("25/11/2024", {}),))))


def a_notice(*, unit: str = "MN01", milestone: str = "II.1", **given: Any) -> Notice:
    """A reminder of one school; only what matters need be given."""
    dates = deadline(milestone)
    key = NoticeKey(
        case_id=int(unit.removeprefix("MN")),
        milestone=milestone,
        round=1,
        due=dates.counts_from,
        offset=-5,
        recipient="school",
    )
    whole: dict[str, Any] = {
        "key": key,
        "template": "reminder",
        "addressee": Addressee.OWNER,
        "unit": unit,
        "unit_name": f"Trường Mầm non {unit}",
        "track": "school",
        "milestone_title": "Tự đánh giá",
        "milestone_source": "dòng 76: Tháng 01/2025",
        "products": ("Biên bản tự đánh giá",),
        "stage": "Tự đánh giá",
        "owner": Party.SCHOOL,
        "due": dates.counts_from,
        "remind_by": dates.remind_by,
        "late_after": dates.late_after,
        "working_days": 5,
    }
    return Notice(**(whole | given))
