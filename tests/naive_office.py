"""The year of an office, told day by day and case by case, as DESIGN.md words it and without the program's own rules.

Everything here is a second opinion: the plan's dates are typed in, working days are walked, stages are a table.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Final

from tests.worlds import Key, Step, World

TET_AND_HOLIDAYS: Final = {
    *(date(2025, 1, number) for number in (1, 27, 28, 29, 30, 31)),
    date(2025, 4, 7),
    date(2025, 4, 30),
    date(2025, 5, 1),
    date(2025, 5, 2),
}
WORKED: Final = {date(2025, 4, 26)}

DUE: Final = {
    "I.1": date(2024, 11, 30),
    "I.2": date(2025, 1, 31),
    "I.3": date(2025, 3, 31),
    "I.4": date(2025, 5, 31),
    "II.1": date(2025, 1, 31),
    "II.2": date(2025, 2, 28),
    "II.3": date(2025, 3, 31),
    "II.4": date(2025, 5, 31),
}

SCHOOLS_WAY: Final = ("self_assessment", "approval", "review_request", "external_review", "recognition", "recognized")
DEPARTMENTS_WAY: Final = ("planning", "guidance", "reviewing", "recognizing")
OPEN_BEFORE: Final = {
    "I.1": DEPARTMENTS_WAY[:1],
    "I.2": DEPARTMENTS_WAY[:2],
    "I.3": DEPARTMENTS_WAY[:3],
    "I.4": DEPARTMENTS_WAY,
    "II.1": SCHOOLS_WAY[:2],
    "II.2": SCHOOLS_WAY[:3],
    "II.3": SCHOOLS_WAY[:4],
    "II.4": SCHOOLS_WAY,
}

LEADS_TO: Final = {
    "submit": "approval",
    "approve": "review_request",
    "send_back": "self_assessment",
    "request_review": "external_review",
    "return_for_supplement": "review_request",
    "conclude_review": "recognition",
    "recognize": "recognized",
    "publish": "published",
    "unpublish": "recognized",
    "reopen": "external_review",
    "exempt": "exempt",
    "issue_plan": "guidance",
    "issue_guidance": "reviewing",
    "conclude_reviews": "recognizing",
    "report_recognition": "reported",
}
STARTS_A_ROUND: Final = ("return_for_supplement", "reopen")


def owner_of(stage: str) -> str:
    if stage in {"external_review", "recognition", *DEPARTMENTS_WAY}:
        return "department"
    return "school" if stage in SCHOOLS_WAY else ""


@dataclass
class NaiveCase:
    unit: str
    stage: str
    opened: date
    came_from: str = ""
    received: date | None = None
    round: int = 1
    round_began: date = date.min
    own: dict[tuple[str, int], date] = field(default_factory=dict)

    def milestones(self) -> Iterator[str]:
        prefix = "I." if self.unit == "PGD" else "II."
        return (name for name in DUE if name.startswith(prefix))

    def is_open(self, milestone: str) -> bool:
        return self.stage in OPEN_BEFORE[milestone]


class NaiveOffice:
    """What ought to be decided, as a set that grows tick by tick."""

    def __init__(self, world: World) -> None:
        self.world = world
        units = ["PGD", *(f"MN{number:02}" for number in range(1, world.schools + 1))]
        self.cases = {
            unit: NaiveCase(unit, "planning" if unit == "PGD" else "self_assessment", world.opened) for unit in units
        }
        self.decided: dict[Key, str] = {}
        self.unsent: set[Key] = set()
        self.weeks: set[tuple[int, int]] = set()
        self.told_about: dict[Key, str] = {}
        """Whose move it was when a thing was said."""

    def works(self, day: date) -> bool:
        if day in self.world.days_off:
            return False
        return day in WORKED or (day.isoweekday() < 6 and day not in TET_AND_HOLIDAYS)

    def walk(self, day: date, count: int) -> date:
        """So many working days on from a day, or back."""
        if count == 0:
            while not self.works(day):
                day += timedelta(days=1)
            return day
        if count < 0:  # a day off counts back from the working day after it
            day = self.walk(day, 0)
        step = timedelta(days=1 if count > 0 else -1)
        while count:
            day += step
            if self.works(day):
                count -= 1 if count > 0 else -1
        return day

    def act(self, step: Step, made: str) -> None:
        case = self.cases[step.unit]
        until = step.day + timedelta(days=step.days)
        if made == "extend":
            case.own[step.milestone, case.round] = until
        elif made:
            self._move(case, step, made)
            if made == "return_for_supplement":
                last_day = until if step.days else self.walk(step.day, 10)
                for name in ("II.2", "II.3", "II.4"):
                    if name == "II.2" or DUE[name] < last_day:
                        case.own[name, case.round] = last_day
        if made:
            self._take_back(case)

    def tick(self, today: date) -> None:
        if not self.works(today):
            return
        for case in self.cases.values():
            for milestone in case.milestones():
                if case.is_open(milestone):
                    self._decide(case, milestone, today)

    def week(self, today: date) -> set[tuple[str, str, str]] | None:
        """What the officer's week says when it is told today: kind, unit, milestone; None when it is not."""
        number = today.isocalendar()[:2]
        if not self.works(today) or number in self.weeks:
            return None
        self.weeks.add(number)
        needs = (self._need(case, today) for case in self.cases.values() if owner_of(case.stage))
        return {need for need in needs if need} or None

    def sent(self) -> None:
        self.unsent.clear()

    def due_for(self, case: NaiveCase, milestone: str) -> date:
        plans = self.world.due if milestone == "II.1" else DUE[milestone]
        due = case.own.get((milestone, case.round), plans)
        if case.received and self.world.handover_days:
            due = max(due, self.walk(case.received, self.world.handover_days))
        return due

    def _need(self, case: NaiveCase, today: date) -> tuple[str, str, str] | None:
        dues = [(self.due_for(case, name), name) for name in case.milestones() if case.is_open(name)]
        if not dues:
            return None
        due, name = min(dues, key=lambda one: one[0])
        if owner_of(case.stage) == "department" and case.unit != "PGD":
            return "waiting", case.unit, name
        before, after = due, self.walk(due, 0) if self.world.late_policy == "next_working_day" else due
        while not self.works(before):
            before -= timedelta(days=1)
        if today > after:
            return "late", case.unit, name
        sunday = today + timedelta(days=7 - today.isoweekday())
        return ("due", case.unit, name) if (before if today <= before else after) <= sunday else None

    def _move(self, case: NaiveCase, step: Step, made: str) -> None:
        before = owner_of(case.stage)
        target = case.came_from if made == "reinstate" else LEADS_TO[made]
        case.came_from, case.stage = case.stage, target
        if owner_of(target) != before:
            case.received = step.day
        if made in STARTS_A_ROUND:
            case.round += 1
            case.round_began = step.day

    def _take_back(self, case: NaiveCase) -> None:
        """What is not sent yet and holds no longer was never said."""
        for key in [key for key in self.unsent if key.unit == case.unit]:
            party = key.recipient if key.recipient in {"school", "department"} else self.told_about[key]
            holds = (
                case.is_open(key.milestone)
                and case.round == key.round
                and owner_of(case.stage) == party
                and self.due_for(case, key.milestone) == key.due
            )
            if not holds:
                self.unsent.remove(key)
                del self.decided[key]

    def _decide(self, case: NaiveCase, milestone: str, today: date) -> None:
        due = self.due_for(case, milestone)
        remind_by = due
        while not self.works(remind_by):
            remind_by -= timedelta(days=1)
        late_after = self.walk(due, 0) if self.world.late_policy == "next_working_day" else due
        owner = owner_of(case.stage)
        armed = max(case.opened, case.round_began, case.received or date.min)
        fallen: dict[Key, date] = {}
        told_before = False
        for rung in self.world.ladder:
            falls = self.walk(remind_by if rung.offset <= 0 else late_after, rung.offset)
            key = Key(case.unit, milestone, case.round, due, rung.offset, owner if rung.to == "owner" else rung.to)
            told_before |= rung.to == "owner" and self.decided.get(key) == "said"
            if falls <= today and key not in self.decided:
                fallen[key] = falls
        in_time = {k: d for k, d in fallen.items() if d > armed or (d == armed and k.recipient == owner)}
        to_owner = {} if told_before else {k: d for k, d in fallen.items() if k.recipient == owner}
        sayable = in_time or to_owner
        for key in fallen:
            is_said = key in sayable and sayable[key] == max(sayable.values())
            self.decided[key] = "said" if is_said else "superseded"
            if is_said:
                self.unsent.add(key)
                self.told_about[key] = owner
