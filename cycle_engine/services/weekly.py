"""The week of each officer: found in the tick that is the week's first, and said in that day's one letter.

A mailbox whose week had nothing to tell is noted too, so that a later day of the week does not bring it up. What waits
because the mailbox has had its letter or is paused is not noted, and looked at anew the next day.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from cycle_engine.domain.announcements import Announcement, AnnouncementKey
from cycle_engine.domain.case import CaseState
from cycle_engine.domain.definition import Addressee, Milestone, Party
from cycle_engine.domain.milestones import Deadline
from cycle_engine.domain.notices import Contact, LetterState
from cycle_engine.domain.recipients import Addressed, SaidKey, contact_for, mailbox
from cycle_engine.domain.vacancies import People
from cycle_engine.domain.week_pages import WeekPage, page_facts
from cycle_engine.domain.weekly import (
    MOST_ROWS,
    WEEKLY_DIGEST,
    WeekCase,
    WeekView,
    find_needs,
    has_something,
    week_announcement,
    week_cause,
    week_facts,
)
from cycle_engine.services.board import deadline_of
from cycle_engine.services.deciding import Scene
from cycle_engine.services.desk import Desk
from cycle_engine.services.published_pages import pages_in_trouble
from cycle_engine.services.vacancies import vacancies_ahead
from cycle_engine.store.announcements import announced, cancel_announcements, record_due
from cycle_engine.store.cases import case_of, cases_of
from cycle_engine.store.outbox import letters
from cycle_engine.store.papers import own_deadlines
from cycle_engine.store.rows import Rows

if TYPE_CHECKING:
    from cycle_engine.store.writing import Transaction


def find_weeks(transaction: "Transaction", desk: Desk, scene: Scene, people: People) -> tuple[Addressed, ...]:
    """Say what this week needs of each officer who has not been told yet; note who need not be told anything."""
    if not desk.settings.mail.weekly_digest:
        return ()
    officers = _officers(scene)
    told = {key.recipient for key in announced(transaction, week_cause(scene.today))}
    asked = {box: contact for box, contact in officers.items() if box not in told}
    cases = tuple(_cases(transaction, scene)) if asked else ()
    own = next((case for case in cases if case.unit == scene.cycle.stored.authority), None)
    if own is None:
        return ()
    office = _officer_of_the_office(scene)
    facts = {box: _facts(found, scene) for box, found in _parted(cases, scene, officers, office).items()}
    for box, pages in _parted_pages(transaction, scene, officers, office).items():
        facts[box] |= page_facts(pages, most=MOST_ROWS)
    if office in asked:
        facts[office] |= _upkeep(transaction, scene, people)
    weeks = [(box, week_announcement(own, scene.today, box, facts[box])) for box in sorted(asked)]
    _note_quiet(transaction, [week for _, week in weeks if not has_something(week.facts)], scene)
    return tuple(Addressed(week, asked[box], ()) for box, week in weeks if has_something(week.facts))


def record_weeks(
    transaction: "Transaction", scene: Scene, weeks: Iterable[Addressed], said: Collection[SaidKey]
) -> None:
    """Write down the weeks that letters tell, before which letter does is."""
    told = [one.said for one in weeks if isinstance(one.said, Announcement) and one.said.key in said]
    record_due(transaction, told, day=scene.today)


def _note_quiet(transaction: "Transaction", weeks: Iterable[Announcement], scene: Scene) -> None:
    quiet = [replace(week, facts={}) for week in weeks]
    record_due(transaction, quiet, day=scene.today)
    cancel_announcements(transaction, [AnnouncementKey(*_key(week)) for week in quiet])


def _key(week: Announcement) -> tuple[int, str, str, str]:
    return week.key.case_id, week.key.cause, WEEKLY_DIGEST, week.key.recipient


def _officers(scene: Scene) -> Mapping[str, Contact]:
    """Find whoever looks after schools: the office's officer, and those that the roster names for several of them.

    The officer of one school only is the school's own: letters about it reach her as they come.
    """
    schools = [contact_for(Addressee.OFFICER, chain, Party.SCHOOL) for chain in scene.chains.values()]
    counted = Counter(mailbox(contact.address) for contact in schools if contact)
    several = {box: one for one in schools if one and counted[box := mailbox(one.address)] > 1}
    office = contact_for(Addressee.OFFICER, scene.chains[scene.cycle.stored.authority], Party.DEPARTMENT)
    return several | ({mailbox(office.address): office} if office else {})


def _officer_of_the_office(scene: Scene) -> str:
    contact = contact_for(Addressee.OFFICER, scene.chains[scene.cycle.stored.authority], Party.DEPARTMENT)
    return mailbox(contact.address) if contact else ""


def _cases(rows: Rows, scene: Scene) -> Iterable[WeekCase]:
    own, cycle = own_deadlines(rows, scene.cycle.stored.id), scene.cycle.stored.id
    for short in cases_of(rows, cycle):
        case = case_of(rows, cycle, short.unit, short.track) if short.id in own else short
        if case:
            yield WeekCase(case.id, case.unit, case.unit_name, scene.cycle.workflow.track(case.track), case.state)


def _parted(
    cases: Iterable[WeekCase], scene: Scene, officers: Collection[str], office: str
) -> dict[str, list[WeekCase]]:
    """Part the cases by whoever looks after them."""
    hers: dict[str, list[WeekCase]] = {box: [] for box in officers}
    for case in cases:
        if case.unit not in scene.chains or case.state.owner is None:
            continue
        if (whose := _whose(case.unit, case.state.owner, scene, hers) or office) in hers:
            hers[whose].append(case)
    return hers


def _parted_pages(rows: Rows, scene: Scene, officers: Collection[str], office: str) -> Mapping[str, Sequence[WeekPage]]:
    """Part the pages that are in trouble by whoever looks after their schools."""
    hers: dict[str, list[WeekPage]] = {box: [] for box in officers}
    for page in pages_in_trouble(rows, scene.cycle):
        if (whose := _whose(page[0], Party.SCHOOL, scene, hers) or office) in hers:
            hers[whose].append(page)
    return hers


def _whose(unit: str, owner: Party, scene: Scene, officers: Collection[str]) -> str:
    """Name the mailbox of a unit's own officer, if she is one of these."""
    chain = scene.chains.get(unit)
    contact = contact_for(Addressee.OFFICER, chain, owner) if chain else None
    box = mailbox(contact.address) if contact else ""
    return box if box in officers else ""


def _facts(cases: Iterable[WeekCase], scene: Scene) -> dict[str, object]:
    view = WeekView(scene.calendar, scene.today, scene.cycle.plan.milestones_of, lambda m, s: _deadline(m, s, scene))
    return week_facts(find_needs(cases, view), scene.today)


def _deadline(milestone: Milestone, state: CaseState, scene: Scene) -> Deadline | None:
    return deadline_of(milestone, state, scene.cycle, scene.calendar)


def _upkeep(rows: Rows, scene: Scene, people: People) -> Mapping[str, object]:
    """What only the office's own officer can put right: posts without a mailbox, letters that did not go out."""
    vacant = [
        {"unit": one.unit, "unit_name": people.units[one.unit].name, "title": one.post, "due": one.since}
        for one in vacancies_ahead(people, scene.cycle, scene.today)
    ]
    stuck = [
        {"unit_name": one.recipient_name or one.recipient, "title": one.subject, "section": state.value, "due": one.day}
        for state in (LetterState.FAILED, LetterState.UNCERTAIN)
        for one in letters(rows, state=state.value)
    ]
    facts: dict[str, object] = {}
    for kind, found in (("vacant", vacant), ("failed", stuck)):
        facts[kind] = tuple(found[:MOST_ROWS])
        facts[f"{kind}_more"] = tuple(range(len(found) - MOST_ROWS))
    return facts
