"""What needs an officer this week: said once a week, on the first working day that the program runs in it.

A week runs from its Monday to its Sunday. Of every case one thing is named, its nearest milestone: the office's move is
``waiting`` since it was handed over; everything else is ``late``, or ``due`` when the day to act by lies in the week.
Days are working days.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from cycle_engine.domain.announcements import Announcement, AnnouncementKey
from cycle_engine.domain.case import CaseState
from cycle_engine.domain.definition import Addressee, Milestone, Party, Track
from cycle_engine.domain.milestones import Deadline, open_stages, party_of
from cycle_engine.domain.week_pages import PAGE_PARTS
from cycle_engine.domain.working_days import WorkingCalendar

WEEKLY_DIGEST: Final = "weekly_digest"

MOST_ROWS: Final = 50
"""How many rows of one kind are kept whole; of the rest only the cases' numbers, to be counted."""

_NAMING_CASES: Final = ("late", "due", "waiting")

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class WeekCase:
    """A case as a week looks at it; ``deadlines`` of ``state`` hold its own last days."""

    case_id: int
    unit: str
    unit_name: str
    track: Track
    state: CaseState


@dataclass(frozen=True, slots=True)
class WeekView:
    """What every case is looked at with: the calendar, the day, a track's milestones and how each is dated."""

    calendar: WorkingCalendar
    today: date
    milestones_of: Callable[[str], Sequence[Milestone]]
    deadline_of: Callable[[Milestone, CaseState], Deadline | None]


@dataclass(frozen=True, slots=True)
class Finding:
    """What one case needs: of which kind, about which milestone, by when, and the working days that are told."""

    kind: str
    milestone: Milestone
    deadline: Deadline
    due: date
    days: int


def week_cause(day: date) -> str:
    """Name the week of a day as what an announcement is caused by: ``week 2025-W06``."""
    year, week, _ = day.isocalendar()
    return f"week {year}-W{week:02}"


def find_needs(cases: Iterable[WeekCase], view: WeekView) -> dict[str, list[tuple[WeekCase, Finding]]]:
    """Say of every case what it needs this week, by kind; what is due first stands first.

    Cases that stand alike need alike, so each way to stand is looked at once.
    """
    known: dict[tuple[object, ...], Finding | None] = {}
    found: dict[str, list[tuple[WeekCase, Finding]]] = {kind: [] for kind in _NAMING_CASES}
    for case in cases:
        state = case.state
        own = tuple(sorted(state.deadlines.items()))
        alike = (case.track.name, state.stage, state.handed_over_on, state.opened_on, state.round, own)
        if alike not in known:
            known[alike] = _need(case, view)
        if need := known[alike]:
            found[need.kind].append((case, need))
    for needs in found.values():
        needs.sort(key=lambda one: (one[1].due, one[0].unit))
    return found


def week_facts(needs: Mapping[str, Sequence[tuple[WeekCase, Finding]]], today: date) -> dict[str, object]:
    """Write down what is needed as an announcement's facts, the first rows whole."""
    monday = today - timedelta(days=today.weekday())
    facts: dict[str, object] = {"week_from": monday, "week_until": _sunday(today)}
    for kind in _NAMING_CASES:
        found = needs.get(kind, ())
        facts[kind] = tuple(_row(case, need) for case, need in found[:MOST_ROWS])
        facts[f"{kind}_more"] = tuple(case.case_id for case, _ in found[MOST_ROWS:])
    return facts


def has_something(facts: Mapping[str, Any]) -> bool:
    """Whether a week has anything to tell."""
    return any(value for name, value in facts.items() if not name.startswith("week_"))


def week_announcement(case: WeekCase, today: date, recipient: str, facts: Mapping[str, object]) -> Announcement:
    """Build the announcement of a week to one mailbox; it is filed under the office's own case."""
    return Announcement(
        key=AnnouncementKey(case.case_id, week_cause(today), WEEKLY_DIGEST, recipient),
        addressee=Addressee.OFFICER,
        cc=(),
        unit=case.unit,
        unit_name=case.unit_name,
        track=case.track.name,
        stage=case.state.stage,
        round=case.state.round,
        milestone="",
        facts=facts,
    )


def without_lapsed(facts: Mapping[str, Any], holds: Callable[[Row], bool], moved: Iterable[int]) -> dict[str, object]:
    """Leave out of a week's facts the rows that no longer hold, and of those that are only counted what has moved."""
    gone = set(moved)
    kept: dict[str, object] = dict(facts)
    for kind in (*_NAMING_CASES, *PAGE_PARTS):
        may_hold = kind in _NAMING_CASES  # what a school that moved had published is published no more, or anew
        rows = facts.get(kind, ())
        kept[kind] = tuple(row for row in rows if row["case_id"] not in gone or (may_hold and holds(row)))
        kept[f"{kind}_more"] = tuple(number for number in facts.get(f"{kind}_more", ()) if number not in gone)
    return kept


def row_holds(row: Row, state: CaseState, deadline: Deadline | None) -> bool:
    """Whether a row is still so: its milestone open with the same last day, the same party's move, the same round."""
    same_move = state.owner is not None and (state.owner.value, state.round) == (row["owner"], row["round"])
    return same_move and deadline is not None and deadline.counts_from == row["counts_from"]


def _need(case: WeekCase, view: WeekView) -> Finding | None:
    state, calendar, today = case.state, view.calendar, view.today
    ahead = [
        (deadline, milestone)
        for milestone in view.milestones_of(case.track.name)
        if state.stage in open_stages(case.track, milestone) and (deadline := view.deadline_of(milestone, state))
    ]
    ahead = [(deadline, one) for deadline, one in ahead if one.completes or today <= deadline.late_after]
    if not ahead or state.owner is None:
        return None
    deadline, milestone = min(ahead, key=lambda one: one[0].counts_from)
    if state.owner is Party.DEPARTMENT and party_of(case.track) is not Party.DEPARTMENT:
        held = calendar.count_between(state.held_since, today)
        return Finding("waiting", milestone, deadline, deadline.nominal, held)
    return _own_need(milestone, deadline, calendar, today)


def _own_need(milestone: Milestone, deadline: Deadline, calendar: WorkingCalendar, today: date) -> Finding | None:
    if today > deadline.late_after:
        late = calendar.count_between(deadline.late_after, today)
        return Finding("late", milestone, deadline, deadline.late_after, late)
    act_by = deadline.late_after if today > deadline.remind_by else deadline.remind_by
    if act_by > _sunday(today):
        return None
    return Finding("due", milestone, deadline, act_by, calendar.count_between(today, act_by))


def _row(case: WeekCase, need: Finding) -> Row:
    owner = case.state.owner
    return {
        "case_id": case.case_id,
        "unit": case.unit,
        "unit_name": case.unit_name,
        "milestone": need.milestone.id,
        "section": need.milestone.id if need.milestone.source else "",
        "title": need.milestone.title,
        "due": need.due,
        "days": need.days,
        "owner": owner.value if owner else "",
        "round": case.state.round,
        "counts_from": need.deadline.counts_from,
    }


def _sunday(day: date) -> date:
    return day + timedelta(days=6 - day.weekday())
