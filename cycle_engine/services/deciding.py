"""What is due to be said today of every milestone: which cases, which rungs, to whom.

Decided in sets: a milestone's thresholds are computed once, and one query finds the cases that reached one and were not
told.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from cycle_engine.domain.announcements import Announcement
from cycle_engine.domain.case import last_day
from cycle_engine.domain.definition import Addressee, Milestone, Party, Rung, Track
from cycle_engine.domain.ladder import DatedRung, decide, rungs_of
from cycle_engine.domain.milestones import Deadline, deadline_for, open_stages, party_of
from cycle_engine.domain.notices import Notice, NoticeKey
from cycle_engine.domain.pauses import PartedRungs, Pauses, part_rungs
from cycle_engine.domain.recipients import Addressed, Chain, Said, contact_for, party_word
from cycle_engine.domain.working_days import WorkingCalendar
from cycle_engine.messages import Text, text
from cycle_engine.services.desk import OpenCycle
from cycle_engine.services.hold_ups import HoldUps
from cycle_engine.store.notices import Candidate, Latest, candidates, decided_keys
from cycle_engine.store.rows import Rows


@dataclass(slots=True)
class Findings:
    """What one cycle has to say today, found so far; ``vacant`` are the posts that nobody is behind."""

    said: list[Addressed] = field(default_factory=list)
    superseded: list[NoticeKey] = field(default_factory=list)
    vacant: dict[tuple[str, str], Text] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Scene:
    """What every decision of one cycle's tick looks at."""

    cycle: OpenCycle
    calendar: WorkingCalendar
    today: date
    chains: Mapping[str, Chain]
    pauses: Pauses
    dated_since: Mapping[str, date] = field(default_factory=dict)
    """Since when milestones have the last day they have, where an amended plan gave it to them."""


def decide_milestones(rows: Rows, scene: Scene) -> Findings:
    """Decide every milestone's rungs for every case that has something undecided."""
    findings = Findings()
    for milestone in scene.cycle.plan.milestones:
        _decide_milestone(rows, scene, milestone, findings)
    return findings


def address_announcements(scene: Scene, announcements: Iterable[Announcement], findings: Findings) -> None:
    """Find the mailboxes of what acts have to tell, by whoever has the case.

    What a unit is told its own officer has in copy, whoever has the case: who heard of a result hears it put right.
    """
    for announcement in announcements:
        track = scene.cycle.workflow.track(announcement.track)
        owner = None if announcement.addressee is Addressee.UNIT else track.stage(announcement.stage).owner
        holder = owner or party_of(track) or Party.SCHOOL
        _address(scene, announcement, announcement.cc, holder, findings)


@dataclass(frozen=True, slots=True)
class _Open:
    """A milestone that is open in one case, with its dates there."""

    milestone: Milestone
    track: Track
    candidate: Candidate
    deadline: Deadline
    rungs: Sequence[DatedRung]
    hold_ups: HoldUps

    def key(self, rung: Rung) -> NoticeKey:
        return NoticeKey(
            case_id=self.candidate.case_id,
            milestone=self.milestone.id,
            round=self.candidate.round,
            due=self.deadline.counts_from,
            offset=rung.offset,
            recipient=party_word(rung.to, self.candidate.owner),
        )


def _decide_milestone(rows: Rows, scene: Scene, milestone: Milestone, findings: Findings) -> None:
    if milestone.due is None:
        return
    track = scene.cycle.workflow.track(milestone.track)
    found = candidates(
        rows,
        cycle_id=scene.cycle.stored.id,
        track=track.name,
        milestone=milestone.id,
        stages=open_stages(track, milestone),
        handed_over_after=_latest_harmless_handover(milestone.due, scene),
        latest=_latest(milestone, deadline_for(milestone.due, scene.cycle.plan, scene.calendar), scene),
    )
    decided = decided_keys(rows, milestone.id, [candidate.case_id for candidate in found])
    hold_ups = HoldUps(rows, scene.cycle, scene.calendar, scene.today, milestone, track, found)
    rungs: dict[Deadline, Sequence[DatedRung]] = {}  # a thousand cases share a few deadlines
    for candidate in found:
        due = last_day(milestone.due, candidate.own_due, is_extended=candidate.is_extended) or milestone.due
        deadline = deadline_for(due, scene.cycle.plan, scene.calendar, received_on=candidate.handed_over_on)
        if deadline not in rungs:
            rungs[deadline] = rungs_of(milestone, scene.cycle.plan, deadline, scene.calendar)
        one = _Open(milestone, track, candidate, deadline, rungs[deadline], hold_ups)
        _decide_case(scene, one, decided.get(candidate.case_id, {}), findings)


def _decide_case(scene: Scene, one: _Open, decided: Mapping[NoticeKey, bool], findings: Findings) -> None:
    keys = {item.rung: one.key(item.rung) for item in one.rungs}
    parted = _parted(scene, one, one.rungs)
    for part in (parted.others, *parted.resumed, parted.paused):
        decision = decide(
            part,
            today=scene.today,
            armed_on=_armed_on(scene, one),
            decided={rung for rung, key in keys.items() if key in decided},
            said_before={rung for rung, key in keys.items() if decided.get(key)},
        )
        if part is not parted.paused:
            findings.superseded.extend(keys[rung] for rung in decision.superseded)
        for rung in decision.said:
            _address(scene, _notice(scene, one, rung), rung.cc, one.candidate.owner, findings)


def _armed_on(scene: Scene, one: _Open) -> date:
    """Name the day from which the case could be told of this last day, which an amended plan may have given."""
    if one.deadline.counts_from != one.milestone.due:
        return one.candidate.armed_on
    return max(one.candidate.armed_on, scene.dated_since.get(one.milestone.id, date.min))


def _parted(scene: Scene, one: _Open, rungs: Sequence[DatedRung]) -> PartedRungs:
    """Part the rungs by pauses, where there is any."""
    if not scene.pauses:
        return PartedRungs(tuple(rungs))
    chain = scene.chains[one.candidate.unit]
    found = {addressee: contact_for(addressee, chain, one.candidate.owner) for addressee in Addressee}
    boxes = {addressee: contact.address for addressee, contact in found.items() if contact}
    return part_rungs(
        rungs, today=scene.today, is_paused=lambda to, day: scene.pauses.is_paused(boxes.get(to, ""), day)
    )


def _address(scene: Scene, said: Said, cc: Sequence[Addressee], holder: Party, findings: Findings) -> None:
    chain = scene.chains[said.unit]
    found = {addressee: contact_for(addressee, chain, holder) for addressee in (said.addressee, *cc)}
    for addressee, contact in found.items():
        if contact is None:
            is_unit = addressee is Addressee.UNIT or (addressee is Addressee.OWNER and holder is Party.SCHOOL)
            place, word = (said.unit, "school") if is_unit else (chain.office.code, party_word(addressee, holder))
            findings.vacant[place, word] = text("tick.no_mailbox", unit=place, post=text(f"terms.post_{word}"))
    if to := found[said.addressee]:
        copied = tuple(contact for addressee in cc if (contact := found[addressee]))
        findings.said.append(Addressed(said, to, copied))


def _notice(scene: Scene, one: _Open, rung: Rung) -> Notice:
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
        held_up=one.hold_ups.days_of(one.candidate, deadline.nominal),
    )


def _latest(milestone: Milestone, deadline: Deadline, scene: Scene) -> Latest | None:
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


def _latest_harmless_handover(due: date, scene: Scene) -> date:
    """Name a last day on which a case can change hands and its deadline surely does not move."""
    days = scene.cycle.plan.handover_days
    return scene.calendar.add(due, -1 - days) if days else date.max
