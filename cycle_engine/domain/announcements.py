"""What an act has to tell somebody besides the ladder: returned, extended, recognised, published, a plan amended.

An announcement is queued in the transaction of its act and goes out with the day's letters, so that a mailbox still
gets one letter a day. Its key makes it once: the case, what caused it, the letter and whom it speaks to. Until it has
gone it is taken back by whatever makes it untrue.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from enum import StrEnum
from typing import Any, Final

from cycle_engine.domain.case import CaseState
from cycle_engine.domain.definition import Addressee, Milestone, Plan, Telling, Track, Transition, Workflow
from cycle_engine.domain.events import Event
from cycle_engine.domain.milestones import Deadline, open_stages

TOLD_LETTERS: Final = ("returned", "recognized", "certificate_ready", "please_publish", "published", "correction")
"""The letters that a workflow's transitions may send."""


EXTENSION_GRANTED: Final = "extension_granted"
"""The letter of a case that was given another last day."""


class AnnouncementState(StrEnum):
    """What has become of an announcement: it waits for the day's letters, a letter says it, or it no longer holds."""

    DUE = "due"
    SAID = "said"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class AnnouncementKey:
    """What makes an announcement the same announcement.

    ``cause`` is what happened: ``event 12`` of the case, ``amendment 1`` of the plan, ``week 2025-W06``. ``recipient``
    is a party's word, or a mailbox where a party has several.
    """

    case_id: int
    cause: str
    template: str
    recipient: str


@dataclass(frozen=True, slots=True)
class Announcement:
    """One thing to tell one party about one event of one case.

    ``facts`` are what the letter's template says; a day is a ``date``, whatever nobody entered None. ``stage`` and
    ``round`` are the case's after the event, ``milestone`` the one it is about, if any. ``cc`` are further parties.
    """

    key: AnnouncementKey
    addressee: Addressee
    cc: tuple[Addressee, ...]
    unit: str
    unit_name: str
    track: str
    stage: str
    round: int
    milestone: str
    facts: Mapping[str, object]
    is_copy: bool = False

    @property
    def template(self) -> str:
        """The letter's folder."""
        return self.key.template

    @property
    def about(self) -> tuple[int | str, ...]:
        """What it is about, of which one mailbox hears once: one thing that happened to a case."""
        return (self.key.case_id, self.key.cause, self.key.template)


@dataclass(frozen=True, slots=True)
class Occasion:
    """An event with what its announcements are made of; ``case_id`` is the case's number in the store."""

    workflow: Workflow
    plan: Plan
    track: Track
    case_id: int
    unit: str
    unit_name: str
    event: Event


def announcements_of(transition: Transition, occasion: Occasion) -> tuple[Announcement, ...]:
    """Say what a transition tells, by its workflow's ``tells``; what is told of a product only where it came."""
    handed_in = {document.kind for document in occasion.event.facts.documents}
    milestone = _milestone_ahead(occasion)
    facts = _facts(occasion, milestone)
    return tuple(
        announcement_about(occasion, telling, milestone.id if milestone else "", facts)
        for telling in transition.tells
        if not telling.product or telling.product in handed_in
    )


def extension_announcement(occasion: Occasion, milestone: Milestone, told: date | None) -> Announcement:
    """Tell a unit that its milestone was given another last day than the one it was ``told``."""
    facts = _facts(occasion, milestone) | {"previous_due": told}
    telling = Telling(EXTENSION_GRANTED, Addressee.UNIT, (Addressee.OFFICER,))
    return announcement_about(occasion, telling, milestone.id, facts)


def announcement_about(
    occasion: Occasion, telling: Telling, milestone: str, facts: Mapping[str, object]
) -> Announcement:
    """Build the announcement of an event."""
    return Announcement(
        key=AnnouncementKey(occasion.case_id, f"event {occasion.event.seq}", telling.letter, telling.to.value),
        addressee=telling.to,
        cc=telling.cc,
        unit=occasion.unit,
        unit_name=occasion.unit_name,
        track=occasion.track.name,
        stage=occasion.event.target,
        round=occasion.event.facts.round,
        milestone=milestone,
        facts=facts,
    )


def day_told(untold: Iterable[Announcement], key: tuple[int, str], before: date | None) -> date | None:
    """Name the last day that a case was told of a milestone, its number and the milestone's id being the ``key``.

    It is the day ``before`` an extension, or the one before those of which the news has not gone out.
    """
    news = (one for one in untold if one.template == EXTENSION_GRANTED and (one.key.case_id, one.milestone) == key)
    first = next(news, None)
    told = first.facts["previous_due"] if first else before
    return told if isinstance(told, date) else None


def still_holds(announcement: Announcement, state: CaseState, due: date | None) -> bool:
    """Whether an announcement not yet sent is still true of a case that has moved on since.

    News of a new last day holds while that day does (``due`` is the milestone's now, None once it is done). Everything
    else tells where the case came to, and holds while it stands there in the same round.
    """
    if "due" in announcement.facts and announcement.template == EXTENSION_GRANTED:
        return announcement.facts["due"] == due
    return (announcement.stage, announcement.round) == (state.stage, state.round)


def with_deadline(announcement: Announcement, deadline: Deadline | None) -> Announcement:
    """Say the days of the milestone that is ahead as they are now: its last day, and the working days to act by."""
    if not announcement.milestone or "due" not in announcement.facts:
        return announcement
    days = {name: getattr(deadline, name) if deadline else None for name in ("remind_by", "late_after")}
    due = deadline.nominal if deadline else None
    return replace(announcement, facts={**announcement.facts, "due": due, **days})


def changed_days(announcement: Announcement) -> Mapping[str, date | None]:
    """Name the last days that an amended plan is told to give, by milestone; none of any other announcement."""
    changes = announcement.facts.get("changes", ())
    rows = [row for row in changes if isinstance(row, Mapping)] if isinstance(changes, tuple) else []
    days = {str(row["section"]): row["due"] for row in rows}
    return {milestone: due if isinstance(due, date) else None for milestone, due in days.items()}


def keeping_days(announcement: Announcement, holds: Callable[[str, date | None], bool]) -> Announcement | None:
    """Leave of an amended plan's announcement the days that hold, asked by milestone and day; None where none does."""
    kept = {milestone for milestone, day in changed_days(announcement).items() if holds(milestone, day)}
    changes = announcement.facts.get("changes", ())
    left = tuple(row for row in changes if row["section"] in kept) if isinstance(changes, tuple) else ()
    return replace(announcement, facts={**announcement.facts, "changes": left}) if left else None


def announcement_to_json(announcement: Announcement) -> dict[str, object]:
    """Turn an announcement into plain JSON values."""
    plain = {field.name: getattr(announcement, field.name) for field in fields(announcement)}
    key = {field.name: getattr(announcement.key, field.name) for field in fields(announcement.key)}
    words = {"addressee": announcement.addressee.value, "cc": [word.value for word in announcement.cc]}
    return {**plain, **words, "key": key, "facts": _tagged(announcement.facts)}


def announcement_from_json(body: Mapping[str, Any]) -> Announcement:
    """Read back what ``announcement_to_json`` wrote."""
    words = {"addressee": Addressee(body["addressee"]), "cc": tuple(map(Addressee, body["cc"]))}
    facts = {name: _untagged(value) for name, value in body["facts"].items()}
    return Announcement(**{**body, **words, "key": AnnouncementKey(**body["key"]), "facts": facts})


def _milestone_ahead(occasion: Occasion) -> Milestone | None:
    """Find the milestone that is the case's next move where the event has brought it; None when none is."""
    event, track = occasion.event, occasion.track
    leaving = {transition.id for transition in track.transitions_from(event.target)}
    for milestone in occasion.plan.milestones_of(track.name):
        if milestone.completes in leaving and event.target in open_stages(track, milestone):
            return milestone
    return None


def _facts(occasion: Occasion, milestone: Milestone | None) -> dict[str, object]:
    """Gather everything a template may say about an event; each says what it needs."""
    event = occasion.event
    own = next((d.due for d in event.facts.deadlines if milestone and d.milestone == milestone.id), None)
    numbered = next((document for document in event.facts.documents if document.number), None)
    return {
        "section": milestone.id if milestone else None,
        "title": milestone.title if milestone else None,
        "stage": occasion.track.stage(event.target).label.vi,
        "products": tuple(occasion.workflow.product(p).label.vi for p in milestone.products) if milestone else (),
        "handed_in": tuple(occasion.workflow.product(d.kind).label.vi for d in event.facts.documents),
        "reason": event.facts.reason or None,
        "round": event.facts.round,
        "due": own or (milestone.due if milestone else None),
        "level": event.facts.level,
        "number": numbered.number if numbered else None,
        "dated": numbered.dated if numbered else None,
        "link": next((document.link for document in event.facts.documents if document.link), None),
        "occurred_on": event.occurred_on,
    }


def _tagged(value: object) -> object:
    """Mark a day, which JSON does not know."""
    if isinstance(value, date):
        return {"day": value.isoformat()}
    if isinstance(value, Mapping):
        return {name: _tagged(item) for name, item in value.items()}
    return [_tagged(item) for item in value] if isinstance(value, list | tuple) else value


def _untagged(value: Any) -> object:  # whatever JSON gives
    if isinstance(value, dict):
        day = value.get("day")
        if isinstance(day, str) and len(value) == 1:
            return date.fromisoformat(day)
        return {name: _untagged(item) for name, item in value.items()}
    return tuple(_untagged(item) for item in value) if isinstance(value, list) else value
