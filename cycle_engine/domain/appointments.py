"""A deadline as a calendar program keeps it: one entry for one milestone of one case, moved and never doubled.

``uid`` follows from the case and the milestone alone, so an extension, a new round and an amended plan move the entry
that is there. ``sequence`` is the number of the case's last event and of its plan's amendments together: whatever may
change an entry raises it and nothing lowers it. Where only the office's calendar of days off has changed, the
sequence stays and the later DTSTAMP decides (RFC 5546, 2.1.5).

An entry stands on the last working day on or before the deadline, the day that letters name too; on the third day of
Tết nobody would see it in time. Its text says the deadline itself and the rule.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from hashlib import sha256
from typing import Final

from cycle_engine.domain.milestones import Deadline, MilestoneState
from cycle_engine.domain.working_days import WorkingCalendar

CALL_HOUR: Final = 8
"""At which hour of the working day before an entry rings, by the clock of whoever reads it."""


class AppointmentState(StrEnum):
    """What has become of a deadline: somebody must meet it, it was met, or nobody must any more."""

    DUE = "due"
    DONE = "done"
    OFF = "off"


@dataclass(frozen=True, slots=True)
class Grounds:
    """Which plan of which office sets the days; ``office_address`` may be empty."""

    office_name: str
    office_address: str
    plan_number: str
    plan_issued: date
    label: str


@dataclass(frozen=True, slots=True)
class Appointment:
    """One milestone in a calendar: of one case (``who`` is the unit's name), or of all cases that share its day.

    ``section`` and ``title`` are the appendix's, ``products`` Vietnamese names. ``rings_before`` is how long before
    the entry's day begins it rings; None where it does not. ``still_due`` names, of a gathered entry, the units that
    are not done, out of ``units``; 0 units is an entry of one case. With ``visitors`` it is no deadline but the day on
    which they, a review team, visit ``who``.
    """

    uid: str
    sequence: int
    state: AppointmentState
    deadline: Deadline
    section: str
    title: str
    who: str
    grounds: Grounds
    products: tuple[str, ...] = ()
    rings_before: timedelta | None = None
    still_due: tuple[str, ...] = ()
    units: int = 0
    visitors: tuple[str, ...] = ()

    @property
    def day(self) -> date:
        """The day it stands on: the last working day on or before the deadline."""
        return self.deadline.remind_by


def uid_of(key: str, opened_at: datetime, milestone: str, *more: str) -> str:
    """Name an entry for life: by its case's key (or a cycle's), the moment the cycle was opened, and the milestone.

    The moment tells apart two offices that chose the same codes and plan number, should one person hear from both.
    Never to be named otherwise, or every entry that was ever sent would be doubled.
    """
    return sha256("\n".join((key, opened_at.isoformat(), milestone, *more)).encode()).hexdigest()[:32]


def state_of(state: MilestoneState) -> AppointmentState:
    """Say what an entry says of a milestone that stands like this."""
    return AppointmentState.DONE if state is MilestoneState.DONE else AppointmentState.DUE


def rings_before(day: date, calendar: WorkingCalendar) -> timedelta:
    """Say how long before ``day`` begins its entry rings: in the morning of the working day before, no day off."""
    return day - calendar.add(day, -1) - timedelta(hours=CALL_HOUR)


def gathered(
    appointments: Sequence[Appointment], *, key: str, opened_at: datetime, days: Mapping[str, date], sequence: int
) -> tuple[Appointment, ...]:
    """Gather the entries of many cases into one a milestone and deadline, for whoever watches over all of them.

    ``days`` are the plan's own last days: the entry of those keeps its name wherever the plan moves them, that of an
    extension is named by its day. ``sequence`` is that of all the cycle's cases, since a case may change between.
    """
    together: dict[tuple[str, date], list[Appointment]] = defaultdict(list)
    for one in appointments:
        together[one.section, one.deadline.nominal].append(one)
    return tuple(
        _one_of(members, uid_of(key, opened_at, section, *_by_day(day, days.get(section))), sequence)
        for (section, day), members in sorted(together.items())
    )


def latest(appointments: Iterable[Appointment]) -> tuple[Appointment, ...]:
    """Keep each entry once, by its latest state, in the order of days."""
    found: dict[str, Appointment] = {}
    for one in appointments:
        if one.uid not in found or found[one.uid].sequence < one.sequence:
            found[one.uid] = one
    return tuple(sorted(found.values(), key=lambda one: (one.day, one.section, one.who, one.uid)))


def _by_day(day: date, planned: date | None) -> tuple[str, ...]:
    return () if day == planned else (day.isoformat(),)


def _one_of(members: Sequence[Appointment], uid: str, sequence: int) -> Appointment:
    """Let one entry stand for several with the same deadline; of their own days it stands on the first still due."""
    due = [one for one in members if one.state is AppointmentState.DUE]
    first = min(due or members, key=lambda one: (one.day, one.who))
    return replace(
        first,
        uid=uid,
        sequence=sequence,
        state=AppointmentState.DUE if due else AppointmentState.DONE,
        who="",
        still_due=tuple(sorted(one.who for one in due)),
        units=len(members),
    )
