"""Which calendar entries there are, and which go with a letter.

A letter brings its mailbox the entries of its own cases: of what it reminds of where the move is the recipient's, and
of events that the unit itself is told. It also brings anew every entry that the mailbox was sent before, of a case that
has moved since its last letter or whose plan was amended, as it stands now: moved, or cancelled because it is done.
Whoever only watches (the officer, the head, the superior) has no deadline of her own there; the office's feed shows her
all of them.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, TypeAlias

from cycle_engine.domain.announcements import Announcement
from cycle_engine.domain.appointments import (
    Appointment,
    AppointmentState,
    Grounds,
    latest,
    rings_before,
    state_of,
    uid_of,
)
from cycle_engine.domain.definition import Addressee, Party
from cycle_engine.domain.milestones import CaseStanding, Deadline, MilestoneStanding, deadline_for, party_of
from cycle_engine.domain.notices import Notice
from cycle_engine.domain.recipients import LetterPlan, mailbox
from cycle_engine.domain.units import Unit
from cycle_engine.services.board import read_board
from cycle_engine.services.desk import Desk, OpenCycle
from cycle_engine.store.calendars import CaseMark, case_marks, count_amendments, said_before_a_change
from cycle_engine.store.rows import Rows

if TYPE_CHECKING:
    from cycle_engine.store.writing import Transaction

Place: TypeAlias = tuple[int, str]
"""A case's number and a milestone: what an entry is about."""


@dataclass(frozen=True, slots=True)
class Told:
    """A deadline that a letter told of, in the words it had then."""

    case_id: int
    section: str
    title: str
    who: str
    due: date | None

    @property
    def place(self) -> Place:
        """What it is about."""
        return self.case_id, self.section


class CycleEntries:
    """The entries of one cycle, as its cases stand now."""

    def __init__(self, rows: Rows, desk: Desk, cycle: OpenCycle, office: Unit) -> None:
        self._cycle = cycle
        self._calendar = desk.calendar_for(cycle.plan)
        self._marks = case_marks(rows, cycle.stored.id)
        self._amendments = count_amendments(rows, cycle.stored.id)
        self._grounds = _grounds(desk, cycle, office)
        self.cases: tuple[CaseStanding, ...] = read_board(rows, desk, cycle).cases

    @property
    def sequence(self) -> int:
        """The sequence of what all cases share."""
        return sum(mark.seq for mark in self._marks.values()) + self._amendments

    def by_place(self) -> Mapping[Place, Appointment]:
        """Every entry, by what it is about; a milestone without a date, or of an exempt case, has none."""
        return {(case.case_id, one.section): one for case in self.cases for one in self.of_case(case)}

    def of_case(self, case: CaseStanding) -> tuple[Appointment, ...]:
        """The entries of one case."""
        return tuple(
            self._appointment(case.case_id, milestone, milestone.deadline, case.name)
            for milestone in case.milestones
            if milestone.deadline
        )

    def called_off(self, told: Told) -> Appointment | None:
        """The entry of something that was told and is expected no more, as far as what was told can say."""
        mark = self._marks.get(told.case_id)
        if mark is None or told.due is None or not told.title:
            return None
        return Appointment(
            uid=self._uid(mark, told.section),
            sequence=mark.seq + self._amendments,
            state=AppointmentState.OFF,
            deadline=deadline_for(told.due, self._cycle.plan, self._calendar),
            section=told.section,
            title=told.title,
            who=told.who,
            grounds=self._grounds,
        )

    def _appointment(self, case_id: int, milestone: MilestoneStanding, deadline: Deadline, who: str) -> Appointment:
        mark, planned = self._marks[case_id], self._cycle.plan.find_milestone(milestone.id)
        products = planned.products if planned else ()
        return Appointment(
            uid=self._uid(mark, milestone.id),
            sequence=mark.seq + self._amendments,
            state=state_of(milestone.state),
            deadline=deadline,
            section=milestone.id,
            title=milestone.title,
            who=who,
            grounds=self._grounds,
            products=tuple(self._cycle.workflow.product(product).label.vi for product in products),
            rings_before=rings_before(deadline.remind_by, self._calendar),
        )

    def _uid(self, mark: CaseMark, milestone: str) -> str:
        return uid_of(mark.key, self._cycle.stored.opened_at, milestone)


def enclosed(
    transaction: "Transaction", desk: Desk, cycle: OpenCycle, plans: Sequence[LetterPlan], office: Unit
) -> tuple[tuple[Appointment, ...], ...]:
    """Say which entries go with each of these letters."""
    wanted = [{told.place for said in plan.first_hand for told in _told(said, cycle)} for plan in plans]
    held = _held(transaction, cycle)
    if not held and not any(wanted):
        return ((),) * len(plans)
    entries = CycleEntries(transaction, desk, cycle, office)
    found = entries.by_place()
    chosen = []
    for plan, places in zip(plans, wanted, strict=True):
        before = held.get(mailbox(plan.recipient.address), {})
        gone = [entries.called_off(told) for place, told in before.items() if place not in found]
        due = [found[place] for place in sorted(places | before.keys()) if place in found]
        chosen.append(latest([*due, *(one for one in gone if one)]))
    return tuple(chosen)


def _grounds(desk: Desk, cycle: OpenCycle, office: Unit) -> Grounds:
    plan = cycle.plan
    return Grounds(
        office_name=office.name,
        office_address=desk.settings.mail.from_address or office.email or office.officer_email,
        plan_number=plan.number,
        plan_issued=plan.issued,
        label=f"{desk.settings.office.label} {plan.school_year}",
    )


def _held(rows: Rows, cycle: OpenCycle) -> Mapping[str, Mapping[Place, Told]]:
    """Name, by mailbox, the entries it was sent that may have changed since, with what was told last."""
    held: dict[str, dict[Place, Told]] = defaultdict(dict)
    for recipient, said in said_before_a_change(rows, cycle.stored.id):
        if not said.is_copy:
            held[mailbox(recipient)].update({told.place: told for told in _told(said, cycle)})
    return held


def _told(said: Notice | Announcement, cycle: OpenCycle) -> Iterator[Told]:
    """Say which deadlines of the recipient's own something tells of: her case, and her move or news to her."""
    party = party_of(cycle.workflow.track(said.track))
    case_id, who = said.key.case_id, said.unit_name
    if isinstance(said, Notice):
        if said.addressee is Addressee.OWNER and said.owner is party:
            yield Told(case_id, said.key.milestone, said.milestone_title, who, said.key.due)
    elif said.addressee is Addressee.UNIT or (said.addressee is Addressee.OWNER and party is Party.DEPARTMENT):
        changes = said.facts.get("changes")
        for fact in changes if isinstance(changes, tuple) else (said.facts,):
            due, section = fact.get("due"), str(fact.get("section") or "")
            if section:
                yield Told(case_id, section, str(fact.get("title") or ""), who, due if isinstance(due, date) else None)
