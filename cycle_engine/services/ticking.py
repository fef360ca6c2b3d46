"""A tick: what is due to be said today, decided and queued in one transaction.

It is a function of definitions, cases, calendar, today and what was decided before; how often it runs changes nothing
but which rung is the latest when it looks. On a day off, and on the office's quiet days, it decides nothing: the next
working morning will.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from cycle_engine.definitions.frozen_copies import plan_from_json
from cycle_engine.domain.allowance import Allowed, allow
from cycle_engine.domain.announcements import AnnouncementKey
from cycle_engine.domain.case import day_of
from cycle_engine.domain.notices import NoticeKey
from cycle_engine.domain.pauses import gather_pauses
from cycle_engine.domain.plan_changes import dated_since
from cycle_engine.domain.recipients import Gathering, SaidKey, chains, gather
from cycle_engine.messages import Text
from cycle_engine.services.deciding import Scene, address_announcements, decide_milestones
from cycle_engine.services.desk import Desk, OpenCycle
from cycle_engine.services.letters import QueuedLetter, office_of, write_letters
from cycle_engine.services.vacancies import people_of, vacancy_alarms
from cycle_engine.services.weekly import find_weeks, record_weeks
from cycle_engine.store.amendments import plans_of
from cycle_engine.store.announcements import due_announcements, record_announced
from cycle_engine.store.notices import record_said, record_superseded
from cycle_engine.store.outbox import count_written_on, written_on
from cycle_engine.store.pauses import all_pauses

if TYPE_CHECKING:
    from cycle_engine.store.writing import Transaction


@dataclass(frozen=True, slots=True)
class Ticked:
    """What a tick did: letters queued, rungs superseded, things that wait, and posts without a mailbox."""

    letters: tuple[QueuedLetter, ...] = ()
    superseded: int = 0
    waiting: int = 0
    alarms: tuple[Text, ...] = ()
    quiet: bool = False


def tick(desk: Desk, *, dry_run: bool = False) -> Ticked:
    """Decide and queue what is due today in every cycle; ``dry_run`` says so and changes nothing."""
    with desk.database.write(alone=True) as transaction:
        ticked = tick_within(transaction, desk)
        if dry_run:
            transaction.take_back()
    return ticked


def tick_within(transaction: "Transaction", desk: Desk) -> Ticked:
    """Decide and queue what is due on the desk's day, in the caller's transaction."""
    ticked = [_tick_cycle(transaction, desk, cycle) for cycle in desk.cycles(transaction)]
    return Ticked(
        letters=tuple(letter for one in ticked for letter in one.letters),
        superseded=sum(one.superseded for one in ticked),
        waiting=sum(one.waiting for one in ticked),
        alarms=tuple(alarm for one in ticked for alarm in one.alarms),
        quiet=bool(ticked) and all(one.quiet for one in ticked),
    )


def _tick_cycle(transaction: "Transaction", desk: Desk, cycle: OpenCycle) -> Ticked:
    calendar = desk.calendar_for(cycle.plan)
    if not desk.writes_today(calendar):
        return Ticked(quiet=True)
    people = people_of(transaction, cycle, desk.today)
    units = people.on(desk.today)
    office = office_of(units, cycle)
    scene = Scene(
        cycle,
        calendar,
        desk.today,
        chains(units, office),
        gather_pauses(all_pauses(transaction)),
        dated_since=_dated_since(transaction, cycle),
    )
    findings = decide_milestones(transaction, scene)
    address_announcements(scene, due_announcements(transaction, cycle.stored.id), findings)
    weeks = find_weeks(transaction, desk, scene, people)
    gathering = gather(
        [*findings.said, *weeks],
        written_today=written_on(transaction, desk.today),
        paused=scene.pauses.on(desk.today),
    )
    allowed = _allowed(transaction, desk, gathering)
    letters = write_letters(transaction, desk, cycle, allowed.letters, office)
    said = _said(letters, gathering)
    record_weeks(transaction, scene, weeks, said)
    _record(transaction, said, day=desk.today)
    record_superseded(transaction, findings.superseded, day=desk.today)
    waiting = {one.key for one in (*gathering.waiting, *allowed.waiting)}
    alarms = {**vacancy_alarms(people, cycle, desk.today), **findings.vacant}
    return Ticked(letters, len(findings.superseded), len(waiting), tuple(alarms.values()))


def _dated_since(transaction: "Transaction", cycle: OpenCycle) -> Mapping[str, date]:
    """Say since when milestones have their last day, where the plan was amended."""
    if not cycle.stored.amendment:
        return {}
    return dated_since([(day_of(at), plan_from_json(plan)) for at, plan in plans_of(transaction, cycle.stored.id)])


def _allowed(transaction: "Transaction", desk: Desk, gathering: Gathering) -> Allowed:
    """Keep to the most letters the office sends a day, where it has set one."""
    most = desk.settings.mail.most_per_day
    if not most:
        return Allowed(gathering.letters)
    return allow(gathering.letters, max(0, most - count_written_on(transaction, desk.today)))


def _said(letters: Sequence[QueuedLetter], gathering: Gathering) -> Mapping[SaidKey, int]:
    """Say which letter says a thing: itself, or another about the same thing to the same mailbox."""
    said = {one.key: letter.id for letter in letters for one in letter.plan.first_hand}
    return said | {key: said[by] for key, by in gathering.folded.items() if by in said}


def _record(transaction: "Transaction", said: Mapping[SaidKey, int], *, day: date) -> None:
    record_said(transaction, {key: number for key, number in said.items() if isinstance(key, NoticeKey)}, day=day)
    record_announced(transaction, {key: number for key, number in said.items() if isinstance(key, AnnouncementKey)})
