"""What the roster says to a plan: escalations that end nowhere, stages nobody is reminded in, days too full for one.

All of it is shown and none of it forbids opening a cycle: the roster can be put right while the cycle runs. Load is
counted for cases that nobody moves, which is the most there can be.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from cycle_engine.definitions.findings import Finding, warning
from cycle_engine.domain.definition import Addressee, Milestone, Party, Plan, Rung, Workflow
from cycle_engine.domain.ladder import DatedRung, rungs_of
from cycle_engine.domain.milestones import deadline_for, open_stages, party_of
from cycle_engine.domain.recipients import Chain, contact_for, mailbox
from cycle_engine.domain.units import Unit
from cycle_engine.domain.vacancies import People, find_vacancies
from cycle_engine.domain.working_days import WorkingCalendar
from cycle_engine.errors import OperationRefused
from cycle_engine.messages import text


def check_plan_people(
    plan: Plan, workflow: Workflow, calendar: WorkingCalendar, people: People, *, today: date, most: int
) -> tuple[Finding, ...]:
    """Find what keeps a plan's letters from their readers, and which mailbox gets more than ``most`` notices a day."""
    dated = [(milestone, rungs) for milestone in plan.milestones if (rungs := _rungs(milestone, plan, calendar))]
    last = max((item.falls_on for _, rungs in dated for item in rungs), default=today)
    return (
        *_reach_findings(plan, people, today, max(today, last)),
        *_load_findings(dated, workflow, people, most),
    )


def check_plan_reminders(plan: Plan, workflow: Workflow, calendar: WorkingCalendar) -> tuple[Finding, ...]:
    """Find stages in which nobody is reminded of anything, and deadlines that nobody could be reminded of in time."""
    return (*_unreminded_stages(plan, workflow), *_reminders_before_issue(plan, calendar))


def _rungs(milestone: Milestone, plan: Plan, calendar: WorkingCalendar) -> Sequence[DatedRung]:
    """Date a milestone's rungs; none without a last day, nor beyond the calendar, which another check tells of."""
    try:
        return rungs_of(milestone, plan, deadline_for(milestone.due, plan, calendar), calendar) if milestone.due else ()
    except OperationRefused:
        return ()


def _reach_findings(plan: Plan, people: People, today: date, last: date) -> Iterator[Finding]:
    places: dict[Addressee, list[str]] = defaultdict(list)
    for number, rung in enumerate(plan.ladder, start=1):
        for addressee in dict.fromkeys((rung.to, *rung.cc)):
            places[addressee].append(f"ladder[{number}]")
    office = people.on(today)[people.office]
    if Addressee.SUPERIOR in places and office.parent not in people.units:
        where = ", ".join(places.pop(Addressee.SUPERIOR))
        yield warning(where, "superior_missing", office=office.code)
    for addressee, rungs in places.items():
        empty: dict[tuple[str, date], list[str]] = defaultdict(list)
        for vacancy in find_vacancies(people, {addressee}, first=today, last=last):
            unit = office.parent if addressee is Addressee.SUPERIOR and office.parent else vacancy.unit
            empty[vacancy.post, vacancy.since].append(unit)
        for (word, since), units in empty.items():
            name = "post_empty" if since <= today else "post_empty_from"
            yield warning(", ".join(rungs), name, units=units, post=text(f"terms.post_{word}"), since=since)


def _load_findings(
    dated: Sequence[tuple[Milestone, Sequence[DatedRung]]], workflow: Workflow, people: People, most: int
) -> Iterator[Finding]:
    told: dict[tuple[str, date], set[tuple[str, str]]] = defaultdict(set)
    owners = {track.name: party_of(track) for track in workflow.tracks}
    for milestone, rungs in dated:
        if owner := owners.get(milestone.track):
            for day, unit, box in _told(rungs, owner, people):
                told[box, day].add((unit, milestone.id))
    too_full: dict[str, dict[date, int]] = defaultdict(dict)
    for (box, day), things in told.items():
        if len(things) > most:
            too_full[box][day] = len(things)
    for box, days in sorted(too_full.items()):
        worst = max(sorted(days), key=lambda day: days[day])
        facts = {"address": box, "count": days[worst], "day": worst, "most": most, "days": len(days)}
        yield warning("ladder", "too_many_notices", **facts)


def _told(rungs: Sequence[DatedRung], owner: Party, people: People) -> Iterator[tuple[date, str, str]]:
    """Name the mailboxes that rungs speak to on their days, each with the unit it is about."""
    known: dict[tuple[int, Addressee, tuple[Addressee, ...]], list[tuple[str, str]]] = {}
    for item in rungs:
        units = people.on(item.falls_on)
        key = (id(units), item.rung.to, item.rung.cc)
        if key not in known:
            known[key] = list(_told_by(item.rung, owner, people, units))
        yield from ((item.falls_on, unit, box) for unit, box in known[key])


def _told_by(rung: Rung, owner: Party, people: People, units: Mapping[str, Unit]) -> Iterator[tuple[str, str]]:
    office = units[people.office]
    superior = units.get(office.parent or "")
    for code in people.schools if owner is Party.SCHOOL else (people.office,):
        for box in _mailboxes(rung, Chain(units[code], office, superior), owner):
            yield code, box


def _mailboxes(rung: Rung, chain: Chain, owner: Party) -> set[str]:
    to = contact_for(rung.to, chain, owner)
    copies = (contact_for(addressee, chain, owner) for addressee in rung.cc)
    return {mailbox(contact.address) for contact in (to, *copies) if contact} if to else set()


def _unreminded_stages(plan: Plan, workflow: Workflow) -> Iterator[Finding]:
    for track in workflow.tracks:
        reminded = [open_stages(track, milestone) for milestone in plan.milestones_of(track.name) if milestone.due]
        for stage in track.stages:
            if stage.owner and not any(stage.id in stages for stages in reminded):
                yield warning("milestones", "stage_unreminded", track=track.label, stage=stage.label)


def _reminders_before_issue(plan: Plan, calendar: WorkingCalendar) -> Iterator[Finding]:
    for number, milestone in enumerate(plan.milestones, start=1):
        before = _reminders(_rungs(milestone, plan, calendar))
        if before and max(before) < plan.issued:
            facts = {"milestone": milestone.id, "due": milestone.due, "issued": plan.issued, "last": max(before)}
            yield warning(f"milestones[{number}].due", "reminders_before_issue", **facts)


def _reminders(rungs: Sequence[DatedRung]) -> list[date]:
    return [item.falls_on for item in rungs if item.rung.offset < 0 and item.rung.to is Addressee.OWNER]
