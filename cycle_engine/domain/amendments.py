"""What an amended plan does to cases, and who has to hear of it.

A day is said wrongly when a letter named it while it held, its milestone is still to be done by whoever it was said to,
and the day holds no more. What has been done since needs no correction, and what an extension had changed before was
told with the extension. The day that counts here is the case's own: the plan's, or a later one it was given.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from cycle_engine.domain.announcements import Announcement, AnnouncementKey, changed_days
from cycle_engine.domain.definition import Addressee, Party, Plan
from cycle_engine.domain.milestones import CaseStanding, Deadline, MilestoneStanding, MilestoneState
from cycle_engine.domain.notices import Notice
from cycle_engine.domain.recipients import Chain, Said, contact_for, mailbox

ABOVE: tuple[Addressee, ...] = (Addressee.OFFICER, Addressee.HEAD, Addressee.SUPERIOR)
"""Who hears of an amended plan only where they were told a day that holds no more."""


@dataclass(frozen=True, slots=True)
class MovedDeadline:
    """A milestone still to be done whose dates are others than before; None where it has none, or is not asked for."""

    case: CaseStanding
    milestone: str
    title: str
    before: Deadline | None
    after: Deadline | None

    @property
    def days(self) -> tuple[date | None, date | None]:
        """The days that count, before and after."""
        return (
            self.before.counts_from if self.before else None,
            self.after.counts_from if self.after else None,
        )


@dataclass(frozen=True, slots=True)
class ChangedLateness:
    """A milestone that is late otherwise than before; None where it is not asked for."""

    case: CaseStanding
    milestone: str
    before: MilestoneStanding | None
    after: MilestoneStanding | None


@dataclass(frozen=True, slots=True)
class SentLetter:
    """A letter that was sent, or may have been: when, and to which mailboxes."""

    id: int
    day: date
    recipient: str
    cc: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WrongDay:
    """A day that a letter named and that holds no more: ``told`` is whom the letter meant, None for a copy."""

    letter: SentLetter
    case: CaseStanding
    milestone: str
    said: date
    holds: date | None
    told: Addressee | None


def moved_deadlines(before: Sequence[CaseStanding], after: Sequence[CaseStanding]) -> tuple[MovedDeadline, ...]:
    """Find the milestones still to be done whose dates change, case by case."""
    return tuple(
        MovedDeadline(case, (new or old).id, (new or old).title, _deadline(old), _deadline(new))  # type: ignore[union-attr]
        for case, pairs in _paired(before, after)
        for old, new in pairs
        if _dates(old) != _dates(new)
    )


def changed_lateness(before: Sequence[CaseStanding], after: Sequence[CaseStanding]) -> tuple[ChangedLateness, ...]:
    """Find the milestones that become late, stop being late, or are late by another number of days."""
    return tuple(
        ChangedLateness(case, (new or old).id, old, new)  # type: ignore[union-attr]
        for case, pairs in _paired(before, after)
        for old, new in pairs
        if _lateness(old) != _lateness(new)
    )


def wrong_days(letters: Iterable[tuple[SentLetter, Said]], moved: Iterable[MovedDeadline]) -> tuple[WrongDay, ...]:
    """Find what letters said of deadlines that held until now and holds no more."""
    by_thing = {(one.case.case_id, one.milestone): one for one in moved}
    found = []
    for letter, said in letters:
        for milestone, day in _days_named(said):
            one = by_thing.get((said.key.case_id, milestone))
            if one and _held(said, day, one) and not _holds(said, day, one.after):
                told = None if said.is_copy else said.addressee
                found.append(WrongDay(letter, one.case, milestone, day, one.days[1], told))
    return tuple(found)


def amendment_announcements(
    number: int, plan: Plan, moved: Sequence[MovedDeadline], wrong: Sequence[WrongDay], chains: Mapping[str, Chain]
) -> tuple[Announcement, ...]:
    """Say who is told what of an amendment: each unit its own changes, others what they were told wrongly."""
    by_case: dict[int, list[MovedDeadline]] = {}
    for one in moved:
        if one.days[0] != one.days[1] or any(_is_about(day, one) for day in wrong):
            by_case.setdefault(one.case.case_id, []).append(one)
    wrong_by_case: dict[int, list[WrongDay]] = {}
    for day in wrong:
        wrong_by_case.setdefault(day.case.case_id, []).append(day)
    return tuple(
        announcement
        for case_id, changes in by_case.items()
        for announcement in _of_case(number, plan, changes, wrong_by_case.get(case_id, []), chains)
    )


def _paired(
    before: Sequence[CaseStanding], after: Sequence[CaseStanding]
) -> Iterable[tuple[CaseStanding, list[tuple[MilestoneStanding | None, MilestoneStanding | None]]]]:
    earlier = {case.case_id: {one.id: one for one in case.milestones} for case in before}
    for case in after:
        old, new = earlier.get(case.case_id, {}), {one.id: one for one in case.milestones}
        yield case, [(old.get(name), new.get(name)) for name in dict.fromkeys((*new, *old))]


def _deadline(standing: MilestoneStanding | None) -> Deadline | None:
    return standing.deadline if standing and standing.state is not MilestoneState.DONE else None


def _dates(standing: MilestoneStanding | None) -> tuple[date, ...]:
    deadline = _deadline(standing)
    if deadline is None:
        return ()
    return (deadline.nominal, deadline.counts_from, deadline.remind_by, deadline.late_after)


def _lateness(standing: MilestoneStanding | None) -> tuple[bool, int]:
    if standing is None:
        return (False, 0)
    return (standing.state is MilestoneState.LATE, standing.days_late)


def _days_named(said: Said) -> Iterable[tuple[str, date]]:
    """Name the days a letter spoke of, by milestone."""
    if isinstance(said, Notice):
        return [(said.key.milestone, said.key.due)]
    if days := changed_days(said):
        return [(milestone, day) for milestone, day in days.items() if day]
    day = said.facts.get("due")
    return [(said.milestone, day)] if said.milestone and isinstance(day, date) else []


def _held(said: Said, day: date, moved: MovedDeadline) -> bool:
    """Whether a day was so until the plan was amended: the case's, in the round and for whoever it was said to."""
    same_round = (said.key.round if isinstance(said, Notice) else said.round) == moved.case.round
    same_holder = not isinstance(said, Notice) or said.owner is moved.case.owner
    return same_round and same_holder and moved.before is not None and day in _named_by(moved.before)


def _holds(said: Said, day: date, after: Deadline | None) -> bool:
    if after is None or day not in _named_by(after):
        return False
    if not isinstance(said, Notice):
        return True
    if said.key.offset <= 0:
        return said.remind_by == after.remind_by
    return said.late_after == after.late_after


def _named_by(deadline: Deadline) -> tuple[date, date]:
    return (deadline.counts_from, deadline.nominal)


def _is_about(wrong: WrongDay, moved: MovedDeadline) -> bool:
    return (wrong.case.case_id, wrong.milestone) == (moved.case.case_id, moved.milestone)


def _of_case(
    number: int,
    plan: Plan,
    changes: Sequence[MovedDeadline],
    wrong: Sequence[WrongDay],
    chains: Mapping[str, Chain],
) -> Iterable[Announcement]:
    case, own = changes[0].case, _own_addressee(changes[0].case)
    above = (*ABOVE, Addressee.OWNER) if own is Addressee.UNIT and case.owner is Party.DEPARTMENT else ABOVE
    for addressee in (own, *above):
        told = _told(addressee, wrong, chains.get(case.unit), case.owner or Party.SCHOOL)
        about = [one for one in changes if addressee is own or one.milestone in told]
        if about:
            yield _announcement((number, plan), addressee, about, told)


def _own_addressee(case: CaseStanding) -> Addressee:
    """Whom the news of a case goes to: its unit, and of the department's own case whoever has to act."""
    return Addressee.OWNER if case.track == Party.DEPARTMENT.value else Addressee.UNIT


def _told(addressee: Addressee, wrong: Sequence[WrongDay], chain: Chain | None, holder: Party) -> frozenset[str]:
    """Name the milestones of which a post, or whoever reads its mailbox now, was told a day that holds no more."""
    contact = contact_for(addressee, chain, holder) if chain else None
    box = mailbox(contact.address) if contact else ""
    return frozenset(
        day.milestone
        for day in wrong
        if day.told is addressee or box in {mailbox(one) for one in (day.letter.recipient, *day.letter.cc)}
    )


def _announcement(
    amendment: tuple[int, Plan], addressee: Addressee, about: Sequence[MovedDeadline], told: frozenset[str]
) -> Announcement:
    number, plan = amendment
    case = about[0].case
    template = "correction" if any(one.milestone in told for one in about) else "plan_amended"
    return Announcement(
        key=AnnouncementKey(case.case_id, f"amendment {number}", template, addressee.value),
        addressee=addressee,
        cc=(),
        unit=case.unit,
        unit_name=case.name,
        track=case.track,
        stage=case.stage,
        round=case.round,
        milestone=about[0].milestone if len(about) == 1 else "",
        facts={
            "changes": tuple(_change(one, told) for one in about),
            "number": plan.number,
            "dated": plan.issued,
            "reason": None,
        },
    )


def _change(one: MovedDeadline, told: frozenset[str]) -> Mapping[str, object]:
    previous_due, due = one.days
    told_before = one.milestone in told
    return {
        "section": one.milestone,
        "title": one.title,
        "previous_due": previous_due,
        "due": due,
        "remind_by": one.after.remind_by if one.after else None,
        "late_after": one.after.late_after if one.after else None,
        "told": told_before,
    }
