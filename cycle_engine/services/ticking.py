"""A tick: what is due to be said today, decided and queued in one transaction.

It is a function of definitions, cases, calendar, today and what was decided before; how often it runs changes nothing
but which rung is the latest when it looks. On a day off, and on the office's quiet days, it decides nothing: the next
working morning will.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from cycle_engine.domain.allowance import Allowed, allow
from cycle_engine.domain.definition import Addressee, Milestone, Party, Rung, Track
from cycle_engine.domain.ladder import DatedRung, decide, rungs_of
from cycle_engine.domain.milestones import Deadline, deadline_for, open_stages
from cycle_engine.domain.notices import Notice, NoticeKey
from cycle_engine.domain.pauses import PartedRungs, Pauses, gather_pauses, part_rungs
from cycle_engine.domain.recipients import (
    AddressedNotice,
    Chain,
    Gathering,
    chains,
    contact_for,
    gather,
    party_word,
)
from cycle_engine.domain.working_days import WorkingCalendar
from cycle_engine.messages import Text, text
from cycle_engine.services.desk import Desk, OpenCycle
from cycle_engine.services.letters import QueuedLetter, office_of, write_letters
from cycle_engine.services.vacancies import people_of, vacancy_alarms
from cycle_engine.store.notices import Candidate, Latest, candidates, decided_keys, record_said, record_superseded
from cycle_engine.store.outbox import count_written_on, written_on
from cycle_engine.store.pauses import all_pauses

if TYPE_CHECKING:
    from cycle_engine.store.writing import Transaction


@dataclass(frozen=True, slots=True)
class Ticked:
    """What a tick did: letters queued, rungs superseded, notices that wait, and posts without a mailbox."""

    letters: tuple[QueuedLetter, ...] = ()
    superseded: int = 0
    waiting: int = 0
    alarms: tuple[Text, ...] = ()
    quiet: bool = False


@dataclass(slots=True)
class _Findings:
    """What the milestones of one cycle gave so far."""

    notices: list[AddressedNotice] = field(default_factory=list)
    superseded: list[NoticeKey] = field(default_factory=list)
    vacant: dict[tuple[str, str], Text] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Scene:
    """What every decision of one cycle's tick looks at."""

    cycle: OpenCycle
    calendar: WorkingCalendar
    today: date
    chains: Mapping[str, Chain]
    pauses: Pauses


@dataclass(frozen=True, slots=True)
class _Open:
    """A milestone that is open in one case, with its dates there."""

    milestone: Milestone
    track: Track
    candidate: Candidate
    deadline: Deadline

    def key(self, rung: Rung) -> NoticeKey:
        return NoticeKey(
            case_id=self.candidate.case_id,
            milestone=self.milestone.id,
            round=self.candidate.round,
            due=self.deadline.counts_from,
            offset=rung.offset,
            recipient=party_word(rung.to, self.candidate.owner),
        )


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
    scene = _Scene(cycle, calendar, desk.today, chains(units, office), gather_pauses(all_pauses(transaction)))
    findings = _Findings()
    for milestone in cycle.plan.milestones:
        _decide_milestone(transaction, scene, milestone, findings)
    gathering = gather(
        findings.notices,
        written_today=written_on(transaction, desk.today),
        paused=scene.pauses.on(desk.today),
    )
    allowed = _allowed(transaction, desk, gathering)
    letters = write_letters(transaction, desk, cycle, allowed.letters, office)
    record_said(transaction, _said(letters, gathering), day=desk.today)
    record_superseded(transaction, findings.superseded, day=desk.today)
    waiting = {notice.key for notice in (*gathering.waiting, *allowed.waiting)}
    alarms = {**vacancy_alarms(people, cycle, desk.today), **findings.vacant}
    return Ticked(letters, len(findings.superseded), len(waiting), tuple(alarms.values()))


def _allowed(transaction: "Transaction", desk: Desk, gathering: Gathering) -> Allowed:
    """Keep to the most letters the office sends a day, where it has set one."""
    most = desk.settings.mail.most_per_day
    if not most:
        return Allowed(gathering.letters)
    return allow(gathering.letters, max(0, most - count_written_on(transaction, desk.today)))


def _said(letters: Sequence[QueuedLetter], gathering: Gathering) -> Mapping[NoticeKey, int]:
    """Say which letter says a notice: itself, or the other one about the same thing to the same mailbox."""
    said = {notice.key: letter.id for letter in letters for notice in letter.plan.notices if not notice.is_copy}
    return said | {key: said[by] for key, by in gathering.folded.items() if by in said}


def _decide_milestone(transaction: "Transaction", scene: _Scene, milestone: Milestone, findings: _Findings) -> None:
    if milestone.due is None:
        return
    track = scene.cycle.workflow.track(milestone.track)
    found = candidates(
        transaction,
        cycle_id=scene.cycle.stored.id,
        track=track.name,
        milestone=milestone.id,
        stages=open_stages(track, milestone),
        handed_over_after=_latest_harmless_handover(milestone.due, scene),
        latest=_latest(milestone, deadline_for(milestone.due, scene.cycle.plan, scene.calendar), scene),
    )
    decided = decided_keys(transaction, milestone.id, [candidate.case_id for candidate in found])
    for candidate in found:
        due = candidate.own_due or milestone.due
        deadline = deadline_for(due, scene.cycle.plan, scene.calendar, received_on=candidate.handed_over_on)
        one = _Open(milestone, track, candidate, deadline)
        _decide_case(scene, one, decided.get(candidate.case_id, {}), findings)


def _decide_case(scene: _Scene, one: _Open, decided: Mapping[NoticeKey, bool], findings: _Findings) -> None:
    rungs = rungs_of(one.milestone, scene.cycle.plan, one.deadline, scene.calendar)
    keys = {item.rung: one.key(item.rung) for item in rungs}
    parted = _parted(scene, one, rungs)
    for part in (parted.others, *parted.resumed, parted.paused):
        decision = decide(
            part,
            today=scene.today,
            armed_on=one.candidate.armed_on,
            decided={rung for rung, key in keys.items() if key in decided},
            said_before={rung for rung, key in keys.items() if decided.get(key)},
        )
        if part is not parted.paused:
            findings.superseded.extend(keys[rung] for rung in decision.superseded)
        for rung in decision.said:
            _address(scene, _notice(scene, one, rung), rung, findings)


def _parted(scene: _Scene, one: _Open, rungs: Sequence[DatedRung]) -> PartedRungs:
    """Part the rungs by pauses, where there is any."""
    if not scene.pauses:
        return PartedRungs(tuple(rungs))
    chain = scene.chains[one.candidate.unit]
    found = {addressee: contact_for(addressee, chain, one.candidate.owner) for addressee in Addressee}
    boxes = {addressee: contact.address for addressee, contact in found.items() if contact}
    return part_rungs(
        rungs, today=scene.today, is_paused=lambda to, day: scene.pauses.is_paused(boxes.get(to, ""), day)
    )


def _address(scene: _Scene, notice: Notice, rung: Rung, findings: _Findings) -> None:
    chain = scene.chains[notice.unit]
    found = {addressee: contact_for(addressee, chain, notice.owner) for addressee in (rung.to, *rung.cc)}
    for addressee, contact in found.items():
        if contact is None:
            word = party_word(addressee, notice.owner)
            is_school = addressee is Addressee.OWNER and notice.owner is Party.SCHOOL
            place = notice.unit if is_school else chain.office.code
            findings.vacant[place, word] = text("tick.no_mailbox", unit=place, post=text(f"terms.post_{word}"))
    if to := found[rung.to]:
        copied = tuple(contact for addressee in rung.cc if (contact := found[addressee]))
        findings.notices.append(AddressedNotice(notice, to, copied))


def _notice(scene: _Scene, one: _Open, rung: Rung) -> Notice:
    deadline, calendar = one.deadline, scene.calendar
    late = calendar.count_between(deadline.late_after, scene.today)
    return Notice(
        key=one.key(rung),
        template=rung.template,
        addressee=rung.to,
        unit=one.candidate.unit,
        unit_name=scene.chains[one.candidate.unit].unit.name,
        track=one.track.name,
        milestone_title=one.milestone.title,
        milestone_source=one.milestone.source,
        products=tuple(scene.cycle.workflow.product(product).label.vi for product in one.milestone.products),
        stage=one.track.stage(one.candidate.stage).label.vi,
        owner=one.candidate.owner,
        due=deadline.nominal,
        remind_by=deadline.remind_by,
        late_after=deadline.late_after,
        working_days=late or calendar.count_between(scene.today, deadline.remind_by),
    )


def _latest(milestone: Milestone, deadline: Deadline, scene: _Scene) -> Latest | None:
    """Name the rungs that have fallen due last by the plan's own dates: of all, and of those to the owner.

    Where mailboxes are or were paused, an earlier rung may still be undecided: all that have fallen due are named.
    """
    rungs = rungs_of(milestone, scene.cycle.plan, deadline, scene.calendar)
    due = [item for item in rungs if item.falls_on <= scene.today]
    if not due:
        return None
    last = due if scene.pauses else [item for item in due if item.falls_on == due[-1].falls_on]
    last_to_owner = [item for item in due if item.rung.to is Addressee.OWNER][-1:]
    words = {(i.rung.offset, "" if i.rung.to is Addressee.OWNER else i.rung.to.value) for i in [*last, *last_to_owner]}
    return Latest(deadline.counts_from, tuple(sorted(words)))


def _latest_harmless_handover(due: date, scene: _Scene) -> date:
    """Name a last day on which a case can change hands and its deadline surely does not move."""
    days = scene.cycle.plan.handover_days
    return scene.calendar.add(due, -1 - days) if days else date.max
