"""The schedule of visits to teams and schools: one letter a mailbox with what is new to it, and calendar entries.

What a mailbox was told is a line of the log, written with the letter, so nothing is said twice; what has moved since is
said once more, its entries under the same UID with a risen SEQUENCE, and what is off comes as cancelled.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cycle_engine.domain.appointments import Appointment, AppointmentState, Grounds, rings_before, uid_of
from cycle_engine.domain.milestones import Deadline
from cycle_engine.domain.notices import Contact, ReportRequest
from cycle_engine.domain.recipients import mailbox
from cycle_engine.domain.reviews import ReviewLineKind, ScheduleChange, schedule_changes
from cycle_engine.formatting import weekday_date
from cycle_engine.services.desk import Desk
from cycle_engine.services.letters import office_of, plan_reference, sender_of, units_on
from cycle_engine.services.report_letters import ReportWriter
from cycle_engine.services.review_desk import ReviewDesk
from cycle_engine.store.cases import StoredCase, cases_of

if TYPE_CHECKING:
    from cycle_engine.domain.units import Unit


@dataclass(frozen=True, slots=True)
class ScheduleLetter:
    """What one mailbox is to be told. ``teams`` are a reviewer's; a school has none."""

    recipient: Contact
    teams: tuple[str, ...]
    changes: tuple[ScheduleChange, ...]


@dataclass(frozen=True, slots=True)
class SentSchedules:
    """The letters that go, or would; schools without a mailbox; visits that still have no day."""

    letters: tuple[ScheduleLetter, ...]
    without_mailbox: tuple[str, ...]
    without_day: tuple[str, ...]
    numbers: tuple[int, ...] = ()


def send_schedules(desk: Desk, *, apply_it: bool) -> SentSchedules:
    """Queue a letter for every mailbox that has not heard how its visits stand; or say which would go."""
    with desk.database.write(alone=True) as transaction:
        office = ReviewDesk.at(desk, transaction)
        cases = {case.unit: case for case in cases_of(transaction, office.cycle.stored.id)}
        units = units_on(transaction, desk.today)
        visits = office.reviews.visits.values()
        silent = tuple(sorted(v.unit for v in visits if not (v.unit in units and units[v.unit].email)))
        dayless = tuple(sorted(visit.unit for visit in visits if visit.on is None))
        letters = tuple(letter for letter in _letters(office, units, cases) if letter.changes)
        writer = ReportWriter(desk, office.cycle, office_of(units, office.cycle))
        numbers = _queue(office, writer, letters, cases) if apply_it and letters else ()
    return SentSchedules(letters, silent, dayless, numbers)


def _letters(
    office: ReviewDesk, units: Mapping[str, "Unit"], cases: Mapping[str, StoredCase]
) -> Iterator[ScheduleLetter]:
    """Say what is news to each mailbox there is or was: of the schools that are visited, and of the reviewers."""
    reviews, contacts = office.reviews, dict[str, Contact]()
    visited, teams = defaultdict[str, set[str]](set), defaultdict[str, set[str]](set)
    for unit in reviews.visits:
        if (school := units.get(unit)) and school.email:
            contacts.setdefault(mailbox(school.email), Contact(school.email, cases[unit].unit_name))
            visited[mailbox(school.email)].add(unit)
    for team in reviews.teams.values():
        for member in team.members:
            box = mailbox(member.email)
            contacts.setdefault(box, Contact(member.email, member.name))
            visited[box] |= {visit.unit for visit in reviews.visits_of(team.name)}
            teams[box].add(team.name)
    for box in sorted(contacts.keys() | {box for box, _ in reviews.told}):
        changes = schedule_changes(reviews, box, sorted(visited[box]), today=office.desk.today)
        names = teams[box] or (set() if box in contacts else {change.team for change in changes})
        yield ScheduleLetter(contacts.get(box) or Contact(box, ""), tuple(sorted(names)), changes)


def _queue(
    office: ReviewDesk, writer: ReportWriter, letters: Sequence[ScheduleLetter], cases: Mapping[str, StoredCase]
) -> tuple[int, ...]:
    requests = [_request(office, writer, letter, cases) for letter in letters]
    numbers = writer.queue(office.transaction, requests)
    office.write(*((ReviewLineKind.TOLD, _told(letter, n)) for letter, n in zip(letters, numbers, strict=True)))
    return numbers


def _told(letter: ScheduleLetter, number: int) -> dict[str, object]:
    visits = [
        {"unit": one.unit, "team": one.team, "on": one.on.isoformat(), "sequence": one.sequence, "is_off": one.is_off}
        for one in letter.changes
    ]
    return {"recipient": letter.recipient.address, "letter": number, "visits": visits}


def _request(
    office: ReviewDesk, writer: ReportWriter, letter: ScheduleLetter, cases: Mapping[str, StoredCase]
) -> ReportRequest:
    teams = office.reviews.teams
    on, off = ([one for one in letter.changes if one.is_off is is_off] for is_off in (False, True))
    members = [member.name for name in dict.fromkeys(one.team for one in on) for member in teams[name].members]
    return writer.request(
        "review_schedule",
        letter.recipient,
        {
            "about": "; ".join(letter.teams) or letter.recipient.name,
            "is_school": not letter.teams,
            "is_change": any(one.was_told for one in letter.changes),
            "visits": {_where(letter, one, cases): weekday_date(one.on) for one in on},
            "called_off": {_where(letter, one, cases): weekday_date(one.on) for one in off},
            "members": tuple(dict.fromkeys(members)),
        },
        appointments=tuple(_entry(office, writer.office, one, cases[one.unit]) for one in letter.changes),
    )


def _where(letter: ScheduleLetter, change: ScheduleChange, cases: Mapping[str, StoredCase]) -> str:
    """Name a visit to a school by the team that comes, to a reviewer by the school, and her team if she has several."""
    if not letter.teams:
        return change.team
    name = cases[change.unit].unit_name
    return f"{name} ({change.team})" if len(letter.teams) > 1 else name


def _entry(office: ReviewDesk, writer: "Unit", change: ScheduleChange, case: StoredCase) -> Appointment:
    desk, cycle = office.desk, office.cycle
    team = office.reviews.teams[change.team]
    return Appointment(
        uid=uid_of(case.state.key, cycle.stored.opened_at, "review-visit"),
        sequence=change.sequence,
        state=AppointmentState.OFF if change.is_off else AppointmentState.DUE,
        deadline=Deadline(change.on, change.on, change.on, change.on),
        section="",
        title="",
        who=case.unit_name,
        grounds=Grounds(
            office_name=writer.name,
            office_address=sender_of(desk, writer),
            plan_number=cycle.plan.number,
            plan_issued=cycle.plan.issued,
            label=plan_reference(desk, cycle).label,
        ),
        rings_before=rings_before(change.on, desk.calendar_for(cycle.plan)),
        visitors=(team.name, *(member.name for member in team.members)),
    )
